// RUN: graph-opt --split-input-file --verify-diagnostics %s

// ImageOp (C1): the chip is one of the table. Its parts are not complained about as
// well.
// expected-error @below {{'xylo.image' op knows no chip 'xylo_b4'; chips are 'xylo_a1', 'xylo_a2', 'xylo_imu', 'xylo_a3'}}
xylo.image @image on "xylo_b4" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
  xylo.register "ctrl1" at 0x1 value 0x1
}

// -----

// ImageOp (C1): time does not run backwards.
// expected-error @below {{expects a time step that is finite and above 0 seconds, but got -1.0}}
xylo.image @image on "xylo_a3" dt -1.0 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
}

// -----

// ImageOp (C2): inputs fit.
// expected-error @below {{has 17 inputs, but 'xylo_a3' has room for 16 here}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 17 ien 1 hidden 1 oen 1 outputs 1 {
}

// -----

// ImageOp (C2): hidden neurons fit.
// expected-error @below {{has 993 hidden neurons, but 'xylo_a3' has room for 992 here}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 993 oen 1 outputs 1 {
}

// -----

// ImageOp (C2): output neurons fit.
// expected-error @below {{has 33 output neurons, but 'xylo_a3' has room for 32 here}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 33 {
}

// -----

// ImageOp (C2): input expansion neurons fit.
// expected-error @below {{has 129 input expansion neurons, but 'xylo_a3' has room for 128 here}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 129 hidden 200 oen 1 outputs 1 {
}

// -----

// ImageOp (C2): expansion neurons are hidden neurons.
// expected-error @below {{has 2 output expansion neurons, but 'xylo_a3' has room for 1 here}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 2 outputs 1 {
}

// -----

// ImageOp: sizes are not negative; the generic form can say so.
// expected-error @below {{attribute 'hidden' failed to satisfy constraint}}
"xylo.image"() <{sym_name = "image", chip = "xylo_a3", dt = 1.0e-3 : f64, inputs = 1 : i32,
    ien = 0 : i32, hidden = -1 : i32, oen = 0 : i32, outputs = 1 : i32}> ({
^bb0:
}) : () -> ()

// -----

// ImageOp: the chip shifts by at most 7.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    // expected-error @below {{attribute 'input_shift' failed to satisfy constraint}}
    attributes {input_shift = 8 : i32} {
}

// -----

// ImageOp (C3): nothing but banks, registers and modules belongs into the body.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'builtin.module' op does not belong into a xylo.image}}
  builtin.module {}
}

// -----

// ImageOp (C4): no bank appears twice.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
  // expected-error @below {{'xylo.bank' op writes bank 'IWTRAM' a second time}}
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
}

// -----

// ImageOp (C4): nor with other words, or with other banks in between.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
  xylo.bank "IWT2RAM" at 0xa00 width 8 [0x00]
  xylo.register "ctrl1" at 0x1 value 0x1
  // expected-error @below {{'xylo.bank' op writes bank 'IWTRAM' a second time}}
  xylo.bank "IWTRAM" at 0x200 width 8 [0x01]
}

// -----

// ImageOp (C5): modules come with the three attributes.
// expected-error @below {{expects xylo.module ops, 'graph_hash', 'compiler' and 'options' all together or not at all}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.module hidden "h" ids [0]
}

// -----

// ImageOp (C5): the three attributes come with modules.
// expected-error @below {{expects xylo.module ops, 'graph_hash', 'compiler' and 'options' all together or not at all}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "", compiler = "", options = ""} {
}

// -----

// ImageOp (C5): two of three attributes are not enough.
// expected-error @below {{expects xylo.module ops, 'graph_hash', 'compiler' and 'options' all together or not at all}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "", compiler = ""} {
  xylo.module hidden "h" ids [0]
}

// -----

// ImageOp (C5): ids are within the population.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "", compiler = "", options = ""} {
  // expected-error @below {{'xylo.module' op has id 1, but the image has only 1 hidden neurons}}
  xylo.module hidden "h" ids [0 to 1]
}

// -----

// ImageOp (C5): an id is in one module at most. Populations count apart.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 2
    attributes {graph_hash = "", compiler = "", options = ""} {
  xylo.module hidden "h" ids [0]
  xylo.module output "o" ids [0, 1]
  // expected-error @below {{'xylo.module' op has id 1, which another module has too}}
  xylo.module output "p" ids [1]
}

// -----

// BankOp (C1): the bank exists on the chip.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op names a bank 'RWTRAM' that 'xylo_a3' does not have}}
  xylo.bank "RWTRAM" at 0xbd40 width 8 [0x7f]
}

// -----

