"""A network described neuron by neuron, without any file format, and its real weights.

A neuron is a pair (population, position in the population), populations counted in
text order of the network.
"""


class Population:
    """Neurons of one module; parameters are lists of floats, one per neuron.

    `tau_syn` has one entry per neuron and synapse, the synapses of a neuron side by
    side.
    """

    def __init__(self, label, synapses, dt, tau_mem, tau_syn, threshold, bias):
        self.label = label
        self.synapses = synapses
        self.dt = dt
        self.tau_mem = tau_mem
        self.tau_syn = tau_syn
        self.threshold = threshold
        self.bias = bias
        self.size = len(threshold)


class Weights:
    """One weight matrix and what its rows and columns are connected to.

    `rows[r]` lists (source, times): a source is a neuron, or an input channel as an
    integer. `columns[c]` lists (neuron, synapse, times).
    """

    def __init__(self, values, rows, columns):
        self.values = values
        self.rows = rows
        self.columns = columns


class Network:
    """A whole network: weights in text order, aliases as pairs of neurons.

    `outputs[k]` is the neuron that drives network output k.
    """

    def __init__(self, num_inputs, populations, weights, aliases, outputs):
        self.num_inputs = num_inputs
        self.populations = populations
        self.weights = weights
        self.aliases = aliases
        self.outputs = outputs

    def is_output(self, population):
        """Whether any neuron of the population drives a network output."""
        for driver in self.outputs:
            if driver[0] == population:
                return True
        return False

    def neurons(self, output):
        """All output neurons, or all hidden ones, in text order."""
        found = []
        for index, population in enumerate(self.populations):
            if self.is_output(index) == output:
                for position in range(population.size):
                    found.append((index, position))
        return found


class Connections:
    """The real weights between channels and neurons, parallel ones added, the least first.

    `into_hidden[(source, target, synapse)]` and `into_output[(source, target)]`; a
    source is a neuron or an input channel. What adds up to 0 is no connection.
    """

    def __init__(self, network):
        self.into_hidden = {}
        self.into_output = {}
        for module in network.weights:
            self._add_module(network, module)
        for weights in (self.into_hidden, self.into_output):
            for key, parallel in list(weights.items()):
                weights[key] = 0.0
                for value in sorted(parallel):
                    weights[key] += value
                if weights[key] == 0:
                    del weights[key]

    def _add_module(self, network, module):
        for row, sources in enumerate(module.rows):
            for column, targets in enumerate(module.columns):
                for source, source_times in sources:
                    for target, synapse, target_times in targets:
                        value = module.values[row][column]
                        value = value * source_times * target_times
                        self._add(network, source, target, synapse, value)

    def _add(self, network, source, target, synapse, value):
        if network.is_output(target[0]):
            weights, key = self.into_output, (source, target)
        else:
            weights, key = self.into_hidden, (source, target, synapse)
        weights.setdefault(key, []).append(value)

    def sees_input(self, neuron):
        """Whether an input channel reaches a hidden neuron."""
        for source, target, _ in self.into_hidden:
            if is_channel(source) and target == neuron:
                return True
        return False

    def feeds_output(self, neuron):
        """Whether a hidden neuron reaches an output neuron."""
        for source, _ in self.into_output:
            if source == neuron:
                return True
        return False

    def hidden_targets(self, neuron):
        """The hidden neurons that a hidden neuron feeds."""
        return {target for source, target, _ in self.into_hidden if source == neuron}


def is_channel(source):
    return isinstance(source, int)
