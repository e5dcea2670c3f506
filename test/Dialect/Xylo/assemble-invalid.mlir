// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-assemble %s

// Words are integers.
// expected-error @below {{'xylo.core' op holds real numbers; run xylo-quantize first}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<9.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
      threshold dense<9.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
  xylo.input_weights dense<1.0> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}

// -----

// Where the fan-out of a chip is uncertain, the core may have more than is taken of it.
// expected-error @below {{'xylo.core' op has hidden neuron 0 feed 65 others, but the fan-out of 'xylo_a1' is taken to be at most 64; target option 'fan-out' sets it}}
xylo.core @core on "xylo_a1" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0 to 64]
      dash_mem dense<4> : tensor<65xi8> dash_syn dense<3> : tensor<65x1xi8>
      threshold dense<9> : tensor<65xi16> bias dense<0> : tensor<65xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x65x1xi8>
  xylo.recurrent_weights from [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] to [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64] dense<1> : tensor<65x1xi8>
  xylo.output_weights dense<1> : tensor<65x1xi8>
}
