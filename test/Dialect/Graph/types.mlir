// RUN: graph-opt --verify-roundtrip %s | FileCheck %s

// The smallest and the largest list of nodes.
// CHECK-LABEL: graph.network @bounds
// CHECK-SAME:    (%in0: !graph.nodes<1>, %in1: !graph.nodes<1048576>) -> !graph.nodes<1048576>
graph.network @bounds(%least: !graph.nodes<1>, %most: !graph.nodes<1048576>) -> !graph.nodes<1048576> {
  graph.output %most : !graph.nodes<1048576>
}
