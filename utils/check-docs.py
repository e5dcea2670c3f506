#!/usr/bin/env python3
"""Runs the examples in documents.

usage: check-docs.py BUILD_FOLDER [--complete] [--run-in=NAME=FOLDER] FILE...

FILE is a Markdown document or a TableGen file. Every block marked `mlir` must
be a whole module that graph-opt accepts and prints back to itself. Every
block marked `console` holds commands, each behind `$ `, and what they print
(standard error included); they run in a folder that has `build` and
`examples`. Where a document begins with

    <!-- runs in: NAME -->

they run in one that has what is in FOLDER, if --run-in tells which this is;
without it they are left out, which the summary says.

A block of whatever kind with the comment

    <!-- file: PATH -->

right above it is part of that file, line by line, and is not run.

A comment right above an `mlir` block tells which design rules it breaks:

    <!-- breaks: RULE on CHIP -->      RULE is reported, and nothing else
    <!-- keeps all rules of CHIP -->   nothing is reported

Where the description of a pass has a block, then "becomes" (or "becomes, with
`OPTIONS`,"), then another one, the pass turns the first into the second. With
--complete every op and pass must have an example; "Example: see" leads to one.
"""

import argparse
import os
import re
import subprocess
import tempfile

from script import read, run

BLOCK = re.compile(r"^( *)(?:<!-- ([^\n]*) -->\n *)?```([\w+]*)\n(.*?)^\1```$", re.S | re.M)
RUNS_IN = re.compile(r"<!-- runs in: ([^\n]*) -->\n")
FILE = "file: "
ENTRY = re.compile(r"^#### `(-?)([a-z][\w.-]*)`.*?\n(.*?)(?=^#{1,4} |^<!-- end)", re.S | re.M)
BLOCK_START = re.compile(r"^```(?:mlir|console)$", re.M)
SEE = re.compile(r"^Example: see (?:`([^`]*)`|\[)", re.M)
CHANGE = re.compile(r"```mlir\n(.*?)^```\n\n *becomes(?:, with `([^`]*)`,)?\n\n```mlir\n(.*?)^```", re.S | re.M)
MARK = re.compile(r"breaks: ([a-z-]+) on (\w+)|keeps all rules of (\w+)")
ERROR = re.compile(r"^\S+ error: (?:\[([a-z-]+)\])?", re.M)


def blocks(text):
    """Yields (line number, comment right above or None, kind, text without indentation)."""
    for match in BLOCK.finditer(text):
        indent, comment, kind, body = match.groups()
        lines = [line[len(indent):] for line in body.splitlines()]
        yield text.count("\n", 0, match.start(3)) + 1, comment, kind, "\n".join(lines) + "\n"


def run_graph_opt(build, option, text):
    command = [os.path.join(build, "bin", "graph-opt"), option, "-o", os.devnull]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def check_design_rules(build, comment, text):
    match = MARK.fullmatch(comment)
    if not match:
        return f"unknown mark: {comment}"
    rule, chip = match[1], match[2] or match[3]
    result = run_graph_opt(build, f"--xylo-check-design-rules=chip={chip}", text)
    reported = set(ERROR.findall(result.stderr))
    if rule:
        return None if reported == {rule} else f"does not break exactly {rule}:\n{result.stderr}"
    if result.returncode != 0 or reported:
        return f"does not keep all rules of {chip}:\n{result.stderr}"
    return None


def check_mlir(build, comment, text):
    result = run_graph_opt(build, "--verify-roundtrip", text)
    if result.returncode != 0:
        return f"graph-opt refuses it:\n{result.stderr}"
    return check_design_rules(build, comment, text) if comment else None


def check_excerpt(source, name, text):
    """The problem of a block that shows part of a file."""
    path = os.path.join(source, name)
    if not os.path.isfile(path):
        return f"there is no file {name}"
    # Whole lines: a line break in front of both.
    return None if "\n" + text in "\n" + read(path) else f"{name} has no such lines"


def check_console(links, text):
    """The problem of commands, in a folder that has `links`: names and where they lead."""
    with tempfile.TemporaryDirectory() as folder:
        for name, target in links.items():
            os.symlink(target, os.path.join(folder, name))
        shown = ""
        for line in text.splitlines():
            if not line.startswith("$ "):
                continue
            result = subprocess.run(line[2:], shell=True, cwd=folder, text=True, check=False,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            shown += line + "\n" + result.stdout
    return None if shown == text else "prints instead:\n" + shown


def check_pass(build, name, text):
    """The problem of a pass's examples, if there is one."""
    for before, options, after in CHANGE.findall(text):
        command = [os.path.join(build, "bin", "graph-opt")]
        run = f"--{name}={options}" if options else f"--{name}"
        shown = [subprocess.run(command + arguments, input=block, capture_output=True, text=True, check=False).stdout
                 for block, arguments in ((before, [run]), (after, []))]
        if shown[0] != shown[1] or not shown[0]:
            return f"becomes instead:\n{shown[0]}"
    return None


def has_example(body, examples):
    """Whether there is a block, or "Example: see" names a link, a file or an entry with one."""
    if BLOCK_START.search(body):
        return True
    see = SEE.search(body)
    return bool(see) and (see[1] is None or see[1] in examples or os.path.exists(see[1]))


def check_entries(build, path, text, complete):
    """Yields the problems of the descriptions of ops and passes."""
    examples = {name for _, name, body in ENTRY.findall(text) if BLOCK_START.search(body)}
    for dash, name, body in ENTRY.findall(text):
        problem = check_pass(build, name, body) if dash else None
        if problem:
            yield f"{path}: the example of {name} fails: {problem}"
        if complete and not has_example(body, examples):
            yield f"{path}: {name} has no example"


class Checker:
    """Runs the blocks of documents, counts them and prints their problems."""

    def __init__(self, arguments):
        self.source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        self.build = os.path.abspath(arguments.build)
        self.complete = arguments.complete
        # Where the commands of a document run, by the name in its `runs in`.
        self.links = {None: {"build": self.build, "examples": os.path.join(self.source, "examples")}}
        for name, folder in (place.split("=", 1) for place in arguments.run_in):
            self.links[name] = {entry: os.path.abspath(os.path.join(folder, entry)) for entry in os.listdir(folder)}
        self.run, self.excerpts, self.left_out, self.failed = 0, 0, 0, False

    def report(self, problem):
        self.failed = True
        print(problem)

    def check_block(self, links, comment, kind, text):
        if comment and comment.startswith(FILE):
            self.excerpts += 1
            return check_excerpt(self.source, comment[len(FILE):], text)
        if kind == "mlir":
            self.run += 1
            return check_mlir(self.build, comment, text)
        if kind == "console" and links is None:
            self.left_out += 1
        elif kind == "console":
            self.run += 1
            return check_console(links, text)
        return None

    def check(self, path):
        text = read(path)
        for problem in check_entries(self.build, path, text, self.complete):
            self.report(problem)
        place = RUNS_IN.match(text)
        links = self.links.get(place[1] if place else None)
        for line, comment, kind, block in blocks(text):
            problem = self.check_block(links, comment, kind, block)
            if problem:
                self.report(f"{path}:{line}: the example fails: {problem}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build")
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("--run-in", action="append", default=[])
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    checker = Checker(arguments)
    for path in arguments.files:
        checker.check(path)
    print(f"{checker.run} examples run, {checker.excerpts} excerpts compared, {checker.left_out} left out")
    return 1 if checker.failed or not checker.run + checker.excerpts else 0


if __name__ == "__main__":
    run(main)
