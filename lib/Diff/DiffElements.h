//===- DiffElements.h - What differs between two tensors --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_DIFFELEMENTS_H
#define TIDEPOOL_LIB_DIFF_DIFFELEMENTS_H

#include "tidepool/Diff/Report.h"

#include "mlir/IR/BuiltinAttributes.h"

namespace tidepool::diff {

/// What a tensor is to those who read the report.
struct ParameterName {
  llvm::StringRef module, parameter;
};

/// Adds all differences between two tensors of f32 or f64, dense or sparse: the
/// shapes, and the elements at the indices that both have. Takes time linear in
/// the rows and the numbers that are stored.
void diffElements(ParameterName name, mlir::ElementsAttr oldAttr,
                  mlir::ElementsAttr newAttr, Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_DIFFELEMENTS_H
