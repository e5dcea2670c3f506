//===- Scaling.cpp - Gains of neurons moved into weights ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Scaling.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace tidepool::nir;
using llvm::ArrayRef;

std::vector<uint32_t> Scaling::getVariants(const Circuit &circuit,
                                           uint32_t vertex) const {
  std::vector<uint32_t> variants;
  for (uint32_t wire : circuit.wiresFrom[vertex])
    variants.push_back(factorOfWire[wire]);
  if (variants.empty())
    variants.push_back(0);
  llvm::sort(variants);
  variants.erase(llvm::unique(variants), variants.end());
  return variants;
}

namespace {
class ScalingPlanner {
public:
  ScalingPlanner(const Circuit &circuit, ArrayRef<std::vector<double>> gains,
                 const std::vector<bool> &hasMatrix)
      : circuit(circuit), hasMatrix(hasMatrix),
        demands(circuit.vertices.size()) {
    for (uint32_t vertex = 0; vertex < demands.size(); ++vertex)
      demands[vertex] = intern(gains[vertex]);
  }

  Scaling run() &&;

private:
  uint32_t intern(const std::vector<double> &factors);
  bool canHandOn(uint32_t vertex) const;
  uint32_t getCommonDemand(uint32_t vertex) const;

  const Circuit &circuit;
  const std::vector<bool> &hasMatrix;
  std::vector<uint32_t> demands; ///< by vertex: of what arrives there
  std::map<std::vector<double>, uint32_t> ids;
  Scaling result;
};
} // namespace

uint32_t ScalingPlanner::intern(const std::vector<double> &factors) {
  if (llvm::all_of(factors, [](double factor) { return factor == 1; }))
    return 0;
  auto [entry, isNew] = ids.try_emplace(factors, result.factors.size());
  if (isNew)
    result.factors.push_back(factors);
  return entry->second;
}

/// The network's own ports carry what they carry outside.
bool ScalingPlanner::canHandOn(uint32_t vertex) const {
  bool isPort = circuit.vertices[vertex].type != NodeType::Flatten;
  return !(isPort && circuit.scopes[circuit.vertices[vertex].scope].isRoot());
}

uint32_t ScalingPlanner::getCommonDemand(uint32_t vertex) const {
  const std::vector<uint32_t> &wires = circuit.wiresFrom[vertex];
  if (wires.empty() || !canHandOn(vertex))
    return 0;
  uint32_t first = demands[circuit.wires[wires.front()].target];
  bool agree = llvm::all_of(wires, [&](uint32_t wire) {
    return demands[circuit.wires[wire].target] == first;
  });
  return agree ? first : 0;
}

Scaling ScalingPlanner::run() && {
  for (uint32_t passage : llvm::reverse(circuit.passages))
    demands[passage] = getCommonDemand(passage);
  for (Edge wire : circuit.wires) {
    uint32_t demand = demands[wire.target];
    bool handedOn =
        circuit.isPassage(wire.source) && demands[wire.source] == demand;
    bool isScaled = demand && !handedOn;
    result.factorOfWire.push_back(isScaled ? demand : 0);
    result.needsDiagonal.push_back(isScaled && !hasMatrix[wire.source]);
  }
  return std::move(result);
}

Scaling tidepool::nir::planScaling(const Circuit &circuit,
                                   ArrayRef<std::vector<double>> gains,
                                   const std::vector<bool> &hasMatrix) {
  return ScalingPlanner(circuit, gains, hasMatrix).run();
}
