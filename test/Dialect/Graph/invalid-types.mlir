// RUN: graph-opt --split-input-file --verify-diagnostics %s

// nodes (C1): there is at least one node.
// expected-error @below {{expects 1 to 1048576 nodes, but got 0}}
graph.network @no_nodes(%in: !graph.nodes<0>) {
  graph.output
}

// -----

// nodes (C1): a negative number of nodes.
// expected-error @below {{expects 1 to 1048576 nodes, but got -1}}
graph.network @negative_nodes(%in: !graph.nodes<-1>) {
  graph.output
}

// -----

// nodes (C1): one node more than there may be.
// expected-error @below {{expects 1 to 1048576 nodes, but got 1048577}}
graph.network @too_many_nodes(%in: !graph.nodes<1048577>) {
  graph.output
}

// -----

// nodes (C1): a number that no integer holds.
// expected-error @below {{integer value too large}}
// expected-error @below {{failed to parse Graph_NodesType parameter 'size'}}
graph.network @overflowing_nodes(%in: !graph.nodes<99999999999999999999>) {
  graph.output
}

// -----

// A list of nodes has no second parameter.
// expected-error @below {{expected '>'}}
graph.network @second_parameter(%in: !graph.nodes<1, 2>) {
  graph.output
}

// -----

// A type that the dialect does not have.
// expected-error @below {{unknown  type `edges` in dialect `graph`}}
graph.network @unknown_type(%in: !graph.edges<1>) {
  graph.output
}
