// RUN: graph-opt --graph-remove-passthroughs=remarks=false --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-remove-passthroughs --split-input-file --verify-diagnostics %s -o /dev/null

// Neurons drive the outputs themselves.
// CHECK-LABEL: graph.network @readout
// CHECK-NEXT:    %w = graph.linear_weights %in {name = "w"
// CHECK-NEXT:    %n = graph.generic_neurons %w
// CHECK-NEXT:    graph.output %n
graph.network @readout(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{removed 'id', which passes every node on unchanged}}
  %id = graph.linear_weights %n {name = "id", weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>, biases = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %id : !graph.nodes<2>
}

// -----

// Next to weights an identity is of no use, on either side.
// CHECK-LABEL: graph.network @next_to_weights
// CHECK-NEXT:    %w = graph.linear_weights %in {name = "w"
// CHECK-NEXT:    %n = graph.generic_neurons %w
// CHECK-NEXT:    graph.output %n
graph.network @next_to_weights(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{removed 'before'}}
  %before = graph.linear_weights %in {name = "before", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.linear_weights %before {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{removed 'behind'}}
  %behind = graph.linear_weights %w {name = "behind", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %n = graph.generic_neurons %behind {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %n : !graph.nodes<1>
}

// -----

// One identity stays where weights are needed, of a chain the last one.
// CHECK-LABEL: graph.network @needed
// CHECK-NEXT:    %b = graph.linear_weights %in {name = "b"
// CHECK-NEXT:    %n = graph.generic_neurons %b
// CHECK-NEXT:    %c = graph.linear_weights %n {name = "c"
// CHECK-NEXT:    %m = graph.generic_neurons %c
// CHECK-NEXT:    %d = graph.linear_weights %in {name = "d"
// CHECK-NEXT:    graph.output %m, %d
graph.network @needed(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  // expected-remark @below {{removed 'a'}}
  %a = graph.linear_weights %in {name = "a", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %a {name = "b", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %n = graph.generic_neurons %b {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  %c = graph.linear_weights %n {name = "c", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %m = graph.generic_neurons %c {name = "m"} : !graph.nodes<1> -> !graph.nodes<1>
  %d = graph.linear_weights %in {name = "d", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %m, %d : !graph.nodes<1>, !graph.nodes<1>
}

// -----

// In a loop neurons reach weights a step later, but outputs at once.
// CHECK-LABEL: graph.network @loop
// CHECK:         name = "id"
graph.network @loop(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %w, %rec : !graph.nodes<1>
  %n = graph.generic_neurons %sum {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  %id = graph.linear_weights %n {name = "id", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %rec = graph.linear_weights %id {name = "rec", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %id : !graph.nodes<1>
}

// -----

// Not around aliases: before, behind, and beside one.
// CHECK-LABEL: graph.network @aliases
// CHECK:         name = "before"
// CHECK:         name = "behind"
// CHECK:         name = "beside"
graph.network @aliases(%in: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>) {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  %m = graph.generic_neurons %w {name = "m"} : !graph.nodes<1> -> !graph.nodes<1>
  %before = graph.linear_weights %n {name = "before", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %alias = graph.alias %before {name = "alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %spikes = graph.merge %m, %alias : !graph.nodes<1>
  %behind = graph.linear_weights %spikes {name = "behind", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %beside = graph.linear_weights %n {name = "beside", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %spikes, %beside : !graph.nodes<1>
  graph.output %spikes, %behind, %sum : !graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>
}

// -----

// What is no identity: other numbers, a permutation, another shape, a bias; and
// an identity that nothing uses.
// CHECK-LABEL: graph.network @no_passthroughs
// CHECK-COUNT-5: graph.linear_weights
graph.network @no_passthroughs(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<1>, !graph.nodes<2>) {
  %n = graph.generic_neurons %in {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
  %a = graph.linear_weights %n {weights = dense<[[1.0, 0.0], [0.0, 2.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.linear_weights %n {weights = dense<[[0.0, 1.0], [1.0, 0.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %c = graph.linear_weights %n {weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %d = graph.linear_weights %n {weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>, biases = dense<[0.0, 1.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %dead = graph.linear_weights %n {weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %a, %b, %c, %d : !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<1>, !graph.nodes<2>
}

// -----

// Nothing is known about instances, and holders are left to graph-flatten.
// CHECK-LABEL: graph.network @instance
// CHECK:         name = "into"
// CHECK:         name = "out_of"
graph.network private @inner(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %in : !graph.nodes<1>
}
graph.network @instance(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %n = graph.generic_neurons %in {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
  %into = graph.linear_weights %n {name = "into", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %i = graph.instance @inner(%into) : (!graph.nodes<1>) -> !graph.nodes<1>
  %out_of = graph.linear_weights %i {name = "out_of", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %out_of : !graph.nodes<1>
}

// CHECK-LABEL: graph.network @holder
// CHECK:         name = "id"
graph.network @holder(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{network 'holder' has holders and is left as it is; run graph-flatten first}}
  %n = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    %n = graph.generic_neurons %x {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
    graph.output %n : !graph.nodes<1>
  }
  %id = graph.linear_weights %n {name = "id", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %id : !graph.nodes<1>
}

// -----

// Identities are known in sparse form, too: every node, and nothing else.
// CHECK-LABEL: graph.network @sparse
// CHECK-NOT:     name = "id"
// CHECK:         name = "lacks_one"
// CHECK:         name = "has_more"
graph.network @sparse(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>) {
  %w = graph.linear_weights %in {name = "w", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{removed 'id'}}
  %id = graph.linear_weights %n {name = "id", weights = sparse<[[0, 0], [1, 1]], [1.0, 1.0]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %lacks_one = graph.linear_weights %n {name = "lacks_one", weights = sparse<[[0, 0]], [1.0]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %has_more = graph.linear_weights %n {name = "has_more", weights = sparse<[[0, 0], [0, 1], [1, 1]], [1.0, 1.0, 1.0]> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %id, %lacks_one, %has_more : !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>
}
