"""Recurrent neurons with two sets of weights: excitation and inhibition.

With Rockpool, two LinearTorch modules lead from one LIFTorch module back to it,
each connected by `connect_modules`, so that both drive the same nodes.
"""

import numpy as np
from standins import GraphHolder, lif, linear, nodes

import tidepool

EXCITATION = 2.0 * np.roll(np.eye(6), 1, axis=1)
INHIBITION = -0.3 * (np.ones((6, 6)) - np.eye(6))


def make_graph(*recurrent_weights):
    inputs = nodes(2)
    current = linear("w_in", inputs, np.vstack([[0.9, 0.9, 0, 0, 0, 0], [0, 0, 0, 0.9, 0.9, 0]]))
    spikes = lif("hidden", current, threshold=20.0)
    for name, weights in recurrent_weights:
        linear(name, spikes, weights, outputs=current)
    outputs = lif("readout", linear("w_out", spikes, np.repeat(np.eye(3), 2, axis=0)), threshold=10.0)
    return GraphHolder(inputs, outputs, "recurrent")


compiled = tidepool.compile(make_graph(("excite", EXCITATION), ("inhibit", INHIBITION)), chip="xylo_a2")
print("loops:", compiled.report["loops"])

# The chip has one weight from neuron to neuron, the sum of both.
image = compiled.image
counts = image.bank("REFOCRAM")
print("entries of each neuron:", counts.tolist())
targets, weights = (image.bank(name)[:counts[0]].tolist() for name in ("RFORAM", "RWTRAM"))
print("of the first one:", dict(zip(targets, weights)))

raster = np.random.default_rng(1).poisson(0.3, (200, 2))
print("spikes:", compiled.run(raster).output.sum(axis=0))

# In Rockpool's mapper the weights that it finds last replace the others; then
# there is inhibition only, or excitation only, and nobody is told:
for name, weights in (("excite", EXCITATION), ("inhibit", INHIBITION)):
    last = tidepool.compile(make_graph((name, weights)), chip="xylo_a2")
    print(f"with Rockpool's mapper, if '{name}' is found last:", last.run(raster).output.sum(axis=0))
