// RUN: tidepool-test-opt --graph-expand-modules --split-input-file --verify-diagnostics %s | FileCheck %s
// RUN: tidepool-test-opt --graph-expand-modules --graph-flatten --split-input-file --verify-diagnostics %s | FileCheck %s --check-prefix=FLAT
// RUN: not tidepool-test-opt --graph-expand-modules=max-generations=1 --split-input-file %s 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: tidepool-test-opt --graph-expand-modules=max-generations=2 --split-input-file --verify-diagnostics %s | FileCheck %s --check-prefix=TWO

// A custom module becomes a holder of its name around its parts, which get its
// parameters; flattened, the parts' names show where they come from.
// CHECK-LABEL: graph.network @custom_module
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    %[[X:.*]] = graph.holder(%[[PORT:.*]] = %[[IN]]) : (!graph.nodes<2>) -> !graph.nodes<3> attributes {name = "x"} {
// CHECK-NEXT:      %[[W:.*]] = graph.linear_weights %[[PORT]] {name = "weights", weights = dense<5.000000e-01> : tensor<2x3xf32>}
// CHECK-NEXT:      %[[N:.*]] = graph.rate_neurons %[[W]] {name = "neurons", bias = dense<2.500000e-01> : tensor<3xf32>, dt = 1.000000e-03 : f64, tau = dense<1.000000e-01> : tensor<3xf32>}
// CHECK-NEXT:      graph.output %[[N]]
// CHECK-NEXT:    }
// CHECK-NEXT:    graph.output %[[X]]
// FLAT-LABEL: graph.network @custom_module
// FLAT-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// FLAT-NEXT:    %[[W:.*]] = graph.linear_weights %[[IN]] {name = "x/weights",
// FLAT-NEXT:    %[[N:.*]] = graph.rate_neurons %[[W]] {name = "x/neurons",
// FLAT-NEXT:    graph.output %[[N]]
graph.network @custom_module(%in: !graph.nodes<2>) -> !graph.nodes<3> {
  %x = test.weighted_rate %in {name = "x", weights = dense<0.5> : tensor<2x3xf32>,
      tau = dense<0.1> : tensor<3xf32>, bias = dense<0.25> : tensor<3xf32>, dt = 1.0e-3 : f64}
      : !graph.nodes<2> -> !graph.nodes<3>
  graph.output %x : !graph.nodes<3>
}

// Parameters that the module leaves out, its parts leave out too.
// CHECK-LABEL: graph.network @optional_parameters
// CHECK:         graph.holder({{.*}}) : (!graph.nodes<1>) -> !graph.nodes<1> {
// CHECK-NEXT:      graph.linear_weights %{{.*}} {name = "weights", weights = dense<5.000000e-01> : tensor<1x1xf32>}
// CHECK-NEXT:      graph.rate_neurons %{{.*}} {name = "neurons", tau = dense<1.000000e-01> : tensor<1xf32>}
// FLAT-LABEL: graph.network @optional_parameters
// FLAT:         graph.linear_weights %{{.*}} {name = "holder/weights",
// FLAT:         graph.rate_neurons %{{.*}} {name = "holder/neurons",
graph.network @optional_parameters(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<1x1xf32>, tau = dense<0.1> : tensor<1xf32>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %x : !graph.nodes<1>
}

// A module in a loop, used above and below its place, keeps its connections.
// CHECK-LABEL: graph.network @recurrent
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    %[[SUM:.*]] = graph.merge %[[IN]], %[[X:.*]] : !graph.nodes<2>
// CHECK-NEXT:    %[[X]] = graph.holder(%{{.*}} = %[[SUM]]) {{.*}} attributes {name = "x"}
// CHECK:         graph.output %[[X]]
graph.network @recurrent(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %sum = graph.merge %in, %x : !graph.nodes<2>
  %x = test.weighted_rate %sum {name = "x", weights = dense<0.5> : tensor<2x2xf32>, tau = dense<0.1> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// A module that feeds itself does so as a holder.
// CHECK-LABEL: graph.network @feeds_itself
// CHECK:         %[[X:.*]] = graph.holder(%{{.*}} = %[[X]]) {{.*}} attributes {name = "x"}
graph.network @feeds_itself() -> !graph.nodes<2> {
  %x = test.weighted_rate %x {name = "x", weights = dense<0.5> : tensor<2x2xf32>, tau = dense<0.1> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// Modules inside holders expand in place.
// CHECK-LABEL: graph.network @in_holder
// CHECK:         graph.holder({{.*}} attributes {name = "outer"}
// CHECK-NEXT:      graph.holder({{.*}} attributes {name = "x"}
// FLAT-LABEL: graph.network @in_holder
// FLAT:         graph.linear_weights %{{.*}} {name = "outer/x/weights",
// FLAT:         graph.rate_neurons %{{.*}} {name = "outer/x/neurons",
graph.network @in_holder(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %h = graph.holder(%a = %in) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "outer"} {
    %x = test.weighted_rate %a {name = "x", weights = dense<0.5> : tensor<2x2xf32>, tau = dense<0.1> : tensor<2xf32>}
        : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %x : !graph.nodes<2>
  }
  graph.output %h : !graph.nodes<2>
}

// A module may expand to nothing but a connection.
// CHECK-LABEL: graph.network @pass_through
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    graph.output %[[IN]]
graph.network @pass_through(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %same = test.pass_through %in : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %same : !graph.nodes<2>
}

// Modules that do not expand, and plumbing, are left alone.
// CHECK-LABEL: graph.network @nothing_to_expand
// CHECK-SAME:    (%[[IN:.*]]: !graph.nodes<2>)
// CHECK-NEXT:    %[[A:.*]] = graph.select %[[IN]][1, 0]
// CHECK-NEXT:    %[[N:.*]] = graph.generic_neurons %[[A]] {name = "n"}
// CHECK-NEXT:    %[[F:.*]] = graph.module(%[[N]]) {name = "f"}
// CHECK-NEXT:    graph.output %[[F]]
graph.network @nothing_to_expand(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %swapped = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
  %n = graph.generic_neurons %swapped {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
  %f = graph.module(%n) {name = "f"} : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %f : !graph.nodes<2>
}

// -----

// What a module expands to expands in turn: the group in the first round, the
// modules that it held in the second. One round is not enough.
// CHECK-LABEL: graph.network @two_rounds
// CHECK:         graph.holder({{.*}} attributes {name = "g"}
// CHECK-NEXT:      graph.holder({{.*}} attributes {name = "x"}
// CHECK-NOT:     test.
// FLAT-LABEL: graph.network @two_rounds
// FLAT:         graph.linear_weights %{{.*}} {name = "g/x/weights",
// FLAT:         graph.rate_neurons %{{.*}} {name = "g/x/neurons",
// ONE: error: 'test.pass_through' op still expands after 1 rounds; does a module expand into itself?
// TWO-LABEL: graph.network @two_rounds
// TWO-NOT:     test.
// TWO:         graph.rate_neurons
graph.network @two_rounds(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %g = test.group(%in) {name = "g"} : (!graph.nodes<2>) -> !graph.nodes<2> {
  ^bb0(%a: !graph.nodes<2>):
    %same = test.pass_through %a : !graph.nodes<2> -> !graph.nodes<2>
    %x = test.weighted_rate %same {name = "x", weights = dense<0.5> : tensor<2x2xf32>, tau = dense<0.1> : tensor<2xf32>}
        : !graph.nodes<2> -> !graph.nodes<2>
  }
  graph.output %g : !graph.nodes<2>
}

// -----

// A module that expands into itself is given up.
graph.network @endless(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error-re @below {{'test.endless' op still expands after {{2|100}} rounds; does a module expand into itself?}}
  %x = test.endless %in : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// What takes the place of a result must have its type.
graph.network @wrong_types(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @below {{'test.wrong_types' op expands to values of other types than its results}}
  %x = test.wrong_types %in : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// The module's own error ends the pass.
graph.network @failing(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @below {{'test.failing' op has no parts}}
  %x = test.failing %in : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// Where a module that is only a connection feeds itself, nothing is left to put
// in its place.
graph.network @pass_through_loop() -> !graph.nodes<2> {
  // expected-error @below {{'test.pass_through' op expands to a result of its own, so that nothing would feed it}}
  %x = test.pass_through %x : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// The same in a loop of two.
graph.network @pass_through_loop_of_two() -> !graph.nodes<2> {
  %x = test.pass_through %y : !graph.nodes<2> -> !graph.nodes<2>
  // expected-error @below {{'test.pass_through' op expands to a result of its own, so that nothing would feed it}}
  %y = test.pass_through %x : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}
