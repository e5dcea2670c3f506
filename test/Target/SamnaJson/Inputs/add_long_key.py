"""Adds a key of a thousand escapes to the debug settings of the configuration on standard input."""

import json
import sys

root = json.load(sys.stdin)
root["value0"]["debug"]["\x1b" * 1000] = 1
json.dump(root, sys.stdout)
