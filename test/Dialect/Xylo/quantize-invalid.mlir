// RUN: not graph-opt --xylo-quantize=method=per-tensor %s -o %t.out 2>&1 | FileCheck %s
// RUN: not ls %t.out

// An unknown method is refused and the known ones are named.
// CHECK: quantize-invalid.mlir:[[@LINE+1]]:1: error: unknown quantisation method 'per-tensor'; methods are 'global', 'global-fuzzy' and 'channel'
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<17.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<1.0> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [0] to [0] dense<0.001> : tensor<1x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}
