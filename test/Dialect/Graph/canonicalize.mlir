// RUN: graph-opt --canonicalize %s | FileCheck %s
// RUN: graph-opt --canonicalize --cse --canonicalize %s | FileCheck %s --check-prefix=MODULES

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

// Equal modules are different modules, and an unused one is still there:
// neither canonicalisation nor CSE removes any of them.
// MODULES-LABEL: graph.network @modules_stay
// MODULES-COUNT-2: graph.linear_weights {{.*}}name = "same_weights"
// MODULES-COUNT-2: graph.lif_neurons {{.*}}name = "same_lif"
// MODULES-COUNT-2: graph.rate_neurons {{.*}}name = "same_rate"
// MODULES-COUNT-2: graph.generic_neurons {{.*}}name = "same_generic"
// MODULES-COUNT-2: graph.alias {{.*}}name = "same_alias"
// MODULES-COUNT-2: graph.module{{.*}}name = "same_module"
// MODULES-COUNT-2: graph.instance {{.*}}name = "same_instance"
// MODULES-COUNT-2: graph.holder{{.*}}name = "same_holder"
// MODULES: graph.output %in
graph.network @modules_stay(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w0 = graph.linear_weights %in {name = "same_weights", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w1 = graph.linear_weights %in {name = "same_weights", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %l0 = graph.lif_neurons %in {name = "same_lif", tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %l1 = graph.lif_neurons %in {name = "same_lif", tau_mem = dense<0.1> : tensor<1xf32>, tau_syn = dense<0.1> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %r0 = graph.rate_neurons %in {name = "same_rate", tau = dense<0.1> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %r1 = graph.rate_neurons %in {name = "same_rate", tau = dense<0.1> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %g0 = graph.generic_neurons %in {name = "same_generic"} : !graph.nodes<1> -> !graph.nodes<1>
  %g1 = graph.generic_neurons %in {name = "same_generic"} : !graph.nodes<1> -> !graph.nodes<1>
  %a0 = graph.alias %in {name = "same_alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %a1 = graph.alias %in {name = "same_alias"} : !graph.nodes<1> -> !graph.nodes<1>
  %m0 = graph.module(%in) {name = "same_module"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %m1 = graph.module(%in) {name = "same_module"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %i0 = graph.instance @relay(%in) {name = "same_instance"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %i1 = graph.instance @relay(%in) {name = "same_instance"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %h0 = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "same_holder"} {
    graph.output %x : !graph.nodes<1>
  }
  %h1 = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "same_holder"} {
    graph.output %x : !graph.nodes<1>
  }
  graph.output %in : !graph.nodes<1>
}
graph.network private @relay(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %in : !graph.nodes<1>
}

// A loop of modules that nothing uses stays too.
// MODULES-LABEL: graph.network @dead_loop_stays
// MODULES-NEXT:    %a = graph.generic_neurons %b {name = "a"}
// MODULES-NEXT:    %b = graph.generic_neurons %a {name = "b"}
graph.network @dead_loop_stays() {
  %0 = graph.generic_neurons %1 {name = "a"} : !graph.nodes<1> -> !graph.nodes<1>
  %1 = graph.generic_neurons %0 {name = "b"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output
}

// Equal plumbing is the same plumbing, though: CSE joins it, and a merge then
// counts its value twice.
// MODULES-LABEL: graph.network @plumbing_is_pure
// MODULES-NEXT:    %[[SELECTED:.+]] = graph.select %in[1, 0]
// MODULES-NEXT:    %[[MERGED:.+]] = graph.merge %[[SELECTED]], %[[SELECTED]] : !graph.nodes<2>
// MODULES-NEXT:    graph.output %[[MERGED]]
graph.network @plumbing_is_pure(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %a, %b : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

//===----------------------------------------------------------------------===//
// Merge
//===----------------------------------------------------------------------===//

// A merge of one operand is that operand.
// CHECK-LABEL: graph.network @merge_of_one
// CHECK-NEXT:    graph.output %in :
graph.network @merge_of_one(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %in : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

// An operand given twice counts twice.
// CHECK-LABEL: graph.network @merge_of_the_same
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %in, %in : !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[SUM]]
graph.network @merge_of_the_same(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %in, %in : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

// Open operands add nothing.
// CHECK-LABEL: graph.network @merge_with_open
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %in0, %in1 : !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[SUM]]
graph.network @merge_with_open(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> !graph.nodes<2> {
  %none = graph.open : !graph.nodes<2>
  %sum = graph.merge %a, %none, %b, %none : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

// A merge of open operands alone is open.
// CHECK-LABEL: graph.network @merge_of_open
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @merge_of_open() -> !graph.nodes<2> {
  %none = graph.open : !graph.nodes<2>
  %sum = graph.merge %none, %none : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

// Merges of merges become one, operands in order.
// CHECK-LABEL: graph.network @merge_of_merges
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %in0, %in1, %in2, %in0 : !graph.nodes<1>
// CHECK-NEXT:    graph.output %[[SUM]]
graph.network @merge_of_merges(%a: !graph.nodes<1>, %b: !graph.nodes<1>, %c: !graph.nodes<1>) -> !graph.nodes<1> {
  %bc = graph.merge %b, %c : !graph.nodes<1>
  %abc = graph.merge %a, %bc : !graph.nodes<1>
  %sum = graph.merge %abc, %a : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// A merge that is used elsewhere stays a value of its own: operand lists would
// grow with the square of a chain's length.
// CHECK-LABEL: graph.network @merge_of_shared_merge
// CHECK-NEXT:    %[[AB:.+]] = graph.merge %in0, %in1
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %[[AB]], %in0
// CHECK-NEXT:    graph.output %[[AB]], %[[SUM]]
graph.network @merge_of_shared_merge(%a: !graph.nodes<1>, %b: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %ab = graph.merge %a, %b : !graph.nodes<1>
  %sum = graph.merge %ab, %a : !graph.nodes<1>
  graph.output %ab, %sum : !graph.nodes<1>, !graph.nodes<1>
}

//===----------------------------------------------------------------------===//
// Select
//===----------------------------------------------------------------------===//

// All nodes in order are the value itself.
// CHECK-LABEL: graph.network @select_identity
// CHECK-NEXT:    graph.output %in :
graph.network @select_identity(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %all = graph.select %in[0, 1, 2] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %all : !graph.nodes<3>
}

// Another order, a prefix and a repetition are not.
// CHECK-LABEL: graph.network @select_no_identity
// CHECK-NEXT:    %[[PERMUTED:.+]] = graph.select %in[0, 2, 1]
// CHECK-NEXT:    %[[PREFIX:.+]] = graph.select %in[0, 1]
// CHECK-NEXT:    %[[REPEATED:.+]] = graph.select %in[0, 1, 1]
// CHECK-NEXT:    graph.output %[[PERMUTED]], %[[PREFIX]], %[[REPEATED]]
graph.network @select_no_identity(%in: !graph.nodes<3>) -> (!graph.nodes<3>, !graph.nodes<2>, !graph.nodes<3>) {
  %permuted = graph.select %in[0, 2, 1] : !graph.nodes<3> -> !graph.nodes<3>
  %prefix = graph.select %in[0, 1] : !graph.nodes<3> -> !graph.nodes<2>
  %repeated = graph.select %in[0, 1, 1] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %permuted, %prefix, %repeated : !graph.nodes<3>, !graph.nodes<2>, !graph.nodes<3>
}

// Selects of selects are one select.
// CHECK-LABEL: graph.network @select_of_select
// CHECK-NEXT:    %[[SOME:.+]] = graph.select %in[6, 0, 6] : !graph.nodes<8> -> !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[SOME]]
graph.network @select_of_select(%in: !graph.nodes<8>) -> !graph.nodes<3> {
  %even = graph.select %in[0, 2, 4, 6] : !graph.nodes<8> -> !graph.nodes<4>
  %outer = graph.select %even[3, 0] : !graph.nodes<4> -> !graph.nodes<2>
  %some = graph.select %outer[0, 1, 0] : !graph.nodes<2> -> !graph.nodes<3>
  graph.output %some : !graph.nodes<3>
}

// Two permutations that undo each other are none.
// CHECK-LABEL: graph.network @select_there_and_back
// CHECK-NEXT:    graph.output %in :
graph.network @select_there_and_back(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %there = graph.select %in[1, 2, 0] : !graph.nodes<3> -> !graph.nodes<3>
  %back = graph.select %there[2, 0, 1] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %back : !graph.nodes<3>
}

// A select that takes one operand of a concat is that operand; one that takes
// from one operand selects from it.
// CHECK-LABEL: graph.network @select_of_concat
// CHECK-NEXT:    %[[SOME:.+]] = graph.select %in1[2, 0] : !graph.nodes<3> -> !graph.nodes<2>
// CHECK-NEXT:    graph.output %in0, %[[SOME]]
graph.network @select_of_concat(%a: !graph.nodes<2>, %b: !graph.nodes<3>) -> (!graph.nodes<2>, !graph.nodes<2>) {
  %both = graph.concat %a, %b : (!graph.nodes<2>, !graph.nodes<3>) -> !graph.nodes<5>
  %first = graph.select %both[0, 1] : !graph.nodes<5> -> !graph.nodes<2>
  %some = graph.select %both[4, 2] : !graph.nodes<5> -> !graph.nodes<2>
  graph.output %first, %some : !graph.nodes<2>, !graph.nodes<2>
}

// A select from several operands of a concat does not see the others.
// CHECK-LABEL: graph.network @select_of_parts
// CHECK-NEXT:    %[[OUTER:.+]] = graph.concat %in0, %in2 : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<4>
// CHECK-NEXT:    %[[SOME:.+]] = graph.select %[[OUTER]][3, 0] : !graph.nodes<4> -> !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[SOME]]
graph.network @select_of_parts(%a: !graph.nodes<2>, %b: !graph.nodes<3>, %c: !graph.nodes<2>) -> !graph.nodes<2> {
  %all = graph.concat %a, %b, %c : (!graph.nodes<2>, !graph.nodes<3>, !graph.nodes<2>) -> !graph.nodes<7>
  %some = graph.select %all[6, 0] : !graph.nodes<7> -> !graph.nodes<2>
  graph.output %some : !graph.nodes<2>
}

// A select of placed nodes alone selects from what was placed.
// CHECK-LABEL: graph.network @select_of_placed
// CHECK-NEXT:    %[[SWAPPED:.+]] = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[SWAPPED]]
graph.network @select_of_placed(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %spread = graph.place %in[1, 3] : !graph.nodes<2> -> !graph.nodes<5>
  %swapped = graph.select %spread[3, 1] : !graph.nodes<5> -> !graph.nodes<2>
  graph.output %swapped : !graph.nodes<2>
}

// A select of placed and open nodes places those that have a source.
// CHECK-LABEL: graph.network @select_of_placed_and_open
// CHECK-NEXT:    %[[SOME:.+]] = graph.select %in[1, 1] : !graph.nodes<2> -> !graph.nodes<2>
// CHECK-NEXT:    %[[SPREAD:.+]] = graph.place %[[SOME]][0, 2] : !graph.nodes<2> -> !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[SPREAD]]
graph.network @select_of_placed_and_open(%in: !graph.nodes<2>) -> !graph.nodes<3> {
  %spread = graph.place %in[1, 3] : !graph.nodes<2> -> !graph.nodes<5>
  %some = graph.select %spread[3, 0, 3] : !graph.nodes<5> -> !graph.nodes<3>
  graph.output %some : !graph.nodes<3>
}

// A select of nodes that a place leaves open is open.
// CHECK-LABEL: graph.network @select_of_left_open
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @select_of_left_open(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %spread = graph.place %in[1, 3] : !graph.nodes<2> -> !graph.nodes<5>
  %none = graph.select %spread[0, 4] : !graph.nodes<5> -> !graph.nodes<2>
  graph.output %none : !graph.nodes<2>
}

// A select of open nodes is open.
// CHECK-LABEL: graph.network @select_of_open
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @select_of_open() -> !graph.nodes<3> {
  %none = graph.open : !graph.nodes<2>
  %some = graph.select %none[0, 0, 1] : !graph.nodes<2> -> !graph.nodes<3>
  graph.output %some : !graph.nodes<3>
}

// A value that feeds itself, while no node does, is unrolled as far as it goes:
// node 1 is node 0.
// CHECK-LABEL: graph.network @select_of_itself
// CHECK-NEXT:    %[[PAIR:.+]] = graph.concat %in, %in
// CHECK-NEXT:    graph.output %[[PAIR]]
graph.network @select_of_itself(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %pair = graph.concat %in, %first : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %first = graph.select %pair[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %pair : !graph.nodes<2>
}

//===----------------------------------------------------------------------===//
// Place
//===----------------------------------------------------------------------===//

// All nodes at their own places are the value itself.
// CHECK-LABEL: graph.network @place_identity
// CHECK-NEXT:    graph.output %in :
graph.network @place_identity(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %all = graph.place %in[0, 1, 2] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %all : !graph.nodes<3>
}

// The first nodes of a longer list are not.
// CHECK-LABEL: graph.network @place_prefix
// CHECK-NEXT:    %[[PREFIX:.+]] = graph.place %in[0, 1] : !graph.nodes<2> -> !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[PREFIX]]
graph.network @place_prefix(%in: !graph.nodes<2>) -> !graph.nodes<3> {
  %prefix = graph.place %in[0, 1] : !graph.nodes<2> -> !graph.nodes<3>
  graph.output %prefix : !graph.nodes<3>
}

// Places of places are one place.
// CHECK-LABEL: graph.network @place_of_place
// CHECK-NEXT:    %[[SPREAD:.+]] = graph.place %in[5, 0] : !graph.nodes<2> -> !graph.nodes<6>
// CHECK-NEXT:    graph.output %[[SPREAD]]
graph.network @place_of_place(%in: !graph.nodes<2>) -> !graph.nodes<6> {
  %inner = graph.place %in[2, 1] : !graph.nodes<2> -> !graph.nodes<3>
  %outer = graph.place %inner[3, 0, 5] : !graph.nodes<3> -> !graph.nodes<6>
  graph.output %outer : !graph.nodes<6>
}

// A place that only permutes is a select of the inverse permutation.
// CHECK-LABEL: graph.network @place_permutes
// CHECK-NEXT:    %[[PERMUTED:.+]] = graph.select %in[2, 0, 1] : !graph.nodes<3> -> !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[PERMUTED]]
graph.network @place_permutes(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %permuted = graph.place %in[1, 2, 0] : !graph.nodes<3> -> !graph.nodes<3>
  graph.output %permuted : !graph.nodes<3>
}

// A place of open nodes is open.
// CHECK-LABEL: graph.network @place_of_open
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @place_of_open() -> !graph.nodes<3> {
  %none = graph.open : !graph.nodes<1>
  %spread = graph.place %none[1] : !graph.nodes<1> -> !graph.nodes<3>
  graph.output %spread : !graph.nodes<3>
}

// A place whose input is the node that it leaves open is open: the loop of
// values has no source.
// CHECK-LABEL: graph.network @place_of_its_open_node
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<2>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @place_of_its_open_node() -> !graph.nodes<2> {
  %spread = graph.place %one[0] : !graph.nodes<1> -> !graph.nodes<2>
  %one = graph.select %spread[1] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %spread : !graph.nodes<2>
}

// The same for a list that is fed by itself, one node further on.
// CHECK-LABEL: graph.network @place_of_itself_shifted
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<4>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @place_of_itself_shifted() -> !graph.nodes<4> {
  %shifted = graph.place %first[1, 2, 3] : !graph.nodes<3> -> !graph.nodes<4>
  %first = graph.select %shifted[0, 1, 2] : !graph.nodes<4> -> !graph.nodes<3>
  graph.output %shifted : !graph.nodes<4>
}

//===----------------------------------------------------------------------===//
// Concat
//===----------------------------------------------------------------------===//

// A concat of one operand is that operand.
// CHECK-LABEL: graph.network @concat_of_one
// CHECK-NEXT:    graph.output %in :
graph.network @concat_of_one(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %same = graph.concat %in : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %same : !graph.nodes<2>
}

// Concats of concats become one.
// CHECK-LABEL: graph.network @concat_of_concats
// CHECK-NEXT:    %[[ALL:.+]] = graph.concat %in0, %in1, %in0, %in1
// CHECK-SAME:      -> !graph.nodes<6>
// CHECK-NEXT:    graph.output %[[ALL]]
graph.network @concat_of_concats(%a: !graph.nodes<1>, %b: !graph.nodes<2>) -> !graph.nodes<6> {
  %ab = graph.concat %a, %b : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<3>
  %ba = graph.concat %ab, %a : (!graph.nodes<3>, !graph.nodes<1>) -> !graph.nodes<4>
  %all = graph.concat %ba, %b : (!graph.nodes<4>, !graph.nodes<2>) -> !graph.nodes<6>
  graph.output %all : !graph.nodes<6>
}

// A concat that is used elsewhere stays.
// CHECK-LABEL: graph.network @concat_of_shared_concat
// CHECK-NEXT:    %[[PAIR:.+]] = graph.concat %in0, %in1
// CHECK-NEXT:    %[[ALL:.+]] = graph.concat %[[PAIR]], %in0
// CHECK-NEXT:    graph.output %[[PAIR]], %[[ALL]]
graph.network @concat_of_shared_concat(%a: !graph.nodes<1>, %b: !graph.nodes<1>) -> (!graph.nodes<2>, !graph.nodes<3>) {
  %pair = graph.concat %a, %b : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %all = graph.concat %pair, %a : (!graph.nodes<2>, !graph.nodes<1>) -> !graph.nodes<3>
  graph.output %pair, %all : !graph.nodes<2>, !graph.nodes<3>
}

// Neighbours that select from the same value become one select; here it is the
// whole value.
// CHECK-LABEL: graph.network @split_and_joined
// CHECK-NEXT:    graph.output %in :
graph.network @split_and_joined(%in: !graph.nodes<3>) -> !graph.nodes<3> {
  %head = graph.select %in[0] : !graph.nodes<3> -> !graph.nodes<1>
  %tail = graph.select %in[1, 2] : !graph.nodes<3> -> !graph.nodes<2>
  %all = graph.concat %head, %tail : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<3>
  graph.output %all : !graph.nodes<3>
}

// Only neighbours are joined, and only those that select from the same value.
// CHECK-LABEL: graph.network @selects_of_others
// CHECK-NEXT:    %[[A:.+]] = graph.select %in0[0]
// CHECK-NEXT:    %[[B:.+]] = graph.select %in1[0]
// CHECK-NEXT:    %[[ALL:.+]] = graph.concat %[[A]], %[[B]], %[[A]]
// CHECK-NEXT:    graph.output %[[ALL]]
graph.network @selects_of_others(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> !graph.nodes<3> {
  %a0 = graph.select %a[0] : !graph.nodes<2> -> !graph.nodes<1>
  %b0 = graph.select %b[0] : !graph.nodes<2> -> !graph.nodes<1>
  %all = graph.concat %a0, %b0, %a0 : (!graph.nodes<1>, !graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<3>
  graph.output %all : !graph.nodes<3>
}

// Neighbouring open nodes become one graph.open.
// CHECK-LABEL: graph.network @open_neighbours
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<3>
// CHECK-NEXT:    %[[ALL:.+]] = graph.concat %in, %[[OPEN]], %in
// CHECK-NEXT:    graph.output %[[ALL]]
graph.network @open_neighbours(%in: !graph.nodes<1>) -> !graph.nodes<5> {
  %one = graph.open : !graph.nodes<1>
  %two = graph.open : !graph.nodes<2>
  %all = graph.concat %in, %one, %two, %in : (!graph.nodes<1>, !graph.nodes<1>, !graph.nodes<2>, !graph.nodes<1>) -> !graph.nodes<5>
  graph.output %all : !graph.nodes<5>
}

// A concat of open nodes alone is open.
// CHECK-LABEL: graph.network @concat_of_open
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<3>
// CHECK-NEXT:    graph.output %[[OPEN]]
graph.network @concat_of_open() -> !graph.nodes<3> {
  %one = graph.open : !graph.nodes<1>
  %two = graph.open : !graph.nodes<2>
  %all = graph.concat %one, %two : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<3>
  graph.output %all : !graph.nodes<3>
}

//===----------------------------------------------------------------------===//
// All together
//===----------------------------------------------------------------------===//

// Plumbing without users goes, rings of it included.
// CHECK-LABEL: graph.network @unused_plumbing
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
graph.network @unused_plumbing(%in: !graph.nodes<2>) {
  %sum = graph.merge %in, %in : !graph.nodes<2>
  %some = graph.select %sum[1] : !graph.nodes<2> -> !graph.nodes<1>
  %pair = graph.concat %some, %first : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %first = graph.select %pair[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output
}

// Folds reach into holders.
// CHECK-LABEL: graph.network @inside_holder
// CHECK:         graph.holder(%[[X:.+]] = %in)
// CHECK-NEXT:      graph.output %[[X]]
graph.network @inside_holder(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %0 = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    %same = graph.merge %x : !graph.nodes<1>
    graph.output %same : !graph.nodes<1>
  }
  graph.output %0 : !graph.nodes<1>
}

// A loop through a module stays a loop while its plumbing folds.
// CHECK-LABEL: graph.network @loop
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %in, %hidden
// CHECK-NEXT:    %hidden = graph.generic_neurons %[[SUM]]
// CHECK-NEXT:    graph.output %hidden
graph.network @loop(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %inner = graph.merge %back : !graph.nodes<2>
  %sum = graph.merge %in, %inner : !graph.nodes<2>
  %hidden = graph.generic_neurons %sum {name = "hidden"} : !graph.nodes<2> -> !graph.nodes<2>
  %there = graph.select %hidden[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %back = graph.place %there[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %hidden : !graph.nodes<2>
}
