"""Makes random networks: as a record for the slow model, and as text for the compiler.

Network number N is the same on every machine and in every run. All networks keep the
rules of the chip, but for its limits.
"""

import random

import slow_network
from network_text import (
    Group,
    Module,
    Op,
    TensorWriter,
    TextWriter,
    Value,
    find_labels,
    flatten,
    to_f32,
    write_float,
)

# What a population and a matrix are before they become words.


class PopulationPlan:
    """A population while the network grows."""

    def __init__(self, module, size, synapses, parameters):
        self.module = module
        self.size = size
        self.synapses = synapses
        self.parameters = parameters
        self.spikes = module.result  # what others use: with aliases, the sum
        self.currents = []  # what feeds it
        self.alias_targets = set()  # its neurons that aliases add to
        self.alias_sources = set()  # its neurons that have an alias
        self.is_cell = False  # its recurrence does not see aliases


class Numbers:
    """Random parameters; one network keeps to one style and magnitude."""

    def __init__(self, rng, has_bias=True):
        self.rng = rng
        # Ties: weights up to 127 in halves times a power of two, so that scaling is
        # exact and values stand half way between integers.
        self.ties = rng.random() < 0.3
        self.unit = rng.choice([1.0] * 5 + [2.0**-10, 1e-4, 1e30, 1e-30, 1e250, 1e-250])
        if self.ties:
            self.unit = 2.0 ** rng.choice([0, 0, 0, -7, 60, -60, 900, -900])
        self.zeros = rng.choice([0.0, 0.2, 0.5, 0.8])
        self.with_biases = rng.random() < 0.5 and has_bias
        self.dt = rng.choice([1e-3, 1e-3, 2.0**-10, 0.01, 2.5e-3, 1.7e-4])

    def weights(self, rows, columns):
        rng, unit = self.rng, self.unit
        zeros = rng.choice([self.zeros, self.zeros, self.zeros, 0.0, 0.5, 0.9])
        if rng.random() < 0.05:
            zeros = 1.0
        if rng.random() < 0.05:
            unit *= rng.choice([1e-3, 1e3, 1e-8])
        if rng.random() < 0.1:
            return [[self.weight(0.0) * unit] * columns] * rows
        dead = {column for column in range(columns) if rng.random() < 0.1}
        return [
            [0.0 if column in dead else self.weight(zeros) * unit for column in range(columns)]
            for _ in range(rows)
        ]

    def weight(self, zeros):
        rng = self.rng
        if rng.random() < zeros:
            return rng.choice([0.0, 0.0, 0.0, -0.0])
        if self.ties:
            return rng.choice([127.0, -127.0, rng.randint(-254, 254) / 2, rng.randint(-9, 9) / 2])
        if rng.random() < 0.05:
            return rng.choice([1e-3, -1e-3, 1e-7, 20.0, -20.0])
        return rng.gauss(0.0, 0.5)

    def thresholds(self, size):
        rng = self.rng
        if self.ties:
            choices = [0.25, 0.5, 0.5000001, 1.5, 2.5, 100.0, 32766.5, 32767.0]
            choices += [32767.25, 32767.5, 32768.0, 50000.0, 1e6]
            few = rng.sample(choices, rng.choice([1, 2, 6]))
            return [rng.choice(few) * self.unit for _ in range(size)]
        high = rng.choice([1.0, 1.0, 1.0, 1e2, 1e5])
        if rng.random() < 0.2:
            return [rng.uniform(0.2, 3.0) * high * self.unit] * size
        return [rng.uniform(0.2, 3.0) * rng.choice([1.0, high]) * self.unit for _ in range(size)]

    def biases(self, size):
        rng = self.rng
        if rng.random() < 0.3:
            return [0.0] * size
        high = rng.choice([0.1, 0.1, 1.0, 30.0])
        if self.ties:
            choices = [0.0, 0.5, -1.5, 126.5, -127.0, 127.5, 254.0]
            return [rng.choice(choices) * self.unit for _ in range(size)]
        return [rng.choice([0.0, rng.gauss(0.0, high)]) * self.unit for _ in range(size)]

    def time_constants(self, size, dt):
        style = self.rng.choice(["any", "halves", "powers", "one"])
        if style == "one":
            return [dt * self.rng.uniform(1.5, 100)] * size
        return [self.time_constant(style, dt) for _ in range(size)]

    def time_constant(self, style, dt):
        """Above dt, seldom so long that the decay shift is clipped."""
        rng = self.rng
        highest = 19 if rng.random() < 0.05 else 13
        # Decay shifts half way between integers, and integers, if the chip's time step
        # is the usual one and f32 does not interfere.
        if style == "halves":
            return self.dt * 2.0 ** (rng.randint(0, highest) + 0.5)
        if style == "powers":
            return self.dt * 2.0 ** rng.randint(1, highest)
        # Far enough above dt for f32.
        return dt * 2.0 ** rng.uniform(0.001, highest)

    def time_step(self):
        """Time steps may differ by rounding: less than 1e-5, and f32 of dt does so."""
        rng = self.rng
        if rng.random() < 0.8:
            return self.dt
        return rng.choice([to_f32(self.dt), self.dt * (1 + rng.uniform(-4e-6, 4e-6))])


