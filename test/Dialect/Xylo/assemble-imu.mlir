// RUN: graph-opt --xylo-assemble %s | FileCheck %s
// RUN: graph-opt %s -o %t.core
// RUN: graph-opt --xylo-assemble --xylo-disassemble %s | diff - %t.core

// The address map of the IMU is not public: banks have no addresses, and of the registers
// only those of input spikes are written. One synapse, as on the chip.
// CHECK-LABEL: xylo.image @example on "xylo_imu" dt 1.000000e-03
// CHECK-SAME: sizes inputs 2 ien 2 hidden 3 oen 2 outputs 2 attributes {alias, bias,
// CHECK-NEXT: xylo.bank "IWTRAM" width 8 [0x1e, 0xf4, 0x00, 0x16]
// CHECK-NEXT: xylo.bank "NDSRAM" width 4 [0x2, 0x3, 0x2, 0x2, 0x3]
// CHECK-NEXT: xylo.bank "NDMRAM" width 4 [0x3, 0x4, 0x2, 0x3, 0x4]
// CHECK-NEXT: xylo.bank "NBRAM" width 8 [0x04, 0xfa, 0x00, 0x00, 0x03]
// CHECK-NEXT: xylo.bank "NTHRAM" width 16 [0x0078, 0x0096, 0x005a, 0x006e, 0x008c]
// CHECK-NEXT: xylo.bank "HCRAM" width 4 [0x0, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "HARAM" width 10 [0x3ff, 0x002, 0x3ff]
// CHECK-NEXT: xylo.bank "HEFOCRAM" width 10 [0x002, 0x002, 0x001]
// CHECK-NEXT: xylo.bank "HFORAM" width 12 [0x001, 0x002, 0x000, 0x002, 0x002]
// CHECK-NEXT: xylo.bank "HWTRAM" width 8 [0x12, 0xf2, 0xf5, 0x15, 0xf8]
// CHECK-NEXT: xylo.bank "OWTRAM" width 8 [0xf4, 0x23, 0x00, 0x09]
// CHECK-NEXT: xylo.bank "NSCRAM" width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "NMPRAM" width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "HSPKRAM" width 8 [0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.register "ispkreg0l" at 0x47 value 0x0
// CHECK-NEXT: xylo.register "ispkreg0h" at 0x48 value 0x0
// CHECK-NEXT: xylo.register "ispkreg1l" at 0x49 value 0x0
// CHECK-NEXT: xylo.register "ispkreg1h" at 0x4a value 0x0
// CHECK-NEXT: xylo.module
xylo.core @example on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0 to 2]
      dash_mem dense<[3, 4, 2]> : tensor<3xi8>
      dash_syn dense<[[2], [3], [2]]> : tensor<3x1xi8>
      threshold dense<[120, 150, 90]> : tensor<3xi16>
      bias dense<[4, -6, 0]> : tensor<3xi8>
  xylo.neurons output "readout" ids [0 to 1]
      dash_mem dense<[3, 4]> : tensor<2xi8> dash_syn dense<[[2], [3]]> : tensor<2x1xi8>
      threshold dense<[110, 140]> : tensor<2xi16> bias dense<[0, 3]> : tensor<2xi8>
  xylo.input_weights dense<[[[30], [-12]], [[0], [22]]]> : tensor<2x2x1xi8> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2]
      dense<[[18], [-14], [-11], [21], [-8]]> : tensor<5x1xi8>
  xylo.output_weights dense<[[-12, 35], [0, 9]]> : tensor<2x2xi8> shift 1
  xylo.aliases from [1] to [2]
}
