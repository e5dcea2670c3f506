// Weights that no neuron sees are not read: these would take hours.

// RUN: not graph-opt --xylo-check-design-rules=chip=xylo_a3 %s 2>&1 | FileCheck %s

graph.network @net(%in: !graph.nodes<1048576>) -> !graph.nodes<1048576> {
  %w = graph.linear_weights %in {name = "w", weights = dense<1.0> : tensor<1048576x1048576xf32>}
      : !graph.nodes<1048576> -> !graph.nodes<1048576>
  // CHECK: [[@LINE+1]]:8: error: [consecutive-weights] 'v' is fed by the weights 'w'; multiply the two matrices into one
  %v = graph.linear_weights %w {name = "v", weights = dense<1.0> : tensor<1048576x1048576xf32>}
      : !graph.nodes<1048576> -> !graph.nodes<1048576>
  graph.output %v : !graph.nodes<1048576>
}
