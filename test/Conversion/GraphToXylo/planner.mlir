// RUN: tidepool-test-opt --convert-graph-to-xylo=chip=xylo_a2 %s | FileCheck %s --check-prefix=OWN
// RUN: tidepool-test-opt --convert-graph-to-xylo="chip=xylo_a2 planner=reverse" %s | FileCheck %s --check-prefix=REVERSE
// RUN: tidepool-test-opt --graph-to-xylo-pipeline="chip=xylo_a2 planner=reverse" %s | FileCheck %s --check-prefix=PIPELINE
// RUN: not tidepool-test-opt --convert-graph-to-xylo="chip=xylo_a2 planner=none" %s 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not tidepool-test-opt --convert-graph-to-xylo="chip=xylo_a2 planner=repeat" %s 2>&1 | FileCheck %s --check-prefix=REPEAT
// RUN: not tidepool-test-opt --convert-graph-to-xylo="chip=xylo_a2 planner=best" %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-opt --convert-graph-to-xylo="chip=xylo_a2 planner=reverse" %s 2>&1 | FileCheck %s --check-prefix=ALONE

// A driver may bring a planner of its own, which decides the ids of hidden neurons.
// OWN:      xylo.neurons hidden "hidden" ids [0 to 2]
// REVERSE:  xylo.neurons hidden "hidden" ids [2, 1, 0]
// PIPELINE: options = "chip=xylo_a2 quantize=channel planner=reverse"
// PIPELINE: xylo.module hidden "hidden" ids [2, 1, 0]

// NONE:    [[#@LINE+5]]:1: error: no order of the 3 hidden neurons puts all that see the input among the first
// REPEAT:  [[#@LINE+4]]:1: error: the planner orders hidden neuron 0 twice
// UNKNOWN: error: unknown planner 'best'; planners are 'reverse', 'none', 'repeat'
// ALONE:   error: unknown planner 'reverse'; this tool has none

graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<1.0> : tensor<1x3xf32>} : !graph.nodes<1> -> !graph.nodes<3>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<3xf32>,
      tau_syn = dense<0.004> : tensor<3xf32>, threshold = dense<1.0> : tensor<3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
  %w_out = graph.linear_weights %hidden {name = "w_out", weights = dense<1.0> : tensor<3x1xf32>} : !graph.nodes<3> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf32>,
      tau_syn = dense<0.004> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
