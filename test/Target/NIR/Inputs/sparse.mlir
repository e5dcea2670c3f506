graph.network @sparse(%in: !graph.nodes<8>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", biases = dense<[1.0, 0.0, 2.0, 0.0]> : tensor<4xf32>, weights = sparse<[[0, 3], [7, 0], [7, 3]], [0.5, 2.0, -1.0]> : tensor<8x4xf32>} : !graph.nodes<8> -> !graph.nodes<4>
  %b = graph.linear_weights %a {name = "b", weights = sparse<[[0, 0], [3, 5]], [0.1, 0.1]> : tensor<4x6xf64>} : !graph.nodes<4> -> !graph.nodes<6>
  %c = graph.linear_weights %b {name = "c", weights = sparse<[[0, 0], [2, 0]], [1.0, 2.0]> : tensor<6x1xf32>} : !graph.nodes<6> -> !graph.nodes<1>
  graph.output %c : !graph.nodes<1>
}
