// RUN: graph-opt --split-input-file --xylo-quantize=method=global %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: graph-opt --split-input-file --xylo-quantize=method=global-fuzzy %s 2>/dev/null | FileCheck %s
// RUN: graph-opt --split-input-file --xylo-quantize=method=channel %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL
// RUN: graph-opt --split-input-file --xylo-quantize %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL

// Worked numbers are in quantize-worked.mlir, warnings in quantize-warnings.mlir, refusals in
// quantize-invalid.mlir.

// A neuron without a second synapse keeps decay shift 0 there.
// CHECK-LABEL: xylo.core @no_second_synapse
xylo.core @no_second_synapse on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // CHECK-SAME: dash_syn dense<{{\[}}[2, 5], [4, 0]]> : tensor<2x2xi8>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<[[1.5, 5.0], [3.5, 0.0]]> : tensor<2x2xf64>
      threshold dense<1.0> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<[[[1.0, 1.0], [1.0, 0.0]]]> : tensor<1x2x2xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x2xf64>
  xylo.output_weights dense<1.0> : tensor<2x1xf64>
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

// differs (bias-in-maximum): a large bias bounds the scale of its neuron, too: 127 / 2
// instead of 127 / 0.5.
// differs (bias-fuzzy): `global-fuzzy` heeds it as well.
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

// -----

// No hidden neurons, or no outputs: there is nothing to scale, and nothing to trip over.
// CHECK-LABEL: xylo.core @no_hidden
xylo.core @no_hidden on "xylo_a3" dt 1.000000e-03 {
  // CHECK-NEXT: xylo.neurons output "o" ids [0]
  // CHECK-SAME: threshold dense<32767>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<9.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK-NEXT: xylo.input_weights dense<> : tensor<1x0x1xi8>
  xylo.input_weights dense<> : tensor<1x0x1xf64>
  // CHECK-NEXT: xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  // CHECK-NEXT: xylo.output_weights dense<> : tensor<0x1xi8>
  xylo.output_weights dense<> : tensor<0x1xf64>
}
// CHECK-LABEL: xylo.core @no_outputs
xylo.core @no_outputs on "xylo_a3" dt 1.000000e-03 {
  // CHECK-NEXT: xylo.neurons hidden "h" ids [0]
  // CHECK-SAME: threshold dense<1143>
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<9.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK-NEXT: xylo.input_weights dense<127> : tensor<1x1x1xi8>
  xylo.input_weights dense<1.0> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  // CHECK: xylo.output_weights dense<> : tensor<1x0xi8>
  xylo.output_weights dense<> : tensor<1x0xf64>
}
