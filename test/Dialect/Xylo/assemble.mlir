// RUN: graph-opt --xylo-assemble="options=chip=xylo_a3" %s | FileCheck %s

// Two inputs, three hidden neurons with two synapses, two outputs. Between the
// writes that open and close the memory come constants, then zeroed states.
// CHECK-LABEL: xylo.image @example on "xylo_a3" dt 1.000000e-03
// CHECK-SAME: sizes inputs 2 ien 3 hidden 3 oen 3 outputs 2
// CHECK-SAME: attributes {alias, bias, compiler = "Tidepool {{[0-9.]+}}", graph_hash = "c0ffee", input_shift = 1 : i32, options = "chip=xylo_a3", output_shift = 1 : i32, synapse2} {
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x20001
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x30001
// CHECK-NEXT: xylo.bank "IWTRAM" at 0x200 width 8 [0x1e, 0xf4, 0x00, 0x00, 0x16, 0x00]
// CHECK-NEXT: xylo.bank "IWT2RAM" at 0xa00 width 8 [0x00, 0x00, 0x19, 0xf7, 0x00, 0x00]
// CHECK-NEXT: xylo.bank "NDSRAM" at 0x1de0 width 4 [0x2, 0x3, 0x2, 0x2, 0x3]
// CHECK-NEXT: xylo.bank "HDS2RAM" at 0x21e0 width 4 [0x3, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "NDMRAM" at 0x25c0 width 4 [0x3, 0x4, 0x2, 0x3, 0x4]
// CHECK-NEXT: xylo.bank "NBRAM" at 0x29c0 width 8 [0x04, 0xfa, 0x00, 0x00, 0x03]
// CHECK-NEXT: xylo.bank "NTHRAM" at 0x2dc0 width 16 [0x0078, 0x0096, 0x005a, 0x006e, 0x008c]
// CHECK-NEXT: xylo.bank "HCRAM" at 0x31c0 width 4 [0x0, 0x2, 0x1]
// CHECK-NEXT: xylo.bank "HARAM" at 0x35a0 width 10 [0x3ff, 0x002, 0x3ff]
// CHECK-NEXT: xylo.bank "HEFOCRAM" at 0x3d60 width 10 [0x002, 0x002, 0x001]
// CHECK-NEXT: xylo.bank "HFORAM" at 0x4140 width 12 [0x001, 0x002, 0x000, 0x002, 0x002]
// CHECK-NEXT: xylo.bank "HWTRAM" at 0xbd40 width 8 [0x12, 0xf2, 0xf5, 0x15, 0xf8]
// CHECK-NEXT: xylo.bank "HWT2RAM" at 0x13940 width 8 [0x00, 0x00, 0x00, 0x05, 0x00]
// CHECK-NEXT: xylo.bank "OWTRAM" at 0x1b540 width 8 [0x28, 0xf6, 0xf4, 0x23, 0x00, 0x09]
// CHECK-NEXT: xylo.bank "NSCRAM" at 0x1200 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "HSC2RAM" at 0x1600 width 16 [0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "NMPRAM" at 0x19e0 width 16 [0x0000, 0x0000, 0x0000, 0x0000, 0x0000]
// CHECK-NEXT: xylo.bank "HSPKRAM" at 0x3980 width 8 [0x00, 0x00, 0x00]
// CHECK-NEXT: xylo.register "ispkreg0l" at 0x149 value 0x0
// CHECK-NEXT: xylo.register "ispkreg0h" at 0x14a value 0x0
// CHECK-NEXT: xylo.register "ispkreg1l" at 0x14b value 0x0
// CHECK-NEXT: xylo.register "ispkreg1h" at 0x14c value 0x0
// ctrl2: 2 inputs, 3 IEN, 3 hidden. ctrl3: 2 outputs, 3 OEN. ctrl1: manual, synapse 2,
// alias, bias, shifts 1, 0 and 1.
// CHECK-NEXT: xylo.register "ctrl2" at 0x2 value 0x30302
// CHECK-NEXT: xylo.register "ctrl3" at 0x3 value 0x302
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x3101f
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x2101f
// CHECK-NEXT: xylo.register "ctrl1" at 0x1 value 0x101f
// CHECK-NEXT: xylo.module hidden "layer" ids [0 to 2]
// CHECK-NEXT: xylo.module output "readout" ids [0 to 1]
// CHECK-NEXT: }
xylo.core @example on "xylo_a3" dt 1.000000e-03 attributes {graph_hash = "c0ffee"} {
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

// Without second synapses, aliases and biases their features are off and their banks
// zero. Input weights cover the lowest ids, output weights the highest. Words go where
// the ids say, whatever the order of modules and of neurons in them.
// CHECK-LABEL: xylo.image @plain on "xylo_a3"
// CHECK-SAME: sizes inputs 2 ien 1 hidden 3 oen 2 outputs 2
// CHECK-SAME: attributes {compiler = "{{.*}}", graph_hash = "", options = "chip=xylo_a3", recurrent_shift = 7 : i32} {
// CHECK: "IWTRAM" {{.*}} [0x05, 0x80]
// CHECK: "IWT2RAM" {{.*}} [0x00, 0x00]
// CHECK: "NDSRAM" {{.*}} [0x1, 0x2, 0x3, 0x5, 0x4]
// CHECK: "HDS2RAM" {{.*}} [0x0, 0x0, 0x0]
// CHECK: "NDMRAM" {{.*}} [0xa, 0xb, 0xc, 0xe, 0xd]
// CHECK: "NBRAM" {{.*}} [0x00, 0x00, 0x00, 0x00, 0x00]
// CHECK: "NTHRAM" {{.*}} [0x0001, 0x7fff, 0x8000, 0xffff, 0x0000]
// CHECK: "HCRAM" {{.*}} [0x0, 0x0, 0x0]
// CHECK: "HARAM" {{.*}} [0x3ff, 0x3ff, 0x3ff]
// CHECK: "HEFOCRAM" {{.*}} [0x000, 0x000, 0x000]
// CHECK: "HFORAM" at 0x4140 width 12 []
// CHECK: "OWTRAM" {{.*}} [0x01, 0x02, 0x03, 0x04]
// CHECK: "ctrl2" at 0x2 value 0x30102
// CHECK: "ctrl3" at 0x3 value 0x202
// CHECK: "ctrl1" at 0x1 value 0x701
// CHECK-NEXT: xylo.module output "readout" ids [1, 0]
// CHECK-NEXT: xylo.module hidden "last" ids [2]
// CHECK-NEXT: xylo.module hidden "first" ids [1, 0]
xylo.core @plain on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons output "readout" ids [1, 0]
      dash_mem dense<[13, 14]> : tensor<2xi8> dash_syn dense<[[4], [5]]> : tensor<2x1xi8>
      threshold dense<[0, -1]> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.neurons hidden "last" ids [2]
      dash_mem dense<12> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<-32768> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons hidden "first" ids [1, 0]
      dash_mem dense<[11, 10]> : tensor<2xi8> dash_syn dense<[[2], [1]]> : tensor<2x1xi8>
      threshold dense<[32767, 1]> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.output_weights dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8> shift 7
  xylo.input_weights dense<[[[5]], [[-128]]]> : tensor<2x1x1xi8>
}

// A chain of aliases: the one in the middle is source and target. A bias of zero all over
// does not switch biases on, one output bias does.
// CHECK-LABEL: xylo.image @alias_chain
// CHECK-SAME: attributes {alias, bias, compiler
// CHECK: "NBRAM" {{.*}} [0x00, 0x00, 0x00, 0xff]
// CHECK: "HCRAM" {{.*}} [0x2, 0x3, 0x1]
// CHECK: "HARAM" {{.*}} [0x001, 0x002, 0x3ff]
// CHECK: "ctrl1" at 0x1 value 0xd
// CHECK-NEXT: xylo.module
xylo.core @alias_chain on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0 to 2]
      dash_mem dense<4> : tensor<3xi8> dash_syn dense<3> : tensor<3x1xi8>
      threshold dense<9> : tensor<3xi16> bias dense<0> : tensor<3xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<-1> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x3x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<3x1xi8>
  xylo.aliases from [0, 1] to [1, 2]
}
