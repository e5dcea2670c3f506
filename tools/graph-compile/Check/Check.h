//===- Check.h - What a network is to a chip --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What `--check` finds out: the fate of every node, and for each chip what the
// network needs of it and everything that stands in the way. Nothing is
// written.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_CHECK_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_CHECK_H

#include "../Input.h"

#include "tidepool/Conversion/GraphToXylo/ResourceUse.h"

namespace tidepool {

/// A module of the flat network.
struct CheckedModule {
  mlir::Location loc;
  std::string label, op;
};

/// How far a network gets on the way to a chip.
struct ChipCheck {
  const xylo::Chip *chip;
  /// Empty if there is no flat network.
  std::vector<xylo::ResourceUse> resources;
  bool holds = false;     ///< there is a quantised core
  bool assembles = false; ///< there is a bitstream
  std::vector<mlir::Diagnostic> diagnostics;
};

struct CheckResult {
  std::string file;
  std::string network; ///< empty if there is none
  bool isNIR = false;
  nir::ImportOutcome import;          ///< of a NIR file
  std::vector<CheckedModule> modules; ///< for the first chip that is checked
  std::vector<mlir::Diagnostic> diagnostics; ///< of reading the file
  /// Why no chip is checked; empty if chips are.
  std::string obstacle;
  std::vector<ChipCheck> chips;

  bool passes() const;

  /// The rules that something breaks on any chip, in the order of the rules'
  /// diagnostics. Ops are known by their location, nodes by their path.
  using Breaks = llvm::SmallVector<std::string>;
  llvm::StringMap<Breaks> findBreaksByNode();
  llvm::DenseMap<mlir::Location, Breaks> findBreaksByLocation();
};

/// The path of the NIR node that a location means, empty if it means none.
llvm::StringRef getNodePath(mlir::Location loc);

/// A table for people, the file's nodes first.
void printTable(llvm::raw_ostream &os, CheckResult &result);
/// The same for programs, as one JSON object.
void printJson(llvm::raw_ostream &os, CheckResult &result);

/// Checks the network of `input` and prints the result as the options ask for.
/// Fails if it cannot be compiled for any of the chips asked for.
mlir::LogicalResult
checkNetwork(const Options &options, Diagnostics &diagnostics, Input input,
             const std::shared_ptr<llvm::SourceMgr> &sources,
             mlir::MLIRContext &context);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_CHECK_H
