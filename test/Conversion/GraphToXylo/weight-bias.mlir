// RUN: graph-opt --convert-graph-to-xylo="chip=xylo_a3 weight-bias=fold" %s 2>%t.fold | FileCheck %s --check-prefix=FOLD
// RUN: FileCheck %s --check-prefix=FOLD-WARNING --input-file=%t.fold
// RUN: graph-opt --convert-graph-to-xylo="chip=xylo_a3 weight-bias=drop" %s 2>%t.drop | FileCheck %s --check-prefix=DROP
// RUN: FileCheck %s --check-prefix=DROP-WARNING --input-file=%t.drop
// RUN: not graph-opt --convert-graph-to-xylo=chip=xylo_a3 %s 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not graph-opt --convert-graph-to-xylo="chip=xylo_a1 weight-bias=fold" %s 2>&1 | FileCheck %s --check-prefix=A1
// RUN: not graph-opt --convert-graph-to-xylo="chip=xylo_a3 weight-bias=keep" %s 2>&1 | FileCheck %s --check-prefix=VALUE

// Weights on the chip have no biases. Folded into those of the neurons behind, node by node,
// a bias b through a synapse with time constant tau adds b / (exp(dt / tau) - 1): the
// synaptic current at which decay and input balance. Hidden neuron 1 gets 0.25 of `w_in`
// through synapse 0 (1/95.2: exp(0.01) - 1 = 0.01005) and 2 * 0.5 of `w_rec` through
// synapse 1 (exp(0.1) - 1 = 0.10517): 24.875 + 9.508. The readout, with a bias of its own,
// gets 1 + 3 / (exp(0.05) - 1).
// FOLD: xylo.neurons hidden "hidden" {{.*}} bias dense<[0.000000e+00, 34.38{{[0-9]*}}]>
// FOLD: xylo.neurons output "readout" {{.*}} bias dense<59.512{{[0-9]*}}>
// FOLD-WARNING: warning: biases of 'w_in' are added to the biases of the neurons behind, which is the same once synaptic currents have settled
// FOLD-WARNING: warning: biases of 'w_rec' are added
// FOLD-WARNING: warning: biases of 'w_out' are added
// FOLD-WARNING-NOT: 'w_zero'

// DROP: xylo.neurons hidden "hidden" {{.*}} bias dense<0.000000e+00>
// DROP: xylo.neurons output "readout" {{.*}} bias dense<1.000000e+00>
// DROP-WARNING: warning: biases of 'w_in' are left out
// DROP-WARNING: warning: biases of 'w_rec' are left out
// DROP-WARNING: warning: biases of 'w_out' are left out

// ERROR: error: [weight-bias] 'w_in' has biases, which weights on the chip do not have; train without biases, or map with weight-bias=fold or weight-bias=drop
// ERROR: error: [weight-bias] 'w_rec' has biases
// ERROR: error: [weight-bias] 'w_out' has biases

// A chip without biases cannot hold folded ones.
// A1: error: [neuron-bias] 'w_in' has biases, which neurons of 'xylo_a1' do not have; train without biases or use another chip
// A1: error: [neuron-bias] 'w_rec' has biases

// VALUE: Cannot find option named 'keep'!
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x4xf64>,
      biases = dense<[0.0, 0.0, 0.25, 0.0]> : tensor<4xf64>} : !graph.nodes<1> -> !graph.nodes<4>
  %wr = graph.linear_weights %h {name = "w_rec", weights = dense<0.5> : tensor<2x1xf64>,
      biases = dense<0.5> : tensor<1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %at = graph.place %wr[3] : !graph.nodes<1> -> !graph.nodes<4>
  %current = graph.merge %wi, %at, %at, %wz : !graph.nodes<4>
  %wz = graph.linear_weights %h {name = "w_zero", weights = dense<0.5> : tensor<2x4xf64>,
      biases = dense<0.0> : tensor<4xf64>} : !graph.nodes<2> -> !graph.nodes<4>
  %h = graph.lif_neurons %current {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf64>,
      tau_syn = dense<[0.02, 0.03, 0.1, 0.01]> : tensor<4xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<4> -> !graph.nodes<2>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<2x1xf64>,
      biases = dense<3.0> : tensor<1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf64>,
      tau_syn = dense<0.02> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>, bias = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
