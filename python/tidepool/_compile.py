"""Compiles graphs, and runs what was compiled, by Tidepool's tools."""

from __future__ import annotations

import functools
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Dict, Iterable, List, Optional, Sequence

import numpy as np

from ._arrays import as_array
from ._bitstream import Bitstream, read_bitstream
from ._errors import CompileError, DesignRuleError, Diagnostic, RasterError, TidepoolError, ToolError
from ._files import PathLike, parse_object, read_json, reading_results, save_array, work_folder, write_file
from ._mlir import find_name, to_mlir
from ._pictures import RESOURCES, Picture, draw_network, show_bars, show_diagnostics, show_svg, show_table
from ._tools import find_tool, run_to_success, run_tool

LARGEST_COUNT = 2**32 - 1
# Options of graph-compile that this package gives itself, and those that end it early.
OWN_OPTIONS = ("chip", "check", "diagnostics", "emit", "h", "help", "help-hidden", "help-list", "help-list-hidden",
               "id-map", "o", "report", "version")


@dataclass(frozen=True, eq=False)
class Run:
    """What a network did with input spikes.

    `output` has the spikes of shape (steps, outputs). `traces` has arrays of
    shape (steps, neurons) by their names in docs/Simulation.md (`hid_spikes`,
    `vmem`, ...), as they are after each step; columns are hardware ids, or, in
    a reference run, neurons in the order of the network. Several recordings put
    one more dimension in front. `summary` is what `graph-sim --summary` tells;
    `picture` is the run drawn, if that was asked for.
    """

    output: np.ndarray
    traces: Dict[str, np.ndarray] = field(repr=False)
    summary: Dict[str, Any] = field(repr=False)
    picture: Optional[Picture] = None

    def _repr_svg_(self) -> Optional[str]:
        return self.picture.svg if self.picture else None


@dataclass(frozen=True, eq=False)
class Compiled:
    """A network that was compiled for a chip.

    `ids` maps "hidden" and "output" to the hardware ids of each module's
    neurons, in their order, and "ien" and "oen" to the numbers of expansion
    neurons. `warnings` has the remarks of repairs as well. `report` is what docs/GraphCompile.md says of `--report`. `network`
    is the graph as it was compiled, a `.mlir` file.
    """

    chip: str
    bitstream: bytes = field(repr=False)
    ids: Dict[str, Any]
    report: Dict[str, Any] = field(repr=False)
    warnings: List[Diagnostic]
    network: bytes = field(repr=False)

    def save(self, path: PathLike) -> None:
        """Writes the bitstream to a file."""
        write_file(path, self.bitstream)

    @functools.cached_property
    def image(self) -> Bitstream:
        """The bitstream, read back into arrays."""
        return read_bitstream(self.bitstream)

    def run(self, raster: Any, traces: bool = True, plot: bool = False) -> Run:
        """Runs the bitstream as the chip does, integer by integer.

        `raster` has the spikes of each input in each step, of shape (steps,
        inputs) or (recordings, steps, inputs): whole numbers of any type. `plot`
        asks for a picture of the run, which a notebook then shows.

        Raises RasterError, ToolError.
        """
        return self._simulate(self.bitstream, raster, traces, plot, [])

    def run_reference(self, raster: Any, schedule: str = "graph", traces: bool = True, plot: bool = False) -> Run:
        """Runs the graph itself, in double precision.

        `schedule` says when spikes arrive: "graph" as the graph means it, "chip"
        as the chip hands them on, so that all that differs from `run` is rounding.

        Raises RasterError, ToolError.
        """
        return self._simulate(self.network, raster, traces, plot, [f"--schedule={schedule}"])

    def draw(self, max_modules: Optional[int] = None) -> Picture:
        """The network as a picture; more than `max_modules` modules are drawn together."""
        return Picture(draw_network(self.network, max_modules))

    def _repr_html_(self) -> str:
        # Chips without a limit report none.
        resources = [(label, self.report[key]["used"], self.report[key]["available"])
                     for key, label in RESOURCES.items() if key in self.report]
        return (f"<p><b>{escape(self.report['network'])}</b> for {escape(self.chip)}: {len(self.bitstream)} bytes</p>"
                f"{show_bars(resources)}{show_diagnostics(self.warnings)}{show_svg(draw_network(self.network))}")

    def _simulate(self, network: bytes, raster: Any, traces: bool, plot: bool, options: Sequence[str]) -> Run:
        spikes = as_raster(raster, self.report["inputs"]["used"])
        with work_folder() as folder:
            save_array(folder / "in.npy", spikes)
            arguments = ["-", f"--input={folder / 'in.npy'}", f"--output={folder / 'out.npy'}",
                         f"--summary={folder / 'summary.json'}", "--quiet", *options]
            if traces:
                arguments.append(f"--trace={folder / 'traces'}")
            if plot:
                arguments.append(f"--plot={folder / 'plot.svg'}")
            run_to_success("graph-sim", arguments, network)
            with reading_results("graph-sim"):
                found = {file.stem: np.load(file) for file in sorted((folder / "traces").glob("*.npy"))}
                picture = Picture((folder / "plot.svg").read_text(encoding="utf-8")) if plot else None
                return Run(np.load(folder / "out.npy"), found, read_json(folder / "summary.json"), picture)


