// RUN: graph-opt --split-input-file --verify-diagnostics %s

// NeuronsOp (C1): there is at least one neuron.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{'xylo.neurons' op expects at least one id}}
  xylo.neurons hidden "h" ids [] dash_mem dense<> : tensor<0xi8> dash_syn dense<> : tensor<0x1xi8>
      threshold dense<> : tensor<0xi16> bias dense<> : tensor<0xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C1): ids are not negative; the generic form can say so.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{'xylo.neurons' op expects ids of at least 0, but got -1}}
  "xylo.neurons"() <{population = #xylo<population hidden>, label = "h", ids = array<i32: -1>,
      dash_mem = dense<4> : tensor<1xi8>, dash_syn = dense<3> : tensor<1x1xi8>,
      threshold = dense<9> : tensor<1xi16>, bias = dense<0> : tensor<1xi8>}> : () -> ()
}

// -----

// NeuronsOp (C1), as parsed: a range of ids ascends and stays below any chip's size.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects ascending ids from 0 to 65536}}
  xylo.neurons hidden "h" ids [3 to 2]
}

// -----

// NeuronsOp (C1), as parsed: a huge range is refused before it is expanded.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects ascending ids from 0 to 65536}}
  xylo.neurons hidden "h" ids [0 to 2147483647]
}

// -----

// NeuronsOp (C2): 'dash_mem' has the shape of the neurons.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'dash_mem' for 1 neurons, but got 'tensor<2xi8>'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'dash_syn' has the shape of the neurons.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'dash_syn' for 1 neurons, but got 'tensor<1xi8>'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'threshold' has the shape of the neurons.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'threshold' for 1 neurons, but got 'tensor<2xi16>'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'bias' has the shape of the neurons.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'bias' for 1 neurons, but got 'tensor<1x1xi8>'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1x1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'dash_mem' has its element type.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'dash_mem' of f64 or i8, but got 'i16'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi16> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'dash_syn' has its element type.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'dash_syn' of f64 or i8, but got 'f32'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3.0> : tensor<1x1xf32>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'threshold' has its element type.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'threshold' of f64 or i16, but got 'i8'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi8> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): 'bias' has its element type.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'bias' of f64 or i8, but got 'ui8'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xui8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C3): real parameters are finite.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects finite numbers in 'bias', but got nan}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0x7FF8000000000000> : tensor<1xf64>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C3): integer decay shifts have four bits.
// differs (word-range): more are refused, not cut.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects decay shifts in [0, 15], but got 16}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<16> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C3): those of synapses have four bits, too.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects decay shifts in [0, 15], but got 16}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<16> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C3): nor are they negative on membranes.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects decay shifts in [0, 15], but got -1}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<-1> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): biases have eight bits.
// differs (word-range): a larger one is refused, not cut.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'bias' of f64 or i8, but got 'i16'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<128> : tensor<1xi16>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp (C2): thresholds have sixteen.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'threshold' of f64 or i16, but got 'i32'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<32768> : tensor<1xi32> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp, as parsed: a number needs more bits than its type has.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      // expected-error @below {{integer constant out of range for type}}
      threshold dense<9> : tensor<1xi16> bias dense<-129> : tensor<1xi8>
}

// -----

// NeuronsOp (C3): nor are decay shifts negative.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects decay shifts in [0, 15], but got -1}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<-1> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// NeuronsOp: its place is in a core.
// expected-error @below {{'xylo.neurons' op expects parent op 'xylo.core'}}
xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
    threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>

// -----

// InputWeightsOp (C1): the weights have rank 3.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{expects weights of rank 3, but got 'tensor<1x1xi8>'}}
  xylo.input_weights dense<1> : tensor<1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// InputWeightsOp (C1): the weights are f64 or i8.
// differs (word-range): integers of more bits than the chip's are refused, not cut.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{expects 'weights' of f64 or i8, but got 'i16'}}
  xylo.input_weights dense<1> : tensor<1x1x1xi16>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// InputWeightsOp (C1): the weights are finite.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{expects finite numbers in 'weights', but got INF}}
  xylo.input_weights dense<0x7FF0000000000000> : tensor<1x1x1xf64>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// InputWeightsOp: the chip shifts by at most 7.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{attribute 'shift' failed to satisfy constraint}}
  xylo.input_weights dense<1> : tensor<1x1x1xi8> shift 8
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C1): the weights have rank 2.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects weights of rank 2, but got 'tensor<0xi8>'}}
  xylo.recurrent_weights from [] to [] dense<> : tensor<0xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C1): the weights are f64 or i8.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects 'weights' of f64 or i8, but got 'i32'}}
  xylo.recurrent_weights from [0] to [0] dense<1> : tensor<1x1xi32>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C1): the weights are finite.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects finite numbers in 'weights', but got nan}}
  xylo.recurrent_weights from [0] to [0] dense<0x7FF8000000000000> : tensor<1x1xf64>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C2): each entry has a source and a target.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects 2 sources and targets, one per entry, but got 2 and 1}}
  xylo.recurrent_weights from [0, 1] to [0] dense<1> : tensor<2x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C2): sources ascend.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects entries that ascend by source and target, but entry 1 (0 to 0) does not follow (1 to 0)}}
  xylo.recurrent_weights from [1, 0] to [0, 0] dense<1> : tensor<2x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C2): targets of one source ascend.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{but entry 1 (0 to 0) does not follow (0 to 1)}}
  xylo.recurrent_weights from [0, 0] to [1, 0] dense<1> : tensor<2x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C2): no pair appears twice.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{but entry 1 (0 to 0) does not follow (0 to 0)}}
  xylo.recurrent_weights from [0, 0] to [0, 0] dense<1> : tensor<2x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp (C3): an entry without a weight takes up memory for nothing.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects no entry without a weight, but entry 1 (1 to 0) has none}}
  xylo.recurrent_weights from [0, 1] to [0, 0] dense<[[0, 1], [0, 0]]> : tensor<2x2xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// RecurrentWeightsOp: the chip shifts by at most 7.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{attribute 'shift' failed to satisfy constraint}}
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8> shift -1
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// OutputWeightsOp (C1): the weights have rank 2.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // expected-error @below {{expects weights of rank 2, but got 'tensor<1x1x1xi8>'}}
  xylo.output_weights dense<1> : tensor<1x1x1xi8>
}

