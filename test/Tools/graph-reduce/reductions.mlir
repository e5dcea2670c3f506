// Each reduction, alone: what it does to all places where nothing forbids it,
// and that it leaves alone what is needed.

// RUN: rm -rf %t && split-file %s %t

// Networks go with their instances, other ops as well.
// RUN: graph-reduce %t/networks.mlir --reductions=drop-networks --quiet \
// RUN:   --run='graph-opt %%s' --expect='@kept' | FileCheck %s --check-prefix=NETWORKS
// NETWORKS:      module {
// NETWORKS-NEXT:   graph.network @kept(%[[IN:.*]]: !graph.nodes<2>) -> !graph.nodes<2> {
// NETWORKS-NEXT:     %[[OPEN:.*]] = graph.open : !graph.nodes<2>
// NETWORKS-NEXT:     graph.output %[[OPEN]] : !graph.nodes<2>
// NETWORKS-NEXT:   }
// NETWORKS-NEXT: }

// Modules, holders and plumbing leave open nodes, also where they are used
// before they are defined.
// RUN: graph-reduce %t/modules.mlir --reductions=drop-modules --quiet \
// RUN:   --run='graph-opt %%s' --expect='name = "kept"' | FileCheck %s --check-prefix=MODULES
// MODULES:      graph.network @net(%[[IN:.*]]: !graph.nodes<2>) -> !graph.nodes<2> {
// MODULES-NEXT:   %[[OPEN:.*]] = graph.open : !graph.nodes<2>
// MODULES-NEXT:   %kept = graph.generic_neurons %[[OPEN]] {name = "kept"}
// MODULES-NEXT:   %[[LOOP:.*]] = graph.open : !graph.nodes<2>
// MODULES-NEXT:   graph.output %[[LOOP]] : !graph.nodes<2>

// What has results like its operands can be gone round, unless it feeds itself.
// RUN: graph-reduce %t/modules.mlir --reductions=bypass-modules --quiet \
// RUN:   --run='graph-opt %%s' --expect='name = "kept"' | FileCheck %s --check-prefix=BYPASS
// BYPASS:      graph.network @net(%[[IN:.*]]: !graph.nodes<2>) -> !graph.nodes<2> {
// BYPASS-NEXT:   %[[OPEN:.*]] = graph.open : !graph.nodes<2>
// BYPASS-NEXT:   %[[SUM:.*]] = graph.merge %[[IN]], %kept, %[[OPEN]] : !graph.nodes<2>
// BYPASS-NEXT:   %kept = graph.generic_neurons %[[SUM]] {name = "kept"}
// BYPASS-NEXT:   %narrow = graph.linear_weights %kept
// BYPASS-NEXT:   graph.output %kept : !graph.nodes<2>

// RUN: graph-reduce %t/plumbing.mlir --reductions=canonicalize --quiet \
// RUN:   --run='graph-opt %%s' --expect-status=0 | FileCheck %s --check-prefix=CANONICAL
// CANONICAL:      graph.network @net(%[[IN:.*]]: !graph.nodes<4>) -> !graph.nodes<2> {
// CANONICAL-NEXT:   %[[ONE:.*]] = graph.select %[[IN]][0, 2] : !graph.nodes<4> -> !graph.nodes<2>
// CANONICAL-NEXT:   graph.output %[[ONE]] : !graph.nodes<2>

// RUN: graph-reduce %t/holders.mlir --reductions=inline-holders --quiet \
// RUN:   --run='graph-opt %%s' --expect-status=0 | FileCheck %s --check-prefix=HOLDERS
// HOLDERS:      graph.network @net(%[[IN:.*]]: !graph.nodes<2>) -> !graph.nodes<2> {
// HOLDERS-NEXT:   %[[SUM:.*]] = graph.merge %[[IN]], %deep, %deep : !graph.nodes<2>
// HOLDERS-NEXT:   %deep = graph.generic_neurons %[[SUM]] {name = "deep"}
// HOLDERS-NEXT:   graph.output %deep : !graph.nodes<2>

// Ports that pass straight through and on to themselves become open.
// RUN: graph-reduce %t/instances.mlir --reductions=inline-networks --quiet \
// RUN:   --run='graph-opt %%s' --expect-status=0 | FileCheck %s --check-prefix=INSTANCES
// INSTANCES:      module {
// INSTANCES-NEXT:   graph.network @net(%[[IN:.*]]: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
// INSTANCES-NEXT:     %[[A:.*]] = graph.alias %[[IN]] {name = "alias"}
// INSTANCES-NEXT:     %[[B:.*]] = graph.alias %[[A]] {name = "alias"}
// INSTANCES-NEXT:     %[[OPEN:.*]] = graph.open : !graph.nodes<2>
// INSTANCES-NEXT:     graph.output %[[B]], %[[OPEN]] : !graph.nodes<2>, !graph.nodes<2>
// INSTANCES-NEXT:   }
// INSTANCES-NEXT: }

