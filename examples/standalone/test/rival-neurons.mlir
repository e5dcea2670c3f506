// RUN: standalone-opt %s | standalone-opt | FileCheck %s
// RUN: standalone-opt --graph-expand-modules %s | FileCheck %s --check-prefix=PARTS
// RUN: standalone-opt --standalone-loops %s | FileCheck %s --check-prefix=LOOPS

// CHECK: standalone.rival_neurons %{{.*}} {dt = 1.000000e-03 : f64, {{.*}}name = "rivals"
// PARTS:      graph.holder({{.*}}name = "rivals"
// PARTS-DAG:    graph.lif_neurons {{.*}}name = "neurons"
// PARTS-DAG:    graph.linear_weights {{.*}}name = "rivalry"{{.*}}dense<{{\[\[}}0.000000e+00, -5.000000e-01], [-5.000000e-01, 0.000000e+00]]>
// LOOPS-DAG:  graph.lif_neurons {{.*}}name = "rivals/neurons"{{.*}}graph.recurrent
// LOOPS-DAG:  graph.linear_weights {{.*}}name = "rivals/rivalry"{{.*}}graph.recurrent
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<[[1.0, 0.0], [0.0, 2.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %rivals = standalone.rival_neurons %w_in {name = "rivals", tau_mem = 0.016 : f64, tau_syn = 0.008 : f64,
      threshold = 1.0 : f64, inhibition = 0.5 : f64, dt = 1.0e-3 : f64} : !graph.nodes<2>
  %w_out = graph.linear_weights %rivals {name = "w_out", weights = dense<[[-1.0], [1.0]]> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %winner = graph.lif_neurons %w_out {name = "winner", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf32>,
      tau_syn = dense<0.008> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %winner : !graph.nodes<1>
}
