// RUN: rm -rf %t && mkdir %t
// RUN: graph-compile %s --chip=xylo_a3 --quantize=global -o %t/net.xbit --quiet --ram-files=%t/new/ram
// RUN: ls %t/new/ram | FileCheck %s --check-prefix=FILES
// RUN: FileCheck %s --check-prefix=IWTRAM --input-file=%t/new/ram/iwtram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=NTHRAM --input-file=%t/new/ram/nthram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=HARAM --input-file=%t/new/ram/haram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=HEFOCRAM --input-file=%t/new/ram/hefocram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=NDMRAM --input-file=%t/new/ram/ndmram.ini --match-full-lines
// RUN: cat %t/new/ram/hforam.ini | count 0

// One file per constant bank, none for states, and one of sizes; the folder is created.
// FILES: basic_config.json
// FILES-NEXT: haram.ini
// FILES-NEXT: hcram.ini
// FILES-NEXT: hds2ram.ini
// FILES-NEXT: hefocram.ini
// FILES-NEXT: hforam.ini
// FILES-NEXT: hwt2ram.ini
// FILES-NEXT: hwtram.ini
// FILES-NEXT: iwt2ram.ini
// FILES-NEXT: iwtram.ini
// FILES-NEXT: nbram.ini
// FILES-NEXT: ndmram.ini
// FILES-NEXT: ndsram.ini
// FILES-NEXT: nthram.ini
// FILES-NEXT: owtram.ini
// FILES-NOT: {{.}}

// differs (ram-file-lines): there are words in the files and nothing else.
// A word a line in lower-case hexadecimal, as many digits as the width asks for, negative
// numbers in two's complement.
// IWTRAM: 7f
// IWTRAM-NEXT: c1
// IWTRAM-NOT: {{.}}
// NTHRAM: 00fe
// NTHRAM-NEXT: 00fe
// NTHRAM-NEXT: 007f
// HARAM: 3ff
// HEFOCRAM: 000
// NDMRAM: 4

// If a file cannot be written none stays, the bitstream included.
// RUN: mkdir %t/full && ln -s /dev/full %t/full/nthram.ini
// RUN: not graph-compile %s --chip=xylo_a3 -o %t/full.xbit --quiet --ram-files=%t/full 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: ls %t/full | count 1
// RUN: not ls %t/full.xbit
// FULL: error: cannot write '{{.*}}nthram.ini': No space left on device

// Nor is an older file touched.
// RUN: cp -r %t/new/ram %t/old && rm %t/old/owtram.ini && mkdir %t/old/owtram.ini
// RUN: not graph-compile %s --chip=xylo_a3 --quantize=channel -o %t/old.xbit --quiet --ram-files=%t/old 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: diff %t/old/iwtram.ini %t/new/ram/iwtram.ini && diff %t/old/nthram.ini %t/new/ram/nthram.ini
// RUN: not ls %t/old.xbit
// RUN: not graph-compile %s --chip=xylo_a3 -o /dev/full --quiet --ram-files=%t/none
// RUN: not ls %t/none
// OLD: error: cannot write '{{.*}}owtram.ini': it is a folder

// A folder cannot be where a file is.
// RUN: not graph-compile %s --chip=xylo_a3 -o %t/file.xbit --quiet --ram-files=%t/net.xbit 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not ls %t/file.xbit
// FILE: error: cannot write '{{.*}}iwtram.ini': Not a directory
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<[[1.0, -0.4961]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.01> : tensor<2xf64>, threshold = dense<2.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.01> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
