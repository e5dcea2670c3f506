// RUN: graph-opt --graph-repair-pipeline %s 2>/dev/null | FileCheck %s --check-prefix=ALL
// RUN: graph-opt '--graph-repair-pipeline=drop-zero-biases=false remove-passthroughs=false multiply-weights=false insert-weights=false merge-weights=false' %s -o %t.mlir 2>&1 | count 0
// RUN: graph-opt %s | diff - %t.mlir
// RUN: graph-opt '--graph-repair-pipeline=drop-zero-biases=false remove-passthroughs=false insert-weights=false merge-weights=false' %s 2>/dev/null | FileCheck %s --check-prefix=MULTIPLY
// RUN: graph-opt '--graph-repair-pipeline=multiply-weights=false' %s 2>/dev/null | FileCheck %s --check-prefix=NO-MULTIPLY
// RUN: not graph-opt '--graph-to-xylo-pipeline=chip=xylo_a3' %s 2>&1 | FileCheck %s --check-prefix=AS-WRITTEN
// RUN: graph-opt '--graph-to-xylo-pipeline=chip=xylo_a3 repair=true' %s 2>/dev/null | FileCheck %s --check-prefix=IMAGE

// A bias of zeros, weights behind weights, a skip connection beside weights, and
// a readout that changes nothing: five repairs, and the chip can hold it.

// ALL-LABEL: graph.network @net
// ALL-NEXT:    %b = graph.linear_weights %in {name = "b", weights = dense<3.000000e+00>
// ALL-NEXT:    %hidden = graph.lif_neurons %b
// ALL-NEXT:    %c = graph.linear_weights %hidden {name = "c", weights = dense<{{\[}}[1.500000e+00, 5.000000e-01], [5.000000e-01, 1.500000e+00]]>
// ALL-NEXT:    %out = graph.lif_neurons %c
// ALL-NEXT:    graph.output %out

// MULTIPLY-LABEL: graph.network @net
// MULTIPLY-NOT:     name = "a"
// MULTIPLY:         name = "b"
// MULTIPLY:         name = "c"
// MULTIPLY:         name = "readout"

// NO-MULTIPLY-LABEL: graph.network @net
// NO-MULTIPLY:         name = "a"
// NO-MULTIPLY:         name = "b"
// NO-MULTIPLY-NOT:     bias
// NO-MULTIPLY-NOT:     readout

// AS-WRITTEN-NOT: remark
// AS-WRITTEN-DAG: error: [consecutive-weights]
// AS-WRITTEN-DAG: error: [neuron-input]
// AS-WRITTEN-DAG: error: [network-output]

// IMAGE: repair=all

graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.linear_weights %in {name = "a", weights = dense<1.5> : tensor<2x2xf32>, biases = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %hidden = graph.lif_neurons %b {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %c = graph.linear_weights %hidden {name = "c", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %c, %hidden : !graph.nodes<2>
  %out = graph.lif_neurons %sum {name = "out", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %readout = graph.linear_weights %out {name = "readout", weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %readout : !graph.nodes<2>
}
