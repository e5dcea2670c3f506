// An image written as bytes and read back is the same image, and the same bytes again.
// RUN: graph-opt %s --xylo-assemble=options=chip=xylo_a3 -o %t.image
// RUN: graph-translate --xylo-to-bitstream %t.image -o %t.xbit
// RUN: graph-translate --bitstream-to-xylo %t.xbit | graph-opt -o %t.image2
// RUN: diff %t.image %t.image2
// RUN: graph-translate --xylo-to-bitstream %t.image2 -o %t.xbit2
// RUN: cmp %t.xbit %t.xbit2

// From there the way back to the core is open.
// RUN: graph-opt %t.image2 --xylo-disassemble -o %t.core2
// RUN: graph-opt %s -o %t.core
// RUN: diff %t.core %t.core2

// The same input gives the same bytes, whichever way it comes.
// RUN: graph-opt --emit-bytecode %t.image -o %t.bytecode
// RUN: graph-translate --xylo-to-bitstream %t.bytecode -o - | cmp %t.xbit -

// Without provenance the image is the same too; if it is not a whole network there is a
// warning.
// RUN: graph-translate --xylo-to-bitstream %source_dir/test/Target/Bitstream/Inputs/anonymous.mlir -o %t.anonymous 2>&1 | FileCheck %s --check-prefix=PART
// PART: anonymous.mlir:1:1: warning: this image does not hold one whole network: 'xylo.image' op has no bank HEFOCRAM
// RUN: graph-translate --xylo-to-bitstream %t.image -o %t.xbit3 2>&1 | count 0
// RUN: sed 's/sizes inputs 1 ien 4 hidden 4/sizes inputs 1 ien 4 hidden 5/' %t.image > %t.sizes
// RUN: graph-translate --xylo-to-bitstream %t.sizes -o %t.xbit4 2>&1 | FileCheck %s --check-prefix=SIZES
// SIZES: warning: this image does not hold one whole network: 'xylo.bank' op has 4 words, but this network needs 5
// RUN: graph-translate --bitstream-to-xylo %t.anonymous | FileCheck %s --check-prefix=ANONYMOUS
// ANONYMOUS: xylo.image @anonymous on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
// ANONYMOUS-NEXT: xylo.register "ctrl1" at 0x1 value 0xffffffff
// ANONYMOUS-NEXT: xylo.bank "IWTRAM" at 0x200 width 8 [0x80]
// ANONYMOUS-NEXT: }

// What a bitstream says about itself.
// RUN: graph-translate --bitstream-info %t.xbit | FileCheck %s
// CHECK: network:  net
// CHECK-NEXT: chip:     xylo_a3
// CHECK-NEXT: dt:       0.0025 s
// CHECK-NEXT: sizes:    1 inputs, 4 input expansion, 4 hidden, 4 output expansion, 2 outputs, 0 padding
// CHECK-NEXT: features: synapse2 alias bias
// CHECK-NEXT: shifts:   3 input, 2 recurrent, 1 output
// CHECK-NEXT: segments: 29
// CHECK-NEXT:   ctrl1 at 0x00001: 1 word of 32 bits
// CHECK-NEXT:   ctrl1 at 0x00001: 1 word of 32 bits
// CHECK-NEXT:   IWTRAM at 0x00200: 4 words of 8 bits
// CHECK:   OWTRAM at 0x1b540: 8 words of 8 bits
// CHECK: compiler: Tidepool
// CHECK-NEXT: options:  chip=xylo_a3
// CHECK-NEXT: hash:     {{$}}
// CHECK-NEXT: modules:  2
// CHECK-NEXT:   hidden 'layer': ids 3 0..2
// CHECK-NEXT:   output 'readout': ids 1 0
xylo.core @net on "xylo_a3" dt 2.500000e-03 {
  xylo.neurons hidden "layer" ids [3, 0 to 2]
      dash_mem dense<[1, 2, 3, 4]> : tensor<4xi8>
      dash_syn dense<[[1, 2], [3, 4], [5, 0], [15, 1]]> : tensor<4x2xi8>
      threshold dense<[-32768, -1, 0, 32767]> : tensor<4xi16> bias dense<[-128, -1, 0, 127]> : tensor<4xi8>
  xylo.neurons output "readout" ids [1, 0]
      dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.input_weights dense<-128> : tensor<1x4x2xi8> shift 3
  xylo.recurrent_weights from [0, 0, 3] to [1, 3, 0] dense<[[1, 0], [0, -1], [127, -128]]> : tensor<3x2xi8> shift 2
  xylo.output_weights dense<7> : tensor<4x2xi8> shift 1
  xylo.aliases from [0] to [3]
}
