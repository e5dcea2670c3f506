"""Compares the forms of an image with its bitstream, reading each of them anew.

usage: check_forms.py IMAGE.xbit [IMAGE.hex IMAGE.writes REPLAY] RAM_FOLDER

Without addresses there are RAM files alone.
REPLAY has a line `address data`, in hexadecimal, for each call of the header's
write function. RAM_FOLDER may hold no file but those of the image.
"""

import json
import os
import struct
import sys


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def get(self, kind):
        (value,) = struct.unpack_from("<" + kind, self.data, self.at)
        self.at += struct.calcsize(kind)
        return value

    def text(self):
        size = self.get("H")
        self.at += size
        return self.data[self.at - size : self.at].decode()


def read_bitstream(path):
    """The sizes, and (is bank, name, address, bits, words) of each segment."""
    with open(path, "rb") as f:
        data = Bytes(f.read())
    data.at = 28
    sizes = [data.get("I") for _ in range(6)]
    data.text()
    segments = []
    for _ in range(data.get("H")):
        is_bank, name = data.get("B") == 0, data.text()
        address, bits, count = data.get("I"), data.get("B"), data.get("I")
        kind = "B" if bits <= 8 else "H" if bits <= 16 else "I"
        segments.append((is_bank, name, address, bits, [data.get(kind) for _ in range(count)]))
    return sizes, segments


def read_hex(path):
    """The words at their word addresses: four bytes each, the lowest one first."""
    memory, upper = {}, 0
    with open(path, encoding="ascii") as f:
        for line in f:
            record = bytes.fromhex(line.strip()[1:])
            assert line[0] == ":" and sum(record) % 256 == 0 and len(record) == record[0] + 5
            address, kind, data = int.from_bytes(record[1:3], "big"), record[3], record[4:-1]
            if kind == 4:
                upper = int.from_bytes(data, "big") << 16
            for k, byte in enumerate(data if kind == 0 else b""):
                assert upper + address + k not in memory
                memory[upper + address + k] = byte
    assert kind == 1, "no end"
    starts = {address // 4 * 4 for address in memory}
    return {start // 4: sum(memory[start + k] << 8 * k for k in range(4)) for start in starts}


def read_list(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.split("#")[0].split() for line in f]
    return [(int(line[0], 16), int(line[1], 16)) for line in lines if line]


def read_ram_file(path):
    with open(path, encoding="ascii") as f:
        return [int(line, 16) for line in f]


bitstream, *addressed, ram = sys.argv[1:]
sizes, segments = read_bitstream(bitstream)
banks = [segment for segment in segments if segment[0]]
sent = [(address + k, word) for _, _, address, _, words in segments for k, word in enumerate(words)]

if addressed:
    hex_file, writes, replay = addressed
    assert read_hex(hex_file) == {a + k: word for _, _, a, _, words in banks for k, word in enumerate(words)}
    assert read_list(writes) == sent
    assert read_list(replay) == sent
else:
    assert {address for _, _, address, _, _ in banks} == {0xFFFFFFFF}
states = {"NSCRAM", "RSC2RAM", "HSC2RAM", "NMPRAM", "RSPKRAM", "HSPKRAM"}
constants = {name.lower() + ".ini": words for _, name, _, _, words in banks if name not in states}
assert {name: read_ram_file(os.path.join(ram, name)) for name in constants} == constants
assert set(os.listdir(ram)) == set(constants) | {"basic_config.json"}
with open(os.path.join(ram, "basic_config.json"), encoding="ascii") as f:
    config = json.load(f)
assert [config["IN"], config["RSN"], config["ON"]] == [sizes[0], sizes[2], sizes[4]]
print(f"{len(sent)} words, {sum(len(bank[4]) for bank in banks)} of {len(banks)} banks: all forms agree")
