"""A slow chip: every spike by itself, every sum saturated when it is made."""

MAX_INPUT, MAX_HIDDEN, MAX_OUTPUT = 15, 31, 1


def saturate(x):
    return max(-32768, min(32767, x))


def wrap(x):
    return (x + 32768) % 65536 - 32768


def decay_of(state, dash):
    decay = state >> dash
    if decay == 0 and state != 0:
        decay = 1 if state > 0 else -1
    return decay


class Neuron:
    """Numbers and state of a neuron; `dash_syn` has one entry per synapse."""

    def __init__(self, dash_mem, dash_syn, threshold, bias):
        self.dash_mem, self.dash_syn = dash_mem, dash_syn
        self.threshold, self.bias = threshold, bias
        self.membrane = 0
        self.currents = [0] * len(dash_syn)

    def receive(self, synapse, weight, shift):
        self.currents[synapse] = saturate(self.currents[synapse] + wrap(weight << shift))

    def evolve(self, spikes, limit, has_bias, core_version):
        """One step; `spikes` have come by an alias. The total is returned."""
        for synapse, dash in enumerate(self.dash_syn):
            self.currents[synapse] -= decay_of(self.currents[synapse], dash)
        decay = decay_of(self.membrane, self.dash_mem)
        if core_version == 1:
            self.membrane = saturate(self.membrane - decay + sum(self.currents))
        else:
            change = saturate(wrap(-decay) + sum(self.currents))
            if has_bias:
                change = saturate(change + self.bias)
            self.membrane = saturate(self.membrane + change)
        while self.membrane >= self.threshold and spikes < limit:
            spikes += 1
            self.membrane = wrap(self.membrane - self.threshold)
        return spikes


class Network:
    """Weights are dictionaries: `inputs[channel, hidden, synapse]`,
    `recurrent[source, target, synapse]` and `outputs[hidden, output]`; `aliases` leads from
    source to target."""

    def __init__(self, num_inputs, hidden, output, inputs, recurrent, outputs, aliases, shifts, core_version=2):
        self.num_inputs, self.hidden, self.output = num_inputs, hidden, output
        self.inputs, self.recurrent, self.outputs = inputs, recurrent, outputs
        self.aliases, self.shifts, self.core_version = aliases, shifts, core_version
        self.has_bias = any(neuron.bias for neuron in hidden + output)
        self.spikes = [0] * len(hidden)

    def deliver(self, counts):
        for channel, count in enumerate(counts):
            for (source, target, synapse), weight in sorted(self.inputs.items()):
                for _ in range(min(count, MAX_INPUT) if source == channel else 0):
                    self.hidden[target].receive(synapse, weight, self.shifts[0])
        for sender, count in enumerate(self.spikes):
            for (source, target, synapse), weight in sorted(self.recurrent.items()):
                for _ in range(count if source == sender else 0):
                    self.hidden[target].receive(synapse, weight, self.shifts[1])
            for (source, target), weight in sorted(self.outputs.items()):
                for _ in range(count if source == sender else 0):
                    self.output[target].receive(0, weight, self.shifts[2])

    def step(self, counts):
        """Runs a step; the output spikes are returned."""
        self.deliver(counts)
        self.spikes = [0] * len(self.hidden)
        for index, neuron in enumerate(self.hidden):
            self.spikes[index] = neuron.evolve(self.spikes[index], MAX_HIDDEN, self.has_bias, self.core_version)
            if index in self.aliases:
                target = self.aliases[index]
                self.spikes[target] = min(MAX_HIDDEN, self.spikes[target] + self.spikes[index])
        return [neuron.evolve(0, MAX_OUTPUT, self.has_bias, self.core_version) for neuron in self.output]

    def run(self, raster):
        """All traces of a run, by the names of graph-sim's files."""
        traces = {name: [] for name in ("out_spikes", "hid_spikes", "vmem", "isyn", "isyn2", "vmem_out", "isyn_out")}
        for counts in raster:
            traces["out_spikes"].append(self.step(counts))
            traces["hid_spikes"].append(list(self.spikes))
            traces["vmem"].append([neuron.membrane for neuron in self.hidden])
            traces["isyn"].append([neuron.currents[0] for neuron in self.hidden])
            traces["isyn2"].append([(neuron.currents + [0])[1] for neuron in self.hidden])
            traces["vmem_out"].append([neuron.membrane for neuron in self.output])
            traces["isyn_out"].append([neuron.currents[0] for neuron in self.output])
        return traces
