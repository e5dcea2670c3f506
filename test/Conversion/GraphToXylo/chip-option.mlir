// RUN: not graph-opt --xylo-check-design-rules %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not graph-opt --xylo-lower-to-chip-neurons %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not graph-opt --convert-graph-to-xylo %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not graph-opt --graph-to-xylo-pipeline %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not graph-opt --xylo-check-design-rules=chip=xylo_b4 %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-opt --xylo-lower-to-chip-neurons=chip=xylo_b4 %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-opt --convert-graph-to-xylo=chip=xylo_b4 %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-opt --graph-to-xylo-pipeline="chip=xylo_b4" %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// What fits is a question of the chip, so there is no default.
// MISSING: error: option 'chip' is missing; chips are 'xylo_a1', 'xylo_a2', 'xylo_imu', 'xylo_a3'
// UNKNOWN: error: unknown chip 'xylo_b4'; chips are 'xylo_a1', 'xylo_a2', 'xylo_imu', 'xylo_a3'
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
