#!/usr/bin/env python3
"""Counts again what `--cost` says of a run, from the spikes themselves.

usage: check-cost.py VERIFY.json RUN.json INPUTS.csv HIDDEN_SPIKES.npy

The network is that of `layers.py 0.01 2 4 8 31 4 4 2`, in which every alias
leads to a later neuron: VERIFY.json is graph-compile's report, RUN.json the
summary of graph-sim.
"""

import json
import struct
import sys

NUM_HIDDEN, NUM_ALIASES, EXPANSION, NUM_OUTPUTS = 8, 4, 4, 2


def read_npy(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<H", data, 8)
    assert "'|u1'" in data[10:10 + length].decode(), "an array of bytes"
    values = data[10 + length:]
    return [values[k:k + NUM_HIDDEN] for k in range(0, len(values), NUM_HIDDEN)]


def count(inputs, spikes):
    steps = []
    before = bytes(NUM_HIDDEN)
    for row, hidden in zip(inputs, spikes):
        steps.append({
            "input_additions": EXPANSION * sum(n > 0 for n in row),
            "recurrent_additions": sum(4 - (k == 7) for k, n in enumerate(before) if n > 0),
            "output_additions": NUM_OUTPUTS * sum(n > 0 for n in before[-EXPANSION:]),
            "alias_additions": sum(n > 0 for n in hidden[:NUM_ALIASES]),
            "neuron_updates": NUM_HIDDEN + NUM_OUTPUTS,
        })
        before = hidden
    return steps


def cycles(p_in, p_hid):
    a = NUM_ALIASES / NUM_HIDDEN
    return (2 * (3.5 * p_in * EXPANSION + 1) + NUM_HIDDEN * (7 * p_hid * 31 / 8 + 3)
            + EXPANSION * p_hid * (1 + 8 * NUM_OUTPUTS)
            + NUM_HIDDEN * (19 + 2 * max(p_hid, a * a) + 3 * max(p_hid * a, a * a) + p_hid + max(p_hid, a) * a)
            + 12 * NUM_OUTPUTS)


def share(rows):
    return sum(n > 0 for row in rows for n in row) / sum(map(len, rows))


def main():
    with open(sys.argv[1]) as file:
        cost = json.load(file)["verification"]["cost"]
    with open(sys.argv[2]) as file:
        assert json.load(file)["cost"] == cost, "both tools say the same"
    with open(sys.argv[3]) as file:
        inputs = [list(map(int, line.split(","))) for line in file]
    spikes = read_npy(sys.argv[4])
    steps = count(inputs, spikes)
    for key in steps[0]:
        assert cost["operations"]["total"][key] == sum(step[key] for step in steps), key
        assert cost["operations"]["busiest"][key] == max(step[key] for step in steps), key
    assert any(step["recurrent_additions"] for step in steps), "something spikes"
    assert cost["steps"] == len(steps)
    assert abs(cost["inputs_active"]["mean"] - share(inputs)) < 1e-12
    assert abs(cost["hidden_active"]["mean"] - share(spikes)) < 1e-12
    assert cost["hidden_active"]["busiest"] == max(share([row]) for row in spikes)
    mean = cycles(share(inputs), share(spikes))
    assert abs(cost["cycles"]["mean"]["total"] - mean) < 1e-9
    busiest = max(cycles(share([row]), share([hidden])) for row, hidden in zip(inputs, spikes))
    assert abs(cost["cycles"]["busiest"] - busiest) < 1e-9
    assert abs(cost["clock"]["busiest"] - 1.2 * busiest / 0.01) < 1e-6


main()
