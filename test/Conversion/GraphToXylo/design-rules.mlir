// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-check-design-rules=chip=xylo_a3 %s

// Each rule, broken alone. What only other chips forbid is in design-rules-<chip>.mlir.

// A network that keeps all rules is left as it is, without a word.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// module-kind: a plain module has no meaning on the chip.
// differs (module-kinds): the message names the rule and the module.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[module-kind] 'unknown' is a graph.module, which has no form on 'xylo_a3'; rewrite it to weights, LIF neurons and aliases}}
  %x = graph.module(%h) {name = "unknown"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// module-kind: nor have rate neurons.
// differs (module-kinds): likewise.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {name = "w_rate", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[module-kind] 'rate' is a graph.rate_neurons, which has no form on 'xylo_a3'}}
  %r = graph.rate_neurons %w {name = "rate", dt = 1.0e-3 : f64, tau = dense<0.05> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// module-kind: nor have generic neurons.
// differs (module-kinds): likewise.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {name = "w_generic", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[module-kind] 'generic' is a graph.generic_neurons, which has no form on 'xylo_a3'}}
  %r = graph.generic_neurons %w {name = "generic"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// network-input: inputs are weighted.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %wi, %in : !graph.nodes<1>
  // expected-error @below {{[network-input] 'hidden' is fed by network input 0, but network inputs can feed weights only; put weights in between}}
  %h = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// network-input: inputs do not go into aliases.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[network-input] 'alias' is fed by network input 0, but network inputs can feed weights only}}
  %a = graph.alias %in {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// network-output: an output is driven.
graph.network @net(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %nothing = graph.open : !graph.nodes<1>
  // expected-error @below {{[network-output] network output 1 has no source; drive each output by one LIF neuron of its own}}
  graph.output %o, %nothing : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// network-output: an output is driven by one neuron, not by two.
// differs (output-driver): that its driver is a neuron is not enough.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %first = graph.select %o[0] : !graph.nodes<2> -> !graph.nodes<1>
  %second = graph.select %o[1] : !graph.nodes<2> -> !graph.nodes<1>
  %both = graph.merge %first, %second : !graph.nodes<1>
  // expected-error @below {{[network-output] network output 0 is driven by several nodes, of 'readout', 'readout'}}
  graph.output %both : !graph.nodes<1>
}

// -----

// network-output: an output is driven once.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %twice = graph.merge %o, %o : !graph.nodes<1>
  // expected-error @below {{[network-output] network output 0 is driven more than once by a neuron of 'readout'}}
  graph.output %twice : !graph.nodes<1>
}

// -----

// network-output: an output is driven by a neuron, not by weights.
graph.network @net(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'w_extra' is defined here}}
  %w = graph.linear_weights %h {name = "w_extra", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[network-output] network output 1 is driven by 'w_extra', which is no LIF population}}
  graph.output %o, %w : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// network-output: nor by a network input.
graph.network @net(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[network-output] network output 1 is driven by a network input, which is no LIF population}}
  graph.output %o, %in : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// network-output: a neuron drives one output.
