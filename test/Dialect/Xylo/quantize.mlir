// RUN: graph-opt --split-input-file --xylo-quantize=method=global %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: graph-opt --split-input-file --xylo-quantize=method=global-fuzzy %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,FUZZY
// RUN: graph-opt --split-input-file --xylo-quantize=method=channel %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL
// RUN: graph-opt --split-input-file --xylo-quantize %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL

// Warnings are tested in quantize-warnings.mlir, refusals in quantize-invalid.mlir.

// The hidden neurons share a scale (`global`: 127 / 0.5, `global-fuzzy`: from mean and
// deviation), or each has its own (`channel`: 127 / 0.5 and 127 / 0.25). The output
// neuron has a scale of its own in every method, for its bias too.
// CHECK-LABEL: xylo.core @base
xylo.core @base on "xylo_a3" dt 1.000000e-03 {
  // Decay shifts are rounded half to even: 4.5 becomes 4, 3.5 becomes 4.
  // CHECK: xylo.neurons hidden "h" ids [0 to 1] dash_mem dense<[3, 4]> : tensor<2xi8>
  // CHECK-SAME: dash_syn dense<{{\[}}[2], [4]]> : tensor<2x1xi8>
  // GLOBAL-SAME: threshold dense<[254, 127]> : tensor<2xi16> bias dense<[25, -25]> : tensor<2xi8>
  // FUZZY-SAME: threshold dense<[182, 91]> : tensor<2xi16> bias dense<[18, -18]> : tensor<2xi8>
  // CHANNEL-SAME: threshold dense<254> : tensor<2xi16> bias dense<[25, -51]> : tensor<2xi8>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64> dash_syn dense<[[1.5], [3.5]]> : tensor<2x1xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // A synaptic decay shift of 0 would silence the synapse: 0.5 becomes 1.
  // CHECK: xylo.neurons output "o" ids [0] dash_mem dense<2> : tensor<1xi8> dash_syn dense<1> : tensor<1x1xi8>
  // GLOBAL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13> : tensor<1xi8>
  // FUZZY-SAME: threshold dense<51> : tensor<1xi16> bias dense<10> : tensor<1xi8>
  // CHANNEL-SAME: threshold dense<64> : tensor<1xi16> bias dense<13> : tensor<1xi8>
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

// An output threshold that would not fit lowers the scale of the output neurons, and
// only theirs: weights, threshold and bias together.
// CHECK-LABEL: xylo.core @large_output_threshold
xylo.core @large_output_threshold on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden
  // GLOBAL-SAME: threshold dense<[254, 127]> : tensor<2xi16> bias dense<[25, -25]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64> dash_syn dense<[[1.5], [3.5]]> : tensor<2x1xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  // CHECK: xylo.neurons output
  // CHECK-SAME: threshold dense<32767> : tensor<1xi16> bias dense<7>
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<1.0> : tensor<1x1xf64>
      threshold dense<1000.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[127], [-64]]]>
  xylo.input_weights dense<[[[0.5], [-0.25]]]> : tensor<1x2x1xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[32], [64]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125], [0.25]]> : tensor<2x1xf64>
  // CHECK: xylo.output_weights dense<{{\[}}[33], [66]]> : tensor<2x1xi8>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// A hidden threshold that would not fit lowers the scale of the whole group, which is
// all hidden neurons or only this one.
// CHECK-LABEL: xylo.core @large_hidden_threshold
xylo.core @large_hidden_threshold on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden
  // GLOBAL-SAME: threshold dense<[32767, 16]> : tensor<2xi16> bias dense<[3, -3]>
  // CHANNEL: xylo.neurons hidden
  // CHANNEL-SAME: threshold dense<[32767, 254]> : tensor<2xi16> bias dense<[3, -51]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64>
      dash_syn dense<[[1.5, 1.5], [3.5, 3.5]]> : tensor<2x2xf64>
      threshold dense<[1000.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<1.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[16, 3], [-8, 7]]]> : tensor<1x2x2xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[16, 3], [-127, 102]]]> : tensor<1x2x2xi8>
  xylo.input_weights dense<[[[0.5, 0.1], [-0.25, 0.2]]]> : tensor<1x2x2xf64>
  // GLOBAL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[4, 0], [8, 0]]>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[64, 0], [8, 0]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125, 0.0], [0.25, 0.0]]> : tensor<2x2xf64>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// Both synapses of a neuron share its scale. A neuron without a second synapse keeps
// decay shift 0 there.
// CHECK-LABEL: xylo.core @two_synapses
xylo.core @two_synapses on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // CHECK-SAME: dash_syn dense<{{\[}}[2, 5], [4, 0]]> : tensor<2x2xi8>
  // CHANNEL-SAME: threshold dense<254> : tensor<2xi16> bias dense<[25, -51]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<[3.4, 4.5]> : tensor<2xf64>
      dash_syn dense<[[1.5, 5.0], [3.5, 0.0]]> : tensor<2x2xf64>
      threshold dense<[1.0, 0.5]> : tensor<2xf64> bias dense<[0.1, -0.1]> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<2.5> : tensor<1xf64> dash_syn dense<1.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.2> : tensor<1xf64>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[127, 25], [-127, 102]]]> : tensor<1x2x2xi8>
  xylo.input_weights dense<[[[0.5, 0.1], [-0.25, 0.2]]]> : tensor<1x2x2xf64>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0, 1] to [1, 0] dense<{{\[}}[64, 0], [64, 0]]>
  xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[0.125, 0.0], [0.25, 0.0]]> : tensor<2x2xf64>
  xylo.output_weights dense<[[1.0], [2.0]]> : tensor<2x1xf64>
}

