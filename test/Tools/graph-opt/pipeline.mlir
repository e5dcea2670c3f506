// RUN: graph-opt --pass-pipeline='builtin.module(graph-flatten,graph.network(graph-prune))' %s | FileCheck %s
// RUN: graph-opt --graph-flatten --graph-prune %s | FileCheck %s
// RUN: graph-opt --pass-pipeline='builtin.module(graph-flatten{keep-public=true},graph.network(graph-detect-recurrence{remarks=false},graph-expand-modules{max-generations=3}))' %s | FileCheck %s --check-prefix=OPTIONS
// RUN: not graph-opt --pass-pipeline='builtin.module(graph-prune)' %s 2>&1 | FileCheck %s --check-prefix=NESTING
// RUN: not graph-opt --pass-pipeline='builtin.module(graph-flatter)' %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not graph-opt --graph-flatten=keep=true %s 2>&1 | FileCheck %s --check-prefix=OPTION

// A pipeline as one string, passes over networks nested in passes over the file,
// does what the single flags do: the dead module of the instance is found only
// once the instance is gone.
// CHECK-LABEL: graph.network @top
// CHECK-NEXT:    graph.module(%in) {name = "part/live"}
// CHECK-NEXT:    graph.output
// CHECK-NOT:   dead

// Options of passes stand in braces.
// OPTIONS-LABEL: graph.network @top
// OPTIONS:         "part/dead"
// OPTIONS:       graph.network @part

// A pass over networks does not run on a file.
// NESTING: error: Can't add pass 'GraphPrune' restricted to 'graph.network' on a PassManager intended to run on 'builtin.module'

// UNKNOWN: 'graph-flatter' does not refer to a registered pass or pass pipeline

// OPTION: no such option keep
graph.network @top(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %part:2 = graph.instance @part(%in) {name = "part"} : (!graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>)
  graph.output %part#0 : !graph.nodes<1>
}
graph.network @part(%x: !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<1>) {
  %live = graph.module(%x) {name = "live"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %dead = graph.module(%x) {name = "dead"} : (!graph.nodes<1>) -> !graph.nodes<1>
  graph.output %live, %dead : !graph.nodes<1>, !graph.nodes<1>
}
