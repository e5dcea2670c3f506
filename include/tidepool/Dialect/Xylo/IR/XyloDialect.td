//===- XyloDialect.td - The xylo dialect -------------------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_XYLODIALECT_TD
#define TIDEPOOL_DIALECT_XYLO_IR_XYLODIALECT_TD

include "mlir/IR/OpBase.td"

def Xylo_Dialect : Dialect {
  let name = "xylo";
  let cppNamespace = "::tidepool::xylo";
  let summary = "Networks in the terms of the Xylo family of chips";
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let description = [{
    Two views of a network on a chip. `xylo.core` says what the chip computes:
    weights between input channels, hidden and output neurons, decay shifts,
    thresholds, biases and aliases; real numbers before quantisation, integers
    after it. `xylo.image` says what the chip's memory holds: the words of every
    bank and register in the order in which a host sends them.

    A chip is an entry of the table in `Chips.h`; the verifiers ask the table what
    fits.

    Operations have no attributes beyond their own, but for those with the name of
    another dialect in front.
  }];
}

#endif // TIDEPOOL_DIALECT_XYLO_IR_XYLODIALECT_TD
