//===- OwnAttributes.td - Misspelt attributes are errors ---*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_OWNATTRIBUTES_TD
#define TIDEPOOL_SUPPORT_OWNATTRIBUTES_TD

include "mlir/IR/OpBase.td"

/// The op has no attributes beyond its own, but for those with the name of a
/// dialect in front.
def OwnAttributes : NativeOpTrait<"OwnAttributes"> {
  let cppNamespace = "::tidepool";
}

#endif // TIDEPOOL_SUPPORT_OWNATTRIBUTES_TD
