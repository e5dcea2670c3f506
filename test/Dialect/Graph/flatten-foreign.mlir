// RUN: tidepool-test-opt --graph-flatten --split-input-file --verify-diagnostics %s | FileCheck %s

// An instance in a region of another dialect's op would lose its network, so it is refused.
graph.network private @layer(%x: !graph.nodes<2>) -> !graph.nodes<2> {
  graph.output %x : !graph.nodes<2>
}
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-note @below {{op of another dialect}}
  %g = test.group(%in) {name = "group"} : (!graph.nodes<2>) -> !graph.nodes<2> {
  ^bb0(%a: !graph.nodes<2>):
    // expected-error @below {{'graph.instance' op cannot be flattened inside of 'test.group'; expand that op first}}
    %i = graph.instance @layer(%a) : (!graph.nodes<2>) -> !graph.nodes<2>
  }
  graph.output %g : !graph.nodes<2>
}

// -----

// Networks in modules inside are flattened too, each module by itself.
// CHECK-LABEL: module @inner
// CHECK-NEXT:    graph.network @net
// CHECK-NEXT:      graph.module(%in) {name = "layer/m"}
// CHECK-NOT:     graph.network
module @inner {
  graph.network private @layer(%x: !graph.nodes<2>) -> !graph.nodes<2> {
    %m = graph.module(%x) {name = "m"} : (!graph.nodes<2>) -> !graph.nodes<2>
    graph.output %m : !graph.nodes<2>
  }
  graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
    %i = graph.instance @layer(%in) {name = "layer"} : (!graph.nodes<2>) -> !graph.nodes<2>
    graph.output %i : !graph.nodes<2>
  }
}
