"""Limits and memory maps of the chips, typed in from the description of the hardware."""


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
