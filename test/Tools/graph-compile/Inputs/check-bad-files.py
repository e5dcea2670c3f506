#!/usr/bin/env python3
"""Checks what `graph-compile --check=json` tells of files that are refused.

usage: check-bad-files.py GRAPH_COMPILE FOLDER

Every error of a file `bad_*` or `evil_*` must be about the file, a graph, or a
node that the list calls broken or refused; the reason that the list gives for
such a node must be its errors. The names of files without any node are printed.
"""

import json
import os
import re
import subprocess
import sys


def list_errors(result):
    """Path and text of all errors; errors about two objects have notes."""
    for diagnostic in result["diagnostics"]:
        if diagnostic["severity"] != "error":
            continue
        for part in [diagnostic] + diagnostic["notes"]:
            match = re.match("'(.*?)': (.*)", part["message"])
            yield match.groups() if match else ("", part["message"])


def find_owner(path, nodes):
    """The innermost node that a path leads through."""
    owners = [n for n in nodes if path == n["node"] or path.startswith(n["node"] + "/")]
    return max(owners, key=lambda n: len(n["node"]), default=None)


def check(result, code):
    """Yields what is wrong about the outcome of one file."""
    if code != 1 or result["compiles"] or result["chips"]:
        yield f"ended with status {code}"
    errors = list(list_errors(result))
    if not errors:
        yield "has no errors"
    bad = {n["node"]: n["reason"] for n in result["nodes"] if n["fidelity"] in ("broken", "refused")}
    for path, text in errors:
        owner = find_owner(path, result["nodes"])
        if owner and text not in bad.pop(owner["node"], owner["reason"]):
            yield f"{owner['node']} does not have the error: {text}"
    for node in bad:
        yield f"{node} has no error"


def main():
    tool, folder = sys.argv[1:]
    files = sorted(n for n in os.listdir(folder) if n.startswith(("bad_", "evil_")))
    problems, empty = [], []
    for file in files:
        command = [tool, os.path.join(folder, file), "--check=json", "--chip=all"]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        result = json.loads(run.stdout)
        name = os.path.splitext(file)[0]
        empty += [] if result["nodes"] else [name]
        problems += [f"{name}: {text}" for text in check(result, run.returncode)]
    for line in problems + ["without nodes: " + " ".join(empty)]:
        print(line)
    print(f"{len(files)} files, {len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
