// Two inputs, three hidden neurons with two synapses, two outputs: no two
// numbers that could be mixed up are the same.
xylo.core @network on "xylo_a2" dt 1.000000e-03 {
  xylo.neurons hidden "hidden" ids [0 to 2]
      dash_mem dense<[3, 4, 2]> : tensor<3xi8>
      dash_syn dense<[[5, 6], [7, 8], [9, 10]]> : tensor<3x2xi8>
      threshold dense<[120, 150, 90]> : tensor<3xi16>
      bias dense<[4, -6, 0]> : tensor<3xi8>
  xylo.neurons output "output" ids [0 to 1]
      dash_mem dense<[11, 12]> : tensor<2xi8>
      dash_syn dense<[[13], [14]]> : tensor<2x1xi8>
      threshold dense<[110, 140]> : tensor<2xi16>
      bias dense<[0, 1]> : tensor<2xi8>
  xylo.input_weights dense<[[[30, 0], [-12, 0], [0, 25]],
                            [[0, -9], [22, 0], [0, 0]]]> : tensor<2x3x2xi8> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2]
      dense<[[18, 0], [-14, 0], [-11, 0], [21, 5], [-128, 127]]> : tensor<5x2xi8> shift 2
  xylo.output_weights dense<[[40, -10], [-13, 35], [0, 9]]> : tensor<3x2xi8> shift 3
  xylo.aliases from [1] to [2]
}
