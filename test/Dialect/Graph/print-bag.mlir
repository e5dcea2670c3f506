// RUN: graph-opt --graph-print-bag %s -o /dev/null 2>&1 | FileCheck %s
// RUN: graph-opt --graph-print-bag %s 2>/dev/null | FileCheck %s --check-prefix=UNCHANGED

// The pass goes through to the end and changes nothing.
// UNCHANGED: graph.network @feed_forward
// UNCHANGED: graph.network @nothing

// The modules on the way from input to output, in text order, with the numbers of
// their input and output nodes. Nodes of plumbing count.
// CHECK:      bag of 'feed_forward': 2 modules, 12 nodes
// CHECK-NEXT:   graph.linear_weights 'w': 2 -> 4
// CHECK-NEXT:   graph.generic_neurons 'n': 4 -> 2
// CHECK-NOT:  not reached
graph.network @feed_forward(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {name = "w", weights = dense<1.0> : tensor<2x4xf32>} : !graph.nodes<2> -> !graph.nodes<4>
  %sum = graph.merge %w : !graph.nodes<4>
  %n = graph.generic_neurons %sum {name = "n"} : !graph.nodes<4> -> !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

// Connections are followed both ways: a module that feeds no output is reached
// through what feeds it, one that nothing feeds through what it feeds.
// CHECK-NEXT: bag of 'both_ways': 2 modules, 3 nodes
// CHECK-NEXT:   graph.module 'source': 0 -> 1
// CHECK-NEXT:   graph.module 'probe': 2 -> 0
graph.network @both_ways(%in: !graph.nodes<1>) {
  %source = graph.module() {name = "source"} : () -> !graph.nodes<1>
  %sum = graph.merge %in, %source : !graph.nodes<1>
  graph.module(%sum, %sum) {name = "probe"} : (!graph.nodes<1>, !graph.nodes<1>) -> ()
  graph.output
}

// What no port is connected with is listed apart.
// CHECK-NEXT: bag of 'island': 1 modules, 2 nodes
// CHECK-NEXT:   graph.module 'mainland': 1 -> 1
// CHECK-NEXT: not reached: 2 modules
// CHECK-NEXT:   graph.module 'a': 1 -> 1
// CHECK-NEXT:   graph.module 'b': 1 -> 1
graph.network @island(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.module(%b) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %m = graph.module(%in) {name = "mainland"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %m : !graph.nodes<1>
}

// Nodes are followed one by one: the second module is connected with a node that
// no port is.
// CHECK-NEXT: bag of 'by_node': 1 modules, 4 nodes
// CHECK-NEXT:   graph.module 'first': 1 -> 1
// CHECK-NEXT: not reached: 1 modules
// CHECK-NEXT:   graph.module 'second': 1 -> 1
graph.network @by_node(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %first = graph.module(%in) {name = "first"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %second = graph.module(%second) {name = "second"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %both = graph.concat %first, %second : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>
  %out = graph.select %both[0] : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %out : !graph.nodes<1>
}

// Holders are dropped and their modules called by the way to them; instances
// count as modules.
// CHECK-NEXT: bag of 'groups': 3 modules, 6 nodes
// CHECK-NEXT:   graph.module 'h/module': 1 -> 1
// CHECK-NEXT:   graph.module 'h/module#1': 1 -> 1
// CHECK-NEXT:   graph.instance 'i': 1 -> 1
graph.network @groups(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %h = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "h"} {
    %a = graph.module(%x) : (!graph.nodes<1>) -> !graph.nodes<1>
    %b = graph.module(%a) : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %b : !graph.nodes<1>
  }
  %i = graph.instance @relay(%h) {name = "i"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %i : !graph.nodes<1>
}

// A network that passes its input on has nodes and no modules.
// CHECK-NEXT: bag of 'relay': 0 modules, 1 nodes
graph.network private @relay(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}

// Ops of other dialects are in the bag too; values that are no nodes do not
// count as inputs and outputs. What is in their regions is no part of the network.
// CHECK-NEXT: bag of 'inside': 0 modules, 0 nodes
// CHECK-NEXT: not reached: 1 modules
// CHECK-NEXT:   graph.module 'm': 0 -> 0
// CHECK-NEXT: bag of 'foreign_ops': 2 modules, 4 nodes
// CHECK-NEXT:   builtin.unrealized_conversion_cast 'unrealized_conversion_cast': 1 -> 0
// CHECK-NEXT:   builtin.unrealized_conversion_cast 'unrealized_conversion_cast#1': 0 -> 2
graph.network @foreign_ops(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %there = builtin.unrealized_conversion_cast %in : !graph.nodes<1> to i32
  %back = builtin.unrealized_conversion_cast %there : i32 to !graph.nodes<2>
  builtin.module {
    graph.network @inside() {
      graph.module() {name = "m"} : () -> ()
      graph.output
    }
  }
  graph.output %back : !graph.nodes<2>
}

// Nothing at all.
// CHECK:      bag of 'nothing': 0 modules, 0 nodes
// CHECK-NOT:  {{.}}
graph.network @nothing() {
  graph.output
}
