"""What a chip's memory must hold for a network, computed slowly and plainly.

The words are computed by nested loops over neurons that follow the description of the
hardware and of the quantisation. Nothing here is shared with the compiler: that the two
agree is what makes the result trustworthy.
"""

import math

from slow_chips import CHIPS


# Quantisation.


def rint(x):
    """Rounds to the next integer, halves to the even one."""
    return round(x) if math.isfinite(x) else x


def clip(x, low, high):
    return max(low, min(high, x))


def spread(weights):
    """|mean| + 2 std, in units of a power of two so that no square overflows."""
    _, exponent = math.frexp(max(abs(weight) for weight in weights))
    weights = [math.ldexp(weight, -exponent) for weight in weights]
    mean = math.fsum(weights) / len(weights)
    squares = [(weight - mean) * (weight - mean) for weight in weights]
    std = math.sqrt(math.fsum(squares) / len(weights))
    return math.ldexp(abs(mean) + 2 * std, exponent)


def find_scale(weights, thresholds, biases, is_fuzzy):
    """The factor from real numbers to integers for a group of neurons."""
    scale = None
    weights = [weight for weight in weights if weight != 0]
    if weights and is_fuzzy:
        scale = 127 / spread(weights)
    elif weights:
        scale = 127 / max(abs(weight) for weight in weights)
    max_bias = max(abs(bias) for bias in biases)
    if max_bias != 0:
        bound = 127 / max_bias
        scale = bound if scale is None else min(scale, bound)
    max_threshold = max(thresholds)
    if scale is None or rint(max_threshold * scale) > 32767:
        scale = 32767 / max_threshold
    return scale


def find_scales(network, connections, method):
    """The scale of every neuron."""
    scales = {}
    for output in (False, True):
        neurons = network.neurons(output)
        groups = [[neuron] for neuron in neurons] if method == "channel" else [neurons]
        for group in groups:
            weights, thresholds, biases = [], [], []
            for neuron in group:
                population = network.populations[neuron[0]]
                weights += incoming_weights(connections, neuron)
                thresholds.append(population.threshold[neuron[1]])
                biases.append(population.bias[neuron[1]])
            scale = find_scale(weights, thresholds, biases, method == "global-fuzzy")
            for neuron in group:
                scales[neuron] = scale
    return scales


def incoming_weights(connections, neuron):
    """All weights into a neuron, whatever their source and synapse."""
    found = []
    for (_, target, _), weight in connections.into_hidden.items():
        if target == neuron:
            found.append(weight)
    for (_, target), weight in connections.into_output.items():
        if target == neuron:
            found.append(weight)
    return found


def quantize_weight(weight, scale):
    return clip(rint(weight * scale), -127, 127)


def quantize_threshold(threshold, scale):
    return clip(rint(threshold * scale), 1, 32767)


def quantize_dash(tau, dt, lowest):
    """The decay shift of a time constant."""
    return clip(rint(math.log2(tau / dt)), lowest, 15)


# Words.


ROLES = set().union(*(chip.constants for chip in CHIPS.values()))


def find_words(network, chip, connections, method, options, id_map, ids):
    """The words of constants, as signed numbers, by role: also of those without a bank."""
    scales = find_scales(network, connections, method)
    hidden = {ids[neuron]: neuron for neuron in network.neurons(output=False)}
    output = {ids[neuron]: neuron for neuron in network.neurons(output=True)}
    words = {role: [] for role in ROLES}
    add_input_words(words, network, chip, connections, scales, id_map["ien"], hidden, options)
    add_neuron_words(words, network, chip, scales, hidden, output)
    add_alias_words(words, network, chip, ids, hidden, options)
    add_recurrent_words(words, connections, scales, hidden)
    add_output_words(words, chip, connections, scales, id_map["oen"], hidden, output, options)
    return words


def hidden_weight(connections, scales, source, target, synapse):
    """The integer weight into a hidden neuron, 0 if there is no connection."""
    weight = connections.into_hidden.get((source, target, synapse), 0.0)
    return quantize_weight(weight, scales[target]) if weight != 0 else 0


def add_input_words(words, network, chip, connections, scales, ien, hidden, options):
    behind = chip.padding(len(hidden))
    if options.get("row-stride") == "full":
        behind = chip.expansion - ien
    for channel in range(network.num_inputs):
        for place in range(ien):
            first = hidden_weight(connections, scales, channel, hidden[place], 0)
            second = hidden_weight(connections, scales, channel, hidden[place], 1)
            words["input weights"].append(first)
            words["input weights 2"].append(second)
        words["input weights"] += [0] * behind
        words["input weights 2"] += [0] * behind


def add_neuron_words(words, network, chip, scales, hidden, output):
    """Hidden neurons first, then padding, then output neurons."""
    dt = network.populations[0].dt
    in_order = [hidden[place] for place in range(len(hidden))]
    in_order += [None] * chip.padding(len(hidden))
    in_order += [output[place] for place in range(len(output))]
    for neuron in in_order:
        if neuron is None:
            for role in ("dash mem", "dash syn", "threshold", "bias"):
                words[role].append(0)
            continue
        population = network.populations[neuron[0]]
        position, scale = neuron[1], scales[neuron]
        tau_mem = population.tau_mem[position]
        tau_syn = population.tau_syn[position * population.synapses]
        words["dash mem"].append(quantize_dash(tau_mem, dt, lowest=0))
        words["dash syn"].append(quantize_dash(tau_syn, dt, lowest=1))
        words["threshold"].append(quantize_threshold(population.threshold[position], scale))
        words["bias"].append(quantize_weight(population.bias[position], scale))
    for place in range(len(hidden)):
        population = network.populations[hidden[place][0]]
        position = hidden[place][1]
        dash = 0  # there is no second synapse
        if population.synapses == 2:
            dash = quantize_dash(population.tau_syn[position * 2 + 1], dt, lowest=1)
        words["dash syn 2"].append(dash)


def add_alias_words(words, network, chip, ids, hidden, options):
    for place in range(len(hidden)):
        config, target_id = 0, -1  # all ones: no alias
        for source, target in network.aliases:
            if ids[target] == place:
                config |= 1
            if ids[source] == place:
                config |= 3 if chip.has_alias_defect else 2
                target_id = ids[target]
                num_sources = sum(1 for _, other in network.aliases if other == target)
                if options.get("shared-alias-bit") == "on" and num_sources > 1:
                    config |= 4
        words["alias config"].append(config)
        words["alias target"].append(target_id)


def add_recurrent_words(words, connections, scales, hidden):
    """Per source the targets of which at least one weight is left, ascending."""
    for source in range(len(hidden)):
        count = 0
        for target in range(len(hidden)):
            first = hidden_weight(connections, scales, hidden[source], hidden[target], 0)
            second = hidden_weight(connections, scales, hidden[source], hidden[target], 1)
            if first == 0 and second == 0:
                continue
            count += 1
            words["fan-out target"].append(target)
            words["recurrent weights"].append(first)
            words["recurrent weights 2"].append(second)
        words["fan-out count"].append(count)


def add_output_words(words, chip, connections, scales, oen, hidden, output, options):
    """Rows are the last `oen` hidden neurons."""
    for place in range(len(hidden) - oen, len(hidden)):
        for target in range(len(output)):
            key = (hidden[place], output[target])
            weight = connections.into_output.get(key, 0.0)
            scale = scales[output[target]]
            words["output weights"].append(quantize_weight(weight, scale) if weight != 0 else 0)
        if options.get("row-stride") == "full":
            words["output weights"] += [0] * (chip.outputs - len(output))
