//===- ConnectionOrigins.cpp - Which modules connect neurons --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConnectionOrigins.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using graph::NetworkView;

using Modules = ConnectionOrigins::Modules;

/// The modules among the ends of a node's connections that are an `OpTy`,
/// ascending.
template <typename OpTy, typename Ends>
static Modules collect(const NetworkView &view, const Ends &ends) {
  Modules modules;
  for (const auto &end : ends)
    if (view.getAs<OpTy>(end.module))
      modules.push_back(end.module);
  llvm::sort(modules);
  modules.erase(llvm::unique(modules), modules.end());
  return modules;
}

/// The weights at each of some nodes.
template <typename NodeEnds>
static std::vector<Modules> collectWeights(const NetworkView &view,
                                           const NodeEnds &nodes) {
  std::vector<Modules> weights;
  for (const auto &ends : nodes)
    weights.push_back(collect<graph::WeightsOpInterface>(view, ends));
  return weights;
}

ConnectionOrigins::ConnectionOrigins(const NetworkView &view)
    : view(view), behindInputs(collectWeights(view, view.getNetworkInputs())) {
  for (unsigned module = 0; module < view.getModules().size(); ++module) {
    behind.emplace_back();
    before.emplace_back();
    if (!view.getAs<graph::LIFNeuronsOp>(module))
      continue;
    behind.back() = collectWeights(view, view.getOutputs(module));
    before.back() = collectWeights(view, view.getInputs(module));
  }
}

Modules ConnectionOrigins::findWeights(Source source, Neuron target,
                                       unsigned synapse) const {
  unsigned numSynapses =
      view.getAs<graph::LIFNeuronsOp>(target.module).getNumSynapses();
  if (synapse >= numSynapses)
    return {};
  const Modules *fewer = &getWeightsBehind(source);
  const Modules *more =
      &before[target.module][target.index * numSynapses + synapse];
  if (fewer->size() > more->size())
    std::swap(fewer, more);
  return llvm::to_vector<1>(
      llvm::make_filter_range(*fewer, [&](unsigned module) {
        return llvm::binary_search(*more, module);
      }));
}

Modules ConnectionOrigins::findAliases(Neuron source) const {
  return collect<graph::AliasOp>(view,
                                 view.getOutputs(source.module)[source.index]);
}
