//===- DiffStages.h - Networks of any stage, to be compared -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIFF_DIFFSTAGES_H
#define TIDEPOOL_DIFF_DIFFSTAGES_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Diff/Report.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <variant>

namespace tidepool::diff {

/// A network of any stage.
class StageNetwork {
public:
  explicit StageNetwork(bitstream::Image image) : network(std::move(image)) {}

  /// The networks of the `graph` dialect, the one `xylo.core` or the one
  /// `xylo.image` that a module holds. Networks are flattened in place; `top`
  /// names the one meant, if there are several that no instance uses. Fails
  /// after diagnostics if the module holds anything else.
  static mlir::FailureOr<StageNetwork>
  read(mlir::OwningOpRef<mlir::ModuleOp> module, llvm::StringRef top);

  /// What it is: `a network of the graph dialect`, ...
  llvm::StringRef describe() const;
  /// One word for programs: `graph`, `core`, `quantized`, `image`.
  llvm::StringRef getStage() const;
  /// Its name.
  llvm::StringRef getName() const;
  /// The chip it is for; empty if it is for none in particular.
  llvm::StringRef getChip() const;
  /// Null if it is none.
  const bitstream::Image *getImage() const {
    return std::get_if<bitstream::Image>(&network);
  }

private:
  using Network =
      std::variant<graph::NetworkOp, xylo::CoreOp, bitstream::Image>;

  StageNetwork(mlir::OwningOpRef<mlir::ModuleOp> module, Network network)
      : module(std::move(module)), network(std::move(network)) {}

  friend bool diffStages(const StageNetwork &oldNetwork,
                         const StageNetwork &newNetwork,
                         mlir::MLIRContext *context, Report &report);

  mlir::OwningOpRef<mlir::ModuleOp> module; ///< that holds the op, if it is one
  Network network;
};

/// Adds all differences between two networks of one stage, which are in
/// `context` if they are ops. False if they are of different stages.
bool diffStages(const StageNetwork &oldNetwork, const StageNetwork &newNetwork,
                mlir::MLIRContext *context, Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_DIFF_DIFFSTAGES_H
