"""Bitstreams in NumPy arrays; `graph-translate` is the judge of what is one."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import random
import re
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

import numpy as np
from standins import GraphHolder, lif, linear, nodes

import tidepool
from tidepool._tools import find_tool


def compile_small(chip):
    inputs = nodes(2)
    bias = 0.0 if chip == "xylo_a1" else -0.1  # Xylo 1 has none
    hidden = lif("hidden", linear("w_in", inputs, [[1.0, -0.5, 0.25], [0.0, 0.5, -1.0]]), bias=bias)
    outputs = lif("readout", linear("w_out", hidden, [[1.0], [0.5], [-0.25]]))
    return tidepool.compile(GraphHolder(inputs, outputs, "small"), chip, "global").bitstream


def sealed(data):
    """`data` with the size and checksum that its content asks for."""
    data = data[:12] + struct.pack("<I", len(data)) + data[16:-4]
    return data + struct.pack("<I", zlib.crc32(data))


def read_by_tool(data):
    """What graph-translate says of it, None where it reads it."""
    result = subprocess.run([find_tool("graph-translate"), "--bitstream-info"], input=data, capture_output=True, check=False)
    return None if result.returncode == 0 else result.stderr.decode(errors="replace")


class Read(unittest.TestCase):
    def test_what_is_in_it(self):
        image = tidepool.read_bitstream(compile_small("xylo_a3"))
        self.assertEqual((image.chip, image.network, image.dt), ("xylo_a3", "small", 1e-3))
        self.assertEqual(image.features, {"bias"})
        self.assertEqual(image.weight_shifts, {"input": 0, "recurrent": 0, "output": 0})
        self.assertEqual(image.sizes, {"inputs": 2, "input_expansion": 3, "hidden": 3, "output_expansion": 3,
                                       "outputs": 1, "padding": 0})
        self.assertEqual(image.bank("IWTRAM").tolist(), [127, -64, 32, 0, 64, -127])
        self.assertEqual(image.bank("NTHRAM").tolist(), [127, 127, 127, 127])
        bank = next(segment for segment in image.segments if segment.name == "NBRAM")
        self.assertEqual((bank.kind, bank.width, bank.words.dtype), ("bank", 8, np.uint8))
        self.assertEqual(bank.words.tolist(), [243, 243, 243, 0])
        self.assertEqual(bank.signed.tolist(), [-13, -13, -13, 0])
        self.assertEqual([(label, ids.tolist()) for label, ids in image.provenance.hidden], [("hidden", [0, 1, 2])])
        self.assertEqual(image.provenance.compiler, f"Tidepool {tidepool.__version__}")

    def test_banks_without_public_addresses(self):
        image = tidepool.read_bitstream(compile_small("xylo_imu"))
        self.assertIsNone(next(s for s in image.segments if s.kind == "bank").address)
        self.assertEqual(image.bank("IWTRAM").tolist(), [127, -64, 32, 0, 64, -127])

    def test_files(self):
        data = compile_small("xylo_a2")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.xbit"
            path.write_bytes(data)
            self.assertEqual(tidepool.read_bitstream(path).sizes, tidepool.read_bitstream(memoryview(data)).sizes)
            with self.assertRaises(FileNotFoundError):
                tidepool.read_bitstream(str(path) + ".missing")

    def test_a_bank_that_is_not_there(self):
        with self.assertRaisesRegex(KeyError, "no bank XRAM; banks are .*IWTRAM"):
            tidepool.read_bitstream(compile_small("xylo_a3")).bank("XRAM")


class Damaged(unittest.TestCase):
    def refuse(self, data, message):
        with self.assertRaises(tidepool.BitstreamError) as caught:
            tidepool.read_bitstream(data)
        self.assertIn(message, str(caught.exception))
        self.assertIsNotNone(read_by_tool(data))

    def test_the_frame(self):
        data = compile_small("xylo_a3")
        self.refuse(b"", "bad magic at offset 0")
        self.refuse(b"PK" + data[2:], "bad magic at offset 0: this is no Tidepool bitstream")
        self.refuse(data[:8] + b"\2\0" + data[10:], "format version 2 at offset 8: this reader knows version 1")
        self.refuse(data[:-1], f"truncated: total size at offset 12 is {len(data)}, but the file has {len(data) - 1} bytes")
        self.refuse(data + b"\0", f"total size at offset 12 is {len(data)}, but the file has {len(data) + 1} bytes")
        self.refuse(data[:40] + b"\xff" + data[41:], f"CRC-32 at offset {len(data) - 4} is 0x")

    def test_the_content(self):
        data = compile_small("xylo_a3")
        for offset, new, message in (
                (10, b"\x09", "chip id 9 at offset 10 is unknown"),
                (16, b"\x1c", "features 0x1c at offset 16 have reserved bits"),
                (18, b"\x08", "recurrent weight shift 8 at offset 18 is above 7"),
                (20, struct.pack("<d", 0.0), "dt 0.0 at offset 20 is not finite and above 0"),
                (20, struct.pack("<d", float("nan")), "dt nan at offset 20"),
                (28, b"\x11", "size 17 of inputs at offset 28 is above 16"),
                (32, b"\x04", "size 4 of input_expansion at offset 32 is above 3"),
                (54, b"\xff", "network name at offset 52 is no UTF-8"),
                (54, b"\n", "network name at offset 52 has control characters")):
            self.refuse(sealed(data[:offset] + new + data[offset + len(new):]), message)
        self.refuse(sealed(data[:-4] + b"more" + data[-4:]), "follow the last field")

    def test_texts_are_counted(self):
        self.refuse(sealed(compile_small("xylo_a3")[:52] + b"\xff\xff" + bytes(20)), "truncated: network name at offset 54")

    def test_as_the_tool_does(self):
        """Bytes are changed at random; both readers refuse the same files, at the same place."""
        chance = random.Random(1)
        for chip in ("xylo_a1", "xylo_a2", "xylo_imu", "xylo_a3"):
            data = compile_small(chip)
            for _ in range(30):
                offset = chance.choice([*range(10, 12), *range(16, len(data) - 4)])
                changed = sealed(data[:offset] + bytes([chance.choice([0, 1, 2, 127, 128, 255])]) + data[offset + 1:])
                expected = read_by_tool(changed)
                try:
                    tidepool.read_bitstream(changed)
                    self.assertIsNone(expected, f"offset {offset}")
                except tidepool.BitstreamError as error:
                    self.assertIsNotNone(expected, f"offset {offset}: {error}")
                    place = re.search(r"offset (\d+)", expected)[1]
                    self.assertIn(f"offset {place}", str(error), expected)


if __name__ == "__main__":
    unittest.main()
