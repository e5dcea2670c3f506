// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-quantize=method=global-fuzzy %s -o %t
// RUN: FileCheck %s --input-file=%t

// What does not fit into the quantiser's ranges is clipped, with one warning per module
// and parameter: how many values, and the worst with its neuron.

// `global-fuzzy` lets outliers be clipped. The scale of the hidden neurons is
// 127 / (2.125 + 2 * 2.976), from mean and deviation: the ten asks for 157.218.
// differs (fuzzy-clip): it gets 127, and no other weight.
// CHECK-LABEL: xylo.core @outlier
xylo.core @outlier on "xylo_a3" dt 1.000000e-03 {
  // expected-warning @below {{1 incoming weights of 'h' clipped to [-127, 127]; worst is 157.218 at neuron 5}}
  xylo.neurons hidden "h" ids [0 to 7]
      dash_mem dense<4.0> : tensor<8xf64> dash_syn dense<3.0> : tensor<8x1xf64>
      threshold dense<1.0> : tensor<8xf64> bias dense<0.0> : tensor<8xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<{{\[\[}}[16], [16], [16], [16], [16], [127], [16], [16]]]>
  xylo.input_weights dense<[[[1.0], [1.0], [1.0], [1.0], [1.0], [10.0], [1.0], [1.0]]]> : tensor<1x8x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<8x1xf64>
}

// -----

// The warning names the neuron by its place in the module, here 1, not by its id.
xylo.core @worst_of_two_modules on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "quiet" ids [0, 1, 2, 3, 4, 5]
      dash_mem dense<4.0> : tensor<6xf64> dash_syn dense<3.0> : tensor<6x1xf64>
      threshold dense<1.0> : tensor<6xf64> bias dense<0.0> : tensor<6xf64>
  // expected-warning @below {{1 incoming weights of 'loud' clipped to [-127, 127]; worst is -157.218 at neuron 1}}
  xylo.neurons hidden "loud" ids [7, 6]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x1xf64>
      threshold dense<1.0> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<[[[-1.0], [-1.0], [-1.0], [-1.0], [-1.0], [-1.0], [-10.0], [-1.0]]]> : tensor<1x8x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<8x1xf64>
}

// -----

// A threshold that rounds to 0, or is negative, would fire without end.
// differs (threshold-floor): such thresholds become 1, with a warning.
// CHECK-LABEL: xylo.core @thresholds
xylo.core @thresholds on "xylo_a3" dt 1.000000e-03 {
  // CHECK: threshold dense<[127, 1, 1]>
  // expected-warning @below {{2 thresholds of 'h' clipped to [1, 32767]; worst is -127 at neuron 2}}
  xylo.neurons hidden "h" ids [0 to 2]
      dash_mem dense<4.0> : tensor<3xf64> dash_syn dense<3.0> : tensor<3x1xf64>
      threshold dense<[1.0, 0.001, -1.0]> : tensor<3xf64> bias dense<0.0> : tensor<3xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<1.0> : tensor<1x3x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<3x1xf64>
}

// -----

// Decay shifts have four bits. Membranes may have 0, synapses may not.
// differs (dash-range): what does not fit is clipped, with a warning.
// CHECK-LABEL: xylo.core @decay_shifts
xylo.core @decay_shifts on "xylo_a3" dt 1.000000e-03 {
  // CHECK: dash_mem dense<[0, 15, 15]>
  // CHECK-SAME: dash_syn dense<{{\[}}[1], [15], [15]]>
  // expected-warning @below {{1 membrane decay shifts of 'h' clipped to [0, 15]; worst is 18 at neuron 2}}
  // expected-warning @below {{2 synaptic decay shifts of 'h' clipped to [1, 15]; worst is 16.5 at neuron 1}}
  xylo.neurons hidden "h" ids [0 to 2]
      dash_mem dense<[0.25, 15.4, 18.0]> : tensor<3xf64>
      dash_syn dense<[[0.25], [16.5], [15.4]]> : tensor<3x1xf64>
      threshold dense<1.0> : tensor<3xf64> bias dense<0.0> : tensor<3xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<1.0> : tensor<1x3x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<3x1xf64>
}

// -----

// A threshold that is far above the weights leaves nothing of them; a neuron that had none
// has lost none.
// CHECK-LABEL: xylo.core @lost_weights
xylo.core @lost_weights on "xylo_a3" dt 1.000000e-03 {
  // CHECK: threshold dense<[32767, 33, 33]>
  // expected-warning @below {{1 neuron of 'h' loses all incoming weights, which round to 0; the first is neuron 0}}
  xylo.neurons hidden "h" ids [0 to 2]
      dash_mem dense<4.0> : tensor<3xf64> dash_syn dense<3.0> : tensor<3x1xf64>
      threshold dense<[1000.0, 1.0, 1.0]> : tensor<3xf64> bias dense<0.0> : tensor<3xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<{{\[\[\[}}0], [33], [0]]]>
  xylo.input_weights dense<[[[1.0e-6], [1.0], [0.0]]]> : tensor<1x3x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<3x1xf64>
}
