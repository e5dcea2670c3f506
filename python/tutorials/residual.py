"""A residual block: spikes go round a layer by aliases.

With Rockpool, ResidualTorch makes AliasConnection modules. Here the aliases
cross over: neuron k of the first layer joins neuron 3 - k of the second.
"""

import numpy as np
from standins import GraphHolder, alias, lif, linear, nodes

import tidepool


def make_graph(order, second_alias=False):
    inputs = nodes(4)
    first = lif("first", linear("w_in", inputs, np.diag([0.8, 0.4, 0.2, 0.1])), threshold=20.0)
    second = lif("second", linear("w_block", first, 0.05 * np.ones((4, 4))), threshold=20.0)
    alias("skip", first, [second[k] for k in order])
    if second_alias:
        alias("again", first, [second[(k + 1) % 4] for k in order])
    outputs = lif("readout", linear("w_out", second, np.eye(4)), threshold=6.0)
    return GraphHolder(inputs, outputs, "residual")


compiled = tidepool.compile(make_graph(order=[3, 2, 1, 0]), chip="xylo_a3")
first, second = compiled.ids["hidden"]["first"], compiled.ids["hidden"]["second"]
targets = compiled.image.bank("HARAM")
print("alias targets:", {source: int(targets[source]) for source in first}, "among", second)

raster = np.ones((100, 4), int)
print("spikes:", compiled.run(raster).output.sum(axis=0))

# Rockpool's mapper takes modules for connected as wholes, in order. It maps the
# network whose aliases go straight:
straight = tidepool.compile(make_graph(order=[0, 1, 2, 3]), chip="xylo_a3")
print("with Rockpool's mapper:", straight.run(raster).output.sum(axis=0))

# The chip has one alias for each neuron. Rockpool drops a second one without a
# word; here it is an error that names its rule:
try:
    tidepool.compile(make_graph(order=[3, 2, 1, 0], second_alias=True), chip="xylo_a3")
except tidepool.DesignRuleError as error:
    print("refused:", error.rules)
    print(error.diagnostics[0])
