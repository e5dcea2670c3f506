// What NIR cannot express is reported, everything in one run, and nothing is
// written then.

// RUN: graph-translate --export-nir --split-input-file --verify-diagnostics %s -o /dev/null
// RUN: rm -rf %t && mkdir %t
// RUN: not graph-translate --export-nir %s -o %t/out 2> /dev/null
// RUN: not graph-translate --export-nir --nir-version=1.0.5 %S/Inputs/reset.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=RESET
// RESET: error: 'if': nir.v_reset is not zero, but files of version 1.0.5 have no v_reset
// RUN: not graph-translate --export-nir --nir-max-matrix=7 %S/Inputs/everything.mlir -o %t/out 2>&1 | FileCheck %s --check-prefix=LIMIT
// LIMIT: error: 'fc': what feeds it is selected by a matrix of 2 x 4 elements, beyond the limit of 7; raise --nir-max-matrix
// RUN: ls %t | count 0

graph.network @neurons(%in: !graph.nodes<4>) -> !graph.nodes<2> {
  // expected-error @below {{'no_dt': has no time step; set dt}}
  %no_dt = graph.lif_neurons %in {name = "no_dt", tau_mem = dense<0.02> : tensor<4xf32>, tau_syn = dense<0.01> : tensor<4xf32>, threshold = dense<1.0> : tensor<4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
  // expected-note @below {{which is here}}
  %a = graph.lif_neurons %no_dt {name = "a", dt = 1.0e-3, tau_mem = dense<0.02> : tensor<4xf32>, tau_syn = dense<0.01> : tensor<4xf32>, threshold = dense<1.0> : tensor<4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
  // expected-error @below {{'b': its time step differs from that of 'a'; NIR networks have one}}
  %b = graph.lif_neurons %a {name = "b", dt = 2.0e-3, tau_mem = dense<0.02> : tensor<4xf32>, tau_syn = dense<0.01> : tensor<4xf32>, threshold = dense<1.0> : tensor<4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
  // expected-error @below {{'two': neuron 0 has synapses of different time constants, but a CubaLIF has one; give the synapses a population each or one time constant}}
  %two = graph.lif_neurons %b {name = "two", dt = 1.0e-3, tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<[0.01, 0.02, 0.01, 0.01]> : tensor<4xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<4> -> !graph.nodes<2>
  // expected-error @below {{'short': the time constants of channel 0 are too short for a time step of 0.001 s: nothing is left of a state after one step}}
  %short = graph.lif_neurons %two {name = "short", dt = 1.0e-3, tau_mem = dense<1.0e-9> : tensor<2xf32>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-error @below {{'long': the time constants of neuron 1 do not fit the time step: r would be infinite}}
  %long = graph.lif_neurons %short {name = "long", dt = 1.0e-3, tau_mem = dense<[1.0, 1.0e308]> : tensor<2xf64>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-error @below {{'rate': NIR has no such node; only what the import has kept as nir.type and nir.* parameters can be written}}
  %rate = graph.rate_neurons %long {name = "rate", tau = dense<0.02> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %rate : !graph.nodes<2>
}

// -----

// NIR has no sparse matrices.
graph.network @sparse(%in: !graph.nodes<100000>) -> !graph.nodes<100000> {
  // expected-error @below {{'w': its sparse weights become a matrix of 10000000000 elements, beyond the limit of 16777216; raise --nir-max-matrix}}
  %w = graph.linear_weights %in {name = "w", weights = sparse<[[3, 5]], [1.0]> : tensor<100000x100000xf32>} : !graph.nodes<100000> -> !graph.nodes<100000>
  graph.output %w : !graph.nodes<100000>
}

// -----

graph.network @modules(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @below {{'wide': edges of NIR need nodes with one input and one output, but this has 2 and 1}}
  %wide = graph.module(%in, %in) {name = "wide"} : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'group': edges of NIR need nodes with one input and one output, but this has 1 and 2; --nir-flat dissolves it}}
  %group:2 = graph.holder(%x = %wide) : (!graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<2>) attributes {name = "group"} {
    graph.output %x, %x : !graph.nodes<2>, !graph.nodes<2>
  }
  // expected-error @below {{'plain': NIR has no such node}}
  %plain = graph.module(%group#0) {name = "plain"} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'conv': a node of type 'Conv2d' cannot be written from attributes}}
  %conv = graph.module(%plain) {name = "conv", nir.type = "Conv2d"} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'none': a node of type 'LIN' cannot be written from attributes}}
  %none = graph.module(%conv) {name = "none", nir.type = "LIN"} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'li': nir.r must be a tensor<2xf32> or tensor<2xf64>}}
  %li = graph.generic_neurons %none {name = "li", nir.type = "LI", nir.tau = dense<0.1> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-error @below {{'delay': nir.delay of channel 1: a delay cannot be negative}}
  %delay = graph.module(%li) {name = "delay", nir.type = "Delay", nir.delay = dense<[0.0, -1.0]> : tensor<2xf64>} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'i': nir.r of channel 0: it must be finite}}
  %i = graph.module(%delay) {name = "i", nir.type = "I", nir.r = dense<0x7FC00000> : tensor<2xf32>} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'lost': nir.r has no data}}
  %lost = graph.module(%i) {name = "lost", nir.type = "I", nir.r = dense_resource<lost> : tensor<2xf32>} : (!graph.nodes<2>) -> !graph.nodes<2>
  // expected-error @below {{'narrow': a node of type I has as many inputs as outputs}}
  %narrow = graph.module(%lost) {name = "narrow", nir.type = "I", nir.r = dense<1.0> : tensor<1xf32>} : (!graph.nodes<2>) -> !graph.nodes<1>
  graph.output %li : !graph.nodes<2>
}

// -----

graph.network @loop(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-error @below {{aliases feed themselves here with no neurons between, so they have no value}}
  %skip = graph.alias %sum {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %in, %skip : !graph.nodes<2>
  // expected-error @below {{'rate': NIR has no such node}}
  %rate = graph.rate_neurons %sum {name = "rate", tau = dense<0.02> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %rate : !graph.nodes<2>
}

// -----

// expected-error @below {{'network': nir.shape of argument 0 must be an array of sizes of 4 channels together}}
graph.network @shape(%in: !graph.nodes<4> {nir.shape = array<i64: 2, 3>}) -> !graph.nodes<4> {
  graph.output %in : !graph.nodes<4>
}

// -----

// expected-error @below {{which network? say --top=NAME; candidates are 'a', 'b'}}
module {
  graph.network @a() {
    graph.output
  }
  graph.network @b() {
    graph.output
  }
}

// -----

// expected-error @below {{there is no graph.network}}
module {}
