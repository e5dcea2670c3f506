graph.network @"</title><script>alert(1)</script>"(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w0 = graph.linear_weights %in {name = "<img src=x>", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %w0 {name = "<script>alert(\"1\")</script>", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w1 = graph.linear_weights %h {name = "\FF\00\0A", weights = dense<1.0> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %w1 {name = "\"'&\FE", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
