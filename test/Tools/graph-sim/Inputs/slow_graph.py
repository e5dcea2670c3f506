"""What a network means, computed slowly and plainly: one node after the other.

A source is ("input", k), or (m, k): node k of module m, modules counted in text order.
"""

import math


class Refused(Exception):
    """The network has no meaning; the text is part of the error that is expected."""


class Module:
    """A module; `inputs[k]` lists (source, times) for its input node k.

    `kind` is "linear_weights", "lif_neurons", "rate_neurons" or "alias". `parameters` are
    those of the op: lists of numbers, weights as a list of rows.
    """

    def __init__(self, label, kind, inputs, num_outputs, parameters):
        self.label, self.kind, self.inputs = label, kind, inputs
        self.num_outputs = num_outputs
        self.parameters = parameters

    @property
    def is_neurons(self):
        return self.kind in ("lif_neurons", "rate_neurons")

    @property
    def num_synapses(self):
        return len(self.inputs) // self.num_outputs


class Network:
    """Modules in text order; `outputs[k]` lists (source, times) likewise."""

    def __init__(self, num_inputs, modules, outputs, dt):
        self.num_inputs, self.modules = num_inputs, modules
        self.outputs, self.dt = outputs, dt

    def get_module(self, source):
        return None if source[0] == "input" else self.modules[source[0]]

    def is_neuron(self, source):
        return source[0] != "input" and self.modules[source[0]].is_neurons

    def is_alias(self, source):
        return source[0] != "input" and self.modules[source[0]].kind == "alias"

    def is_output(self, m):
        """Whether a module is neurons of which any drives a network output."""
        drivers = {source for row in self.outputs for source, _ in row}
        return self.modules[m].is_neurons and any(source[0] == m for source in drivers)

    def get_layer(self, output):
        """The neurons of a layer in the order of their numbers."""
        neurons = [
            (m, k)
            for m, module in enumerate(self.modules)
            if module.is_neurons and self.is_output(m) == output
            for k in range(module.num_outputs)
        ]

        def first_output(neuron):
            for k, row in enumerate(self.outputs):
                if any(source == neuron for source, _ in row):
                    return k
            return len(self.outputs)

        return sorted(neurons, key=first_output) if output else neurons

    def get_modules_behind(self, m):
        """All modules that module `m` reaches; itself only if it is in a loop."""
        reached, waiting = set(), [m]
        while waiting:
            source = waiting.pop()
            for sink, module in enumerate(self.modules):
                feeds = any(node[0] == source for row in module.inputs for node, _ in row)
                if feeds and sink not in reached:
                    reached.add(sink)
                    waiting.append(sink)
        return reached

    def find_alias_targets(self):
        """The neuron that each alias node is merged with wherever it meets neurons."""
        found = {}
        places = [row for module in self.modules for row in module.inputs] + self.outputs
        for row in places:
            neurons = [source for source, _ in row if self.is_neuron(source)]
            for source, _ in row:
                if neurons and self.is_alias(source):
                    found.setdefault(source, set()).update([tuple(neurons)])
        return {
            alias: next(iter(groups))[0]
            for alias, groups in found.items()
            if len(groups) == 1 and len(next(iter(groups))) == 1
        }


