//===- Model.cpp - A network as a NIR file holds it -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Model.h"

#include <iterator>

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

/// By NodeType.
static constexpr llvm::StringLiteral names[] = {
    "Affine",  "AvgPool2d", "Conv1d",    "Conv2d",   "CubaLI",
    "CubaLIF", "Delay",     "Flatten",   "I",        "IF",
    "Input",   "LI",        "LIF",       "Linear",   "NIRGraph",
    "Output",  "Scale",     "SumPool2d", "Threshold"};

StringRef tidepool::nir::getName(NodeType type) {
  return type == NodeType::Unknown ? "-" : names[static_cast<size_t>(type)];
}

llvm::ArrayRef<llvm::StringLiteral> tidepool::nir::getNodeTypeNames() {
  return names;
}

std::optional<NodeType> tidepool::nir::findNodeType(StringRef name) {
  for (size_t type = 0; type < std::size(names); ++type)
    if (names[type] == name)
      return static_cast<NodeType>(type);
  return std::nullopt;
}

uint64_t Parameter::getNumElements() const {
  uint64_t count = 1;
  for (uint64_t size : shape)
    count *= size;
  return count;
}

const Parameter *Node::find(StringRef parameter) const {
  auto it = parameters.find(parameter.str());
  return it == parameters.end() ? nullptr : &it->second;
}