@dataclass(frozen=True, eq=False)
class Check:
    """Which chips hold a network, and what stands in the way.

    `report` is what docs/GraphCompile.md says of `--check=json`.
    """

    report: Dict[str, Any] = field(repr=False)

    @property
    def chips(self) -> List[str]:
        """The chips that hold the network."""
        return [chip["chip"] for chip in self.report["chips"] if chip["holds"]]

    @property
    def diagnostics(self) -> Dict[str, List[Diagnostic]]:
        """Errors and warnings of each chip."""
        return {chip["chip"]: [Diagnostic.from_json(d) for d in chip["diagnostics"]] for chip in self.report["chips"]}

    @property
    def rules(self) -> Dict[str, List[str]]:
        """The design rules that the network breaks on each chip."""
        return {chip: list(dict.fromkeys(d.rule for d in found if d.severity == "error" and d.rule))
                for chip, found in self.diagnostics.items()}

    def __repr__(self) -> str:
        return f"Check(chips={self.chips})"

    def __bool__(self) -> bool:
        """Whether there is a chip that holds the network."""
        return bool(self.chips)

    def __str__(self) -> str:
        lines = []
        for chip, found in self.diagnostics.items():
            lines.append(f"{chip}: {'holds it' if chip in self.chips else 'does not hold it'}")
            lines += [f"  {line}" for d in found for line in f"{d.severity}: {d}".splitlines()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        chips = self.report["chips"]
        rows = [(cells[0]["resource"], cells) for cells in zip(*(chip["resources"] for chip in chips))]
        lists = "".join(f"<p>{escape(chip)}</p>{show_diagnostics(found)}"
                        for chip, found in self.diagnostics.items() if found)
        return show_table(["", *(chip["chip"] for chip in chips)], rows) + lists


def draw(graph: Any, max_modules: Optional[int] = None) -> Picture:
    """`graph` as a picture, which a notebook shows.

    Where there are more than `max_modules` modules, or 60, several are drawn as
    one (docs/Pictures.md).

    Raises GraphError, ToolError.
    """
    return Picture(draw_network(to_mlir(graph), max_modules))


def export(graph: Any, path: PathLike) -> None:
    """Writes `graph` as a `.mlir` file, which all of Tidepool's tools read.

    `graph` is what `as_graph()` gives, or what has `as_graph()`.

    Raises GraphError, OSError.
    """
    write_file(path, to_mlir(graph))


def compile(graph: Any, chip: str, quantize: str = "channel", *, prune: bool = False,
            weight_bias: Optional[str] = None, options: Sequence[str] = ()) -> Compiled:
    """Compiles `graph` for a chip.

    `graph` is what `as_graph()` gives, or what has `as_graph()`; `chip` is
    "xylo_a2", "xylo_a3", ...; `quantize` says how neurons share scales:
    "channel", "global" or "global-fuzzy". `prune` removes modules that reach no
    output. `weight_bias` says what becomes of biases of weights: "error" (the
    default), "drop" or "fold" into those of neurons. `options` are further
    options of graph-compile (docs/GraphCompile.md), such as "--repair=all".

    Raises GraphError, DesignRuleError, CompileError, ToolError.
    """
    options = _read_options(options)
    network = _export_for("graph-compile", graph)
    arguments = ["-", f"--chip={chip}", f"--quantize={quantize}", "--diagnostics=json"]
    arguments += ["--prune"] if prune else []
    arguments += [f"--weight-bias={weight_bias}"] if weight_bias else []
    with work_folder() as folder:
        files = {"-o": "out.xbit", "--id-map": "ids.json", "--report": "report.json"}
        outputs = [f"{option}={folder / file}" for option, file in files.items()]
        result = run_tool("graph-compile", [*arguments, *outputs, *options], network)
        diagnostics = _read_diagnostics(result.stderr, network)
        if result.returncode != 0:
            raise _make_error(diagnostics)
        with reading_results("graph-compile"):
            return Compiled(chip, (folder / "out.xbit").read_bytes(), read_json(folder / "ids.json"),
                            read_json(folder / "report.json"), diagnostics, network)


def check(graph: Any, chip: str = "all", options: Sequence[str] = ()) -> Check:
    """Tells which chips hold `graph`, and all that stands in the way.

    `options` are those of graph-compile that change what is compiled.

    Raises GraphError, ToolError, and CompileError of a network that says what no
    chip could mean, such as a negative threshold, or an option that does not exist.
    """
    options = _read_options(options)
    network = _export_for("graph-compile", graph)
    result = run_tool("graph-compile", ["-", f"--chip={chip}", "--check=json", *options], network)
    if not result.stdout:
        raise _make_error(_read_diagnostics(result.stderr, network))
    with reading_results("graph-compile"):
        report = parse_object(result.stdout)
        refused = None if report["chips"] else _make_diagnostics(report["diagnostics"], network)
    if refused is not None:
        raise _make_error(refused)
    return Check(report)


def _read_options(options: Sequence[str]) -> List[str]:
    """Options for graph-compile, without those that would lead its results elsewhere."""
    is_list = isinstance(options, Iterable) and not isinstance(options, (str, bytes))
    texts = list(options) if is_list else []
    if not is_list or not all(isinstance(text, str) for text in texts):
        raise _make_error([Diagnostic("error", f"options has to be a list, such as ['--prune'], but is {options!r}")])
    own = [text for text in texts if text.lstrip("-").partition("=")[0] in OWN_OPTIONS]
    if own:
        raise _make_error([Diagnostic("error", f"option '{own[0]}' has no place here: what it says is for Python to say")])
    return texts


def _export_for(tool: str, graph: Any) -> bytes:
    """The network of `graph`; meanwhile the tool is asked for its version, which takes as long."""
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(find_tool, tool)
        network = to_mlir(graph)
    asked.result()
    return network


def as_raster(raster: Any, num_inputs: int) -> np.ndarray:
    """Spikes as whole numbers of the smallest type that holds them."""
    try:
        array = as_array(raster)
    except Exception as error:  # whatever a foreign array protocol raises
        raise RasterError(f"the raster cannot be read as an array: {error}") from error
    if array.ndim not in (2, 3) or array.shape[-1] != num_inputs:
        raise RasterError(f"the raster has shape {array.shape}; the network takes (steps, {num_inputs}), "
                          f"or (recordings, steps, {num_inputs})")
    if array.dtype.kind not in "buif":
        raise RasterError(f"the raster has numbers of type {array.dtype}; spikes are counted in whole numbers")
    if array.size == 0:
        raise RasterError(f"the raster has shape {array.shape}; there has to be a step")
    # NaN fails the comparison too.
    if not (array.min() >= 0 and array.max() <= LARGEST_COUNT):
        raise RasterError(f"the raster has {array.min()} to {array.max()} spikes; counts are 0 to {LARGEST_COUNT}")
    counts = array.astype(np.min_scalar_type(int(array.max())))
    if array.dtype.kind == "f" and not np.array_equal(counts, array):
        raise RasterError("the raster has fractions; spikes are counted in whole numbers")
    return np.ascontiguousarray(counts)


def _read_diagnostics(text: bytes, network: bytes) -> List[Diagnostic]:
    """What --diagnostics=json printed; plain text where the command line itself is wrong."""
    try:
        return _make_diagnostics(json.loads(text), network)
    except (ValueError, TypeError, KeyError):
        return [Diagnostic("error", text.decode(errors="replace").strip())]


def _make_diagnostics(entries: Iterable[Dict[str, Any]], network: bytes) -> List[Diagnostic]:
    """What the compiler said of a network.

    Design rules name modules themselves; the verifier of the `graph` dialect knows lines of the network.
    """
    found = []
    lines = network.split(b"\n")  # once: there may be as many diagnostics
    for entry in entries:
        diagnostic = Diagnostic.from_json(entry)
        places = () if diagnostic.rule else entry.get("locations", ())
        names = [name for place in places for line in lines[place["line"] - 1:place["line"]] if (name := find_name(line))]
        if names:
            notes = (*diagnostic.notes, *(f"in '{name}'" for name in names))
            diagnostic = replace(diagnostic, modules=tuple(names), notes=notes)
        found.append(diagnostic)
    return found


def _make_error(diagnostics: Sequence[Diagnostic]) -> TidepoolError:
    if not any(d.severity == "error" and d.message for d in diagnostics):
        return ToolError("graph-compile failed, but does not say why")
    has_rule = any(d.severity == "error" and d.rule for d in diagnostics)
    return DesignRuleError(diagnostics) if has_rule else CompileError(diagnostics)
