//===- NaiveGraph.cpp - A slow second opinion on graphs ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NaiveGraph.h"
#include "tidepool/Dialect/Graph/Transforms/GraphEditing.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// Reference
//===----------------------------------------------------------------------===//

static SmallVector<Node> stepBackFromArgument(BlockArgument argument,
                                              int64_t position) {
  auto holder = dyn_cast<HolderOp>(argument.getOwner()->getParentOp());
  if (!holder)
    return {};
  return {{holder.getInputs()[argument.getArgNumber()], position}};
}

static SmallVector<Node> stepBackThroughConcat(ConcatOp op, int64_t position) {
  for (Value input : op.getInputs()) {
    if (position < countNodes(input))
      return {{input, position}};
    position -= countNodes(input);
  }
  llvm_unreachable("position is in range");
}

static SmallVector<Node> stepBackThroughPlace(PlaceOp op, int64_t position) {
  for (auto [k, index] : llvm::enumerate(op.getIndices()))
    if (index == position)
      return {{op.getInput(), static_cast<int64_t>(k)}};
  return {};
}

SmallVector<Node> tidepool::graph::stepBack(const Node &node) {
  auto [value, position] = node;
  if (auto argument = dyn_cast<BlockArgument>(value))
    return stepBackFromArgument(argument, position);
  unsigned result = cast<OpResult>(value).getResultNumber();
  int64_t k = position;
  using Nodes = SmallVector<Node>;
  return llvm::TypeSwitch<Operation *, Nodes>(value.getDefiningOp())
      .Case([&](MergeOp op) {
        return llvm::map_to_vector(op.getInputs(),
                                   [&](Value input) { return Node{input, k}; });
      })
      .Case([&](SelectOp op) {
        return Nodes{{op.getInput(), op.getIndices()[k]}};
      })
      .Case([&](PlaceOp op) { return stepBackThroughPlace(op, k); })
      .Case([&](ConcatOp op) { return stepBackThroughConcat(op, k); })
      .Case([&](HolderOp op) {
        return Nodes{{op.getGraphOutput()->getOperand(result), k}};
      })
      .Default([](Operation *) { return Nodes(); });
}

static bool isDriver(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return isa<NetworkOp>(argument.getOwner()->getParentOp());
  return !isa<PlumbingOpInterface, HolderOp>(value.getDefiningOp());
}

SmallVector<Node> tidepool::graph::findDrivers(const Node &node) {
  if (isDriver(node.value))
    return {node};
  SmallVector<Node> drivers;
  for (const Node &previous : stepBack(node))
    llvm::append_range(drivers, findDrivers(previous));
  return drivers;
}

SmallVector<Node> tidepool::graph::findDriversOfInput(Operation *op,
                                                      int64_t inputNode) {
  for (Value operand : op->getOperands()) {
    if (inputNode < countNodes(operand))
      return findDrivers({operand, inputNode});
    inputNode -= countNodes(operand);
  }
  llvm_unreachable("input node is in range");
}

int64_t tidepool::graph::getPortNumber(const Node &node) {
  int64_t number = node.position;
  if (auto result = dyn_cast<OpResult>(node.value)) {
    for (Value before :
         result.getOwner()->getResults().take_front(result.getResultNumber()))
      number += countNodes(before);
    return number;
  }
  auto argument = cast<BlockArgument>(node.value);
  for (Value before :
       argument.getOwner()->getArguments().take_front(argument.getArgNumber()))
    number += countNodes(before);
  return number;
}

NaiveGraph::NaiveGraph(NetworkOp network) {
  network.walk<WalkOrder::PreOrder>(
      [&](PlainModuleOp module) { modules.push_back(module); });
  for (Operation *source : modules) {
    std::vector<bool> &fed = feeds.emplace_back();
    for (Operation *sink : modules) {
      bool found = false;
      for (int64_t k = 0, e = countNodes(sink->getOperandTypes()); k < e; ++k)
        found |= llvm::any_of(findDriversOfInput(sink, k), [&](Node driver) {
          return driver.value.getDefiningOp() == source;
        });
      fed.push_back(found);
    }
  }
}

std::vector<std::vector<unsigned>> NaiveGraph::findDistances() const {
  size_t size = modules.size();
  std::vector<std::vector<unsigned>> distances(size,
                                               std::vector<unsigned>(size));
  for (size_t i = 0; i < size; ++i)
    for (size_t j = 0; j < size; ++j)
      distances[i][j] = feeds[i][j];
  // Floyd and Warshall, with 0 for infinity.
  for (size_t via = 0; via < size; ++via)
    for (size_t i = 0; i < size; ++i)
      for (size_t j = 0; j < size; ++j) {
        if (!distances[i][via] || !distances[via][j])
          continue;
        unsigned length = distances[i][via] + distances[via][j];
        if (!distances[i][j] || length < distances[i][j])
          distances[i][j] = length;
      }
  return distances;
}

//===----------------------------------------------------------------------===//
// Random networks
//===----------------------------------------------------------------------===//

namespace {
class RandomNetworkBuilder {
public:
  RandomNetworkBuilder(std::mt19937 &random, ModuleOp module)
      : random(random), module(module), rewriter(module.getContext()),
        loc(module.getLoc()) {}

  NetworkOp build();

private:
  /// A number from `low` to `high`. Unlike the distributions of the standard
  /// library, the same everywhere.
  int64_t pick(int64_t low, int64_t high) {
    return low + random() % (high - low + 1);
  }
  Value pickValue() { return values[pick(0, values.size() - 1)]; }
  NodesType nodes(int64_t size) {
    return NodesType::get(module.getContext(), size);
  }
  SmallVector<Type> pickPorts(int64_t minPorts, int64_t maxPorts);
  SmallVector<Value> createOpen(TypeRange types);

