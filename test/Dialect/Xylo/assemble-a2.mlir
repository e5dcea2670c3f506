// RUN: graph-opt --xylo-assemble %s | FileCheck %s
// RUN: graph-opt %s -o %t.core
// RUN: graph-opt --xylo-assemble --xylo-disassemble %s | diff - %t.core

// The second chip has other names, addresses and widths, its aliases have 12 bits, and
// every hidden neuron is input and output expansion neuron. Its size registers are not
// public: they are not written.
// CHECK-LABEL: xylo.image @example on "xylo_a2" dt 1.000000e-03
// CHECK-SAME: sizes inputs 2 ien 3 hidden 3 oen 3 outputs 2
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x20001
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x30001
// CHECK-NEXT: xylo.bank "IWTRAM" at 0x100 width 8 [0x1e, 0xf4, 0x00, 0x00, 0x16, 0x00]
// CHECK-NEXT: xylo.bank "IWT2RAM" at 0x3f80 width 8 [0x00, 0x00, 0x19, 0xf7, 0x00, 0x00]
// CHECK-NEXT: xylo.bank "NDSRAM" at 0x89c8 width 4 [0x2, 0x3, 0x2, 0x2, 0x3]
// CHECK-NEXT: xylo.bank "RDS2RAM" at 0x8db8 width 4 [0x3, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "NDMRAM" at 0x91a0 width 4 [0x3, 0x4, 0x2, 0x3, 0x4]
// CHECK-NEXT: xylo.bank "NBRAM" at 0x9590 width 8 [0x04, 0xfa, 0x00, 0x00, 0x03]
// CHECK-NEXT: xylo.bank "NTHRAM" at 0x9980 width 16 [0x0078, 0x0096, 0x005a, 0x006e, 0x008c]
// CHECK-NEXT: xylo.bank "RCRAM" at 0x9d70 width 4 [0x0, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "RARAM" at 0xa158 width 12 [0xfff, 0x002, 0xfff]
// CHECK-NEXT: xylo.bank "REFOCRAM" at 0xa928 width 8 [0x02, 0x02, 0x01]
// CHECK-NEXT: xylo.bank "RFORAM" at 0xad10 width 12 [0x001, 0x002, 0x000, 0x002, 0x002]
// CHECK-NEXT: xylo.bank "RWTRAM" at 0x12a10 width 8 [0x12, 0xf2, 0xf5, 0x15, 0xf8]
// CHECK-NEXT: xylo.bank "RWT2RAM" at 0x1a710 width 8 [0x00, 0x00, 0x00, 0x05, 0x00]
// CHECK-NEXT: xylo.bank "OWTRAM" at 0x22410 width 8 [0x28, 0xf6, 0xf4, 0x23, 0x00, 0x09]
// CHECK-NEXT: xylo.bank "NSCRAM" at 0x7e00 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "RSC2RAM" at 0x81f0 width 16 [0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "NMPRAM" at 0x85d8 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "RSPKRAM" at 0xa540 width 8 [0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.register "ispkreg0l" at 0x11 value 0x0
// CHECK-NEXT: xylo.register "ispkreg0h" at 0x12 value 0x0
// CHECK-NEXT: xylo.register "ispkreg1l" at 0x13 value 0x0
// CHECK-NEXT: xylo.register "ispkreg1h" at 0x14 value 0x0
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x3101f
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x2101f
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x101f
// CHECK-NEXT: xylo.module
xylo.core @example on "xylo_a2" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0 to 2]
      dash_mem dense<[3, 4, 2]> : tensor<3xi8>
      dash_syn dense<[[2, 3], [3, 2], [2, 1]]> : tensor<3x2xi8>
      threshold dense<[120, 150, 90]> : tensor<3xi16>
      bias dense<[4, -6, 0]> : tensor<3xi8>
  xylo.neurons output "readout" ids [0 to 1]
      dash_mem dense<[3, 4]> : tensor<2xi8> dash_syn dense<[[2], [3]]> : tensor<2x1xi8>
      threshold dense<[110, 140]> : tensor<2xi16> bias dense<[0, 3]> : tensor<2xi8>
  xylo.input_weights
      dense<[[[30, 0], [-12, 0], [0, 25]], [[0, -9], [22, 0], [0, 0]]]> : tensor<2x3x2xi8> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2]
      dense<[[18, 0], [-14, 0], [-11, 0], [21, 5], [-8, 0]]> : tensor<5x2xi8>
  xylo.output_weights dense<[[40, -10], [-12, 35], [0, 9]]> : tensor<3x2xi8> shift 1
  xylo.aliases from [1] to [2]
}
