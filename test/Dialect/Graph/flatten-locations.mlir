// RUN: graph-opt --graph-flatten --mlir-print-debuginfo --mlir-print-local-scope %s | FileCheck %s

// A module that came out of a holder or instance tells both places: its own, and
// that of what it was in, and so on outwards. Modules of the top keep theirs.

// CHECK-LABEL: graph.network @top
// CHECK-NEXT:    name = "direct"{{.*}} loc("top.py":1:1)
// CHECK-NEXT:    name = "h/held"{{.*}} loc(callsite("held.py":2:2 at "holder.py":3:3))
// CHECK-NEXT:    name = "i/h/m"{{.*}} loc(callsite("module.py":4:4 at callsite("inner.py":5:5 at "instance.py":6:6)))
// CHECK-NEXT:    graph.output loc("output.py":7:7)
graph.network @top() {
  graph.module() {name = "direct"} : () -> () loc("top.py":1:1)
  graph.holder() : () -> () attributes {name = "h"} {
    graph.module() {name = "held"} : () -> () loc("held.py":2:2)
    graph.output
  } loc("holder.py":3:3)
  graph.instance @layer() {name = "i"} : () -> () loc("instance.py":6:6)
  graph.output loc("output.py":7:7)
}
graph.network private @layer() {
  graph.holder() : () -> () attributes {name = "h"} {
    graph.module() {name = "m"} : () -> () loc("module.py":4:4)
    graph.output
  } loc("inner.py":5:5)
  graph.output
}
