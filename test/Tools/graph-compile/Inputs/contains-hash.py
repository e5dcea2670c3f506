"""usage: contains-hash.py PAGE FILE...

Fails unless the page has the SHA-256 of every file.
"""

import hashlib
import sys

page = open(sys.argv[1], encoding="utf-8").read()
for path in sys.argv[2:]:
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    if digest not in page:
        sys.exit(f"{sys.argv[1]} has no {digest}, which is {path}")
