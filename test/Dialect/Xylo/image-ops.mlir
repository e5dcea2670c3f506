// RUN: graph-opt --verify-roundtrip %s | FileCheck %s
// RUN: graph-opt --mlir-print-op-generic %s | graph-opt | FileCheck %s

// An image says what the memory holds. Words and addresses are hexadecimal, with
// as many digits as the width asks for; decimal words are read as well.
// CHECK-LABEL: xylo.image @words on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 2 hidden 2 oen 1 outputs 1 {
xylo.image @words on "xylo_a3" dt 1.000000e-03
    sizes inputs 1 ien 2 hidden 2 oen 1 outputs 1 {
  // CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x30001
  xylo.register "ctrl1" at 0x1 value 0x30001
  // The highest bit of a register is no sign.
  // CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0xffffffff
  xylo.register "ctrl1" at 0x1 value 0xFFFFFFFF
  // CHECK-NEXT: xylo.bank "IWTRAM" at 0x200 width 8 [0x7f, 0x0a]
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7F, 10]
  // CHECK-NEXT: xylo.bank "NDSRAM" at 0x1de0 width 4 [0xf, 0x0, 0x3]
  xylo.bank "NDSRAM" at 0x1de0 width 4 [0xf, 0x0, 0x3]
  // CHECK-NEXT: xylo.bank "HCRAM" at 0x31c0 width 4 [0x3, 0x1]
  xylo.bank "HCRAM" at 0x31c0 width 4 [0x3, 0x1]
  // CHECK-NEXT: xylo.bank "HARAM" at 0x35a0 width 12 [0x001, 0xfff]
  xylo.bank "HARAM" at 0x35a0 width 12 [0x1, 0xfff]
  // CHECK-NEXT: xylo.bank "HEFOCRAM" at 0x3d60 width 10 [0x3ff, 0x000]
  xylo.bank "HEFOCRAM" at 0x3d60 width 10 [0x3ff, 0x0]
  // CHECK-NEXT: xylo.bank "HFORAM" at 0x4140 width 12 []
  xylo.bank "HFORAM" at 0x4140 width 12 []
}

// Features, shifts and padding are printed only where they are set. Provenance
// names the module of each id.
// CHECK-LABEL: xylo.image @described on "xylo_a3" dt 1.000000e-04
// CHECK-SAME: sizes inputs 1 ien 5 hidden 5 oen 5 outputs 2 padding 3
// CHECK-SAME: attributes {alias, bias, compiler = "Tidepool 1", graph_hash = "", input_shift = 7 : i32, options = "chip=xylo_a3", synapse2} {
xylo.image @described on "xylo_a3" dt 1.000000e-04
    sizes inputs 1 ien 5 hidden 5 oen 5 outputs 2 padding 3
    attributes {alias, bias, synapse2, input_shift = 7 : i32, output_shift = 0 : i32,
                graph_hash = "", compiler = "Tidepool 1", options = "chip=xylo_a3"} {
  // CHECK-NEXT: xylo.module hidden "outer/inner" ids [0 to 2, 4]
  xylo.module hidden "outer/inner" ids [0 to 2, 4]
  // CHECK-NEXT: xylo.module output "readout" ids [1, 0]
  xylo.module output "readout" ids [1, 0]
}