// -----

// OutputWeightsOp (C1): the weights are f64 or i8.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // expected-error @below {{expects 'weights' of f64 or i8, but got 'f32'}}
  xylo.output_weights dense<1.0> : tensor<1x1xf32>
}

// -----

// OutputWeightsOp (C1): the weights are finite.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // expected-error @below {{expects finite numbers in 'weights', but got nan}}
  xylo.output_weights dense<0x7FF8000000000000> : tensor<1x1xf64>
}

// -----

// OutputWeightsOp: the chip shifts by at most 7.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // expected-error @below {{attribute 'shift' failed to satisfy constraint}}
  xylo.output_weights dense<1> : tensor<1x1xi8> shift 8
}

// -----

// AliasesOp (C1): there are as many targets as sources.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects at least one source and as many targets, but got 1 and 2}}
  xylo.aliases from [0] to [0, 1]
}

// -----

// AliasesOp (C1): there is at least one alias.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects at least one source and as many targets, but got 0 and 0}}
  xylo.aliases from [] to []
}

// -----

// AliasesOp (C2): the chip has one alias per neuron.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects ascending sources, each once, but source 0 follows 0}}
  xylo.aliases from [0, 0] to [0, 1]
}

// -----

// AliasesOp (C2): sources ascend.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects ascending sources, each once, but source 0 follows 1}}
  xylo.aliases from [1, 0] to [0, 1]
}

// -----

// CoreOp (C1): the chip is one of the table.
// expected-error @below {{knows no chip 'xylo_b4'; chips are 'xylo_a1', 'xylo_a2', 'xylo_imu', 'xylo_a3'}}
xylo.core @core on "xylo_b4" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C1): time does not stand still.
// expected-error @below {{expects a time step that is finite and above 0 seconds, but got 0.000000e+00}}
xylo.core @core on "xylo_a3" dt 0.0 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C1): the time step is a number.
// expected-error @below {{expects a time step that is finite and above 0 seconds, but got INF}}
xylo.core @core on "xylo_a3" dt 0x7FF0000000000000 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C2): there are input weights.
// expected-error @below {{expects input, recurrent and output weights once each and aliases at most once}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C2): there are recurrent weights.
// expected-error @below {{expects input, recurrent and output weights once each and aliases at most once}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C2): there are output weights.
// expected-error @below {{expects input, recurrent and output weights once each and aliases at most once}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
}

// -----

// CoreOp (C2): no weights appear twice.
// expected-error @below {{expects input, recurrent and output weights once each and aliases at most once}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C2): aliases appear once.
// expected-error @below {{expects input, recurrent and output weights once each and aliases at most once}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  xylo.aliases from [0] to [0]
  xylo.aliases from [0] to [0]
}

// -----

// CoreOp (C2): nothing else belongs into the body.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{'builtin.module' op does not belong into a xylo.core}}
  builtin.module {}
}

// -----

// CoreOp (C3): an id appears once.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects the hidden ids 0 to 1, each once, but id 0 appears again}}
  xylo.neurons hidden "h" ids [0, 0] dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C3): ids have no gap.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects the hidden ids 0 to 1, each once, but id 2 is out of range}}
  xylo.neurons hidden "h" ids [0, 2] dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
      threshold dense<9> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C3): the same holds for output neurons.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{expects the output ids 0 to 0, each once, but id 1 is out of range}}
  xylo.neurons output "o" ids [1] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C4): neurons and weights are at the same stage.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{mixes real numbers and integers with the rest of its core}}
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9.0> : tensor<1xf64> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C4): weights and weights are, too.
// expected-error @below {{mixes real weights and integer weights}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1.0> : tensor<1x1xf64>
}

// -----

