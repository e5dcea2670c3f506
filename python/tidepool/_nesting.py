"""Which modules of a graph belong together.

Rockpool's graphs do not keep how they were nested, but each module knows the
network module that it is from, and these know their submodules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Tuple

from ._graph import Graph


@dataclass(eq=False)
class Scope:
    """A holder, or the network itself, which has no parent; and its text.

    `lines` has lines and holders; `operands` and `results` say what passes
    through the holder: the name inside, the name outside and the number of nodes.
    """

    name: str
    number: int
    parent: "Scope" = None  # type: ignore[assignment]  # of the network alone
    depth: int = 0
    lines: List[Any] = field(default_factory=list)
    operands: List[Tuple[str, str, int]] = field(default_factory=list)
    results: List[Tuple[str, str, int]] = field(default_factory=list)


def find_scopes(graph: Graph) -> Tuple[Scope, List[Scope]]:
    """The scope of the network, and that of each of the graph's modules.

    A submodule is a holder if two or more modules of the graph are from it.
    """
    owner = getattr(graph.object, "computational_module", None)
    scopes = [Scope("", 0)]
    found = {id(owner): scopes[0]}
    queue = [] if owner is None else [owner]
    for thing in queue:  # grows as submodules are found
        for name, part in _submodules(thing):
            if id(part) not in found:
                parent = found[id(thing)]
                found[id(part)] = Scope(str(name), len(scopes), parent, parent.depth + 1)
                scopes.append(found[id(part)])
                queue.append(part)
    owners = (getattr(module.object, "computational_module", None) for module in graph.modules)
    return scopes[0], _dissolve_small(scopes, [found.get(id(owner), scopes[0]) for owner in owners])


def _submodules(thing: Any) -> Iterable[Tuple[Any, Any]]:
    """Names and submodules, of modules that tell them."""
    modules = getattr(thing, "modules", None)
    found = modules() if callable(modules) else None
    return list(found.items()) if isinstance(found, Mapping) else []


def _dissolve_small(scopes: List[Scope], homes: List[Scope]) -> List[Scope]:
    """The `homes` without holders of less than two modules."""
    counts = [0] * len(scopes)
    for scope in homes:
        counts[scope.number] += 1
    for scope in reversed(scopes[1:]):  # parents stand before their children
        counts[scope.parent.number] += counts[scope.number]
    kept: Dict[int, Scope] = {0: scopes[0]}
    for scope in scopes[1:]:
        above = kept[scope.parent.number]
        if counts[scope.number] < 2:
            kept[scope.number] = above
        else:
            scope.parent, scope.depth = above, above.depth + 1
            kept[scope.number] = scope
    return [kept[scope.number] for scope in homes]
