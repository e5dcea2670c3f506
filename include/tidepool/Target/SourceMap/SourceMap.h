//===- SourceMap.h - From words back to the text ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SOURCEMAP_SOURCEMAP_H
#define TIDEPOOL_TARGET_SOURCEMAP_SOURCEMAP_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/SourceMap/WordMeaning.h"

namespace tidepool::bitstream {

/// Writes the source map of an image as JSON, in the form of docs/SourceMap.md:
/// what each word means, and which module of `network` it comes from, written
/// where. The network is the flat one, of chip neurons, that the image was
/// compiled from; names of modules are the same in both. The image is one that
/// the verifier accepts. Takes time linear in the words and in the connections
/// of the network.
void writeSourceMap(llvm::raw_ostream &os, const WordMeanings &meanings,
                    graph::NetworkOp network);

/// Registers `--bitstream-to-words`.
void registerSourceMapTranslations();

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_SOURCEMAP_SOURCEMAP_H
