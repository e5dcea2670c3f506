"""Prints a network that fills a chip: hidden neurons in MODULES modules of SIZE
(31 of 32 if nothing is said), each of which feeds the next one (the last one the
first), so that a neuron has SIZE targets.

usage: near_capacity.py OUTPUTS EXPANSION [MODULES SIZE] [--no-bias]

EXPANSION is the number of hidden neurons that inputs reach, and that reach
outputs. Weights come from a fixed sequence; module 1 has biases, if the chip
can.
"""

import struct
import sys

NUM_INPUTS = 16
numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
num_outputs, expansion = numbers[:2]
NUM_MODULES, SIZE = numbers[2:] or (31, 32)
state = 1


def weights(rows, columns):
    """A matrix of multiples of 1/64 from -1 to 1, none of them 0."""
    global state
    values = []
    for _ in range(rows * columns):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(((state >> 16) % 129 - 64 or 1) / 64)
    data = struct.pack(f"<{len(values)}f", *values).hex().upper()
    return f'weights = dense<"0x{data}"> : tensor<{rows}x{columns}xf32>'


def nodes(count):
    return f"!graph.nodes<{count}>"


def neurons(name, operand, count, bias):
    splat = lambda value: f"dense<{value}> : tensor<{count}xf32>"
    print(f'  %{name} = graph.lif_neurons %{operand} {{name = "{name}", dt = 1.0e-3 : f64, tau_mem = {splat(0.016)}, '
          f"tau_syn = {splat(0.008)}, threshold = {splat(1.5)}{', bias = ' + splat(bias) if bias else ''}}} "
          f": {nodes(count)} -> {nodes(count)}")


def linear(name, operand, rows, columns):
    print(f"  %{name} = graph.linear_weights %{operand} {{{weights(rows, columns)}}} : {nodes(rows)} -> {nodes(columns)}")


has_bias = "--no-bias" not in sys.argv
reached = expansion // SIZE
print(f"graph.network @near_capacity(%in: {nodes(NUM_INPUTS)}) -> {nodes(num_outputs)} {{")
for k in range(NUM_MODULES):
    linear(f"w{k}", f"m{(k - 1) % NUM_MODULES}", SIZE, SIZE)
    current = f"w{k}"
    if k < reached:
        linear(f"i{k}", "in", NUM_INPUTS, SIZE)
        current = f"s{k}"
        print(f"  %{current} = graph.merge %w{k}, %i{k} : {nodes(SIZE)}")
    neurons(f"m{k}", current, SIZE, 0.125 if has_bias and k == 1 else 0)
sources = [f"%m{k}" for k in range(NUM_MODULES - reached, NUM_MODULES)]
print(f"  %last = graph.concat {', '.join(sources)} : ({', '.join([nodes(SIZE)] * reached)}) -> {nodes(expansion)}")
linear("w_out", "last", expansion, num_outputs)
neurons("readout", "w_out", num_outputs, 0)
print(f"  graph.output %readout : {nodes(num_outputs)}\n}}")