  void addModules();
  void connectInputs(Operation *op);
  Value buildSource(int64_t size, unsigned depth);
  Value buildPlumbing(int64_t size, unsigned depth);
  Value place(Value value, int64_t size);
  void wrapSomeOps();

  std::mt19937 &random;
  ModuleOp module;
  IRRewriter rewriter;
  Location loc;
  NetworkOp network;
  /// What inputs can be connected to. New values use only those that were here
  /// before, so plumbing never feeds itself.
  SmallVector<Value> values;
};
} // namespace

static constexpr int64_t maxPortSize = 3;

NetworkOp RandomNetworkBuilder::build() {
  rewriter.setInsertionPointToEnd(module.getBody());
  std::string name =
      "net" + std::to_string(llvm::range_size(module.getOps<NetworkOp>()));
  SmallVector<Type> inputs = pickPorts(0, 2), outputs = pickPorts(0, 2);
  network = NetworkOp::create(rewriter, loc, name,
                              rewriter.getFunctionType(inputs, outputs));
  Block &body = network.getBody().front();
  rewriter.setInsertionPointToEnd(&body);
  auto output =
      OutputOp::create(rewriter, loc, createOpen(network.getResultTypes()));
  llvm::append_range(values, body.getArguments());
  rewriter.setInsertionPoint(output);
  addModules();
  for (Operation &op : llvm::make_early_inc_range(body))
    if (isa<PlainModuleOp, OutputOp>(op))
      connectInputs(&op);
  for (int64_t holders = pick(0, 3); holders > 0; --holders)
    wrapSomeOps();
  return network;
}

SmallVector<Type> RandomNetworkBuilder::pickPorts(int64_t minPorts,
                                                  int64_t maxPorts) {
  SmallVector<Type> types;
  for (int64_t ports = pick(minPorts, maxPorts); ports > 0; --ports)
    types.push_back(nodes(pick(1, maxPortSize)));
  return types;
}

SmallVector<Value> RandomNetworkBuilder::createOpen(TypeRange types) {
  return llvm::map_to_vector(types, [&](Type type) {
    return Value(OpenOp::create(rewriter, loc, type));
  });
}

void RandomNetworkBuilder::addModules() {
  // The fewer ports, the sparser the network and the longer its loops.
  int64_t maxPorts = pick(1, 3);
  for (int64_t number = 0, size = pick(1, 12); number < size; ++number) {
    int64_t minPorts = pick(0, 4) == 0 ? 0 : 1;
    SmallVector<Type> inputs = pickPorts(minPorts, maxPorts);
    SmallVector<Type> outputs = pickPorts(minPorts, maxPorts);
    auto op = PlainModuleOp::create(
        rewriter, loc, outputs, createOpen(inputs),
        rewriter.getStringAttr("m" + std::to_string(number)));
    llvm::append_range(values, op.getResults());
  }
}

void RandomNetworkBuilder::connectInputs(Operation *op) {
  for (OpOperand &operand : op->getOpOperands()) {
    rewriter.setInsertionPoint(op);
    operand.set(buildSource(countNodes(operand.get()), /*depth=*/2));
  }
}

/// A value of `size` nodes, often one that is there already.
Value RandomNetworkBuilder::buildSource(int64_t size, unsigned depth) {
  if (values.empty() || pick(0, 9) == 0)
    return createOpen(nodes(size)).front();
  Value value = pickValue();
  if (countNodes(value) == size)
    return value;
  Value built =
      depth == 0 ? place(value, size) : buildPlumbing(size, depth - 1);
  values.push_back(built);
  return built;
}

Value RandomNetworkBuilder::buildPlumbing(int64_t size, unsigned depth) {
  int64_t other = pick(1, maxPortSize);
  switch (pick(0, 3)) {
  case 0:
    return MergeOp::create(
        rewriter, loc, nodes(size),
        ValueRange{buildSource(size, depth), buildSource(size, depth)});
  case 1:
    if (size == 1)
      break;
    other = pick(1, size - 1);
    return ConcatOp::create(rewriter, loc,
                            ValueRange{buildSource(other, depth),
                                       buildSource(size - other, depth)});
  case 2: {
    SmallVector<int64_t> indices;
    for (int64_t k = 0; k < size; ++k)
      indices.push_back(pick(0, other - 1));
    return SelectOp::create(rewriter, loc, buildSource(other, depth), indices);
  }
  default:
    break;
  }
  return place(buildSource(other, depth), size);
}

/// Puts some nodes of `value` at random positions among `size`.
Value RandomNetworkBuilder::place(Value value, int64_t size) {
  SmallVector<int64_t> from, to;
  for (int64_t position = 0; position < size; ++position) {
    if (pick(0, 2) == 0)
      continue;
    from.push_back(pick(0, countNodes(value) - 1));
    to.push_back(position);
  }
  if (from.empty())
    return createOpen(nodes(size)).front();
  Value selected = SelectOp::create(rewriter, loc, value, from);
  return PlaceOp::create(rewriter, loc, nodes(size), selected, to);
}

void RandomNetworkBuilder::wrapSomeOps() {
  SmallVector<Operation *> ops;
  for (Operation &op : network.getBody().front().without_terminator())
    if (pick(0, 2) == 0)
      ops.push_back(&op);
  if (!ops.empty())
    wrapInHolder(rewriter, ops, "h");
}

NetworkOp tidepool::graph::buildRandomNetwork(std::mt19937 &random,
                                              ModuleOp module) {
  return RandomNetworkBuilder(random, module).build();
}
