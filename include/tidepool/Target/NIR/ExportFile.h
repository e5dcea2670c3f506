//===- ExportFile.h - Networks as NIR files ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORTFILE_H
#define TIDEPOOL_TARGET_NIR_EXPORTFILE_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Export/ExportOptions.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::nir {

/// The options of the export on a command line, but for those that it shares
/// with the import: `--nir-flat` and so on.
class ExportCommandLine {
public:
  explicit ExportCommandLine(llvm::cl::OptionCategory &category);
  /// Puts what the command line says into `options`.
  void apply(ExportOptions &options) const;
  /// Whether holders and instances are dissolved first.
  bool isFlat() const { return flat; }

private:
  llvm::cl::opt<Version> version;
  llvm::cl::opt<bool> flat;
};

/// Writes a network as a NIR file; nothing after errors. Holders and instances
/// are dissolved first if it is to be flat, for which the network must be the
/// only one in its module that no instance uses. Changes that module.
mlir::LogicalResult exportFile(graph::NetworkOp network, bool isFlat,
                               const ExportOptions &options,
                               llvm::raw_ostream &os);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORTFILE_H
