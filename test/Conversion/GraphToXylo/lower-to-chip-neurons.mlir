// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_a3 %s | FileCheck %s --check-prefixes=CHECK,A3
// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_imu %s | FileCheck %s --check-prefixes=CHECK,IMU
// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_a3 --mlir-print-debuginfo --mlir-print-local-scope %s | FileCheck %s --check-prefix=LOC

// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_a3 %s > %t.once
// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_a3 %t.once | diff %t.once -

// A module becomes what the chip has, in its place, with its name. What that is
// may depend on the chip: two equal synapses are one on a chip with one, into
// which the input goes twice.
// CHECK-LABEL: graph.network @two_equal_synapses
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// A3-NEXT:       %[[BOTH:.*]] = graph.select %[[IN]][0, 0, 1, 1]
// A3-NEXT:       %[[N:.*]] = graph.lif_neurons %[[BOTH]] {name = "n", dt = 1.000000e-03 : f64, tau_mem = dense<1.600000e-02> : tensor<2xf64>, tau_syn = dense<8.000000e-03> : tensor<4xf64>,
// IMU-NEXT:      %[[TWICE:.*]] = graph.merge %[[IN]], %[[IN]]
// IMU-NEXT:      %[[N:.*]] = graph.lif_neurons %[[TWICE]] {name = "n", dt = 1.000000e-03 : f64, tau_mem = dense<1.600000e-02> : tensor<2xf64>, tau_syn = dense<8.000000e-03> : tensor<2xf64>,
// CHECK-NEXT:    graph.output %[[N]]
// LOC-LABEL: graph.network @two_equal_synapses
// LOC:         graph.lif_neurons {{.*}} loc("original")
graph.network @two_equal_synapses(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %n = test.decay_neurons %in {name = "n", dash_mem = 4 : i64, dash_syn = array<i64: 3, 3>, dt = 1.0e-3 : f64} : !graph.nodes<2> loc("original")
  graph.output %n : !graph.nodes<2>
}

// Two different synapses have no form on a chip with one; the pattern declines.
// CHECK-LABEL: graph.network @two_different_synapses
// A3:            graph.lif_neurons {{.*}} tau_syn = dense<[8.000000e-03, 3.200000e-02, 8.000000e-03, 3.200000e-02]> : tensor<4xf64>
// IMU-NEXT:      %[[N:.*]] = test.decay_neurons
// IMU-NEXT:      graph.output %[[N]]
graph.network @two_different_synapses(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %n = test.decay_neurons %in {name = "n", dash_mem = 4 : i64, dash_syn = array<i64: 3, 5>, dt = 1.0e-3 : f64} : !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

// A module in a loop, used above and below its place, keeps its connections.
// CHECK-LABEL: graph.network @recurrent
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    %[[SUM:.*]] = graph.merge %[[IN]], %[[W:.*]] : !graph.nodes<2>
// CHECK-NEXT:    %[[W]] = graph.linear_weights %[[N:.*]] {name = "w",
// CHECK-NEXT:    %[[N]] = graph.lif_neurons %[[SUM]] {name = "n",
// CHECK-NEXT:    graph.output %[[N]]
graph.network @recurrent(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %in, %w : !graph.nodes<2>
  %w = graph.linear_weights %n {name = "w", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %n = test.decay_neurons %sum {name = "n", dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

// A module that feeds itself still does, without a name under its short name.
// CHECK-LABEL: graph.network @feeds_itself
// CHECK-NEXT:    %[[N:.*]] = graph.lif_neurons %[[N]] {name = "decay_neurons",
// CHECK-NEXT:    graph.output %[[N]]
graph.network @feeds_itself() -> !graph.nodes<2> {
  %n = test.decay_neurons %n {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

// Nested networks are as good as flat ones: modules in holders are rewritten in
// place, those of instances in their network.
// CHECK-LABEL: graph.network @nested
// CHECK:         graph.holder(%[[X:.*]] = %{{.*}}) {{.*}} attributes {name = "outer"} {
// CHECK-NEXT:      graph.holder(%[[Y:.*]] = %[[X]]) {{.*}} attributes {name = "inner"} {
// CHECK-NEXT:        graph.lif_neurons %[[Y]] {name = "n",
// CHECK:         graph.instance @feeds_itself
graph.network @nested(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
  %outer = graph.holder(%x = %in) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "outer"} {
    %inner = graph.holder(%y = %x) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "inner"} {
      %n = test.decay_neurons %y {name = "n", dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<2>
      graph.output %n : !graph.nodes<2>
    }
    graph.output %inner : !graph.nodes<2>
  }
  %instance = graph.instance @feeds_itself() : () -> !graph.nodes<2>
  graph.output %outer, %instance : !graph.nodes<2>, !graph.nodes<2>
}

// Nothing else changes: equal modules and dead ones stay, plumbing that would
// fold or that nobody uses stays, and so do modules of the same dialect without
// a pattern.
// CHECK-LABEL: graph.network @leaves_the_rest_alone
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    %{{.*}} = graph.select %[[IN]][1]
// CHECK-NEXT:    %[[SAME:.*]] = graph.select %[[IN]][0, 1]
// CHECK-NEXT:    %[[AGAIN:.*]] = graph.select %[[SAME]][0, 1]
// CHECK-NEXT:    %[[A:.*]] = graph.generic_neurons %[[AGAIN]] {name = "twin"}
// CHECK-NEXT:    %{{.*}} = graph.generic_neurons %[[AGAIN]] {name = "twin"}
// CHECK-NEXT:    %{{.*}} = graph.lif_neurons %[[A]] {name = "dead",
// CHECK-NEXT:    %[[FIRST:.*]] = graph.module(%[[LAST:.*]]) {name = "first"}
// CHECK-NEXT:    %[[OTHER:.*]] = test.pass_through %[[FIRST]]
// CHECK-NEXT:    %[[LAST]] = graph.module(%[[A]]) {name = "last"}
// CHECK-NEXT:    graph.output %[[OTHER]]
graph.network @leaves_the_rest_alone(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %unused = graph.select %in[1] : !graph.nodes<2> -> !graph.nodes<1>
  %same = graph.select %in[0, 1] : !graph.nodes<2> -> !graph.nodes<2>
  %again = graph.select %same[0, 1] : !graph.nodes<2> -> !graph.nodes<2>
  %a = graph.generic_neurons %again {name = "twin"} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.generic_neurons %again {name = "twin"} : !graph.nodes<2> -> !graph.nodes<2>
  %dead = test.decay_neurons %a {name = "dead", dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<2>
  %first = graph.module(%last) {name = "first"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %other = test.pass_through %first : !graph.nodes<2> -> !graph.nodes<2>
  %last = graph.module(%a) {name = "last"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %other : !graph.nodes<2>
}

// What is in a region of another dialect is that dialect's business.
// CHECK-LABEL: graph.network @foreign_region
// CHECK:         test.group
// CHECK:           test.decay_neurons
graph.network @foreign_region(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %g = test.group(%in) : (!graph.nodes<2>) -> !graph.nodes<2> {
  ^bb0(%x: !graph.nodes<2>):
    %n = test.decay_neurons %x {name = "n", dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<2>
  }
  graph.output %g : !graph.nodes<2>
}
