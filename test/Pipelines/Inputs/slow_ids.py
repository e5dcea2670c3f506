"""What fits on a chip, and which hardware ids neurons may have, found slowly and plainly."""


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
