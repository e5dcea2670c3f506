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

// The memory map of the first chip is not known to this version.
// expected-error @below {{'xylo.core' op cannot be assembled: this version has no memory map of 'xylo_a1'}}
xylo.core @core on "xylo_a1" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// The memory map of the IMU is not known to this version.
// expected-error @below {{'xylo.core' op cannot be assembled: this version has no memory map of 'xylo_imu'}}
xylo.core @core on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "layer" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}
