// RUN: tidepool-test-opt --graph-prune --allow-unregistered-dialect %s | FileCheck %s --check-prefix=PRUNE
// RUN: tidepool-test-opt --graph-detect-recurrence --allow-unregistered-dialect %s | FileCheck %s --check-prefix=LOOP
// RUN: tidepool-test-opt --graph-print-bag --allow-unregistered-dialect %s 2>&1 >/dev/null | FileCheck %s --check-prefix=BAG

// An op of another dialect is one module to the passes, whatever its region
// means: what is in there is neither pruned, marked nor listed.
// PRUNE-LABEL: graph.network @region
// PRUNE:         test.group
// PRUNE:           graph.module({{.*}} {name = "first"}
// PRUNE:           graph.module({{.*}} {name = "second"}
// PRUNE-NOT:       name = "dead"
// LOOP-LABEL: graph.network @region
// LOOP:         test.group({{.*}} {graph.loop = 0 : i64, graph.recurrent, name = "group"}
// LOOP:           graph.module({{.*}} {name = "first"}
// LOOP:           graph.module({{.*}} {name = "second"}
// LOOP:         graph.module({{.*}} {name = "feedback", graph.loop = 0 : i64, graph.recurrent}
// BAG: bag of 'region': 2 modules, 8 nodes
// BAG-NEXT: test.group 'group': 2 -> 2
// BAG-NEXT: graph.module 'feedback': 2 -> 2
// BAG-NEXT: not reached: 1 modules
// BAG-NEXT: graph.module 'dead': 0 -> 2
graph.network @region(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %g = test.group(%sum) {name = "group"} : (!graph.nodes<2>) -> !graph.nodes<2> {
  ^bb0(%a: !graph.nodes<2>):
    %first = graph.module(%a) {name = "first"} : (!graph.nodes<2>) -> !graph.nodes<2>
    %second = graph.module(%first) {name = "second"} : (!graph.nodes<2>) -> !graph.nodes<2>
  }
  %back = graph.module(%g) {name = "feedback"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %sum = graph.merge %in, %back : !graph.nodes<2>
  %dead = graph.module() {name = "dead"} : () -> !graph.nodes<2>
  graph.output %g : !graph.nodes<2>
}

// An op that does not say it is a module counts as one in loops, but does not
// carry the graph dialect's marks.
// PRUNE-LABEL: graph.network @no_module
// PRUNE:         %[[A:.*]] = "foreign.op"(%[[B:.*]]) : (!graph.nodes<2>) -> !graph.nodes<2>
// PRUNE:         %[[B]] = graph.module(%[[A]])
// LOOP-LABEL: graph.network @no_module
// LOOP:         "foreign.op"(%{{.*}}) : (!graph.nodes<2>)
// LOOP:         graph.module({{.*}} {name = "b", graph.loop = 0 : i64, graph.recurrent}
graph.network @no_module() -> !graph.nodes<2> {
  %a = "foreign.op"(%b) : (!graph.nodes<2>) -> !graph.nodes<2>
  %b = graph.module(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %b : !graph.nodes<2>
}
