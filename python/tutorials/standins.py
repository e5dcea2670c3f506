"""Stand-ins for the classes of Rockpool's graphs, for machines without Rockpool.

They have the class names, the attributes and nothing else; Tidepool asks for no
more. With Rockpool installed, `net.as_graph()` gives the real ones.

The functions below make a module and return its output nodes, so that a network
reads from the input to the output:

    inputs = nodes(2)
    outputs = lif("readout", linear("w", inputs, [[0.5], [0.25]]))
    graph = GraphHolder(inputs, outputs, "net")
"""

import numpy as np


class GraphNode:
    """One channel of information, with the modules at both of its ends."""

    def __init__(self):
        self.source_modules = []
        self.sink_modules = []


class GraphModuleBase:
    """Anything with input and output nodes."""

    def __init__(self, input_nodes, output_nodes, name="", computational_module=None, **parameters):
        self.input_nodes = input_nodes
        self.output_nodes = output_nodes
        self.name = name
        self.computational_module = computational_module
        self.__dict__.update(parameters)


class GraphHolder(GraphModuleBase):
    """A graph as a whole; its nodes do not know it."""


class GraphModule(GraphModuleBase):
    """A unit of computation."""

    def __init__(self, *arguments, **parameters):
        super().__init__(*arguments, **parameters)
        for node in self.input_nodes:
            node.sink_modules.append(self)
        for node in self.output_nodes:
            node.source_modules.append(self)


class LinearWeights(GraphModule):
    """`weights` (inputs, outputs) and `biases` (outputs) or None."""


class GenericNeurons(GraphModule):
    """Neurons of no particular kind."""


class LIFNeuronWithSynsRealValue(GenericNeurons):
    """`tau_mem`, `threshold`, `bias` of each neuron, `tau_syn` of each input, `dt`."""


class RateNeuronWithSynsRealValue(GenericNeurons):
    """`tau`, `bias` of each neuron, `dt`."""


class AliasConnection(GraphModule):
    """Spikes of each input node added to the output node."""


def nodes(count):
    """New nodes."""
    return [GraphNode() for _ in range(count)]


def linear(name, inputs, weights, outputs=None, biases=None):
    """Weights from `inputs` to `outputs`, or to new nodes."""
    weights = np.asarray(weights) if isinstance(weights, list) else weights
    outputs = outputs or nodes(weights.shape[1])
    LinearWeights(inputs, outputs, name, weights=weights, biases=biases)
    return outputs


def lif(name, inputs, tau_mem=0.016, tau_syn=0.008, threshold=1.0, bias=0.0, dt=1e-3, synapses=1, outputs=None):
    """LIF neurons; `inputs` are those of each neuron's synapses in turn."""
    count = len(inputs) // synapses
    outputs = outputs or nodes(count)
    LIFNeuronWithSynsRealValue(inputs, outputs, name, tau_mem=np.full(count, tau_mem),
                               tau_syn=np.full(len(inputs), tau_syn), threshold=np.full(count, threshold),
                               bias=np.full(count, bias), dt=dt)
    return outputs


def alias(name, inputs, outputs):
    """Adds the spikes of `inputs` to those of `outputs`, which are the outputs of neurons."""
    AliasConnection(inputs, outputs, name)
    return outputs
