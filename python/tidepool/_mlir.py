"""Writes graphs as networks of the `graph` dialect, node by node.

The text is bytes, as weights are most of it: large arrays stand at its end as
resource blobs, in hexadecimal, but matrices that are mostly zero where they are used.
"""

from __future__ import annotations

import binascii
import contextlib
import gc
import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ._arrays import as_real, as_rows, as_vector, with_shape
from ._errors import GraphError
from ._graph import Graph, Module, read_graph
from ._nesting import Scope, find_scopes

# Arrays up to this size are written as decimal numbers, which people can read.
READABLE_SIZE = 16
# Larger matrices that hold at most one number in so many that is not zero are written as these alone: it is
# shorter, and less work for whoever reads it.
SPARSITY = 10
# Lines of deeper holders are not indented further, or there would be more blanks than text.
DEEPEST_INDENT = 20
# A result and a position in it.
Source = Tuple[int, int]
# The number of the network's inputs among results.
INPUTS = -1


def to_mlir(graph: Any) -> bytes:
    """The network that `graph` means, as a `.mlir` file.

    Raises GraphError.
    """
    with _without_garbage_collection():
        return _Writer(read_graph(graph)).write()


@contextlib.contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Large graphs are very many objects, all of which are looked at again and again for garbage.

    Here is next to none, and looking for it would take a third of the time.
    """
    if not gc.isenabled():  # as the user wants it, or another thread, which will enable it
        yield
        return
    try:
        gc.disable()
        yield
    finally:
        gc.enable()


def find_name(line: bytes) -> str:
    """The name of the module in a line of a network, empty if there is none."""
    found = re.search(rb' {name = "([^"]*)"', line)
    raw = re.sub(rb"\\([0-9A-F]{2})", lambda code: bytes([int(code[1], 16)]), found[1]) if found else b""
    return raw.decode(errors="replace")


class _Writer:
    def __init__(self, graph: Graph):
        self.graph = graph
        self.resources: List[np.ndarray] = []
        self.num_plumbing = 0
        self.num_arguments = 0
        self.network, self.homes = find_scopes(graph)
        self.scope = self.network  # that of the module that is written
        self.opened = {self.network}
        # What drives each node, by identity; the names of results where they are known.
        self.sources: Dict[int, List[Source]] = {}
        self.names: Dict[Tuple[Scope, int], str] = {(self.network, INPUTS): "%inputs"}
        self.widths = {INPUTS: len(graph.inputs)}
        self._add_sources(INPUTS, graph.inputs)
        for number, module in enumerate(graph.modules):
            self.names[self.homes[number], number] = f"%m{number}"
            self.widths[number] = len(module.outputs)
            self._add_sources(number, module.outputs)

    def write(self) -> bytes:
        for number, module in enumerate(self.graph.modules):
            self.scope = self.homes[number]
            self._open(self.scope)
            self._write_module(number, module)
        inputs, outputs = self.graph.inputs, self.graph.outputs
        self.scope = self.network
        result = self._join(outputs)
        lines = [f"graph.network @{_quote(self.graph.name or 'network')}(%inputs: {_nodes(len(inputs))})"
                 f" -> {_nodes(len(outputs))} {{"]
        lines += _list_lines(self.network)
        lines += [f"  graph.output {result} : {_nodes(len(outputs))}", "}", ""]
        return b"".join(["\n".join(lines).encode(), *self._resource_section()])

    def _open(self, scope: Scope) -> None:
        """A holder stands where its first module does."""
        while scope not in self.opened:
            self.opened.add(scope)
            scope.parent.lines.append(scope)
            scope = scope.parent

    def _add_sources(self, number: int, nodes: Sequence[Any]) -> None:
        for position, node in enumerate(nodes):
            self.sources.setdefault(id(node), []).append((number, position))

    def _value(self, number: int) -> str:
        """The name of a result in the scope that is written; holders on the way hand it on."""
        known = self.names.get((self.scope, number))
        if known:
            return known
        home = self.network if number == INPUTS else self.homes[number]
        out, into = _find_way(home, self.scope)
        for holder in out:
            self._hand_on(number, holder, holder.parent)
        for holder in reversed(into):
            self._hand_on(number, holder.parent, holder)
        return self.names[self.scope, number]

    def _hand_on(self, number: int, source: Scope, target: Scope) -> None:
        """Makes a result known in the scope around, or in a holder in the scope."""
        if (target, number) in self.names:
            return
        outer = source.parent is target
        name = f"%h{source.number}#{len(source.results)}" if outer else f"%a{self.num_arguments}"
        self.num_arguments += not outer
        ports = source.results if outer else target.operands
        ports.append((name, self.names[source, number], self.widths[number]))
        self.names[target, number] = name

    def _write_module(self, number: int, module: Module) -> None:
        op, write_parameters = OPS[module.kind]
        if op != "graph.module" and not (module.inputs and module.outputs):
            raise GraphError(f"{module} has no {'output' if module.inputs else 'input'}_nodes")
        attributes = [f"name = {_quote(module.name)}"] if module.name else []
        attributes += write_parameters(self, module)
        operand, types = "", f"{_nodes(len(module.inputs))} -> {_nodes(len(module.outputs))}"
        if op == "graph.module":
            operand, types = self._plain_module_form(module)
        else:
            operand = " " + self._join(module.inputs)
        result = f"%m{number} = " if module.outputs else ""
        self.scope.lines.append(f"{result}{op}{operand} {{{', '.join(attributes)}}} : {types}")

    def _plain_module_form(self, module: Module) -> Tuple[str, str]:
        """Operands and types of a module, which may have no inputs or outputs."""
        operand = self._join(module.inputs) if module.inputs else ""
        inputs, outputs = (_nodes(len(nodes)) if nodes else "" for nodes in (module.inputs, module.outputs))
        return f"({operand})", f"({inputs}) -> {outputs or '()'}"

    def _join(self, nodes: Sequence[Any]) -> str:
        """A value whose nodes have the sources of `nodes`."""
        values = []
        for number, where, what in self._find_pieces(nodes):
            value = self._select(self._value(number), self.widths[number], what)
            values.append((where, value))
        if not values:
            return self._plumb("graph.open", f": {_nodes(len(nodes))}")
        joined = self._concatenate(values, len(nodes))
        if joined:
            return joined
        placed = [self._place(value, where, len(nodes)) for where, value in values]
        if len(placed) == 1:
            return placed[0]
        return self._plumb("graph.merge", f"{', '.join(placed)} : {_nodes(len(nodes))}")

    def _find_pieces(self, nodes: Sequence[Any]) -> List[Tuple[int, List[int], List[int]]]:
        """Which positions `where` of `nodes` get which positions `what` of which result.

        A node may take several positions of one result: each piece has one of them.
        """
        pieces: Dict[Tuple[int, int], Tuple[List[int], List[int]]] = {}
        for position, node in enumerate(nodes):
            repeats: Dict[int, int] = {}
            for number, source in self.sources.get(id(node), ()):
                layer = repeats[number] = repeats.get(number, -1) + 1
                where, what = pieces.setdefault((number, layer), ([], []))
                where.append(position)
                what.append(source)
        return [(number, where, what) for (number, _), (where, what) in pieces.items()]

    def _concatenate(self, values: List[Tuple[List[int], str]], width: int) -> Optional[str]:
        """The values one behind the other, if that is where they belong."""
        if [position for where, _ in values for position in where] != list(range(width)):
            return None
        if len(values) == 1:
            return values[0][1]
        operands = ", ".join(value for _, value in values)
        types = ", ".join(_nodes(len(where)) for where, _ in values)
        return self._plumb("graph.concat", f"{operands} : ({types}) -> {_nodes(width)}")

    def _select(self, value: str, width: int, what: List[int]) -> str:
        if what == list(range(width)):
            return value
        return self._plumb("graph.select", f"{value}{what} : {_nodes(width)} -> {_nodes(len(what))}")

    def _place(self, value: str, where: List[int], width: int) -> str:
        if where == list(range(width)):
            return value
        return self._plumb("graph.place", f"{value}{where} : {_nodes(len(where))} -> {_nodes(width)}")

    def _plumb(self, op: str, text: str) -> str:
        name = f"%v{self.num_plumbing}"
        self.num_plumbing += 1
        self.scope.lines.append(f"{name} = {op} {text}")
        return name

    def elements(self, array: np.ndarray) -> str:
        """The attribute that holds `array`."""
        kind = f"tensor<{'x'.join(map(str, array.shape))}xf{8 * array.itemsize}>"
        if _is_uniform(array):
            return f"dense<{_number(array.flat[0])}> : {kind}"
        if array.size <= READABLE_SIZE:
            return f"dense<{_numbers(array)}> : {kind}"
        self.resources.append(array)
        return f"dense_resource<a{len(self.resources) - 1}> : {kind}"

    def matrix(self, array: np.ndarray) -> str:
        """The attribute that holds weights; those that are mostly zero, or -0.0, are sparse."""
        if array.size <= READABLE_SIZE or not 0 < np.count_nonzero(array) <= array.size // SPARSITY:
            return self.elements(array)
        rows, columns = np.nonzero(array)
        positions = ", ".join([f"[{row}, {column}]" for row, column in zip(rows.tolist(), columns.tolist())])
        kind = f"tensor<{array.shape[0]}x{array.shape[1]}xf{8 * array.itemsize}>"
        return f'sparse<[{positions}], "0x{_hexadecimal(array[rows, columns]).decode()}"> : {kind}'

    def _resource_section(self) -> List[bytes]:
        if not self.resources:
            return []
        parts = [b"\n{-#\n  dialect_resources: {\n    builtin: {\n"]
        for number, array in enumerate(self.resources):
            # A blob begins with its alignment, a number of 32 bits.
            parts += [b",\n" if number else b"", b'      a%d: "0x%02x000000' % (number, array.itemsize),
                      _hexadecimal(array), b'"']
        return [*parts, b"\n    }\n  }\n#-}\n"]


def _find_way(source: Scope, target: Scope) -> Tuple[List[Scope], List[Scope]]:
    """The holders to leave, and those to enter, the innermost first."""
    out: List[Scope] = []
    into: List[Scope] = []
    while source is not target:
        if source.depth >= target.depth:
            out.append(source)
            source = source.parent
        else:
            into.append(target)
            target = target.parent
    return out, into


def _list_lines(network: Scope) -> List[str]:
    """The lines of all scopes, in order."""
    lines: List[str] = []
    stack = [(network, iter(network.lines))]
    while stack:
        scope, rest = stack[-1]
        indent = "  " * min(len(stack), DEEPEST_INDENT)
        line = next(rest, None)
        if line is None:
            stack.pop()
            if stack:
                values, types = ", ".join(port[1] for port in scope.results), _list_types(scope.results)
                lines += [f"{indent}graph.output" + (f" {values} : {types}" if values else ""), indent[2:] + "}"]
        elif isinstance(line, Scope):
            lines.append(indent + _holder_head(line))
            stack.append((line, iter(line.lines)))
        else:
            lines.append(indent + line)
    return lines


def _holder_head(scope: Scope) -> str:
    results = f"%h{scope.number}:{len(scope.results)} = " if scope.results else ""
    operands = ", ".join(f"{inside} = {outside}" for inside, outside, _ in scope.operands)
    return (f"{results}graph.holder({operands}) : ({_list_types(scope.operands)}) -> ({_list_types(scope.results)})"
            f" attributes {{name = {_quote(scope.name)}}} {{")


def _list_types(ports: Sequence[Tuple[str, str, int]]) -> str:
    return ", ".join(_nodes(width) for _, _, width in ports)


def _weights(writer: _Writer, module: Module) -> List[str]:
    shape = (len(module.inputs), len(module.outputs))
    weights = as_real(_get(module, "weights"), f"weights of {module}")
    attributes = [f"weights = {writer.matrix(with_shape(weights, shape, f'weights of {module}'))}"]
    return attributes + _vector(writer, module, "biases", shape[1], optional=True)


def _lif_neurons(writer: _Writer, module: Module) -> List[str]:
    neurons = len(module.outputs)
    # Rockpool's modules of NumPy and JAX give `tau_syn` in rows of one neuron's synapses.
    tau_syn = as_rows(_get(module, "tau_syn"), neurons, len(module.inputs), f"tau_syn of {module}")
    return [*_vector(writer, module, "tau_mem", neurons), f"tau_syn = {writer.elements(tau_syn)}",
            *_vector(writer, module, "threshold", neurons), *_vector(writer, module, "bias", neurons, optional=True),
            *_time_step(module)]


def _rate_neurons(writer: _Writer, module: Module) -> List[str]:
    neurons = len(module.outputs)
    return [*_vector(writer, module, "tau", neurons), *_vector(writer, module, "bias", neurons, optional=True),
            *_time_step(module)]


def _no_parameters(writer: _Writer, module: Module) -> List[str]:
    return []


# The op of each class, and what writes its parameters.
OPS: Dict[str, Tuple[str, Callable[[_Writer, Module], List[str]]]] = {
    "LinearWeights": ("graph.linear_weights", _weights),
    "LIFNeuronWithSynsRealValue": ("graph.lif_neurons", _lif_neurons),
    "RateNeuronWithSynsRealValue": ("graph.rate_neurons", _rate_neurons),
    "GenericNeurons": ("graph.generic_neurons", _no_parameters),
    "AliasConnection": ("graph.alias", _no_parameters),
    "GraphModule": ("graph.module", _no_parameters),
}


def _get(module: Module, field: str, optional: bool = False) -> Any:
    """A parameter; Rockpool's is None or an empty list where there is none."""
    value = getattr(module.object, field, None)
    missing = value is None or _is_empty(value)
    if missing and not optional:
        raise GraphError(f"{module} has no {field}")
    return None if missing else value


