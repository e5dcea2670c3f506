"""Reads a bitstream as a host would, by docs/Bitstream.md alone."""

import struct
import zlib

from slow_image import Image, Segment


class Reader:
    def __init__(self, data):
        self.data = data
        self.offset = 0

    def read(self, layout):
        """The numbers of a layout as `struct` writes it: B, H, I, d."""
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def read_number(self, layout):
        return self.read(layout)[0]

    def read_text(self):
        size = self.read_number("H")
        return self.read_number(f"{size}s").decode()

    def read_segment(self):
        kind = self.read_number("B")
        name = self.read_text()
        address, bits, count = self.read("IBI")
        # Registers are words of 32 bits, and no bank has so many.
        if kind != (1 if bits == 32 else 0) or (kind == 1 and count != 1):
            raise ValueError(f"{name} of kind {kind} has {count} words of {bits} bits")
        size = "B" if bits <= 8 else "H" if bits <= 16 else "I"
        return Segment(name, address, bits, list(self.read(f"{count}{size}")))

    def read_module(self):
        """The population, label and ids of a module."""
        population = ("hidden", "output")[self.read_number("B")]
        label = self.read_text()
        ids = []
        for _ in range(self.read_number("I")):
            first, count = self.read("II")
            ids += range(first, first + count)
        return population, label, ids


class Provenance:
    """Where an image comes from; `id_map` is what the compiler writes as JSON."""

    def __init__(self, id_map, graph_hash, compiler, options):
        self.id_map = id_map
        self.graph_hash = graph_hash
        self.compiler = compiler
        self.options = options


def read_bitstream(data):
    """The image of a bitstream and its provenance; raises a ValueError if it breaks."""
    try:
        return read_all(Reader(data))
    except (struct.error, IndexError) as error:
        raise ValueError(f"the bitstream ends early or is no bitstream: {error}") from error


def read_all(reader):
    data = reader.data
    magic, version, chip, size = reader.read("8sHHI")
    if magic != b"\x89XBT\r\n\x1a\n" or version != 1:
        raise ValueError(f"the bitstream begins with {magic} and version {version}")
    if size != len(data):
        raise ValueError(f"the bitstream has {len(data)} bytes, but says {size}")
    if zlib.crc32(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
        raise ValueError("the bitstream's checksum is wrong")
    header = {"chip": chip}
    features, *shifts = reader.read("BBBB")
    if features & 0xF8 != 0x08:
        raise ValueError(f"the features are {features:#x}: no provenance, or unknown ones")
    for bit, name in enumerate(("synapse2", "alias", "bias")):
        header[name] = bool(features >> bit & 1)
    header["shifts"] = tuple(shifts)
    header["dt"] = reader.read_number("d")
    for name in ("inputs", "ien", "hidden", "oen", "outputs", "padding"):
        header[name] = reader.read_number("I")
    header["name"] = reader.read_text()
    segments = [reader.read_segment() for _ in range(reader.read_number("H"))]
    provenance = read_provenance(reader, header)
    if reader.offset != len(data) - 4:
        raise ValueError(f"{len(data) - 4 - reader.offset} bytes stand behind the provenance")
    return Image(header, segments), provenance


def read_provenance(reader, header):
    id_map = {"hidden": {}, "output": {}, "ien": header["ien"], "oen": header["oen"]}
    for _ in range(reader.read_number("I")):
        population, label, ids = reader.read_module()
        id_map[population][label] = ids
    return Provenance(id_map, reader.read_text(), reader.read_text(), reader.read_text())
