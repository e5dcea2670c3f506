//===- Placement.cpp - Which neuron gets which hardware id ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/Placement.h"

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

private:
  std::vector<bool> seesInput, feedsOutput; ///< by neuron
  SmallVector<unsigned> order;
};
} // namespace

HiddenOrder::HiddenOrder(const NeuronConnections &connections)
    : seesInput(connections.getNumNeurons()),
      feedsOutput(connections.getNumNeurons()) {
  for (const auto &weight : connections.getInputWeights())
    seesInput[weight.target] = true;
  for (const auto &weight : connections.getNeuronWeights())
    if (connections.isOutput(weight.target))
      feedsOutput[weight.source] = true;
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

/// Refuses aliases to neurons with lower ids, which the chip counts one step
/// later than the others.
static LogicalResult checkAliasOrder(const NetworkView &view,
                                     const NeuronConnections &connections,
                                     const Placement &placement) {
  for (const NeuronConnections::Alias &alias : connections.getAliases())
    if (placement.ids[alias.source] >= placement.ids[alias.target])
      return emitError(view.getModule(alias.module)->getLoc())
             << "alias '" << view.getLabel(alias.module)
             << "' goes from hidden neuron " << placement.ids[alias.source]
             << " to neuron " << placement.ids[alias.target]
             << ", but its target must come later; this version does not "
                "reorder neurons for aliases: put the module of the target "
                "behind that of the source";
  return success();
}

FailureOr<Placement>
tidepool::xylo::placeNeurons(const NetworkView &view,
                             const NeuronConnections &connections,
                             const Chip &chip) {
  HiddenOrder order(connections);
  if (chip.maxExpansion && !order.fits(*chip.maxExpansion)) {
    order.sortForExpansion(*chip.maxExpansion);
    if (!order.fits(*chip.maxExpansion))
      return emitError(view.getNetwork().getLoc())
             << "no order of the " << order.size()
             << " hidden neurons puts all that see the input among the first "
             << *chip.maxExpansion
             << " and all that feed outputs among the last "
             << *chip.maxExpansion << ", as '" << chip.name
             << "' demands; too many neurons do both";
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
  if (failed(checkAliasOrder(view, connections, placement)))
    return failure();
  return placement;
}