// BankOp (C1): the bank has this address.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op expects address 512, where 'xylo_a3' has it, but got 513}}
  xylo.bank "IWTRAM" at 0x201 width 8 [0x7f]
}

// -----

// BankOp (C1): where the memory map is known, the address is given.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op expects address 512, where 'xylo_a3' has it, but has none}}
  xylo.bank "IWTRAM" width 8 [0x7f]
}

// -----

// BankOp (C1): where it is not, none is.
xylo.image @image on "xylo_imu" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op expects no address, as those of 'xylo_imu' are not public, but got 512}}
  xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
}

// -----

// BankOp (C1): nor does it stand where another bank is.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.bank "IWT2RAM" at 0xa00 width 8 [0x7f]
  // expected-error @below {{'xylo.bank' op expects address 512, where 'xylo_a3' has it, but got 2560}}
  xylo.bank "IWTRAM" at 0xa00 width 8 [0x7f]
}

// -----

// BankOp (C1): nor across the end of the one before.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op expects address 2560, where 'xylo_a3' has it, but got 2559}}
  xylo.bank "IWT2RAM" at 0x9ff width 8 [0x7f]
}

// -----

// BankOp (C1): every chip has its own addresses.
// differs (a2-addresses): thresholds of the second chip are not where those of the first
// are, at 0x9590.
xylo.image @image on "xylo_a2" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error-re @below {{'xylo.bank' op {{(names a bank 'NTHRAM' that 'xylo_a2' does not have|expects address [0-9]+, where 'xylo_a2' has it, but got 38288)}}}}
  xylo.bank "NTHRAM" at 0x9590 width 16 [0x0001, 0x0001]
}

// -----

// BankOp (C1): the bank has this width.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op expects words of 8 bits, but got 16}}
  xylo.bank "IWTRAM" at 0x200 width 16 [0x7f]
}

// -----

// BankOp (C1): the bank is deep enough.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op has 993 words, but the bank is 992 deep}}
  xylo.bank "HCRAM" at 0x31c0 width 4 [
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0]
}

// -----

// BankOp (C2): words fit; negative numbers are two's complement in that width.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.bank' op has word number 1 = 256, which does not fit into 8 bits}}
  xylo.bank "IWTRAM" at 0x200 width 8 [0xff, 0x100]
}

// -----

// BankOp: a word has at most 32 bits.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{expected a word of at most 32 bits}}
  xylo.bank "IWTRAM" at 0x200 width 8 [0x100000000]
}

// -----

// BankOp: a word is a number.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{expected a word}}
  xylo.bank "IWTRAM" at 0x200 width 8 ["7f"]
}

// -----

// BankOp: words have at least one bit and at most 32.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{attribute 'width' failed to satisfy constraint}}
  xylo.bank "IWTRAM" at 0x200 width 33 [0x7f]
}

// -----

// BankOp: its place is in an image.
// expected-error @below {{'xylo.bank' op expects parent op 'xylo.image'}}
xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]

// -----

// RegisterOp (C1): the register exists on the chip.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.register' op names a register 'ctrl9' that 'xylo_a3' does not have}}
  xylo.register "ctrl9" at 0x9 value 0x1
}

// -----

// RegisterOp (C1): it is at this address.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  // expected-error @below {{'xylo.register' op expects address 1, where 'xylo_a3' has it, but got 2}}
  xylo.register "ctrl1" at 0x2 value 0x1
}

// -----

// RegisterOp: its place is in an image.
// expected-error @below {{'xylo.register' op expects parent op 'xylo.image'}}
xylo.register "ctrl1" at 0x1 value 0x1

// -----

// ModuleIdsOp (C1): a module has at least one neuron.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "", compiler = "", options = ""} {
  // expected-error @below {{'xylo.module' op expects at least one id}}
  xylo.module hidden "h" ids []
}

// -----

// ModuleIdsOp (C1): ids are not negative.
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {graph_hash = "", compiler = "", options = ""} {
  // expected-error @below {{'xylo.module' op expects ids of at least 0, but got -1}}
  "xylo.module"() <{population = #xylo<population hidden>, label = "h", ids = array<i32: -1>}> : () -> ()
}

// -----

// A misspelt attribute does not get lost.
// expected-error @below {{'xylo.image' op has no attribute 'option'; its attributes are 'alias', 'bias', 'chip', 'compiler', 'dt', 'graph_hash', 'hidden', 'ien', 'input_shift', 'inputs', 'oen', 'options', 'output_shift', 'outputs', 'padding', 'recurrent_shift', 'sym_name', 'synapse2'}}
xylo.image @image on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1
    attributes {option = ""} {
  xylo.register "ctrl1" at 0x1 value 0x1
}
