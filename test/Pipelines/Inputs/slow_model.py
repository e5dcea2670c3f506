"""What a chip's memory must hold for a network, computed slowly and plainly.

A network is described neuron by neuron, without any file format, and the words are
computed by nested loops over neurons that follow the description of the hardware and
of the quantisation. Nothing here is shared with the compiler: that the two agree is
what makes the result trustworthy.

A neuron is a pair (population, position in the population), populations counted in
text order of the network.
"""

import math


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


class Chip:
    """Limits of a chip and a map of its memory.

    `constants` gives for each role the name, address and word width of a bank; `states`
    lists banks likewise, with the neurons that have a word there. Without an address map,
    addresses are `NO_ADDRESS`, and banks stand in the order in which they are sent.
    """

    def __init__(
        self, number, limits, constants, states, registers, has_padding=False, has_alias_defect=False
    ):
        self.number = number
        self.has_padding = has_padding
        self.has_alias_defect = has_alias_defect
        self.synapses = 2 if "input weights 2" in constants else 1
        self.has_bias = "bias" in constants
        self.outputs = limits["outputs"]
        self.hidden = limits["hidden"]
        self.expansion = limits["expansion"]  # None: all hidden neurons
        self.fan_out = limits["fan-out"]
        self.fan_out_entries = limits["fan-out entries"]
        self.constants = constants
        self.states = states
        self.registers = registers  # addresses

    def padding(self, hidden):
        """The number of unused neurons behind so many hidden ones."""
        if not self.has_padding:
            return 0
        return 1 if hidden % 2 == 0 else 2


NO_ADDRESS = 0xFFFFFFFF

