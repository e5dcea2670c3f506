//===- Placement.cpp - Which neuron gets which hardware id ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/Placement.h"

#include <functional>
#include <queue>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

namespace {
/// The hidden neurons of a network in the order of their ids to be.
class HiddenOrder {
public:
  explicit HiddenOrder(const NeuronConnections &connections);

  size_t size() const { return order.size(); }
  ArrayRef<unsigned> get() const { return order; }

  /// One more than the position of the last neuron that inputs reach.
  unsigned countInputExpansion() const;
  /// The neurons from the first one that reaches outputs to the end.
  unsigned countOutputExpansion() const;
  bool fits(unsigned limit) const {
    return countInputExpansion() <= limit && countOutputExpansion() <= limit;
  }

  /// Sorts neuron by neuron for expansion limits.
  void sortForExpansion(unsigned limit);

  /// Puts every alias source before its target; other neurons keep their order.
  /// Neurons whose aliases go in a circle come last, as they were.
  void sortForAliases(ArrayRef<NeuronConnections::Alias> aliases);

private:
  std::vector<bool> seesInput, feedsOutput; ///< by neuron
  SmallVector<unsigned> order;
};
} // namespace

HiddenOrder::HiddenOrder(const NeuronConnections &connections)
    : seesInput(connections.getInputNeurons()),
      feedsOutput(connections.getFeedingNeurons()) {
  for (unsigned neuron = 0; neuron < connections.getNumNeurons(); ++neuron)
    if (!connections.isOutput(neuron))
      order.push_back(neuron);
}

unsigned HiddenOrder::countInputExpansion() const {
  for (unsigned position = order.size(); position > 0; --position)
    if (seesInput[order[position - 1]])
      return position;
  return 0;
}

unsigned HiddenOrder::countOutputExpansion() const {
  for (unsigned position = 0; position < order.size(); ++position)
    if (feedsOutput[order[position]])
      return order.size() - position;
  return 0;
}

/// Neurons that see the input must stand in the first `limit` places, those
/// that feed outputs in the last. So: the first kind, then as many neurons that
/// are neither as the first places have room for, then those that are both, as
/// late as possible; then the rest. If this order does not fit, none does.
void HiddenOrder::sortForExpansion(unsigned limit) {
  SmallVector<unsigned> inputOnly, neither, both, outputOnly;
  for (unsigned neuron : order) {
    bool in = seesInput[neuron], out = feedsOutput[neuron];
    (in ? (out ? both : inputOnly) : (out ? outputOnly : neither))
        .push_back(neuron);
  }
  size_t taken = inputOnly.size() + both.size();
  size_t room = limit > taken ? limit - taken : 0;
  size_t early = both.empty() ? 0 : std::min(room, neither.size());
  order = std::move(inputOnly);
  order.append(neither.begin(), neither.begin() + early);
  llvm::append_range(order, both);
  order.append(neither.begin() + early, neither.end());
  llvm::append_range(order, outputOnly);
}

void HiddenOrder::sortForAliases(ArrayRef<NeuronConnections::Alias> aliases) {
  // Kahn's algorithm: of the neurons whose alias sources have all been placed,
  // the next is the one that stood first. O((neurons + aliases) log neurons).
  std::vector<unsigned> positionOf(seesInput.size()), openSources(order.size());
  for (auto [position, neuron] : llvm::enumerate(order))
    positionOf[neuron] = position;
  std::vector<SmallVector<unsigned, 1>> targets(order.size());
  for (const NeuronConnections::Alias &alias : aliases) {
    unsigned source = positionOf[alias.source];
    unsigned target = positionOf[alias.target];
    targets[source].push_back(target);
    ++openSources[target];
  }
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> ready;
  for (unsigned position = 0; position < order.size(); ++position)
    if (openSources[position] == 0)
      ready.push(position);
  std::vector<bool> placed(order.size());
  SmallVector<unsigned> sorted;
  while (!ready.empty()) {
    unsigned position = ready.top();
    ready.pop();
    placed[position] = true;
    sorted.push_back(order[position]);
    for (unsigned target : targets[position])
      if (--openSources[target] == 0)
        ready.push(target);
  }
  for (unsigned position = 0; position < order.size(); ++position)
    if (!placed[position])
      sorted.push_back(order[position]);
  order = std::move(sorted);
}

/// Output neuron k drives network output k; output neurons that drive none get
/// the last ids.
static void placeOutputs(const NeuronConnections &connections,
                         Placement &placement) {
  std::vector<bool> placed(connections.getNumNeurons());
  for (std::optional<unsigned> driver : connections.getOutputDrivers()) {
    placement.ids[*driver] = placement.numOutputs++;
    placed[*driver] = true;
  }
  for (unsigned neuron = 0; neuron < connections.getNumNeurons(); ++neuron)
    if (connections.isOutput(neuron) && !placed[neuron])
      placement.ids[neuron] = placement.numOutputs++;
}

/// Warns about aliases to neurons with lower ids, which the chip counts one
/// step later than the others.
static void warnAboutBackwardAliases(const NetworkView &view,
                                     const NeuronConnections &connections,
                                     const Placement &placement) {
  llvm::DenseSet<unsigned> warned;
  for (const NeuronConnections::Alias &alias : connections.getAliases())
    if (placement.ids[alias.source] >= placement.ids[alias.target] &&
        warned.insert(alias.module).second)
      emitWarning(view.getModule(alias.module)->getLoc())
          << "alias '" << view.getLabel(alias.module)
          << "' goes from hidden neuron " << placement.ids[alias.source]
          << " to neuron " << placement.ids[alias.target]
          << ", which comes first: the chip passes its spikes on without "
             "letting them count in the target's own step";
}

FailureOr<Placement>
tidepool::xylo::placeNeurons(const NetworkView &view,
                             const NeuronConnections &connections,
                             const Chip &chip) {
  HiddenOrder order(connections);
  unsigned limit = chip.maxExpansion.value_or(order.size());
  HiddenOrder withAliases = order;
  withAliases.sortForAliases(connections.getAliases());
  if (withAliases.fits(limit))
    order = std::move(withAliases);
  if (!order.fits(limit)) {
    order.sortForExpansion(limit);
    withAliases = order;
    withAliases.sortForAliases(connections.getAliases());
    if (withAliases.fits(limit))
      order = std::move(withAliases);
    if (!order.fits(limit))
      return emitError(view.getNetwork().getLoc())
             << "no order of the " << order.size()
             << " hidden neurons puts all that see the input among the first "
             << limit << " and all that feed outputs among the last " << limit
             << ", as '" << chip.name << "' demands; too many neurons do both";
  }

  Placement placement;
  placement.ids.resize(connections.getNumNeurons());
  for (unsigned neuron : order.get())
    placement.ids[neuron] = placement.numHidden++;
  placement.inputExpansion =
      chip.maxExpansion ? order.countInputExpansion() : order.size();
  placement.outputExpansion =
      chip.maxExpansion ? order.countOutputExpansion() : order.size();
  placeOutputs(connections, placement);
  warnAboutBackwardAliases(view, connections, placement);
  return placement;
}
