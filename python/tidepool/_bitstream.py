"""Reads bitstreams (`.xbit`) into NumPy arrays.

docs/Bitstream.md has the format; the rules (B1) to (B33) are those of that page,
and all that a reader has to check are checked, in its order.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, List, NamedTuple, Optional, Tuple, Union

import numpy as np

from ._errors import BitstreamError

MAGIC = b"\x89XBT\r\n\x1a\n"
VERSION = 1
SMALLEST_FILE = 61
NO_ADDRESS = 0xFFFFFFFF
ADDRESSES = 1 << 18
FEATURES = ("synapse2", "alias", "bias")
PROVENANCE_BIT = 3
SIZES = ("inputs", "input_expansion", "hidden", "output_expansion", "outputs", "padding")


class ChipLimits(NamedTuple):
    """What (B8) and (B11) ask about a chip."""

    name: str
    inputs: int
    hidden: int
    outputs: int
    expansion: Optional[int]
    features: FrozenSet[str]


CHIPS = {
    1: ChipLimits("xylo_a1", 16, 1000, 8, None, frozenset({"synapse2", "alias"})),
    2: ChipLimits("xylo_a2", 16, 1000, 8, None, frozenset({"synapse2", "alias", "bias"})),
    3: ChipLimits("xylo_imu", 16, 496, 16, 128, frozenset({"alias", "bias"})),
    4: ChipLimits("xylo_a3", 16, 992, 32, 128, frozenset({"synapse2", "alias", "bias"})),
}


@dataclass(frozen=True, eq=False)
class Segment:
    """Words that a host writes, in the order of the file.

    `address` is None where the chip's map is not public.
    """

    name: str
    kind: str  # "bank" or "register"
    address: Optional[int]
    width: int  # bits of a word
    words: np.ndarray  # unsigned, as few bytes as the width needs

    @property
    def signed(self) -> np.ndarray:
        """The words as numbers with a sign, in two's complement."""
        words = self.words.astype(np.int64)
        return np.where(words >> (self.width - 1), words - (1 << self.width), words)


# Labels of modules with the ids of their neurons.
Population = List[Tuple[str, np.ndarray]]


@dataclass(frozen=True, eq=False)
class Provenance:
    """Where an image comes from; never sent to a chip.

    `hidden` and `output` have the hardware ids of each module's neurons.
    """

    hidden: Population
    output: Population
    graph_hash: str
    compiler: str
    options: str


@dataclass(frozen=True, eq=False)
class Bitstream:
    """What a bitstream holds."""

    chip: str
    network: str
    dt: float  # seconds
    features: FrozenSet[str]
    weight_shifts: Dict[str, int]  # of "input", "recurrent" and "output" weights
    sizes: Dict[str, int]
    segments: List[Segment]
    provenance: Optional[Provenance]

    def bank(self, name: str) -> np.ndarray:
        """The words of all segments of this bank, with a sign; KeyError if there is none."""
        banks = [segment for segment in self.segments if segment.kind == "bank"]
        found = [bank.signed for bank in banks if bank.name == name]
        if not found:
            raise KeyError(f"no bank {name}; banks are {', '.join(sorted({bank.name for bank in banks}))}")
        return np.concatenate(found)


