//===- DesignRules.h - What a network must be to fit a chip -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The design rules as a table. A rule looks at a network and reports every
// violation it finds; nothing stops at the first one.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_DESIGNRULES_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_DESIGNRULES_H

#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"
#include "tidepool/Conversion/GraphToXylo/ResourceUse.h"
#include "tidepool/Conversion/GraphToXylo/WeightBias.h"

namespace tidepool::xylo {
class RoundedFanOut;

/// Modules that play a part in a violation, and which.
using ModuleNotes =
    llvm::SmallVector<std::pair<mlir::Operation *, std::string>>;

/// A number that is not what the chip allows.
struct Measure {
  double found;
  double limit;
};

/// How many of the modules that take part a violation names, besides the one
/// that causes it.
constexpr size_t maxNamedModules = 16;

/// How many violations of a rule get an error of their own.
constexpr size_t maxErrorsPerRule = 100;

/// One way in which a network does not fit a chip.
struct Violation {
  llvm::StringRef rule;    ///< id, as in `[fan-out]`
  mlir::Operation *module; ///< the op that causes it
  std::string message;     ///< what was found, with names and numbers
  std::string advice;      ///< how to mend it, empty where nothing is known
  ModuleNotes notes;       ///< up to `maxNamedModules`
  size_t numMoreModules;   ///< of which there is no note
  llvm::SmallVector<std::string> labels; ///< of `module` and those of `notes`
  std::optional<Measure> measure;        ///< where the rule is about a number
};

/// A network as a rule sees it.
struct RuleContext {
  const graph::NetworkView &view;
  const NeuronConnections &connections;
  const Chip &chip;
  WeightBias weightBias;
  const NetworkResources &resources;
  RoundedFanOut &roundedFanOut; ///< for advice
  llvm::StringRef rule;         ///< the one that is being checked
  std::vector<Violation> &violations;

  /// Adds a violation of the rule that is being checked. Of `notes`, which go
  /// to one module each, the first matter most.
  void report(mlir::Operation *module, std::string message, std::string advice,
              const ModuleNotes &notes = {},
              std::optional<Measure> measure = std::nullopt);

  /// "'hidden'": how messages name a module, or a network input.
  std::string quote(unsigned module) const;
};

/// A design rule.
struct DesignRule {
  llvm::StringLiteral id;
  llvm::StringLiteral brokenWhen; ///< one line for documents
  void (*check)(RuleContext &context);
};

/// All rules, in the order in which violations are reported.
llvm::ArrayRef<DesignRule> getDesignRules();

/// Everything about `view` that `chip` cannot hold, ordered by rule, then by
/// module, if biases of weights are treated as `weightBias` says and `target`
/// says what no source states about the chip.
std::vector<Violation>
findViolations(const graph::NetworkView &view,
               const NeuronConnections &connections, const Chip &chip,
               const TargetOptions &target,
               WeightBias weightBias = WeightBias::Error);

/// Emits the violations, in the order of `findViolations`, as errors; fails if
/// there is one. Of a rule with more than `maxErrorsPerRule` the last error
/// says how many more there are, and its facts where.
mlir::LogicalResult emitViolations(llvm::ArrayRef<Violation> violations);

/// Fails with an error at each op of `network` that hides modules from rules
/// and mapping: holders and instances.
mlir::LogicalResult requireFlat(graph::NetworkOp network);

/// Fails with an error if there are more weights than `connections` could read,
/// so that nothing can be said about them.
mlir::LogicalResult requireAllWeights(const graph::NetworkView &view,
                                      const NeuronConnections &connections);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_DESIGNRULES_H
