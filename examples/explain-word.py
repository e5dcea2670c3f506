#!/usr/bin/env python3
"""Tells what a word of a chip's memory means and where it was written.

usage: explain-word.py MAP.json WORD...

MAP.json is what `graph-compile --map` wrote. A WORD is an address (0x2dc0), or
a bank and an index (NTHRAM:0).
"""

import json
import sys


def place(source_map, number):
    """A location, with the places that it was called from."""
    location = source_map["locations"][number]
    text = location.get("file", "")
    if "line" in location:
        text += f":{location['line']}:{location['column']}"
    if "node" in location:
        text += f" {location['node']}"
    if "called_from" in location:
        text += " in " + place(source_map, location["called_from"])
    return text


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


def explain(source_map, segment, row):
    """Prints a row of a segment, a cell in a line."""
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
    """(bank, index) of a word that was asked for; of an address, (None, address)."""
    bank, colon, index = word.rpartition(":")
    try:
        return (bank, int(index)) if colon else (None, int(word, 0))
    except ValueError:
        sys.exit(f"{word}: expected an address or BANK:INDEX")


def is_meant(segment, row, bank, number):
    if bank is None:
        return segment["address"] is not None and segment["address"] + row[0] == number
    return segment["bank"] == bank and row[0] == number


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as f:
        source_map = json.load(f)
    for word in sys.argv[2:]:
        bank, number = parse(word)
        found = [
            (segment, row)
            for segment in source_map["segments"]
            for row in segment.get("rows", [])
            if is_meant(segment, row, bank, number)
        ]
        if not found:
            sys.exit(f"{word}: the image has no such word")
        for segment, row in found:
            explain(source_map, segment, row)


if __name__ == "__main__":
    main()
