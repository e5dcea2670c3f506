// RUN: standalone-opt --graph-to-xylo-pipeline=chip=xylo_a3 %s | FileCheck %s --check-prefix=FORWARD
// RUN: standalone-opt --graph-to-xylo-pipeline="chip=xylo_a3 planner=backward" %s | FileCheck %s --check-prefix=BACKWARD

// FORWARD:  xylo.module hidden "a/neurons" ids [0 to 1]
// FORWARD:  xylo.module hidden "b/neurons" ids [2 to 3]
// BACKWARD: xylo.module hidden "a/neurons" ids [2 to 3]
// BACKWARD: xylo.module hidden "b/neurons" ids [0 to 1]
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  %a = standalone.rival_neurons %w_in {name = "a", tau_mem = 0.016 : f64, tau_syn = 0.008 : f64,
      threshold = 1.0 : f64, inhibition = 0.5 : f64, dt = 1.0e-3 : f64} : !graph.nodes<2>
  %w_ab = graph.linear_weights %a {weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %b = standalone.rival_neurons %w_ab {name = "b", tau_mem = 0.016 : f64, tau_syn = 0.008 : f64,
      threshold = 1.0 : f64, inhibition = 0.5 : f64, dt = 1.0e-3 : f64} : !graph.nodes<2>
  %w_out = graph.linear_weights %b {weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %out = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf32>,
      tau_syn = dense<0.008> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %out : !graph.nodes<1>
}
