// RUN: graph-opt --convert-graph-to-xylo=chip=xylo_a3 --split-input-file --verify-diagnostics %s | FileCheck %s

// The source of an alias gets a lower id than its target, though its module stands behind.
// CHECK-LABEL: xylo.core @alias_backwards
// CHECK:         xylo.neurons hidden "lif_neurons" ids [1]
// CHECK:         xylo.neurons hidden "lif_neurons#1" ids [0]
// CHECK:         xylo.aliases from [0] to [1]
graph.network @alias_backwards(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_first = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %first = graph.lif_neurons %w_first {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %first, %alias : !graph.nodes<1>
  %w_second = graph.linear_weights %sum {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %second = graph.lif_neurons %w_second {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %alias = graph.alias %second {name = "back"} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %second {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Two neurons that are each other's target: no order serves both, and the chip passes the
// spikes of one on without a step of their own.
// CHECK-LABEL: xylo.core @alias_in_a_circle
// CHECK:         xylo.aliases from [0, 1] to [1, 0]
graph.network @alias_in_a_circle(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-warning @below {{alias 'swap' goes from hidden neuron 1 to neuron 0, which comes first: the chip passes its spikes on without letting them count in the target's own step}}
  %alias = graph.alias %sum {name = "swap"} : !graph.nodes<2> -> !graph.nodes<2>
  %crossed = graph.select %alias[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %hidden, %crossed : !graph.nodes<2>
  %w_out = graph.linear_weights %sum {weights = dense<0.5> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Expansion limits and aliases together. 100 neurons see the input; `source` feeds the
// output, and its aliases go to `target`, which does not. `rest` has to stand in front of
// both, so that `source` is among the last 128.
// CHECK-LABEL: xylo.core @alias_and_expansion
// CHECK:         xylo.neurons hidden "first" ids [0 to 99]
// CHECK:         xylo.neurons hidden "source" ids [210, 212, 214,
// CHECK:         xylo.neurons hidden "target" ids [211, 213, 215,
// CHECK:         xylo.neurons hidden "rest" ids [100 to 209]
// CHECK:         xylo.aliases from [210, 212, 214,
graph.network @alias_and_expansion(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<0.5> : tensor<1x100xf32>} : !graph.nodes<1> -> !graph.nodes<100>
  %first = graph.lif_neurons %w_in {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<100xf32>,
      tau_syn = dense<0.01> : tensor<100xf32>, threshold = dense<1.0> : tensor<100xf32>} : !graph.nodes<100> -> !graph.nodes<100>
  %w1 = graph.linear_weights %rest {weights = dense<0.5> : tensor<110x20xf32>} : !graph.nodes<110> -> !graph.nodes<20>
  %source = graph.lif_neurons %w1 {name = "source", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<20xf32>,
      tau_syn = dense<0.01> : tensor<20xf32>, threshold = dense<1.0> : tensor<20xf32>} : !graph.nodes<20> -> !graph.nodes<20>
  %target = graph.lif_neurons %w1 {name = "target", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<20xf32>,
      tau_syn = dense<0.01> : tensor<20xf32>, threshold = dense<1.0> : tensor<20xf32>} : !graph.nodes<20> -> !graph.nodes<20>
  %skip = graph.alias %source {name = "skip"} : !graph.nodes<20> -> !graph.nodes<20>
  %sum = graph.merge %target, %skip : !graph.nodes<20>
  %back = graph.linear_weights %sum {weights = dense<0.5> : tensor<20x110xf32>} : !graph.nodes<20> -> !graph.nodes<110>
  %w2 = graph.linear_weights %first {weights = dense<0.5> : tensor<100x110xf32>} : !graph.nodes<100> -> !graph.nodes<110>
  %both = graph.merge %w2, %back : !graph.nodes<110>
  %rest = graph.lif_neurons %both {name = "rest", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<110xf32>,
      tau_syn = dense<0.01> : tensor<110xf32>, threshold = dense<1.0> : tensor<110xf32>} : !graph.nodes<110> -> !graph.nodes<110>
  %w_out = graph.linear_weights %source {weights = dense<0.5> : tensor<20x1xf32>} : !graph.nodes<20> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Two populations that are each other's targets: one warning for all that goes backwards.
// CHECK-LABEL: xylo.core @both_ways
// CHECK:         xylo.aliases from [0, 1, 2, 3, 4, 5] to [3, 4, 5, 0, 1, 2]
graph.network @both_ways(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_a = graph.linear_weights %in {weights = dense<0.5> : tensor<1x3xf32>} : !graph.nodes<1> -> !graph.nodes<3>
  %a = graph.lif_neurons %w_a {name = "a", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<3xf32>,
      tau_syn = dense<0.01> : tensor<3xf32>, threshold = dense<1.0> : tensor<3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
  %b = graph.lif_neurons %w_b {name = "b", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<3xf32>,
      tau_syn = dense<0.01> : tensor<3xf32>, threshold = dense<1.0> : tensor<3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
  %ab = graph.alias %sum_a {name = "ab"} : !graph.nodes<3> -> !graph.nodes<3>
  // expected-warning @below {{alias 'ba' goes from hidden neuron 3 to neuron 0, which comes first (and 2 others): the chip passes its spikes on}}
  %ba = graph.alias %sum_b {name = "ba"} : !graph.nodes<3> -> !graph.nodes<3>
  %sum_a = graph.merge %a, %ba : !graph.nodes<3>
  %sum_b = graph.merge %b, %ab : !graph.nodes<3>
  %w_b = graph.linear_weights %sum_a {weights = dense<0.5> : tensor<3x3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
  %w_out = graph.linear_weights %sum_b {weights = dense<0.5> : tensor<3x1xf32>} : !graph.nodes<3> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// An alias of a neuron to itself.
// CHECK-LABEL: xylo.core @self
// CHECK:         xylo.aliases from [0] to [0]
graph.network @self(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-warning @below {{alias 'twice' goes from hidden neuron 0 to itself: the chip doubles its spikes}}
  %alias = graph.alias %sum {name = "twice"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %hidden, %alias : !graph.nodes<1>
  %w_out = graph.linear_weights %sum {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
