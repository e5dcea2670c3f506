// RUN: graph-opt --graph-to-xylo-pipeline="chip=xylo_a3" %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,CHANNEL
// RUN: graph-opt --graph-to-xylo-pipeline="chip=xylo_a3 quantize=global" %s 2>/dev/null | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: graph-opt --pass-pipeline="builtin.module(graph-to-xylo-pipeline{chip=xylo_a3 quantize=global prune=true})" %s | FileCheck %s --check-prefix=PRUNED

// One name for the whole way: holders and instances dissolve, the rules are checked, and
// out comes the memory of the chip. Options end up in the provenance.
// CHECK-NOT: graph.network
// CHECK: xylo.image @net on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 2 hidden 3 oen 3 outputs 1
// CHANNEL-SAME: options = "chip=xylo_a3 quantize=channel"
// GLOBAL-SAME: options = "chip=xylo_a3 quantize=global"
// CHANNEL: xylo.bank "IWTRAM" {{.*}} [0x7f, 0x7f]
// GLOBAL: xylo.bank "IWTRAM" {{.*}} [0x40, 0x7f]
// CHECK: xylo.module hidden "layer/neurons" ids [0 to 1]
// CHECK-NEXT: xylo.module hidden "dead" ids [2]
// CHECK-NEXT: xylo.module output "readout" ids [0]

// Dead modules are removed only if asked.
// PRUNED: xylo.image @net on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 2 hidden 2 oen 2 outputs 1
// PRUNED-SAME: options = "chip=xylo_a3 quantize=global prune=true"
// PRUNED: xylo.module hidden "layer/neurons" ids [0 to 1]
// PRUNED-NEXT: xylo.module output "readout" ids [0]
graph.network private @layer(%in: !graph.nodes<1>) -> !graph.nodes<2> {
  %held = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<2> {
    %w_in = graph.linear_weights %x {name = "w_in", weights = dense<[[0.5, 1.0]]> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
    graph.output %w_in : !graph.nodes<2>
  }
  %neurons = graph.lif_neurons %held {name = "neurons", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %neurons : !graph.nodes<2>
}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %hidden = graph.instance @layer(%in) {name = "layer"} : (!graph.nodes<1>) -> !graph.nodes<2>
  %w_dead = graph.linear_weights %hidden {weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %dead = graph.lif_neurons %w_dead {name = "dead", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<2x1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
