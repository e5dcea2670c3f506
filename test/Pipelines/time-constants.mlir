// RUN: graph-opt --convert-graph-to-xylo=chip=xylo_a3 %s 2>/dev/null | FileCheck %s --check-prefix=REAL
// RUN: graph-opt --verify-diagnostics --convert-graph-to-xylo=chip=xylo_a3 --xylo-quantize=method=channel %s -o %t
// RUN: FileCheck %s --check-prefix=INTEGERS --input-file=%t

// Time constants at both edges. Just above dt the decay shift is just above 0, where a
// membrane may stay but a synapse may not: log2(1.0000001) = 1.44e-7. 40 s at 1 ms is 15.29,
// which still fits; 100 s is 16.61, which does not. Mapping takes them all; quantising clips.
// REAL: xylo.neurons hidden "hidden" ids [0 to 2]
// REAL-SAME: dash_mem dense<[1.442694{{[0-9]+}}E-7, 15.28771237954{{[0-9]+}}, 16.60964047443{{[0-9]+}}]>
// REAL-SAME: dash_syn dense<{{\[}}[1.442694{{[0-9]+}}E-7], [15.28771237954{{[0-9]+}}], [16.60964047443{{[0-9]+}}]]>
// INTEGERS: xylo.neurons hidden "hidden" ids [0 to 2]
// INTEGERS-SAME: dash_mem dense<[0, 15, 15]> : tensor<3xi8>
// INTEGERS-SAME: dash_syn dense<{{\[}}[1], [15], [15]]> : tensor<3x1xi8>
graph.network @edges(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<1.0> : tensor<1x3xf64>} : !graph.nodes<1> -> !graph.nodes<3>
  // expected-warning @below {{1 membrane decay shifts of 'hidden' clipped to [0, 15]; worst is 16.6096 at neuron 2}}
  // expected-warning @below {{2 synaptic decay shifts of 'hidden' clipped to [1, 15]; worst is 16.6096 at neuron 2}}
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<[1.0000001e-3, 40.0, 100.0]> : tensor<3xf64>,
      tau_syn = dense<[1.0000001e-3, 40.0, 100.0]> : tensor<3xf64>, threshold = dense<1.0> : tensor<3xf64>} : !graph.nodes<3> -> !graph.nodes<3>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<3x1xf64>} : !graph.nodes<3> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
