//===- Svg.h - Drawings as SVG ----------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The picture has no colours of its own: classes name what things are, and a
// style sheet gives them colours. Every box is
//
//   <g class="vertex KIND [loop loop-K] [recurrent]">
//
// with KIND as `getName` has it and K the loop's id modulo `numLoopColours`;
// every arrow is `<g class="edge [loop loop-K]">`, every frame
// `<g class="cluster">`. The root is `<svg class="tidepool-network">`. There
// are no ids, so that any number of pictures fit into one page.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_DOT_SVG_H
#define TIDEPOOL_TARGET_DOT_SVG_H

#include "tidepool/Target/Dot/NetworkDrawing.h"

#include "llvm/Support/Error.h"

namespace tidepool::picture {

/// Loops beyond this number take the first colours again.
constexpr unsigned numLoopColours = 4;

/// The most boxes and arrows that are laid out: the time grows with the product
/// of boxes and layers.
constexpr size_t maxSvgVertices = 400;
constexpr size_t maxSvgEdges = 4000;

/// The style sheet, for light and dark pages. All its rules are for things
/// inside `.tidepool-network`.
llvm::StringRef getSvgStyle();

/// Where a picture is to be shown.
struct SvgOptions {
  /// With the style sheet inside, as a file of its own needs it. A page that
  /// shows several pictures has it once instead.
  bool isStandalone = true;
};

/// Lays out a drawing, inputs at the top, and returns it as UTF-8 text, the
/// same for the same drawing. Fails if the drawing is too big.
llvm::Expected<std::string> renderSvg(const NetworkDrawing &drawing,
                                      const SvgOptions &options = {});

} // namespace tidepool::picture

#endif // TIDEPOOL_TARGET_DOT_SVG_H
