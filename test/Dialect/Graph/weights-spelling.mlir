// Big weights can be spelt in four ways: as decimal numbers, as hexadecimal
// bytes, as a resource at the end of the file, and in bytecode; and dense or
// sparse. The values are the same. Hexadecimal dumps show every bit of them.

// RUN: graph-opt --mlir-print-elementsattrs-with-hex-if-larger=0 %s | FileCheck %s
// RUN: graph-opt --verify-roundtrip %s | FileCheck %s --check-prefix=DECIMAL
// RUN: graph-opt --emit-bytecode %s | graph-opt --mlir-print-elementsattrs-with-hex-if-larger=0 | FileCheck %s
// RUN: graph-opt --emit-bytecode %s | graph-opt | FileCheck %s --check-prefix=DECIMAL

// Decimal numbers, f32: 0.5, -0.25, 0.1 and 3.
// CHECK-LABEL: graph.network @decimal
// CHECK:         weights = dense<"0x0000003F000080BECDCCCC3D00004040"> : tensor<2x2xf32>
// DECIMAL-LABEL: graph.network @decimal
// DECIMAL:         weights = dense<{{\[\[}}5.000000e-01, -2.500000e-01], [1.000000e-01, 3.000000e+00]]> : tensor<2x2xf32>
graph.network @decimal(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {weights = dense<[[0.5, -0.25], [0.1, 3.0]]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// The same as bytes.
// CHECK-LABEL: graph.network @hexadecimal
// CHECK:         weights = dense<"0x0000003F000080BECDCCCC3D00004040"> : tensor<2x2xf32>
// DECIMAL-LABEL: graph.network @hexadecimal
// DECIMAL:         weights = dense<{{\[\[}}5.000000e-01, -2.500000e-01], [1.000000e-01, 3.000000e+00]]> : tensor<2x2xf32>
graph.network @hexadecimal(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {weights = dense<"0x0000003F000080BECDCCCC3D00004040"> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// The same as a resource, which is kept as one.
// CHECK-LABEL: graph.network @resource
// CHECK:         weights = dense_resource<w_f32> : tensor<2x2xf32>
// DECIMAL-LABEL: graph.network @resource
// DECIMAL:         weights = dense_resource<w_f32> : tensor<2x2xf32>
graph.network @resource(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {weights = dense_resource<w_f32> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}

// Decimal numbers, f64.
// CHECK-LABEL: graph.network @decimal_f64
// CHECK:         weights = dense<"0x000000000000E03F9A9999999999B93F"> : tensor<2x1xf64>
// DECIMAL-LABEL: graph.network @decimal_f64
// DECIMAL:         weights = dense<{{\[\[}}5.000000e-01], [1.000000e-01]]> : tensor<2x1xf64>
graph.network @decimal_f64(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w = graph.linear_weights %in {weights = dense<[[0.5], [0.1]]> : tensor<2x1xf64>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %w : !graph.nodes<1>
}

// The same as bytes.
// CHECK-LABEL: graph.network @hexadecimal_f64
// CHECK:         weights = dense<"0x000000000000E03F9A9999999999B93F"> : tensor<2x1xf64>
// DECIMAL-LABEL: graph.network @hexadecimal_f64
// DECIMAL:         weights = dense<{{\[\[}}5.000000e-01], [1.000000e-01]]> : tensor<2x1xf64>
graph.network @hexadecimal_f64(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w = graph.linear_weights %in {weights = dense<"0x000000000000E03F9A9999999999B93F"> : tensor<2x1xf64>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %w : !graph.nodes<1>
}

// The same as a resource.
// CHECK-LABEL: graph.network @resource_f64
// CHECK:         weights = dense_resource<w_f64> : tensor<2x1xf64>
// DECIMAL-LABEL: graph.network @resource_f64
// DECIMAL:         weights = dense_resource<w_f64> : tensor<2x1xf64>
graph.network @resource_f64(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w = graph.linear_weights %in {weights = dense_resource<w_f64> : tensor<2x1xf64>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %w : !graph.nodes<1>
}

// What is sparse stays sparse; entries of the same value share one number, and a
// single place on the diagonal is one number too.
// CHECK-LABEL: graph.network @sparse
// CHECK:         weights = sparse<{{\[\[}}0, 1], [1, 0]], "0x0000003F0000803F"> : tensor<2x2xf32>
// DECIMAL-LABEL: graph.network @sparse
// DECIMAL:         weights = sparse<{{\[\[}}0, 1], [1, 0]], [5.000000e-01, 1.000000e+00]> : tensor<2x2xf32>
// DECIMAL:         weights = sparse<{{\[\[}}0, 0], [1, 1]], 1.000000e+00> : tensor<2x2xf64>
// DECIMAL:         weights = sparse<1, 2.000000e+00> : tensor<2x2xf32>
// DECIMAL:         weights = sparse<> : tensor<2x2xf32>
// DECIMAL:         weights = sparse<{{\[\[}}0, 0], [1, 1048575]], [-1.000000e+00, 3.000000e+00]> : tensor<2x1048576xf32>
graph.network @sparse(%in: !graph.nodes<2>) -> !graph.nodes<1048576> {
  %w0 = graph.linear_weights %in {weights = sparse<[[0, 1], [1, 0]], [0.5, 1.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %w1 = graph.linear_weights %w0 {weights = sparse<[[0, 0], [1, 1]], [1.0, 1.0]> : tensor<2x2xf64>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %w2 = graph.linear_weights %w1 {weights = sparse<[[1, 1]], [2.0]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %w3 = graph.linear_weights %w2 {weights = sparse<> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %w4 = graph.linear_weights %w3 {weights = sparse<[[0, 0], [1, 1048575]], [-1.0, 3.0]> : tensor<2x1048576xf32>}
      : !graph.nodes<2> -> !graph.nodes<1048576>
  graph.output %w4 : !graph.nodes<1048576>
}

// One number for all, however it is spelt, stays one number.
// CHECK-LABEL: graph.network @splats
// CHECK-COUNT-2: weights = dense<1.000000e-01> : tensor<1000x1000xf32>
// CHECK-COUNT-2: weights = dense<1.000000e-01> : tensor<1000x1000xf64>
// DECIMAL-LABEL: graph.network @splats
// DECIMAL-COUNT-2: weights = dense<1.000000e-01> : tensor<1000x1000xf32>
// DECIMAL-COUNT-2: weights = dense<1.000000e-01> : tensor<1000x1000xf64>
graph.network @splats(%in: !graph.nodes<1000>) -> !graph.nodes<1000> {
  %w0 = graph.linear_weights %in {weights = dense<0.1> : tensor<1000x1000xf32>}
      : !graph.nodes<1000> -> !graph.nodes<1000>
  %w1 = graph.linear_weights %w0 {weights = dense<"0xCDCCCC3D"> : tensor<1000x1000xf32>}
      : !graph.nodes<1000> -> !graph.nodes<1000>
  %w2 = graph.linear_weights %w1 {weights = dense<0.1> : tensor<1000x1000xf64>}
      : !graph.nodes<1000> -> !graph.nodes<1000>
  %w3 = graph.linear_weights %w2 {weights = dense<"0x9A9999999999B93F"> : tensor<1000x1000xf64>}
      : !graph.nodes<1000> -> !graph.nodes<1000>
  graph.output %w3 : !graph.nodes<1000>
}

// Parameters of neurons may be resources too.
// CHECK-LABEL: graph.network @resources_of_neurons
// CHECK:         tau_mem = dense_resource<tau> : tensor<2xf32>, tau_syn = dense_resource<tau> : tensor<2xf32>
// DECIMAL-LABEL: graph.network @resources_of_neurons
graph.network @resources_of_neurons(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %n = graph.lif_neurons %in {tau_mem = dense_resource<tau> : tensor<2xf32>,
      tau_syn = dense_resource<tau> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

// The resources come out as they went in: alignment, then the same bytes as
// above.
// CHECK:      dialect_resources: {
// CHECK-NEXT:   builtin: {
// CHECK-DAG:      w_f32: "0x040000000000003F000080BECDCCCC3D00004040"
// CHECK-DAG:      w_f64: "0x08000000000000000000E03F9A9999999999B93F"
// CHECK-DAG:      tau: "0x040000000AD7A33CCDCCCC3D"
// DECIMAL:    dialect_resources: {
// DECIMAL-DAG:    w_f32: "0x040000000000003F000080BECDCCCC3D00004040"
// DECIMAL-DAG:    w_f64: "0x08000000000000000000E03F9A9999999999B93F"
// DECIMAL-DAG:    tau: "0x040000000AD7A33CCDCCCC3D"
{-#
  dialect_resources: {
    builtin: {
      w_f32: "0x040000000000003F000080BECDCCCC3D00004040",
      w_f64: "0x08000000000000000000E03F9A9999999999B93F",
      tau: "0x040000000AD7A33CCDCCCC3D"
    }
  }
#-}
