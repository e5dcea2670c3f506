// RUN: graph-opt --graph-detect-recurrence --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-detect-recurrence=remarks=true --split-input-file --verify-diagnostics %s -o /dev/null

// Recurrent weights around a population: each feeds the other, so both are
// recurrent and in the same loop. What leads in and out is neither.
// CHECK-LABEL: graph.network @recurrent_weights
// CHECK-NEXT:    %w_in = graph.linear_weights %in {name = "w_in", weights
// CHECK-NEXT:    graph.merge
// CHECK-NEXT:    graph.generic_neurons {{.*}} {name = "hidden", graph.loop = 0 : i64, graph.recurrent}
// CHECK-NEXT:    graph.linear_weights {{.*}} {name = "w_rec", graph.loop = 0 : i64, graph.recurrent, weights
// CHECK-NEXT:    graph.linear_weights %hidden {name = "w_out", weights
// expected-remark @below {{2 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @recurrent_weights(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %w_in, %w_rec : !graph.nodes<2>
  // expected-remark @below {{loop 0 of 2 modules; shortest way round from here: 'hidden' -> 'w_rec' -> 'hidden'}}
  %hidden = graph.generic_neurons %sum {name = "hidden"} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-note @below {{closed by 'w_rec' feeding 'hidden'}}
  %w_rec = graph.linear_weights %hidden {name = "w_rec", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_out = graph.linear_weights %hidden {name = "w_out", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w_out : !graph.nodes<2>
}

// -----

// A network without loops has no marks; those of an earlier run are removed.
// CHECK-LABEL: graph.network @stale_marks
// CHECK-NOT:     graph.loop
// CHECK-NOT:     graph.recurrent
// CHECK:         graph.output
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 0 loops}}
graph.network @stale_marks(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.module(%in) {name = "a", graph.loop = 3 : i64, graph.recurrent} : (!graph.nodes<1>) -> !graph.nodes<1>
  %h = graph.holder(%x = %a) : (!graph.nodes<1>) -> !graph.nodes<1> {
    %b = graph.module(%x) {name = "b", graph.recurrent} : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %b : !graph.nodes<1>
  }
  %c = graph.instance @relay(%h) {name = "c", graph.loop = 0 : i64} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %c : !graph.nodes<1>
}
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 0 loops}}
graph.network private @relay(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}

// -----