def _is_empty(value: Any) -> bool:
    try:
        return len(value) == 0
    except Exception:  # a number, an array without dimensions, or what only has an array protocol
        return False


def _vector(writer: _Writer, module: Module, field: str, length: int, optional: bool = False) -> List[str]:
    value = _get(module, field, optional)
    if value is None:
        return []
    return [f"{field} = {writer.elements(as_vector(value, length, f'{field} of {module}'))}"]


def _time_step(module: Module) -> List[str]:
    value = _get(module, "dt", optional=True)
    if value is None:
        return []
    dt = as_real(value, f"dt of {module}")
    if dt.size != 1:
        raise GraphError(f"dt of {module} has shape {dt.shape}; it has to be one number")
    return [f"dt = {_number(dt.reshape(-1)[0])} : f64"]


def _nodes(count: int) -> str:
    return f"!graph.nodes<{count}>"


def _number(value: Any) -> str:
    """A decimal number that reads back to the same bits."""
    mantissa, e, exponent = repr(float(value)).partition("e")
    # MLIR's numbers have a point.
    return (mantissa if "." in mantissa else mantissa + ".0") + e + exponent


def _hexadecimal(array: np.ndarray) -> bytes:
    return binascii.hexlify(array.data.cast("B"))


def _is_uniform(array: np.ndarray) -> bool:
    """Whether all numbers have the same bits: 0.0 is not -0.0."""
    if array.size == 1:
        return True
    bits = array.reshape(-1).view(f"u{array.itemsize}")
    return bool(bits[0] == bits[-1] and np.count_nonzero(bits == bits[0]) == bits.size)


def _numbers(array: np.ndarray) -> str:
    if array.ndim == 1:
        return f"[{', '.join(_number(value) for value in array)}]"
    return f"[{', '.join(_numbers(row) for row in array)}]"


def _quote(text: str) -> str:
    """`text` as MLIR's string, whatever is in it."""
    plain = text.isascii() and text.isprintable() and not set(text) & {'"', "\\"}
    return f'"{text}"' if plain else '"' + "".join(f"\\{byte:02X}" for byte in text.encode(errors="replace")) + '"'
