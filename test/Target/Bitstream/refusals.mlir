// RUN: split-file %s %t
// RUN: not graph-translate --xylo-to-bitstream %t/none.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not graph-translate --xylo-to-bitstream %t/two.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: not graph-translate --xylo-to-bitstream %t/hash.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=HASH
// RUN: not ls %t/out

// A bitstream holds one image.
// NONE: error: expects one xylo.image to write, but found 0; run graph-opt --graph-to-xylo-pipeline=chip=... first
// TWO: error: expects one xylo.image to write, but found 2

// What the format cannot hold is refused, not cut: here a hash that is none.
// HASH: error: 'xylo.image' op cannot be written as a bitstream: {{.*}}graph hash

//--- none.mlir
module {}
//--- two.mlir
xylo.image @first on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
}
xylo.image @second on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
}
//--- hash.mlir
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "none", compiler = "", options = ""} {
  xylo.module hidden "h" ids [0]
}
