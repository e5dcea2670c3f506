#!/usr/bin/env python3
"""Copies some files of a tar archive to another, by their names without extension.

usage: pick-files.py ARCHIVE OUTPUT NAME...
"""

import os
import sys
import tarfile

with tarfile.open(sys.argv[1]) as archive, tarfile.open(sys.argv[2], "w") as output:
    for member in archive:
        if os.path.splitext(member.name)[0] in sys.argv[3:]:
            output.addfile(member, archive.extractfile(member))
