//===- HiddenOrder.cpp - The order of the hidden neurons ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/HiddenOrder.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <tuple>

using namespace tidepool::xylo;
using llvm::ArrayRef;

using Aliases = std::vector<std::pair<unsigned, unsigned>>;

/// The smallest element first.
template <typename T>
using MinQueue = std::priority_queue<T, std::vector<T>, std::greater<>>;

unsigned
tidepool::xylo::countInputExpansion(const OrderConstraints &constraints,
                                    ArrayRef<unsigned> order) {
  for (unsigned id = order.size(); id > 0; --id)
    if (constraints.seesInput[order[id - 1]])
      return id;
  return 0;
}

unsigned
tidepool::xylo::countOutputExpansion(const OrderConstraints &constraints,
                                     ArrayRef<unsigned> order) {
  for (unsigned id = 0; id < order.size(); ++id)
    if (constraints.feedsOutput[order[id]])
      return order.size() - id;
  return 0;
}

static bool fits(const OrderConstraints &constraints,
                 ArrayRef<unsigned> order) {
  return countInputExpansion(constraints, order) <= constraints.limit &&
         countOutputExpansion(constraints, order) <= constraints.limit;
}

//===----------------------------------------------------------------------===//
// Aliases
//===----------------------------------------------------------------------===//

/// The alias targets of each neuron.
static std::vector<llvm::SmallVector<unsigned, 1>>
listTargets(size_t numNeurons,
            ArrayRef<std::pair<unsigned, unsigned>> aliases) {
  std::vector<llvm::SmallVector<unsigned, 1>> targets(numNeurons);
  for (auto [source, target] : aliases)
    targets[source].push_back(target);
  return targets;
}

/// `order` with every alias source before its target, other neurons as they
/// were. Neurons behind a circle of aliases are missing.
static HiddenOrder
putSourcesFirst(ArrayRef<unsigned> order,
                ArrayRef<std::pair<unsigned, unsigned>> aliases) {
  // Kahn's algorithm: of the neurons whose alias sources have all been placed,
  // the next is the one that stood first.
  std::vector<unsigned> positionOf(order.size()), openSources(order.size());
  for (auto [position, neuron] : llvm::enumerate(order))
    positionOf[neuron] = position;
  auto targets = listTargets(order.size(), aliases);
  for (auto [source, target] : aliases)
    ++openSources[target];
  MinQueue<unsigned> ready;
  for (unsigned neuron : order)
    if (openSources[neuron] == 0)
      ready.push(positionOf[neuron]);
  HiddenOrder sorted;
  while (!ready.empty()) {
    unsigned neuron = order[ready.top()];
    ready.pop();
    sorted.push_back(neuron);
    for (unsigned target : targets[neuron])
      if (--openSources[target] == 0)
        ready.push(positionOf[target]);
  }
  return sorted;
}

/// The aliases without the last one of each circle. As a neuron has one target
/// at most, an alias closes a circle if its target's chain ends at its source.
static Aliases dropCircles(const OrderConstraints &constraints) {
  // Neurons of one chain have the same root (union-find with path halving).
  std::vector<unsigned> root(constraints.size());
  std::iota(root.begin(), root.end(), 0);
  auto findRoot = [&](unsigned neuron) {
    while (root[neuron] != neuron)
      neuron = root[neuron] = root[root[neuron]];
    return neuron;
  };
  Aliases kept;
  for (auto [source, target] : constraints.aliases) {
    if (findRoot(target) == source)
      continue;
    root[source] = target;
    kept.push_back({source, target});
  }
  return kept;
}

//===----------------------------------------------------------------------===//
// Whole modules
//===----------------------------------------------------------------------===//

/// Whole modules: those that only see the input, then those that do both, then
/// the rest, and last those that only feed outputs. `early` modules that do
/// neither go before those that do both, so that these stand late enough.
static HiddenOrder orderModules(const OrderConstraints &constraints,
                                bool early) {
  struct Module {
    std::vector<unsigned> neurons;
    bool seesInput = false, feedsOutput = false;
  };
  std::vector<Module> modules;
  for (unsigned neuron = 0; neuron < constraints.size(); ++neuron) {
    if (neuron == 0 ||
        constraints.moduleOf[neuron] != constraints.moduleOf[neuron - 1])
      modules.emplace_back();
    modules.back().neurons.push_back(neuron);
    modules.back().seesInput |= constraints.seesInput[neuron];
    modules.back().feedsOutput |= constraints.feedsOutput[neuron];
  }
  HiddenOrder order;
  auto append = [&](bool seesInput, bool feedsOutput, size_t untilSize) {
    for (Module &module : modules)
      if (module.seesInput == seesInput && module.feedsOutput == feedsOutput &&
          order.size() < untilSize) {
        llvm::append_range(order, module.neurons);
        module.neurons.clear();
      }
  };
  size_t all = constraints.size();
  append(true, false, all);
  if (early && all > constraints.limit)
    append(false, false, all - constraints.limit);
  append(true, true, all);
  append(false, false, all);
  append(false, true, all);
  return order;
}