// Instances follow their network, holders and modules stand for themselves.
// RUN: graph-reduce %t/ports.mlir --reductions=drop-ports --quiet --allow-unregistered-dialect \
// RUN:   --run='graph-opt --allow-unregistered-dialect %%s' --expect='x.kept' | FileCheck %s --check-prefix=PORTS
// PORTS:      graph.network private @sub(%[[IN:.*]]: !graph.nodes<1> {x.kept}) {
// PORTS:        graph.output
// PORTS:      graph.network @net() {
// PORTS-NEXT:   %[[OPEN:.*]] = graph.open : !graph.nodes<1>
// PORTS-NEXT:   graph.instance @sub(%[[OPEN]]) : (!graph.nodes<1>) -> ()
// PORTS-NEXT:   graph.holder() : () -> () {
// PORTS-NEXT:     graph.module() : () -> ()
// PORTS-NEXT:     graph.output
// PORTS-NEXT:   }
// PORTS-NEXT:   graph.output

// RUN: graph-reduce %t/merges.mlir --reductions=drop-operands --quiet \
// RUN:   --run='graph-opt %%s --canonicalize' --expect='@net(%%in0' --expect='graph.output %%in1' | FileCheck %s --check-prefix=MERGES
// MERGES:      graph.network @net(%in0: !graph.nodes<2>, %in1: !graph.nodes<2>) -> !graph.nodes<2> {
// MERGES-NEXT:   %[[SUM:.*]] = graph.merge %in1 : !graph.nodes<2>
// MERGES-NEXT:   graph.output %[[SUM]] : !graph.nodes<2>

// Neurons go with their rows, columns, synapses and parameters, through
// plumbing, ports and instances.
// RUN: graph-reduce %t/nodes.mlir --reductions=remove-nodes --quiet \
// RUN:   --run='graph-opt %%s' --expect='5.000000e+00' --expect='8.000000e+00' | FileCheck %s --check-prefix=NODES
// NODES:      graph.network private @sub(%[[IN:.*]]: !graph.nodes<2>) -> !graph.nodes<1> {
// NODES-NEXT:   %[[LIF:.*]] = graph.lif_neurons %[[IN]] {bias = dense<8.000000e+00> : tensor<1xf64>, tau_mem = dense<1.000000e+00> : tensor<1xf32>, tau_syn = dense<[3.000000e+00, 4.000000e+00]> : tensor<2xf32>, threshold = dense<2.000000e+00> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
// NODES:      graph.network @net(%[[IN:.*]]: !graph.nodes<1>) -> !graph.nodes<1> {
// NODES-NEXT:   %[[W:.*]] = graph.linear_weights %[[IN]] {biases = dense<0.000000e+00> : tensor<2xf32>, weights = dense<{{\[\[}}4.000000e+00, 5.000000e+00]]> : tensor<1x2xf32>}
// NODES-NEXT:   %[[SUB:.*]] = graph.instance @sub(%[[W]]) : (!graph.nodes<2>) -> !graph.nodes<1>
// NODES-NEXT:   %[[SELECT:.*]] = graph.select %[[SUB]][0] : !graph.nodes<1> -> !graph.nodes<1>
// NODES-NEXT:   %[[PLACE:.*]] = graph.place %[[SELECT]][0] : !graph.nodes<1> -> !graph.nodes<1>
// NODES-NEXT:   graph.output %[[PLACE]] : !graph.nodes<1>

// Weights that the file has as a resource are cut as others are, and stay a resource if not.
// RUN: graph-reduce %t/resource.mlir --reductions=remove-nodes --quiet \
// RUN:   --run='graph-opt %%s' --expect='name = "cut"' --expect='2x2' | FileCheck %s --check-prefix=RESOURCE
// RESOURCE:      graph.linear_weights {{.*}} {name = "cut", weights = dense<[{{\[}}1.000000e+00, 2.000000e+00]]> : tensor<1x2xf32>}
// RESOURCE-NEXT: graph.linear_weights {{.*}} {weights = dense_resource<w> : tensor<2x2xf32>}
// RESOURCE:      w: "0x040000000000803F000000400000404000008040"

// RUN: graph-reduce %t/numbers.mlir --reductions=zero-weights --quiet \
// RUN:   --run='graph-opt %%s' --expect='bias = dense<[1' | FileCheck %s --check-prefix=ZERO
// ZERO: graph.linear_weights {{.*}}biases = dense<0.000000e+00> : tensor<2xf64>, weights = dense<0.000000e+00> : tensor<2x2xf32>
// ZERO: bias = dense<[1.230000e-01, 0.000000e+00]> : tensor<2xf32>, dt = 1.234000e-03 : f64, tau = dense<[2.400000e-02, 5.000000e-02]> : tensor<2xf32>