class Run:
    """What both schedules have in common."""

    max_input = math.inf

    def __init__(self, network):
        self.network = network
        self.targets = network.find_alias_targets()
        self.membrane, self.current = {}, {}
        self.now, self.before = {}, {}
        self.is_close = False  # a count that rounding could change
        self.is_limited = False  # a count that reached its limit
        for m, module in enumerate(network.modules):
            for k in range(module.num_outputs):
                self.now[m, k] = 0.0
                self.membrane[m, k] = 0.0
                for s in range(module.num_synapses if module.is_neurons else 0):
                    self.current[m, k, s] = 0.0

    def get_value(self, source):
        """What a source carries in this step."""
        if source[0] == "input":
            return self.counts[source[1]]
        if source not in self.now:
            if source in self.open:
                raise Refused("loop without neurons")
            self.open.add(source)
            self.now[source] = self.evaluate(*source)
        return self.now[source]

    def get_input(self, m, k):
        """What input node `k` of module `m` gets in this step."""
        total = 0.0
        row = self.network.modules[m].inputs[k]
        for source, times in row:
            late = self.is_late(source, m, row)
            total += times * (self.before[source] if late else self.get_value(source))
        return total

    def evaluate_weights(self, m, column):
        parameters = self.network.modules[m].parameters
        total = 0.0
        for k, row in enumerate(parameters["weights"]):
            total += self.get_input(m, k) * row[column]
        return total + parameters.get("biases", [0.0] * (column + 1))[column]

    def integrate(self, m, j):
        module, dt = self.network.modules[m], self.network.dt
        parameters = module.parameters
        bias = parameters.get("bias", [0.0] * module.num_outputs)[j]
        if module.kind == "rate_neurons":
            x = self.membrane[m, j]
            self.membrane[m, j] = x + (self.get_input(m, j) + bias - x) * dt / parameters["tau"][j]
            return
        total = bias
        for s in range(module.num_synapses):
            k = j * module.num_synapses + s
            current = self.current[m, j, s] + self.get_input(m, k)
            self.current[m, j, s] = current * math.exp(-dt / parameters["tau_syn"][k])
            total += self.current[m, j, s]
        self.membrane[m, j] *= math.exp(-dt / parameters["tau_mem"][j])
        self.membrane[m, j] += total

    def fire(self, m, j, limit=math.inf):
        """What the neuron gives; LIF neurons no more than `limit` spikes."""
        module, membrane = self.network.modules[m], self.membrane[m, j]
        if module.kind == "rate_neurons":
            return max(0.0, membrane)
        threshold = module.parameters["threshold"][j]
        ratio = membrane / threshold
        if ratio > 1e4:
            raise OverflowError("too many spikes to count one by one")
        if round(ratio) >= 1 and abs(ratio - round(ratio)) < 1e-9 * ratio:
            self.is_close = True
        count = 0
        while count + 1 <= ratio and count + 1 <= limit:
            count += 1
        self.is_limited |= count + 1 <= ratio
        self.membrane[m, j] -= count * threshold
        return float(count)

    def step(self, counts):
        """One step: the network's outputs."""
        self.counts = [float(min(count, self.max_input)) for count in counts]
        self.before, self.now, self.open = self.now, {}, set()
        self.advance()
        outputs = []
        for row in self.network.outputs:
            outputs.append(sum(times * self.get_value(source) for source, times in row))
        return outputs

    def get_traces(self):
        """What every neuron shows after the step, by name of the trace."""
        network, traces = self.network, {}
        spikes = {neuron: self.now[neuron] for neuron in network.get_layer(False) + network.get_layer(True)}
        for alias, target in self.targets.items():
            spikes[target] += self.now[alias]
        for output, prefix, suffix in ((False, "hid", ""), (True, "out", "_out")):
            neurons = network.get_layer(output)
            traces[prefix + "_spikes"] = [spikes[neuron] for neuron in neurons]
            traces["vmem" + suffix] = [self.membrane[neuron] for neuron in neurons]
            lif = [m for m, _ in neurons if network.modules[m].kind == "lif_neurons"]
            most = max([1] + [network.modules[m].num_synapses for m in lif])
            for s in range(most):
                name = "isyn" + (str(s + 1) if s else "") + suffix
                traces[name] = [
                    self.current.get((m, j, s), 0.0) if m in lif else 0.0 for m, j in neurons
                ]
        return traces


class GraphRun(Run):
    """As the graph dialect means it."""

    def __init__(self, network):
        super().__init__(network)
        behind = [network.get_modules_behind(m) for m in range(len(network.modules))]
        self.behind = behind

    def in_one_component(self, a, b):
        return b in self.behind[a] and a in self.behind[b]

    def is_late(self, source, m, row):
        """Within a component neurons are late, and aliases with the neurons beside them."""
        network = self.network
        if network.modules[m].kind == "alias":
            return False
        if not network.is_neuron(source) and not network.is_alias(source):
            return False
        if self.in_one_component(source[0], m):
            return True
        return network.is_alias(source) and any(
            network.is_neuron(other) and self.in_one_component(other[0], m) for other, _ in row
        )

    def evaluate(self, m, k):
        module = self.network.modules[m]
        if module.kind == "alias":
            return self.get_input(m, k)
        if module.kind == "linear_weights":
            return self.evaluate_weights(m, k)
        self.integrate(m, k)
        return self.fire(m, k)

    def advance(self):
        for m, module in enumerate(self.network.modules):
            for k in range(module.num_outputs):
                self.get_value((m, k))


class ChipRun(Run):
    """Neurons are heard one step later, fire one after the other, and have limits."""

    max_input = 15

    def __init__(self, network):
        super().__init__(network)
        self.handed_on = {}  # by neuron: the alias nodes that take its spikes
        for m, module in enumerate(network.modules):
            for k in range(module.num_outputs if module.kind == "alias" else 0):
                self.find_alias_sources((m, k), module.inputs[k])

    def find_alias_sources(self, alias, row):
        neurons = [source for source, times in row if self.network.is_neuron(source) and times == 1]
        others = [source for source, _ in row if source not in neurons]
        if not neurons or any(self.targets.get(other) not in neurons for other in others):
            raise Refused("takes something else than the spikes of neurons")
        for neuron in neurons:
            self.handed_on.setdefault(neuron, []).append(alias)

    def is_late(self, source, m, row):
        return self.network.is_neuron(source) or self.network.is_alias(source)

    def evaluate(self, m, k):
        return self.evaluate_weights(m, k)

    def get_limit(self, neuron):
        return 1 if self.network.is_output(neuron[0]) else 31

    def advance(self):
        network = self.network
        neurons = []
        for m, module in enumerate(network.modules):
            for k in range(module.num_outputs):
                if module.kind == "linear_weights":
                    self.get_value((m, k))
                elif module.is_neurons:
                    self.integrate(m, k)
                    neurons.append((m, k))
                else:
                    self.now[m, k] = 0.0
        total = dict.fromkeys(neurons, 0.0)
        for neuron in neurons:
            limit = self.get_limit(neuron) - total[neuron]
            self.now[neuron] = self.fire(*neuron, limit)
            total[neuron] += self.now[neuron]
            for alias in self.handed_on.get(neuron, []):
                spikes, target = total[neuron], self.targets.get(alias)
                if target is not None:
                    spikes = min(spikes, max(0.0, self.get_limit(target) - total[target]))
                    total[target] += spikes
                self.now[alias] += spikes
