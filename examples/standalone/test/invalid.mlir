// RUN: standalone-opt --split-input-file --verify-diagnostics %s

graph.network @alone(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @+1 {{has a single neuron; rivals are at least two}}
  %n = standalone.rival_neurons %in {tau_mem = 0.016 : f64, tau_syn = 0.008 : f64, threshold = 1.0 : f64,
      inhibition = 0.5 : f64, dt = 1.0e-3 : f64} : !graph.nodes<1>
  graph.output %n : !graph.nodes<1>
}

// -----

graph.network @friends(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @+1 {{'inhibition' must be finite and above 0}}
  %n = standalone.rival_neurons %in {tau_mem = 0.016 : f64, tau_syn = 0.008 : f64, threshold = 1.0 : f64,
      inhibition = -0.5 : f64, dt = 1.0e-3 : f64} : !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}
