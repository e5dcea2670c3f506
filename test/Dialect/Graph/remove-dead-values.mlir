// RUN: graph-opt %s --remove-dead-values | FileCheck %s
// RUN: graph-opt %s --remove-dead-values --verify-roundtrip -o /dev/null

// MLIR's own pass takes ports that nobody needs away from private networks, and
// from their instances, and erases plumbing without users. Modules stay.

// CHECK-LABEL: graph.network private @layer
// CHECK-SAME:    (%in: !graph.nodes<2>) -> !graph.nodes<2> {
// CHECK-NEXT:    %w = graph.linear_weights %in
// CHECK-NEXT:    graph.output %w : !graph.nodes<2>
graph.network private @layer(%x: !graph.nodes<2>, %passed: !graph.nodes<3>) -> (!graph.nodes<2>, !graph.nodes<3>) {
  %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w, %passed : !graph.nodes<2>, !graph.nodes<3>
}

// CHECK-LABEL: graph.network @net
// CHECK-SAME:    (%in0: !graph.nodes<2>, %in1: !graph.nodes<3>) -> !graph.nodes<2> {
// CHECK-NEXT:    %merged = graph.merge %in0, %back
// CHECK-NEXT:    %a = graph.instance @layer(%merged) {name = "a"} : (!graph.nodes<2>) -> !graph.nodes<2>
// CHECK-NEXT:    %back = graph.linear_weights %a
// CHECK-NEXT:    %probe = graph.linear_weights %a
// CHECK-NEXT:    %layer, %{{.*}} = graph.holder(%[[X:.*]] = %a, %[[Y:.*]] = %in1)
// CHECK-NEXT:      graph.output %[[X]], %[[Y]]
// CHECK:         graph.output %a : !graph.nodes<2>
graph.network @net(%in: !graph.nodes<2>, %other: !graph.nodes<3>) -> !graph.nodes<2> {
  %sum = graph.merge %in, %back : !graph.nodes<2>
  %a, %unused = graph.instance @layer(%sum, %other) {name = "a"} : (!graph.nodes<2>, !graph.nodes<3>) -> (!graph.nodes<2>, !graph.nodes<3>)
  %back = graph.linear_weights %a {name = "back", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %probe = graph.linear_weights %a {name = "probe", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %dead = graph.select %unused[0] : !graph.nodes<3> -> !graph.nodes<1>
  %h:2 = graph.holder(%x = %a, %y = %other) : (!graph.nodes<2>, !graph.nodes<3>) -> (!graph.nodes<2>, !graph.nodes<3>) attributes {name = "layer"} {
    graph.output %x, %y : !graph.nodes<2>, !graph.nodes<3>
  }
  graph.output %a : !graph.nodes<2>
}
