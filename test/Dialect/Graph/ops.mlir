// RUN: graph-opt --verify-roundtrip %s | FileCheck %s
// RUN: graph-opt --mlir-print-op-generic %s | graph-opt | FileCheck %s

// A network is a symbol with ports; without modules it passes its inputs on.
// CHECK-LABEL: graph.network @relay(%in: !graph.nodes<3>) -> !graph.nodes<3> {
// CHECK-NEXT:    graph.output %in : !graph.nodes<3>
// CHECK-NEXT:  }
graph.network @relay(%spikes: !graph.nodes<3>) -> !graph.nodes<3> {
  graph.output %spikes : !graph.nodes<3>
}

// A network may have neither inputs nor outputs.
// CHECK-LABEL: graph.network @no_ports() {
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
graph.network @no_ports() {
  graph.output
}

// Several ports keep their order; several arguments are numbered.
// CHECK-LABEL: graph.network @swapped(%in0: !graph.nodes<1>, %in1: !graph.nodes<2>)
// CHECK-SAME:    -> (!graph.nodes<2>, !graph.nodes<1>) {
// CHECK-NEXT:    graph.output %in1, %in0 : !graph.nodes<2>, !graph.nodes<1>
graph.network @swapped(%a: !graph.nodes<1>, %b: !graph.nodes<2>)
    -> (!graph.nodes<2>, !graph.nodes<1>) {
  graph.output %b, %a : !graph.nodes<2>, !graph.nodes<1>
}

// Visibility and attributes of ports and network are spelt as in func.func.
// CHECK-LABEL: graph.network private @described
// CHECK-SAME:    (%in: !graph.nodes<1> {port.unit = "A"})
// CHECK-SAME:    -> (!graph.nodes<1> {port.unit = "spikes"})
// CHECK-SAME:    attributes {author.comment = "trained"} {
graph.network private @described(%in: !graph.nodes<1> {port.unit = "A"})
    -> (!graph.nodes<1> {port.unit = "spikes"})
    attributes {author.comment = "trained"} {
  graph.output %in : !graph.nodes<1>
}

// The other two visibilities.
// CHECK-LABEL: graph.network nested @nested_visibility()
graph.network nested @nested_visibility() {
  graph.output
}

// CHECK-LABEL: graph.network public @public_visibility()
graph.network public @public_visibility() {
  graph.output
}

// A plain module has any number of operands and results, none included.
// CHECK-LABEL: graph.network @plain_modules
// CHECK-NEXT:    graph.module() : () -> ()
// CHECK-NEXT:    %noise = graph.module() {name = "noise"} : () -> !graph.nodes<2>
// CHECK-NEXT:    %mix, %mix_0 = graph.module(%in, %noise) {name = "mix"}
// CHECK-SAME:      : (!graph.nodes<1>, !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<1>)
// CHECK-NEXT:    graph.output %mix : !graph.nodes<2>
graph.network @plain_modules(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  graph.module() : () -> ()
  %noise = graph.module() {name = "noise"} : () -> !graph.nodes<2>
  %mix:2 = graph.module(%in, %noise) {name = "mix"}
      : (!graph.nodes<1>, !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<1>)
  graph.output %mix#0 : !graph.nodes<2>
}

// Weights with and without biases, as f32 and as f64.
// CHECK-LABEL: graph.network @weights
// CHECK-NEXT:    %fc = graph.linear_weights %in {name = "fc",
// CHECK-SAME:      weights = dense<{{\[\[}}5.000000e-01, -2.500000e-01, 0.000000e+00], [1.000000e+00, 0.000000e+00, 7.500000e-01]]> : tensor<2x3xf32>}
// CHECK-SAME:      : !graph.nodes<2> -> !graph.nodes<3>
// CHECK-NEXT:    %biased = graph.linear_weights %fc {name = "biased",
// CHECK-SAME:      biases = dense<1.000000e-01> : tensor<1xf64>,
// CHECK-SAME:      weights = dense<2.000000e+00> : tensor<3x1xf64>}
// CHECK-SAME:      : !graph.nodes<3> -> !graph.nodes<1>
graph.network @weights(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %0 = graph.linear_weights %in {name = "fc",
      weights = dense<[[0.5, -0.25, 0.0], [1.0, 0.0, 0.75]]> : tensor<2x3xf32>}
      : !graph.nodes<2> -> !graph.nodes<3>
  %1 = graph.linear_weights %0 {name = "biased",
      weights = dense<2.0> : tensor<3x1xf64>, biases = dense<0.1> : tensor<1xf64>}
      : !graph.nodes<3> -> !graph.nodes<1>
  graph.output %1 : !graph.nodes<1>
}

