// RUN: graph-translate --graph-to-dot %s | FileCheck %s
// RUN: graph-translate --graph-to-dot %s --dot-collapse-instances | FileCheck %s --check-prefix=CLOSED
// RUN: graph-translate --graph-to-dot %s --dot-max-modules=7 | FileCheck %s --check-prefix=SEVEN
// RUN: graph-translate --graph-to-dot %s --dot-max-modules=3 | FileCheck %s --check-prefix=THREE
// RUN: graph-translate --graph-to-dot %s --top=cell | FileCheck %s --check-prefix=CELL
// RUN: graph-translate --graph-to-svg %s | FileCheck %s --check-prefix=SVG

// Holders and instances are frames around their modules, which have their names
// without those of the frames.

// CHECK: label="nested: 6 modules";
// CHECK: subgraph cluster_0 {
// CHECK-NEXT:   label="outer";
// CHECK:        subgraph cluster_1 {
// CHECK-NEXT:     label="instance#1\ninstance of cell";
// CHECK:          [label="w\n1 → 1 node", {{.*}}, tooltip="outer/instance#1/w"];
// CHECK-NEXT:     [label="w#1\n1 → 1 node", {{.*}}, tooltip="outer/instance#1/w#1"];
// CHECK-NEXT:   }
// CHECK-NEXT:   [label="instance\n1 → 1 node", {{.*}}, tooltip="outer/instance"];
// CHECK-NEXT: }
// CHECK-NEXT: subgraph cluster_2 {
// CHECK-NEXT:   label="second\ninstance of cell";
// CHECK:      }
// CHECK-NEXT: n0 [label="input\n
// CHECK:      [label="last\n
// CHECK:      n0 -> n1 [label="1"];
// CHECK-NEXT: n1 -> n2 [label="1"];
// CHECK-NEXT: n2 -> n3 [label="1"];
// CHECK-NEXT: n3 -> n4 [label="1"];
// CHECK-NEXT: n4 -> n5 [label="1"];
// CHECK-NEXT: n5 -> n6 [label="1"];
// CHECK-NEXT: n6 -> n7 [label="1"];
// CHECK-NOT:  ->

// CLOSED: subgraph cluster_0 {
// CLOSED-NEXT: label="outer";
// CLOSED:      [label="instance\n
// CLOSED:      [label="instance#1\ninstance of cell\n2 modules", shape=tab,
// CLOSED-NOT: subgraph
// CLOSED:      [label="second\ninstance of cell\n2 modules", shape=tab,

// The frames inside are the first to become boxes.
// SEVEN: subgraph cluster_0 {
// SEVEN-NEXT: label="outer";
// SEVEN: [label="instance#1\ninstance of cell\n2 modules", shape=tab,
// SEVEN: subgraph cluster_1 {
// SEVEN-NEXT: label="second\ninstance of cell";

// THREE-NOT: subgraph
// THREE: [label="outer\n3 modules", shape=folder,
// THREE: [label="second\ninstance of cell\n2 modules", shape=tab,
// THREE: n0 -> n1 [label="1"];
// THREE-NEXT: n1 -> n2 [label="1"];
// THREE-NEXT: n2 -> n3 [label="1"];
// THREE-NEXT: n3 -> n4 [label="1"];

// CELL: digraph "cell"

// SVG: <g class="cluster">
// SVG: class="title">outer</text>
// SVG: class="title">instance#1 · instance of cell</text>
graph.network private @cell(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  %w = graph.module(%x) {name = "w"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %v = graph.module(%w) {name = "w"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %v : !graph.nodes<1>
}
graph.network @nested(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %outer = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "outer"} {
    %m = graph.module(%x) {name = "instance"} : (!graph.nodes<1>) -> !graph.nodes<1>
    %i = graph.instance @cell(%m) : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %i : !graph.nodes<1>
  }
  %second = graph.instance @cell(%outer) {name = "second"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %last = graph.module(%second) {name = "last"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %last : !graph.nodes<1>
}
