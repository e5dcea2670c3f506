//===- DrawNetwork.h - From networks to drawings ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_DOT_DRAWNETWORK_H
#define TIDEPOOL_TARGET_DOT_DRAWNETWORK_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/Dot/NetworkDrawing.h"

namespace tidepool::picture {

/// The most boxes for modules in a drawing, unless said otherwise.
constexpr size_t defaultMaxModules = 60;

/// Frames nested deeper than this are drawn as one box.
constexpr unsigned maxFrameDepth = 8;

/// How much of a network is shown.
struct DrawingOptions {
  /// The most boxes for modules; 0 for any number. Where a network has more,
  /// - holders and instances become one box each, the deepest first;
  /// - modules `a/b`, `a/c` of a flat network become one box `a`, again the
  ///   deepest first;
  /// - of modules in a row, the inner ones become one box;
  /// - at last, modules that are neighbours in the text become one box.
  size_t maxModules = defaultMaxModules;
  /// Whether the modules of instances are shown where there is room.
  bool expandInstances = true;
};

/// Draws a network that has passed verification. Does not change it. Takes time
/// and memory linear in the network for a given `maxModules`; without a limit,
/// also linear in the connections between modules.
NetworkDrawing drawNetwork(graph::NetworkOp network,
                           const DrawingOptions &options = {});

/// Registers `--graph-to-dot` and `--graph-to-svg`.
void registerPictureTranslations();

} // namespace tidepool::picture

#endif // TIDEPOOL_TARGET_DOT_DRAWNETWORK_H