// -----

// Scales belong to ids, not to positions: module "b" comes first in the text but holds
// neuron 1.
// CHECK-LABEL: xylo.core @ids_out_of_order
xylo.core @ids_out_of_order on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "b" ids [1]
  // CHANNEL-SAME: threshold dense<508> : tensor<1xi16>
  xylo.neurons hidden "b" ids [1]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.neurons hidden "a" ids [0]
  // CHANNEL-SAME: threshold dense<127> : tensor<1xi16>
  xylo.neurons hidden "a" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<[[[1.0], [0.25]]]> : tensor<1x2x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<2x1xf64>
}

// -----

// A neuron without weights is scaled by its threshold; with a bias, by its bias.
// CHECK-LABEL: xylo.core @no_weights
xylo.core @no_weights on "xylo_a3" dt 1.000000e-03 {
  // CHANNEL: xylo.neurons hidden "h"
  // CHANNEL-SAME: threshold dense<[32767, 254]> : tensor<2xi16> bias dense<[0, -127]>
  // GLOBAL: xylo.neurons hidden "h"
  // GLOBAL-SAME: threshold dense<[127, 254]> : tensor<2xi16> bias dense<[0, -127]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x1xf64>
      threshold dense<[0.5, 1.0]> : tensor<2xf64> bias dense<[0.0, -0.5]> : tensor<2xf64>
  // CHECK: xylo.neurons output
  // CHECK-SAME: threshold dense<32767>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<2.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<0> : tensor<1x2x1xi8>
  xylo.input_weights dense<0.0> : tensor<1x2x1xf64>
  // CHECK-NEXT: xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  // CHECK-NEXT: xylo.output_weights dense<0> : tensor<2x1xi8>
  xylo.output_weights dense<0.0> : tensor<2x1xf64>
}

// -----

// A large bias bounds the scale: 127 / 2 instead of 127 / 0.5. `global-fuzzy` heeds it
// as well.
// CHECK-LABEL: xylo.core @large_bias
xylo.core @large_bias on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // CHECK-SAME: threshold dense<64> : tensor<1xi16> bias dense<-127>
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<-2.0> : tensor<1xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<32>
  xylo.input_weights dense<0.5> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}

// -----

// Rounding is half to even, in both directions: the scale is 1.
// CHECK-LABEL: xylo.core @half_to_even
xylo.core @half_to_even on "xylo_a3" dt 1.000000e-03 {
  // GLOBAL: xylo.neurons hidden "h"
  // GLOBAL-SAME: dash_mem dense<[0, 2, 2, 4, 4, 6, 6]>
  // GLOBAL-SAME: threshold dense<[1, 2, 2, 4, 4, 6, 6]>
  // GLOBAL-SAME: bias dense<[0, 2, 2, 0, -2, -2, 0]>
  xylo.neurons hidden "h" ids [0 to 6]
      dash_mem dense<[0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5]> : tensor<7xf64>
      dash_syn dense<3.0> : tensor<7x1xf64>
      threshold dense<[1.0, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5]> : tensor<7xf64>
      bias dense<[0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49]> : tensor<7xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<{{\[\[}}[127], [0], [2], [2], [0], [-2], [-2]]]>
  xylo.input_weights dense<[[[127.0], [0.5], [1.5], [2.5], [-0.5], [-1.5], [-2.5]]]> : tensor<1x7x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<7x1xf64>
}

// -----

// Connections of which nothing is left are dropped; one that keeps a weight on either
// synapse stays.
// CHECK-LABEL: xylo.core @vanishing_connections
xylo.core @vanishing_connections on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x2xf64>
      threshold dense<1.0> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<127.0> : tensor<1x2x2xf64> shift 2
  // GLOBAL: xylo.recurrent_weights from [0, 1] to [1, 1] dense<{{\[}}[0, 1], [-1, 0]]> : tensor<2x2xi8> shift 3
  xylo.recurrent_weights from [0, 0, 1, 1] to [0, 1, 0, 1]
      dense<[[0.4, -0.5], [0.4, 1.0], [0.1, 0.0], [-1.0, 0.2]]> : tensor<4x2xf64> shift 3
  xylo.output_weights dense<1.0> : tensor<2x1xf64>
}

// -----

// A core of integers is left alone, whatever they are: the chip's words hold more than
// the quantiser uses.
// CHECK-LABEL: xylo.core @integers_already
xylo.core @integers_already on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h" ids [0] dash_mem dense<0>
  // CHECK-SAME: dash_syn dense<0>
  // CHECK-SAME: threshold dense<-32768>
  // CHECK-SAME: bias dense<-128>
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<0> : tensor<1xi8> dash_syn dense<0> : tensor<1x1xi8>
      threshold dense<-32768> : tensor<1xi16> bias dense<-128> : tensor<1xi8>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<0> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // CHECK: xylo.input_weights dense<-128>
  xylo.input_weights dense<-128> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}
