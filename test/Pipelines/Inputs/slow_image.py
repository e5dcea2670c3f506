"""What a host sends to a chip, in order, for the words that `slow_words` computes.

Nothing here is shared with the compiler. Addresses, widths and registers are in
`slow_chips`, typed in from the description of the hardware.
"""

from fractions import Fraction

class Segment:
    """Words that a host writes from one address on; a register is one word."""

    def __init__(self, name, address, bits, words):
        self.name = name
        self.address = address
        self.bits = bits
        self.words = words

    def __str__(self):
        return f"{self.name} at {self.address:#x} with {len(self.words)} words of {self.bits} bits"


class Image:
    """What the header says, and all segments in the order in which a host sends them."""

    def __init__(self, header, segments):
        self.header = header
        self.segments = segments


def find_image(network, chip, words, id_map, options, shifts):
    """The image with these constant words; `options` are target options as texts."""
    header = {
        "name": "net",
        "chip": chip.number,
        # Whether there are second synapses, with weights or without.
        "synapse2": any(words["dash syn 2"]),
        "alias": any(words["alias config"]),
        "bias": any(words["bias"]),
        "shifts": shifts,
        "dt": network.populations[0].dt,
        "inputs": network.num_inputs,
        "ien": id_map["ien"],
        "hidden": len(network.neurons(output=False)),
        "oen": id_map["oen"],
        "outputs": len(network.neurons(output=True)),
        "padding": chip.padding(len(network.neurons(output=False))),
    }
    banks = find_constant_banks(chip, words, options) + find_state_banks(chip, header)
    man, mem_clk_on, ram_active = 1 << 0, 1 << 16, 1 << 17
    features = find_features(header)
    registers = [(name, 0) for name in chip.registers if name.startswith("ispkreg")]
    registers += find_sizes(chip, header, options)
    if "core-clock" in options:
        clocks = find_step_clocks(options["core-clock"], header["dt"])
        registers += [("tr_wrap", clocks), ("hm_tr_wrap", clocks)]
    registers += [
        ("ctrl1", man | features | ram_active | mem_clk_on),
        ("ctrl1", man | features | ram_active),
        ("ctrl1", man | features),
    ]
    opening = [("ctrl1", man | ram_active), ("ctrl1", man | ram_active | mem_clk_on)]
    segments = write_registers(chip, opening) + banks + write_registers(chip, registers)
    return Image(header, segments)


def find_constant_banks(chip, words, options):
    """The banks of constants in address order."""
    banks = []
    for role, (name, address, bits) in chip.constants.items():
        bits = int(options.get("bits." + name, bits))
        mask = (1 << bits) - 1
        banks.append(Segment(name, address, bits, [word & mask for word in words[role]]))
    return sorted(banks, key=lambda bank: bank.address)


def find_state_banks(chip, sizes):
    banks = []
    for name, address, bits, which in chip.states:
        count = sizes["hidden"]
        if which == "all":
            count += sizes["padding"] + sizes["outputs"]
        banks.append(Segment(name, address, bits, [0] * count))
    return banks


def write_registers(chip, values):
    """Without those that the chip has nowhere that is known."""
    return [
        Segment(name, chip.registers[name], 32, [value])
        for name, value in values
        if name in chip.registers
    ]


def find_features(header):
    """The bits of ctrl1 that say what is in use."""
    input_shift, recurrent_shift, output_shift = header["shifts"]
    features = header["synapse2"] << 1 | header["alias"] << 2 | header["bias"] << 3
    return features | input_shift << 4 | recurrent_shift << 8 | output_shift << 12


def find_sizes(chip, sizes, options):
    """The size registers, of chips where their layout is known."""
    if "ctrl2" not in chip.registers:
        return []
    less = 1 if options.get("size-registers") == "n-1" else 0
    ctrl2 = sizes["inputs"] - less
    ctrl2 |= sizes["ien"] - less << 8
    ctrl2 |= sizes["hidden"] - less << 16
    ctrl3 = sizes["outputs"] - less
    ctrl3 |= sizes["oen"] - less << 8
    return [("ctrl2", ctrl2), ("ctrl3", ctrl3)]


def find_step_clocks(megahertz, dt):
    """The length of a time step in clocks, both decimal numbers taken as written."""
    return int(Fraction(megahertz) * 10**6 * Fraction(repr(dt)))


def why_options_refused(network, connections, options):
    """Why the image can't be written with these target options: the first that fails."""
    if options.get("size-registers") == "n-1":
        hidden = network.neurons(output=False)
        sees = any(connections.sees_input(neuron) for neuron in hidden)
        if not sees or not any(connections.feeds_output(neuron) for neuron in hidden):
            return "size registers that hold n-1 cannot say"
    if "core-clock" in options:
        if not 1 <= find_step_clocks(options["core-clock"], network.populations[0].dt) < 1 << 32:
            return "the time wrap registers hold 1 to 2^32 - 1"
    return None


def find_image_errors(expected, found):
    """Where an image differs from the expected one."""
    errors = []
    for key, value in expected.header.items():
        if found.header[key] != value:
            errors.append(f"the header's {key} is {found.header[key]}, expected {value}")
    if len(found.segments) != len(expected.segments):
        errors.append(f"{len(found.segments)} segments, expected {len(expected.segments)}")
    for index, (good, segment) in enumerate(zip(expected.segments, found.segments)):
        if str(segment) != str(good):
            errors.append(f"segment {index} is {segment}, expected {good}")
            continue
        for word, (wanted, value) in enumerate(zip(good.words, segment.words)):
            if value != wanted:
                errors.append(
                    f"segment {index}, {good}: word {word} is {value:#x}, expected {wanted:#x}"
                )
    return errors


def write_ram_files(chip, image):
    """What the files of the constant banks hold, by the name of the file."""
    names = {name for name, _, _ in chip.constants.values()}
    return {
        bank.name.lower() + ".ini": [f"{word:0{(bank.bits + 3) // 4}x}" for word in bank.words]
        for bank in image.segments
        if bank.name in names
    }
