//===- NetworkMatch.cpp - Which module of a network is which of another ---===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkMatch.h"

#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using graph::NetworkView;

NetworkMatch::NetworkMatch(const NetworkView &oldView,
                           const NetworkView &newView)
    : oldView(oldView), newView(newView),
      newModuleOf(oldView.getModules().size(), none),
      oldModuleOf(newView.getModules().size(), none) {
  llvm::StringMap<unsigned> newModules;
  for (unsigned module = 0; module < newView.getModules().size(); ++module)
    newModules[newView.getLabel(module)] = module;
  for (unsigned module = 0; module < oldView.getModules().size(); ++module) {
    auto found = newModules.find(oldView.getLabel(module));
    if (found == newModules.end() ||
        oldView.getModule(module)->getName() !=
            newView.getModule(found->second)->getName())
      continue;
    newModuleOf[module] = found->second;
    oldModuleOf[found->second] = module;
  }
}
