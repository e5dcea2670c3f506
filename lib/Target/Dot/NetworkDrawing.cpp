//===- NetworkDrawing.cpp - What a picture of a network shows -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Dot/NetworkDrawing.h"

using namespace tidepool;
using namespace tidepool::picture;

llvm::StringRef picture::getName(Kind kind) {
  static constexpr llvm::StringRef names[numKinds] = {
      "input", "output", "weights", "lif-neurons", "rate-neurons", "neurons",
      "alias", "module", "holder",  "instance",    "group"};
  return names[size_t(kind)];
}

std::string picture::formatCount(uint64_t number, llvm::StringRef noun) {
  return std::to_string(number) + ' ' + noun.str() + (number == 1 ? "" : "s");
}

std::string Vertex::describe() const {
  return loop ? fullLabel + ", in loop " + std::to_string(*loop) : fullLabel;
}

std::string NetworkDrawing::describe() const {
  std::string text = name + ": " + formatCount(numModules, "module");
  if (numLoops > 0)
    text += ", " + formatCount(numLoops, "loop");
  return text;
}
