// RUN: graph-opt --graph-prune --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-prune=remarks=true --split-input-file --verify-diagnostics %s -o /dev/null

// A module that reaches no output goes, and so does what only it used.
// CHECK-LABEL: graph.network @dead_branch
// CHECK-NEXT:    %live = graph.module(%in) {name = "live"}
// CHECK-NEXT:    graph.output %live
graph.network @dead_branch(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %live = graph.module(%in) {name = "live"} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-remark @below {{removed 'dead': no output can be reached from it}}
  %dead = graph.module(%live) {name = "dead"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %sum = graph.merge %dead, %dead : !graph.nodes<2>
  // expected-remark @below {{removed 'probe': no output can be reached from it}}
  graph.module(%sum) {name = "probe"} : (!graph.nodes<2>) -> ()
  graph.output %live : !graph.nodes<2>
}

// -----

// What reaches an output stays, equal modules and unfed ones included.
// CHECK-LABEL: graph.network @all_live
// CHECK-NEXT:    graph.module() {name = "source"}
// CHECK-NEXT:    graph.linear_weights {{.*}} {name = "same"
// CHECK-NEXT:    graph.linear_weights {{.*}} {name = "same"
// CHECK-NEXT:    graph.merge
graph.network @all_live() -> !graph.nodes<1> {
  %source = graph.module() {name = "source"} : () -> !graph.nodes<1>
  %a = graph.linear_weights %source {name = "same", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %source {name = "same", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %a, %b : !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// -----

// A dead loop goes; a live one stays whole.
// CHECK-LABEL: graph.network @loops
// CHECK-NEXT:    %live = graph.generic_neurons %w {name = "live"}
// CHECK-NEXT:    %w = graph.generic_neurons %live {name = "w"}
// CHECK-NEXT:    graph.output %live
// CHECK-NEXT:  }
graph.network @loops() -> !graph.nodes<1> {
  %live = graph.generic_neurons %w {name = "live"} : !graph.nodes<1> -> !graph.nodes<1>
  %w = graph.generic_neurons %live {name = "w"} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-remark @below {{removed 'dead'}}
  %dead = graph.generic_neurons %back {name = "dead"} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %dead, %live : !graph.nodes<1>
  // expected-remark @below {{removed 'back'}}
  %back = graph.generic_neurons %sum {name = "back"} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %live : !graph.nodes<1>
}

// -----

// A module lives if one of its nodes does.
// CHECK-LABEL: graph.network @one_live_node
// CHECK-NEXT:    %m, %{{.+}} = graph.module(%in) {name = "m"}
// CHECK-NEXT:    %[[LAST:.+]] = graph.select %m[2]
// CHECK-NEXT:    graph.output %[[LAST]]
graph.network @one_live_node(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %m:2 = graph.module(%in) {name = "m"} : (!graph.nodes<1>) -> (!graph.nodes<3>, !graph.nodes<1>)
  %last = graph.select %m#0[2] : !graph.nodes<3> -> !graph.nodes<1>
  graph.output %last : !graph.nodes<1>
}

// -----

// Plumbing is followed node by node. A removed source of nodes that a live op
// joins with live ones becomes graph.open.
// CHECK-LABEL: graph.network @dead_part_of_concat
// CHECK-NEXT:    %[[OPEN:.+]] = graph.open : !graph.nodes<2>
// CHECK-NEXT:    %live = graph.module(%in) {name = "live"}
// CHECK-NEXT:    %[[BOTH:.+]] = graph.concat %live, %[[OPEN]]
// CHECK-NEXT:    %[[FIRST:.+]] = graph.select %[[BOTH]][0]
// CHECK-NEXT:    graph.output %[[FIRST]]
graph.network @dead_part_of_concat(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-remark @below {{removed 'dead'}}
  %dead = graph.module(%in) {name = "dead"} : (!graph.nodes<1>) -> !graph.nodes<2>
  %live = graph.module(%in) {name = "live"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %both = graph.concat %live, %dead : (!graph.nodes<1>, !graph.nodes<2>) -> !graph.nodes<3>
  %first = graph.select %both[0] : !graph.nodes<3> -> !graph.nodes<1>
  graph.output %first : !graph.nodes<1>
}

// -----

// Holders are looked through: a dead module inside a live one goes, an unused
// port of it stays and is open.
// CHECK-LABEL: graph.network @inside_holder
// CHECK-NEXT:    graph.holder(%[[X:.+]] = %in)
// CHECK-NEXT:      %[[OPEN:.+]] = graph.open : !graph.nodes<1>
// CHECK-NEXT:      %live = graph.module(%[[X]]) {name = "live"}
// CHECK-NEXT:      graph.output %live, %[[OPEN]]
// CHECK-NEXT:    }
graph.network @inside_holder(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %h:2 = graph.holder(%x = %in) : (!graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) attributes {name = "h"} {
    // expected-remark @below {{removed 'h/dead'}}
    %dead = graph.module(%x) {name = "dead"} : (!graph.nodes<1>) -> !graph.nodes<1>
    %live = graph.module(%x) {name = "live"} : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %live, %dead : !graph.nodes<1>, !graph.nodes<1>
  }
  graph.output %h#0 : !graph.nodes<1>
}

// -----

// Dead holders and instances go with all that is in them. The network of the
// instance stays.
// CHECK-LABEL: graph.network @dead_groups
// CHECK-NEXT:    graph.output %in
// CHECK-NEXT:  }
// CHECK:       graph.network private @layer
graph.network @dead_groups(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %h = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "h"} {
    // expected-remark @below {{removed 'h/m'}}
    %m = graph.module(%x) {name = "m"} : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %m : !graph.nodes<1>
  }
  // expected-remark @below {{removed 'i'}}
  %i = graph.instance @layer(%h) {name = "i"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %in : !graph.nodes<1>
}
graph.network private @layer(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}

// -----

// Without outputs nothing is of use.
// CHECK-LABEL: graph.network @no_outputs
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
graph.network @no_outputs(%in: !graph.nodes<1>) {
  // expected-remark @below {{removed 'module'}}
  %m = graph.module(%in) : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-remark @below {{removed 'module#1'}}
  graph.module(%m) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// Ops of other dialects are followed through whatever values connect them.
// CHECK-LABEL: graph.network @foreign_ops
// CHECK-NEXT:    %m = graph.module(%in) {name = "m"}
// CHECK-NEXT:    %[[THERE:.+]] = builtin.unrealized_conversion_cast %m : !graph.nodes<1> to i32
// CHECK-NEXT:    %[[BACK:.+]] = builtin.unrealized_conversion_cast %[[THERE]] : i32 to !graph.nodes<1>
// CHECK-NEXT:    graph.output %[[BACK]]
graph.network @foreign_ops(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %m = graph.module(%in) {name = "m"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %there = builtin.unrealized_conversion_cast %m : !graph.nodes<1> to i32
  %back = builtin.unrealized_conversion_cast %there : i32 to !graph.nodes<1>
  graph.output %back : !graph.nodes<1>
}
