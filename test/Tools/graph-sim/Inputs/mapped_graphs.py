"""Runs random networks as a graph, in the schedule of the chip, and as the real core that
they are mapped to, and compares outputs and traces neuron by neuron.

usage: mapped_graphs.py GRAPH_COMPILE GRAPH_SIM WORK [FIRST_SEED COUNT]

The generator of the compiler's tests (test/Pipelines/Inputs) must be on the path.
"""

import json
import os
import random
import shutil
import subprocess
import sys

from network_generator import Generator
from npy import read_npy, write_npy
from slow_chips import CHIPS

CHIP = "xylo_a3"
NUM_STEPS = 20


class ForwardGenerator(Generator):
    """Makes networks whose aliases go forward in the text, as they do on the chip."""

    def leads_to(self, start, goal):
        """Whether an alias from `goal` to `start` is unwanted."""
        number = lambda neuron: (self.hidden.index(neuron[0]), neuron[1])
        return number(goal) >= number(start)

    def add_second_sources(self, value, pairs):
        return value

    def arrange(self):
        items = self.ops + self.groups
        return self.nest(items, 3) if self.rng.random() < 0.5 else items


def find_columns(network, output):
    """The neurons of a layer in the order of the graph's columns."""
    neurons = network.neurons(output)
    if not output:
        return neurons
    return network.outputs + [neuron for neuron in neurons if neuron not in network.outputs]


def find_ids(network, id_map):
    """The hardware id of each neuron."""
    ids = {}
    for index, population in enumerate(network.populations):
        layer = "output" if network.is_output(index) else "hidden"
        for position, number in enumerate(id_map[layer][population.label]):
            ids[index, position] = number
    return ids


def keeps_alias_order(network, ids):
    """Whether aliases go forward, or back, in the text as they do on the chip."""
    return all((a < b, a == b) == (ids[a] < ids[b], ids[a] == ids[b]) for a, b in network.aliases)


def simulate(graph_sim, work, name):
    """The rows of all traces."""
    folder = os.path.join(work, name + ".traces")
    shutil.rmtree(folder, ignore_errors=True)
    command = [graph_sim, os.path.join(work, name), "--input=" + os.path.join(work, "in.npy"), "--trace=" + folder]
    subprocess.run(command + ["--schedule=chip", "--quiet"], check=True)
    return {trace[:-4]: read_npy(os.path.join(folder, trace)) for trace in os.listdir(folder)}


def are_close(a, b):
    """Whether columns agree but for rounding."""
    scale = max(abs(x) for x in a)
    return len(a) == len(b) and all(abs(x - y) <= 1e-9 * scale for x, y in zip(a, b))


def compare(network, ids, graph, core):
    """The traces that differ."""
    wrong = []
    for name, rows in graph.items():
        output = name == "out_spikes" or name.endswith("_out")
        for column, neuron in enumerate(find_columns(network, output)):
            expected = [row[column] for row in rows]
            found = [row[ids[neuron]] for row in core[name]]
            if not are_close(expected, found) and name not in wrong:
                wrong.append(name)
    return wrong


def check(seed, tools, work):
    """The network and the traces that differ; None if it cannot be compared."""
    graph_compile, graph_sim = tools
    text, network = ForwardGenerator(seed, CHIPS[CHIP]).write()
    paths = {name: os.path.join(work, name) for name in ("net.mlir", "core.mlir", "map.json", "in.npy")}
    with open(paths["net.mlir"], "w", encoding="utf-8") as file:
        file.write(text)
    compiler = [graph_compile, paths["net.mlir"], "--chip=" + CHIP, "--quiet"]
    for options in (["--emit=core", "-o", paths["core.mlir"]], ["--id-map=" + paths["map.json"], "-o", os.devnull]):
        if subprocess.run(compiler + options, capture_output=True).returncode != 0:
            return None
    with open(paths["map.json"], encoding="utf-8") as file:
        ids = find_ids(network, json.load(file))
    if not keeps_alias_order(network, ids):
        return None
    rng = random.Random(seed)
    raster = [[rng.choice([0, 0, 1, 3, 17]) for _ in range(network.num_inputs)] for _ in range(NUM_STEPS)]
    write_npy(paths["in.npy"], raster, network.num_inputs)
    graph, core = (simulate(graph_sim, work, name) for name in ("net.mlir", "core.mlir"))
    if graph.keys() - core.keys():
        return network, sorted(graph.keys() - core.keys())
    return network, compare(network, ids, graph, core)


def main():
    tools, work = sys.argv[1:3], sys.argv[3]
    first, count = (int(argument) for argument in (sys.argv[4:] or [0, 24]))
    os.makedirs(work, exist_ok=True)
    compared = with_aliases = differ = 0
    for seed in range(first, first + count):
        network, wrong = check(seed, tools, work) or (None, [])
        compared += network is not None
        with_aliases += network is not None and bool(network.aliases)
        differ += bool(wrong)
        if wrong:
            print(f"network {seed}: {', '.join(wrong)} differ")
    print(f"{compared} compared, {with_aliases} with aliases, {differ} differ")


main()