// The first value that is not zero stands for all.
// RUN: graph-reduce %t/numbers.mlir --reductions=splat-parameters --quiet \
// RUN:   --run='graph-opt %%s' --expect-status=0 | FileCheck %s --check-prefix=SPLAT
// SPLAT: graph.linear_weights {{.*}}biases = dense<2.780000e+00> : tensor<2xf64>, weights = dense<-7.654300e+00> : tensor<2x2xf32>
// SPLAT: bias = dense<1.230000e-01> : tensor<2xf32>, dt = 1.234000e-03 : f64, tau = dense<2.400000e-02> : tensor<2xf32>

// Splats have one digit then, as far as f32 can have it.
// RUN: graph-reduce %t/numbers.mlir --reductions=splat-parameters,round-numbers --quiet \
// RUN:   --run='graph-opt %%s' --expect-status=0 | FileCheck %s --check-prefix=ROUND
// ROUND: graph.linear_weights {{.*}}biases = dense<3.000000e+00> : tensor<2xf64>, weights = dense<-8.000000e+00> : tensor<2x2xf32>
// ROUND: bias = dense<1.000000e-01> : tensor<2xf32>, dt = 1.000000e-03 : f64, tau = dense<2.000000e-02> : tensor<2xf32>

// Attributes that an op needs stay.
// RUN: graph-reduce %t/attributes.mlir --reductions=drop-attributes --quiet --allow-unregistered-dialect \
// RUN:   --run='graph-opt --allow-unregistered-dialect %%s' --expect-status=0 | FileCheck %s --check-prefix=ATTRIBUTES
// ATTRIBUTES:      module {
// ATTRIBUTES-NEXT:   graph.network @net(%[[IN:.*]]: !graph.nodes<1>) -> !graph.nodes<1> {
// ATTRIBUTES-NEXT:     %[[W:.*]] = graph.linear_weights %[[IN]] {weights = dense<1.000000e+00> : tensor<1x1xf32>}
// ATTRIBUTES-NEXT:     %[[N:.*]] = graph.rate_neurons %[[W]] {tau = dense<1.000000e+00> : tensor<1xf32>}
// ATTRIBUTES-NEXT:     %[[H:.*]] = graph.holder(%{{.*}} = %[[N]]) : (!graph.nodes<1>) -> !graph.nodes<1> {

//--- networks.mlir
module {}
graph.network @kept(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.instance @dropped(%in) : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %a : !graph.nodes<2>
}
graph.network private @dropped(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.instance @inner(%in) : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %a : !graph.nodes<2>
}
graph.network private @inner(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  graph.output %in : !graph.nodes<2>
}

//--- modules.mlir
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %around = graph.alias %around : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %in, %loop, %around : !graph.nodes<2>
  %kept = graph.generic_neurons %sum {name = "kept"} : !graph.nodes<2> -> !graph.nodes<2>
  %loop = graph.holder(%x = %kept) : (!graph.nodes<2>) -> !graph.nodes<2> {
    %y = graph.alias %x : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %y : !graph.nodes<2>
  }
  %narrow = graph.linear_weights %kept {name = "narrow", weights = dense<1.0> : tensor<2x1xf32>}
      : !graph.nodes<2> -> !graph.nodes<1>
  graph.output %loop : !graph.nodes<2>
}

//--- plumbing.mlir
graph.network @net(%in: !graph.nodes<4>) -> !graph.nodes<2> {
  %none = graph.open : !graph.nodes<2>
  %three = graph.select %in[0, 1, 2] : !graph.nodes<4> -> !graph.nodes<3>
  %two = graph.select %three[0, 2] : !graph.nodes<3> -> !graph.nodes<2>
  %sum = graph.merge %two, %none : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

//--- holders.mlir
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %out, %pass = graph.holder(%x = %out, %y = %in) : (!graph.nodes<2>, !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
    %inner = graph.holder(%z = %y, %w = %x) : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<2> {
      %sum = graph.merge %z, %w, %deep : !graph.nodes<2>
      %deep = graph.generic_neurons %sum {name = "deep"} : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %deep : !graph.nodes<2>
    }
    graph.output %inner, %y : !graph.nodes<2>, !graph.nodes<2>
  }
  graph.output %out : !graph.nodes<2>
}

