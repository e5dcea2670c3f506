// RUN: standalone-opt --standalone-cut-weights=below=0.1 --verify-diagnostics %s | FileCheck %s
// RUN: not standalone-opt --standalone-cut-weights=below=-1 %s 2>&1 | FileCheck %s --check-prefix=NEGATIVE

// CHECK:     name = "small"
// CHECK-SAME{LITERAL}: dense<[[0.000000e+00, 5.000000e-01], [-2.000000e+00, 0.000000e+00]]>
// CHECK:     name = "large"
// CHECK-SAME: dense<1.000000e+00> : tensor<2x1xf32>
// CHECK:     name = "limit"
// CHECK-SAME: dense<1.000000e-01> : tensor<1x1xf64>

// NEGATIVE: error: 'below' must not be negative
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  // expected-remark @+1 {{2 of 4 weights are below 1.000000e-01}}
  %small = graph.linear_weights %in {name = "small",
      weights = dense<[[0.05, 0.5], [-2.0, -0.05]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %large = graph.linear_weights %small {name = "large", weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %limit = graph.linear_weights %large {name = "limit", weights = dense<0.1> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %limit : !graph.nodes<1>
}
