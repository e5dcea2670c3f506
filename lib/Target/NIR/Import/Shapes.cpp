//===- Shapes.cpp - The shapes along the edges of a circuit ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Shapes.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Support/Error.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::ArrayRef;
using llvm::StringRef;
using llvm::Twine;

ShapeInference::ShapeInference(const Circuit &circuit, Reporter &reporter)
    : circuit(circuit), reporter(reporter), hadErrors(reporter.hasErrors()),
      shapes(circuit.vertices.size()), windows(circuit.vertices.size()),
      flexible(circuit.vertices.size()), broken(circuit.vertices.size()),
      queued(circuit.wires.size()) {
  for (auto [index, vertex] : llvm::enumerate(circuit.vertices))
    broken[index] = vertex.isBroken();
}

std::vector<NodeShapes> ShapeInference::run() {
  for (uint32_t vertex = 0; vertex < shapes.size(); ++vertex)
    if (circuit.vertices[vertex].isLeaf() && !broken[vertex])
      setOwnShapes(vertex);
  for (uint32_t wire = 0; wire < circuit.wires.size(); ++wire)
    queued[wire] = true, queue.push_back(wire);
  propagate();
  settleDefaults();
  reportConflicts();
  for (uint32_t vertex = 0; vertex < shapes.size(); ++vertex)
    if (circuit.vertices[vertex].isLeaf())
      checkSizes(vertex);
  return std::move(shapes);
}

//===----------------------------------------------------------------------===//
// What parameters say
//===----------------------------------------------------------------------===//

void ShapeInference::setOwnShapes(uint32_t vertex) {
  switch (circuit.vertices[vertex].type) {
  case NodeType::Input:
  case NodeType::Output:
    return setPortShape(vertex);
  case NodeType::Linear:
  case NodeType::Affine:
    return setMatrixShapes(vertex);
  case NodeType::Flatten:
    return setFlattenShape(vertex);
  case NodeType::NIRGraph:
    return;
  default:
    return Window::isWindow(circuit.vertices[vertex].type)
               ? setWindowShapes(vertex)
               : setElementwiseShape(vertex);
  }
}

bool ShapeInference::isPort(uint32_t vertex) const {
  NodeType type = circuit.vertices[vertex].type;
  return type == NodeType::Input || type == NodeType::Output;
}

bool ShapeInference::isElementwise(uint32_t vertex) const {
  NodeType type = circuit.vertices[vertex].type;
  return type != NodeType::Linear && type != NodeType::Affine &&
         type != NodeType::Flatten && !Window::isWindow(type);
}

void ShapeInference::setPortShape(uint32_t vertex) {
  const Vertex &port = circuit.vertices[vertex];
  const Parameter *shape = port.find("shape");
  if (!shape)
    return;
  auto sizes = readIntegers(*shape, 0);
  if (!sizes) {
    broken[vertex] = true;
    return reporter.error(shape->path, sizes.takeError());
  }
  if (sizes->empty())
    sizes->push_back(1);
  shapes[vertex] = {*sizes, *sizes};
}

void ShapeInference::setMatrixShapes(uint32_t vertex) {
  const Parameter *weight = circuit.vertices[vertex].find("weight");
  if (!weight)
    return;
  Shape shape = getShape(*weight);
  if (!weight->numbers || shape.size() < 2) {
    broken[vertex] = true;
    return reporter.error(
        weight->path, weight->numbers ? "expects a matrix, but the shape is " +
                                            formatShape(shape)
                                      : "expects numbers, but found a text");
  }
  Shape input(shape.begin(), shape.end() - 2), output = input;
  input.push_back(shape.back());
  output.push_back(shape[shape.size() - 2]);
  shapes[vertex] = {input, output};
}

