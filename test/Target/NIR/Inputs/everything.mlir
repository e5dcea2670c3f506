// A network with all that NIR can express in some way.
graph.network private @shared(%x: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %x {weights = dense<[[0.5, 0.0], [0.25, 1.0]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %w : !graph.nodes<2>
}
graph.network @everything(%z: !graph.nodes<4> {nir.name = "z", nir.shape = array<i64: 2, 2>},
                          %a: !graph.nodes<2> {nir.name = "a"})
    -> (!graph.nodes<2> {nir.name = "out/put", nir.shape = array<i64: 1, 2>}) {
  %low = graph.select %z[2, 3] : !graph.nodes<4> -> !graph.nodes<2>
  %again = graph.linear_weights %low {name = "fc", weights = dense<2.0> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %fc = graph.linear_weights %a {name = "fc", weights = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>,
      biases = dense<[0.5, -0.25]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %both = graph.concat %fc, %again : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<4>
  %spikes = graph.lif_neurons %both {name = "layer/lif", dt = 1.0e-3,
      tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<[0.01, 0.01, 0.03, 0.03]> : tensor<4xf32>,
      threshold = dense<1.0> : tensor<2xf32>, bias = dense<[0.1, 0.0]> : tensor<2xf32>}
      : !graph.nodes<4> -> !graph.nodes<2>
  %unfed = graph.open : !graph.nodes<2>
  %fed = graph.merge %spikes, %spikes, %unfed : !graph.nodes<2>
  %inner = graph.holder(%x = %fed) : (!graph.nodes<2>) -> !graph.nodes<2> {
    %w = graph.linear_weights %x {weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %w : !graph.nodes<2>
  }
  %used = graph.instance @shared(%inner) {name = "use"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %skip = graph.alias %spikes {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
  %out = graph.merge %used, %skip : !graph.nodes<2>
  graph.output %out : !graph.nodes<2>
}
