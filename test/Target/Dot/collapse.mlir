// RUN: split-file %s %t
// RUN: graph-translate --graph-to-dot %t/prefixes.mlir | FileCheck %s --check-prefix=WHOLE
// RUN: graph-translate --graph-to-dot %t/prefixes.mlir --dot-max-modules=5 | FileCheck %s --check-prefix=FIVE
// RUN: graph-translate --graph-to-dot %t/prefixes.mlir --dot-max-modules=3 | FileCheck %s --check-prefix=THREE
// RUN: graph-translate --graph-to-dot %t/row.mlir --dot-max-modules=5 | FileCheck %s --check-prefix=ROW
// RUN: graph-translate --graph-to-dot %t/ring.mlir --dot-max-modules=4 | FileCheck %s --check-prefix=RING
// RUN: graph-translate --graph-to-dot %t/wide.mlir --dot-max-modules=2 | FileCheck %s --check-prefix=WIDE
// RUN: graph-translate --graph-to-dot %t/ports.mlir | FileCheck %s --check-prefix=PORTS

// Nothing is drawn together as long as there is room.
// WHOLE-NOT: subgraph
// WHOLE: tooltip="enc/a/x"];
// WHOLE: n6 [{{.*}}, tooltip="out"];

// Names with one prefix are drawn together, the longest prefixes first.
// FIVE: subgraph cluster_0 {
// FIVE-NEXT: label="enc";
// FIVE: n1 [label="a\n2 modules", shape=box, style="filled,dashed", {{.*}}, tooltip="enc/a/x … enc/a/y"];
// FIVE-NEXT: n2 [label="b\n2 modules", {{.*}}
// FIVE-NEXT: }
// FIVE: n3 [label="dec/z\n1 → 1 node", shape=component,
// FIVE: n4 [label="out\n
// FIVE: n0 -> n1 [label="1"];
// FIVE-NEXT: n1 -> n2 [label="1"];
// FIVE-NEXT: n2 -> n3 [label="1"];
// FIVE-NEXT: n3 -> n4 [label="1"];
// FIVE-NEXT: n4 -> n5 [label="1"];

// THREE-NOT: subgraph
// THREE: n1 [label="enc\n4 modules",
// THREE: n2 [label="dec/z\n
// THREE: n3 [label="out\n
//--- prefixes.mlir
graph.network @prefixes(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %0 = graph.module(%in) {name = "enc/a/x"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %1 = graph.module(%0) {name = "enc/a/y"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %2 = graph.module(%1) {name = "enc/b/x"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %3 = graph.module(%2) {name = "enc/b/y"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %4 = graph.module(%3) {name = "dec/z"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %5 = graph.module(%4) {name = "out"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %5 : !graph.nodes<1>
}

// Of a row of modules only the ends remain; `b` feeds two, so the row begins
// behind it. Text order does not matter.
// ROW: n1 [label="… 2 modules", {{.*}}, tooltip="e … d"];
// ROW: n2 [label="f\n
// ROW: n3 [label="b\n
// ROW: n4 [label="c\n
// ROW: n5 [label="g\n
// ROW: n0 -> n3 [label="1"];
// ROW: n1 -> n2 [label="1"];
// ROW: n2 -> n6 [label="1"];
// ROW: n3 -> n4 [label="1"];
// ROW: n3 -> n5 [label="1"];
// ROW: n4 -> n1 [label="1"];
//--- row.mlir
graph.network @row(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %e = graph.module(%d) {name = "e"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %f = graph.module(%e) {name = "f"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.module(%in) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %c = graph.module(%b) {name = "c"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %d = graph.module(%c) {name = "d"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %g = graph.module(%b) {name = "g"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %sum = graph.merge %f, %g : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// What is drawn together says how many loops are inside, unless all is in one.
// RING: label="ring: 7 modules, 2 loops";
// RING: label="a\n{{.*}}tooltip="a, in loop 0"
// RING: label="… 3 modules", {{.*}}tooltip="b … d, in loop 0"
// RING: label="e\n{{.*}}tooltip="e, in loop 0"
//--- ring.mlir
graph.network @ring(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.generic_neurons %e {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %c = graph.module(%b) {name = "c"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %d = graph.module(%c) {name = "d"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %e = graph.module(%d) {name = "e"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %s = graph.merge %in, %x : !graph.nodes<1>
  %x = graph.generic_neurons %s {name = "rec/x"} : !graph.nodes<1> -> !graph.nodes<1>
  %y = graph.module(%x) {name = "rec/y"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %y : !graph.nodes<1>
}

// What has neither prefixes nor rows is drawn together as it stands in the text.
// WIDE: n1 [label="… 2 modules", {{.*}}, tooltip="a … b"];
// WIDE: n2 [label="c\n
// WIDE: n0 -> n1 [label="2"];
// WIDE: n0 -> n2 [label="1"];
//--- wide.mlir
graph.network @wide(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.module(%in) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.module(%in) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %c = graph.module(%in) {name = "c"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %sum = graph.merge %a, %b, %c : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// More than eight ports are one.
// PORTS: n0 [label="9 inputs\n10 nodes", shape=invhouse,
// PORTS: n1 [label="9 outputs\n9 nodes", shape=house,
// PORTS: n0 -> n1 [label="9"];
//--- ports.mlir
!n = !graph.nodes<1>
graph.network @ports(%0: !n, %1: !n, %2: !n, %3: !n, %4: !n, %5: !n, %6: !n, %7: !n, %8: !graph.nodes<2>)
    -> (!n, !n, !n, !n, !n, !n, !n, !n, !n) {
  graph.output %0, %0, %0, %0, %0, %0, %0, %0, %1 : !n, !n, !n, !n, !n, !n, !n, !n, !n
}
