"""Compiles random networks and compares all that a host sends with a slow model.

usage: random_networks.py GRAPH_COMPILE GRAPH_OPT GRAPH_TRANSLATE [--seed=N] [--count=N]
       [--chip=NAME] [--keep=DIR]

Network number N is the same on every machine and in every run. All networks keep the
rules of the chip, but for its limits: a network that exceeds one must be refused. To
look into a failure, run its number alone (--seed=N --count=1) and keep its files.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # tests leave nothing behind in the source folder

import slow_ids
import slow_image
import slow_words
from network_generator import Generator
from read_bitstream import read_bitstream
from slow_chips import CHIPS
from slow_network import Connections

METHODS = ("global", "global-fuzzy", "channel")


# Compiling and comparing.


def choose_target_options(rng, chip_name):
    """Some target options of the chip, as texts by name."""
    values = {
        "shared-alias-bit": ["on", "on", "off"],
    }
    if chip_name in ("xylo_a2", "xylo_a3"):
        values["core-clock"] = ["50", "6.25", "12.5", "33.3", "1e2", "0.032768", "0.002"]
    if chip_name == "xylo_a3":
        values["size-registers"] = ["n-1", "n-1", "n"]
    if chip_name in ("xylo_imu", "xylo_a3"):
        values["row-stride"] = ["full", "full", "configured"]
        values["bits.HARAM"] = ["10", "12", "16"]
        # Fan-outs above 255, for which 8 bits are too few, are as good as impossible.
        fewest = "8" if chip_name == "xylo_a3" else "9"
        values["bits.HEFOCRAM"] = [fewest, "12", "16"]
        values["bits.NBRAM"] = ["8", "11", "16"]
    count = min(rng.choice([0, 0, 1, 2, len(values)]), len(values))
    names = rng.sample(list(values), count)
    return {name: rng.choice(values[name]) for name in names}


# In the order in which they are recorded, with what is left out as it is the default.
TARGET_DEFAULTS = {
    "size-registers": "n",
    "row-stride": "configured",
    "shared-alias-bit": "off",
    "core-clock": None,
    "bits.NBRAM": "8",
    "bits.HARAM": "10",
    "bits.HEFOCRAM": "10",
}


def record_target_options(options):
    """The one text that options of this meaning have in the provenance."""
    parts = []
    for name, default in TARGET_DEFAULTS.items():
        value = options.get(name, default)
        if value != default:
            parts.append(f"{name}={float(value):g}" if name == "core-clock" else f"{name}={value}")
    return " target-options=" + ",".join(parts) if parts else ""


class Case:
    """One network, compiled in one way, and its files."""

    def __init__(self, seed, path, chip_name, method, network, connections):
        self.path = path
        self.method = method
        self.network = network
        self.connections = connections
        self.base = f"{path[:-5]}.{method}"
        # Apart from the random numbers of the network.
        self.rng = random.Random(f"{seed} {method}")
        self.target_options = choose_target_options(self.rng, chip_name)
        self.given_options = [f"chip={chip_name}", f"quantize={method}"]
        # The options as the compiler writes them into the provenance.
        self.options = " ".join(self.given_options) + record_target_options(self.target_options)
        if self.target_options:
            self.given_options.append(self.target_options_text)

    @property
    def target_options_text(self):
        parts = [f"{name}={value}" for name, value in self.target_options.items()]
        return "target-options=" + ",".join(parts)

    @property
    def compiler_options(self):
        return ["--quiet", *("--" + option for option in self.given_options)]

    @property
    def assemble_option(self):
        options = f"options='{self.options}'"
        if self.target_options:
            options += " " + self.target_options_text
        return "--xylo-assemble=" + options


class Checker:
    """Compiles networks and collects what is wrong."""

    def __init__(self, tools, chip, folder):
        self.compile_tool, self.opt_tool, self.translate_tool = tools
        self.chip_name = chip
        self.chip = CHIPS[chip]
        self.folder = folder
        self.compiled = self.refused = 0
        self.occurred = set()  # which target options and others the networks had

    def check(self, seed):
        """The errors of one network, as a list of sentences."""
        text, network = Generator(seed, self.chip).write()
        path = os.path.join(self.folder, f"{seed}.mlir")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        connections = Connections(network)
        cases = [
            Case(seed, path, self.chip_name, method, network, connections) for method in METHODS
        ]
        reason = slow_ids.why_refused(network, self.chip, connections)
        if reason:
            self.refused += 1
            return self.check_refusal(cases[-1], reason)
        self.compiled += 1
        errors = []
        for case in cases:
            options = " ".join(case.given_options)
            errors += [f"{options}: {error}" for error in self.check_case(case, seed)]
        return errors

    def check_case(self, case, seed):
        reason = slow_image.why_options_refused(
            case.network, case.connections, case.target_options
        )
        if reason:
            self.occurred.add("refusal")
            return self.check_refusal(case, reason)
        errors = self.check_image(case)
        # What takes more processes is done now and then, with each method.
        turn = (seed + METHODS.index(case.method)) % 24
        if not errors and turn == 0:
            errors = self.check_ways(case)
        if not errors and turn in (4, 12, 20):
            errors = self.check_shifts(case)
        return errors

    def check_refusal(self, case, reason):
        result = self.run_compiler(case, case.path, case.base)
        if result.returncode == 0:
            return [f"compiles, but should be refused: {reason}"]
        if result.returncode != 1 or reason not in result.stderr:
            return [f"should be refused for {reason}, but: {result.stderr}"]
        return []

    def run_compiler(self, case, path, base):
        outputs = ["-o", base + ".xbit", "--ram-files=" + base, f"--id-map={base}.json"]
        command = [self.compile_tool, path, *case.compiler_options, *outputs]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    def check_image(self, case):
        """All segments and files are those of the model."""
        network = case.network
        result = self.run_compiler(case, case.path, case.base)
        if result.returncode != 0:
            return [f"does not compile ({result.returncode}): {result.stderr}"]
        with open(case.base + ".json", encoding="utf-8") as file:
            id_map = json.load(file)
        try:
            ids = slow_ids.read_ids(network, id_map)
            image, provenance = read_bitstream(read_file(case.base + ".xbit"))
        except ValueError as error:
            return [str(error)]
        errors = slow_ids.find_id_errors(network, self.chip, case.connections, id_map, ids)
        if errors:
            return errors
        case.id_map = id_map
        case.words = slow_words.find_words(
            network, self.chip, case.connections, case.method, case.target_options, id_map, ids
        )
        expected = self.find_image(case, (0, 0, 0))
        errors = slow_image.find_image_errors(expected, image)
        errors += find_provenance_errors(case, provenance)
        if read_banks(case.base) != slow_image.write_ram_files(self.chip, expected):
            errors.append("the RAM files differ")
        self.occurred.update(case.target_options)
        return errors

    def find_image(self, case, shifts):
        return slow_image.find_image(
            case.network, self.chip, case.words, case.id_map, case.target_options, shifts
        )

    def check_shifts(self, case):
        """Weight shifts, which the compiler never sets, change ctrl1 and nothing else."""
        command = [self.compile_tool, case.path, *case.compiler_options, "--emit=quantized"]
        core = run_pipe([command]).decode()
        shifts = tuple(case.rng.choice([0, 1, 4, 7, case.rng.randint(0, 7)]) for _ in range(3))
        for kind, shift in zip(("input", "recurrent", "output"), shifts):
            core, count = re.subn(
                rf"(xylo\.{kind}_weights .*)", rf"\1 shift {shift}", core, count=1
            )
            if count != 1:
                return [f"the quantised core has no {kind} weights"]
        data = run_pipe(
            [
                [self.opt_tool, case.assemble_option],
                [self.translate_tool, "--xylo-to-bitstream", "-o", "-"],
            ],
            core.encode(),
        )
        try:
            image, provenance = read_bitstream(data)
        except ValueError as error:
            return [f"shifts {shifts}: {error}"]
        self.occurred.add("shifts")
        errors = slow_image.find_image_errors(self.find_image(case, shifts), image)
        errors += find_provenance_errors(case, provenance)
        return [f"shifts {shifts}: {error}" for error in errors]

    def check_ways(self, case):
        """Compiled again, from text or canonicalised, and read back: equal bytes."""
        expected = read_file(case.base + ".xbit")
        ways = [
            ("compiled again", [[self.compile_tool, case.path, *case.compiler_options, "-o", "-"]]),
            ("disassembled and assembled", self.get_round_trip(case)),
        ]
        errors = []
        for name, commands in ways:
            if run_pipe(commands) != expected:
                errors.append(f"{name}, the bytes differ")
        return errors + self.check_canonical(case)

    def get_round_trip(self, case):
        return [
            [self.translate_tool, "--bitstream-to-xylo", case.base + ".xbit"],
            [self.opt_tool, "--xylo-disassemble", case.assemble_option],
            [self.translate_tool, "--xylo-to-bitstream", "-o", "-"],
        ]

    def check_canonical(self, case):
        """Canonicalising changes the text, and with it at most the hash, but no word."""
        canonical = case.base + ".canonical"
        command = [self.opt_tool, "--canonicalize", "--cse", case.path, "-o", canonical + ".mlir"]
        if subprocess.run(command, capture_output=True).returncode != 0:
            return ["does not canonicalise"]
        self.run_compiler(case, canonical + ".mlir", canonical)
        if not os.path.isdir(canonical) or read_banks(canonical) != read_banks(case.base):
            return ["canonicalised, it gives other words"]
        return []


def find_provenance_errors(case, provenance):
    """The bitstream tells where it comes from."""
    errors = []
    if provenance.id_map != case.id_map:
        errors.append(f"the bitstream's ids are {provenance.id_map}, expected {case.id_map}")
    if provenance.options != case.options:
        errors.append(f"the bitstream's options are {provenance.options}")
    if not re.fullmatch("[0-9a-f]{64}", provenance.graph_hash):
        errors.append(f"the bitstream's graph hash is {provenance.graph_hash}")
    if not provenance.compiler.startswith("Tidepool "):
        errors.append(f"the bitstream's compiler is {provenance.compiler}")
    return errors


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def read_banks(folder):
    """The words of all banks in a folder, by the name of the file."""
    banks = {}
    for name in os.listdir(folder):
        if not name.endswith(".ini"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            banks[name] = file.read().split()
    return banks


def run_pipe(commands, data=None):
    """Runs commands one behind the other; returns what the last one writes."""
    for command in commands:
        data = subprocess.run(command, input=data, capture_output=True).stdout
    return data


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools", nargs=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--chip", default="xylo_a3", choices=sorted(CHIPS))
    parser.add_argument("--keep", metavar="DIR", help="a folder for all files")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or temporary
        os.makedirs(folder, exist_ok=True)
        checker = Checker(arguments.tools, arguments.chip, folder)
        differ = 0
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            errors = checker.check(seed)
            differ += bool(errors)
            for error in errors[:5]:
                print(f"network {seed}: {error}", flush=True)
    print("occurred:", ", ".join(sorted(checker.occurred)))
    print(f"{checker.compiled} compiled, {checker.refused} refused, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
