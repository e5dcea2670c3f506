// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-quantize=method=global %s -o %t.global
// RUN: FileCheck %s --check-prefixes=CHECK,GLOBAL --input-file=%t.global
// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-quantize=method=global-fuzzy %s -o %t.fuzzy
// RUN: FileCheck %s --check-prefixes=CHECK,FUZZY --input-file=%t.fuzzy
// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-quantize=method=channel %s -o %t.channel
// RUN: FileCheck %s --check-prefixes=CHECK,CHANNEL --input-file=%t.channel
// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-quantize %s -o %t.default
// RUN: diff %t.channel %t.default

// One small network with numbers worked out by hand, then the same with a larger threshold
// and with a second synapse. All scales and products are in the comments.

// `global`: 127 / 0.5 = 254. `global-fuzzy`: mean 0.15625 and deviation 0.27065 give
// 182.07. `channel`: 254 and 127 / 0.25 = 508, as only 0.125 and -0.25 go into neuron 1.
// The output neuron has a scale of its own in every method: 127 / 2 = 63.5, or
// 127 / (1.5 + 2 * 0.5) = 50.8.
// CHECK-LABEL: xylo.core @base
xylo.core @base on "xylo_a3" dt 1.000000e-03 {
  // Decay shifts are rounded half to even: 4.5 becomes 4, 1.5 becomes 2, 3.5 becomes 4.
  // CHECK: xylo.neurons hidden "h" ids [0 to 1] dash_mem dense<[3, 4]> : tensor<2xi8>
  // CHECK-SAME: dash_syn dense<{{\[}}[2], [4]]> : tensor<2x1xi8>
  // differs (bias-one-synapse): 0.1 * 254 = 25.4 and -0.1 * 508 = -50.8 also where neurons
  // have one synapse.
  // GLOBAL-SAME: threshold dense<[254, 127]> : tensor<2xi16> bias dense<[25, -25]> : tensor<2xi8>
  // FUZZY-SAME: threshold dense<[182, 91]> : tensor<2xi16> bias dense<[18, -18]> : tensor<2xi8>
  // CHANNEL-SAME: threshold dense<254> : tensor<2xi16> bias dense<[25, -51]> : tensor<2xi8>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64> dash_syn dense<[[1.5], [3.5]]> : tensor<2x1xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // differs (dash-zero): a synapse with decay shift 0 never contributes, so 0.5 becomes 1.
  // differs (bias-out-scale): the output bias has the output scale, 0.2 * 63.5 = 12.7 or
  // 0.2 * 50.8 = 10.2, not the hidden one, 0.2 * 254 = 50.8.
  // CHECK: xylo.neurons output "o" ids [0] dash_mem dense<2> : tensor<1xi8> dash_syn dense<1> : tensor<1x1xi8>
  // GLOBAL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13> : tensor<1xi8>
  // FUZZY-SAME: threshold dense<51> : tensor<1xi16> bias dense<10> : tensor<1xi8>
  // CHANNEL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13> : tensor<1xi8>
  // expected-warning @below {{1 synaptic decay shifts of 'o' clipped to [1, 15]; worst is 0.5 at neuron 0}}
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<0.5> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[127], [-64]]]> : tensor<1x2x1xi8>
  // FUZZY: xylo.input_weights dense<{{\[\[}}[91], [-46]]]> : tensor<1x2x1xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[127], [-127]]]> : tensor<1x2x1xi8>
  xylo.input_weights dense<[[[0.5], [-0.25]]]> : tensor<1x2x1xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[32], [64]]> : tensor<2x1xi8>
  // FUZZY-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[23], [46]]> : tensor<2x1xi8>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<64> : tensor<2x1xi8>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125], [0.25]]> : tensor<2x1xf64>
  // GLOBAL-NEXT: xylo.output_weights dense<{{\[}}[64], [127]]> : tensor<2x1xi8>
  // FUZZY-NEXT: xylo.output_weights dense<{{\[}}[51], [102]]> : tensor<2x1xi8>
  // CHANNEL-NEXT: xylo.output_weights dense<{{\[}}[64], [127]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// differs (output-overflow): an output threshold that would not fit, 1000 * 63.5, makes the
// scale of the output neurons 32767 / 1000 = 32.767, and only theirs: weights, threshold
// and bias together. The recurrent weights stay as they were.
// CHECK-LABEL: xylo.core @large_output_threshold
xylo.core @large_output_threshold on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden
  // GLOBAL-SAME: threshold dense<[254, 127]> : tensor<2xi16> bias dense<[25, -25]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64> dash_syn dense<[[1.5], [3.5]]> : tensor<2x1xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // CHECK: xylo.neurons output
  // CHECK-SAME: threshold dense<32767> : tensor<1xi16> bias dense<7>
  // expected-warning @below {{1 synaptic decay shifts of 'o' clipped to [1, 15]}}
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<0.5> : tensor<1x1xf64>
      threshold dense<1000.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[127], [-64]]]>
  xylo.input_weights dense<[[[0.5], [-0.25]]]> : tensor<1x2x1xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[32], [64]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125], [0.25]]> : tensor<2x1xf64>
  // CHECK: xylo.output_weights dense<{{\[}}[33], [66]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// differs (bias-overflow): a hidden threshold that would not fit makes the scale of its
