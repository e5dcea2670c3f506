//===- Layout.h - Where things go on the page -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layout of a whole drawing, frame by frame from the inside out: a frame
// that is laid out is a box for the one around it, and lines through its border
// meet there.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_LAYOUT_H
#define TIDEPOOL_LIB_TARGET_DOT_LAYOUT_H

#include "Layers.h"
#include "tidepool/Target/Dot/NetworkDrawing.h"

namespace tidepool::picture {

/// The size of the text in boxes and of all other text, in pixels.
constexpr double labelSize = 12, detailSize = 11;
constexpr double lineHeight = 15;
/// How far the boxes of inputs and outputs are pointed.
constexpr double portPoint = 8;
/// How far an arrow from a box to itself goes to the side.
constexpr double loopReach = 20;

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;
};

/// A part of an arrow; its parts share points where they meet.
struct Stroke {
  std::vector<Point> way; ///< as `Line::way`
  bool hasHead = false;   ///< at the end of the way
};

struct Arrow {
  std::vector<Stroke> strokes; ///< none from a box to itself
  Point label = {0, 0};        ///< the middle
};

struct Layout {
  double width = 0, height = 0;
  std::vector<Rect> vertices, clusters; ///< by index in the drawing
  std::vector<Arrow> arrows;            ///< by edge
};

inline bool isPort(Kind kind) {
  return kind == Kind::Input || kind == Kind::Output;
}

/// How a frame is called: `label · detail`.
std::string getTitle(const Cluster &cluster);

/// What an arrow is labelled.
std::string getLabel(const Edge &edge);

/// Finds places for all of a drawing.
Layout layOut(const NetworkDrawing &drawing);

} // namespace tidepool::picture

#endif // TIDEPOOL_LIB_TARGET_DOT_LAYOUT_H
