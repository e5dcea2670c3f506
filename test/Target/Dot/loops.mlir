// RUN: graph-translate --graph-to-dot %s | FileCheck %s
// RUN: graph-translate --graph-to-svg %s | FileCheck %s --check-prefix=SVG

// Loops have colours; recurrent modules, by Rockpool's definition, a double line.

// CHECK: label="loops: 7 modules, 3 loops";
graph.network @loops(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // CHECK: label="lif\n{{.*}}, color="[[C0:#[0-9a-f]+]]", fillcolor="[[F0:#[0-9a-f]+]]", penwidth=2, peripheries=2, tooltip="lif, in loop 0"];
  // CHECK: label="rec\n{{.*}}, color="[[C0]]", fillcolor="[[F0]]", penwidth=2, peripheries=2,
  // SVG: <g class="vertex neurons loop loop-0 recurrent">
  // SVG-NEXT: <title>lif, in loop 0</title>
  // SVG: <g class="vertex module loop loop-0 recurrent">
  %sum = graph.merge %in, %rec : !graph.nodes<2>
  %lif = graph.generic_neurons %sum {name = "lif"} : !graph.nodes<2> -> !graph.nodes<2>
  %rec = graph.module(%lif) {name = "rec"} : (!graph.nodes<2>) -> !graph.nodes<2>

  // A module that feeds itself.
  // CHECK: label="self\n{{.*}}, color="[[C1:#[0-9a-f]+]]", {{.*}}, peripheries=2, tooltip="self, in loop 1"];
  // SVG: <g class="vertex neurons loop loop-1 recurrent">
  %self_in = graph.merge %lif, %self : !graph.nodes<2>
  %self = graph.generic_neurons %self_in {name = "self"} : !graph.nodes<2> -> !graph.nodes<2>

  // A longer loop is not recurrent in Rockpool's sense.
  // CHECK: label="a\n{{.*}}, color="[[C2:#[0-9a-f]+]]", fillcolor="{{[^"]+}}", penwidth=2, tooltip="a, in loop 2"];
  // SVG: <g class="vertex neurons loop loop-2">
  %a_in = graph.merge %self, %c : !graph.nodes<2>
  %a = graph.generic_neurons %a_in {name = "a"} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %c = graph.module(%b) {name = "c"} : (!graph.nodes<2>) -> !graph.nodes<2>

  // CHECK: label="free\n{{.*}}, fillcolor="#ffffff", tooltip="free"];
  // SVG: <g class="vertex module">
  %free = graph.module(%b) {name = "free"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %free : !graph.nodes<2>
}
// CHECK: n0 -> n1 [label="2"];
// CHECK-NEXT: n1 -> n2 [label="2", color="[[C0]]", penwidth=2];
// CHECK-NEXT: n1 -> n3 [label="2"];
// CHECK-NEXT: n2 -> n1 [label="2", color="[[C0]]", penwidth=2];
// CHECK-NEXT: n3 -> n3 [label="2", color="[[C1]]", penwidth=2];
// CHECK-NEXT: n3 -> n4 [label="2"];
// CHECK-NEXT: n4 -> n5 [label="2", color="[[C2]]", penwidth=2];
