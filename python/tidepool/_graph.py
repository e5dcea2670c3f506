"""Reads Rockpool's graphs by the names of their attributes and classes.

A graph is what `as_graph()` gives: an object with `input_nodes` and
`output_nodes`. Nodes have `source_modules` and `sink_modules`; so the modules
are found by following connections. Nothing recurses, as chains may be long, and
objects are told apart by identity, as their equality compares arrays.
"""

from __future__ import annotations

import functools
import heapq
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Set, Tuple

from ._errors import GraphError

HOLDER = "GraphHolder"
# Rockpool's classes that mean something here.
KINDS = (
    "LinearWeights",
    "LIFNeuronWithSynsRealValue",
    "RateNeuronWithSynsRealValue",
    "GenericNeurons",
    "AliasConnection",
    "GraphModule",
)


@dataclass(eq=False)
class Module:
    """A module with its nodes, as lists that were read once."""

    object: Any
    kind: str
    name: str
    inputs: List[Any]
    outputs: List[Any]

    def __str__(self) -> str:
        return f"{type(self.object).__name__} '{self.name}'"


@dataclass(eq=False)
class Graph:
    """A graph with all modules that its inputs and outputs are connected to.

    A module stands behind those that feed it, but for loops.
    """

    object: Any
    name: str
    inputs: List[Any]
    outputs: List[Any]
    modules: List[Module]


def read_graph(graph: Any) -> Graph:
    """Reads what `as_graph()` gave, or a network that has `as_graph()`.

    Raises GraphError, which says what is no graph or does not fit together.
    """
    if not hasattr(graph, "input_nodes") and callable(getattr(graph, "as_graph", None)):
        graph = graph.as_graph()
    what = f"the graph, of class {type(graph).__name__},"
    inputs, outputs = _read_list(graph, "input_nodes", what), _read_list(graph, "output_nodes", what)
    for nodes, attribute in ((inputs, "input_nodes"), (outputs, "output_nodes")):
        if not nodes:
            raise GraphError(f"{what} has no {attribute}, so that nothing can pass through it")
    reader = _Reader()
    reader.follow(inputs, forwards=True)
    reader.follow(outputs + inputs, forwards=False)
    name = _read_graph_name(graph, reader.modules.values())
    return Graph(graph, name, inputs, outputs, _in_order(reader))


def read_name(thing: Any) -> str:
    """The name of a module, the same in every run.

    Rockpool ends the names that it makes up with the name, if there is one, and
    the address of the module that the graph is from; the address is cut off.
    """
    name = getattr(thing, "name", None)
    name = "" if name is None else str(name)
    owner = getattr(thing, "computational_module", None)
    address = f"_{id(owner)}"
    if owner is None or not name.endswith(address):
        return name
    return name.removesuffix(address).removesuffix("_")


def _read_graph_name(graph: Any, modules: Iterable[Module]) -> str:
    """The name of a graph; as_GraphHolder() gives a holder that of a module, address and all."""
    name = read_name(graph)
    if name and getattr(graph, "computational_module", None) is None:
        return next((module.name for module in modules if getattr(module.object, "name", None) == name), name)
    return name


class _Reader:
    """Meets modules by following nodes; each is read once."""

    def __init__(self) -> None:
        self.modules: Dict[int, Module] = {}
        self.ends: Dict[int, Tuple[List[Any], List[Any]]] = {}

    def get(self, thing: Any) -> Module:
        """The module that `thing` is read as."""
        module = self.modules.get(id(thing))
        if module is None:
            module = self.modules[id(thing)] = _read_module(thing)
        return module

    def get_ends(self, node: Any) -> Tuple[List[Any], List[Any]]:
        """The source and sink modules of a node."""
        ends = self.ends.get(id(node))
        if ends is None:
            ends = _read_modules(node, "source_modules"), _read_modules(node, "sink_modules")
            self.ends[id(node)] = ends
        return ends

    def follow(self, start: Iterable[Any], forwards: bool) -> None:
        """Reads all modules that the nodes `start` and modules read before lead to.

        The nearest come first; `forwards` follows nodes to their sinks only.
        """
        queue = list(self.modules.values())
        seen: Set[int] = set()  # many modules may share a node

        def meet(nodes: Iterable[Any]) -> None:
            new = [node for node in nodes if id(node) not in seen]
            seen.update(map(id, new))
            for node in new:
                sources, sinks = self.get_ends(node)
                for thing in sinks if forwards else sources + sinks:
                    if id(thing) not in self.modules:
                        queue.append(self.get(thing))

        meet(start)
        for module in queue:  # grows as modules are met
            meet(module.outputs if forwards else module.inputs + module.outputs)


