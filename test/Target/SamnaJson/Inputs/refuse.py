"""Edits a configuration and compares what graph-translate says of it.

usage: refuse.py GRAPH_TRANSLATE BASE.json CASES FOLDER

CASES has pairs of lines: `edit: PLACE = JSON` (or `edit: PLACE` to delete it) and `error: TEXT`,
the whole message. Each edit is of the base alone.
"""

import json
import os
import re
import subprocess
import sys

tool, base, cases, folder = sys.argv[1:]


def edit(place, value):
    """The base with another value, or without one, at a place such as `a.b[3].c`."""
    with open(base, encoding="utf-8") as file:
        root = json.load(file)
    keys = [int(k) if k.isdigit() else k for k in re.findall(r"[^.\[\]]+", place)]
    inner = root
    for key in keys[:-1]:
        inner = inner[key]
    if value is None:
        del inner[keys[-1]]
    else:
        inner[keys[-1]] = json.loads(value)
    return root


def read(root):
    """What graph-translate says of a file, which must not leave an output."""
    path, output = os.path.join(folder, "edited.json"), os.path.join(folder, "output.mlir")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(root, file)
    run = subprocess.run(
        [tool, "--samna-json-to-xylo", "--samna-dt=1e-3", path, "-o", output],
        capture_output=True,
        text=True,
    )
    if run.returncode != 1 or os.path.exists(output):
        return f"exit status {run.returncode}"
    return run.stderr.removeprefix(f"{path}:0:0: error: ").rstrip("\n")


with open(cases, encoding="utf-8") as file:
    pairs = re.findall(r"^edit: (.*)\nerror: (.*)\n", file.read(), re.MULTILINE)
wrong = 0
for change, expected in pairs:
    place, _, value = change.partition(" = ")
    found = read(edit(place, value or None))
    if found != expected:
        wrong += 1
        print(f"{change}\n  {found}\n  instead of\n  {expected}")
print(f"{len(pairs)} edits, {wrong} with another message")
