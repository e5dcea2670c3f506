//===- ImportOutcome.h - What became of each NIR node -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOUTCOME_H
#define TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOUTCOME_H

#include "tidepool/Target/NIR/Import/Fidelity.h"
#include "tidepool/Target/NIR/Import/Neurons.h"

namespace tidepool::nir {

/// What became of a node of the file.
struct NodeOutcome {
  std::string path; ///< of its group in the file
  NodeType type = NodeType::Unknown;
  /// The op that it became, `argument` or `result` for ports, `nothing` where
  /// wires are enough; empty if there is none or nobody knows.
  std::string becomes;
  /// The reason is all errors of the node, if it is broken or refused: `text`
  /// or `member: text`.
  Fidelity fidelity;
};

/// What became of a model, whether it was imported or not.
struct ImportOutcome {
  /// Every node of the file, broken ones too, by name; the nodes of a nested
  /// graph behind it.
  std::vector<NodeOutcome> nodes;
  /// How neurons were read; nothing if there are none, or errors came first.
  std::optional<Reading> reading;

  /// Notes an error that turned up when the network had been built.
  void refuse(llvm::StringRef path, llvm::StringRef error);
};

struct ImportPlan;

/// What became of the nodes by this plan, which errors may have left
/// incomplete.
ImportOutcome describeOutcome(const Circuit &circuit, const ImportPlan &plan,
                              const Reporter &reporter);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOUTCOME_H
