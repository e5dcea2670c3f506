//===- XyloEnums.td - Enumerations of the xylo dialect -----*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_XYLOENUMS_TD
#define TIDEPOOL_DIALECT_XYLO_IR_XYLOENUMS_TD

include "mlir/IR/EnumAttr.td"
include "tidepool/Dialect/Xylo/IR/XyloDialect.td"

def Xylo_Population : I32EnumAttr<"Population", "one of the two populations of a chip", [
    I32EnumAttrCase<"Hidden", 0, "hidden">,
    I32EnumAttrCase<"Output", 1, "output">]> {
  let cppNamespace = "::tidepool::xylo";
  let genSpecializedAttr = 0;
}

def Xylo_PopulationAttr
    : EnumAttr<Xylo_Dialect, Xylo_Population, "population">;

#endif // TIDEPOOL_DIALECT_XYLO_IR_XYLOENUMS_TD
