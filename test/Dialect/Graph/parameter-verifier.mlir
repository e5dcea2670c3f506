// RUN: tidepool-test-opt --split-input-file --verify-diagnostics %s

// Modules of other dialects can hold their parameters to the graph dialect's
// rules.

// (C1) shape of a matrix
graph.network @shape(%in: !graph.nodes<2>) -> !graph.nodes<3> {
  // expected-error @below {{'test.weighted_rate' op attribute 'weights' expects shape (2, 3), but got (3, 2)}}
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<3x2xf32>, tau = dense<0.1> : tensor<3xf32>}
      : !graph.nodes<2> -> !graph.nodes<3>
  graph.output %x : !graph.nodes<3>
}

// -----

// (C1) values are finite
graph.network @finite(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  // expected-error @below {{'test.weighted_rate' op attribute 'bias' expects finite values, but value number 1 is INF}}
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<1x2xf32>, tau = dense<0.1> : tensor<2xf32>,
      bias = dense<[0.0, 0x7F800000]> : tensor<2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// (C2) time constants are above 0
graph.network @positive(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  // expected-error @below {{'test.weighted_rate' op attribute 'tau' expects values above 0, but value number 1 is 0}}
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<1x2xf32>, tau = dense<[0.1, 0.0]> : tensor<2xf32>}
      : !graph.nodes<1> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// The ODS constraint lets any elements pass; the check knows which it can read.
graph.network @floats(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  // expected-error @below {{'test.weighted_rate' op attribute 'tau' expects f32 or f64 values, dense or dense_resource}}
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<1x2xf32>, tau = dense<1> : tensor<2xi32>}
      : !graph.nodes<1> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}

// -----

// Data that a dump elided cannot be checked.
graph.network @elided(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  // expected-error @below {{'test.weighted_rate' op attribute 'tau' }}
  %x = test.weighted_rate %in {weights = dense<0.5> : tensor<1x2xf32>, tau = dense_resource<__elided__> : tensor<2xf32>}
      : !graph.nodes<1> -> !graph.nodes<2>
  graph.output %x : !graph.nodes<2>
}
