#!/usr/bin/env python3
"""Finds dead links in Markdown documents.

usage: check-links.py FILE...

A link to a file must name one that exists, and its `#anchor` a heading of it,
as GitHub names headings. Links to other sites are not followed.
"""

import os
import re
import sys

from script import read, run

FENCE = re.compile(r"^( *)```.*?^\1```$", re.S | re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*?) *$", re.M)
OUTSIDE = re.compile(r"[a-z]+:")


def anchors(path):
    """The anchors of a document's headings; repeats get -1, -2, ..."""
    found, count = set(), {}
    for heading in HEADING.findall(FENCE.sub("", read(path))):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = count.get(anchor, 0)
        count[anchor] = number + 1
        found.add(f"{anchor}-{number}" if number else anchor)
    return found


def problems(path):
    """Yields (line number, text)."""
    text = FENCE.sub(lambda m: "\n" * m[0].count("\n"), read(path))
    for match in LINK.finditer(text):
        if OUTSIDE.match(match[1]):
            continue
        name, _, anchor = match[1].partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
        line = text.count("\n", 0, match.start()) + 1
        if not os.path.exists(target):
            yield line, f"'{match[1]}' leads nowhere"
        elif anchor and target.endswith(".md") and anchor not in anchors(target):
            yield line, f"'{match[1]}': '{target}' has no heading #{anchor}"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = False
    for path in sys.argv[1:]:
        for line, text in problems(path):
            failed = True
            print(f"{path}:{line}: {text}")
    return 1 if failed else 0


if __name__ == "__main__":
    run(main)