// A loop of three is a loop, but nobody in it is recurrent by Rockpool's
// definition: no module is fed by one that it feeds.
// CHECK-LABEL: graph.network @long_loop
// CHECK-NEXT:    graph.module{{.*}} {name = "a", graph.loop = 0 : i64} :
// CHECK-NEXT:    graph.module{{.*}} {name = "b", graph.loop = 0 : i64} :
// CHECK-NEXT:    graph.module{{.*}} {name = "c", graph.loop = 0 : i64} :
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @long_loop() {
  // expected-remark @below {{loop 0 of 3 modules; shortest way round from here: 'a' -> 'b' -> 'c' -> 'a'}}
  %a = graph.module(%c) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'c' feeding 'a'}}
  %c = graph.module(%b) {name = "c"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// A module that feeds itself is a source and a sink of its own nodes.
// CHECK-LABEL: graph.network @self_loop
// CHECK-NEXT:    graph.module{{.*}} {name = "self", graph.loop = 0 : i64, graph.recurrent} :
// expected-remark @below {{1 recurrent module by Rockpool's definition, 1 loop}}
graph.network @self_loop() {
  // expected-remark @below {{loop 0 of 1 modules; shortest way round from here: 'self' -> 'self'}}
  // expected-note @below {{closed by 'self' feeding 'self'}}
  %self = graph.module(%self) {name = "self"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// Loops are numbered by their first module in the text.
// CHECK-LABEL: graph.network @two_loops
// CHECK-NEXT:    graph.module{{.*}} {name = "a1", graph.loop = 0 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "b1", graph.loop = 1 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "between"} :
// CHECK-NEXT:    graph.module{{.*}} {name = "b2", graph.loop = 1 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "a2", graph.loop = 0 : i64, graph.recurrent} :
// expected-remark @below {{4 recurrent modules by Rockpool's definition, 2 loops}}
graph.network @two_loops() {
  // expected-remark @below {{loop 0 of 2 modules; shortest way round from here: 'a1' -> 'a2' -> 'a1'}}
  %a1 = graph.module(%a2) {name = "a1"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-remark @below {{loop 1 of 2 modules; shortest way round from here: 'b1' -> 'b2' -> 'b1'}}
  %b1 = graph.module(%b2, %between) {name = "b1"} : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<1>
  %between = graph.module(%a1) {name = "between"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'b2' feeding 'b1'}}
  %b2 = graph.module(%b1) {name = "b2"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'a2' feeding 'a1'}}
  %a2 = graph.module(%a1) {name = "a2"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// A short loop within a longer one: all are in the component, and the two of
// the short one are recurrent.
// CHECK-LABEL: graph.network @loop_in_loop
// CHECK:         graph.module{{.*}} {name = "a", graph.loop = 0 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "b", graph.loop = 0 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "c", graph.loop = 0 : i64} :
// expected-remark @below {{2 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @loop_in_loop() {
  %sum = graph.merge %b, %c : !graph.nodes<1>
  // expected-remark @below {{loop 0 of 3 modules; shortest way round from here: 'a' -> 'b' -> 'a'}}
  %a = graph.module(%sum) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'b' feeding 'a'}}
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'c' feeding 'a'}}
  %c = graph.module(%b) {name = "c"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// Plumbing is followed node by node: the module feeds node 0 of the list and is
// fed by node 1. There is no loop, although the values form one.
// CHECK-LABEL: graph.network @values_in_a_loop
// CHECK-NOT:     graph.loop
// CHECK:         graph.output
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 0 loops}}
graph.network @values_in_a_loop(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %both = graph.concat %w, %in : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %input = graph.select %both[1] : !graph.nodes<2> -> !graph.nodes<1>
  %w = graph.module(%input) {name = "w"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %first = graph.select %both[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %first : !graph.nodes<1>
}

// -----

// Loops lead through all kinds of plumbing.
// CHECK-LABEL: graph.network @loop_through_plumbing
// CHECK:         graph.module{{.*}} {name = "m", graph.loop = 0 : i64, graph.recurrent} :
// expected-remark @below {{1 recurrent module by Rockpool's definition, 1 loop}}
graph.network @loop_through_plumbing(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %one = graph.select %m[1] : !graph.nodes<2> -> !graph.nodes<1>
  %spread = graph.place %one[2] : !graph.nodes<1> -> !graph.nodes<3>
  %none = graph.open : !graph.nodes<1>
  %longer = graph.concat %spread, %none : (!graph.nodes<3>, !graph.nodes<1>) -> !graph.nodes<4>
  %back = graph.select %longer[0, 2] : !graph.nodes<4> -> !graph.nodes<2>
  %sum = graph.merge %in, %back : !graph.nodes<2>
  // expected-remark @below {{loop 0 of 1 modules; shortest way round from here: 'm' -> 'm'}}
  // expected-note @below {{closed by 'm' feeding 'm'}}
  %m = graph.module(%sum) {name = "m"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %m : !graph.nodes<2>
}

// -----

// Holders are looked through; modules inside are called by the way to them. A
// holder itself is never marked.
// CHECK-LABEL: graph.network @loop_through_holder
// CHECK:         graph.holder({{.*}} attributes {name = "h"} {
// CHECK-NEXT:      graph.module{{.*}} {name = "a", graph.loop = 0 : i64, graph.recurrent} :
// CHECK-NEXT:      graph.module{{.*}} {name = "aside"} :
// CHECK:         graph.module{{.*}} {name = "b", graph.loop = 0 : i64, graph.recurrent} :
// expected-remark @below {{2 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @loop_through_holder(%in: !graph.nodes<1>) {
  %h:2 = graph.holder(%x = %b, %y = %in) : (!graph.nodes<1>, !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) attributes {name = "h"} {
    // expected-remark @below {{loop 0 of 2 modules; shortest way round from here: 'h/a' -> 'b' -> 'h/a'}}
    %a = graph.module(%x) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
    %aside = graph.module(%y) {name = "aside"} : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %a, %aside : !graph.nodes<1>, !graph.nodes<1>
  }
  // expected-note @below {{closed by 'b' feeding 'h/a'}}
  %b = graph.module(%h#0) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// An instance counts as one module, whatever is inside: this one passes straight
// through, and is in a loop for all that.
// CHECK-LABEL: graph.network @instance_is_a_module
// CHECK-NEXT:    graph.instance @relay({{.*}} {name = "i", graph.loop = 0 : i64, graph.recurrent} :
// CHECK-NEXT:    graph.module{{.*}} {name = "m", graph.loop = 0 : i64, graph.recurrent} :
// expected-remark @below {{2 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @instance_is_a_module() {
  // expected-remark @below {{loop 0 of 2 modules; shortest way round from here: 'i' -> 'm' -> 'i'}}
  %i = graph.instance @relay(%m) {name = "i"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-note @below {{closed by 'm' feeding 'i'}}
  %m = graph.module(%i) {name = "m"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 0 loops}}
graph.network private @relay(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}

// -----

// An op of another dialect that is no module may be part of a loop; marks go to
// the modules only.
// CHECK-LABEL: graph.network @loop_through_foreign_op
// CHECK-NEXT:    builtin.unrealized_conversion_cast %{{.*}} : !graph.nodes<1> to i32
// CHECK-NEXT:    builtin.unrealized_conversion_cast %{{.*}} : i32 to !graph.nodes<1>
// CHECK-NEXT:    graph.module{{.*}} {name = "m", graph.loop = 0 : i64} :
// expected-remark @below {{0 recurrent modules by Rockpool's definition, 1 loop}}
graph.network @loop_through_foreign_op() {
  // expected-remark @below {{loop 0 of 3 modules; shortest way round from here: 'unrealized_conversion_cast' -> 'unrealized_conversion_cast#1' -> 'm' -> 'unrealized_conversion_cast'}}
  %there = builtin.unrealized_conversion_cast %m : !graph.nodes<1> to i32
  %back = builtin.unrealized_conversion_cast %there : i32 to !graph.nodes<1>
  // expected-note @below {{closed by 'm' feeding 'unrealized_conversion_cast'}}
  %m = graph.module(%back) {name = "m"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output
}

// -----

// Weights that feed themselves are a loop without neurons, which has no meaning.
// CHECK-LABEL: graph.network @loop_without_neurons
// CHECK:         graph.linear_weights {{.*}} {name = "w", graph.loop = 0 : i64, graph.recurrent
// expected-remark @below {{1 recurrent module by Rockpool's definition, 1 loop}}
graph.network @loop_without_neurons(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %sum = graph.merge %in, %w : !graph.nodes<1>
  // expected-warning @below {{this module is part of a loop of weights and aliases alone; a loop needs neurons to have a meaning}}
  // expected-remark @below {{loop 0 of 1 modules}}
  // expected-note @below {{closed by 'w' feeding 'w'}}
  %w = graph.linear_weights %sum {name = "w", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %w : !graph.nodes<1>
}
