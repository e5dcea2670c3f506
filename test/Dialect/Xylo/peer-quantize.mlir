// RUN: graph-opt --split-input-file --xylo-quantize=method=global %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: graph-opt --split-input-file --xylo-quantize=method=global-fuzzy %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,FUZZY
// RUN: graph-opt --split-input-file --xylo-quantize=method=channel %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL

// What Tidepool quantises otherwise than Rockpool does; docs/PeerDifferences.md lists it.
// quantize-worked.mlir, quantize.mlir and quantize-warnings.mlir have the rest.

// differs (input-kept): quantising a second time changes nothing.
// RUN: graph-opt --split-input-file --xylo-quantize=method=channel %s -o %t.once 2>/dev/null
// RUN: graph-opt --split-input-file --xylo-quantize=method=channel --xylo-quantize=method=channel %s -o %t.twice 2>/dev/null
// RUN: diff %t.once %t.twice

// differs (round-once): the threshold sets the scale, 32.767, and 0.5 times that is 16.4.
// Rounding 0.5 * 127 to 64 first and scaling that down would give 17.
// CHECK-LABEL: xylo.core @round_once
xylo.core @round_once on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // CHECK-SAME: threshold dense<32767>
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1000.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<{{\[\[}}[33]], {{\[\[}}16]]]> : tensor<2x1x1xi8>
  xylo.input_weights dense<[[[1.0]], [[0.5]]]> : tensor<2x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}

// -----

// differs (zero-weights): a group without weights and biases is scaled by its thresholds,
// by any method: 32767 / 1, or for each neuron. 0.5 * 32767 = 16383.5 rounds to 16384.
// CHECK-LABEL: xylo.core @zero_weights
xylo.core @zero_weights on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // GLOBAL-SAME: threshold dense<[16384, 32767]> : tensor<2xi16> bias dense<0>
  // FUZZY-SAME: threshold dense<[16384, 32767]> : tensor<2xi16> bias dense<0>
  // CHANNEL-SAME: threshold dense<32767> : tensor<2xi16> bias dense<0>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x1xf64>
      threshold dense<[0.5, 1.0]> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  // CHECK: xylo.neurons output "o"
  // CHECK-SAME: threshold dense<32767> : tensor<1xi16> bias dense<0>
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

// differs (neuron-without-weights): a neuron that nothing feeds is scaled by its bias,
// 127 / 0.25, or by its threshold. In a group it takes the group's scale, 127.
// CHECK-LABEL: xylo.core @unfed_neurons
xylo.core @unfed_neurons on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // GLOBAL-SAME: threshold dense<[127, 64, 64]> : tensor<3xi16> bias dense<[0, 32, 0]>
  // CHANNEL-SAME: threshold dense<[127, 254, 32767]> : tensor<3xi16> bias dense<[0, 127, 0]>
  xylo.neurons hidden "h" ids [0 to 2]
      dash_mem dense<4.0> : tensor<3xf64> dash_syn dense<3.0> : tensor<3x1xf64>
      threshold dense<[1.0, 0.5, 0.5]> : tensor<3xf64> bias dense<[0.0, 0.25, 0.0]> : tensor<3xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK: xylo.input_weights dense<127> : tensor<1x1x1xi8>
  xylo.input_weights dense<1.0> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<3x1xf64>
}

// -----

// differs (threshold-sign): the size of a threshold counts, not its sign: 32767 / 1000. With
// a threshold below 1 the neuron would fire without end, so it becomes 1.
// CHECK-LABEL: xylo.core @negative_threshold
xylo.core @negative_threshold on "xylo_a3" dt 1.000000e-03 {
  // CHECK: xylo.neurons hidden "h"
  // GLOBAL-SAME: threshold dense<[33, 1]>
  // FUZZY-SAME: threshold dense<[33, 1]>
  // CHANNEL-SAME: threshold dense<[127, 1]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x1xf64>
      threshold dense<[1.0, -1000.0]> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // GLOBAL: xylo.input_weights dense<33> : tensor<1x2x1xi8>
  // FUZZY: xylo.input_weights dense<33> : tensor<1x2x1xi8>
  // CHANNEL: xylo.input_weights dense<{{\[\[}}[127], [33]]]> : tensor<1x2x1xi8>
  xylo.input_weights dense<1.0> : tensor<1x2x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<2x1xf64>
}

// -----

// differs (expansion-edge): the first neuron behind the input expansion neurons may have a
// threshold that would not fit: 32767 / 1000 instead of 127 / 0.5.
// CHECK-LABEL: xylo.core @expansion_edge
xylo.core @expansion_edge on "xylo_a3" dt 1.000000e-03 {
  // CHANNEL: xylo.neurons hidden "h"
  // CHANNEL-SAME: threshold dense<[127, 32767]>
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4.0> : tensor<2xf64> dash_syn dense<3.0> : tensor<2x1xf64>
      threshold dense<[1.0, 1000.0]> : tensor<2xf64> bias dense<0.0> : tensor<2xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHANNEL: xylo.input_weights dense<127> : tensor<1x1x1xi8>
  xylo.input_weights dense<1.0> : tensor<1x1x1xf64>
  // CHANNEL-NEXT: xylo.recurrent_weights from [0] to [1] dense<16> : tensor<1x1xi8>
  xylo.recurrent_weights from [0] to [1] dense<0.5> : tensor<1x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}

// -----

// differs (fuzzy-sums): mean and deviation come from exactly rounded sums. Ten weights of
// 0.1 have no deviation and the scale 127 / 0.1 = 1270, so the threshold is 317.5, half to
// even 318. A running sum of them is a little below 1, and the threshold would be 317.
// CHECK-LABEL: xylo.core @fuzzy_sums
xylo.core @fuzzy_sums on "xylo_a3" dt 1.000000e-03 {
  // FUZZY: xylo.neurons hidden "h"
  // FUZZY-SAME: threshold dense<318>
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<0.25> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // FUZZY: xylo.input_weights dense<127> : tensor<10x1x1xi8>
  xylo.input_weights dense<0.1> : tensor<10x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}
