//===- list-nodes.cpp - What is in a NIR file -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/File.h"

#include "llvm/Support/raw_ostream.h"

using namespace tidepool;

int main(int argc, char **argv) {
  if (argc != 2) {
    llvm::errs() << "usage: list-nodes NETWORK.nir\n";
    return 1;
  }
  llvm::Expected<nir::Model> model = nir::readFile(argv[1]);
  if (!model) {
    llvm::errs() << "error: " << toString(model.takeError()) << '\n';
    return 1;
  }
  for (const nir::Node &node : model->graph.nodes)
    llvm::outs() << node.name << ": " << nir::getName(node.type) << '\n';
  return 0;
}
