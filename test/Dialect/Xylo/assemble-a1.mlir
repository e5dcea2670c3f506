// RUN: graph-opt --xylo-assemble %s | FileCheck %s
// RUN: graph-opt %s -o %t.core
// RUN: graph-opt --xylo-assemble --xylo-disassemble %s | diff - %t.core

// The first chip has no biases. Three hidden neurons are followed by two of padding, in the
// neuron banks and in the rows of input weights, but not in banks of hidden neurons. An alias
// source has to say that it is a target as well: 3 instead of 2.
// CHECK-LABEL: xylo.image @example on "xylo_a1" dt 1.000000e-03
// CHECK-SAME: sizes inputs 2 ien 3 hidden 3 oen 3 outputs 2 padding 2
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x20001
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x30001
// CHECK-NEXT: xylo.bank "IWTRAM" at 0x100 width 8 [0x1e, 0xf4, 0x00, 0x00, 0x00, 0x00, 0x16, 0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.bank "IWT2RAM" at 0x3f80 width 8 [0x00, 0x00, 0x19, 0x00, 0x00, 0xf7, 0x00, 0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.bank "NDSRAM" at 0x89c8 width 4 [0x2, 0x3, 0x2, 0x0, 0x0, 0x2, 0x3]
// CHECK-NEXT: xylo.bank "RDS2RAM" at 0x8db8 width 4 [0x3, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "NDMRAM" at 0x91a0 width 4 [0x3, 0x4, 0x2, 0x0, 0x0, 0x3, 0x4]
// CHECK-NEXT: xylo.bank "NTHRAM" at 0x9590 width 16 [0x0078, 0x0096, 0x005a, 0x0000, 0x0000, 0x006e, 0x008c]
// CHECK-NEXT: xylo.bank "RCRAM" at 0x9980 width 4 [0x0, 0x3, 0x1]
// CHECK-NEXT: xylo.bank "RARAM" at 0x9d68 width 12 [0xfff, 0x002, 0xfff]
// CHECK-NEXT: xylo.bank "REFOCRAM" at 0xa538 width 8 [0x02, 0x02, 0x01]
// CHECK-NEXT: xylo.bank "RFORAM" at 0xa920 width 12 [0x001, 0x002, 0x000, 0x002, 0x002]
// CHECK-NEXT: xylo.bank "RWTRAM" at 0x12620 width 8 [0x12, 0xf2, 0xf5, 0x15, 0xf8]
// CHECK-NEXT: xylo.bank "RWT2RAM" at 0x1a320 width 8 [0x00, 0x00, 0x00, 0x05, 0x00]
// CHECK-NEXT: xylo.bank "OWTRAM" at 0x22020 width 8 [0x28, 0xf6, 0xf4, 0x23, 0x00, 0x09]
// CHECK-NEXT: xylo.bank "NSCRAM" at 0x7e00 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "RSC2RAM" at 0x81f0 width 16 [0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "NMPRAM" at 0x85d8 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "RSPKRAM" at 0xa150 width 8 [0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.register "ispkreg00" at 0xc value 0x0
// CHECK-NEXT: xylo.register "ispkreg01" at 0xd value 0x0
// CHECK-NEXT: xylo.register "ispkreg10" at 0xe value 0x0
// CHECK-NEXT: xylo.register "ispkreg11" at 0xf value 0x0
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x31017
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x21017
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x1017
// CHECK-NEXT: xylo.module
xylo.core @example on "xylo_a1" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0 to 2]
      dash_mem dense<[3, 4, 2]> : tensor<3xi8>
      dash_syn dense<[[2, 3], [3, 2], [2, 1]]> : tensor<3x2xi8>
      threshold dense<[120, 150, 90]> : tensor<3xi16>
      bias dense<0> : tensor<3xi8>
  xylo.neurons output "readout" ids [0 to 1]
      dash_mem dense<[3, 4]> : tensor<2xi8> dash_syn dense<[[2], [3]]> : tensor<2x1xi8>
      threshold dense<[110, 140]> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.input_weights
      dense<[[[30, 0], [-12, 0], [0, 25]], [[0, -9], [22, 0], [0, 0]]]> : tensor<2x3x2xi8> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2]
      dense<[[18, 0], [-14, 0], [-11, 0], [21, 5], [-8, 0]]> : tensor<5x2xi8>
  xylo.output_weights dense<[[40, -10], [-12, 35], [0, 9]]> : tensor<3x2xi8> shift 1
  xylo.aliases from [1] to [2]
}

// An even number of hidden neurons is followed by one.
// CHECK-LABEL: xylo.image @even
// CHECK-SAME: hidden 2 oen 2 outputs 1 padding 1
// CHECK: xylo.bank "IWTRAM" {{.*}} [0x01, 0x02, 0x00, 0x03, 0x04, 0x00]
// CHECK: xylo.bank "NTHRAM" {{.*}} [0x0009, 0x0009, 0x0000, 0x0007]
xylo.core @even on "xylo_a1" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 1]
      dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.neurons output "o" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<7> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<[[[1], [2]], [[3], [4]]]> : tensor<2x2x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<2x1xi8>
}
