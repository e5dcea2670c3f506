"""Modules of one submodule are in a holder, if the network module tells its submodules."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import unittest

import numpy as np
from standins import AliasConnection, GraphHolder, LIFNeuronWithSynsRealValue, LinearWeights, lif, linear, nodes

import tidepool
from tidepool._mlir import to_mlir


class Net:
    """As Rockpool's modules: `modules()` gives submodules by their names."""

    def __init__(self, **parts):
        self.parts = parts

    def modules(self):
        return self.parts


def own(owner, *outputs):
    """Says of which submodule the modules are that drive these nodes."""
    for nodes_of_module in outputs:
        for module in nodes_of_module[0].source_modules:
            module.computational_module = owner
    return outputs[-1]


def residual(nested=True):
    """Weights, a block of weights and neurons with a way round it, and a readout."""
    block_weights, block_neurons = Net(), Net()
    block = Net(linear=block_weights, lif=block_neurons)
    single = Net()
    net = Net(first=single, block=block) if nested else None
    inputs = nodes(2)
    first = own(single, lif("first", linear("w_in", inputs, np.eye(2))))
    inner = own(block_weights, linear("w", first, np.eye(2)))
    second = own(block_neurons, lif("second", inner))
    AliasConnection(first, second, "skip", computational_module=block)
    linear("back", second, np.eye(2), outputs=first[0].source_modules[0].input_nodes)
    outputs = lif("readout", linear("w_out", second, np.eye(2)))
    return GraphHolder(inputs, outputs, "net", net)


class Holders(unittest.TestCase):
    def test_what_is_written(self):
        lines = [line.strip() for line in to_mlir(residual()).decode().splitlines()]
        ops = [line.split(" = ", 1)[-1].split()[0].split("(")[0] for line in lines[1:-2]]
        self.assertEqual(ops, ["graph.linear_weights", "graph.merge", "graph.lif_neurons", "graph.holder", "graph.linear_weights",
                               "graph.alias", "graph.lif_neurons", "graph.output", "}", "graph.merge", "graph.linear_weights",
                               "graph.merge", "graph.linear_weights", "graph.lif_neurons"])
        self.assertIn('%h2:2 = graph.holder(%a0 = %m1) : (!graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) '
                      'attributes {name = "block"} {', lines)

    def test_it_is_the_same_network(self):
        nested, flat = (tidepool.compile(residual(nested), "xylo_a3") for nested in (True, False))
        self.assertEqual(nested.ids["hidden"], {"first": [0, 1], "block/second": [2, 3]})
        for one, other in zip(nested.image.segments, flat.image.segments):
            self.assertEqual((one.name, one.words.tolist()), (other.name, other.words.tolist()))

    def test_submodules_that_are_not_told(self):
        """PyTorch's modules() has no names."""
        graph = residual()
        graph.computational_module.modules = lambda: iter([1, 2])
        self.assertNotIn(b"graph.holder", to_mlir(graph))

    def test_a_module_that_contains_itself(self):
        graph = residual()
        graph.computational_module.parts["again"] = graph.computational_module
        self.assertEqual(to_mlir(graph), to_mlir(residual()))

    def test_deep_nesting(self):
        """Holders in holders; the innermost has the network's neurons."""
        inputs = nodes(1)
        outputs = lif("n", linear("w", inputs, [[1.0]]))
        owner = innermost = Net()
        for _ in range(500):
            owner = Net(inner=owner)
        weights, neurons = outputs[0].source_modules[0].input_nodes[0].source_modules[0], outputs[0].source_modules[0]
        self.assertEqual((type(weights), type(neurons)), (LinearWeights, LIFNeuronWithSynsRealValue))
        weights.computational_module = neurons.computational_module = innermost
        text = to_mlir(GraphHolder(inputs, outputs, "net", owner))
        self.assertEqual(text.count(b"graph.holder"), 500)
        self.assertIn("two-populations", tidepool.check(GraphHolder(inputs, outputs, "net", owner)).rules["xylo_a3"])


if __name__ == "__main__":
    unittest.main()
