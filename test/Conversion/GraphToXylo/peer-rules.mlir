// RUN: graph-opt --verify-diagnostics --convert-graph-to-xylo=chip=xylo_a3 %s -o /dev/null

// What Tidepool accepts otherwise than Rockpool does; docs/PeerDifferences.md lists it.
// design-rules.mlir has what it refuses.

// differs (output-channels): the chip has 32 outputs, and all may be used without a word.
graph.network @all_outputs(%in: !graph.nodes<1>) -> !graph.nodes<32> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x32xf64>} : !graph.nodes<1> -> !graph.nodes<32>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<32xf64>,
      tau_syn = dense<0.008> : tensor<32xf64>, threshold = dense<1.0> : tensor<32xf64>} : !graph.nodes<32> -> !graph.nodes<32>
  graph.output %readout : !graph.nodes<32>
}