CHIPS = {
    "xylo_a1": Chip(
        number=1,
        limits={
            "outputs": 8,
            "hidden": 1000,
            "expansion": None,
            "fan-out": 64,
            "fan-out entries": 32000,
        },
        constants={
            "input weights": ("IWTRAM", 0x00100, 8),
            "input weights 2": ("IWT2RAM", 0x03F80, 8),
            "dash syn": ("NDSRAM", 0x089C8, 4),
            "dash syn 2": ("RDS2RAM", 0x08DB8, 4),
            "dash mem": ("NDMRAM", 0x091A0, 4),
            "threshold": ("NTHRAM", 0x09590, 16),
            "alias config": ("RCRAM", 0x09980, 4),
            "alias target": ("RARAM", 0x09D68, 12),
            "fan-out count": ("REFOCRAM", 0x0A538, 8),
            "fan-out target": ("RFORAM", 0x0A920, 12),
            "recurrent weights": ("RWTRAM", 0x12620, 8),
            "recurrent weights 2": ("RWT2RAM", 0x1A320, 8),
            "output weights": ("OWTRAM", 0x22020, 8),
        },
        states=[
            ("NSCRAM", 0x07E00, 16, "all"),
            ("RSC2RAM", 0x081F0, 16, "hidden"),
            ("NMPRAM", 0x085D8, 16, "all"),
            ("RSPKRAM", 0x0A150, 8, "hidden"),
        ],
        registers={
            "ctrl1": 0x01,
            "ispkreg00": 0x0C,
            "ispkreg01": 0x0D,
            "ispkreg10": 0x0E,
            "ispkreg11": 0x0F,
        },
        has_padding=True,
        has_alias_defect=True,
    ),
    "xylo_a2": Chip(
        number=2,
        limits={
            "outputs": 8,
            "hidden": 1000,
            "expansion": None,
            "fan-out": 64,
            "fan-out entries": 32000,
        },
        constants={
            "input weights": ("IWTRAM", 0x00100, 8),
            "input weights 2": ("IWT2RAM", 0x03F80, 8),
            "dash syn": ("NDSRAM", 0x089C8, 4),
            "dash syn 2": ("RDS2RAM", 0x08DB8, 4),
            "dash mem": ("NDMRAM", 0x091A0, 4),
            "bias": ("NBRAM", 0x09590, 8),
            "threshold": ("NTHRAM", 0x09980, 16),
            "alias config": ("RCRAM", 0x09D70, 4),
            "alias target": ("RARAM", 0x0A158, 12),
            "fan-out count": ("REFOCRAM", 0x0A928, 8),
            "fan-out target": ("RFORAM", 0x0AD10, 12),
            "recurrent weights": ("RWTRAM", 0x12A10, 8),
            "recurrent weights 2": ("RWT2RAM", 0x1A710, 8),
            "output weights": ("OWTRAM", 0x22410, 8),
        },
        states=[
            ("NSCRAM", 0x07E00, 16, "all"),
            ("RSC2RAM", 0x081F0, 16, "hidden"),
            ("NMPRAM", 0x085D8, 16, "all"),
            ("RSPKRAM", 0x0A540, 8, "hidden"),
        ],
        registers={
            "ctrl1": 0x01,
            "tr_wrap": 0x03,
            "hm_tr_wrap": 0x04,
            "ispkreg0l": 0x11,
            "ispkreg0h": 0x12,
            "ispkreg1l": 0x13,
            "ispkreg1h": 0x14,
        },
    ),
    "xylo_imu": Chip(
        number=3,
        limits={
            "outputs": 16,
            "hidden": 496,
            "expansion": 128,
            "fan-out": 512,
            "fan-out entries": 31744,
        },
        constants={
            "input weights": ("IWTRAM", NO_ADDRESS, 8),
            "dash syn": ("NDSRAM", NO_ADDRESS, 4),
            "dash mem": ("NDMRAM", NO_ADDRESS, 4),
            "bias": ("NBRAM", NO_ADDRESS, 8),
            "threshold": ("NTHRAM", NO_ADDRESS, 16),
            "alias config": ("HCRAM", NO_ADDRESS, 4),
            "alias target": ("HARAM", NO_ADDRESS, 10),
            "fan-out count": ("HEFOCRAM", NO_ADDRESS, 10),
            "fan-out target": ("HFORAM", NO_ADDRESS, 12),
            "recurrent weights": ("HWTRAM", NO_ADDRESS, 8),
            "output weights": ("OWTRAM", NO_ADDRESS, 8),
        },
        states=[
            ("NSCRAM", NO_ADDRESS, 16, "all"),
            ("NMPRAM", NO_ADDRESS, 16, "all"),
            ("HSPKRAM", NO_ADDRESS, 8, "hidden"),
        ],
        registers={
            "ispkreg0l": 0x47,
            "ispkreg0h": 0x48,
            "ispkreg1l": 0x49,
            "ispkreg1h": 0x4A,
        },
    ),
    "xylo_a3": Chip(
        number=4,
        limits={
            "outputs": 32,
            "hidden": 992,
            "expansion": 128,
            "fan-out": 1024,
            "fan-out entries": 31744,
        },
        constants={
            "input weights": ("IWTRAM", 0x00200, 8),
            "input weights 2": ("IWT2RAM", 0x00A00, 8),
            "dash syn": ("NDSRAM", 0x01DE0, 4),
            "dash syn 2": ("HDS2RAM", 0x021E0, 4),
            "dash mem": ("NDMRAM", 0x025C0, 4),
            "bias": ("NBRAM", 0x029C0, 8),
            "threshold": ("NTHRAM", 0x02DC0, 16),
            "alias config": ("HCRAM", 0x031C0, 4),
            "alias target": ("HARAM", 0x035A0, 10),
            "fan-out count": ("HEFOCRAM", 0x03D60, 10),
            "fan-out target": ("HFORAM", 0x04140, 12),
            "recurrent weights": ("HWTRAM", 0x0BD40, 8),
            "recurrent weights 2": ("HWT2RAM", 0x13940, 8),
            "output weights": ("OWTRAM", 0x1B540, 8),
        },
        states=[
            ("NSCRAM", 0x01200, 16, "all"),
            ("HSC2RAM", 0x01600, 16, "hidden"),
            ("NMPRAM", 0x019E0, 16, "all"),
            ("HSPKRAM", 0x03980, 8, "hidden"),
        ],
        registers={
            "ctrl1": 0x001,
            "ctrl2": 0x002,
            "ctrl3": 0x003,
            "tr_wrap": 0x004,
            "hm_tr_wrap": 0x005,
            "ispkreg0l": 0x149,
            "ispkreg0h": 0x14A,
            "ispkreg1l": 0x14B,
            "ispkreg1h": 0x14C,
        },
    ),
}


