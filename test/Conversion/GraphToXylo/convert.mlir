// RUN: graph-opt --split-input-file --convert-graph-to-xylo=chip=xylo_a3 %s 2>/dev/null | FileCheck %s

// Parameters become those of the chip: decay shifts are log2(tau / dt), 16 ms at 1 ms
// giving 4. Inputs and outputs are numbered as in the network, neurons of hidden modules
// in text order. The core keeps the name, the labels and a hash of the network.
// CHECK-LABEL: xylo.core @parameters on "xylo_a3" dt 1.000000e-03
// CHECK-SAME: attributes {graph_hash = "{{[0-9a-f]+}}"} {
// CHECK-NEXT: xylo.neurons hidden "first" ids [0 to 1] dash_mem dense<[4.000000e+00, 1.000000e+00]> : tensor<2xf64>
// CHECK-SAME: dash_syn dense<{{\[}}[3.000000e+00], [2.000000e+00]]> : tensor<2x1xf64>
// CHECK-SAME: threshold dense<[1.000000e+00, 5.000000e-01]> : tensor<2xf64> bias dense<[-1.000000e+00, 2.500000e-01]> : tensor<2xf64>
// CHECK-NEXT: xylo.neurons hidden "lif_neurons" ids [2]
// CHECK-SAME: bias dense<0.000000e+00>
// CHECK-NEXT: xylo.neurons output "readout" ids [0]
// CHECK-NEXT: xylo.input_weights dense<{{\[\[}}[1.000000e+00], [2.000000e+00]]]> : tensor<1x2x1xf64>
// CHECK-NEXT: xylo.recurrent_weights from [0, 1] to [2, 2] dense<{{\[}}[5.000000e-01], [-5.000000e-01]]> : tensor<2x1xf64>
// CHECK-NEXT: xylo.output_weights dense<7.000000e+00> : tensor<1x1xf64>
// CHECK-NEXT: }
graph.network @parameters(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<[[1.0, 2.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %first = graph.lif_neurons %w_in {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<[0.016, 0.002]> : tensor<2xf64>,
      tau_syn = dense<[0.008, 0.004]> : tensor<2xf64>, threshold = dense<[1.0, 0.5]> : tensor<2xf64>,
      bias = dense<[-1.0, 0.25]> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_between = graph.linear_weights %first {weights = dense<[[0.5], [-0.5]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %second = graph.lif_neurons %w_between {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %second {weights = dense<7.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Connections go node by node. Neurons 0, 1, 2 of the hidden population get the columns
// 2, 0, 1 of the input weights; input channel 1 feeds row 0. Its neurons 2 and 0 feed the
// rows of the output weights, neuron 1 feeds none.
// differs (node-by-node): modules alone would say nothing about this.
// CHECK-LABEL: xylo.core @permuted
// CHECK: xylo.input_weights dense<{{\[\[}}[6.000000e+00], [4.000000e+00], [5.000000e+00]], {{\[}}[3.000000e+00], [1.000000e+00], [2.000000e+00]]]> : tensor<2x3x1xf64>
// CHECK-NEXT: xylo.recurrent_weights from [] to []
// CHECK-NEXT: xylo.output_weights dense<{{\[}}[8.000000e+00], [0.000000e+00], [7.000000e+00]]> : tensor<3x1xf64>
graph.network @permuted(%a: !graph.nodes<1>, %b: !graph.nodes<1>) -> !graph.nodes<1> {
  %swapped = graph.concat %b, %a : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %w_in = graph.linear_weights %swapped {weights = dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf64>} : !graph.nodes<2> -> !graph.nodes<3>
  %rotated = graph.select %w_in[2, 0, 1] : !graph.nodes<3> -> !graph.nodes<3>
  %hidden = graph.lif_neurons %rotated {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<3xf64>,
      tau_syn = dense<0.008> : tensor<3xf64>, threshold = dense<1.0> : tensor<3xf64>} : !graph.nodes<3> -> !graph.nodes<3>
  %part = graph.select %hidden[2, 0] : !graph.nodes<3> -> !graph.nodes<2>
  %w_out = graph.linear_weights %part {weights = dense<[[7.0], [8.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Parallel paths add up: two input weights, an operand given twice, and two weights of
// which one covers a part of the neurons. What adds up to nothing is no connection.
// differs (parallel-weights): no path replaces another.
// differs (split-inputs): inputs may go through several weights.
// CHECK-LABEL: xylo.core @parallel
// CHECK: xylo.input_weights dense<{{\[\[}}[1.100000e+01], [2.000000e+00]]]> : tensor<1x2x1xf64>
// CHECK-NEXT: xylo.recurrent_weights from [0] to [1] dense<8.000000e+00> : tensor<1x1xf64>
// CHECK-NEXT: xylo.output_weights dense<{{\[}}[2.000000e+00], [4.000000e+00]]> : tensor<2x1xf64>
graph.network @parallel(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_all = graph.linear_weights %in {weights = dense<[[1.0, 2.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %w_first = graph.linear_weights %in {weights = dense<10.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %first = graph.place %w_first[0] : !graph.nodes<1> -> !graph.nodes<2>
  %current = graph.merge %w_all, %first, %plus, %minus : !graph.nodes<2>
  %hidden = graph.lif_neurons %current {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %plus = graph.linear_weights %hidden {weights = dense<[[3.0, 3.0], [3.0, 3.0]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %minus = graph.linear_weights %hidden {weights = dense<[[-3.0, 5.0], [-3.0, -3.0]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %twice = graph.merge %hidden, %hidden : !graph.nodes<2>
  %w_out = graph.linear_weights %twice {weights = dense<[[1.0], [2.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Inputs may be split over populations, and a population that sees no input may come
// first. Input weights reach to the last neuron that inputs reach, output weights from the
// first one that feeds outputs.
// differs (split-inputs): they go to two populations here.
// differs (hidden-order): ids follow the text, whatever a search through the network meets
// first.
// CHECK-LABEL: xylo.core @split_input
// CHECK-NEXT: xylo.neurons hidden "last" ids [0]
// CHECK-NEXT: xylo.neurons hidden "left" ids [1]
// CHECK-NEXT: xylo.neurons hidden "right" ids [2]
// CHECK-NEXT: xylo.neurons output "readout" ids [0]
// CHECK-NEXT: xylo.input_weights dense<{{\[\[}}[0.000000e+00], [1.000000e+00], [0.000000e+00]], {{\[}}[0.000000e+00], [0.000000e+00], [2.000000e+00]]]>
// CHECK-NEXT: xylo.recurrent_weights from [1, 2] to [0, 0] dense<{{\[}}[3.000000e+00], [4.000000e+00]]>
// CHECK-NEXT: xylo.output_weights dense<{{\[}}[5.000000e+00], [0.000000e+00], [0.000000e+00]]> : tensor<3x1xf64>
graph.network @split_input(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %last = graph.lif_neurons %w_both {name = "last", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %in_left = graph.select %in[0] : !graph.nodes<2> -> !graph.nodes<1>
  %in_right = graph.select %in[1] : !graph.nodes<2> -> !graph.nodes<1>
  %w_left = graph.linear_weights %in_left {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_right = graph.linear_weights %in_right {weights = dense<2.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %left = graph.lif_neurons %w_left {name = "left", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %right = graph.lif_neurons %w_right {name = "right", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %both = graph.concat %left, %right : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %w_both = graph.linear_weights %both {weights = dense<[[3.0], [4.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %w_out = graph.linear_weights %last {weights = dense<5.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Output neuron k drives network output k: here "b" drives the first one and "a" the
// others, the wrong way round. Output neurons that drive nothing get the last ids.
// differs (output-order): the outputs decide, not the modules.
// CHECK-LABEL: xylo.core @two_output_modules
// CHECK: xylo.neurons output "a" ids [3, 2, 1]
// CHECK-NEXT: xylo.neurons output "b" ids [0, 4]
// CHECK: xylo.output_weights dense<{{\[}}[4.000000e+00, 3.000000e+00, 2.000000e+00, 1.000000e+00, 5.000000e+00]]> : tensor<1x5xf64>
graph.network @two_output_modules(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<3>) {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_a = graph.linear_weights %hidden {weights = dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf64>} : !graph.nodes<1> -> !graph.nodes<3>
  %w_b = graph.linear_weights %hidden {weights = dense<[[4.0, 5.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %a = graph.lif_neurons %w_a {name = "a", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<3xf64>,
      tau_syn = dense<0.008> : tensor<3xf64>, threshold = dense<1.0> : tensor<3xf64>} : !graph.nodes<3> -> !graph.nodes<3>
  %b = graph.lif_neurons %w_b {name = "b", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %first_of_b = graph.select %b[0] : !graph.nodes<2> -> !graph.nodes<1>
  %a_backwards = graph.select %a[2, 1, 0] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %first_of_b, %a_backwards : !graph.nodes<1>, !graph.nodes<3>
}

// -----

// Input node 2k + s of a population with two synapses is synapse s of neuron k, in the
// weights as in tau_syn. Beside it, a population with one synapse has decay shift 0 for
// the second.
// differs (two-synapse-dash): both time constants of each neuron arrive.
// CHECK-LABEL: xylo.core @two_synapses
// CHECK-NEXT: xylo.neurons hidden "two" ids [0 to 1]
// CHECK-SAME: dash_syn dense<{{\[}}[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]> : tensor<2x2xf64>
// CHECK-NEXT: xylo.neurons hidden "one" ids [2]
// CHECK-SAME: dash_syn dense<{{\[}}[3.000000e+00, 0.000000e+00]]> : tensor<1x2xf64>
// CHECK-NEXT: xylo.neurons output "readout" ids [0]
// CHECK-SAME: dash_syn dense<3.000000e+00> : tensor<1x1xf64>
// CHECK-NEXT: xylo.input_weights dense<{{\[\[}}[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]]> : tensor<1x2x2xf64>
// CHECK-NEXT: xylo.recurrent_weights from [0, 1, 2] to [2, 2, 1]
// CHECK-SAME: dense<{{\[}}[5.000000e+00, 0.000000e+00], [6.000000e+00, 0.000000e+00], [0.000000e+00, 7.000000e+00]]> : tensor<3x2xf64>
graph.network @two_synapses(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf64>} : !graph.nodes<1> -> !graph.nodes<4>
  %w_back = graph.linear_weights %one {weights = dense<7.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %second_of_1 = graph.place %w_back[3] : !graph.nodes<1> -> !graph.nodes<4>
  %currents = graph.merge %w_in, %second_of_1 : !graph.nodes<4>
  %two = graph.lif_neurons %currents {name = "two", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<[0.002, 0.004, 0.008, 0.016]> : tensor<4xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<4> -> !graph.nodes<2>
  %w_one = graph.linear_weights %two {weights = dense<[[5.0], [6.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %one = graph.lif_neurons %w_one {name = "one", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %one {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// An alias goes from neuron to neuron, permuted as its nodes are, and may cover a part of
// its target. Wherever the sum feeds weights, the weights belong to the target.
// differs (node-by-node): this holds for aliases, too.
// CHECK-LABEL: xylo.core @aliases
// CHECK: xylo.neurons hidden "first" ids [0 to 1]
// CHECK: xylo.neurons hidden "second" ids [2 to 3]
// CHECK: xylo.recurrent_weights from [0, 1] to [2, 3]
// CHECK-NEXT: xylo.output_weights dense<{{\[}}[5.000000e+00], [6.000000e+00]]> : tensor<2x1xf64>
// CHECK-NEXT: xylo.aliases from [0, 1] to [3, 2]
graph.network @aliases(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %first = graph.lif_neurons %w_in {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_second = graph.linear_weights %first {weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %second = graph.lif_neurons %w_second {name = "second", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %alias = graph.alias %first {name = "residual"} : !graph.nodes<2> -> !graph.nodes<2>
  %crossed = graph.select %alias[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %second, %crossed : !graph.nodes<2>
  %w_out = graph.linear_weights %sum {weights = dense<[[5.0], [6.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Every network of a module becomes a core; other ops are left alone.
// CHECK-LABEL: xylo.core @left
// CHECK-LABEL: xylo.core @right
// CHECK: module @other
graph.network @left(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
graph.network @right(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
builtin.module @other {}
