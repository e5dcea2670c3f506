// RUN: graph-opt --graph-flatten --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-flatten --split-input-file --verify-diagnostics %s -o /dev/null
// RUN: graph-opt --graph-flatten --canonicalize --split-input-file %s | FileCheck %s --check-prefix=VALID

// Every result is valid and can be worked on.
// VALID: graph.network

// A holder disappears; the modules inside get its name in front of theirs.
// CHECK-LABEL: graph.network @one_holder
// CHECK-NEXT:    %layer.w = graph.linear_weights %in {name = "layer/w"
// CHECK-NEXT:    %layer.n = graph.generic_neurons %layer.w {name = "layer/n"}
// CHECK-NEXT:    graph.output %layer.n : !graph.nodes<2>
// CHECK-NEXT:  }
graph.network @one_holder(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %layer = graph.holder(%x = %in) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "layer"} {
    %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
    %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %n : !graph.nodes<2>
  }
  graph.output %layer : !graph.nodes<2>
}

// -----

// A network that is flat already stays as it is, names, marks and all.
// CHECK-LABEL: graph.network @already_flat
// CHECK-NEXT:    %w = graph.module(%in) {name = "w", graph.loop = 0 : i64} : (!graph.nodes<2>) -> !graph.nodes<2>
// CHECK-NEXT:    %module = graph.module(%w) : (!graph.nodes<2>) -> !graph.nodes<2>
// CHECK-NEXT:    %w_0 = graph.module(%module) {name = "w"} : (!graph.nodes<2>) -> !graph.nodes<2>
// CHECK-NEXT:    graph.output %w_0
graph.network @already_flat(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %0 = graph.module(%in) {name = "w", graph.loop = 0 : i64} : (!graph.nodes<2>) -> !graph.nodes<2>
  %1 = graph.module(%0) : (!graph.nodes<2>) -> !graph.nodes<2>
  %2 = graph.module(%1) {name = "w"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %2 : !graph.nodes<2>
}

// -----

// Without a name the op's short name is the label; repeats in text order are
// numbered, on every level. Plumbing has no label.
// CHECK-LABEL: graph.network @labels
// CHECK:         graph.module{{.*}} {name = "holder/module"}
// CHECK-NEXT:    graph.module{{.*}} {name = "holder/module#1"}
// CHECK-NEXT:    graph.merge
// CHECK-NEXT:    graph.module{{.*}} {name = "holder/named"}
// CHECK-NEXT:    graph.module{{.*}} {name = "holder#1/module"}
// CHECK-NEXT:    graph.module{{.*}} {name = "twin/module"}
// CHECK-NEXT:    graph.module{{.*}} {name = "twin#1/module"}
// CHECK-NEXT:    graph.module() : () -> ()
// CHECK-NEXT:    graph.output
graph.network @labels() {
  graph.holder() : () -> () {
    graph.module() : () -> ()
    %m = graph.module() : () -> !graph.nodes<1>
    %sum = graph.merge %m, %m : !graph.nodes<1>
    graph.module(%sum) {name = "named"} : (!graph.nodes<1>) -> ()
    graph.output
  }
  graph.holder() : () -> () {
    graph.module() : () -> ()
    graph.output
  }
  graph.instance @inner() {name = "twin"} : () -> ()
  graph.instance @inner() {name = "twin"} : () -> ()
  graph.module() : () -> ()
  graph.output
}
graph.network private @inner() {
  graph.module() : () -> ()
  graph.output
}

// -----

// A name that looks like a number given out is not given out again.
// CHECK-LABEL: graph.network @chosen_number
// CHECK-NEXT:    graph.module() {name = "h/m"}
// CHECK-NEXT:    graph.module() {name = "h/m#1"}
// CHECK-NEXT:    graph.module() {name = "h/m#2"}
graph.network @chosen_number() {
  graph.holder() : () -> () attributes {name = "h"} {
    graph.module() {name = "m"} : () -> ()
    graph.module() {name = "m#1"} : () -> ()
    graph.module() {name = "m"} : () -> ()
    graph.output
  }
  graph.output
}

// -----

// An instance without a name is called graph.instance's short name.
// CHECK-LABEL: graph.network @unnamed_instances
// CHECK-NEXT:    graph.module() {name = "instance/m"}
// CHECK-NEXT:    graph.module() {name = "instance#1/m"}
graph.network @unnamed_instances() {
  graph.instance @inner() : () -> ()
  graph.instance @inner() : () -> ()
  graph.output
}
graph.network private @inner() {
  graph.module() {name = "m"} : () -> ()
  graph.output
}

// -----

// Instances of instances, from below and above in the file. The network that no
// instance uses remains, and it alone, though the others are public.
// CHECK-NOT:   graph.network @leaf
// CHECK-LABEL: graph.network @top
// CHECK-NEXT:    %a.l.w = graph.linear_weights %in {name = "a/l/w"
// CHECK-NEXT:    %a.r.w = graph.linear_weights %a.l.w {name = "a/r/w"
// CHECK-NEXT:    %b.l.w = graph.linear_weights %a.r.w {name = "b/l/w"
// CHECK-NEXT:    %b.r.w = graph.linear_weights %b.l.w {name = "b/r/w"
// CHECK-NEXT:    graph.output %b.r.w
// CHECK-NEXT:  }
// CHECK-NOT:   graph.network
graph.network @leaf(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %w : !graph.nodes<1>
}
graph.network @top(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.instance @pair(%in) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.instance @pair(%a) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %b : !graph.nodes<1>
}
graph.network @pair(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  %l = graph.instance @leaf(%x) {name = "l"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %r = graph.instance @leaf(%l) {name = "r"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %r : !graph.nodes<1>
}

// -----

// Holders in holders, and an instance in a holder.
// CHECK-LABEL: graph.network @nested_holders
// CHECK-NEXT:    graph.module() {name = "outer/first"}
// CHECK-NEXT:    graph.module() {name = "outer/middle/inner/deep"}
// CHECK-NEXT:    graph.module() {name = "outer/middle/copy/m"}
// CHECK-NEXT:    graph.module() {name = "outer/last"}
// CHECK-NEXT:    graph.output
graph.network @nested_holders() {
  graph.holder() : () -> () attributes {name = "outer"} {
    graph.module() {name = "first"} : () -> ()
    graph.holder() : () -> () attributes {name = "middle"} {
      graph.holder() : () -> () attributes {name = "inner"} {
        graph.module() {name = "deep"} : () -> ()
        graph.output
      }
      graph.instance @leaf() {name = "copy"} : () -> ()
      graph.output
    }
    graph.module() {name = "last"} : () -> ()
    graph.output
  }
  graph.output
}
graph.network private @leaf() {
  graph.module() {name = "m"} : () -> ()
  graph.output
}

// -----

// Ports may pass straight through, cross over, be used twice or not at all.
// CHECK-LABEL: graph.network @crossing_ports
// CHECK-NEXT:    %m = graph.module(%in1, %in0, %in0) {name = "m"}
// CHECK-NEXT:    graph.output %m, %in1
graph.network @crossing_ports(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
  %0:3 = graph.instance @cross(%a, %b) : (!graph.nodes<2>, !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>)
  %1 = graph.holder(%x = %0#1, %unused = %b) : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<2> {
    graph.output %x : !graph.nodes<2>
  }
  %m = graph.module(%0#0, %1, %0#2) {name = "m"} : (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<2>
  graph.output %m, %0#0 : !graph.nodes<2>, !graph.nodes<2>
}
graph.network private @cross(%x: !graph.nodes<2>, %y: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>) {
  graph.output %y, %x, %x : !graph.nodes<2>, !graph.nodes<2>, !graph.nodes<2>
}

// -----

// Empty bodies leave nothing behind, wherever they stand.
// CHECK-LABEL: graph.network @empty_bodies
// CHECK-NEXT:    graph.module() {name = "between"}
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
graph.network @empty_bodies() {
  graph.holder() : () -> () {
    graph.output
  }
  graph.module() {name = "between"} : () -> ()
  graph.instance @empty() : () -> ()
  graph.holder() : () -> () {
    graph.holder() : () -> () {
      graph.instance @empty() : () -> ()
      graph.output
    }
    graph.output
  }
  graph.output
}
graph.network private @empty() {
  graph.output
}

// -----

// A loop across instances and holders: every value is used above its
// definition, inside as well.
// CHECK-LABEL: graph.network @loop_across
// CHECK-NEXT:    %[[SUM:.+]] = graph.merge %in, %back.w
// CHECK-NEXT:    %pop.n = graph.generic_neurons %[[SUM]] {name = "pop/n"}
// CHECK-NEXT:    %back.w = graph.linear_weights %pop.n {name = "back/w"
// CHECK-NEXT:    graph.output %pop.n
graph.network @loop_across(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.instance @sum(%in, %back) {name = "sum"} : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<2>
  %pop = graph.holder(%x = %sum) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "pop"} {
    %n = graph.generic_neurons %x {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %n : !graph.nodes<2>
  }
  %back = graph.instance @back(%pop) {name = "back"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %pop : !graph.nodes<2>
}
graph.network private @sum(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %a, %b : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}
graph.network private @back(%x: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// -----

// A loop inside a network is copied as a loop.
// CHECK-LABEL: graph.network @copied_loop
// CHECK-NEXT:    %[[A_MERGED:.+]] = graph.merge %in, %a.w
// CHECK-NEXT:    %a.w = graph.module(%[[A_MERGED]]) {name = "a/w"}
// CHECK-NEXT:    %[[B_MERGED:.+]] = graph.merge %a.w, %b.w
// CHECK-NEXT:    %b.w = graph.module(%[[B_MERGED]]) {name = "b/w"}
// CHECK-NEXT:    graph.output %b.w
graph.network @copied_loop(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.instance @loop(%in) {name = "a"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %b = graph.instance @loop(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}
graph.network private @loop(%x: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %x, %w : !graph.nodes<2>
  %w = graph.module(%sum) {name = "w"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// -----

// All networks that no instance uses remain, private or public, each with its
// own copy.
// CHECK-LABEL: graph.network @first_top
// CHECK-NEXT:    graph.module() {name = "l/m"}
// CHECK-NEXT:    graph.output
// CHECK-LABEL: graph.network private @unused_private
// CHECK-NEXT:    graph.module() {name = "l/m"}
// CHECK-NEXT:    graph.output
// CHECK-LABEL: graph.network public @second_top
// CHECK-NEXT:    graph.module() {name = "l/m"}
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
// CHECK-NOT:   @leaf
graph.network @first_top() {
  graph.instance @leaf() {name = "l"} : () -> ()
  graph.output
}
graph.network private @unused_private() {
  graph.instance @leaf() {name = "l"} : () -> ()
  graph.output
}
graph.network @leaf() {
  graph.module() {name = "m"} : () -> ()
  graph.output
}
graph.network public @second_top() {
  graph.instance @leaf() {name = "l"} : () -> ()
  graph.output
}

// -----

// A file without networks stays as it is.
// CHECK-LABEL: module @nothing_to_do
// CHECK-NEXT:  }
module @nothing_to_do {
}

// -----

// An op of another dialect keeps its place.
// CHECK-LABEL: graph.network @foreign_op
// CHECK-NEXT:    %[[CAST:.+]] = builtin.unrealized_conversion_cast %in : !graph.nodes<2> to !graph.nodes<1>
// CHECK-NEXT:    graph.output %[[CAST]]
graph.network @foreign_op(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %h = graph.holder(%x = %in) : (!graph.nodes<2>) -> !graph.nodes<1> {
    %cast = builtin.unrealized_conversion_cast %x : !graph.nodes<2> to !graph.nodes<1>
    graph.output %cast : !graph.nodes<1>
  }
  graph.output %h : !graph.nodes<1>
}