def read_bitstream(source: Union[bytes, bytearray, memoryview, str, "os.PathLike[str]"]) -> Bitstream:
    """Reads a bitstream from bytes or from a file.

    Raises BitstreamError, which names what is wrong and its offset, or OSError.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _Reader(bytes(source)).read()
    with open(source, "rb") as file:
        return _Reader(file.read()).read()


class _Reader:
    def __init__(self, data: bytes):
        self.data = data
        self.end = 0
        self.offset = 0

    def read(self) -> Bitstream:
        self._check_frame()
        header = self._read_header()
        segments = self._read_segments()
        provenance = self._read_provenance(header["sizes"]) if header.pop("has_provenance") else None
        if self.offset != self.end:
            raise self._error(f"{self.end - self.offset} bytes", "follow the last field", self.offset)
        return Bitstream(segments=segments, provenance=provenance, **header)

    # Bytes and texts.

    def _error(self, what: str, problem: str, offset: int) -> BitstreamError:
        return BitstreamError(f"{what} at offset {offset} {problem}")

    def _take(self, size: int, what: str) -> bytes:
        left = self.end - self.offset
        if size > left:
            raise BitstreamError(f"truncated: {what} at offset {self.offset} needs {size} bytes, {left} are left")
        start, self.offset = self.offset, self.offset + size
        return self.data[start:self.offset]

    def _number(self, form: str, what: str) -> Any:
        return struct.unpack("<" + form, self._take(struct.calcsize("<" + form), what))[0]

    def _text(self, what: str, may_be_empty: bool = False) -> str:
        """Rules (B12) to (B14)."""
        start = self.offset
        raw = self._take(self._number("H", what), what)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise self._error(what, "is no UTF-8", start) from None
        if any(c < " " or "\x7f" <= c <= "\x9f" for c in text):
            raise self._error(what, "has control characters", start)
        if not text and not may_be_empty:
            raise self._error(what, "is empty", start)
        return text

    def _count(self, smallest: int, what: str, form: str = "I") -> int:
        """A number of things that take `smallest` bytes each at least: rule (B29)."""
        start = self.offset
        count: int = self._number(form, what)
        if count * smallest > self.end - self.offset:
            raise BitstreamError(f"truncated: {what} at offset {start} is {count}, which needs "
                                 f"{count * smallest} bytes, {self.end - self.offset} are left")
        return count

    # Parts of the file.

    def _check_frame(self) -> None:
        """Rules (B3) to (B6)."""
        data = self.data
        if data[:8] != MAGIC:
            raise BitstreamError("bad magic at offset 0: this is no Tidepool bitstream")
        self.end, self.offset = len(data), 8
        version = self._number("H", "format version")
        if version != VERSION:
            raise BitstreamError(f"format version {version} at offset 8: this reader knows version {VERSION}")
        self.offset = 12
        size = self._number("I", "total size")
        if size != len(data):
            kind = "truncated: " if size > len(data) else ""
            raise BitstreamError(f"{kind}total size at offset 12 is {size}, but the file has {len(data)} bytes")
        if size < SMALLEST_FILE:
            raise BitstreamError(f"total size at offset 12 is {size}; the smallest bitstream has {SMALLEST_FILE} bytes")
        self.end = size - 4
        stored, computed = struct.unpack("<I", data[-4:])[0], zlib.crc32(data[:-4])
        if stored != computed:
            raise BitstreamError(f"CRC-32 at offset {self.end} is 0x{stored:08x}, but the content has 0x{computed:08x}")
        self.offset = 10

    def _read_header(self) -> Dict[str, Any]:
        """Rules (B7) to (B11)."""
        chip_id = self._number("H", "chip id")
        if chip_id not in CHIPS:
            raise self._error(f"chip id {chip_id}", "is unknown", 10)
        chip = CHIPS[chip_id]
        self.offset = 16
        bits = self._number("B", "features")
        features = frozenset(name for bit, name in enumerate(FEATURES) if bits >> bit & 1)
        if bits >> (PROVENANCE_BIT + 1):
            raise self._error(f"features 0x{bits:02x}", "have reserved bits", 16)
        if features - chip.features:
            raise self._error(f"feature {min(features - chip.features)}", f"is not one of {chip.name}", 16)
        shifts = {}
        for name in ("input", "recurrent", "output"):
            shifts[name] = self._number("B", f"{name} weight shift")
            if shifts[name] > 7:
                raise self._error(f"{name} weight shift {shifts[name]}", "is above 7", self.offset - 1)
        dt = self._number("d", "dt")
        if not 0 < dt < float("inf"):
            raise self._error(f"dt {dt}", "is not finite and above 0", 20)
        sizes = self._read_sizes(chip)
        return {"chip": chip.name, "features": features, "weight_shifts": shifts, "dt": dt, "sizes": sizes,
                "network": self._text("network name"), "has_provenance": bool(bits >> PROVENANCE_BIT & 1)}

    def _read_sizes(self, chip: ChipLimits) -> Dict[str, int]:
        start = self.offset
        sizes = {name: self._number("I", name) for name in SIZES}
        expansion = sizes["hidden"] if chip.expansion is None else min(chip.expansion, sizes["hidden"])
        neurons = chip.hidden + chip.outputs
        limits = {"inputs": chip.inputs, "input_expansion": expansion, "hidden": chip.hidden,
                  "output_expansion": expansion, "outputs": chip.outputs,
                  "padding": neurons - sizes["hidden"] - sizes["outputs"]}
        # Expansion is judged by the number of hidden neurons, which must be right first.
        for name in ("hidden", *SIZES):
            if sizes[name] > limits[name]:
                raise self._error(f"size {sizes[name]} of {name}", f"is above {limits[name]}",
                                  start + 4 * SIZES.index(name))
        return sizes

    def _read_segments(self) -> List[Segment]:
        """Rules (B15) to (B20)."""
        count = self._count(13, "number of segments", "H")
        return [self._read_segment(k) for k in range(count)]

    def _read_segment(self, k: int) -> Segment:
        start = self.offset
        kind = self._number("B", f"kind of segment {k}")
        if kind > 1:
            raise self._error(f"kind {kind} of segment {k}", "is neither 0 nor 1", start)
        name = self._text(f"name of segment {k}")
        what = f"segment {k} '{name}'"
        start = self.offset
        address = self._number("I", f"address of {what}")
        width = self._number("B", f"width of {what}")
        if not 1 <= width <= 32:
            raise self._error(f"width {width} of {what}", "is not 1 to 32", self.offset - 1)
        size_of_word = 1 if width <= 8 else 2 if width <= 16 else 4
        count_offset = self.offset
        count = self._number("I", f"number of words of {what}")
        if count > ADDRESSES:
            raise self._error(f"number of words {count} of {what}", f"is above {ADDRESSES}", count_offset)
        if address != NO_ADDRESS and (address >= ADDRESSES or address + count > ADDRESSES):
            raise self._error(f"address 0x{address:x} of {what}", f"leads beyond 0x{ADDRESSES - 1:x}", start)
        words_offset = self.offset
        words = np.frombuffer(self._take(count * size_of_word, what), dtype=f"<u{size_of_word}")
        too_wide = np.flatnonzero(words.astype(np.uint64) >> np.uint64(width))
        if too_wide.size:
            index = int(too_wide[0])
            raise BitstreamError(f"word {index} of {what} at offset {words_offset + index * size_of_word} is "
                                 f"0x{int(words[index]):x}, which does not fit in {width} bits")
        return Segment(name, "register" if kind else "bank", None if address == NO_ADDRESS else address, width,
                       words.astype(words.dtype.newbyteorder("=")))

    def _read_provenance(self, sizes: Dict[str, int]) -> Provenance:
        """Rules (B21) to (B26)."""
        count = self._count(15, "number of modules")
        populations: Tuple[Population, Population] = ([], [])
        owned = [np.zeros(sizes["hidden"], bool), np.zeros(sizes["outputs"], bool)]
        for k in range(count):
            start = self.offset
            population = self._number("B", f"population of module {k}")
            if population > 1:
                raise self._error(f"population {population} of module {k}", "is neither 0 nor 1", start)
            label = self._text(f"label of module {k}")
            populations[population].append((label, self._read_ids(f"module {k} '{label}'", owned[population])))
        graph_hash = self._read_hash()
        return Provenance(*populations, graph_hash, self._text("compiler", True), self._text("options", True))

    def _read_ids(self, what: str, owned: np.ndarray) -> np.ndarray:
        """The ids of a module; `owned` says which are taken. Rules (B23) to (B25)."""
        start = self.offset
        count = self._count(8, f"number of id ranges of {what}")
        if count == 0:
            raise self._error(f"{what}", "has no id range", start)
        ranges: List[np.ndarray] = []
        previous_end = None
        for k in range(count):
            start = self.offset
            first, size = self._number("I", what), self._number("I", what)
            where = f"range {k} of {what}"
            if size == 0 or first + size > owned.size:
                raise self._error(where, f"is {size} ids from {first}; there are {owned.size}", start)
            if first == previous_end:
                raise self._error(where, "goes on where the one before it ends", start)
            if owned[first:first + size].any():
                raise self._error(where, "has an id of another range", start)
            owned[first:first + size] = True
            previous_end = first + size
            ranges.append(np.arange(first, first + size))
        return np.concatenate(ranges)

    def _read_hash(self) -> str:
        start = self.offset
        text = self._text("graph hash", True)
        if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
            raise self._error("graph hash", "is not 64 digits 0-9a-f", start)
        return text