// LIF neurons with two synapses each and all parameters, and the fewest.
// CHECK-LABEL: graph.network @lif
// CHECK-NEXT:    %hidden = graph.lif_neurons %in {name = "hidden",
// CHECK-SAME:      bias = dense<[0.000000e+00, -1.000000e-01]> : tensor<2xf32>,
// CHECK-SAME:      dt = 1.000000e-03 : f64,
// CHECK-SAME:      tau_mem = dense<2.000000e-02> : tensor<2xf32>,
// CHECK-SAME:      tau_syn = dense<[2.000000e-02, 5.000000e-03, 2.000000e-02, 5.000000e-03]> : tensor<4xf32>,
// CHECK-SAME:      threshold = dense<1.000000e+00> : tensor<2xf32>}
// CHECK-SAME:      : !graph.nodes<4> -> !graph.nodes<2>
// CHECK-NEXT:    %lif_neurons = graph.lif_neurons %hidden {
// CHECK-SAME:      tau_mem = dense<1.000000e-02> : tensor<2xf64>,
// CHECK-SAME:      tau_syn = dense<1.000000e-02> : tensor<2xf64>,
// CHECK-SAME:      threshold = dense<1.000000e+00> : tensor<2xf64>}
// CHECK-SAME:      : !graph.nodes<2> -> !graph.nodes<2>
graph.network @lif(%in: !graph.nodes<4>) -> !graph.nodes<2> {
  %0 = graph.lif_neurons %in {name = "hidden", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<[0.02, 0.005, 0.02, 0.005]> : tensor<4xf32>,
      threshold = dense<1.0> : tensor<2xf32>, bias = dense<[0.0, -0.1]> : tensor<2xf32>}
      : !graph.nodes<4> -> !graph.nodes<2>
  %1 = graph.lif_neurons %0 {tau_mem = dense<0.01> : tensor<2xf64>,
      tau_syn = dense<0.01> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %1 : !graph.nodes<2>
}

// Rate neurons with all parameters, and with the fewest.
// CHECK-LABEL: graph.network @rates
// CHECK-NEXT:    %rates = graph.rate_neurons %in {name = "rates",
// CHECK-SAME:      bias = dense<1.000000e-01> : tensor<3xf32>, dt = 1.000000e-03 : f64,
// CHECK-SAME:      tau = dense<5.000000e-02> : tensor<3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
// CHECK-NEXT:    %rate_neurons = graph.rate_neurons %rates {
// CHECK-SAME:      tau = dense<5.000000e-02> : tensor<3xf64>} : !graph.nodes<3> -> !graph.nodes<3>
graph.network @rates(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %0 = graph.rate_neurons %in {name = "rates", dt = 1.0e-3 : f64,
      tau = dense<0.05> : tensor<3xf32>, bias = dense<0.1> : tensor<3xf32>}
      : !graph.nodes<3> -> !graph.nodes<3>
  %1 = graph.rate_neurons %0 {tau = dense<0.05> : tensor<3xf64>}
      : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %1 : !graph.nodes<3>
}

// Generic neurons have an optional time step and nothing else.
// CHECK-LABEL: graph.network @generic
// CHECK-NEXT:    %population = graph.generic_neurons %in {name = "population", dt = 1.000000e-03 : f64}
// CHECK-SAME:      : !graph.nodes<6> -> !graph.nodes<3>
// CHECK-NEXT:    %generic_neurons = graph.generic_neurons %population : !graph.nodes<3> -> !graph.nodes<3>
graph.network @generic(%in: !graph.nodes<6>) -> !graph.nodes<3> {
  %0 = graph.generic_neurons %in {name = "population", dt = 1.0e-3 : f64}
      : !graph.nodes<6> -> !graph.nodes<3>
  %1 = graph.generic_neurons %0 : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %1 : !graph.nodes<3>
}

// An alias has as many output as input nodes; its target is what it is merged
// with.
// CHECK-LABEL: graph.network @residual
// CHECK-NEXT:    %skip = graph.alias %in0 {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
// CHECK-NEXT:    %merged = graph.merge %in1, %skip : !graph.nodes<2>
graph.network @residual(%first: !graph.nodes<2>, %second: !graph.nodes<2>) -> !graph.nodes<2> {
  %skip = graph.alias %first {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
  %out = graph.merge %second, %skip : !graph.nodes<2>
  graph.output %out : !graph.nodes<2>
}

// All plumbing: the sum of lists, some nodes, nodes at places, lists in a row,
// nodes without a source.
// CHECK-LABEL: graph.network @plumbing
// CHECK-NEXT:    %merged = graph.merge %in0, %in1, %in1 : !graph.nodes<3>
// CHECK-NEXT:    %selected = graph.select %merged[2, 0, 0, 1] : !graph.nodes<3> -> !graph.nodes<4>
// CHECK-NEXT:    %placed = graph.place %merged[5, 1, 2] : !graph.nodes<3> -> !graph.nodes<6>
// CHECK-NEXT:    %open = graph.open : !graph.nodes<2>
// CHECK-NEXT:    %joined = graph.concat %selected, %placed, %open : (!graph.nodes<4>, !graph.nodes<6>, !graph.nodes<2>) -> !graph.nodes<12>
graph.network @plumbing(%a: !graph.nodes<3>, %b: !graph.nodes<3>) -> !graph.nodes<12> {
  %sum = graph.merge %a, %b, %b : !graph.nodes<3>
  %some = graph.select %sum[2, 0, 0, 1] : !graph.nodes<3> -> !graph.nodes<4>
  %spread = graph.place %sum[5, 1, 2] : !graph.nodes<3> -> !graph.nodes<6>
  %none = graph.open : !graph.nodes<2>
  %all = graph.concat %some, %spread, %none
      : (!graph.nodes<4>, !graph.nodes<6>, !graph.nodes<2>) -> !graph.nodes<12>
  graph.output %all : !graph.nodes<12>
}

// Holders group modules in place, and nest.
// CHECK-LABEL: graph.network @holders
// CHECK-NEXT:    %outer, %outer_0 = graph.holder([[A:%.+]] = %in, [[B:%.+]] = %in) : (!graph.nodes<2>, !graph.nodes<2>)
// CHECK-SAME:      -> (!graph.nodes<2>, !graph.nodes<2>) attributes {name = "outer"} {
// CHECK-NEXT:      [[INNER:%.+]] = graph.holder([[X:%.+]] = [[B]]) : (!graph.nodes<2>) -> !graph.nodes<2> {
// CHECK-NEXT:        graph.output [[X]] : !graph.nodes<2>
// CHECK-NEXT:      }
// CHECK-NEXT:      graph.output [[INNER]], [[A]] : !graph.nodes<2>, !graph.nodes<2>
// CHECK-NEXT:    }
// CHECK-NEXT:    graph.holder() : () -> () {
// CHECK-NEXT:      graph.output
// CHECK-NEXT:    }
// CHECK-NEXT:    graph.output %outer_0 : !graph.nodes<2>
graph.network @holders(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %outer:2 = graph.holder(%a = %in, %b = %in) : (!graph.nodes<2>, !graph.nodes<2>)
      -> (!graph.nodes<2>, !graph.nodes<2>) attributes {name = "outer"} {
    %inner = graph.holder(%x = %b) : (!graph.nodes<2>) -> !graph.nodes<2> {
      graph.output %x : !graph.nodes<2>
    }
    graph.output %inner, %a : !graph.nodes<2>, !graph.nodes<2>
  }
  graph.holder() : () -> () {
    graph.output
  }
  graph.output %outer#1 : !graph.nodes<2>
}

// Instances use networks from below and above in the file, with names and
// without. Results without a name are called after the network.
// CHECK-LABEL: graph.network @instances
// CHECK-NEXT:    %first = graph.instance @relay(%in) {name = "first"} : (!graph.nodes<3>) -> !graph.nodes<3>
// CHECK-NEXT:    %defined_below = graph.instance @defined_below(%first) : (!graph.nodes<3>) -> !graph.nodes<3>
// CHECK-NEXT:    graph.instance @no_ports() : () -> ()
graph.network @instances(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %0 = graph.instance @relay(%in) {name = "first"} : (!graph.nodes<3>) -> !graph.nodes<3>
  %1 = graph.instance @defined_below(%0) : (!graph.nodes<3>) -> !graph.nodes<3>
  graph.instance @no_ports() : () -> ()
  graph.output %1 : !graph.nodes<3>
}
graph.network private @defined_below(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  graph.output %in : !graph.nodes<3>
}

// A value may be used above its definition: loops need no op of their own.
// CHECK-LABEL: graph.network @recurrent
// CHECK-NEXT:    %merged = graph.merge %in, %w_rec : !graph.nodes<4>
// CHECK-NEXT:    %hidden = graph.generic_neurons %merged {name = "hidden"}
// CHECK-NEXT:    %w_rec = graph.linear_weights %hidden {name = "w_rec"
// CHECK-NEXT:    graph.output %hidden
graph.network @recurrent(%in: !graph.nodes<4>) -> !graph.nodes<4> {
  %sum = graph.merge %in, %fb : !graph.nodes<4>
  %spikes = graph.generic_neurons %sum {name = "hidden"} : !graph.nodes<4> -> !graph.nodes<4>
  %fb = graph.linear_weights %spikes {name = "w_rec", weights = dense<-0.1> : tensor<4x4xf32>}
      : !graph.nodes<4> -> !graph.nodes<4>
  graph.output %spikes : !graph.nodes<4>
}

// A module may feed itself.
// CHECK-LABEL: graph.network @self_loop
// CHECK-NEXT:    %self = graph.generic_neurons %self {name = "self"}
graph.network @self_loop() -> !graph.nodes<1> {
  %self = graph.generic_neurons %self {name = "self"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %self : !graph.nodes<1>
}

// Dumps are readable: values carry the names of modules, holders and instances;
// a slash, which no SSA name may have, becomes a dot; equal names are numbered.
// CHECK-LABEL: graph.network @value_names
// CHECK-NEXT:    %outer.inner = graph.generic_neurons %in {name = "outer/inner"}
// CHECK-NEXT:    %same = graph.generic_neurons %outer.inner {name = "same"}
// CHECK-NEXT:    %same_0 = graph.generic_neurons %same {name = "same"}
// CHECK-NEXT:    %generic_neurons = graph.generic_neurons %same_0 {name = ""}
// CHECK-NEXT:    %deep.layer = graph.instance @relay(%generic_neurons) {name = "deep/layer"}
// CHECK-NEXT:    %deep.holder = graph.holder({{.*}}) : {{.*}} attributes {name = "deep/holder"}
graph.network @value_names(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %0 = graph.generic_neurons %in {name = "outer/inner"} : !graph.nodes<3> -> !graph.nodes<3>
  %1 = graph.generic_neurons %0 {name = "same"} : !graph.nodes<3> -> !graph.nodes<3>
  %2 = graph.generic_neurons %1 {name = "same"} : !graph.nodes<3> -> !graph.nodes<3>
  %3 = graph.generic_neurons %2 {name = ""} : !graph.nodes<3> -> !graph.nodes<3>
  %4 = graph.instance @relay(%3) {name = "deep/layer"} : (!graph.nodes<3>) -> !graph.nodes<3>
  %5 = graph.holder(%x = %4) : (!graph.nodes<3>) -> !graph.nodes<3> attributes {name = "deep/holder"} {
    graph.output %x : !graph.nodes<3>
  }
  graph.output %5 : !graph.nodes<3>
}

// The name of a module comes first; discardable attributes and marks stay.
// CHECK-LABEL: graph.network @attribute_order
// CHECK-NEXT:    graph.module() {name = "m", author.note = "a", graph.loop = 0 : i64, graph.recurrent} : () -> ()
// CHECK-NEXT:    graph.instance @no_ports() {name = "i", author.note = "a", graph.loop = 0 : i64} : () -> ()
// CHECK-NEXT:    graph.holder() : () -> () attributes {author.note = "a", name = "h"} {
graph.network @attribute_order() {
  graph.module() {graph.recurrent, graph.loop = 0 : i64, author.note = "a", name = "m"} : () -> ()
  graph.instance @no_ports() {graph.loop = 0 : i64, author.note = "a", name = "i"} : () -> ()
  graph.holder() : () -> () attributes {author.note = "a", name = "h"} {
    graph.output
  }
  graph.output
}
