// What RAM files hold otherwise than those of SynSense's writer; docs/PeerDifferences.md
// lists it.

// RUN: rm -rf %t && mkdir %t
// RUN: graph-compile %s --chip=xylo_a3 --quantize=global --quiet --emit=image -o %t/image.mlir --ram-files=%t/ram
// RUN: FileCheck %s --check-prefix=IMAGE --input-file=%t/image.mlir
// RUN: FileCheck %s --check-prefix=HEFOCRAM --input-file=%t/ram/hefocram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=HFORAM --input-file=%t/ram/hforam.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=HWTRAM --input-file=%t/ram/hwtram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=OWTRAM --input-file=%t/ram/owtram.ini --match-full-lines
// RUN: FileCheck %s --check-prefix=NDMRAM --input-file=%t/ram/ndmram.ini --match-full-lines

// differs (fan-out-lists): weights of zero are left out and hide nothing behind them, and
// connections to the same target are one entry, the last neuron's to itself as well. The
// scale is 127 / 1: neuron 0 feeds 1 with 0.25 (20) and 3 with 0.5 + 0.5 (7f), neuron 3
// itself with 0.5 + 0.25 (95.25: 5f).
// HEFOCRAM: {{0*}}2
// HEFOCRAM-NEXT: {{0*}}0
// HEFOCRAM-NEXT: {{0*}}0
// HEFOCRAM-NEXT: {{0*}}1
// HEFOCRAM-NOT: {{.}}
// HFORAM: {{0*}}1
// HFORAM-NEXT: {{0*}}3
// HFORAM-NEXT: {{0*}}3
// HFORAM-NOT: {{.}}
// HWTRAM: 20
// HWTRAM-NEXT: 7f
// HWTRAM-NEXT: 5f
// HWTRAM-NOT: {{.}}

// differs (output-count): an output neuron that nothing feeds is one all the same. There are
// four hidden neurons and two outputs (decay shift 5), and two columns of output weights.
// differs (expansion-sizes): the image says how many expansion neurons there are, and so
// do the registers: 1 input, 1 of 4 hidden neurons; 2 outputs, 1 of 4.
// IMAGE: sizes inputs 1 ien 1 hidden 4 oen 1 outputs 2
// IMAGE: xylo.register "ctrl2" at 0x2 value 0x40101
// IMAGE: xylo.register "ctrl3" at 0x3 value 0x102
// OWTRAM: 7f
// OWTRAM-NEXT: 00
// OWTRAM-NOT: {{.}}
// NDMRAM: 4
// NDMRAM-NEXT: 4
// NDMRAM-NEXT: 4
// NDMRAM-NEXT: 4
// NDMRAM-NEXT: 5
// NDMRAM-NEXT: 5
// NDMRAM-NOT: {{.}}

// differs (output-count): nor does it matter if no output neuron is fed.
// RUN: sed -e "s/1.0, 0.0/0.0, 0.0/" %s > %t/unfed.mlir
// RUN: graph-compile %t/unfed.mlir --chip=xylo_a3 --quantize=global --quiet --emit=image -o %t/unfed-image.mlir --ram-files=%t/unfed
// RUN: FileCheck %s --check-prefix=UNFED --input-file=%t/unfed-image.mlir
// RUN: cat %t/unfed/owtram.ini | count 0
// UNFED: sizes inputs 1 ien 1 hidden 4 oen 0 outputs 2
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %current = graph.place %w_in[0] : !graph.nodes<1> -> !graph.nodes<4>
  %first = graph.select %hidden[0] : !graph.nodes<4> -> !graph.nodes<1>
  %last = graph.select %hidden[3] : !graph.nodes<4> -> !graph.nodes<1>
  %w_first = graph.linear_weights %first {weights = dense<[[0.0, 0.25, 0.0, 0.5]]> : tensor<1x4xf64>} : !graph.nodes<1> -> !graph.nodes<4>
  %w_again = graph.linear_weights %first {weights = dense<0.5> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_last = graph.linear_weights %last {weights = dense<0.5> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_more = graph.linear_weights %last {weights = dense<0.25> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %to_last = graph.merge %w_again, %w_last, %w_more : !graph.nodes<1>
  %back = graph.place %to_last[3] : !graph.nodes<1> -> !graph.nodes<4>
  %sum = graph.merge %current, %w_first, %back : !graph.nodes<4>
  %hidden = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<4xf64>,
      tau_syn = dense<0.008> : tensor<4xf64>, threshold = dense<1.0> : tensor<4xf64>} : !graph.nodes<4> -> !graph.nodes<4>
  %w_out = graph.linear_weights %last {weights = dense<[[1.0, 0.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.032> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %readout : !graph.nodes<2>
}
