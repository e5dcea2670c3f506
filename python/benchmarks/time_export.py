#!/usr/bin/env python3
"""Times the way of large graphs to a chip.

usage: time_export.py [--repeat=N]

Prints the best of N runs (5) in milliseconds, by the clock and in processors, tools
included; on a busy machine only the latter means something. The tools are found
as the package finds them.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import numpy as np

SOURCE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SOURCE), str(SOURCE / "tutorials")]

from standins import GraphHolder, lif, linear, nodes  # noqa: E402

import tidepool  # noqa: E402
from tidepool._mlir import to_mlir  # noqa: E402


def make_recurrent(neurons=1000, fan_out=32):
    """As many neurons and connections as xylo_a2 has, in a full matrix of float32."""
    random = np.random.default_rng(1)
    recurrent = np.zeros((neurons, neurons), np.float32)
    for row in recurrent:
        row[random.choice(neurons, fan_out, replace=False)] = random.standard_normal(fan_out)
    inputs = nodes(16)
    current = linear("w_in", inputs, random.standard_normal((16, neurons)).astype(np.float32))
    spikes = lif("hidden", current)
    linear("w_rec", spikes, recurrent, outputs=current)
    outputs = lif("readout", linear("w_out", spikes, random.standard_normal((neurons, 8)).astype(np.float32)))
    return GraphHolder(inputs, outputs, "recurrent")


def make_chain(modules=100000):
    """Weights and neurons in turn."""
    inputs = current = nodes(1)
    for _ in range(modules // 2):
        current = lif("n", linear("w", current, [[1.0]]))
    return GraphHolder(inputs, current, "chain")


def refuse(graph, chip):
    """Compiles what the chip cannot hold."""
    try:
        tidepool.compile(graph, chip)
    except tidepool.DesignRuleError:
        return
    raise AssertionError(f"{chip} holds the graph")


def read_clocks():
    """Time by the clock, and that of this process and its children in processors."""
    times = os.times()
    return np.array([time.perf_counter(), sum(times[:4])])


def measure(repeat, function, *arguments):
    """The shortest times that `function` took."""
    best = np.full(2, np.inf)
    for _ in range(repeat):
        start = read_clocks()
        function(*arguments)
        best = np.minimum(best, read_clocks() - start)
    return best


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    recurrent, chain = make_recurrent(), make_chain()
    raster = np.random.default_rng(2).poisson(0.1, (1000, 16))
    compiled = tidepool.compile(recurrent, "xylo_a2")
    print(f"{'milliseconds':45} {'clock':>8} {'CPU':>8}")
    for name, *call in (("1,000 neurons: export", to_mlir, recurrent),
                        ("1,000 neurons: export and compile", tidepool.compile, recurrent, "xylo_a2"),
                        ("1,000 neurons: run 1,000 steps, with traces", compiled.run, raster),
                        ("100,000 modules: export", to_mlir, chain),
                        ("100,000 modules: export, and be refused", refuse, chain, "xylo_a2"),
                        ("100,000 modules: export, and check all chips", tidepool.check, chain)):
        clock, processors = 1e3 * measure(repeat, *call)
        print(f"{name:45} {clock:8.0f} {processors:8.0f}")


if __name__ == "__main__":
    main()
