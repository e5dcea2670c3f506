//===- XyloOps.td - Operations of the xylo dialect ---------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_XYLOOPS_TD
#define TIDEPOOL_DIALECT_XYLO_IR_XYLOOPS_TD

include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "tidepool/Dialect/Xylo/IR/XyloDialect.td"
include "tidepool/Dialect/Xylo/IR/XyloEnums.td"
include "tidepool/Support/OwnAttributes.td"

class Xylo_Op<string mnemonic, list<Trait> traits = []>
    : Op<Xylo_Dialect, mnemonic, !listconcat(traits, [OwnAttributes])>;

/// Numbers of a core, held in the attribute itself.
def Xylo_NumbersAttr : ElementsAttrBase<
    CPred<"::llvm::isa<::mlir::DenseElementsAttr>($_self)">, "dense elements"> {
  let storageType = "::mlir::DenseElementsAttr";
  let returnType = "::mlir::DenseElementsAttr";
  let convertFromStorage = "$_self";
}

def Xylo_ShiftAttr : ConfinedAttr<I32Attr, [IntMinValue<0>, IntMaxValue<7>]>;

//===----------------------------------------------------------------------===//
// Core
//===----------------------------------------------------------------------===//

def Xylo_CoreOp : Xylo_Op<"core", [
    IsolatedFromAbove, Symbol, NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "a network in the chip's own terms";
  let description = [{
    What the chip computes. The body holds, each at most once unless said
    otherwise: `xylo.input_weights`, `xylo.recurrent_weights`,
    `xylo.output_weights`, `xylo.aliases`, and one `xylo.neurons` per module.
    Before quantisation all numbers are f64; after it weights and biases are
    i8, thresholds i16 and decay shifts i8. The time step `dt` is in seconds.
    `graph_hash` is the content hash of the network it was made from.

    Rules:

    - (C1) `chip` is a chip of the table, `dt` is finite and above 0.
    - (C2) There are exactly one `xylo.input_weights`, `xylo.recurrent_weights`
    and `xylo.output_weights`, at most one `xylo.aliases`, and nothing else but
    `xylo.neurons`.
    - (C3) The ids of the hidden neurons are 0, 1, ..., each once; those of the
    output neurons likewise.
    - (C4) All numbers are real, or all are integers.
    - (C5) Inputs, hidden and output neurons, input expansion, output expansion and
    synapses do not exceed what the chip has, nor do the expansions exceed the
    hidden neurons.
    - (C6) Weights, dash_syn and aliases speak of neurons and synapses that exist:
    the outputs of the output weights are the output neurons; the hidden
    neurons' dash_syn and the recurrent weights have as many synapses as the
    input weights, output neurons have one.
    - (C7) No neuron exceeds the chip's fan-out, and all together not its fan-out
    memory.
    - (C8) A chip without biases has no non-zero bias.

    Example: one input, two hidden neurons that feed each other, one output.

    ```mlir
    xylo.core @tiny on "xylo_a3" dt 1.000000e-03 {
      xylo.neurons hidden "hidden" ids [0 to 1]
          dash_mem dense<4> : tensor<2xi8> dash_syn dense<3> : tensor<2x1xi8>
          threshold dense<100> : tensor<2xi16> bias dense<0> : tensor<2xi8>
      xylo.neurons output "readout" ids [0]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.input_weights dense<[[[127], [64]]]> : tensor<1x2x1xi8>
      xylo.recurrent_weights from [0, 1] to [1, 0] dense<[[-3], [5]]> : tensor<2x1xi8>
      xylo.output_weights dense<127> : tensor<2x1xi8>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, StrAttr:$chip, F64Attr:$dt,
                       OptionalAttr<StrAttr>:$graph_hash);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `on` $chip `dt` $dt attr-dict-with-keyword $body
  }];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The chip's table entry. The op must have passed verification.
    const Chip &getChipInfo();
    /// Whether the numbers are integers.
    bool isQuantized();
    InputWeightsOp getInputWeights();
    RecurrentWeightsOp getRecurrentWeights();
    OutputWeightsOp getOutputWeights();
    /// Null if there are no aliases.
    AliasesOp getAliases();
    /// The populations' neurons, in text order.
    std::vector<NeuronsOp> getNeurons(Population population);
    int64_t getNumHidden();
    int64_t getNumOutputs();
    int64_t getNumInputs();
    /// Hidden neurons that inputs reach: ids 0 to this.
    int64_t getInputExpansion();
    /// Hidden neurons that reach outputs: this many highest ids.
    int64_t getOutputExpansion();
    int64_t getNumSynapses();
  }];
}

def Xylo_NeuronsOp : Xylo_Op<"neurons", [HasParent<"CoreOp">]> {
  let summary = "the neurons of one module";
  let description = [{
    `ids[k]` is the hardware id of the module's neuron k, counted from 0 in each
    population. `label` is the module's label. Decay shifts `dash` stand for the
    time constant 2^dash time steps; entry (k, s) of `dash_syn` belongs to
    synapse s, and 0 means that the neuron has no such synapse.

    Shapes, for N neurons with S synapses: `dash_mem` (N), `dash_syn` (N, S),
    `threshold` (N), `bias` (N).

    Rules:

    - (C1) There is at least one neuron, and `ids` are not negative.
    - (C2) The parameters have these shapes and element types (f64, or i8 with
    thresholds in i16).
    - (C3) Real parameters are finite; integer decay shifts are in [0, 15].

    Example: see `xylo.core`.
  }];
  let arguments = (ins Xylo_PopulationAttr:$population, StrAttr:$label,
                       DenseI32ArrayAttr:$ids, Xylo_NumbersAttr:$dash_mem,
                       Xylo_NumbersAttr:$dash_syn, Xylo_NumbersAttr:$threshold,
                       Xylo_NumbersAttr:$bias);
  let assemblyFormat = [{
    `` $population $label `ids` custom<IdRanges>($ids) `dash_mem` $dash_mem
    `dash_syn` $dash_syn `threshold` $threshold `bias` $bias attr-dict
  }];
  let hasVerifier = 1;
}

def Xylo_InputWeightsOp : Xylo_Op<"input_weights", [HasParent<"CoreOp">]> {
  let summary = "weights from input channels to hidden neurons";
  let description = [{
    Shape (inputs, input expansion, synapses). Column k belongs to hidden neuron
    k. Every weight counts 2^shift times.

    Rules:

    - (C1) The weights have rank 3, element type f64 or i8, and are finite.

    Example: see `xylo.core`.
  }];
  let arguments = (ins Xylo_NumbersAttr:$weights,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$shift);
  let assemblyFormat = "$weights (`shift` $shift^)? attr-dict";
  let hasVerifier = 1;
}

def Xylo_RecurrentWeightsOp
    : Xylo_Op<"recurrent_weights", [HasParent<"CoreOp">]> {
  let summary = "weights between hidden neurons";
  let description = [{
    Sparse, as the chip holds them: entry k says that hidden neuron `sources[k]`
    feeds `targets[k]` with `weights[k, synapse]`. Every weight counts 2^shift
    times.

    Rules:

    - (C1) The weights have shape (entries, synapses), element type f64 or i8, and
    are finite.
    - (C2) There are as many sources and targets as entries; entries ascend by
    source, then by target, without repeats.
    - (C3) No entry has all weights zero.

    Example: see `xylo.core`.
  }];
  let arguments = (ins DenseI32ArrayAttr:$sources, DenseI32ArrayAttr:$targets,
                       Xylo_NumbersAttr:$weights,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$shift);
  let assemblyFormat = [{
    `from` $sources `to` $targets $weights (`shift` $shift^)? attr-dict
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The source with the most targets and their number; (0, 0) without any.
    std::pair<int32_t, size_t> getLargestFanOut();
  }];
}

def Xylo_OutputWeightsOp : Xylo_Op<"output_weights", [HasParent<"CoreOp">]> {
  let summary = "weights from hidden to output neurons";
  let description = [{
    Shape (output expansion, outputs). The rows belong to the hidden neurons with
    the highest ids. Every weight counts 2^shift times.

    Rules:

    - (C1) The weights have rank 2, element type f64 or i8, and are finite.

    Example: see `xylo.core`.
  }];
  let arguments = (ins Xylo_NumbersAttr:$weights,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$shift);
  let assemblyFormat = "$weights (`shift` $shift^)? attr-dict";
  let hasVerifier = 1;
}

def Xylo_AliasesOp : Xylo_Op<"aliases", [HasParent<"CoreOp">]> {
  let summary = "spikes of hidden neurons added to others";
  let description = [{
    The spikes of hidden neuron `sources[k]` are added to those of `targets[k]`.

    Rules:

    - (C1) There are as many targets as sources, and at least one.
    - (C2) Sources ascend without repeats: the chip has one alias per neuron.

    Example:

    ```mlir
    xylo.core @residual on "xylo_a3" dt 1.000000e-03 {
      xylo.neurons hidden "first" ids [0]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.neurons hidden "second" ids [1]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.neurons output "readout" ids [0]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.input_weights dense<127> : tensor<1x1x1xi8>
      xylo.recurrent_weights from [0] to [1] dense<5> : tensor<1x1xi8>
      xylo.output_weights dense<127> : tensor<1x1xi8>
      xylo.aliases from [0] to [1]
    }
    ```
  }];
  let arguments = (ins DenseI32ArrayAttr:$sources, DenseI32ArrayAttr:$targets);
  let assemblyFormat = "`from` $sources `to` $targets attr-dict";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Image
//===----------------------------------------------------------------------===//

def Xylo_ImageOp : Xylo_Op<"image", [
    IsolatedFromAbove, Symbol, NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "the memory of a chip";
  let description = [{
    The words of every bank and register, in the order in which a host sends them.
    What the image holds is what the chip gets. `xylo.module` ops and the
    attributes `graph_hash`, `compiler` and `options` say where the image comes
    from; they are never sent.

    Rules:

    - (C1) `chip` is a chip of the table, `dt` is finite and above 0.
    - (C2) The sizes do not exceed what the chip has, nor the expansions the hidden
    neurons.
    - (C3) The body holds only `xylo.bank`, `xylo.register` and `xylo.module`.
    - (C4) No bank appears twice.
    - (C5) `xylo.module` ops and the three attributes are all there or all absent;
    the ids of a population are each within its size and in one module at most.

    Example:

    ```mlir
    xylo.image @registers on "xylo_a3" dt 1.000000e-03
        sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
      xylo.register "ctrl1" at 0x1 value 0x1
      xylo.bank "IWTRAM" at 0x200 width 8 [0x7f]
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, StrAttr:$chip, F64Attr:$dt,
                       ConfinedAttr<I32Attr, [IntNonNegative]>:$inputs,
                       ConfinedAttr<I32Attr, [IntNonNegative]>:$ien,
                       ConfinedAttr<I32Attr, [IntNonNegative]>:$hidden,
                       ConfinedAttr<I32Attr, [IntNonNegative]>:$oen,
                       ConfinedAttr<I32Attr, [IntNonNegative]>:$outputs,
                       DefaultValuedAttr<ConfinedAttr<I32Attr, [IntNonNegative]>, "0">:$padding,
                       UnitAttr:$synapse2, UnitAttr:$alias, UnitAttr:$bias,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$input_shift,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$recurrent_shift,
                       DefaultValuedAttr<Xylo_ShiftAttr, "0">:$output_shift,
                       OptionalAttr<StrAttr>:$graph_hash,
                       OptionalAttr<StrAttr>:$compiler,
                       OptionalAttr<StrAttr>:$options);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `on` $chip `dt` $dt `sizes` `inputs` $inputs `ien` $ien
    `hidden` $hidden `oen` $oen `outputs` $outputs (`padding` $padding^)?
    attr-dict-with-keyword $body
  }];
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name,
                                 "::llvm::StringRef":$chip,
                                 "::llvm::APFloat":$dt,
                                 "const ImageSizes &":$sizes)>];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The chip's table entry. The op must have passed verification.
    const Chip &getChipInfo();
  }];
}

