//===- Layers.h - Layout of boxes in layers ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layout of Sugiyama, Tagawa and Toda (IEEE Trans. Systems, Man, and
// Cybernetics 11(2), 1981) for the inside of one frame: boxes in layers, lines
// running down from layer to layer, few crossings, long lines straight. Between
// two layers of boxes there is one for labels, so that no label can hide
// another.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_LAYERS_H
#define TIDEPOOL_LIB_TARGET_DOT_LAYERS_H

#include <cstddef>
#include <vector>

namespace tidepool::picture {

struct Point {
  double x, y;
};

/// A box in a frame, or a place on its border that lines pass.
struct Item {
  enum class Place {
    Free,
    First,  ///< as far up as its lines allow
    Last,   ///< in the lowest layer of boxes
    Top,    ///< on the upper border
    Bottom, ///< on the lower border
  };
  double width = 0, height = 0;
  Place place = Place::Free;
  bool isFrame = false; ///< lines meet it where they say
  /// Items on a border are in the order of their wishes, if they have any.
  double wish = 0;
  double x = 0, y = 0; ///< found: the middle of the upper side
};

/// A line from the lower side of an item to the upper side of another one.
struct Line {
  size_t upper, lower;           ///< items
  double upperX = 0, lowerX = 0; ///< from the middles of items that are frames
  double labelWidth = 0;         ///< 0 for no label
  /// Lines from the same item with the same number run together until they
  /// have to part.
  size_t trunk = 0;

  /// Found: the way down. Between points 2k and 2k + 1 the line is straight,
  /// between points 2k + 1 and 2k + 2 it may bend.
  std::vector<Point> way;
  /// Found: how many points at the beginning are on the way of a line before
  /// this one.
  size_t numShared = 0;
  Point label = {0, 0}; ///< found: the middle of the label
};

/// What is in a frame. Lines must not form cycles.
struct Layers {
  std::vector<Item> items;
  std::vector<Line> lines;
  double width = 0, height = 0; ///< found

  /// Finds places for all. Coordinates are from 0 to `width` and `height`.
  void layOut();
};

} // namespace tidepool::picture

#endif // TIDEPOOL_LIB_TARGET_DOT_LAYERS_H
