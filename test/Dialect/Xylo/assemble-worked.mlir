// RUN: graph-opt --xylo-assemble %s | FileCheck %s
// RUN: graph-opt --xylo-assemble --xylo-disassemble %s | FileCheck %s --check-prefix=BACK

// A worked example: the fan-out lists, aliases and two's complement numbers were written
// down from the weights by hand. Neurons are spread over modules that stand in another
// order than their ids. Of words that are wider than an id only the ten bits of one count.
// CHECK-LABEL: xylo.image @worked
// Neurons: hidden 0, 1, 2, then outputs 0 and 1. -6 is fa in eight bits, 150 is 96.
// CHECK: xylo.bank "NBRAM" {{.*}} [0x04, 0xfa, 0x00, 0x00, 0x03]
// CHECK: xylo.bank "NTHRAM" {{.*}} [0x0078, 0x0096, 0x005a, 0x006e, 0x008c]
// Neuron 1 is the source of an alias (2), neuron 2 the target of one (1).
// CHECK: xylo.bank "HCRAM" at 0x31c0 {{.*}} [{{0x0*}}0, {{0x0*}}2, {{0x0*}}1]
// All ones mean that there is no alias.
// CHECK: xylo.bank "HARAM" at 0x35a0 {{.*}} [{{0x[37bf]ff}}, {{0x[048c]02}}, {{0x[37bf]ff}}]
// Neuron 0 feeds 1 and 2, neuron 1 feeds 0 and 2, neuron 2 itself: 18 is 12, -14 is f2,
// -11 is f5, 21 is 15, -8 is f8. The second synapse has one weight, 5.
// CHECK: xylo.bank "HEFOCRAM" at 0x3d60 {{.*}} [{{0x0*}}2, {{0x0*}}2, {{0x0*}}1]
// CHECK: xylo.bank "HFORAM" at 0x4140 {{.*}} [{{0x0*}}1, {{0x0*}}2, {{0x0*}}0, {{0x0*}}2, {{0x0*}}2]
// CHECK: xylo.bank "HWTRAM" at 0xbd40 {{.*}} [0x12, 0xf2, 0xf5, 0x15, 0xf8]
// CHECK: xylo.bank "HWT2RAM" at 0x13940 {{.*}} [0x00, 0x00, 0x00, 0x05, 0x00]
xylo.core @worked on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "third" ids [2]
      dash_mem dense<2> : tensor<1xi8> dash_syn dense<[[2, 1]]> : tensor<1x2xi8>
      threshold dense<90> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "readout" ids [1, 0]
      dash_mem dense<[4, 3]> : tensor<2xi8> dash_syn dense<[[3], [2]]> : tensor<2x1xi8>
      threshold dense<[140, 110]> : tensor<2xi16> bias dense<[3, 0]> : tensor<2xi8>
  xylo.neurons hidden "others" ids [1, 0]
      dash_mem dense<[4, 3]> : tensor<2xi8> dash_syn dense<[[3, 2], [2, 3]]> : tensor<2x2xi8>
      threshold dense<[150, 120]> : tensor<2xi16> bias dense<[-6, 4]> : tensor<2xi8>
  xylo.input_weights
      dense<[[[30, 0], [-12, 0], [0, 25]], [[0, -9], [22, 0], [0, 0]]]> : tensor<2x3x2xi8> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2]
      dense<[[18, 0], [-14, 0], [-11, 0], [21, 5], [-8, 0]]> : tensor<5x2xi8>
  xylo.output_weights dense<[[40, -10], [-12, 35], [0, 9]]> : tensor<3x2xi8> shift 1
  xylo.aliases from [1] to [2]
}

// differs (alias-to-zero): neuron 0 is a target like any other.
// CHECK-LABEL: xylo.image @alias_to_zero
// CHECK-SAME: attributes {alias,
// CHECK: xylo.bank "HCRAM" {{.*}} [{{0x0*}}1, {{0x0*}}2]
// CHECK: xylo.bank "HARAM" {{.*}} [{{0x[37bf]ff}}, {{0x[048c]00}}]
// CHECK: xylo.register "ctrl1" at 0x1 value 0x5
// CHECK-NEXT: xylo.module
// BACK-LABEL: xylo.core @alias_to_zero
// BACK: xylo.aliases from [1] to [0]
xylo.core @alias_to_zero on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x2x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<2x1xi8>
  xylo.aliases from [1] to [0]
}
