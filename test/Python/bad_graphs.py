"""Objects that are no graph end in one GraphError that says why."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import unittest

import numpy as np
from standins import (GenericNeurons, GraphHolder, GraphModule, GraphModuleBase, LIFNeuronWithSynsRealValue,
                      LinearWeights, RateNeuronWithSynsRealValue, lif, linear, nodes)

from tidepool import GraphError
from tidepool._mlir import to_mlir

PARAMETERS = {"tau_mem": [0.02, 0.02], "tau_syn": [0.01, 0.01], "threshold": [1.0, 1.0], "bias": None, "dt": 1e-3}


class Case(unittest.TestCase):
    def refuse(self, graph, message):
        with self.assertRaises(GraphError) as caught:
            to_mlir(graph)
        self.assertIn(message, str(caught.exception))

    def refuse_weights(self, weights, message, **fields):
        module = LinearWeights(nodes(2), nodes(2), "w", weights=weights, **{"biases": None, **fields})
        self.refuse(GraphHolder(module.input_nodes, module.output_nodes, "net"), message)

    def refuse_neurons(self, message, inputs=2, **fields):
        module = LIFNeuronWithSynsRealValue(nodes(inputs), nodes(2), "n", **{**PARAMETERS, **fields})
        self.refuse(GraphHolder(module.input_nodes, module.output_nodes, "net"), message)


class NoGraphs(Case):
    def test_other_objects(self):
        for thing in (None, 3, "graph", [1], np.zeros(3), object()):
            self.refuse(thing, f"the graph, of class {type(thing).__name__}, has no list input_nodes; pass what as_graph() gives")

    def test_a_list_that_is_none(self):
        self.refuse(GraphHolder(nodes(1), None, "net"), "has no list output_nodes")
        self.refuse(GraphHolder(3, nodes(1), "net"), "has no list input_nodes")

    def test_no_nodes(self):
        self.refuse(GraphHolder([], nodes(1), "net"), "has no input_nodes, so that nothing can pass through it")
        self.refuse(GraphHolder(nodes(1), [], "net"), "has no output_nodes")

    def test_nodes_that_are_none(self):
        self.refuse(GraphHolder([1], nodes(1), "net"), "a node of class int has no list")

    def test_an_error_in_as_graph_is_not_hidden(self):
        class Net:
            def as_graph(self):
                raise NotImplementedError("no graph of this")

        with self.assertRaisesRegex(NotImplementedError, "no graph of this"):
            to_mlir(Net())


class Modules(Case):
    def test_unknown_class(self):
        class Other(GraphModuleBase):
            pass

        inputs = nodes(1)
        inputs[0].sink_modules.append(Other(inputs, inputs, "x"))
        self.refuse(GraphHolder(inputs, inputs, "net"), "Other 'x' is of no class that is known")

    def test_a_module_without_lists(self):
        inputs = nodes(1)
        GraphModule(inputs, nodes(1), "m").output_nodes = None
        self.refuse(GraphHolder(inputs, inputs, "net"), "GraphModule 'm' has no list output_nodes")

    def test_a_module_without_nodes(self):
        inputs = nodes(1)
        GenericNeurons(inputs, [], "n")
        self.refuse(GraphHolder(inputs, inputs, "net"), "GenericNeurons 'n' has no output_nodes")
        inputs = nodes(1)
        LIFNeuronWithSynsRealValue(inputs, [], "n", tau_mem=0.02, tau_syn=[[0.02]], threshold=1.0)
        self.refuse(GraphHolder(inputs, inputs, "net"), "LIFNeuronWithSynsRealValue 'n' has no output_nodes")

    def test_missing_parameters(self):
        inputs, outputs = nodes(1), nodes(1)
        LinearWeights(inputs, outputs, "w")
        self.refuse(GraphHolder(inputs, outputs, "net"), "LinearWeights 'w' has no weights")
        self.refuse_neurons("has no tau_mem", tau_mem=None)
        self.refuse_neurons("has no threshold", threshold=[])
        module = RateNeuronWithSynsRealValue(nodes(1), nodes(1), "r", bias=0.0, dt=1e-3)
        self.refuse(module, "RateNeuronWithSynsRealValue 'r' has no tau")


class NodeLists(Case):
    def setUp(self):
        self.inputs = nodes(2)
        self.current = linear("w", self.inputs, np.ones((2, 2)))
        self.outputs = lif("n", self.current)
        self.graph = GraphHolder(self.inputs, self.outputs, "net")
        self.weights = self.current[0].source_modules[0]

    def test_a_node_that_does_not_know_its_source(self):
        self.current[0].source_modules.clear()
        self.refuse(self.graph, "LinearWeights 'w' has a node in its output_nodes, which does not have it in its source_modules")

    def test_a_node_that_does_not_know_its_sink(self):
        self.current[1].sink_modules.clear()
        self.refuse(self.graph, "'n' has a node in its input_nodes, which does not have it in its sink_modules")

    def test_a_source_that_does_not_know_the_node(self):
        self.weights.output_nodes = self.current[:1]
        self.refuse(self.graph, "LinearWeights 'w' is in the source_modules of a node, which is not in its output_nodes")

    def test_a_sink_that_does_not_know_the_node(self):
        self.weights.input_nodes = self.inputs[:1]
        self.refuse(self.graph, "LinearWeights 'w' is in the sink_modules of a node, which is not in its input_nodes")


class Numbers(Case):
    def test_types(self):
        for dtype in (bool, complex, np.longdouble, object, "U3", "M8[s]"):
            self.refuse_weights(np.ones((2, 2)).astype(dtype),
                                "has numbers of type" if dtype is not object else "of type object")

    def test_integers_without_room(self):
        for largest in (np.int64(2**53 + 1), np.int64(-2**63), np.uint64(2**64 - 1)):
            self.refuse_weights(np.full((2, 2), largest), "weights of LinearWeights 'w' has integers that double precision cannot hold")

    def test_not_finite(self):
        for value in (np.nan, np.inf, -np.inf):
            self.refuse_weights(np.array([[1.0, 2.0], [3.0, value]]), f"weights of LinearWeights 'w' is {value} at [1, 1]")
        self.refuse_neurons("threshold of LIFNeuronWithSynsRealValue 'n' is nan at []", threshold=np.nan)
        self.refuse_neurons("dt of LIFNeuronWithSynsRealValue 'n' is nan", dt=np.nan)

    def test_ragged_lists(self):
        self.refuse_weights([[1.0], [1.0, 2.0]], "weights of LinearWeights 'w'")

    def test_an_array_protocol_that_fails(self):
        class Broken:
            def __array__(self, dtype=None):
                raise RuntimeError("the device is gone")

        self.refuse_weights(Broken(), "cannot be read as an array: the device is gone")

    def test_masks(self):
        """What is under a mask is no number that anybody chose."""
        masked = np.ma.masked_array(np.ones((2, 2)), mask=[[0, 1], [0, 0]])
        self.refuse_weights(masked, "weights of LinearWeights 'w' cannot be read as an array: some of its numbers are masked")
        self.refuse_neurons("dt of LIFNeuronWithSynsRealValue 'n' cannot be read", dt=np.ma.masked)

    def test_shapes(self):
        self.refuse_weights(np.ones((2, 3)), "has shape (2, 3), but the nodes of the module ask for (2, 2)")
        self.refuse_weights(np.ones((2, 2, 2)), "has shape (2, 2, 2)")
        self.refuse_weights(np.ones((2, 2)), "biases of LinearWeights 'w' has shape (3,)", biases=np.zeros(3))
        self.refuse_neurons("tau_mem of LIFNeuronWithSynsRealValue 'n' has shape (3,)", tau_mem=np.ones(3))
        self.refuse_neurons("tau_syn of LIFNeuronWithSynsRealValue 'n' has shape (4,), but the nodes of the module ask for (2,)",
                            tau_syn=np.ones(4))
        self.refuse_neurons("tau_syn of LIFNeuronWithSynsRealValue 'n' has shape (3, 1), but the nodes of the module ask for (2, 1)",
                            tau_syn=np.ones((3, 1)))
        self.refuse_neurons("tau_syn of LIFNeuronWithSynsRealValue 'n' has shape (1, 2), but the nodes of the module ask for (1, 1)",
                            tau_syn=np.ones((1, 2)))
        self.refuse_neurons("threshold of LIFNeuronWithSynsRealValue 'n' has shape (1, 2)", threshold=np.ones((1, 2)))
        self.refuse_neurons("dt of LIFNeuronWithSynsRealValue 'n' has shape (2,); it has to be one number", dt=[1e-3, 1e-3])


if __name__ == "__main__":
    unittest.main()
