#!/usr/bin/env python3
"""Checks that every design rule is documented and tested.

usage: check-design-rules.py TABLE OVERVIEW PAGE TEST...

TABLE is the C++ file with the table of rules. OVERVIEW is a document with a row
for each rule, which links to its section in PAGE. PAGE has a section for each
rule, in the order of the table, that says when the rule is broken and has an
example that breaks it and one that keeps it; its rows of limits are those of
OVERVIEW. Some TEST expects each rule to be reported.
"""

import os
import re
import sys

from script import read, run

ENTRY = re.compile(r'^    \{"([a-z-]+)",((?:\s*"[^"]+")+)', re.M)
SECTION = re.compile(r"^## ([a-z-]+)\n(.*?)(?=^## |\Z)", re.S | re.M)


def rules(path):
    """The rules of the table: (id, what breaks it)."""
    return [(rule, "".join(re.findall(r'"([^"]+)"', text))) for rule, text in ENTRY.findall(read(path))]


def find_gaps(table, overview, page, tests, link):
    """Yields what is missing. `link` is how the overview calls the page."""
    sections = SECTION.findall(page)
    if [rule for rule, _ in sections] != [rule for rule, _ in table]:
        yield "the page does not have one section per rule, in the order of the table"
    sections = dict(sections)
    for rule, broken_when in table:
        section = sections.get(rule, "")
        if f"| [`{rule}`]({link}#{rule}) | {broken_when} |" not in overview:
            yield f"{rule}: no row in the overview"
        if f"Broken when {broken_when}." not in " ".join(section.split()):
            yield f"{rule}: the page does not say when it is broken"
        if not re.search(rf"^<!-- breaks: {rule} on \w+ -->\n```mlir$", section, re.M):
            yield f"{rule}: no example breaks it"
        if not re.search(r"^<!-- keeps all rules of \w+ -->\n```mlir$", section, re.M):
            yield f"{rule}: no example keeps it"
        if f"[{rule}]" not in tests:
            yield f"{rule}: no test breaks it"
    for row in re.findall(r"^\| .*", page, re.M):
        if row not in overview.splitlines():
            yield f"not a row of the overview: {row}"


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    table = rules(sys.argv[1])
    overview, page, tests = read(sys.argv[2]), read(sys.argv[3]), "".join(map(read, sys.argv[4:]))
    gaps = list(find_gaps(table, overview, page, tests, os.path.basename(sys.argv[3])))
    print("".join(gap + "\n" for gap in gaps), end="")
    print(f"{len(table)} design rules, {len(gaps)} gaps")
    return 1 if gaps or not table else 0


if __name__ == "__main__":
    run(main)
