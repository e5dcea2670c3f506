// RUN: graph-opt --graph-flatten --split-input-file --verify-diagnostics %s

// Nodes that would be fed by nothing but themselves once instances are gone are
// an error: here the ports of an instance pass straight through, back to it.
graph.network private @pass(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}
graph.network @instance_of_itself() -> !graph.nodes<1> {
  // expected-error @below {{nodes are fed only by themselves: ports that pass straight through close a loop here once holders and instances are dissolved}}
  %self = graph.instance @pass(%self) : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %self : !graph.nodes<1>
}

// -----

// The same over two instances, seen from a module that is fed by the loop.
graph.network private @pass(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}
graph.network @ring_of_instances() {
  %a = graph.instance @pass(%b) : (!graph.nodes<1>) -> !graph.nodes<1>
  // expected-error @below {{nodes are fed only by themselves}}
  %b = graph.instance @pass(%a) : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.module(%b) : (!graph.nodes<1>) -> ()
  graph.output
}

// -----

// A merge that an instance leads back to itself is found by the verifier.
graph.network private @pass(%x: !graph.nodes<1>) -> !graph.nodes<1> {
  graph.output %x : !graph.nodes<1>
}
graph.network @merge_through_instance(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{node 0 of this value is fed by itself through plumbing alone, so it has no value}}
  %sum = graph.merge %in, %back : !graph.nodes<1>
  %back = graph.instance @pass(%sum) : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %sum : !graph.nodes<1>
}

// -----

// Recursion is reported before the pass runs.
graph.network @recursive() {
  // expected-error @below {{'graph.instance' op makes network 'recursive' contain itself: 'recursive' -> 'recursive'}}
  graph.instance @recursive() : () -> ()
  graph.output
}
