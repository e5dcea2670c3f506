#!/usr/bin/env python3
"""Prints a network of given sizes. Weights are 1, but -1 of recurrent ones.

usage: layers.py DT INPUTS IEN HIDDEN CONNECTIONS ALIASES OEN OUTPUTS

Inputs reach the first IEN hidden neurons, and the last OEN of them reach the
outputs, all to all. CONNECTIONS recurrent weights are spread over the hidden
neurons as evenly as possible; source k feeds those behind it, in a ring. The
first ALIASES hidden neurons are alias sources, each of the neuron that is
ALIASES behind it.
"""

import struct
import sys

dt = float(sys.argv[1])
inputs, ien, hidden, connections, aliases, oen, outputs = map(int, sys.argv[2:])
ZERO = bytes(4)


def weights(name, operand, rows, columns, weight, is_connected):
    one = struct.pack("<f", weight)
    data = b"".join(one if is_connected(r, c) else ZERO for r in range(rows) for c in range(columns))
    return (f'graph.linear_weights %{operand} {{name = "{name}", weights = dense<"0x{data.hex()}">'
            f" : tensor<{rows}x{columns}xf32>}} : !graph.nodes<{rows}> -> !graph.nodes<{columns}>")


def neurons(name, operand, count):
    parameters = ", ".join(f"{key} = dense<{value}> : tensor<{count}xf64>"
                           for key, value in (("tau_mem", 16 * dt), ("tau_syn", 8 * dt), ("threshold", 1.0)))
    return (f'graph.lif_neurons %{operand} {{name = "{name}", {parameters}, dt = {dt} : f64}}'
            f" : !graph.nodes<{count}> -> !graph.nodes<{count}>")


def fan_out(source):
    return connections // hidden + (source < connections % hidden)


print(f"graph.network @layers(%in: !graph.nodes<{inputs}>) -> !graph.nodes<{outputs}> {{")
print("  %input =", weights("w_in", "in", inputs, hidden, 1, lambda r, c: c < ien))
print("  %recurrent =", weights("w_rec", "spikes", hidden, hidden, -1,
                                lambda r, c: (c - r - 1) % hidden < fan_out(r)))
print(f"  %current = graph.merge %input, %recurrent : !graph.nodes<{hidden}>")
print("  %own =", neurons("hidden", "current", hidden))
if aliases:
    print(f"  %sources = graph.select %own{list(range(aliases))} : !graph.nodes<{hidden}> -> !graph.nodes<{aliases}>")
    print(f'  %alias = graph.alias %sources {{name = "alias"}}'
          f" : !graph.nodes<{aliases}> -> !graph.nodes<{aliases}>")
    print(f"  %placed = graph.place %alias{list(range(aliases, 2 * aliases))}"
          f" : !graph.nodes<{aliases}> -> !graph.nodes<{hidden}>")
    print(f"  %spikes = graph.merge %own, %placed : !graph.nodes<{hidden}>")
else:
    print(f"  %spikes = graph.merge %own : !graph.nodes<{hidden}>")
print("  %output =", weights("w_out", "spikes", hidden, outputs, 1, lambda r, c: r >= hidden - oen))
print("  %out =", neurons("out", "output", outputs))
print(f"  graph.output %out : !graph.nodes<{outputs}>")
print("}")
