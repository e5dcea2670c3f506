"""A trained network, rebuilt as Rockpool's objects, compiles to the bytes of its own file."""
# REQUIRES: numpy
# RUN: %numpy_python %s %source_dir/examples/braille.mlir

import re
import sys
import unittest
from pathlib import Path

import numpy as np
from standins import GraphHolder, LIFNeuronWithSynsRealValue, linear, nodes

import tidepool
from tidepool._tools import run_tool

FILE = Path(sys.argv[1])


def read_weights():
    """The matrices of the file, by name."""
    found = re.findall(r'name = "([^"]*)",\s*weights = dense<"0x([0-9A-F]*)"> : tensor<(\d+)x(\d+)xf32>', FILE.read_text())
    return {name: np.frombuffer(bytes.fromhex(data), "<f4").reshape(int(rows), int(columns))
            for name, data, rows, columns in found}


def neurons(name, inputs, tau_mem, tau_syn):
    outputs = nodes(len(inputs))
    LIFNeuronWithSynsRealValue(inputs, outputs, name, tau_mem=tau_mem, tau_syn=tau_syn, threshold=1.0, bias=[], dt=1e-4)
    return outputs


def make_graph():
    weights = read_weights()
    inputs = nodes(12)
    current = linear("fc1", inputs, weights["fc1"])
    hidden = neurons("lif1.lif", current, 0.0006666667726304965, 0.0004)
    linear("lif1.w_rec", hidden, weights["lif1.w_rec"], outputs=current)
    outputs = neurons("lif2", linear("fc2", hidden, weights["fc2"]), 0.00033333332008785726, 0.00018181817787737896)
    return GraphHolder(inputs, outputs, "braille")


class Braille(unittest.TestCase):
    def test_bytes(self):
        for chip in ("xylo_a1", "xylo_a2", "xylo_imu", "xylo_a3"):
            for method in ("channel", "global"):
                expected = run_tool("graph-compile", [str(FILE), f"--chip={chip}", f"--quantize={method}", "-o", "-"])
                self.assertEqual(tidepool.compile(make_graph(), chip, method).bitstream, expected.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
