//===- Import.h - From a NIR model to the graph dialect ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_H
#define TIDEPOOL_TARGET_NIR_IMPORT_H

#include "tidepool/Target/NIR/Import/ImportOptions.h"
#include "tidepool/Target/NIR/Import/ImportOutcome.h"
#include "tidepool/Target/NIR/Model.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace tidepool::nir {

/// The network of a NIR file as one `graph.network`. Every node that the graph
/// dialect has a form for gets it; the others become `graph.generic_neurons` or
/// `graph.module` and keep their parameters as attributes. What was decided and
/// what is only approximate is said in remarks and warnings, and recorded on
/// the ops as `nir.*` attributes. Fails after errors about everything that is
/// wrong, those of a model that was read in part first; nothing is built then.
/// `outcome` gets what became of every node, also if the import fails.
mlir::FailureOr<mlir::OwningOpRef<mlir::ModuleOp>>
importModel(const Model &model, const ImportOptions &options,
            mlir::MLIRContext *context, ImportOutcome *outcome = nullptr);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_H
