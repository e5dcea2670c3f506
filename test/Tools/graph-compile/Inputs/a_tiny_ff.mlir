"graph.network"() ({
  ^bb0(%inputs: !graph.nodes<2>):
    %m0 = "graph.linear_weights"(%inputs) {name = "lin0", weights = dense<"0xD23D5446EABDC4BF1DBB0045E521E1BFC4E63F142662D03F10C7A10E2817D33FC83E1D00F65592BF6B3D301A84B4C73F"> : tensor<2x3xf64>} : (!graph.nodes<2>) -> !graph.nodes<3>
    %m1 = "graph.lif_neurons"(%m0) {name = "lif0", tau_mem = dense<"0xEBF3181959DFA63FEC1B518EB8AA7A3F282713F2A9FDB03F"> : tensor<3xf64>, tau_syn = dense<"0xE98F17A067526F3FD401B70786EEA13F9D9B9C3E7C4D963F"> : tensor<3xf64>, threshold = dense<"0x370B8CE4A8D7FA3FB45BAC62E576E23F1E3497E65DE50540"> : tensor<3xf64>, bias = dense<"0x000000000000000000000000000000000000000000000000"> : tensor<3xf64>, dt = 1.00000000000000002e-03 : f64} : (!graph.nodes<3>) -> !graph.nodes<3>
    %m2 = "graph.linear_weights"(%m1) {name = "lin1", weights = dense<"0xA1269C133763DCBF2306B6CBB273A53FCFA925EE5A2DE23F282B17F9E6AF9BBFBDEB2BDBCF62D2BFCB5B80A8056AA83F"> : tensor<3x2xf64>} : (!graph.nodes<3>) -> !graph.nodes<2>
    %m3 = "graph.lif_neurons"(%m2) {name = "lif1", tau_mem = dense<"0xC1456B99EF5D7B3F1A7FAF38D46C603F"> : tensor<2xf64>, tau_syn = dense<"0x25DA15980349713F890372DA2287A43F"> : tensor<2xf64>, threshold = dense<"0x9DE0B55AF35C044044725DC8B4580140"> : tensor<2xf64>, bias = dense<"0x00000000000000000000000000000000"> : tensor<2xf64>, dt = 1.00000000000000002e-03 : f64} : (!graph.nodes<2>) -> !graph.nodes<2>
    "graph.output"(%m3) : (!graph.nodes<2>) -> ()
}) {sym_name = "a_tiny_ff", function_type = (!graph.nodes<2>) -> !graph.nodes<2>} : () -> ()