graph.network @net(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[network-output] network output 1 is driven by neuron 0 of 'readout', which drives network output 0 already}}
  graph.output %o, %o : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// neuron-input: spikes are weighted.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'hidden' is defined here}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {name = "w_rec", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[neuron-input] 'second' is fed by 'hidden', but neurons can be fed by weights only; put weights in between, an identity matrix if they are to change nothing}}
  %h2 = graph.lif_neurons %h {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// neuron-input: an alias is no weight either; both parts of the sum are named.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'second' is defined here}}
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'alias' is defined here}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  // expected-error @below {{[neuron-input] 'third' is fed by 'second', but neurons can be fed by weights only}}
  // expected-error @below {{[neuron-input] 'third' is fed by 'alias', but neurons can be fed by weights only}}
  %h3 = graph.lif_neurons %sum {name = "third", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// consecutive-weights: two matrices are one.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-note @below {{'w_first' is defined here}}
  %w1 = graph.linear_weights %in {name = "w_first", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-error @below {{[consecutive-weights] 'w_second' is fed by the weights 'w_first'; multiply the two matrices into one}}
  %wi = graph.linear_weights %w1 {name = "w_second", weights = dense<0.5> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// output-feedback: output neurons feed no weights.
// differs (output-feedback): no weights at all, wherever they lead.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %wi, %fb : !graph.nodes<1>
  %h = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[output-feedback] 'w_back' is fed by 'readout', which drives network outputs; output neurons feed nothing on the chip; add a population of output neurons behind it}}
  %fb = graph.linear_weights %o {name = "w_back", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// output-feedback: output neurons feed no aliases. One neuron that drives an output makes
// all neurons of its module output neurons.
// differs (output-feedback): nor any alias.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %used = graph.select %o[0] : !graph.nodes<2> -> !graph.nodes<1>
  %unused = graph.select %o[1] : !graph.nodes<2> -> !graph.nodes<1>
  // expected-error @below {{[output-feedback] 'alias' is fed by 'readout', which drives network outputs}}
  %a = graph.alias %unused {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %used : !graph.nodes<1>
}

// -----

// An alias around a layer keeps all rules.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-source: an alias comes from a neuron, not from weights.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'w_second' is defined here}}
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-source] 'alias' comes from 'w_second', which is no hidden LIF neuron}}
  %a = graph.alias %w2 {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-source: an alias comes from somewhere.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %nothing = graph.open : !graph.nodes<1>
  // expected-error @below {{[alias-source] node 0 of 'alias' comes from no hidden LIF neuron}}
  %a = graph.alias %nothing {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-source: the chip adds spikes once.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'hidden' is defined here}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %twice = graph.merge %h, %h : !graph.nodes<1>
  // expected-error @below {{[alias-source] 'alias' takes the spikes of a neuron of 'hidden' more than once, but the chip adds them once}}
  %a = graph.alias %twice {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: an alias is merged with a neuron.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-target] node 0 of 'alias' is merged with no neuron; merge the alias with the neuron it adds to, and use the sum everywhere}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h2 {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: an alias that feeds weights alone has no target either.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-target] node 0 of 'alias' is merged with no neuron}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %a {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: an alias adds to spikes, not to currents.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{it is merged with 'w_second'}}
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[neuron-input] 'second' is fed by 'alias', but neurons can be fed by weights only}}
  %h2 = graph.lif_neurons %sum {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'alias' is defined here}}
  // expected-error @below {{[alias-target] node 0 of 'alias' is merged with 'w_second', which is no hidden LIF neuron}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %w2, %a : !graph.nodes<1>
  %wo = graph.linear_weights %h2 {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: output neurons have no aliases.
// differs (alias-ends): targets are hidden neurons.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'readout' is defined here}}
  // expected-note @below {{it is merged with 'readout'}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-target] node 0 of 'alias' goes to 'readout', which drives network outputs}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %o, %a : !graph.nodes<1>
  // expected-error @below {{[output-feedback] 'w_back' is fed by 'readout', which drives network outputs}}
  %w2 = graph.linear_weights %sum {name = "w_back", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: the sum is used wherever the neuron is.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{it is merged with 'second'}}
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-target] node 0 of 'alias' is merged with neuron 0 of 'second' in only some of their uses}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  %w3 = graph.linear_weights %h2 {name = "w_third", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h3 = graph.lif_neurons %w3 {name = "third", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-target: the sum holds the alias as often as the neuron.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{it is merged with 'second'}}
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-target] node 0 of 'alias' is merged with neuron 0 of 'second' a different number of times}}
  %a = graph.alias %h {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a, %a : !graph.nodes<1>
  %wo = graph.linear_weights %sum {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// alias-count: a neuron has one alias.
// differs (alias-single): a second one is an error, and does not get lost.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-count] neuron 0 of 'hidden' has more than one alias target, but 'xylo_a3' has one alias per neuron; keep one alias and replace the others by weights}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_second", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h2 = graph.lif_neurons %w2 {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{one alias is here}}
  %a = graph.alias %h {name = "first_alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %h2, %a : !graph.nodes<1>
  %w3 = graph.linear_weights %sum {name = "w_third", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h3 = graph.lif_neurons %w3 {name = "third", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{another one is here}}
  %b = graph.alias %h {name = "second_alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum2 = graph.merge %h3, %b : !graph.nodes<1>
  %wo = graph.linear_weights %sum2 {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// two-populations: a population that drives outputs is not enough.
// expected-error @below {{[two-populations] the network has no hidden neurons, but the chip runs hidden neurons that feed output neurons; use at least two populations, the last driving the outputs}}
graph.network @net() -> !graph.nodes<1> {
  %none = graph.open : !graph.nodes<1>
  %o = graph.lif_neurons %none {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// two-populations: nor is one that drives none.
// expected-error @below {{[two-populations] the network has no output neurons}}
graph.network @net(%in: !graph.nodes<1>) {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// -----

// input-channels: there are 16.
// differs (input-channels): too many are an error.
// expected-error @below {{[input-channels] 17 network inputs, but 'xylo_a3' has 16; reduce the input channels}}
graph.network @net(%in: !graph.nodes<17>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<17x1xf32>} : !graph.nodes<17> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// output-channels: there are 32; output neurons that drive no output count.
// differs (output-channels): too many are an error.
// expected-error @below {{[output-channels] 33 output neurons, but 'xylo_a3' has 32}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x33xf32>} : !graph.nodes<1> -> !graph.nodes<33>
  // expected-note @below {{'readout' has 33}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<33xf32>,
      tau_syn = dense<0.01> : tensor<33xf32>, threshold = dense<1.0> : tensor<33xf32>} : !graph.nodes<33> -> !graph.nodes<33>
  %first = graph.select %o[0] : !graph.nodes<33> -> !graph.nodes<1>
  graph.output %first : !graph.nodes<1>
}

// -----

// input-expansion: inputs reach 128 neurons.
// differs (expansion-limit): more are an error, and none is cut off.
// expected-error @below {{[input-expansion] 129 hidden neurons that network inputs reach, but 'xylo_a3' has 128 input expansion neurons; let fewer neurons see the input}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x129xf32>} : !graph.nodes<1> -> !graph.nodes<129>
  // expected-note @below {{'hidden' has 129}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<129xf32>,
      tau_syn = dense<0.01> : tensor<129xf32>, threshold = dense<1.0> : tensor<129xf32>} : !graph.nodes<129> -> !graph.nodes<129>
  %first = graph.select %h[0] : !graph.nodes<129> -> !graph.nodes<1>
  %wo = graph.linear_weights %first {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// output-expansion: 128 neurons reach outputs.
// differs (expansion-limit): more are an error, and none is cut off.
// expected-error @below {{[output-expansion] 129 hidden neurons that reach output neurons, but 'xylo_a3' has 128 output expansion neurons; let fewer neurons feed the outputs}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %first = graph.place %wi[0] : !graph.nodes<1> -> !graph.nodes<129>
  // expected-note @below {{'hidden' has 129}}
  %h = graph.lif_neurons %first {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<129xf32>,
      tau_syn = dense<0.01> : tensor<129xf32>, threshold = dense<1.0> : tensor<129xf32>} : !graph.nodes<129> -> !graph.nodes<129>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<129x1xf32>} : !graph.nodes<129> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// Weights of zero do not count: neither direction has more than 128 neurons here.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.0> : tensor<1x200xf32>} : !graph.nodes<1> -> !graph.nodes<200>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<200xf32>,
      tau_syn = dense<0.01> : tensor<200xf32>, threshold = dense<1.0> : tensor<200xf32>} : !graph.nodes<200> -> !graph.nodes<200>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.0> : tensor<200x1xf32>} : !graph.nodes<200> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// synapses: hidden neurons have two.
// differs (synapse-count): the number is checked on every chip.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x3xf32>} : !graph.nodes<1> -> !graph.nodes<3>
  // expected-error @below {{[synapses] 'hidden' has 3 synapses per neuron, but 'xylo_a3' has 2 for hidden neurons; join synapses with the same time constant}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<3xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<3> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// synapses: output neurons have one.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-error @below {{[synapses] 'readout' has 2 synapses per neuron, but 'xylo_a3' has 1 for output neurons}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// synapses: two on hidden neurons are fine.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// fan-out-memory: 31744 pairs of neurons. Both synapses of a pair share an entry, so the
// 31684 pairs of the recurrent weights are not too many; the other 178 are.
// differs (fan-out-limit): the memory that all share is checked.
// expected-error @below {{[fan-out-memory] 31862 connections between hidden neurons, but 'xylo_a3' has 31744 entries of fan-out memory; remove connections with small weights}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'first' has 178}}
  %h = graph.lif_neurons %wi {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w2 = graph.linear_weights %h {name = "w_between", weights = dense<0.5> : tensor<1x356xf32>} : !graph.nodes<1> -> !graph.nodes<356>
  %sum = graph.merge %w2, %rec : !graph.nodes<356>
  // expected-note @below {{'second' has 31684}}
  %h2 = graph.lif_neurons %sum {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<178xf32>,
      tau_syn = dense<0.01> : tensor<356xf32>, threshold = dense<1.0> : tensor<178xf32>} : !graph.nodes<356> -> !graph.nodes<178>
  %rec = graph.linear_weights %h2 {name = "w_rec", weights = dense<0.5> : tensor<178x356xf32>} : !graph.nodes<178> -> !graph.nodes<356>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-step: it is given.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'hidden' has no time step; set 'dt' in seconds}}
  %h = graph.lif_neurons %wi {name = "hidden", tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-step: it is the same everywhere.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'hidden' sets the time step here}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'readout' has dt = 0.00100002 s, but 'hidden' has 0.001 s; the chip has one time step; use the same 'dt' everywhere}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.00002e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-step: a difference of rounding is none, even between tiny steps.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-9 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.000009e-9 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-step: tiny steps are compared by their ratio, too.
// differs (time-step-ratio): no difference is small enough to count as none by itself.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'hidden' sets the time step here}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-9 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'readout' has dt = 2e-09 s, but 'hidden' has 1e-09 s}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 2.0e-9 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-constant: membranes outlast a step.
// differs (tau-above-dt): they do so on every chip.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-error @below {{[time-constant] 'hidden' has tau_mem[1] = 0.0005 s, which is not above dt = 0.001 s; use a smaller 'dt' or a longer time constant}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<[0.02, 0.0005]> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-constant: synapses do as well; dt itself is too short.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 0.5 : f64, tau_mem = dense<1.0> : tensor<1xf32>,
      tau_syn = dense<1.0> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-constant] 'readout' has tau_syn[0] = 0.5 s, which is not above dt = 0.5 s}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 0.5 : f64, tau_mem = dense<1.0> : tensor<1xf32>,
      tau_syn = dense<0.5> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// weight-bias: weights have none.
