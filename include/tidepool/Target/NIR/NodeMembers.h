//===- NodeMembers.h - What the nodes of NIR have ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_NODEMEMBERS_H
#define TIDEPOOL_TARGET_NIR_NODEMEMBERS_H

#include "tidepool/Target/NIR/Model.h"

namespace tidepool::nir {

struct Member {
  llvm::StringLiteral name;
  bool isRequired = true;
  bool mayBeText = false;
};

/// The parameters of a type of node, but not what every node has: `type` and
/// `metadata`. Those of a NIRGraph are `edges` and `nodes`.
llvm::ArrayRef<Member> getMembers(NodeType type);

/// Null if the type has no parameter of this name.
const Member *findMember(NodeType type, llvm::StringRef name);

/// All that a group of this type may hold, for messages.
std::string listMembers(NodeType type);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_NODEMEMBERS_H
