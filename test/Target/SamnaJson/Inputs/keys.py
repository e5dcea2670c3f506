"""Lists the keys of a JSON file, one a line."""

import json
import sys


def print_keys(value):
    for inner in value if isinstance(value, list) else value.values():
        if isinstance(inner, (dict, list)):
            print_keys(inner)
    if isinstance(value, dict):
        print("\n".join(value))


print_keys(json.load(sys.stdin))