// group 32.767, biases included: 0.1 * 32.767 = 3.3. By `global` the group is all hidden
// neurons, by `channel` only this one.
// CHECK-LABEL: xylo.core @large_hidden_threshold
xylo.core @large_hidden_threshold on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden
  // GLOBAL-SAME: threshold dense<[32767, 16]> : tensor<2xi16> bias dense<[3, -3]>
  // CHANNEL: xylo.neurons hidden
  // CHANNEL-SAME: threshold dense<[32767, 254]> : tensor<2xi16> bias dense<[3, -51]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64> dash_syn dense<[[1.5], [3.5]]> : tensor<2x1xf64>
      threshold dense<[1000.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // GLOBAL: xylo.neurons output
  // GLOBAL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13>
  // expected-warning @below {{1 synaptic decay shifts of 'o' clipped to [1, 15]}}
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<0.5> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[16], [-8]]]> : tensor<1x2x1xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[16], [-127]]]> : tensor<1x2x1xi8>
  xylo.input_weights dense<[[[0.5], [-0.25]]]> : tensor<1x2x1xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[4], [8]]> : tensor<2x1xi8>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[64], [8]]> : tensor<2x1xi8>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125], [0.25]]> : tensor<2x1xf64>
  // GLOBAL-NEXT: xylo.output_weights dense<{{\[}}[64], [127]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// Both synapses of a neuron share its scale: 0.1 * 254 = 25.4 and 0.2 * 508 = 101.6.
// CHECK-LABEL: xylo.core @two_synapses
xylo.core @two_synapses on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h" ids [0 to 1] dash_mem dense<[3, 4]> : tensor<2xi8>
  // CHECK-SAME: dash_syn dense<{{\[}}[2, 2], [4, 4]]> : tensor<2x2xi8>
  // GLOBAL-SAME: threshold dense<[254, 127]> : tensor<2xi16> bias dense<[25, -25]>
  // CHANNEL-SAME: threshold dense<254> : tensor<2xi16> bias dense<[25, -51]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64>
      dash_syn dense<[[1.5, 1.5], [3.5, 3.5]]> : tensor<2x2xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // CHANNEL: xylo.neurons output
  // CHANNEL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13>
  // expected-warning @below {{1 synaptic decay shifts of 'o' clipped to [1, 15]}}
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<0.5> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[127, 25], [-64, 51]]]> : tensor<1x2x2xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[127, 25], [-127, 102]]]> : tensor<1x2x2xi8>
  xylo.input_weights dense<[[[0.5, 0.1], [-0.25, 0.2]]]> : tensor<1x2x2xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[32, 0], [64, 0]]>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[64, 0], [64, 0]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125, 0.0], [0.25, 0.0]]> : tensor<2x2xf64>
  // CHANNEL-NEXT: xylo.output_weights dense<{{\[}}[64], [127]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// Both at once. By `channel` neuron 0 has the scale 32.767 for both synapses and its bias,
// neuron 1 keeps 508.
// CHECK-LABEL: xylo.core @two_synapses_large_threshold
xylo.core @two_synapses_large_threshold on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden
  // GLOBAL-SAME: threshold dense<[32767, 16]> : tensor<2xi16> bias dense<[3, -3]>
  // CHANNEL: xylo.neurons hidden
  // CHANNEL-SAME: threshold dense<[32767, 254]> : tensor<2xi16> bias dense<[3, -51]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64>
      dash_syn dense<[[1.5, 1.5], [3.5, 3.5]]> : tensor<2x2xf64>
      threshold dense<[1000.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // CHANNEL: xylo.neurons output
  // CHANNEL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13>
  // expected-warning @below {{1 synaptic decay shifts of 'o' clipped to [1, 15]}}
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<0.5> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[16, 3], [-8, 7]]]> : tensor<1x2x2xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[16, 3], [-127, 102]]]> : tensor<1x2x2xi8>
  xylo.input_weights dense<[[[0.5, 0.1], [-0.25, 0.2]]]> : tensor<1x2x2xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[4, 0], [8, 0]]>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[64, 0], [8, 0]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125, 0.0], [0.25, 0.0]]> : tensor<2x2xf64>
  // CHANNEL-NEXT: xylo.output_weights dense<{{\[}}[64], [127]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}
