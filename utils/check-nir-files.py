#!/usr/bin/env python3
"""Imports a collection of NIR files and compares the outcomes with a table.

usage: check-nir-files.py PAGE ARCHIVE FOLDER GRAPH_TRANSLATE GRAPH_OPT

PAGE is a Markdown document with a table of three columns: names of files in
backquotes, without extension; what they are; the outcome, which starts with
`imported` or `refused`. What is in backquotes there is part of a message. Every
file of ARCHIVE, a tar file that is unpacked in FOLDER, is in one row; every
text of its row is in a message, and every warning and error has such a text.
What was imported is read back and verified, what was refused left no file.
"""

import os
import re
import subprocess
import sys
import tarfile

from script import read, run

ROW = re.compile(r"^\| (`[^|]+) \|[^|]*\| (imported|refused)\b([^|]*)\|$", re.M)
QUOTED = re.compile(r"`([^`]+)`")


def read_table(path):
    """What is expected by file: the outcome and the texts. And the names that occur twice."""
    expected, repeated = {}, []
    for names, outcome, texts in ROW.findall(read(path)):
        for name in QUOTED.findall(names):
            repeated += [name] if name in expected else []
            expected[name] = outcome, QUOTED.findall(texts)
    return expected, repeated


def execute(*command):
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    return result.returncode, result.stderr.decode("utf-8", "replace").splitlines()


def check(path, outcome, texts, translate, opt):
    """Yields what is wrong about one file."""
    module = path + ".mlir"
    code, messages = execute(translate, "--import-nir", path, "-o", module)
    if code not in (0, 1):
        yield f"ended with status {code}"
    found = "refused" if code else "imported"
    if found != outcome:
        yield f"{found}, not {outcome}"
    for text in texts:
        if not any(text in message for message in messages):
            yield f"does not say: {text}"
    for message in messages:
        serious = ": warning: " in message or ": error: " in message
        if serious and not any(text in message for text in texts):
            yield f"says: {message.split(':0:0: ', 1)[-1]}"
    if code and os.path.exists(module):
        yield "left a file behind"
    if not code and execute(opt, module, "-o", module + ".again")[0]:
        yield "cannot be read back"


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    page, archive, folder, translate, opt = sys.argv[1:]
    expected, repeated = read_table(page)
    problems = [f"{name}: is in several rows" for name in repeated]
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder)
            files = sorted(tar.getnames())
    except tarfile.TarError as error:
        sys.exit(f"{archive}: {error}")
    for file in files:
        name = os.path.splitext(file)[0]
        if name not in expected:
            problems.append(f"{name}: is not in the table")
            continue
        path = os.path.join(folder, file)
        problems += [f"{name}: {text}" for text in check(path, *expected.pop(name), translate, opt)]
    problems += [f"{name}: is not in the collection" for name in expected]
    for problem in problems:
        print(problem)
    print(f"{len(files)} files, {len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    run(main)