// differs (weight-bias): it is an error to have one, as it would get lost.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{[weight-bias] 'w_in' has biases, which weights on the chip do not have; train without biases, or map with weight-bias=fold or weight-bias=drop}}
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x2xf32>, biases = dense<[0.0, 0.1]> : tensor<2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// weight-bias: biases of zero are none.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>, biases = dense<0.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// All violations are reported in one run, each at the op that causes it.
// expected-error @below {{[input-channels] 17 network inputs, but 'xylo_a3' has 16}}
graph.network @net(%in: !graph.nodes<17>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  // expected-error @below {{[weight-bias] 'w_in' has biases}}
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<17x1xf32>, biases = dense<0.1> : tensor<1xf32>} : !graph.nodes<17> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'hidden' has no time step}}
  %h = graph.lif_neurons %wi {name = "hidden", tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-error @below {{[synapses] 'readout' has 2 synapses per neuron}}
  // expected-error @below {{[time-constant] 'readout' has tau_mem[0] = 0.0001 s}}
  // expected-note @below {{'readout' is defined here}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.0001> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  // expected-error @below {{[network-output] network output 1 is driven by neuron 0 of 'readout', which drives network output 0 already}}
  graph.output %o, %o : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// Names that are missing or repeated are made unambiguous in messages.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "same", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'same#1' has no time step}}
  %o = graph.lif_neurons %wo {name = "same", tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// Holders and instances hide modules from the rules.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{'graph.holder' op hides modules; run graph-flatten first}}
  %held = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  graph.output %held : !graph.nodes<1>
}

// -----

// Instances do as well.
// expected-error @below {{[two-populations] the network has no output neurons}}
graph.network private @used(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{[network-output] network output 0 is driven by a network input}}
  graph.output %in : !graph.nodes<1>
}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{'graph.instance' op hides modules; run graph-flatten first}}
  %i = graph.instance @used(%in) : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %i : !graph.nodes<1>
}

