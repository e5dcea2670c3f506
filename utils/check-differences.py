#!/usr/bin/env python3
"""Checks that differences from other tools are shown by the tests that claim to.

usage: check-differences.py PAGE TEST_FOLDER

A difference is a row of a table of PAGE, a Markdown document: its code in
backquotes in the first column, the paths of its tests, relative to
TEST_FOLDER, in the last. A test shows it if a comment says
`differs (code): ...`. Every code is explained once and has a test, and page
and tests name the same codes and paths. Folders called Inputs hold no tests.
"""

import os
import re
import sys

from script import read, run

ROW = re.compile(r"^\| `([^`|]+)` \|(.*)\|([^|]*)\|$", re.M)
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLAIM = re.compile(r"^ *(?://|#) differs \(([^)]*)\): \S", re.M)
ANY_CLAIM = re.compile(r"\bdiffers \(")


def find_claims(folder):
    """Yields (code, path in the folder) of every claim, or (None, path) for a bad one."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "Inputs"]
        for name in names:
            if not name.endswith((".mlir", ".test")):
                continue
            path = os.path.join(parent, name)
            text = read(path)
            claims = CLAIM.findall(text)
            for code in claims + [None] * (len(ANY_CLAIM.findall(text)) - len(claims)):
                yield code, os.path.relpath(path, folder)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    page, folder = sys.argv[1:]
    problems, expected = [], set()
    rows = ROW.findall(read(page))
    codes = [code for code, _, _ in rows]
    for code, _, tests in rows:
        if not CODE.fullmatch(code):
            problems.append(f"{page}: '{code}' is no code")
        if codes.count(code) > 1:
            problems.append(f"{page}: {code} has several rows")
        paths = re.findall(r"`([^`]+)`", tests)
        if not paths:
            problems.append(f"{page}: {code} has no test")
        expected |= {(code, os.path.normpath(path)) for path in paths}
    found = set(find_claims(folder))
    for code, path in sorted(expected - found):
        problems.append(f"{page}: {path} does not say that it shows {code}")
    for code, path in sorted(found - expected, key=str):
        if code is None:
            problems.append(f"{path}: expects a comment of the form 'differs (code): what'")
        else:
            problems.append(f"{path}: shows {code}, but {page} does not say so")
    print("\n".join(sorted(set(problems))))
    print(f"{len(rows)} differences, {len(set(problems))} problems")
    return 1 if problems or not rows else 0


if __name__ == "__main__":
    run(main)