def _read_list(thing: Any, attribute: str, what: str) -> List[Any]:
    """The list `thing.attribute`; an error where there is none."""
    try:
        return list(getattr(thing, attribute))
    except (AttributeError, TypeError):
        raise GraphError(f"{what} has no list {attribute}; pass what as_graph() gives") from None


@functools.lru_cache(maxsize=None)
def _known_class(cls: type) -> Optional[str]:
    """The first of the known classes that `cls` is derived from, by name."""
    names = (base.__name__ for base in cls.__mro__)
    return next((name for name in names if name in KINDS or name == HOLDER), None)


def _read_modules(node: Any, attribute: str) -> List[Any]:
    """The modules at one end of a node. Holders are no modules."""
    try:
        modules = getattr(node, attribute)
        return [m for m in modules if _known_class(type(m)) != HOLDER]  # type: ignore[arg-type]
    except (AttributeError, TypeError):
        raise GraphError(f"a node of class {type(node).__name__} has no list {attribute}") from None


def _read_module(thing: Any) -> Module:
    kind = _known_class(type(thing))  # type: ignore[arg-type]
    name = read_name(thing)
    what = f"{type(thing).__name__} '{name}'"
    if kind is None:
        raise GraphError(f"{what} is of no class that is known: it, or a class it is derived from, has to be one of "
                         f"{', '.join(KINDS)}")
    return Module(thing, kind, name, _read_list(thing, "input_nodes", what), _read_list(thing, "output_nodes", what))


def _find_users(reader: _Reader, side: int) -> Dict[int, List[int]]:
    """The numbers of the modules that feed each node, if `side` is 0, or read it.

    Nodes and modules have to name each other.
    """
    end, nodes_of = (("source_modules", "output_nodes"), ("sink_modules", "input_nodes"))[side]
    users: Dict[int, List[int]] = {key: [] for key in reader.ends}
    for number, module in enumerate(reader.modules.values()):
        for key in {id(node) for node in (module.inputs if side else module.outputs)}:
            users[key].append(number)
    numbers = {key: number for number, key in enumerate(reader.modules)}
    for key, found in users.items():
        listed = {numbers[id(m)] for m in reader.ends[key][side]}
        for number in listed.symmetric_difference(found):
            module = list(reader.modules.values())[number]
            raise GraphError(f"{module} is in the {end} of a node, which is not in its {nodes_of}" if number in listed
                             else f"{module} has a node in its {nodes_of}, which does not have it in its {end}")
    return users


def _in_order(reader: _Reader) -> List[Module]:
    """Each module as soon as all that feed it are there.

    Of several the one that was met first; where a loop leaves none, the first
    of those that something feeds already.
    """
    modules = list(reader.modules.values())
    feeding, reading = (_find_users(reader, side) for side in (0, 1))
    # How many modules each node waits for, and how many nodes each module.
    missing = {key: len(found) for key, found in feeding.items()}
    waiting = [0] * len(modules)
    for key, found in reading.items():
        for number in found if missing[key] else ():
            waiting[number] += 1
    ready = [number for number, count in enumerate(waiting) if count == 0]
    # Modules in loops that inputs or others feed, or else any; both are heaps.
    entered: List[int] = []
    rest = list(range(len(modules)))
    order: List[int] = []
    done = [False] * len(modules)
    while len(order) < len(modules):
        heap = ready or entered or rest
        number = heapq.heappop(heap)
        if done[number]:
            continue
        done[number] = True
        order.append(number)
        for key in {id(node) for node in modules[number].outputs}:
            is_first = missing[key] == len(feeding[key])
            missing[key] -= 1
            # Those in between change nothing.
            for target in reading[key] if is_first or not missing[key] else ():
                waiting[target] -= not missing[key]
                heapq.heappush(entered if waiting[target] else ready, target)
    return [modules[number] for number in order]
