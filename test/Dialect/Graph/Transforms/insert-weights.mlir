// RUN: graph-opt --graph-insert-weights=remarks=false --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-insert-weights --split-input-file --verify-diagnostics %s -o /dev/null
// RUN: graph-opt '--graph-insert-weights=remarks=false max-elements=1' --split-input-file %s 2>&1 | FileCheck %s --check-prefix=SMALL

// An input and neurons, each with weights of their own in between.
// CHECK-LABEL: graph.network @chain
// CHECK-NEXT:    %input-a = graph.linear_weights %in {name = "input-a", weights = dense<{{\[}}[1.000000e+00, 0.000000e+00], [0.000000e+00, 1.000000e+00]]> : tensor<2x2xf32>}
// CHECK-NEXT:    %a = graph.generic_neurons %input-a {name = "a"}
// CHECK-NEXT:    %a-b = graph.linear_weights %a {name = "a-b"
// CHECK-NEXT:    %b = graph.generic_neurons %a-b {name = "b"}
// CHECK-NEXT:    graph.output %b
// SMALL: warning: 'a' is fed by network inputs without weights between them; an identity matrix of 2 x 2 has more than max-elements=1 elements that are not zero
// SMALL: warning: 'b' is fed by 'a' without weights
graph.network @chain(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-remark @below {{inserted the identity matrix 'input-a' between network inputs and 'a'}}
  %a = graph.generic_neurons %in {name = "a"} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{inserted the identity matrix 'a-b' between 'a' and 'b'}}
  %b = graph.generic_neurons %a {name = "b"} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}

// -----

// Of a merge only what comes from no weights goes through the identity, and only
// the nodes that have such a source. With two synapses per neuron, nodes are
// those of synapses.
// CHECK-LABEL: graph.network @mixed
// CHECK:         [[W:%.*]] = graph.linear_weights {{.*}} {name = "w"
// CHECK:         [[S:%.*]] = graph.select %a[1, 1]
// CHECK:         [[I:%.*]] = graph.linear_weights [[S]] {name = "a-b", weights = dense<{{\[}}[1.000000e+00, 0.000000e+00], [0.000000e+00, 1.000000e+00]]> : tensor<2x2xf32>}
// CHECK:         [[P:%.*]] = graph.place [[I]][1, 3] : !graph.nodes<2> -> !graph.nodes<4>
// CHECK:         [[M:%.*]] = graph.merge [[W]], [[P]]
// CHECK:         graph.generic_neurons [[M]] {name = "b"}
graph.network @mixed(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-remark @below {{'input-a'}}
  %a = graph.generic_neurons %in {name = "a"} : !graph.nodes<2> -> !graph.nodes<2>
  %w = graph.linear_weights %a {name = "w", weights = dense<2.0> : tensor<2x4xf32>} : !graph.nodes<2> -> !graph.nodes<4>
  %both = graph.select %a[1, 1] : !graph.nodes<2> -> !graph.nodes<2>
  %placed = graph.place %both[1, 3] : !graph.nodes<2> -> !graph.nodes<4>
  %sum = graph.merge %w, %placed : !graph.nodes<4>
  // expected-remark @below {{inserted the identity matrix 'a-b' between 'a' and 'b'}}
  %b = graph.generic_neurons %sum {name = "b"} : !graph.nodes<4> -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}

// -----

// How often a source counts stays, and shared plumbing is taken apart once.
// CHECK-LABEL: graph.network @counted
// CHECK:         [[M:%.*]] = graph.merge %in{{[01]}}, %in{{[01]}}, %in{{[01]}}
// CHECK:         graph.linear_weights [[M]] {name = "input-a"
// CHECK:         graph.linear_weights [[M]] {name = "input-b"
graph.network @counted(%x: !graph.nodes<1>, %y: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %w = graph.linear_weights %x {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %x, %w, %y, %y : !graph.nodes<1>
  // expected-remark @below {{'input-a'}}
  %a = graph.generic_neurons %sum {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{'input-b'}}
  %b = graph.generic_neurons %sum {name = "b"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %a, %b : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// An alias stays merged with the neuron that it adds to; it gives the weights
// its name only if nothing else does.
// CHECK-LABEL: graph.network @alias
// CHECK:         [[SPIKES:%.*]] = graph.merge %alias, %b
// CHECK:         graph.linear_weights [[SPIKES]] {name = "b-c"
// CHECK:         graph.linear_weights %alias {name = "alias-d"
graph.network @alias(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %a = graph.generic_neurons %w {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.generic_neurons %w {name = "b"} : !graph.nodes<1> -> !graph.nodes<1>
  %alias = graph.alias %a {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %spikes = graph.merge %alias, %b : !graph.nodes<1>
  // expected-remark @below {{inserted the identity matrix 'b-c' between 'alias', 'b' and 'c'}}
  %c = graph.generic_neurons %spikes {name = "c"} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{'alias-d'}}
  %d = graph.generic_neurons %alias {name = "d"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %c, %d : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// Left alone: neurons fed by weights, by nothing or by instances; modules.
// CHECK-LABEL: graph.network @fine
// CHECK-COUNT-1: graph.linear_weights
// CHECK-NOT:     graph.linear_weights
graph.network private @inner(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %in : !graph.nodes<1>
}
graph.network @fine(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>) {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %a = graph.generic_neurons %w {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  %open = graph.open : !graph.nodes<1>
  %b = graph.generic_neurons %open {name = "b"} : !graph.nodes<1> -> !graph.nodes<1>
  %i = graph.instance @inner(%in) : (!graph.nodes<1>) -> !graph.nodes<1>
  %c = graph.generic_neurons %i {name = "c"} : !graph.nodes<1> -> !graph.nodes<1>
  %d = graph.module(%in) {name = "d"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %a, %b, %c, %d : !graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>
}

// -----

// CHECK-LABEL: graph.network @holder
// CHECK-NOT:     graph.linear_weights
graph.network @holder(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{network 'holder' has holders}}
  %x = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  %a = graph.generic_neurons %x {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %a : !graph.nodes<1>
}

// -----

// From six nodes on, the entries are fewer bytes than all elements.
// CHECK-LABEL: graph.network @sparse
// CHECK:         graph.linear_weights %in {name = "input-a", weights = sparse<{{\[}}[0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 5]], 1.000000e+00> : tensor<6x6xf32>}
graph.network @sparse(%in: !graph.nodes<6>) -> !graph.nodes<6> {
  // expected-remark @below {{inserted the identity matrix 'input-a'}}
  %a = graph.generic_neurons %in {name = "a"} : !graph.nodes<6> -> !graph.nodes<6>
  graph.output %a : !graph.nodes<6>
}
