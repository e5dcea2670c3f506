//===- Connections.cpp - Plumbing as edges and matrices -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export/Connections.h"

#include "llvm/ADT/STLExtras.h"

#include <memory>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

/// For each node of a value, the nodes of the sink that it feeds. Null if those
/// are the same.
using Targets = std::vector<SmallVector<uint32_t, 1>>;
using SharedTargets = std::shared_ptr<const Targets>;

static bool isWire(Operation *op) {
  return op && isa<graph::PlumbingOpInterface, graph::AliasOp>(op);
}

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

namespace {

/// Walks from a sink towards what feeds it.
class ConnectionFinder {
public:
  ConnectionFinder(int64_t numTargets) : numTargets(numTargets) {}

  /// Fails where merges of merges stand for too many connections.
  LogicalResult walk(Value sink, SharedTargets targets);
  std::vector<Connection> take() && { return std::move(connections); }

private:
  struct Step {
    Value value;
    SharedTargets targets;
  };

  void visit(Step step);
  void visitPlumbing(graph::PlumbingOpInterface op, const SharedTargets &to);
  void addConnection(Step step);

  /// Far beyond what anyone draws, and within memory.
  static constexpr int64_t maxConnections = int64_t(1) << 24;
  int64_t numConnections = 0;
  int64_t numTargets;
  SmallVector<Step> stack;
  std::vector<Connection> connections;
  llvm::DenseMap<Value, size_t> partial; ///< connections with ways
};

} // namespace

LogicalResult ConnectionFinder::walk(Value sink, SharedTargets targets) {
  stack.push_back({sink, std::move(targets)});
  while (!stack.empty()) {
    if (++numConnections > maxConnections)
      return failure();
    visit(stack.pop_back_val());
  }
  return success();
}

void ConnectionFinder::visit(Step step) {
  Operation *op = step.value.getDefiningOp();
  if (!isWire(op))
    return addConnection(std::move(step));
  if (auto plumbing = dyn_cast<graph::PlumbingOpInterface>(op))
    return visitPlumbing(plumbing, step.targets);
  stack.push_back({op->getOperand(0), std::move(step.targets)});
}

void ConnectionFinder::visitPlumbing(graph::PlumbingOpInterface op,
                                     const SharedTargets &to) {
  struct Part {
    int64_t count = 0;
    bool isIdentity = true;
  };
  std::vector<Part> parts(op->getNumOperands());
  op.visitConnections([&](int64_t result, unsigned operand, int64_t node) {
    ++parts[operand].count;
    parts[operand].isIdentity &= result == node;
  });
  int64_t numResults = graph::countNodes(op->getResult(0));
  std::vector<std::shared_ptr<Targets>> targets(parts.size());
  for (auto [index, part] : llvm::enumerate(parts)) {
    int64_t size = graph::countNodes(op->getOperand(index));
    part.isIdentity &= part.count == size && size == numResults;
    if (!part.isIdentity)
      targets[index] = std::make_shared<Targets>(size);
  }
  op.visitConnections([&](int64_t result, unsigned operand, int64_t node) {
    ++numConnections;
    if (parts[operand].isIdentity)
      return;
    auto &list = (*targets[operand])[node];
    if (to)
      llvm::append_range(list, (*to)[result]);
    else
      list.push_back(result);
  });
  // The first operand is visited first.
  for (size_t index = parts.size(); index-- > 0;)
    stack.push_back(
        {op->getOperand(index),
         parts[index].isIdentity ? to : SharedTargets(targets[index])});
}

void ConnectionFinder::addConnection(Step step) {
  Connection connection;
  connection.source = step.value;
  connection.numSources = graph::countNodes(step.value);
  connection.numTargets = numTargets;
  if (!step.targets) {
    bool repeats = !connections.empty() &&
                   connections.back().source == step.value &&
                   connections.back().isWhole();
    if (repeats)
      ++connections.back().numEdges;
    else
      connections.push_back(std::move(connection));
    return;
  }
  for (auto [from, list] : llvm::enumerate(*step.targets))
    for (uint32_t to : list)
      connection.ways.push_back({static_cast<uint32_t>(from), to});
  numConnections += connection.ways.size();
  if (connection.ways.empty())
    return;
  auto [known, isNew] = partial.try_emplace(step.value, connections.size());
  if (isNew)
    connections.push_back(std::move(connection));
  else
    llvm::append_range(connections[known->second].ways, connection.ways);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// Sorts the ways and adds up those between the same nodes.
static void sumWays(std::vector<Way> &ways) {
  llvm::sort(ways, [](const Way &a, const Way &b) {
    return std::tie(a.to, a.from) < std::tie(b.to, b.from);
  });
  size_t last = 0;
  for (size_t index = 1; index < ways.size(); ++index)
    if (ways[index].to == ways[last].to && ways[index].from == ways[last].from)
      ways[last].times += ways[index].times;
    else
      ways[++last] = ways[index];
  ways.resize(last + 1);
}

/// Parts may be a whole after all.
static void simplify(Connection &connection) {
  if (connection.isWhole())
    return;
  sumWays(connection.ways);
  const Way &first = connection.ways.front();
  bool isIdentity = connection.numSources == connection.numTargets &&
                    connection.ways.size() == connection.numTargets &&
                    llvm::all_of(connection.ways, [&](const Way &way) {
                      return way.from == way.to && way.times == first.times;
                    });
  if (!isIdentity)
    return;
  connection.numEdges = first.times;
  connection.ways.clear();
}

FailureOr<std::vector<Connection>>
tidepool::nir::findConnections(Value sink, int64_t groupSize, Operation *user) {
  int64_t size = graph::countNodes(sink);
  SharedTargets targets;
  if (groupSize > 1) {
    auto groups = std::make_shared<Targets>(size);
    for (int64_t node = 0; node < size; ++node)
      (*groups)[node].push_back(node / groupSize);
    targets = std::move(groups);
  }
  ConnectionFinder finder(size / groupSize);
  if (failed(finder.walk(sink, std::move(targets))))
    return user->emitError("its input is merged from too many connections to "
                           "list");
  std::vector<Connection> connections = std::move(finder).take();
  llvm::for_each(connections, simplify);
  return connections;
}

LogicalResult tidepool::nir::checkAliases(Block &block) {
  enum State { New, Open, Done };
  llvm::DenseMap<Operation *, State> states;
  SmallVector<std::pair<Operation *, unsigned>> path;
  LogicalResult result = success();
  for (Operation &root : block) {
    if (isWire(&root) && states[&root] == New)
      path.push_back({&root, 0});
    while (!path.empty()) {
      auto &[op, next] = path.back();
      states[op] = Open;
      if (next == op->getNumOperands()) {
        states[op] = Done;
        path.pop_back();
        continue;
      }
      Operation *source = op->getOperand(next++).getDefiningOp();
      if (!isWire(source) || states[source] == Done)
        continue;
      if (states[source] == Open)
        result = source->emitError("aliases feed themselves here with no "
                                   "neurons between, so they have no value");
      else
        path.push_back({source, 0});
    }
  }
  return result;
}
