// RUN: tidepool-test-opt --xylo-lower-to-chip-neurons="chip=xylo_a3 max-rewrites=3" --split-input-file --verify-diagnostics %s
// RUN: not tidepool-test-opt --xylo-lower-to-chip-neurons=chip=xylo_a3 --split-input-file %s 2>&1 | FileCheck %s

// Patterns that never come to an end are given up, at the module.
// CHECK: :[[#@LINE+3]]:{{[0-9]+}}: error: patterns still apply after 1000000 rewrites
graph.network @endless(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @below {{patterns still apply after 3 rewrites, the last one of 'test.endless' by '(anonymous namespace)::LowerEndless'; does a module become one of its own kind?}}
  %x = test.endless %in : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// As many rewrites as are allowed.
graph.network @three_rewrites(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = test.decay_neurons %in {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  %b = test.decay_neurons %a {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  %c = test.decay_neurons %b {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  graph.output %c : !graph.nodes<1>
}

// -----

// One more.
graph.network @four_rewrites(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = test.decay_neurons %in {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  %b = test.decay_neurons %a {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  %c = test.decay_neurons %b {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  // expected-error @below {{patterns still apply after 3 rewrites, the last one of 'test.decay_neurons' by '(anonymous namespace)::LowerDecayNeurons'}}
  %d = test.decay_neurons %c {dash_mem = 4 : i64, dash_syn = array<i64: 3>, dt = 1.0e-3 : f64} : !graph.nodes<1>
  graph.output %d : !graph.nodes<1>
}
