#!/usr/bin/env python3
"""Runs the examples in documents.

usage: check-docs.py BUILD_FOLDER FILE...

FILE is a Markdown document or a TableGen file. Every block marked `mlir` must
be a whole module that graph-opt accepts and prints back to itself. Every
block marked `console` holds commands, each behind `$ `, and what they print
(standard error included); they run in a folder that has `build` and
`examples`.
"""

import os
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^( *)```(mlir|console)\n(.*?)^\1```$", re.S | re.M)


def blocks(path):
    """Yields (line number, kind, text without indentation)."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for match in BLOCK.finditer(text):
        indent, kind, body = match.groups()
        lines = [line[len(indent):] for line in body.splitlines()]
        yield text.count("\n", 0, match.start()) + 1, kind, "\n".join(lines) + "\n"


def check_mlir(build, text):
    command = [os.path.join(build, "bin", "graph-opt"), "--verify-roundtrip"]
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    return None if result.returncode == 0 else result.stderr


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


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = os.path.abspath(sys.argv[1])
    source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    count, failed = 0, False
    for path in sys.argv[2:]:
        for line, kind, text in blocks(path):
            count += 1
            problem = check_mlir(build, text) if kind == "mlir" else check_console(build, source, text)
            if problem:
                failed = True
                print(f"{path}:{line}: the example fails: {problem}")
    print(f"{count} examples run")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
