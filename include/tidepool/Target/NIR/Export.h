//===- Export.h - From the graph dialect to a NIR model ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_H
#define TIDEPOOL_TARGET_NIR_EXPORT_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Export/ExportOptions.h"
#include "tidepool/Target/NIR/Model.h"

namespace tidepool::nir {

/// A verified network as a NIR model. Holders and instances become nested
/// graphs. The numbers of the model are read from the network's attributes when
/// they are needed, so it must not outlive the network. Fails after errors,
/// each at its op, about everything that NIR cannot express.
mlir::FailureOr<Model> exportNetwork(graph::NetworkOp network,
                                     const ExportOptions &options);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_H
