// RUN: graph-opt --graph-flatten=keep-public=true %s | FileCheck %s

// Public networks that instances use are kept, each flattened; private ones go.

// CHECK-LABEL: graph.network @leaf
// CHECK-NEXT:    graph.module() {name = "m"}
// CHECK-NEXT:    graph.output
graph.network @leaf() {
  graph.module() {name = "m"} : () -> ()
  graph.output
}

// CHECK-LABEL: graph.network public @middle
// CHECK-NEXT:    graph.module() {name = "l/m"}
// CHECK-NEXT:    graph.module() {name = "p/h/n"}
// CHECK-NEXT:    graph.output
graph.network public @middle() {
  graph.instance @leaf() {name = "l"} : () -> ()
  graph.instance @part() {name = "p"} : () -> ()
  graph.output
}

// CHECK-NOT:     @part
graph.network private @part() {
  graph.holder() : () -> () attributes {name = "h"} {
    graph.module() {name = "n"} : () -> ()
    graph.output
  }
  graph.output
}

// CHECK-LABEL: graph.network @top
// CHECK-NEXT:    graph.module() {name = "a/l/m"}
// CHECK-NEXT:    graph.module() {name = "a/p/h/n"}
// CHECK-NEXT:    graph.module() {name = "b/l/m"}
// CHECK-NEXT:    graph.module() {name = "b/p/h/n"}
// CHECK-NEXT:    graph.output
// CHECK-NEXT:  }
// CHECK-NOT:     graph.network
graph.network @top() {
  graph.instance @middle() {name = "a"} : () -> ()
  graph.instance @middle() {name = "b"} : () -> ()
  graph.output
}
