"""Compiles a network as small as there is."""

from standins import GraphHolder, lif, linear, nodes

import tidepool

inputs = nodes(1)
hidden = lif("hidden", linear("w", inputs, [[1.0, 1.0]]))
outputs = lif("out", linear("w_out", hidden, [[1.0, 0.0], [0.0, 1.0]]))
compiled = tidepool.compile(GraphHolder(inputs, outputs, "smallest"), chip="xylo_a3")
print(compiled.ids["hidden"]["hidden"])
print(tidepool.__file__)
