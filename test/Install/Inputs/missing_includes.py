"""Lists what files below this folder include or consist of but is not there.

usage: missing_includes.py [SOURCE]    (with all .td files of SOURCE)
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^#?include "(tidepool/[^"]+)"', re.M)

headers = 0
for file in sorted(pathlib.Path(".").rglob("*.*")):
    headers += file.suffix == ".h"
    for name in INCLUDE.findall(file.read_text(encoding="utf-8")):
        if not pathlib.Path(name).exists():
            print(f"{file}: missing {name}")
for folder in sys.argv[1:]:
    for file in sorted(pathlib.Path(folder).rglob("*.td")):
        if not file.relative_to(folder).exists():
            print(f"missing {file}")
print(f"{headers} headers")
