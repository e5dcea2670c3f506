//===- DiffConnections.cpp - Which nodes are connected otherwise ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffConnections.h"

#include "SideBySide.h"

#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

#include <tuple>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using graph::NetworkView;

namespace {
/// A module of either network, by a number that both share, or a port.
using ModuleId = unsigned;

/// A connection from an output node of a module to an input node of another.
struct Connection {
  ModuleId source, target;
  unsigned sourceNode, targetNode;
  double times; ///< how often

  auto getPlace() const {
    return std::tie(source, target, sourceNode, targetNode);
  }
};

/// Connections whose nodes follow each other on both sides, and that changed in
/// the same way.
struct Run {
  Connection first;
  unsigned count = 0;
  double oldTimes = 0, newTimes = 0;

  bool isContinuedBy(const Connection &connection, double oldTimes,
                     double newTimes) const {
    return count > 0 && connection.source == first.source &&
           connection.target == first.target &&
           connection.sourceNode == first.sourceNode + count &&
           connection.targetNode == first.targetNode + count &&
           oldTimes == this->oldTimes && newTimes == this->newTimes;
  }
};

/// Compares the connections of two networks.
class ConnectionsDiff {
public:
  ConnectionsDiff(const NetworkMatch &match, Report &report)
      : match(match), report(report) {}

  void run();

private:
  std::vector<Connection> collect(const NetworkView &view, bool isOld) const;
  ModuleId getId(unsigned module, bool isOld) const;
  void add(const Connection &connection, double oldTimes, double newTimes);
  void endRun();
  StringRef getLabel(ModuleId id) const;
  std::string getName(ModuleId id, StringRef port, unsigned node,
                      unsigned count) const;
  llvm::json::Object toJson(ModuleId id, StringRef port, unsigned node) const;

  const NetworkMatch &match;
  Report &report;
  Run current;
};
} // namespace

/// Modules have the numbers of the old network, those of the new network alone
/// come behind them.
ModuleId ConnectionsDiff::getId(unsigned module, bool isOld) const {
  if (module == NetworkView::none || isOld)
    return module;
  unsigned partner = match.getOldModule(module);
  return partner != NetworkView::none
             ? partner
             : match.getOld().getModules().size() + module;
}

std::vector<Connection> ConnectionsDiff::collect(const NetworkView &view,
                                                 bool isOld) const {
  std::vector<Connection> connections;
  auto addSources = [&](ArrayRef<NetworkView::Sources> nodes, ModuleId target) {
    for (auto [node, sources] : llvm::enumerate(nodes))
      for (const NetworkView::Source &source : sources)
        connections.push_back({getId(source.module, isOld), target, source.node,
                               static_cast<unsigned>(node), source.times});
  };
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    addSources(view.getInputs(module), getId(module, isOld));
  addSources(view.getNetworkOutputs(), NetworkView::none);
  sortByPlace(connections);
  return connections;
}

StringRef ConnectionsDiff::getLabel(ModuleId id) const {
  unsigned numOld = match.getOld().getModules().size();
  return id < numOld ? match.getOld().getLabel(id)
                     : match.getNew().getLabel(id - numOld);
}

std::string ConnectionsDiff::getName(ModuleId id, StringRef port, unsigned node,
                                     unsigned count) const {
  std::string nodes = std::to_string(node);
  if (count > 1)
    nodes += ".." + std::to_string(node + count - 1);
  if (id == NetworkView::none)
    return ("network " + port + " " + nodes).str();
  return "'" + toPrintable(getLabel(id)) + "'[" + nodes + "]";
}

llvm::json::Object ConnectionsDiff::toJson(ModuleId id, StringRef port,
                                           unsigned node) const {
  if (id == NetworkView::none)
    return llvm::json::Object{{port, node}};
  return llvm::json::Object{{"module", toUtf8(getLabel(id))}, {"node", node}};
}

void ConnectionsDiff::endRun() {
  if (current.count == 0)
    return;
  report.add([&] {
    const Connection &first = current.first;
    llvm::json::Object facts{
        {"kind", "connection"},
        {"from", toJson(first.source, "input", first.sourceNode)},
        {"to", toJson(first.target, "output", first.targetNode)},
        {"count", current.count}};
    std::optional<Told> oldTold, newTold;
    if (current.oldTimes != 0)
      oldTold = Told::of(current.oldTimes);
    if (current.newTimes != 0)
      newTold = Told::of(current.newTimes);
    if (oldTold && newTold)
      newTold->text += " times";
    else // most are there once
      (oldTold ? oldTold : newTold)->text.clear();
    return Difference::make(
        getName(first.source, "input", first.sourceNode, current.count) +
            " -> " +
            getName(first.target, "output", first.targetNode, current.count),
        std::move(facts), std::move(oldTold), std::move(newTold));
  });
  current.count = 0;
}

void ConnectionsDiff::add(const Connection &connection, double oldTimes,
                          double newTimes) {
  if (!current.isContinuedBy(connection, oldTimes, newTimes)) {
    endRun();
    current = {connection, 0, oldTimes, newTimes};
  }
  ++current.count;
}

void ConnectionsDiff::run() {
  report.beginGroup("connections");
  std::vector<Connection> oldConnections = collect(match.getOld(), true);
  std::vector<Connection> newConnections = collect(match.getNew(), false);
  visitSideBySide<Connection>(
      oldConnections, newConnections,
      [&](const Connection *oldOne, const Connection *newOne) {
        double oldTimes = oldOne ? oldOne->times : 0;
        double newTimes = newOne ? newOne->times : 0;
        if (oldTimes != newTimes)
          add(oldOne ? *oldOne : *newOne, oldTimes, newTimes);
      });
  endRun();
}

void tidepool::diff::diffConnections(const NetworkMatch &match,
                                     Report &report) {
  ConnectionsDiff(match, report).run();
}
