// RUN: graph-translate --graph-to-dot %s | FileCheck %s --match-full-lines

// Plumbing is not drawn: arrows lead from module to module and count the
// connections from node to node. What is connected in parallel adds up, what
// nothing connects has no arrow.

// CHECK: n0 [label="input 0\n3 nodes", {{.*}}
// CHECK: n1 [label="input 1\n2 nodes", {{.*}}
// CHECK: n2 [label="a\n{{.*}}
// CHECK: n3 [label="b\n{{.*}}
// CHECK: n4 [label="c\n{{.*}}
// CHECK: n5 [label="output 0\n2 nodes", {{.*}}
// CHECK: n6 [label="output 1\n2 nodes", {{.*}}
graph.network @parts(%x: !graph.nodes<3>, %y: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
  %a = graph.module(%x) {name = "a"} : (!graph.nodes<3>) -> !graph.nodes<4>
  // Two nodes of a, one of them twice, and one of y.
  %some = graph.select %a[0, 3, 3] : !graph.nodes<4> -> !graph.nodes<3>
  %one = graph.select %y[1] : !graph.nodes<2> -> !graph.nodes<1>
  %joined = graph.concat %some, %one : (!graph.nodes<3>, !graph.nodes<1>) -> !graph.nodes<4>
  %b = graph.module(%joined) {name = "b"} : (!graph.nodes<4>) -> !graph.nodes<2>
  // b twice, and two nodes of a at places of their own; the operand `%a` beside.
  %placed = graph.place %b[2, 0] : !graph.nodes<2> -> !graph.nodes<4>
  %open = graph.open : !graph.nodes<4>
  %sum = graph.merge %placed, %placed, %open : !graph.nodes<4>
  %c = graph.module(%sum, %a) {name = "c"} : (!graph.nodes<4>, !graph.nodes<4>) -> !graph.nodes<2>
  // The input goes right through to the output.
  graph.output %y, %c : !graph.nodes<2>, !graph.nodes<2>
}
// CHECK-NEXT:   n0 -> n2 [label="3"];
// CHECK-NEXT:   n1 -> n3 [label="1"];
// CHECK-NEXT:   n1 -> n5 [label="2"];
// CHECK-NEXT:   n2 -> n3 [label="3"];
// CHECK-NEXT:   n2 -> n4 [label="4"];
// CHECK-NEXT:   n3 -> n4 [label="4"];
// CHECK-NEXT:   n4 -> n6 [label="2"];
// CHECK-NEXT: }
