"""What the scripts of this folder have in common."""

import os
import sys


def read(path):
    """The text of a file."""
    with open(path, encoding="utf-8") as f:
        try:
            return f.read()
        except UnicodeDecodeError as error:
            sys.exit(f"{path}: is no UTF-8 at byte {error.start}")


def run(main):
    """Ends the script with the status of `main`. A file that cannot be used or a program that is
    not there is one line and status 1."""
    try:
        sys.exit(main())
    except OSError as error:
        name = os.path.basename(sys.argv[0])
        sys.exit(f"{name}: error: {error.filename or 'output'}: {error.strerror}")
