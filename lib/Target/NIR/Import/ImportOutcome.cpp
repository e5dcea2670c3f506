//===- ImportOutcome.cpp - What became of each NIR node -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/ImportOutcome.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Import/NetworkBuilder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

namespace {
class OutcomeCollector {
public:
  OutcomeCollector(const Circuit &circuit, const ImportPlan &plan,
                   const Reporter &reporter)
      : circuit(circuit), plan(plan), reporter(reporter) {}

  ImportOutcome run();

private:
  void assignErrors();
  std::vector<uint32_t> sortByNesting() const;
  NodeOutcome describe(uint32_t vertex) const;
  bool isDecided(uint32_t vertex) const;
  StringRef getFormName(uint32_t vertex) const;

  const Circuit &circuit;
  const ImportPlan &plan;
  const Reporter &reporter;
  std::vector<std::vector<std::string>> errors; ///< by vertex
};
} // namespace

/// An error belongs to the innermost node that its path leads through.
void OutcomeCollector::assignErrors() {
  errors.resize(circuit.vertices.size());
  if (reporter.getErrors().empty())
    return;
  llvm::StringMap<uint32_t> byPath;
  for (auto [index, vertex] : llvm::enumerate(circuit.vertices))
    if (vertex.node)
      byPath.try_emplace(vertex.path, index);
  for (const Reporter::Error &error : reporter.getErrors()) {
    StringRef path = error.path;
    auto found = byPath.find(path);
    while (found == byPath.end() && path.contains('/')) {
      path = path.rsplit('/').first;
      found = byPath.find(path);
    }
    if (found == byPath.end())
      continue;
    std::string member =
        error.path.substr(std::min(error.path.size(), path.size() + 1));
    errors[found->second].push_back(member + (member.empty() ? "" : ": ") +
                                    error.text);
  }
}

/// The nodes of the file, those of a nested graph behind their graph.
std::vector<uint32_t> OutcomeCollector::sortByNesting() const {
  std::vector<uint32_t> order;
  std::vector<std::pair<const Scope *, size_t>> stack = {
      {&circuit.scopes.front(), 0}};
  while (!stack.empty()) {
    auto &[scope, next] = stack.back();
    if (next == scope->vertices.size()) {
      stack.pop_back();
      continue;
    }
    uint32_t vertex = scope->vertices[next++];
    if (circuit.vertices[vertex].node)
      order.push_back(vertex);
    if (!circuit.vertices[vertex].isLeaf())
      stack.push_back({&circuit.scopes[circuit.vertices[vertex].inner], 0});
  }
  return order;
}

bool OutcomeCollector::isDecided(uint32_t vertex) const {
  bool needsPlan =
      circuit.vertices[vertex].isLeaf() && !circuit.isPassage(vertex);
  return !needsPlan || plan.leaves[vertex].fidelity.has_value();
}

StringRef OutcomeCollector::getFormName(uint32_t vertex) const {
  const Vertex &node = circuit.vertices[vertex];
  switch (getForm(node, plan.leaves[vertex])) {
  case NodeForm::Port:
    return node.type == NodeType::Input ? "argument" : "result";
  case NodeForm::Wires:
    return "nothing";
  case NodeForm::Holder:
    return graph::HolderOp::getOperationName();
  case NodeForm::Weights:
    return graph::LinearWeightsOp::getOperationName();
  case NodeForm::LIFNeurons:
    return graph::LIFNeuronsOp::getOperationName();
  case NodeForm::GenericNeurons:
    return graph::GenericNeuronsOp::getOperationName();
  case NodeForm::PlainModule:
    return graph::PlainModuleOp::getOperationName();
  }
  llvm_unreachable("unknown form");
}

NodeOutcome OutcomeCollector::describe(uint32_t vertex) const {
  const Vertex &node = circuit.vertices[vertex];
  auto explain = [&](FidelityKind kind, std::string reason) -> NodeOutcome {
    return {node.path, node.type, "", {kind, std::move(reason), {}}};
  };
  if (!errors[vertex].empty())
    return explain(node.isBroken() ? FidelityKind::Broken
                                   : FidelityKind::Refused,
                   llvm::join(errors[vertex], "; "));
  if (node.isBroken())
    return explain(FidelityKind::Undecided,
                   "not read, because of the many errors before it");
  if (!isDecided(vertex))
    return explain(FidelityKind::Undecided,
                   "not known, because its shape depends on what is wrong "
                   "elsewhere");
  Fidelity fidelity = plan.leaves[vertex].fidelity.value_or(Fidelity());
  return {node.path, node.type, getFormName(vertex).str(), std::move(fidelity)};
}

ImportOutcome OutcomeCollector::run() {
  assignErrors();
  ImportOutcome outcome;
  for (uint32_t vertex : sortByNesting())
    outcome.nodes.push_back(describe(vertex));
  outcome.reading = plan.reading;
  return outcome;
}

void ImportOutcome::refuse(StringRef path, StringRef error) {
  for (NodeOutcome &node : nodes) {
    if (node.path != path)
      continue;
    node.becomes.clear();
    node.fidelity = {FidelityKind::Refused, error.str(), {}};
  }
}

ImportOutcome tidepool::nir::describeOutcome(const Circuit &circuit,
                                             const ImportPlan &plan,
                                             const Reporter &reporter) {
  return OutcomeCollector(circuit, plan, reporter).run();
}
