//===- Shapes.h - The shapes along the edges of a circuit -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_SHAPES_H
#define TIDEPOOL_TARGET_NIR_IMPORT_SHAPES_H

#include "tidepool/Target/NIR/Import/Window.h"

#include <deque>
#include <optional>

namespace tidepool::nir {

/// What a leaf takes and gives.
struct NodeShapes {
  std::optional<Shape> input, output;
};

/// Finds the shapes of all leaves: from their own parameters where these say
/// them, else from their neighbours. Neuron parameters that are scalars, or of
/// one element, stand for the width around them; leading axes of Input and
/// Output nodes that no neighbour has (batch, time) are dropped.
///
/// In a file that has errors already, shapes that only broken nodes could tell
/// stay unknown, and parameters of one element stand for one channel there.
class ShapeInference {
public:
  ShapeInference(const Circuit &circuit, Reporter &reporter);

  /// By vertex; all are known unless errors have been reported.
  std::vector<NodeShapes> run();

private:
  void setOwnShapes(uint32_t vertex);
  void setPortShape(uint32_t vertex);
  void setMatrixShapes(uint32_t vertex);
  void setWindowShapes(uint32_t vertex);
  void setElementwiseShape(uint32_t vertex);
  void setFlattenShape(uint32_t vertex);

  /// Whether the leaf's output has its input's shape.
  bool isElementwise(uint32_t vertex) const;
  bool isPort(uint32_t vertex) const;
  bool mayDropAxes(uint32_t vertex, const Shape &from, const Shape &to) const;
  void setShape(uint32_t vertex, Shape shape, bool isInput = true);
  void deriveOutput(uint32_t vertex);
  llvm::Expected<Shape> flatten(uint32_t vertex, const Shape &input) const;

  void visitWire(Edge wire);
  void fillIn(Edge wire);
  void dropAxes(Edge wire);
  void trim(uint32_t vertex, const Shape &to);
  void acceptFlattened(Edge wire);
  void settleDefaults();
  bool agrees(Edge wire) const;
  Reporter::Error describeConflict(Edge wire) const;
  void reportConflicts();
  void checkSizes(uint32_t vertex);
  void propagate();
  void requeue(uint32_t vertex);

  const Circuit &circuit;
  Reporter &reporter;
  bool hadErrors; ///< of the file, before it began
  std::vector<NodeShapes> shapes;
  std::vector<std::optional<Window>> windows;
  std::vector<bool> flexible; ///< one element, of any width
  std::vector<bool> broken;   ///< reported already
  std::vector<bool> queued;   ///< by wire
  std::deque<uint32_t> queue;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_SHAPES_H
