// RUN: graph-opt --verify-roundtrip %s -o %t.core
// RUN: graph-opt --xylo-assemble %s -o %t.image
// RUN: FileCheck %s --input-file=%t.image
// RUN: graph-opt --xylo-disassemble %t.image -o %t.back
// RUN: diff %t.core %t.back

// A core without hidden neurons, or without outputs, does nothing of use, but it is a core:
// it is verified, assembled and read back like others. (Design rules ask for both.)

// CHECK-LABEL: xylo.image @no_hidden
// CHECK-SAME: sizes inputs 1 ien 0 hidden 0 oen 0 outputs 1
// CHECK: xylo.bank "IWTRAM" {{.*}} []
// CHECK: xylo.bank "NTHRAM" {{.*}} [0x0009]
// CHECK: xylo.bank "HEFOCRAM" {{.*}} []
// CHECK: xylo.bank "OWTRAM" {{.*}} []
// CHECK: xylo.register "ctrl2" at 0x2 value 0x1
// CHECK-NEXT: xylo.register "ctrl3" at 0x3 value 0x1
xylo.core @no_hidden on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons output "o" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<> : tensor<1x0x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<> : tensor<0x1xi8>
}

// CHECK-LABEL: xylo.image @no_outputs
// CHECK-SAME: sizes inputs 1 ien 1 hidden 1 oen 1 outputs 0
// CHECK: xylo.bank "NTHRAM" {{.*}} [0x0009]
// CHECK: xylo.bank "OWTRAM" {{.*}} []
// CHECK: xylo.register "ctrl2" at 0x2 value 0x10101
// CHECK-NEXT: xylo.register "ctrl3" at 0x3 value 0x100
xylo.core @no_outputs on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<> : tensor<1x0xi8>
}

// Nor does one without any neurons, which comes from no network: it has no provenance.
// CHECK-LABEL: xylo.image @nothing
// CHECK-NOT: compiler
xylo.core @nothing on "xylo_a3" dt 1.000000e-03 {
  xylo.input_weights dense<> : tensor<0x0x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<> : tensor<0x0xi8>
}