void ShapeInference::setWindowShapes(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  if (!hasAllParameters(node))
    return;
  auto window = Window::read(node);
  if (!window) {
    broken[vertex] = true;
    return reporter.error(node.path, window.takeError());
  }
  windows[vertex] = *window;
  const Parameter *inputShape = node.find("input_shape");
  if (!inputShape)
    return;
  auto sizes = readIntegers(*inputShape, 1);
  if (!sizes || sizes->size() != window->numAxes) {
    broken[vertex] = true;
    return reporter.error(inputShape->path,
                          sizes ? makeError("expects a number per axis")
                                : sizes.takeError());
  }
  sizes->insert(sizes->begin(), window->numInputMaps);
  setShape(vertex, *sizes);
}

void ShapeInference::setElementwiseShape(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  if (!node.node)
    return;
  std::optional<Shape> common;
  bool allSingle = true;
  for (const auto &[name, parameter] : node.node->parameters) {
    Shape shape = getShape(parameter);
    // Writers expand w_in, v_reset was not always there.
    if (countChannels(shape) == 1 && name == "w_in")
      continue;
    allSingle &= countChannels(shape) == 1;
    if (!common || countChannels(*common) < countChannels(shape))
      common = shape;
  }
  if (!common)
    return;
  flexible[vertex] = allSingle;
  if (!allSingle)
    setShape(vertex, *common);
  for (const auto &[name, parameter] : node.node->parameters) {
    Shape shape = getShape(parameter);
    if (allSingle || shape == *common ||
        (name == "w_in" && countChannels(shape) == 1))
      continue;
    broken[vertex] = true;
    reporter.error(parameter.path,
                   "has shape " + formatShape(shape) +
                       ", but other parameters of the node have " +
                       formatShape(*common));
  }
}

void ShapeInference::setFlattenShape(uint32_t vertex) {
  const Parameter *type = circuit.vertices[vertex].find("input_type");
  if (!type || !type->numbers)
    return;
  auto sizes = readIntegers(*type, 0);
  if (!sizes) {
    broken[vertex] = true;
    return reporter.error(type->path, sizes.takeError());
  }
  // Zeros stand for "unknown" in files by Sinabs.
  if (!sizes->empty() && !llvm::is_contained(*sizes, 0))
    setShape(vertex, *sizes);
}

//===----------------------------------------------------------------------===//
// What neighbours say
//===----------------------------------------------------------------------===//

llvm::Expected<Shape> ShapeInference::flatten(uint32_t vertex,
                                              const Shape &input) const {
  const Vertex &node = circuit.vertices[vertex];
  int64_t rank = input.size();
  auto start = readInteger(node, "start_dim", -rank, 1);
  auto end = readInteger(node, "end_dim", -rank, -1);
  if (!start || !end) {
    llvm::Error error =
        llvm::joinErrors(start ? llvm::Error::success() : start.takeError(),
                         end ? llvm::Error::success() : end.takeError());
    return std::move(error);
  }
  int64_t first = *start < 0 ? *start + rank : *start;
  int64_t last = *end < 0 ? *end + rank : *end;
  // A vector is flat already, whatever the file makes of a batch axis.
  if (rank <= 1)
    return input;
  if (first >= rank || last >= rank || first > last)
    return makeError("cannot flatten axes ", *start, " to ", *end, " of ",
                     formatShape(input));
  Shape output(input.begin(), input.begin() + first);
  output.push_back(
      countChannels(ArrayRef(input).slice(first, last - first + 1)));
  output.insert(output.end(), input.begin() + last + 1, input.end());
  return output;
}

void ShapeInference::deriveOutput(uint32_t vertex) {
  const Shape &input = *shapes[vertex].input;
  if (isElementwise(vertex)) {
    shapes[vertex].output = input;
    return;
  }
  bool isFlatten = circuit.vertices[vertex].type == NodeType::Flatten;
  if (!isFlatten && !windows[vertex])
    return;
  llvm::Expected<Shape> output =
      isFlatten ? flatten(vertex, input) : windows[vertex]->getOutput(input);
  if (output) {
    shapes[vertex].output = *output;
    return;
  }
  if (!broken[vertex])
    reporter.error(circuit.vertices[vertex].path, output.takeError());
  else
    llvm::consumeError(output.takeError());
  broken[vertex] = true;
}

