#!/usr/bin/env python3
"""Runs the examples in documents.

usage: check-docs.py BUILD_FOLDER [--complete] FILE...

FILE is a Markdown document or a TableGen file. Every block marked `mlir` must
be a whole module that graph-opt accepts and prints back to itself. Every
block marked `console` holds commands, each behind `$ `, and what they print
(standard error included); they run in a folder that has `build` and
`examples`.

A comment right above an `mlir` block tells which design rules it breaks:

    <!-- breaks: RULE on CHIP -->      RULE is reported, and nothing else
    <!-- keeps all rules of CHIP -->   nothing is reported

Where the description of a pass has a block, then "becomes" (or "becomes, with
`OPTIONS`,"), then another one, the pass turns the first into the second. With
--complete every op and pass must have an example; "Example: see" leads to one.
"""

import os
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^( *)(?:<!-- ([^\n]*) -->\n *)?```(mlir|console)\n(.*?)^\1```$", re.S | re.M)
ENTRY = re.compile(r"^#### `(-?)([a-z][\w.-]*)`.*?\n(.*?)(?=^#{1,4} |^<!-- end)", re.S | re.M)
CHANGE = re.compile(r"```mlir\n(.*?)^```\n\n *becomes(?:, with `([^`]*)`,)?\n\n```mlir\n(.*?)^```", re.S | re.M)
MARK = re.compile(r"breaks: ([a-z-]+) on (\w+)|keeps all rules of (\w+)")
ERROR = re.compile(r"^\S+ error: (?:\[([a-z-]+)\])?", re.M)


def blocks(path):
    """Yields (line number, comment right above or None, kind, text without indentation)."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
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


def check_console(build, source, text):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(build, os.path.join(folder, "build"))
        os.symlink(os.path.join(source, "examples"), os.path.join(folder, "examples"))
        shown = ""
        for line in text.splitlines():
            if not line.startswith("$ "):
                continue
            result = subprocess.run(line[2:], shell=True, cwd=folder, text=True,
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


def check_entries(build, path, complete):
    """Yields the problems of the descriptions of ops and passes."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for dash, name, body in ENTRY.findall(text):
        problem = check_pass(build, name, body) if dash else None
        if problem:
            yield f"{path}: the example of {name} fails: {problem}"
        if complete and not re.search(r"^```(mlir|console)$|^Example: see", body, re.M):
            yield f"{path}: {name} has no example"


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = os.path.abspath(sys.argv[1])
    source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    complete = "--complete" in sys.argv
    count, failed = 0, False
    for path in sys.argv[2:]:
        if path == "--complete":
            continue
        for problem in check_entries(build, path, complete):
            failed = True
            print(problem)
        for line, comment, kind, text in blocks(path):
            count += 1
            if kind == "mlir":
                problem = check_mlir(build, comment, text)
            else:
                problem = check_console(build, source, text)
            if problem:
                failed = True
                print(f"{path}:{line}: the example fails: {problem}")
    print(f"{count} examples run")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
