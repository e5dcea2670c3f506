//===- Input.h - Reads what is to be compiled -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_INPUT_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_INPUT_H

#include "Options.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace tidepool {

/// A network's file, of a format that can be compiled.
class Input {
public:
  /// Null after an error of the tool: there is no such file, or it is none of a
  /// network.
  static std::unique_ptr<Input> open(const Options &options,
                                     Diagnostics &diagnostics);

  bool isNIR() const;
  /// SHA-256 of the file.
  std::string hash() const;
  /// The networks in the file; null after diagnostics. `outcome` gets what
  /// became of the nodes of a NIR file.
  mlir::OwningOpRef<mlir::ModuleOp>
  parse(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
        mlir::MLIRContext &context, nir::ImportOutcome *outcome = nullptr) &&;

private:
  Input(const Options &options, std::unique_ptr<llvm::MemoryBuffer> buffer)
      : options(options), buffer(std::move(buffer)) {}

  const Options &options;
  std::unique_ptr<llvm::MemoryBuffer> buffer;
};

/// Leaves only the network that is to be compiled, called `top` if that is not
/// empty, and what it uses. Fails if the module holds anything but networks.
mlir::FailureOr<graph::NetworkOp> selectNetwork(mlir::ModuleOp module,
                                                llvm::StringRef top);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_INPUT_H
