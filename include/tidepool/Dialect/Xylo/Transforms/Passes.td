//===- Passes.td - Passes over Xylo cores and images -------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_TD
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def XyloQuantize : Pass<"xylo-quantize", "::tidepool::xylo::CoreOp"> {
  let summary = "round the real numbers of a core to the chip's integers";
  let description = [{
    A group of neurons shares one scale: all hidden or all output neurons
    (`global`, `global-fuzzy`) or each neuron (`channel`). The scale is, from the
    real values and once:

    1. 127 / max |w| over the group's incoming weights; for `global-fuzzy`
       127 / (|mean| + 2 std) over the non-zero ones. No bound if all are zero.
    2. Where a bias is non-zero, at most 127 / max |bias|.
    3. Without a bound, or if the largest threshold would round above 32767:
       32767 / max threshold.

    Then weights and biases become rint(x s) clipped to +-127, thresholds clipped
    to 1..32767, dash_mem to 0..15 and dash_syn to 1..15 (a synapse with decay
    shift 0 never contributes). Connections of which nothing is left are dropped.
    One warning per module and parameter tells what was clipped, another one
    which neurons lost all their weights.

    Cores that hold integers already are left alone.

    Example:

    ```mlir
    xylo.core @net on "xylo_a3" dt 1.000000e-03 {
      xylo.neurons hidden "hidden" ids [0]
          dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
          threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
      xylo.neurons output "out" ids [0]
          dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
          threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
      xylo.input_weights dense<0.5> : tensor<1x1x1xf64>
      xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
      xylo.output_weights dense<0.25> : tensor<1x1xf64>
    }
    ```

    becomes

    ```mlir
    xylo.core @net on "xylo_a3" dt 1.000000e-03 {
      xylo.neurons hidden "hidden" ids [0]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<254> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.neurons output "out" ids [0]
          dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
          threshold dense<508> : tensor<1xi16> bias dense<0> : tensor<1xi8>
      xylo.input_weights dense<127> : tensor<1x1x1xi8>
      xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
      xylo.output_weights dense<127> : tensor<1x1xi8>
    }
    ```
  }];
  let options = [Option<"method", "method", "std::string",
                        /*default=*/"\"channel\"",
                        "global, global-fuzzy or channel">];
}

def XyloAssemble : Pass<"xylo-assemble", "::mlir::ModuleOp"> {
  let summary = "lay a quantised core out in the chip's memory";
  let description = [{
    Replaces each `xylo.core` by a `xylo.image`: the words of every bank and
    register in the order in which a host sends them. First ctrl1 opens the memory
    (ram_active, then mem_clk_on); then come the banks of constants, the zeroed
    banks of states and the zeroed input spike registers; then the size registers,
    and the time wrap registers if a core clock is given; then ctrl1 with the
    features in use, closing the memory in reverse order. The network is left in
    manual stepping mode.

    `target-options` decides what no public source states about the chip, as
    `name=value` pairs separated by commas; docs/Xylo.md lists them.

    Example:

    ```console
    $ build/bin/graph-compile examples/braille.mlir --chip=xylo_a3 --emit=quantized -o core.mlir --quiet
    $ build/bin/graph-opt core.mlir --xylo-assemble | cut -c1-70 | sed -n 2,6p
      xylo.image @braille on "xylo_a3" dt 1.000000e-04 sizes inputs 12 ien
        xylo.register "ctrl1" at 0x1 value 0x20001
        xylo.register "ctrl1" at 0x1 value 0x30001
        xylo.bank "IWTRAM" at 0x200 width 8 [0xf4, 0x03, 0xca, 0x09, 0xd4,
        xylo.bank "IWT2RAM" at 0xa00 width 8 [0x00, 0x00, 0x00, 0x00, 0x00
    ```
  }];
  let dependentDialects = ["::tidepool::xylo::XyloDialect"];
  let options = [Option<"calledWith", "options", "std::string", /*default=*/"",
                        "How the compiler was called, for the provenance">,
                 Option<"targetOptions", "target-options", "std::string",
                        /*default=*/"",
                        "What is taken of uncertain facts, for example "
                        "row-stride=full,bits.HARAM=12">];
}

def XyloDisassemble : Pass<"xylo-disassemble", "::mlir::ModuleOp"> {
  let summary = "read the network back from the chip's memory";
  let description = [{
    Replaces each `xylo.image` by the `xylo.core` that assembles to it. Reads the
    words of the banks as the chip does. Without provenance all hidden neurons are
    called `hidden` and all output neurons `output`.

    Example:

    ```console
    $ build/bin/graph-compile examples/braille.mlir --chip=xylo_a3 -o braille.xbit --quiet
    $ build/bin/graph-translate --bitstream-to-xylo braille.xbit -o image.mlir
    $ build/bin/graph-opt image.mlir --xylo-disassemble | cut -c1-70 | sed -n 2,4p
      xylo.core @braille on "xylo_a3" dt 1.000000e-04 attributes {graph_ha
        xylo.neurons hidden "lif1.lif" ids [0 to 39] dash_mem dense<3> : t
        xylo.neurons output "lif2" ids [0 to 6] dash_mem dense<2> : tensor
    ```
  }];
  let dependentDialects = ["::tidepool::xylo::XyloDialect"];
}

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_TD