void ShapeInference::setShape(uint32_t vertex, Shape shape, bool isInput) {
  (isInput ? shapes[vertex].input : shapes[vertex].output) = std::move(shape);
  if (isInput)
    deriveOutput(vertex);
  requeue(vertex);
}

void ShapeInference::requeue(uint32_t vertex) {
  for (const auto *wires :
       {&circuit.wiresInto[vertex], &circuit.wiresFrom[vertex]})
    for (uint32_t wire : *wires)
      if (!queued[wire])
        queued[wire] = true, queue.push_back(wire);
}

void ShapeInference::propagate() {
  while (!queue.empty()) {
    uint32_t wire = queue.front();
    queue.pop_front();
    queued[wire] = false;
    visitWire(circuit.wires[wire]);
  }
}

/// Whether `shape` ends in `suffix` and has more axes.
static bool endsIn(const Shape &shape, const Shape &suffix) {
  return shape.size() > suffix.size() &&
         std::equal(suffix.rbegin(), suffix.rend(), shape.rbegin());
}

void ShapeInference::visitWire(Edge wire) {
  if (broken[wire.source] || broken[wire.target])
    return;
  fillIn(wire);
  if (shapes[wire.source].output && shapes[wire.target].input &&
      shapes[wire.source].output != shapes[wire.target].input) {
    dropAxes(wire);
    acceptFlattened(wire);
  }
}

/// Gives the unknown end of a wire the shape of the known one.
void ShapeInference::fillIn(Edge wire) {
  const auto &from = shapes[wire.source].output;
  const auto &to = shapes[wire.target].input;
  // One element beside [100, 1] is one channel over time, not a hundred.
  auto widen = [&](uint32_t vertex, const Shape &shape, bool fromPort) {
    bool single = flexible[vertex] && fromPort && shape.back() == 1;
    setShape(vertex, single ? Shape{1} : shape);
  };
  if (from && !to) {
    // A window knows its rank, so leading axes can be told.
    const auto &window = windows[wire.target];
    if (window && from->size() > window->getRank())
      if (Shape rest(from->end() - window->getRank(), from->end());
          mayDropAxes(wire.source, *from, rest))
        return trim(wire.source, rest);
    return widen(wire.target, *from, isPort(wire.source));
  }
  if (to && !from && isElementwise(wire.source))
    widen(wire.source, *to, isPort(wire.target));
}

/// Leading axes may be dropped of ports, and of neurons where they have one
/// element.
bool ShapeInference::mayDropAxes(uint32_t vertex, const Shape &from,
                                 const Shape &to) const {
  return isPort(vertex) ||
         (isElementwise(vertex) && countChannels(from) == countChannels(to));
}

/// Drops leading axes that only one end has.
void ShapeInference::dropAxes(Edge wire) {
  const Shape from = *shapes[wire.source].output;
  const Shape to = *shapes[wire.target].input;
  if (endsIn(from, to) && mayDropAxes(wire.source, from, to))
    trim(wire.source, to);
  else if (endsIn(to, from) && mayDropAxes(wire.target, to, from))
    trim(wire.target, from);
}

void ShapeInference::trim(uint32_t vertex, const Shape &to) {
  reporter.warnUnlessStrict(
      circuit.vertices[vertex].path,
      "has shape " + formatShape(*shapes[vertex].input) +
          "; the leading axes (batch or time) are dropped, as its neighbour "
          "has " +
          formatShape(to));
  setShape(vertex, to);
}

