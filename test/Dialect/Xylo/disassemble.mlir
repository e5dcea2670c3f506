// A core that is assembled, disassembled and assembled again comes out as it went in:
// labels, ids, hash, shifts and all.
// RUN: graph-opt %s -o %t.core
// RUN: graph-opt %s --xylo-assemble -o %t.image
// RUN: graph-opt %t.image --xylo-disassemble -o %t.core2
// RUN: diff %t.core %t.core2
// RUN: graph-opt %t.core2 --xylo-assemble -o %t.image2
// RUN: diff %t.image %t.image2

// Without provenance all hidden neurons are called "hidden" and all output neurons
// "output"; nothing else is lost.
// RUN: sed -e "s/compiler = \"[^\"]*\", graph_hash = \"[^\"]*\", //" -e "s/options = \"\", //" -e "/xylo.module/d" %t.image > %t.anonymous
// RUN: graph-opt %t.anonymous --xylo-disassemble -o %t.anonymous-core
// RUN: FileCheck %s --input-file=%t.anonymous-core
// RUN: graph-opt %t.anonymous-core --xylo-assemble -o %t.image3
// RUN: sed -e "s/compiler = \"[^\"]*\", graph_hash = \"[^\"]*\", //" -e "s/options = \"\", //" -e "/xylo.module/d" %t.image3 > %t.anonymous3
// RUN: diff %t.anonymous %t.anonymous3

// CHECK-LABEL: xylo.core @example on "xylo_a3" dt 2.500000e-03 {
// CHECK-NEXT: xylo.neurons hidden "hidden" ids [0 to 2]
// CHECK-SAME: dash_mem dense<[3, 4, 2]> : tensor<3xi8>
// CHECK-SAME: dash_syn dense<{{\[}}[2, 3], [3, 2], [2, 1]]> : tensor<3x2xi8>
// CHECK-SAME: threshold dense<[120, -32768, 90]> : tensor<3xi16> bias dense<[4, -6, -128]> : tensor<3xi8>
// CHECK-NEXT: xylo.neurons output "output" ids [0 to 1]
// CHECK-NEXT: xylo.input_weights
// CHECK-NOT: graph_hash

xylo.core @example on "xylo_a3" dt 2.500000e-03 attributes {graph_hash = "c0ffee"} {
  xylo.neurons hidden "outer/b" ids [2, 0]
      dash_mem dense<[2, 3]> : tensor<2xi8>
      dash_syn dense<[[2, 1], [2, 3]]> : tensor<2x2xi8>
      threshold dense<[90, 120]> : tensor<2xi16> bias dense<[-128, 4]> : tensor<2xi8>
  xylo.neurons hidden "outer/a" ids [1]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<[[3, 2]]> : tensor<1x2xi8>
      threshold dense<-32768> : tensor<1xi16> bias dense<-6> : tensor<1xi8>
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