def Xylo_BankOp : Xylo_Op<"bank", [HasParent<"ImageOp">]> {
  let summary = "words of a memory bank";
  let description = [{
    The first words of the bank `bank_name`; words beyond are not written. Words are
    unsigned, negative numbers two's complement in `width` bits. `address` is
    the word address of the first word; it is absent on chips whose memory map is
    not public.

    Rules:

    - (C1) The bank exists on the chip, with this address and width, and is deep
    enough.
    - (C2) Every word fits into `width` bits.

    Example: see `xylo.image`.
  }];
  let arguments = (ins StrAttr:$bank_name,
                       OptionalAttr<ConfinedAttr<I32Attr, [IntNonNegative]>>:$address,
                       ConfinedAttr<I32Attr, [IntMinValue<1>, IntMaxValue<32>]>:$width,
                       DenseI32ArrayAttr:$words);
  let assemblyFormat = [{
    $bank_name (`at` custom<HexNumber>($address)^)? `width` $width
    custom<HexWords>($words) attr-dict
  }];
  let hasVerifier = 1;
}

def Xylo_RegisterOp : Xylo_Op<"register", [HasParent<"ImageOp">]> {
  let summary = "a write to a register";
  let description = [{
    Rules:

    - (C1) The register exists on the chip, at this address.

    Example: see `xylo.image`.
  }];
  let arguments = (ins StrAttr:$register_name,
                       OptionalAttr<ConfinedAttr<I32Attr, [IntNonNegative]>>:$address,
                       I32Attr:$value);
  let assemblyFormat = [{
    $register_name (`at` custom<HexNumber>($address)^)?
    `value` custom<HexValue>($value) attr-dict
  }];
  let hasVerifier = 1;
}

def Xylo_ModuleIdsOp : Xylo_Op<"module", [HasParent<"ImageOp">]> {
  let summary = "the ids of a module's neurons";
  let description = [{
    Provenance: `ids[k]` is the hardware id of neuron k of the module `label`.

    Rules:

    - (C1) There is at least one neuron, and `ids` are not negative.

    Example:

    ```mlir
    xylo.image @named on "xylo_a3" dt 1.000000e-03
        sizes inputs 1 ien 2 hidden 2 oen 2 outputs 1
        attributes {graph_hash = "00", compiler = "Tidepool", options = ""} {
      xylo.module hidden "layer" ids [0 to 1]
      xylo.module output "readout" ids [0]
    }
    ```
  }];
  let arguments = (ins Xylo_PopulationAttr:$population, StrAttr:$label,
                       DenseI32ArrayAttr:$ids);
  let assemblyFormat = [{
    `` $population $label `ids` custom<IdRanges>($ids) attr-dict
  }];
  let hasVerifier = 1;
}

#endif // TIDEPOOL_DIALECT_XYLO_IR_XYLOOPS_TD
