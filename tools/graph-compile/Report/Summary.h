//===- Summary.h - What was compiled ----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_SUMMARY_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_SUMMARY_H

#include "LossReport.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantize.h"
#include "tidepool/Simulation/Chip/Cost.h"

#include "llvm/Support/JSON.h"

namespace tidepool {

/// The facts about a compilation that people want to see.
struct Summary {
  std::string network;
  std::string chip;
  // Of the flat network.
  size_t numModules = 0;
  size_t numWeights = 0;
  size_t numPopulations = 0;
  std::vector<std::vector<std::string>> loops; ///< labels of their modules
  // Of the core.
  size_t inputs = 0, hidden = 0, outputs = 0;
  size_t inputExpansion = 0, outputExpansion = 0;
  size_t fanOutEntries = 0, largestFanOut = 0, maxFanOut = 0;
  std::string method; ///< of quantisation
  std::vector<xylo::ClippedValue> clipped;
  LossReport loss;
  // Of the image.
  std::optional<simulation::Cost> cost;
  // Of the bitstream, or the form of it that is written.
  size_t numSegments = 0;
  size_t numBytes = 0;
  std::string file;
  std::string form; ///< its name, empty for the bitstream itself

  /// Fills in what the flat network tells.
  void addNetwork(graph::NetworkOp network);
  /// Fills in what the quantised core tells, and the log of quantising it.
  void addCore(xylo::CoreOp core, xylo::QuantizationLog log);

  /// A table for people. `limits` is the chip's table entry.
  void print(llvm::raw_ostream &os, const xylo::Chip &limits) const;
  /// The same for programs.
  llvm::json::Value toJson(const xylo::Chip &limits) const;
};

/// The hardware ids of all modules:
/// `{"hidden": {module: [ids]}, "output": {module: [ids]}, "ien": n, "oen":
/// n}`.
llvm::json::Value makeIdMap(xylo::CoreOp core);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_SUMMARY_H