//--- instances.mlir
graph.network @net(%in: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) {
  %a = graph.instance @outer(%in) : (!graph.nodes<2>) -> !graph.nodes<2>
  %b = graph.instance @outer(%a) : (!graph.nodes<2>) -> !graph.nodes<2>
  %c = graph.instance @pass(%c) : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %b, %c : !graph.nodes<2>, !graph.nodes<2>
}
graph.network private @pass(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  graph.output %in : !graph.nodes<2>
}
graph.network private @outer(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.instance @inner(%in) : (!graph.nodes<2>) -> !graph.nodes<2>
  graph.output %a : !graph.nodes<2>
}
graph.network private @inner(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %a = graph.alias %in {name = "alias"} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %a : !graph.nodes<2>
}

//--- ports.mlir
graph.network private @sub(%a: !graph.nodes<2>, %b: !graph.nodes<1> {x.kept}) -> (!graph.nodes<1>, !graph.nodes<2>) {
  graph.output %b, %a : !graph.nodes<1>, !graph.nodes<2>
}
graph.network @net(%a: !graph.nodes<2>, %b: !graph.nodes<1>) -> !graph.nodes<2> {
  %c, %d = graph.instance @sub(%a, %b) : (!graph.nodes<2>, !graph.nodes<1>) -> (!graph.nodes<1>, !graph.nodes<2>)
  %e = graph.holder(%x = %d) : (!graph.nodes<2>) -> !graph.nodes<2> {
    %f = graph.module(%x) : (!graph.nodes<2>) -> !graph.nodes<2>
    graph.output %f : !graph.nodes<2>
  }
  graph.output %e : !graph.nodes<2>
}

//--- merges.mlir
graph.network @net(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> !graph.nodes<2> {
  %none = graph.open : !graph.nodes<2>
  %sum = graph.merge %none, %b, %none, %none : !graph.nodes<2>
  graph.output %sum : !graph.nodes<2>
}

//--- nodes.mlir
graph.network private @sub(%in: !graph.nodes<6>) -> !graph.nodes<3> {
  %n = graph.lif_neurons %in {tau_mem = dense<1.0> : tensor<3xf32>,
      tau_syn = dense<[1., 2., 3., 4., 5., 6.]> : tensor<6xf32>,
      threshold = dense<[1., 2., 3.]> : tensor<3xf32>, bias = dense<[7., 8., 9.]> : tensor<3xf64>}
      : !graph.nodes<6> -> !graph.nodes<3>
  graph.output %n : !graph.nodes<3>
}
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<5> {
  %w = graph.linear_weights %in {biases = dense<0.0> : tensor<6xf32>,
      weights = dense<[[1., 2., 4., 5., 3., 6.], [1., 2., 3., 4., 6., 7.]]> : tensor<2x6xf32>}
      : !graph.nodes<2> -> !graph.nodes<6>
  %n = graph.instance @sub(%w) : (!graph.nodes<6>) -> !graph.nodes<3>
  %s = graph.select %n[2, 1] : !graph.nodes<3> -> !graph.nodes<2>
  %p = graph.place %s[4, 3] : !graph.nodes<2> -> !graph.nodes<5>
  graph.output %p : !graph.nodes<5>
}

//--- resource.mlir
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {name = "cut", weights = dense_resource<w> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %v = graph.linear_weights %w {weights = dense_resource<w> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %v : !graph.nodes<2>
}
{-#
  dialect_resources: { builtin: { w: "0x040000000000803f000000400000404000008040" } }
#-}

//--- numbers.mlir
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {biases = dense<[0.0, 2.78]> : tensor<2xf64>,
      weights = dense<[[0.0, -7.6543], [1.0, 2.0]]> : tensor<2x2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %n = graph.rate_neurons %w {tau = dense<[0.024, 0.05]> : tensor<2xf32>, bias = dense<[0.123, 0.0]> : tensor<2xf32>,
      dt = 1.234e-3 : f64} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %n : !graph.nodes<2>
}

//--- attributes.mlir
module attributes {x.note = 1} {
  graph.network private @net(%in: !graph.nodes<1> {x.port}) -> (!graph.nodes<1> {x.port}) attributes {x.note = 2} {
    %w = graph.linear_weights %in {name = "w", weights = dense<1.0> : tensor<1x1xf32>, biases = dense<0.5> : tensor<1xf32>}
        : !graph.nodes<1> -> !graph.nodes<1>
    %n = graph.rate_neurons %w {name = "n", tau = dense<1.0> : tensor<1xf32>, bias = dense<0.5> : tensor<1xf32>, dt = 0.1 : f64, x.note = 3}
        : !graph.nodes<1> -> !graph.nodes<1>
    %h = graph.holder(%x = %n) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "h"} {
      graph.output %x : !graph.nodes<1>
    }
    graph.output %h : !graph.nodes<1>
  }
}