/// The usual start_dim of 1 is meant for data with a batch axis.
void ShapeInference::acceptFlattened(Edge wire) {
  const Shape &from = *shapes[wire.source].output;
  const Shape to = *shapes[wire.target].input;
  if (circuit.vertices[wire.source].type != NodeType::Flatten || from == to ||
      countChannels(from) != countChannels(to))
    return;
  reporter.warnUnlessStrict(
      circuit.vertices[wire.source].path,
      "gives " + formatShape(from) + ", but '" +
          circuit.vertices[wire.target].name + "' takes " + formatShape(to) +
          "; all axes are flattened (a start_dim of 0 would say so)");
  setShape(wire.source, to, /*isInput=*/false);
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

/// Parameters of one element that no neighbour widens are one channel.
void ShapeInference::settleDefaults() {
  for (uint32_t vertex = 0; vertex < shapes.size(); ++vertex) {
    if (flexible[vertex] && !shapes[vertex].input) {
      shapes[vertex] = {Shape{1}, Shape{1}};
      // Where a neighbour may be missing, nobody else is to believe it.
      if (!hadErrors) {
        requeue(vertex);
        propagate();
      }
    }
    if (flexible[vertex] && countChannels(*shapes[vertex].input) > 1)
      reporter.warnUnlessStrict(circuit.vertices[vertex].path,
                                "its parameters are single numbers; they hold "
                                "for all of " +
                                    formatShape(*shapes[vertex].input));
  }
}

bool ShapeInference::agrees(Edge wire) const {
  const auto &from = shapes[wire.source].output;
  const auto &to = shapes[wire.target].input;
  return broken[wire.source] || broken[wire.target] || !from || !to ||
         from == to;
}

Reporter::Error ShapeInference::describeConflict(Edge wire) const {
  return {circuit.vertices[wire.target].path,
          "it takes " + formatShape(*shapes[wire.target].input) + ", but '" +
              circuit.vertices[wire.source].path + "' gives " +
              formatShape(*shapes[wire.source].output)};
}

/// Conflicts that meet in a node are likely to have one cause, so they are one
/// error.
void ShapeInference::reportConflicts() {
  bool isLenient = reporter.getOptions().strictness == Strictness::Lenient;
  std::vector<std::vector<Reporter::Error>> conflicts;
  llvm::DenseMap<uint32_t, size_t> conflictOf; // by vertex
  for (Edge wire : circuit.wires) {
    if (agrees(wire))
      continue;
    Reporter::Error text = describeConflict(wire);
    if (isLenient && countChannels(*shapes[wire.source].output) ==
                         countChannels(*shapes[wire.target].input)) {
      reporter.warn(text.path, text.text);
      continue;
    }
    auto known = conflictOf.find(wire.source);
    if (known == conflictOf.end())
      known = conflictOf.try_emplace(wire.target, conflicts.size()).first;
    size_t conflict = known->second;
    conflictOf.try_emplace(wire.source, conflict);
    conflictOf.try_emplace(wire.target, conflict);
    conflicts.resize(std::max(conflicts.size(), conflict + 1));
    conflicts[conflict].push_back(std::move(text));
  }
  for (const std::vector<Reporter::Error> &conflict : conflicts)
    reporter.error(conflict.front().path, conflict.front().text,
                   ArrayRef(conflict).drop_front());
}

void ShapeInference::checkSizes(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  if (broken[vertex])
    return;
  if (!shapes[vertex].input || !shapes[vertex].output) {
    // Nodes that lack a parameter are reported elsewhere.
    if (!hadErrors && (hasAllParameters(node) || !node.node))
      reporter.error(node.path, "cannot find out its shape from its "
                                "parameters and neighbours");
    return;
  }
  for (bool isInput : {true, false}) {
    const Shape shape =
        isInput ? *shapes[vertex].input : *shapes[vertex].output;
    int64_t count = countChannels(shape);
    if (count >= 1 && count <= graph::NodesType::maxSize)
      continue;
    shapes[vertex] = {};
    return reporter.error(node.path, "has shape " + formatShape(shape) +
                                         ", but 1 to " +
                                         Twine(graph::NodesType::maxSize) +
                                         " channels are supported");
  }
}
