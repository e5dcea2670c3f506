// RUN: graph-opt --graph-to-xylo-pipeline="chip=xylo_a3" %s | FileCheck %s

// What reaches the chip's memory otherwise than through Rockpool; docs/PeerDifferences.md
// lists it.

// differs (hidden-bias): biases of hidden neurons arrive as those of output neurons do. The
// scales are 127 / 0.5 = 254, 127 / 0.25 = 508 and 127 / 2 = 63.5, so the words are 25, -51
// and 13.
// differs (second-synapse): so does all that belongs to the second synapse: decay shifts
// 2 and 4, input weights 0.1 * 254 and 0.2 * 508, and a recurrent weight 0.05 * 508.
// differs (feature-bits): second synapses and biases are in use, aliases are not.
// CHECK-LABEL: xylo.image @biases
// CHECK-SAME: attributes {bias, compiler = "{{[^"]*}}", graph_hash = "{{[0-9a-f]*}}", options = "{{[^"]*}}", synapse2}
// CHECK: xylo.bank "IWTRAM" {{.*}} [0x7f, 0x81]
// CHECK: xylo.bank "IWT2RAM" {{.*}} [0x19, 0x66]
// CHECK: xylo.bank "NDSRAM" {{.*}} [0x1, 0x3, 0x1]
// CHECK: xylo.bank "HDS2RAM" {{.*}} [0x2, 0x4]
// CHECK: xylo.bank "NDMRAM" {{.*}} [0x3, 0x4, 0x2]
// CHECK: xylo.bank "NBRAM" {{.*}} [0x19, 0xcd, 0x0d]
// CHECK: xylo.bank "NTHRAM" {{.*}} [0x00fe, 0x00fe, 0x0040]
// CHECK: xylo.bank "HFORAM" {{.*}} [{{0x0*}}1, {{0x0*}}0]
// CHECK: xylo.bank "HWTRAM" {{.*}} [0x40, 0x40]
// CHECK: xylo.bank "HWT2RAM" {{.*}} [0x19, 0x00]
// CHECK: xylo.bank "OWTRAM" {{.*}} [0x40, 0x7f]
// CHECK: xylo.register "ctrl1" at 0x1 value 0xb
// CHECK-NEXT: xylo.module
graph.network @biases(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<[[0.5, 0.1, -0.25, 0.2]]> : tensor<1x4xf64>} : !graph.nodes<1> -> !graph.nodes<4>
  %sum = graph.merge %w_in, %w_rec : !graph.nodes<4>
  %hidden = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<[0.008, 0.016]> : tensor<2xf64>,
      tau_syn = dense<[0.002, 0.004, 0.008, 0.016]> : tensor<4xf64>, threshold = dense<[1.0, 0.5]> : tensor<2xf64>,
      bias = dense<[0.1, -0.1]> : tensor<2xf64>} : !graph.nodes<4> -> !graph.nodes<2>
  %w_rec = graph.linear_weights %hidden {weights = dense<[[0.0, 0.0, 0.125, 0.05], [0.25, 0.0, 0.0, 0.0]]> : tensor<2x4xf64>} : !graph.nodes<2> -> !graph.nodes<4>
  %w_out = graph.linear_weights %hidden {weights = dense<[[1.0], [2.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.004> : tensor<1xf64>,
      tau_syn = dense<0.002> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>, bias = dense<0.2> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// differs (feature-bits): biases that are all zero are not in use, so nothing is but manual
// stepping.
// CHECK-LABEL: xylo.image @plain
// CHECK-SAME: attributes {compiler = "{{[^"]*}}", graph_hash = "{{[0-9a-f]*}}", options = "{{[^"]*}}"}
// CHECK: xylo.register "ctrl1" at 0x1 value 0x1
// CHECK-NEXT: xylo.module
graph.network @plain(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.008> : tensor<1xf64>,
      tau_syn = dense<0.002> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>, bias = dense<0.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.008> : tensor<1xf64>,
      tau_syn = dense<0.002> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>, bias = dense<0.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
