// RUN: tidepool-test-opt --graph-to-xylo-pipeline=chip=xylo_a3 %s | FileCheck %s
// RUN: not tidepool-test-opt --graph-to-xylo-pipeline=chip=xylo_imu %s 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: not tidepool-test-opt --graph-flatten --convert-graph-to-xylo=chip=xylo_a3 %s 2>&1 | FileCheck %s --check-prefix=SKIPPED

// A module of another dialect, deep in the network, gets onto the chip by the patterns
// that its dialect offers: with two synapses, under its name.
// CHECK: xylo.image @net on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {{.*}}synapse2
// CHECK: xylo.bank "NDSRAM" {{.*}} [0x3, 0x2]
// CHECK: xylo.bank "HDS2RAM" {{.*}} [0x5]
// CHECK: xylo.module hidden "layer/own" ids [0]

// Where the patterns decline, the design rules say what is left.
// REFUSED: :[[#@LINE+7]]:{{[0-9]+}}: error: [module-kind] 'layer/own' is a test.decay_neurons, which has no form on 'xylo_imu'

// Mapping alone does not lower.
// SKIPPED: error: [module-kind] 'layer/own' is a test.decay_neurons, which has no form on 'xylo_a3'
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %layer = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "layer"} {
    %w_in = graph.linear_weights %x {name = "w_in", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
    %own = test.decay_neurons %w_in {name = "own", dash_mem = 4 : i64, dash_syn = array<i64: 3, 5>, dt = 1.0e-3 : f64} : !graph.nodes<1>
    graph.output %own : !graph.nodes<1>
  }
  %w_out = graph.linear_weights %layer {name = "w_out", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf32>,
      tau_syn = dense<0.004> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
