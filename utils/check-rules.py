#!/usr/bin/env python3
"""Checks that every verifier rule has a test that breaks it.

usage: check-rules.py TEST_FOLDER TD_FILE...

A rule is a line `- (C1) ...` in the description of an op, type or interface in
a TableGen file. A test breaks it if a comment says so: `// merge (C1): ...`,
`// MergeOp (C1): ...`, `// weights interface (C1): ...`.
"""

import glob
import os
import re
import sys

from script import read, run

RECORD = re.compile(r"^def \w+?_(\w+)\b(.*?)(?=^def |\Z)", re.S | re.M)
MNEMONIC = re.compile(r'<"(\w+)"|mnemonic = "(\w+)"')
RULE = re.compile(r"^ *- \((C\d+)\)", re.M)


def names(record, body):
    """What comments may call a record."""
    found = [record]
    if record.endswith("OpInterface"):
        stem = record[: -len("OpInterface")] or record
        found.append(re.sub(r"(?<!^)([A-Z])", r" \1", stem).lower() + " interface")
    match = MNEMONIC.search(body)
    if match:
        found.append(match[1] or match[2])
    return found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    tests = ""
    for path in glob.glob(os.path.join(sys.argv[1], "**", "*"), recursive=True):
        if path.endswith((".mlir", ".test")):
            tests += read(path)
    count, missing = 0, []
    for path in sys.argv[2:]:
        text = read(path)
        for match in RECORD.finditer(text):
            record, body = match.groups()
            for rule in RULE.findall(body):
                count += 1
                if not any(re.search(rf"\b{re.escape(name)} \({rule}\)", tests) for name in names(record, body)):
                    missing.append(f"{path}: no test breaks {record} ({rule})")
    print("\n".join(missing))
    print(f"{count} rules, {len(missing)} without a test")
    return 1 if missing or not count else 0


if __name__ == "__main__":
    run(main)
