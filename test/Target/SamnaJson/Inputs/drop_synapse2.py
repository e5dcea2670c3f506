"""Makes a network without second synapses look as samna leaves it that was never told of them."""

import json
import sys

network = json.load(sys.stdin)["value0"]
empty = {"dimensions": {"value0": 0, "value1": 0}, "offsets": {"value0": 0, "value1": 1}, "values": []}
network["input"]["syn2_weights"] = empty
network["reservoir"]["syn2Weights"] = empty
for neuron in network["reservoir"]["neurons"]:
    neuron["iSyn2Decay"] = 7
json.dump({"value0": network}, sys.stdout)
