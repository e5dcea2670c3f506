// A node that the import has kept, with a reset to another value than zero.
graph.network @reset(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %if = graph.generic_neurons %in {name = "if", nir.type = "IF", nir.r = dense<1.0> : tensor<1xf64>,
      nir.v_threshold = dense<1.0> : tensor<1xf64>, nir.v_reset = dense<-0.5> : tensor<1xf64>}
      : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %if : !graph.nodes<1>
}