class Connections:
    """The real weights between channels and neurons, parallel ones added.

    `into_hidden[(source, target, synapse)]` and `into_output[(source, target)]`; a
    source is a neuron or an input channel. What adds up to 0 is no connection.
    """

    def __init__(self, network):
        self.into_hidden = {}
        self.into_output = {}
        for module in network.weights:
            self._add_module(network, module)
        for weights in (self.into_hidden, self.into_output):
            for key in list(weights):
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
        weights[key] = weights.get(key, 0.0) + value

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


# What fits on a chip.


def why_refused(network, chip, connections):
    """Why the chip can't hold the network, as a part of the message; None if it can."""
    hidden = network.neurons(output=False)
    if len(hidden) > chip.hidden:
        return "[hidden-neurons]"
    if len(network.neurons(output=True)) > chip.outputs:
        return "[output-channels]"
    entries = 0
    for neuron in hidden:
        targets = len(connections.hidden_targets(neuron))
        if targets > chip.fan_out:
            return "[fan-out]"
        entries += targets
    if entries > chip.fan_out_entries:
        return "[fan-out-memory]"
    if chip.expansion is not None:
        return why_no_order(hidden, chip.expansion, connections)
    return None


def why_no_order(hidden, limit, connections):
    """Why no order of the hidden neurons keeps the expansion limits, if so."""
    sees = sum(1 for neuron in hidden if connections.sees_input(neuron))
    feeds = sum(1 for neuron in hidden if connections.feeds_output(neuron))
    if sees > limit:
        return "[input-expansion]"
    if feeds > limit or not is_order_possible(hidden, limit, connections, []):
        return "[output-expansion]"
    return None


def is_order_possible(hidden, limit, connections, aliases):
    """Whether some order keeps the limits and has all alias sources before targets.

    Each neuron has a first and a last place where it may stand. There is an order if
    no stretch of places is the only choice of more neurons than it has places (Hall).
    Aliases must not go in circles.
    """
    first, last = {}, {}
    for neuron in hidden:
        first[neuron] = len(hidden) - limit if connections.feeds_output(neuron) else 0
        last[neuron] = limit - 1 if connections.sees_input(neuron) else len(hidden) - 1
    # A chain of aliases narrows the choice step by step.
    for _ in aliases:
        for source, target in aliases:
            first[target] = max(first[target], first[source] + 1)
            last[source] = min(last[source], last[target] - 1)
    for begin in set(first.values()):
        for end in set(last.values()):
            inside = [n for n in hidden if begin <= first[n] and last[n] <= end]
            places = [place for place in range(len(hidden)) if begin <= place <= end]
            if len(inside) > len(places):
                return False
    return True


# The hardware ids that the compiler chose.


def read_ids(network, id_map):
    """The ids of all neurons, from the labels and lists of an id map."""
    ids = {}
    for kind in ("hidden", "output"):
        expected = {}
        for index, population in enumerate(network.populations):
            if network.is_output(index) == (kind == "output"):
                expected[population.label] = index
        if set(expected) != set(id_map[kind]):
            raise ValueError(
                f"{kind} modules are {sorted(id_map[kind])}, expected {sorted(expected)}"
            )
        for label, index in expected.items():
            listed = id_map[kind][label]
            if len(listed) != network.populations[index].size:
                raise ValueError(f"'{label}' has {len(listed)} ids")
            for position, neuron_id in enumerate(listed):
                ids[(index, position)] = neuron_id
    return ids