// CoreOp (C5): inputs fit.
// expected-error @below {{has 17 inputs, but 'xylo_a3' has room for 16 here}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<17x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C5): hidden neurons fit.
// expected-error @below {{has 497 hidden neurons, but 'xylo_imu' has room for 496 here}}
xylo.core @core on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 496] dash_mem dense<4> : tensor<497xi8> dash_syn dense<3> : tensor<497x1xi8>
      threshold dense<9> : tensor<497xi16> bias dense<0> : tensor<497xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C5): output neurons fit.
// expected-error @below {{has 9 output neurons, but 'xylo_a2' has room for 8 here}}
xylo.core @core on "xylo_a2" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0 to 8] dash_mem dense<4> : tensor<9xi8> dash_syn dense<3> : tensor<9x1xi8>
      threshold dense<9> : tensor<9xi16> bias dense<0> : tensor<9xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x9xi8>
}

// -----

// CoreOp (C5): input expansion neurons fit.
// expected-error @below {{has 129 input expansion neurons, but 'xylo_a3' has room for 128 here}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 199] dash_mem dense<4> : tensor<200xi8> dash_syn dense<3> : tensor<200x1xi8>
      threshold dense<9> : tensor<200xi16> bias dense<0> : tensor<200xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x129x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C5): there are no more input expansion neurons than neurons.
// expected-error @below {{has 2 input expansion neurons, but 'xylo_a3' has room for 1 here}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x2x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C5): output expansion neurons fit.
// expected-error @below {{has 129 output expansion neurons, but 'xylo_a3' has room for 128 here}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 199] dash_mem dense<4> : tensor<200xi8> dash_syn dense<3> : tensor<200x1xi8>
      threshold dense<9> : tensor<200xi16> bias dense<0> : tensor<200xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<129x1xi8>
}

// -----

// CoreOp (C5): there are no more output expansion neurons than neurons.
// expected-error @below {{has 2 output expansion neurons, but 'xylo_a3' has room for 1 here}}
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<2x1xi8>
}

// -----

// CoreOp (C5): the IMU has one synapse per neuron.
// expected-error @below {{has 2 synapses per neuron, but 'xylo_imu' has 1 to 1}}
xylo.core @core on "xylo_imu" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x2xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x2xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x2xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C6): recurrent weights have as many synapses as input weights.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects weights for 1 synapses, as the input weights have}}
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x2xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C6): recurrent sources exist.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects hidden ids below 1}}
  xylo.recurrent_weights from [1] to [0] dense<1> : tensor<1x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C6): recurrent targets exist.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{expects hidden ids below 1}}
  xylo.recurrent_weights from [0] to [-1] dense<1> : tensor<1x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C6): alias sources exist.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects hidden ids below 1}}
  xylo.aliases from [1] to [0]
}

// -----

// CoreOp (C6): alias targets exist; output neurons are none.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
  // expected-error @below {{expects hidden ids below 1}}
  xylo.aliases from [0] to [1]
}

// -----

// CoreOp (C6): the output weights have a column per output neuron.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  // expected-error @below {{expects one column for each of the 1 output neurons, but got 'tensor<1x2xi8>'}}
  xylo.output_weights dense<1> : tensor<1x2xi8>
}

// -----

// CoreOp (C6): hidden neurons' dash_syn has as many synapses as the input weights.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{expects 'dash_syn' for 1 synapses, but got 'tensor<1x2xi8>'}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x2xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C6): output neurons have one synapse.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  // expected-error @below {{expects 'dash_syn' for 1 synapses, but got 'tensor<1x2xi8>'}}
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x2xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C7): no neuron feeds more neurons than the chip's fan-out.
xylo.core @core on "xylo_a2" dt 1.000000e-03 {
  xylo.neurons hidden "h" ids [0 to 64] dash_mem dense<4> : tensor<65xi8> dash_syn dense<3> : tensor<65x1xi8>
      threshold dense<9> : tensor<65xi16> bias dense<0> : tensor<65xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  // expected-error @below {{has neuron 0 feed 65 neurons, but the fan-out of 'xylo_a2' is at most 64}}
  xylo.recurrent_weights from [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      to [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64]
      dense<1> : tensor<65x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// CoreOp (C8): the A1 has no biases.
xylo.core @core on "xylo_a1" dt 1.000000e-03 {
  // expected-error @below {{has a bias, but 'xylo_a1' has none}}
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<-1> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}

// -----

// A misspelt attribute does not get lost, and the weights with it.
xylo.core @core on "xylo_a3" dt 1.000000e-03 {
  // expected-error @below {{'xylo.input_weights' op has no attribute 'shifts'; its attributes are 'shift', 'weights'}}
  xylo.input_weights dense<1> : tensor<1x1x1xi8> {shifts = 3 : i32}
}

// -----

// An attribute that the dialect does not have.
// expected-error @below {{unknown attribute 'xylo.chip' of the xylo dialect}}
module attributes {xylo.chip = "xylo_a3"} {
}

// -----

// Those of other dialects are welcome.
xylo.core @core on "xylo_a3" dt 1.000000e-03 attributes {test.mark = "checked"} {
  xylo.neurons hidden "h" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "o" ids [0] dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<9> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<1> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<1> : tensor<1x1xi8>
}
