#!/usr/bin/env python3
"""Compares a source map with the words of its bitstream and with the text.

usage: check-map.py MAP.json WORDS [NETWORK.mlir]

WORDS is what `graph-translate --bitstream-to-words` printed. Every word must
have its row, and every row its word, with the same number and the same names.
With NETWORK.mlir, every location must point at the op with the module's name.
"""

import json
import re
import sys

WORD = re.compile(r"(\w+)\[(\d+)\](?: at (0x[0-9a-f]+))?: ([0-9a-f]+), (.*)$")
NUMBERED = {"alias_target", "fan_out_target", "alias_config"}


def neuron(source_map, number):
    population, id_, module, index = source_map["neurons"][number]
    return f"{population} {id_} ({source_map['modules'][module]['label']}[{index}])"


def names(source_map, cells):
    """What the text of a word must contain, in this order."""
    if cells.get("input") is not None:
        yield f"of input {cells['input']}"
    for column in ("neuron", "source", "target"):
        if cells.get(column) is not None:
            yield neuron(source_map, cells[column])


def rows(source_map):
    """(name, index, address, parameter, cells) of every word."""
    for segment in source_map["segments"]:
        if "register" in segment:
            yield segment["register"], 0, segment["address"], "register", segment
            continue
        for row in segment["rows"]:
            address = segment["address"]
            address = None if address is None else address + row[0]
            cells = dict(zip(segment["columns"], row))
            yield segment["bank"], row[0], address, segment["parameter"], cells


def check_words(source_map, lines):
    count = 0
    for row, line in zip(rows(source_map), lines, strict=True):
        name, index, address, parameter, cells = row
        match = WORD.match(line)
        found = match[1], int(match[2]), match[3] and int(match[3], 16)
        assert found == (name, index, address), (row, line)
        position = 0
        for text in names(source_map, cells):
            assert text in match[5][position:], (row, line)
            position = match[5].index(text, position) + len(text)
        if parameter == "register":
            assert cells["value"] == int(match[4], 16), (row, line)
        elif parameter not in NUMBERED:
            assert match[5].endswith(f": {cells['value']}"), (row, line)
        assert ("synapse 2" in match[5]) == parameter.endswith("2"), (row, line)
        count += 1
    return count


def check_locations(source_map, text):
    for module in source_map["modules"]:
        assert module["locations"], module
        for number in module["locations"]:
            location = source_map["locations"][number]
            line = text[location["line"] - 1]
            name = module["label"].split("/")[-1]
            assert f'name = "{name}"' in line and module["op"] in line, (module, line)
            if "called_from" in location:
                caller = source_map["locations"][location["called_from"]]
                outer = module["label"].split("/")[-2]
                assert f'name = "{outer}"' in text[caller["line"] - 1], module


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        source_map = json.load(f)
    with open(sys.argv[2], encoding="utf-8") as f:
        count = check_words(source_map, f.read().splitlines())
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as f:
            check_locations(source_map, f.read().splitlines())
    print(f"{count} words agree")


if __name__ == "__main__":
    main()
