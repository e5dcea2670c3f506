// RUN: graph-translate --graph-to-dot --allow-unregistered-dialect %s | FileCheck %s
// RUN: graph-translate --graph-to-svg --allow-unregistered-dialect %s | FileCheck %s --check-prefix=SVG

// Every kind of module has a shape, and says how big it is.

// CHECK: digraph "kinds" {
// CHECK-NEXT: label="kinds: 9 modules";
graph.network @kinds(%in: !graph.nodes<4>) -> !graph.nodes<2> {
  // CHECK: n0 [label="input\n4 nodes", shape=invhouse,
  // SVG: <g class="vertex input">
  // SVG-NEXT: <title>input</title>
  // SVG-NEXT: <path class="shape" d="M[[#]]

  // CHECK: n1 [label="fc\n4 × 2", shape=box, style="filled",
  // SVG: <g class="vertex weights">
  // SVG-NEXT: <title>fc</title>
  // SVG-NEXT: <rect class="shape"
  // SVG-NEXT: <text {{.*}} class="name">fc</text>
  // SVG-NEXT: <text {{.*}}>4 × 2</text>
  %w = graph.linear_weights %in {name = "fc", weights = dense<1.0> : tensor<4x2xf32>}
      : !graph.nodes<4> -> !graph.nodes<2>
  // CHECK: n2 [label="lif_neurons\n1 LIF neuron\n2 synapses each", shape=ellipse,
  // SVG: <g class="vertex lif-neurons">
  %lif = graph.lif_neurons %w {tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<1xf32>}
      : !graph.nodes<2> -> !graph.nodes<1>
  // CHECK: n3 [label="rate\n1 rate neuron", shape=hexagon,
  // SVG: <g class="vertex rate-neurons">
  %rate = graph.rate_neurons %lif {name = "rate", tau = dense<0.05> : tensor<1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  // CHECK: n4 [label="generic\n1 neuron", shape=octagon,
  // SVG: <g class="vertex neurons">
  %generic = graph.generic_neurons %rate {name = "generic"} : !graph.nodes<1> -> !graph.nodes<1>
  // CHECK: n5 [label="skip\n1 node", shape=parallelogram,
  // SVG: <g class="vertex alias">
  %alias = graph.alias %generic {name = "skip"} : !graph.nodes<1> -> !graph.nodes<1>
  // CHECK: n6 [label="plain\n1 → 2 nodes", shape=component,
  // SVG: <g class="vertex module">
  %plain = graph.module(%alias) {name = "plain"} : (!graph.nodes<1>) -> !graph.nodes<2>
  // Repeats are numbered as in reports.
  // CHECK: n7 [label="plain#1\n2 → 2 nodes", shape=component,
  %plain2 = graph.module(%plain) {name = "plain"} : (!graph.nodes<2>) -> !graph.nodes<2>
  // Ops of other dialects say what they are, whatever they take and give.
  // CHECK: n8 [label="odd\nmy.op\n2 → 2 nodes", shape=component,
  %other:2 = "my.op"(%plain2) {name = "odd"} : (!graph.nodes<2>) -> (!graph.nodes<2>, i32)
  // CHECK: n9 [label="sink\nmy.sink\n2 → 0 nodes", shape=component,
  "my.sink"(%other#0, %other#1) {name = ""} : (!graph.nodes<2>, i32) -> ()
  // CHECK: n10 [label="output\n2 nodes", shape=house,
  // SVG: <g class="vertex output">
  graph.output %other#0 : !graph.nodes<2>
}
// CHECK: n0 -> n1 [label="4"];
// CHECK: n2 -> n3 [label="1"];
// CHECK: n8 -> n9 [label="3"];
// CHECK: n8 -> n10 [label="2"];