NAMES = ["h", "h", "h", "w", "layer", "out", "h#1", "layer/h", "a/h", 'q"\\', "µ", "lif_neurons"]


class Generator:
    """Makes one network: its text, and what it is neuron by neuron."""

    def __init__(self, seed, chip):
        self.rng = random.Random(seed)
        self.chip = chip
        self.numbers = Numbers(self.rng, chip.has_bias)
        self.tensors = TensorWriter(self.rng)
        self.ops = []
        self.groups = []  # made while the network grows: cells
        self.hidden = []
        self.output = []
        self.weights = []
        self.aliases = []  # (source plan, neuron, target plan, neuron)
        # Tight networks are as close to the expansion limits as can be.
        self.is_tight = chip.expansion is not None and self.rng.random() < 0.06
        self.is_big = self.is_tight or self.rng.random() < 0.1
        self.make()

    # The network.

    def make(self):
        rng = self.rng
        self.num_inputs = rng.randint(1, 16)
        self.arguments = self.make_arguments()
        for size in self.choose_sizes():
            synapses = min(rng.choice([1, 1, 2]), self.chip.synapses)
            self.hidden.append(self.make_population(size, synapses))
        if rng.random() < 0.2 and not self.is_tight:
            self.make_cells()
        left = min(self.chip.outputs, 12)
        for _ in range(rng.choice([1, 1, 2, 3])):
            size = rng.randint(1, max(1, left // 2))
            left -= size
            if left >= 0:
                self.output.append(self.make_population(size, 1))
        if rng.random() < 0.5:
            self.make_aliases()
        self.connect()
        for plan in self.hidden + self.output:
            if not plan.is_cell:
                plan.module.operands.append(self.merge_currents(plan))
        self.results = self.make_results()

    def choose_sizes(self):
        """The sizes of the hidden populations."""
        rng = self.rng
        count = rng.choice([1, 2, 2, 3, 4, 5])
        if self.is_tight:
            # More neurons than one expansion, at most as many as two.
            limit = self.chip.expansion
            total = rng.choice([limit + 1, 2 * limit, rng.randint(limit + 1, 2 * limit)])
            cuts = rng.sample(range(1, total), count - 1)
            borders = sorted({*cuts, 0, total})
            return [end - begin for begin, end in zip(borders, borders[1:])]
        if self.is_big:
            return [rng.choice([rng.randint(1, 20), rng.randint(30, 130)]) for _ in range(count)]
        return [rng.choice([1, 2, 3, rng.randint(1, 12), rng.randint(1, 25)]) for _ in range(count)]

    def make_arguments(self):
        """The inputs, split over some arguments."""
        cuts = self.rng.choices(range(self.num_inputs), k=self.rng.choice([0, 0, 1, 2]))
        borders = sorted({*cuts, 0, self.num_inputs})
        return [
            Value([{("input", k): 1} for k in range(begin, end)])
            for begin, end in zip(borders, borders[1:])
        ]

    def choose_name(self):
        return self.rng.choice(NAMES) if self.rng.random() < 0.6 else None

    def make_population(self, size, synapses, keep=True):
        """A population whose input is not connected yet."""
        numbers, shape = self.numbers, [size]
        dt = numbers.time_step()
        # The first population of the text sets the chip's time step, whichever it is.
        longest = max(dt, numbers.dt * 1.00001)
        parameters, attributes = {}, [("dt", f"{write_float(dt)} : f64")]
        for key, values in [
            ("tau_mem", numbers.time_constants(size, longest)),
            ("tau_syn", numbers.time_constants(size * synapses, longest)),
            ("threshold", numbers.thresholds(size)),
            ("bias", numbers.biases(size)),
        ]:
            parameters[key] = [0.0] * size
            if key == "bias" and (not numbers.with_biases or self.rng.random() < 0.3):
                continue
            text, parameters[key] = self.tensors.write(values, [len(values)])
            attributes.append((key, text))
        parameters["dt"] = dt
        self.rng.shuffle(attributes)
        module = Module("lif_neurons", [], size, self.choose_name(), attributes)
        self.ops.append(module)
        return PopulationPlan(module, size, synapses, parameters)

    def make_weights(self, operand, columns, make_values=None):
        """A matrix behind `operand`."""
        rows = len(operand)
        values = (make_values or self.numbers.weights)(rows, columns)
        flat = [value for row in values for value in row]
        text, flat = self.tensors.write(flat, [rows, columns])
        attributes = [("weights", text)]
        if self.rng.random() < 0.1:
            zeros, _ = self.tensors.write([0.0] * columns, [columns])
            attributes.append(("biases", zeros))
        module = Module("linear_weights", [operand], columns, self.choose_name(), attributes)
        module.values = [flat[row * columns : (row + 1) * columns] for row in range(rows)]
        self.ops.append(module)
        self.weights.append(module)
        return module.result

    # Plumbing.

    def add(self, kind, operands, nodes, text=""):
        op = Op(kind, operands, nodes, text)
        self.ops.append(op)
        return op.result

    def select(self, value, indices):
        nodes = [value.nodes[index] for index in indices]
        return self.add("select", [value], nodes, str(list(indices)))

    def place(self, value, indices, size):
        nodes = [{} for _ in range(size)]
        for node, index in zip(value.nodes, indices):
            nodes[index] = node
        return self.add("place", [value], nodes, str(list(indices)))

    def concat(self, values):
        return self.add("concat", values, [node for value in values for node in value.nodes])

    def merge(self, values):
        nodes = [{} for _ in values[0].nodes]
        for value in values:
            for node, added in zip(nodes, value.nodes):
                for source, times in added.items():
                    node[source] = node.get(source, 0) + times
        return self.add("merge", values, nodes)

    def open(self, size):
        return self.add("open", [], [{} for _ in range(size)])

    def merge_shuffled(self, values):
        """The sum of some values, in one merge or in nested ones."""
        values = list(values)
        self.rng.shuffle(values)
        while len(values) > 1:
            count = self.rng.randint(2, len(values))
            values = [self.merge(values[:count])] + values[count:]
        return values[0]

    def scatter(self, value, indices, size):
        """Puts node k of `value` at `indices[k]`; what meets at one node adds up."""
        if len(set(indices)) == len(indices):
            return self.scatter_distinct(value, indices, size)
        layers = []
        for k, index in enumerate(indices):
            for layer in layers:
                if index not in layer:
                    layer[index] = k
                    break
            else:
                layers.append({index: k})
        return self.merge_shuffled(
            self.scatter_distinct(self.select(value, layer.values()), list(layer), size)
            for layer in layers
        )

    def scatter_distinct(self, value, indices, size):
        if self.rng.random() < 0.6:
            return self.place(value, indices, size)
        # The same with a select, of which one node has no source.
        if len(indices) == size:
            return self.select(value, [indices.index(k) for k in range(size)])
        padded = self.concat([value, self.open(1)])
        where = {index: k for k, index in enumerate(indices)}
        return self.select(padded, [where.get(k, len(value)) for k in range(size)])

    # Aliases.

    def make_aliases(self):
        """Adds aliases between hidden neurons; from here on `spikes` is the sum."""
        rng = self.rng
        added = {}  # target plan -> values merged with its neurons
        waiting = []  # alias modules and their sources
        allow_circles = rng.random() < 0.1
        for _ in range(rng.randint(1, 4)):
            pairs = self.choose_alias_pairs(allow_circles)
            if not pairs:
                continue
            module = Module("alias", [], len(pairs), self.choose_name(), [])
            self.ops.append(module)
            target_plan = pairs[0][2]
            indices = [pair[3] for pair in pairs]
            placed = self.scatter(module.result, indices, target_plan.size)
            added.setdefault(target_plan, []).append(placed)
            waiting.append((module, pairs))
        for plan, values in added.items():
            plan.spikes = self.merge_shuffled([plan.module.result, *values])
        for module, pairs in waiting:
            value = self.gather([pair[:2] for pair in pairs])
            if rng.random() < 0.3:
                value = self.add_second_sources(value, pairs)
            module.operands.append(value)

    def choose_alias_pairs(self, allow_circles):
        """(source plan, neuron, target plan, neuron) for the nodes of one alias."""
        rng = self.rng
        target_plan = rng.choice([plan for plan in self.hidden if not plan.is_cell])
        targets = rng.sample(range(target_plan.size), rng.randint(1, target_plan.size))
        pairs = []
        for target in targets:
            source_plan = rng.choice(self.hidden)
            source = rng.randrange(source_plan.size)
            if source in source_plan.alias_sources:
                continue
            if not allow_circles and self.leads_to((target_plan, target), (source_plan, source)):
                continue
            source_plan.alias_sources.add(source)
            target_plan.alias_targets.add(target)
            pairs.append((source_plan, source, target_plan, target))
            self.aliases.append(pairs[-1])
        return pairs

    def add_second_sources(self, value, pairs):
        """Lets some nodes of an alias take the spikes of two neurons.

        Neither may be the target of an alias: that one would be merged with both.
        """
        neurons = [(plan, k) for plan in self.hidden for k in range(plan.size)]
        free = [
            (plan, k)
            for plan, k in neurons
            if k not in plan.alias_sources and k not in plan.alias_targets
        ]
        indices = [k for k, node in enumerate(value.nodes) if not self.has_alias(node)]
        self.rng.shuffle(free)
        found = list(zip(free, indices))
        if not found:
            return value
        for (plan, neuron), index in found:
            plan.alias_sources.add(neuron)
            self.aliases.append((plan, neuron, *pairs[index][2:]))
        second = self.gather([neuron for neuron, _ in found])
        second = self.scatter(second, [index for _, index in found], len(value))
        return self.merge_shuffled([value, second])

    def leads_to(self, start, goal):
        """Whether aliases lead from one neuron to another."""
        target_of = {pair[:2]: pair[2:] for pair in self.aliases}
        seen = set()
        while start != goal and start in target_of and start not in seen:
            seen.add(start)
            start = target_of[start]
        return start == goal

    def gather(self, neurons):
        """A value of single neurons, each given as (plan, neuron)."""
        plans = list(dict.fromkeys(plan for plan, _ in neurons))
        offsets, size = {}, 0
        for plan in plans:
            offsets[plan] = size
            size += plan.size
        indices = [offsets[plan] + neuron for plan, neuron in neurons]
        values = [plan.spikes for plan in plans]
        joined = values[0] if len(values) == 1 else self.concat(values)
        if indices == list(range(size)) and self.rng.random() < 0.7:
            return joined
        return self.select(joined, indices)

    # Cells: one network, used twice.

    def make_cells(self):
        """Two instances of one network with weights, neurons and recurrence."""
        seed, size = self.rng.random(), self.rng.randint(1, 6)
        source = self.rng.choice(self.arguments)
        groups = []
        outer, num_resources = self.rng, len(self.tensors.resources)
        for _ in range(2):
            # The same random numbers give the same operations.
            self.rng = self.numbers.rng = self.tensors.rng = random.Random(seed)
            del self.tensors.resources[num_resources:]
            groups.append(self.make_cell(source, size))
        self.rng = self.numbers.rng = self.tensors.rng = outer
        first, second = groups
        first.name, second.name = self.choose_name(), self.choose_name()
        second.twin = first
        self.groups += groups

    def make_cell(self, source, size):
        begin = len(self.ops)
        plan = self.make_population(size, 1)
        plan.is_cell = True
        self.hidden.append(plan)
        current = self.make_weights(source, size)
        back = self.make_weights(plan.module.result, size)
        plan.module.operands.append(self.merge([current, back]))
        group = Group(self.ops[begin:], None, is_holder=False)
        group.inputs, group.outputs = [source], [plan.module.result]
        del self.ops[begin:]
        return group

    # Connections.

    def connect(self):
        if self.is_tight:
            self.connect_tightly()
        else:
            self.connect_freely()
        # What an alias adds to must be used.
        free = [plan for plan in self.hidden if not plan.is_cell]
        for plan in free:
            if plan.alias_targets:
                targets = free if self.is_tight else free + self.output
                self.connect_to(self.rng.choice(targets), plan.spikes)

    def connect_freely(self):
        rng = self.rng
        free = [plan for plan in self.hidden if not plan.is_cell]
        for index, plan in enumerate(free):
            for _ in range(rng.choice([1, 1, 2, 3]) if rng.random() < 0.95 else 0):
                # The first populations like the input, all like the one before.
                likes_input = rng.random() < (0.8 if index == 0 else 0.3)
                self.connect_to(plan, self.make_source(likes_input, rng.random() < 0.8))
        for plan in self.output:
            for _ in range(rng.choice([1, 1, 2, 3])):
                self.connect_to(plan, self.make_source(False, True))

    def connect_tightly(self):
        """Decides neuron by neuron which see the input and which feed outputs."""
        rng = self.rng
        neurons = [(plan, k) for plan in self.hidden for k in range(plan.size)]
        rng.shuffle(neurons)
        limit = self.chip.expansion
        # As many as both limits leave places for, seldom one too many.
        both = max(0, 2 * limit - len(neurons) + rng.choice([-9, -1, 0, 0, 0, 0, 1]))
        seeing = limit + rng.choice([-20, -1, 0, 0, 0, 0, 0, 0, 1])
        feeding = limit + rng.choice([-20, -1, 0, 0, 0, 0, 0, 0, 1])
        sees = neurons[: max(both, seeing)]
        feeds = neurons[:both] + neurons[len(sees) :][: max(0, feeding - both)]
        for plan in self.hidden:
            columns = [k for other, k in sees if other is plan]
            if columns:
                inputs = rng.choice(self.arguments)
                current = self.make_weights(inputs, len(columns), self.never_zero)
                indices = [k * plan.synapses + rng.randrange(plan.synapses) for k in columns]
                current = self.scatter(current, indices, plan.size * plan.synapses)
                plan.currents.append(current)
        if feeds:
            target = rng.choice(self.output)
            rows = self.gather(feeds)
            target.currents.append(self.make_weights(rows, target.size, self.never_zero))
        for _ in range(rng.randint(0, 3)):
            self.connect_to(rng.choice(self.hidden), self.make_source(False, True))

    def never_zero(self, rows, columns):
        """Weights of which none is zero."""
        unit = self.numbers.unit
        return [[self.rng.choice([0.5, -1.0, 2.0]) * unit for _ in range(columns)]] * rows

    def make_source(self, with_inputs, with_hidden):
        """What the rows of a matrix see."""
        rng = self.rng
        values = []
        if with_inputs:
            values += rng.sample(self.arguments, rng.randint(1, len(self.arguments)))
        if with_hidden or not values:
            count = rng.choice([1, 1, 1, 2]) if len(self.hidden) > 1 else 1
            values += [plan.spikes for plan in rng.sample(self.hidden, count)]
        rng.shuffle(values)
        value = values[0] if len(values) == 1 else self.concat(values)
        if rng.random() < 0.4 or (self.is_big and len(value) > 30):
            count = rng.randint(1, min(len(value), 30))
            if rng.random() < 0.3:
                value = self.select(value, rng.choices(range(len(value)), k=count))
            else:
                value = self.select(value, rng.sample(range(len(value)), count))
        if rng.random() < 0.1:
            value = self.merge([value] * rng.choice([2, 3]))
        if rng.random() < 0.1:
            value = self.mix_rows(value)
        if rng.random() < 0.1:
            size = len(value) + 2
            value = self.scatter(value, rng.sample(range(size), len(value)), size)
        return value

    def mix_rows(self, value):
        """Rows that see the sum of two neurons; not of those that aliases add to."""
        plain = [k for k, node in enumerate(value.nodes) if not self.has_alias(node)]
        partners = plain[:]
        self.rng.shuffle(partners)
        if not plain or value.nodes[0] == {}:
            return value
        return self.merge([self.select(value, plain), self.select(value, partners)])

    def has_alias(self, node):
        return any(source[0] != "input" and source[0].kind == "alias" for source in node)

    def connect_to(self, plan, source):
        """Puts a matrix between `source` and a population."""
        rng = self.rng
        size = plan.size * plan.synapses
        styles = ["whole", "whole", "permuted", "partial", "repeated", "summed", "shared"]
        style = rng.choice(styles)
        if self.is_big and size > 40 and rng.random() < 0.7:
            style = "partial"
        if style == "whole":
            current = self.make_weights(source, size)
        elif style == "permuted":
            current = self.make_weights(source, size)
            current = self.select(current, rng.sample(range(size), size))
        elif style == "partial":
            columns = rng.randint(1, min(size, 30))
            current = self.make_weights(source, columns)
            current = self.scatter(current, rng.sample(range(size), columns), size)
        elif style == "repeated":
            columns = rng.randint(1, size)
            current = self.make_weights(source, columns)
            current = self.select(current, rng.choices(range(columns), k=size))
        elif style == "summed":
            columns = rng.randint(1, min(size + 3, 30))
            current = self.make_weights(source, columns)
            current = self.scatter(current, rng.choices(range(size), k=columns), size)
        else:
            current = self.share_weights(plan, source, size)
        if rng.random() < 0.1:
            current = self.merge([current] * rng.choice([2, 3]))
        plan.currents.append(current)

    def share_weights(self, plan, source, size):
        """One matrix that feeds two populations; inputs must not reach outputs."""
        free = [other for other in self.hidden if not other.is_cell]
        if not self.is_tight and not any(
            kind == "input" for node in source.nodes for kind, _ in node
        ):
            free += self.output
        other = self.rng.choice(free)
        other_size = other.size * other.synapses
        both = self.make_weights(source, size + other_size)
        other.currents.append(self.select(both, range(size, size + other_size)))
        return self.select(both, range(size))

    def merge_currents(self, plan):
        if not plan.currents:
            return self.open(plan.size * plan.synapses)
        return self.merge_shuffled(plan.currents)

    # Outputs.

    def make_results(self):
        """The values that the network returns: some output neurons, in any order."""
        rng = self.rng
        drivers = []
        for plan in self.output:
            count = plan.size if rng.random() < 0.6 else rng.randint(1, plan.size)
            drivers += [(plan, neuron) for neuron in rng.sample(range(plan.size), count)]
        if rng.random() < 0.5:
            rng.shuffle(drivers)
        else:
            drivers.sort(key=lambda driver: (self.output.index(driver[0]), driver[1]))
        self.drivers = drivers
        cut = rng.randint(1, len(drivers))
        return [self.gather(part) for part in (drivers[:cut], drivers[cut:]) if part]

    # The text.

    def write(self):
        """The network as text, and its record for the model."""
        items = self.arrange()
        text = self.write_networks(items)
        return text, self.make_record(items)

    def arrange(self):
        """An order of the text, and groups in it."""
        rng = self.rng
        items = self.ops + self.groups
        style = rng.choice(["as made", "as made", "reversed", "shuffled"])
        if style == "reversed":
            items.reverse()
        if style == "shuffled":
            rng.shuffle(items)
        if rng.random() < 0.5:
            items = self.nest(items, 3)
        return items

    def nest(self, items, depth):
        """Puts some neighbours into holders and networks of their own."""
        rng = self.rng
        for _ in range(rng.choice([0, 1, 1, 2]) if depth else 0):
            begin = rng.randrange(len(items))
            end = rng.randint(begin + 1, len(items))
            inner = self.nest(items[begin:end], depth - 1)
            group = Group(inner, self.choose_name(), is_holder=rng.random() < 0.5)
            items = items[:begin] + [group] + items[end:]
        return items

    def write_networks(self, items):
        users = {value: [] for value in self.arguments}
        users.update({op.result: [] for op in flatten(items)})
        for op in flatten(items):
            for operand in op.operands:
                users[operand].append(op)
        for value in self.results:
            users[value].append("output")
        writer = TextWriter(users)
        main = writer.write_network("net", self.arguments, self.results, items, "")
        parts = writer.networks + [main]
        self.rng.shuffle(parts)
        return "".join(parts) + self.tensors.write_all_resources()

    # The record.

    def make_record(self, items):
        ops = [op for op in flatten(items) if isinstance(op, Module)]
        labels = find_labels(items)
        plan_of = {plan.module: plan for plan in self.hidden + self.output}
        populations = [op for op in ops if op in plan_of]
        index_of = {module: index for index, module in enumerate(populations)}
        record = [
            slow_network.Population(labels[op], plan_of[op].synapses, **plan_of[op].parameters)
            for op in populations
        ]
        columns = self.find_columns(plan_of, index_of)
        weights = [
            slow_network.Weights(op.values, self.find_rows(op, index_of), columns[op])
            for op in ops
            if op.kind == "linear_weights"
        ]
        aliases = [
            ((index_of[a.module], source), (index_of[b.module], target))
            for a, source, b, target in self.aliases
        ]
        outputs = [(index_of[plan.module], neuron) for plan, neuron in self.drivers]
        return slow_network.Network(self.num_inputs, record, weights, aliases, outputs)

    def find_rows(self, module, index_of):
        """What each row sees; spikes that an alias adds are no connection."""
        rows = []
        for node in module.operands[0].nodes:
            row = []
            for (source, k), times in node.items():
                if source == "input":
                    row.append((k, times))
                elif source in index_of:
                    row.append(((index_of[source], k), times))
            rows.append(row)
        return rows

    def find_columns(self, plan_of, index_of):
        """Which neurons each column of each matrix feeds."""
        columns = {module: [[] for _ in module.result.nodes] for module in self.weights}
        for module, index in index_of.items():
            synapses = plan_of[module].synapses
            for k, node in enumerate(module.operands[0].nodes):
                for (source, column), times in node.items():
                    target = (index, k // synapses)
                    columns[source][column].append((target, k % synapses, times))
        return columns
