// RUN: graph-opt --verify-roundtrip %s | FileCheck %s
// RUN: graph-opt --mlir-print-op-generic %s | graph-opt | FileCheck %s

// A core says what the chip computes. Before quantisation its numbers are real.
// CHECK-LABEL: xylo.core @real on "xylo_a2" dt 1.000000e-03 {
xylo.core @real on "xylo_a2" dt 1.000000e-03 {
  // CHECK-NEXT: xylo.neurons hidden "layer" ids [0]
  // CHECK-SAME: dash_mem dense<4.500000e+00> : tensor<1xf64>
  // CHECK-SAME: dash_syn dense<3.250000e+00> : tensor<1x1xf64>
  // CHECK-SAME: threshold dense<1.000000e+00> : tensor<1xf64>
  // CHECK-SAME: bias dense<-2.500000e-01> : tensor<1xf64>
  xylo.neurons hidden "layer" ids [0]
      dash_mem dense<4.5> : tensor<1xf64> dash_syn dense<3.25> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<-0.25> : tensor<1xf64>
  // CHECK: xylo.neurons output "readout" ids [0]
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  // CHECK-NEXT: xylo.input_weights dense<5.000000e-01> : tensor<2x1x1xf64>{{$}}
  xylo.input_weights dense<0.5> : tensor<2x1x1xf64>
  // CHECK-NEXT: xylo.recurrent_weights from [0] to [0] dense<-1.000000e+00> : tensor<1x1xf64>{{$}}
  xylo.recurrent_weights from [0] to [0] dense<-1.0> : tensor<1x1xf64>
  // CHECK-NEXT: xylo.output_weights dense<2.000000e+00> : tensor<1x1xf64>{{$}}
  xylo.output_weights dense<2.0> : tensor<1x1xf64>
}

// Runs of ids are printed as ranges, in the order of the module's neurons; weight
// shifts only if they are not 0; the hash of the network is an attribute.
// CHECK-LABEL: xylo.core @integers on "xylo_a3" dt 1.000000e-02 attributes {graph_hash = "c0ffee"} {
xylo.core @integers on "xylo_a3" dt 1.000000e-02 attributes {graph_hash = "c0ffee"} {
  // CHECK-NEXT: xylo.neurons hidden "scattered" ids [0 to 3, 7] dash_mem
  xylo.neurons hidden "scattered" ids [0, 1, 2 to 3, 7]
      dash_mem dense<[0, 1, 2, 14, 15]> : tensor<5xi8>
      dash_syn dense<[[1, 2], [3, 4], [5, 6], [7, 0], [15, 1]]> : tensor<5x2xi8>
      threshold dense<[-32768, -1, 0, 1, 32767]> : tensor<5xi16>
      bias dense<[-128, -1, 0, 1, 127]> : tensor<5xi8>
  // CHECK: xylo.neurons hidden "backwards" ids [6, 5, 4] dash_mem
  xylo.neurons hidden "backwards" ids [6, 5, 4]
      dash_mem dense<4> : tensor<3xi8> dash_syn dense<3> : tensor<3x2xi8>
      threshold dense<100> : tensor<3xi16> bias dense<0> : tensor<3xi8>
  // CHECK: xylo.neurons output "readout" ids [0 to 1] dash_mem
  xylo.neurons output "readout" ids [0 to 1]
      dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<100> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  // CHECK: xylo.input_weights dense<{{.*}}> : tensor<1x2x2xi8> shift 7
  xylo.input_weights dense<[[[-128, 127], [0, 1]]]> : tensor<1x2x2xi8> shift 7
  // CHECK-NEXT: xylo.recurrent_weights from [0, 0, 7] to [3, 7, 0]
  // CHECK-SAME: : tensor<3x2xi8> shift 1
  xylo.recurrent_weights from [0, 0, 7] to [3, 7, 0]
      dense<[[1, 0], [0, -1], [-128, 127]]> : tensor<3x2xi8> shift 1
  // CHECK-NEXT: xylo.output_weights dense<5> : tensor<3x2xi8>{{$}}
  xylo.output_weights dense<5> : tensor<3x2xi8> shift 0
  // CHECK-NEXT: xylo.aliases from [0, 1, 7] to [2, 2, 0]
  xylo.aliases from [0, 1, 7] to [2, 2, 0]
}

// A core may be as good as empty: no input sees a neuron, none feeds another.
// CHECK-LABEL: xylo.core @unconnected
xylo.core @unconnected on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // CHECK: xylo.input_weights dense<> : tensor<3x0x1xi8>
  xylo.input_weights dense<> : tensor<3x0x1xi8>
  // CHECK-NEXT: xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // CHECK-NEXT: xylo.output_weights dense<> : tensor<0x1xi8>
  xylo.output_weights dense<> : tensor<0x1xi8>
}
