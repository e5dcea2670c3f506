"""Sets one of the optional monitors of a configuration."""

import json
import sys

root = json.load(sys.stdin)
root["value0"]["debug"]["monitorNeuronISyn"] = {"nullopt": False, "data": {"start": 0, "end": 1}}
json.dump(root, sys.stdout)
