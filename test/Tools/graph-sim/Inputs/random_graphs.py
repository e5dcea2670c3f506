"""Runs random graphs in graph-sim and in the slow model, and compares outputs and traces.

usage: random_graphs.py GRAPH_OPT GRAPH_SIM WORK [FIRST_SEED COUNT]

The generator of the compiler's tests (test/Pipelines/Inputs) must be on the path.
"""

import os
import random
import subprocess
import sys

import slow_graph
from network_generator import Generator
from network_text import Module, TensorWriter, Value, find_labels, flatten, write_float
from npy import read_npy, write_npy

DT = 1e-3
NUM_STEPS = 25


class Population:
    """Neurons while the network grows."""

    def __init__(self, module, num_inputs):
        self.module = module
        self.num_inputs = num_inputs
        self.spikes = module.result  # with aliases, the sum


class GraphGenerator(Generator):
    """Makes networks of all that has a meaning, whether or not a chip could hold them."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.tensors = TensorWriter(rng)
        self.ops, self.groups = [], []
        self.num_inputs = rng.randint(1, 4)
        self.arguments = self.make_arguments()
        self.populations = [self.make_neurons() for _ in range(rng.randint(1, 5))]
        self.others = []  # what weights and aliases give
        self.waiting = []  # aliases whose source is still to be chosen
        likes_aliases = rng.random() < 0.4
        for _ in range(rng.randint(2, 8)):
            is_alias = rng.random() < (0.7 if likes_aliases else 0.2)
            self.make_alias() if is_alias else self.make_matrix()
        for alias in self.waiting:
            source = rng.choice(self.populations).spikes
            alias.operands.append(self.fit(source, len(alias.result)))
        for population in self.populations:
            currents = [self.fit(self.choose(), population.num_inputs) for _ in range(rng.choice([1, 1, 2, 3]))]
            population.module.operands.append(self.merge_shuffled(currents))
        if rng.random() < 0.06:
            self.close_loop()
        self.results = [self.fit(self.choose(), rng.randint(1, 4)) for _ in range(rng.choice([1, 1, 2]))]
        self.results.append(rng.choice(self.populations).spikes)

    def make_module(self, kind, operands, size, parameters):
        attributes = []
        for key, (values, shape) in parameters.items():
            text, parameters[key] = self.tensors.write(values, shape)
            attributes.append((key, text))
        if kind.endswith("neurons") and self.rng.random() < 0.7:
            attributes.append(("dt", f"{write_float(DT)} : f64"))
        self.rng.shuffle(attributes)
        module = Module(kind, operands, size, self.choose_name(), attributes)
        module.parameters = parameters
        self.ops.append(module)
        return module

    def make_neurons(self):
        rng, size = self.rng, self.rng.choice([1, 1, 2, 3, 5])
        draw = lambda low, high, count: ([rng.uniform(low, high) for _ in range(count)], [count])
        kind, synapses = "rate_neurons", 1
        if rng.random() < 0.3:
            parameters = {"tau": draw(1.5 * DT, 30 * DT, size)}
        else:
            kind, synapses = "lif_neurons", rng.choice([1, 1, 2, 3])
            parameters = {
                "tau_mem": draw(0.5 * DT, 40 * DT, size),
                "tau_syn": draw(0.5 * DT, 20 * DT, size * synapses),
                "threshold": draw(0.05, 2, size) if rng.random() < 0.3 else draw(0.6, 2, size),
            }
        if rng.random() < 0.6:
            parameters["bias"] = draw(-0.3, 0.4, size)
        return Population(self.make_module(kind, [], size, parameters), size * synapses)

    def make_matrix(self):
        rng, source = self.rng, self.choose()
        rows, columns = len(source), rng.randint(1, 6)
        weights = [rng.choice([0, round(64 * rng.gauss(0.3 / rows, 1.2 / rows))]) / 64 for _ in range(rows * columns)]
        parameters = {"weights": (weights, [rows, columns])}
        if rng.random() < 0.3:
            parameters["biases"] = ([rng.uniform(-0.2, 0.3) for _ in range(columns)], [columns])
        module = self.make_module("linear_weights", [source], columns, parameters)
        flat = module.parameters["weights"]
        module.parameters["weights"] = [flat[k * columns : (k + 1) * columns] for k in range(rows)]
        self.others.append(module.result)

    def make_alias(self):
        """An alias, most often from neurons to neurons, and merged with them."""
        rng, target = self.rng, self.rng.choice(self.populations)
        size = rng.randint(1, len(target.spikes))
        late = rng.random() < 0.2
        source = rng.choice(self.populations).spikes if rng.random() < 0.95 else self.choose()
        operands = [] if late else [self.fit(source, size, pure=rng.random() < 0.9)]
        alias = self.make_module("alias", operands, size, {})
        if late:
            self.waiting.append(alias)
        if rng.random() < 0.95:
            indices = rng.sample(range(len(target.spikes)), size)
            target.spikes = self.merge([target.spikes, self.scatter(alias.result, indices, len(target.spikes))])
        else:
            self.others.append(alias.result)

    def close_loop(self):
        """Lets some weights hear what they feed, most often without neurons."""
        weights = [op for op in self.ops if op.kind == "linear_weights"]
        if not weights:
            return
        module = self.rng.choice(weights)
        back = self.fit(self.rng.choice(self.others), len(module.operands[0]))
        module.operands[0] = self.merge([module.operands[0], back])

    def choose(self):
        """Something to connect to."""
        rng = self.rng
        spikes = [population.spikes for population in self.populations]
        value = rng.choice(rng.choice([self.arguments, spikes, spikes, self.others or spikes]))
        if rng.random() < 0.2:
            value = self.concat([value, rng.choice(spikes + self.arguments)])
        if rng.random() < 0.1:
            value = self.merge([value, value])
        return value

    def fit(self, value, size, pure=False):
        """As many nodes of the value as asked for; `pure` adds none up."""
        rng = self.rng
        if len(value) < size and rng.random() < 0.5:
            return self.scatter_distinct(value, rng.sample(range(size), len(value)), size)
        if len(value) != size or rng.random() < 0.4:
            value = self.select(value, rng.choices(range(len(value)), k=size))
        if not pure and rng.random() < 0.15:
            value = self.merge([value, self.select(value, rng.sample(range(size), size))])
        return value

    def write(self):
        items = self.arrange()
        self.is_nested = any(item not in self.ops for item in items)
        return self.write_networks(items), self.make_record(items)

    def make_record(self, items):
        ops = [op for op in flatten(items) if isinstance(op, Module)]
        index_of = {op: m for m, op in enumerate(ops)}
        labels = find_labels(items)

        def resolve(value):
            return [
                [((index_of.get(source, "input"), k), times) for (source, k), times in node.items()]
                for node in value.nodes
            ]

        modules = [
            slow_graph.Module(labels[op], op.kind, resolve(op.operands[0]), len(op.result), op.parameters)
            for op in ops
        ]
        outputs = [row for value in self.results for row in resolve(value)]
        return slow_graph.Network(self.num_inputs, modules, outputs, DT)

    def make_raster(self):
        rng, density = self.rng, self.rng.choice([0.1, 0.4, 0.9])
        high = self.rng.choice([1, 3, 15])
        return [
            [rng.randint(1, high) if rng.random() < density else 0 for _ in range(self.num_inputs)]
            for _ in range(NUM_STEPS)
        ]


def run_model(kind, network, raster):
    """The model after the run, and the rows of each array; None if it is refused."""
    try:
        model, rows = kind(network), {"out": []}
        for counts in raster:
            rows["out"].append(model.step(counts))
            for name, row in model.get_traces().items():
                rows.setdefault(name, []).append(row)
        return model, rows
    except slow_graph.Refused:
        return None, None


def make_case(seed):
    """A network whose numbers rounding cannot change, as text and as record."""
    for attempt in range(100):
        generator = GraphGenerator(f"{seed} {attempt}")
        text, network = generator.write()
        raster = generator.make_raster()
        try:
            runs = {
                "graph": run_model(slow_graph.GraphRun, network, raster),
                "chip": run_model(slow_graph.ChipRun, network, raster),
            }
        except OverflowError:
            continue
        if not any(model and model.is_close for model, _ in runs.values()):
            return generator, text, network, raster, runs
    raise RuntimeError(f"no network for seed {seed}")


def are_close(a, b):
    """Whether rows of numbers agree but for rounding."""
    return len(a) == len(b) and all(
        len(row) == len(other) and all(abs(x - y) <= 1e-9 * max(1, abs(x)) for x, y in zip(row, other))
        for row, other in zip(a, b)
    )


class Checker:
    """Compares networks one after the other."""

    def __init__(self, graph_opt, graph_sim, work):
        self.graph_opt, self.graph_sim, self.work = graph_opt, graph_sim, work
        os.makedirs(work, exist_ok=True)
        self.occurred = set()

    def get_path(self, name):
        return os.path.join(self.work, name)

    def simulate(self, name, schedule):
        """The arrays that graph-sim writes, as bytes, or its errors."""
        folder, output = self.get_path("traces"), self.get_path("out.npy")
        options = ["--input=" + self.get_path("in.npy"), "--output=" + output, "--trace=" + folder]
        command = [self.graph_sim, self.get_path(name), *options, "--quiet", f"--dt={DT}", "--schedule=" + schedule]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            return None, result
        files = {name[:-4]: os.path.join(folder, name) for name in os.listdir(folder)}
        arrays = {}
        for name, path in {**files, "out": output}.items():
            with open(path, "rb") as file:
                arrays[name] = (file.read(), read_npy(path))
            os.remove(path)
        return arrays, result

    def check(self, seed):
        """What is wrong with one network, as a list of sentences."""
        generator, text, network, raster, runs = make_case(seed)
        with open(self.get_path("net.mlir"), "w", encoding="utf-8") as file:
            file.write(text)
        write_npy(self.get_path("in.npy"), raster, network.num_inputs)
        errors = []
        for schedule, (model, expected) in runs.items():
            self.note(schedule, model, network)
            found, result = self.simulate("net.mlir", schedule)
            if model is None:
                if result.returncode != 1 or "has no meaning" not in result.stderr:
                    errors.append(f"{schedule}: is not refused")
            elif found is None:
                errors.append(f"{schedule}: {result.stderr}")
            elif found.keys() != expected.keys():
                errors.append(f"{schedule}: has the arrays {sorted(found)}")
            else:
                wrong = [name for name in expected if not are_close(found[name][1], expected[name])]
                errors += [f"{schedule}: {name} differs" for name in wrong]
                errors += self.check_flat(generator, schedule, found)
        return errors

    def check_flat(self, generator, schedule, expected):
        """The flat form gives the same bytes."""
        if not generator.is_nested:
            return []
        self.occurred.add("nested")
        command = [self.graph_opt, "--graph-flatten", "--symbol-dce", self.get_path("net.mlir"), "-o", self.get_path("flat.mlir")]
        subprocess.run(command, check=True)
        found, _ = self.simulate("flat.mlir", schedule)
        return [] if found == expected else [f"{schedule}: the flat form differs"]

    def note(self, schedule, model, network):
        """Notes what has been tested."""
        if model is None:
            self.occurred.add(f"refused in {schedule}")
            return
        if model.is_limited:
            self.occurred.add("spike limits")
        for m, module in enumerate(network.modules):
            if module.is_neurons and module.num_synapses > 2:
                self.occurred.add("three synapses")
            if m in network.get_modules_behind(m):
                self.occurred.add("loops of " + module.kind)
        for (m, k), target in model.targets.items():
            sources = [source for source, _ in network.modules[m].inputs[k]]
            self.occurred.update({f"alias {'itself' if s == target else 'back' if s > target else 'ahead'}" for s in sources if network.is_neuron(s)})
            if any(network.is_alias(source) for source in sources):
                self.occurred.add("alias chains")


def main():
    checker = Checker(*sys.argv[1:4])
    first, count = (int(argument) for argument in (sys.argv[4:] or [1085, 40]))
    differ = 0
    for seed in range(first, first + count):
        errors = checker.check(seed)
        differ += bool(errors)
        for error in errors[:5]:
            print(f"graph {seed}: {error}", flush=True)
    print("occurred:", ", ".join(sorted(checker.occurred)))
    print(f"{count} run, {differ} differ")


main()