def find_id_errors(network, chip, connections, id_map, ids):
    """Everything that is wrong with the choice of ids, as a list of sentences."""
    hidden = network.neurons(output=False)
    errors = []
    errors += find_number_errors(network, ids)
    errors += find_expansion_errors(chip, connections, id_map, ids, hidden)
    errors += find_order_errors(network, chip, connections, ids, hidden)
    return errors


def find_number_errors(network, ids):
    """Ids count from 0 in both populations, and outputs are in their places."""
    errors = []
    for output in (False, True):
        found = sorted(ids[neuron] for neuron in network.neurons(output))
        if found != list(range(len(found))):
            errors.append(f"the ids are not 0, 1, ..., each once: {found}")
    for k, driver in enumerate(network.outputs):
        if ids[driver] != k:
            errors.append(f"network output {k} is driven by output neuron {ids[driver]}")
    return errors


def find_expansion_errors(chip, connections, id_map, ids, hidden):
    """Input weights end below `ien`, output weights begin at the last `oen`."""
    errors = []
    ien, oen = id_map["ien"], id_map["oen"]
    for name, size in (("ien", ien), ("oen", oen)):
        if size > len(hidden):
            errors.append(f"{name} is {size}, but there are {len(hidden)} hidden neurons")
        if chip.expansion is None and size != len(hidden):
            errors.append(f"{name} is {size}, but the chip has {len(hidden)} for free")
        if chip.expansion is not None and size > chip.expansion:
            errors.append(f"{name} is {size}, beyond the limit {chip.expansion}")
    for neuron in hidden:
        if connections.sees_input(neuron) and ids[neuron] >= ien:
            errors.append(f"an input reaches hidden id {ids[neuron]}, but ien is {ien}")
        if connections.feeds_output(neuron) and ids[neuron] < len(hidden) - oen:
            errors.append(f"hidden id {ids[neuron]} feeds an output, but oen is {oen}")
    return errors


def find_order_errors(network, chip, connections, ids, hidden):
    """Text order is kept, and alias sources come first, unless limits forbid it."""
    errors = []
    without_aliases = [
        neuron for neuron in hidden if not any(neuron in alias for alias in network.aliases)
    ]
    is_free = chip.expansion is None or len(hidden) <= chip.expansion
    if is_free or (not network.aliases and text_order_fits(hidden, chip, connections)):
        in_text_order = [ids[neuron] for neuron in without_aliases]
        if in_text_order != sorted(in_text_order):
            errors.append(f"neurons without aliases are not in text order: {in_text_order}")
    circles = find_circles(network)
    if is_free or (
        not circles
        and is_order_possible(hidden, chip.expansion, connections, network.aliases)
    ):
        errors += find_alias_errors(network, ids, circles)
    return errors


def find_alias_errors(network, ids, circles):
    """Only one alias of each circle goes backwards."""
    errors = []
    for source, target in network.aliases:
        if ids[source] >= ids[target] and not any(source in circle for circle in circles):
            errors.append(f"alias source {ids[source]} is behind target {ids[target]}")
    for circle in circles:
        backward = 0
        for source, target in network.aliases:
            if source in circle and ids[source] >= ids[target]:
                backward += 1
        if backward != 1:
            errors.append(f"{backward} aliases of a circle of {len(circle)} go backwards")
    return errors


def text_order_fits(hidden, chip, connections):
    """Whether the order of the text keeps the expansion limits."""
    for place, neuron in enumerate(hidden):
        if connections.sees_input(neuron) and place >= chip.expansion:
            return False
        if connections.feeds_output(neuron) and place < len(hidden) - chip.expansion:
            return False
    return True


def find_circles(network):
    """The sets of neurons whose aliases lead back to themselves."""
    target_of = dict(network.aliases)
    circles = []
    for start in target_of:
        circle, current = [], start
        while current in target_of and current not in circle:
            circle.append(current)
            current = target_of[current]
        if current == start and set(circle) not in circles:
            circles.append(set(circle))
    return circles


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
