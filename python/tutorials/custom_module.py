"""A module of your own, and how it gets onto a chip.

With Rockpool, a custom module has a method `as_graph()`; what that gives decides.
"""

import numpy as np
from standins import GraphHolder, GraphModule, lif, linear, nodes

import tidepool


class Differences(GraphModule):
    """Passes on how much each channel differs from the one before."""


def opaque(name, inputs):
    """A module whose graph says only that it is there."""
    outputs = nodes(len(inputs))
    Differences(inputs, outputs, name)
    return outputs


def expanded(name, inputs):
    """The same as weights and neurons, which a chip has."""
    count = len(inputs)
    return lif(name, linear(f"{name}_weights", inputs, np.eye(count) - np.eye(count, k=1)), threshold=20.0)


def make_graph(differences):
    inputs = nodes(4)
    outputs = lif("readout", linear("w_out", differences("differences", inputs), np.ones((4, 1))), threshold=40.0)
    return GraphHolder(inputs, outputs, "custom")


# Rockpool's mapper ends in a bare Python error where it meets a class that it
# does not know. Here all that stands in the way is said at once, with
# rules that docs/DesignRules.md explains:
check = tidepool.check(make_graph(opaque))
print("chips that hold it:", check.chips)
try:
    tidepool.compile(make_graph(opaque), chip="xylo_a3")
except tidepool.DesignRuleError as error:
    for diagnostic in error.diagnostics:
        print(diagnostic.rule, list(diagnostic.modules))

compiled = tidepool.compile(make_graph(expanded), chip="xylo_a3")
print("ids:", compiled.ids["hidden"])
raster = np.tile([3, 1, 0, 0], (50, 1))
print("spikes:", compiled.run(raster).output.sum(axis=0))
