// RUN: graph-opt %s --inline | FileCheck %s

// MLIR's inliner leaves instances to graph-flatten, which keeps names apart, and
// removes private networks that nothing uses.

// CHECK-NOT: @unused
graph.network private @unused() {
  graph.output
}

// CHECK-LABEL: graph.network private @layer
graph.network private @layer(%x: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// CHECK-LABEL: graph.network @net
// CHECK-NEXT:    %a = graph.instance @layer(%in)
// CHECK-NEXT:    %b = graph.instance @layer(%a)
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.instance @layer(%in) {name = "a"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %b = graph.instance @layer(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}