//===----------------------------------------------------------------------===//
// Neuron by neuron
//===----------------------------------------------------------------------===//

/// An order with at most these expansions and with every source of `aliases`
/// before its target; none if there is none.
///
/// Ids are times at which one machine does one neuron each: who feeds outputs
/// is released late, who sees the input is due early, a target is released
/// after its source, which is due before it. Taking the released neuron that is
/// due first finds a schedule whenever there is one (Lageweg, Lenstra and
/// Rinnooy Kan 1976, for unit times and integer releases).
static std::optional<HiddenOrder>
schedule(const OrderConstraints &constraints,
         ArrayRef<std::pair<unsigned, unsigned>> aliases,
         unsigned inputExpansion, unsigned outputExpansion) {
  unsigned size = constraints.size();
  std::vector<unsigned> released(size), due(size);
  for (unsigned neuron = 0; neuron < size; ++neuron) {
    due[neuron] = constraints.seesInput[neuron] ? inputExpansion : size;
    if (constraints.feedsOutput[neuron] && outputExpansion < size)
      released[neuron] = size - outputExpansion;
  }
  HiddenOrder neurons(size);
  std::iota(neurons.begin(), neurons.end(), 0);
  HiddenOrder sourcesFirst = putSourcesFirst(neurons, aliases);
  if (sourcesFirst.size() < size)
    return std::nullopt; // a circle
  auto targets = listTargets(size, aliases);
  for (unsigned source : sourcesFirst)
    for (unsigned target : targets[source])
      released[target] = std::max(released[target], released[source] + 1);
  for (unsigned source : llvm::reverse(sourcesFirst))
    for (unsigned target : targets[source]) {
      if (due[target] == 0)
        return std::nullopt;
      due[source] = std::min(due[source], due[target] - 1);
    }

  llvm::sort(neurons, [&](unsigned a, unsigned b) {
    return std::pair(released[a], a) < std::pair(released[b], b);
  });
  MinQueue<std::tuple<unsigned, bool, unsigned>> waiting;
  HiddenOrder order;
  auto next = neurons.begin();
  for (unsigned id = 0; id < size; ++id) {
    for (; next != neurons.end() && released[*next] <= id; ++next)
      waiting.push({due[*next], constraints.feedsOutput[*next], *next});
    if (waiting.empty())
      return std::nullopt;
    auto [dueBy, feedsOutput, neuron] = waiting.top();
    waiting.pop();
    if (id >= dueBy)
      return std::nullopt;
    order.push_back(neuron);
  }
  return order;
}

/// The smallest number up to `limit` for which `isPossible`, which holds for
/// `limit` and every number above one for which it holds.
template <typename Predicate>
static unsigned findLeast(unsigned limit, Predicate isPossible) {
  unsigned low = 0, high = limit;
  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    if (isPossible(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return high;
}

/// As `schedule`, with the fewest output expansion neurons that the limits
/// allow, then the fewest input expansion neurons.
static std::optional<HiddenOrder>
scheduleTightly(const OrderConstraints &constraints,
                ArrayRef<std::pair<unsigned, unsigned>> aliases) {
  unsigned limit = constraints.limit;
  if (!schedule(constraints, aliases, limit, limit))
    return std::nullopt;
  unsigned outputs = findLeast(limit, [&](unsigned outputs) {
    return schedule(constraints, aliases, limit, outputs).has_value();
  });
  unsigned inputs = findLeast(limit, [&](unsigned inputs) {
    return schedule(constraints, aliases, inputs, outputs).has_value();
  });
  return schedule(constraints, aliases, inputs, outputs);
}

/// Keeps each alias in turn that goes together with the limit and those kept
/// before it.
static Aliases keepWhatFits(const OrderConstraints &constraints) {
  Aliases kept;
  for (const auto &alias : constraints.aliases) {
    kept.push_back(alias);
    if (!schedule(constraints, kept, constraints.limit, constraints.limit))
      kept.pop_back();
  }
  return kept;
}

std::optional<HiddenOrder>
tidepool::xylo::findHiddenOrder(const OrderConstraints &constraints) {
  Aliases aliases = dropCircles(constraints);
  HiddenOrder asWritten(constraints.size());
  std::iota(asWritten.begin(), asWritten.end(), 0);
  for (const HiddenOrder &candidate :
       {asWritten, orderModules(constraints, /*early=*/false),
        orderModules(constraints, /*early=*/true)}) {
    HiddenOrder order = putSourcesFirst(candidate, aliases);
    if (fits(constraints, order))
      return order;
  }
  if (auto order = scheduleTightly(constraints, aliases))
    return order;
  return scheduleTightly(constraints, keepWhatFits(constraints));
}
