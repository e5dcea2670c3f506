"""Tells which of the words on standard input are not in code quotes in a document."""

import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    quoted = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]*)`", file.read()))))
keys = set(sys.stdin.read().split())
missing = sorted(keys - quoted)
for key in missing:
    print(f"{key} is missing")
if not missing:
    print(f"{len(keys)} keys, all documented")
