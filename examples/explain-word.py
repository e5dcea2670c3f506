#!/usr/bin/env python3
"""Tells what a word of a chip's memory means and where it was written.

usage: explain-word.py MAP.json WORD...

MAP.json is what `graph-compile --map` wrote. A WORD is an address (0x2dc0), a
bank and an index (NTHRAM:0), or a register (ctrl1).
"""

import json
import sys


def read_map(path):
    try:
        with open(path, encoding="utf-8") as f:
            source_map = json.load(f)
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}")
    except (ValueError, RecursionError) as error:
        sys.exit(f"{path}: no JSON: {error}")
    # Other files of graph-compile are JSON, too.
    if not isinstance(source_map, dict) or "segments" not in source_map:
        sys.exit(f"{path}: no map; graph-compile --map writes one")
    if source_map.get("version") != 1:
        sys.exit(f"{path}: a map of version {source_map.get('version')}, expected version 1")
    return source_map


def place(source_map, number):
    """A location, with the places that it was called from."""
    places = []
    while number is not None:
        location = source_map["locations"][number]
        text = location.get("file", "")
        if "line" in location:
            text += f":{location['line']}:{location['column']}"
        if "node" in location:
            text += f" {location['node']}"
        places.append(text)
        number = location.get("called_from")
    return " in ".join(places)


def module(source_map, number):
    entry = source_map["modules"][number]
    where = ", ".join(place(source_map, k) for k in entry["locations"])
    return f"{entry['op']} '{entry['label']}' at {where or 'an unknown place'}"


def neuron(source_map, number):
    population, id_, module_number, index = source_map["neurons"][number]
    text = f"{population} neuron {id_}"
    if module_number is None:
        return text
    return text + f": neuron {index} of {module(source_map, module_number)}"


def explain_register(segment):
    fields = ", ".join(f"{name} {value}" for name, value in segment["fields"].items() if value)
    print(f"{segment['register']} is {segment['value']:#x}: {fields or 'nothing set'}")


def explain_row(source_map, segment, row):
    """Prints a row of a bank, a cell in a line."""
    cells = dict(zip(segment["columns"], row))
    print(f"{segment['bank']}[{row[0]}] is {cells['value']}: {segment['parameter']}")
    for name in ("input", "neuron", "source", "target"):
        if cells.get(name) is not None:
            about = cells[name] if name == "input" else neuron(source_map, cells[name])
            print(f"  {name}: {about}")
    if cells.get("origin") is not None:
        for number in source_map["origins"][cells["origin"]]:
            print(f"  origin: {module(source_map, number)}")


def parse(word):
    """(name, index) of a word that was asked for; of an address, (None, address)."""
    name, _, index = word.partition(":")
    try:
        if word[:1].isdigit():
            return None, int(word, 0)
        return name, int(index or "0")
    except ValueError:
        sys.exit(f"{word}: expected an address, BANK:INDEX or a register")


def find(source_map, name, number):
    """The segments with a word, each with its row; a register has none."""
    for segment in source_map["segments"]:
        base = segment["address"]
        if name is None:
            index = None if base is None else number - base
        else:
            index = number if name in (segment.get("bank"), segment.get("register")) else None
        if "register" in segment:
            if index == 0:
                yield segment, None
        elif index is not None:
            yield from ((segment, row) for row in segment["rows"] if row[0] == index)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    source_map = read_map(sys.argv[1])
    for word in sys.argv[2:]:
        found = list(find(source_map, *parse(word)))
        if not found:
            sys.exit(f"{word}: the image has no such word")
        for segment, row in found:
            if row is None:
                explain_register(segment)
            else:
                explain_row(source_map, segment, row)


if __name__ == "__main__":
    main()
