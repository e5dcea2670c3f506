// RUN: graph-opt --split-input-file --convert-graph-to-xylo=chip=xylo_imu %s | FileCheck %s --check-prefixes=CHECK,IMU
// RUN: graph-opt --split-input-file --convert-graph-to-xylo=chip=xylo_a3 %s | FileCheck %s --check-prefixes=CHECK,A3
// RUN: graph-opt --split-input-file --convert-graph-to-xylo=chip=xylo_a1 --xylo-quantize=method=global %s | FileCheck %s --check-prefix=A1

// What Tidepool maps otherwise than Rockpool does; docs/PeerDifferences.md lists it.

// differs (one-hidden-layer): a layer that sees the input and feeds the output gets its ids
// once.
// differs (no-recurrence): without weights between hidden neurons there are no entries.
// IMU-LABEL: xylo.core @one_layer on "xylo_imu"
// A3-LABEL: xylo.core @one_layer on "xylo_a3"
// CHECK-NEXT: xylo.neurons hidden "hidden" ids [0 to 1]
// CHECK-NEXT: xylo.neurons output "readout" ids [0]
// CHECK-NEXT: xylo.input_weights dense<{{\[\[}}[1.000000e+00], [2.000000e+00]]]> : tensor<1x2x1xf64>
// CHECK-NEXT: xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
// CHECK-NEXT: xylo.output_weights dense<{{\[}}[3.000000e+00], [4.000000e+00]]> : tensor<2x1xf64>
// differs (a1-path): the first chip goes the same way. The scales are 127 / 2 and 127 / 4;
// 63.5 rounds to 64, 95.25 to 95, 31.75 to 32.
// A1-LABEL: xylo.core @one_layer on "xylo_a1"
// A1-NEXT: xylo.neurons hidden "hidden" ids [0 to 1] dash_mem dense<4> : tensor<2xi8>
// A1-SAME: threshold dense<64> : tensor<2xi16>
// A1-NEXT: xylo.neurons output "readout" ids [0]
// A1-SAME: threshold dense<32> : tensor<1xi16>
// A1-NEXT: xylo.input_weights dense<{{\[\[}}[64], [127]]]> : tensor<1x2x1xi8>
// A1-NEXT: xylo.recurrent_weights from [] to []
// A1-NEXT: xylo.output_weights dense<{{\[}}[95], [127]]> : tensor<2x1xi8>
graph.network @one_layer(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<[[1.0, 2.0]]> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_out = graph.linear_weights %hidden {weights = dense<[[3.0], [4.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// differs (output-rows): row r of the output weights belongs to hidden neuron r of the last
// ones, whatever layer it is in. The layer that sees the input feeds the output as well;
// "middle" stands between and feeds nothing but "last".
// CHECK-LABEL: xylo.core @output_rows
// CHECK-NEXT: xylo.neurons hidden "first" ids [0 to 1]
// CHECK-NEXT: xylo.neurons hidden "middle" ids [2]
// CHECK-NEXT: xylo.neurons hidden "last" ids [3]
// CHECK: xylo.output_weights dense<{{\[}}[5.000000e+00], [6.000000e+00], [0.000000e+00], [7.000000e+00]]> : tensor<4x1xf64>
graph.network @output_rows(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %from_last = graph.linear_weights %last {weights = dense<7.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %from_first = graph.linear_weights %first {weights = dense<[[5.0], [6.0]]> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %first = graph.lif_neurons %w_in {name = "first", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
      tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_middle = graph.linear_weights %first {weights = dense<1.0> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %middle = graph.lif_neurons %w_middle {name = "middle", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_last = graph.linear_weights %middle {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %last = graph.lif_neurons %w_last {name = "last", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.merge %from_last, %from_first : !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// differs (dash-precision): decay shifts are computed in double precision, from parameters
// in single precision as well. The single that is nearest to 20 ms gives 4.32192806264; a
// logarithm in single precision would give 4.32192802429.
// CHECK-LABEL: xylo.core @single_precision
// CHECK-NEXT: xylo.neurons hidden "hidden" ids [0] dash_mem dense<4.32192806264{{[0-9]*}}> : tensor<1xf64>
graph.network @single_precision(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
