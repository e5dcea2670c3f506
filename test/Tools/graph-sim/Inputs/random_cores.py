"""Runs random cores in graph-sim and in the slow chip, and compares every trace.

usage: random_cores.py GRAPH_OPT GRAPH_TRANSLATE GRAPH_SIM WORK [FIRST_SEED COUNT]

Numbers cover all that a word can hold: thresholds below 1, dash 0, weights that saturate.
"""

import os
import random
import subprocess
import sys

from npy import read_npy, write_npy
from slow_chip import Network, Neuron


class Case:
    """A random network, as a record and as text."""

    def __init__(self, seed):
        rng = self.rng = random.Random(seed)
        self.chip = rng.choice(["xylo_a1", "xylo_a2", "xylo_imu", "xylo_a3"])
        self.num_inputs = rng.randint(1, 4)
        self.num_synapses = 1 if self.chip == "xylo_imu" else rng.randint(1, 2)
        self.num_hidden, self.num_outputs = rng.randint(1, 9), rng.randint(1, 4)
        everything = self.chip in ("xylo_a1", "xylo_a2")
        self.ien = self.num_hidden if everything else rng.randint(1, self.num_hidden)
        self.oen = self.num_hidden if everything else rng.randint(1, self.num_hidden)
        self.shifts = [rng.choice([0, 0, rng.randint(0, 7)]) for _ in range(3)]
        self.has_bias = self.chip != "xylo_a1" and rng.random() < 0.5
        self.is_wild = rng.random() < 0.3
        self.hidden = [self.make_neuron(self.num_synapses) for _ in range(self.num_hidden)]
        self.output = [self.make_neuron(1) for _ in range(self.num_outputs)]
        self.make_weights()
        self.aliases = {}
        if rng.random() < 0.6:
            for source in range(self.num_hidden):
                if rng.random() < 0.4:
                    self.aliases[source] = rng.randrange(self.num_hidden)

    def make_neuron(self, num_synapses):
        rng = self.rng
        threshold = rng.choice([rng.randint(1, 300), rng.randint(1, 32767)])
        if self.is_wild and rng.random() < 0.3:
            threshold = rng.choice([0, -1, -32768, rng.randint(-32768, 0)])
        lowest = 0 if self.is_wild else 1
        bias = rng.randint(-128, 127) if self.has_bias and rng.random() < 0.7 else 0
        return Neuron(rng.randint(0, 15), [rng.randint(lowest, 15) for _ in range(num_synapses)], threshold, bias)

    def make_weight(self):
        return self.rng.choice([0, 0, self.rng.randint(-128, 127), self.rng.choice([-128, 127])])

    def make_weights(self):
        synapses = range(self.num_synapses)
        self.inputs = {(i, h, s): self.make_weight() for i in range(self.num_inputs) for h in range(self.ien) for s in synapses}
        self.recurrent = {}
        for source in range(self.num_hidden):
            for target in range(self.num_hidden):
                weights = [self.make_weight() for _ in synapses]
                if any(weights):
                    self.recurrent.update({(source, target, s): weights[s] for s in synapses})
        first = self.num_hidden - self.oen
        self.outputs = {(h, o): self.make_weight() for h in range(first, self.num_hidden) for o in range(self.num_outputs)}

    def write_neurons(self, population, neurons):
        n, synapses = len(neurons), len(neurons[0].dash_syn)
        return (
            f'  xylo.neurons {population} "{population}" ids [0 to {n - 1}]\n'
            f"      dash_mem dense<{[neuron.dash_mem for neuron in neurons]}> : tensor<{n}xi8>"
            f" dash_syn dense<{[neuron.dash_syn for neuron in neurons]}> : tensor<{n}x{synapses}xi8>\n"
            f"      threshold dense<{[neuron.threshold for neuron in neurons]}> : tensor<{n}xi16>"
            f" bias dense<{[neuron.bias for neuron in neurons]}> : tensor<{n}xi8>\n"
        )

    def write(self):
        synapses, first = range(self.num_synapses), self.num_hidden - self.oen
        inputs = [[[self.inputs[i, h, s] for s in synapses] for h in range(self.ien)] for i in range(self.num_inputs)]
        pairs = sorted({(source, target) for source, target, _ in self.recurrent})
        recurrent = [[self.recurrent[source, target, s] for s in synapses] for source, target in pairs]
        outputs = [[self.outputs[h, o] for o in range(self.num_outputs)] for h in range(first, self.num_hidden)]
        shift = [f" shift {value}" if value else "" for value in self.shifts]
        text = f'xylo.core @net on "{self.chip}" dt 1.000000e-03 {{\n'
        text += self.write_neurons("hidden", self.hidden) + self.write_neurons("output", self.output)
        text += f"  xylo.input_weights dense<{inputs}> : tensor<{self.num_inputs}x{self.ien}x{self.num_synapses}xi8>{shift[0]}\n"
        text += f"  xylo.recurrent_weights from {[p[0] for p in pairs]} to {[p[1] for p in pairs]}"
        text += f" dense<{recurrent if pairs else ''}> : tensor<{len(pairs)}x{self.num_synapses}xi8>{shift[1]}\n"
        text += f"  xylo.output_weights dense<{outputs}> : tensor<{self.oen}x{self.num_outputs}xi8>{shift[2]}\n"
        if self.aliases:
            text += f"  xylo.aliases from {list(self.aliases)} to {list(self.aliases.values())}\n"
        return text + "}\n"

    def make_raster(self):
        rng, density = self.rng, self.rng.choice([0.05, 0.3, 0.9])
        return [[rng.choice([1, 1, 3, 15, 17, 255]) if rng.random() < density else 0 for _ in range(self.num_inputs)] for _ in range(60)]


def check(case, tools, work):
    """The names of the traces that differ."""
    graph_opt, graph_translate, graph_sim = tools
    image = subprocess.run([graph_opt, "--xylo-assemble"], input=case.write(), capture_output=True, text=True, check=True).stdout
    bitstream, stimulus, traces = (os.path.join(work, name) for name in ("net.xbit", "in.npy", "traces"))
    subprocess.run([graph_translate, "--xylo-to-bitstream", "-o", bitstream], input=image, text=True, check=True)
    raster = case.make_raster()
    write_npy(stimulus, raster, case.num_inputs)
    subprocess.run([graph_sim, bitstream, "--input=" + stimulus, "--trace=" + traces, "--quiet"], check=True)
    network = Network(
        case.num_inputs, case.hidden, case.output, case.inputs, case.recurrent, case.outputs, case.aliases, case.shifts,
        core_version=1 if case.chip == "xylo_a1" else 2,
    )
    expected = network.run(raster)
    return [name for name in expected if read_npy(os.path.join(traces, name + ".npy")) != expected[name]]


def main():
    tools, work = sys.argv[1:4], sys.argv[4]
    first, count = (int(argument) for argument in (sys.argv[5:] or [0, 60]))
    os.makedirs(work, exist_ok=True)
    failed = 0
    for seed in range(first, first + count):
        different = check(Case(seed), tools, work)
        if different:
            failed += 1
            print(f"seed {seed}: {', '.join(different)} differ")
    print(f"{count} run, {failed} differ")


main()