// -----

// network-input: inputs reach hidden neurons only, so weights cannot pass them on to output
// neurons.
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %skip = graph.linear_weights %in {name = "skip", weights = dense<[[0.0], [0.75]]> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %sum = graph.merge %wo, %skip : !graph.nodes<1>
  // expected-error @below {{[network-input] 'readout' drives network outputs, but network input 1 reaches it through weights; on the chip inputs reach hidden neurons only; put a hidden population in between}}
  %o = graph.lif_neurons %sum {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-constant: time steps that differ by rounding count as the same, and the longer one
// decides.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-constant] 'readout' has tau_syn[0] = 0.001 s, which is not above dt = 0.001 s}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 0.999995e-3 : f64, tau_mem = dense<0.02> : tensor<1xf64>,
      tau_syn = dense<0.001> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// network-output: a problem that many outputs share is reported once.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<3> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %spread = graph.place %o[1] : !graph.nodes<1> -> !graph.nodes<3>
  // expected-error @below {{[network-output] network output 0 (and 1 others) has no source}}
  graph.output %spread : !graph.nodes<3>
}

// -----

// alias-count: two aliases to one neuron add its spikes twice, which the chip cannot.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[alias-count] neuron 0 of 'hidden' has several aliases to one neuron, but 'xylo_a3' has one alias per neuron; keep one alias}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %second = graph.lif_neurons %w {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{one alias is here}}
  %skip = graph.alias %h {name = "skip"} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{another one is here}}
  %again = graph.alias %h {name = "again"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %second, %skip, %again : !graph.nodes<1>
  %wo = graph.linear_weights %sum {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// An alias that is merged with its target wherever that goes is one alias.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %second = graph.lif_neurons %w {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %skip = graph.alias %h {name = "skip"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %second, %skip : !graph.nodes<1>
  %other = graph.merge %skip, %second : !graph.nodes<1>
  %wa = graph.linear_weights %sum {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wb = graph.linear_weights %other {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.merge %wa, %wb : !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// time-step: each differs from the first by less than 1e-5, but two of them by more.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %h {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-note @below {{'second' sets the time step here}}
  %second = graph.lif_neurons %w {name = "second", dt = 1.000009e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %second {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[time-step] 'readout' has dt = 0.000999992 s, but 'second' has 0.001000009 s; the chip has one time step}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 9.99992e-4 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// An alias into a sum that nothing takes does nothing; the rest of it is good.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %h = graph.lif_neurons %wi {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %w = graph.linear_weights %h {weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %second = graph.lif_neurons %w {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %skip = graph.alias %h {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %second, %skip : !graph.nodes<2>
  %used = graph.select %sum[0] : !graph.nodes<2> -> !graph.nodes<1>
  %wo = graph.linear_weights %used {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
