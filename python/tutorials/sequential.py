"""A sequential net with biases, from the graph to spikes.

With Rockpool:

    net = Sequential(LinearTorch((3, 4)), LIFTorch(4, ...), LinearTorch((4, 2)), LIFTorch(2, ...))
    graph = net.as_graph()
"""

import numpy as np
from standins import GraphHolder, lif, linear, nodes

import tidepool


def make_graph(hidden_bias):
    inputs = nodes(3)
    current = linear("0_Linear", inputs, [[0.5, 0.1, 0.0, 0.2], [0.1, 0.4, 0.3, 0.0], [0.0, 0.2, 0.4, 0.3]])
    hidden = lif("1_LIF", current, bias=hidden_bias, threshold=4.0)
    current = linear("2_Linear", hidden, [[0.5, 0.0], [0.5, 0.1], [0.1, 0.5], [0.0, 0.5]])
    outputs = lif("3_LIF", current, threshold=6.0)
    return GraphHolder(inputs, outputs, "sequential")


# These two lines are all that a notebook needs.
graph = make_graph(hidden_bias=0.1)
compiled = tidepool.compile(graph, chip="xylo_a3")

print("bytes:", len(compiled.bitstream))
print("ids:", compiled.ids["hidden"], compiled.ids["output"])
print("chips that hold it:", ", ".join(tidepool.check(graph).chips))

# A spike on every channel in every tenth step.
raster = np.zeros((200, 3), int)
raster[::10] = 1
spikes = compiled.run(raster)
print("spikes of the chip:", spikes.output.sum(axis=0))
print("of the graph:", compiled.run_reference(raster, schedule="chip").output.sum(axis=0))

# Rockpool's mapper and the function that configures the chip call hidden biases
# by different names, so that they are dropped without a word. What then runs is
# the network without them:
without = tidepool.compile(make_graph(hidden_bias=0.0), chip="xylo_a3")
print("with Rockpool's configuration:", without.run(raster).output.sum(axis=0))
