//===- Quantize.cpp - Rounds a core to integers ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/Passes.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/Support/Format.h"

#include <cmath>

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLOQUANTIZE
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool::xylo;

namespace {
/// What one kind of parameter of one module lost by clipping.
struct Clipping {
  unsigned count = 0;
  double worst = 0, worstExcess = 0;
  unsigned worstNeuron = 0;
};

/// The scales of the neurons of one population, by id.
class PopulationScales {
public:
  PopulationScales(int64_t numNeurons, QuantizeMethod method)
      : perNeuron(method == QuantizeMethod::Channel),
        groups(perNeuron ? numNeurons : 1,
               GroupScale(method == QuantizeMethod::GlobalFuzzy)) {}

  GroupScale &getGroup(int64_t neuron) {
    return groups[perNeuron ? neuron : 0];
  }
  /// Computes the scales once all values have been added.
  void finish() {
    for (const GroupScale &group : groups)
      scales.push_back(group.get());
  }
  double get(int64_t neuron) const { return scales[perNeuron ? neuron : 0]; }

private:
  bool perNeuron;
  std::vector<GroupScale> groups;
  std::vector<double> scales;
};

/// Quantises one core.
class CoreQuantizer {
public:
  CoreQuantizer(CoreOp core, QuantizeMethod method)
      : core(core), hidden(core.getNumHidden(), method),
        output(core.getNumOutputs(), method) {}

  void run();

private:
  /// What was clipped of each parameter, by the id of the neuron.
  using ClippedById = llvm::DenseMap<int64_t, Clipping>;

  void collect();
  void quantizeInputWeights();
  void quantizeRecurrentWeights();
  void quantizeOutputWeights();
  void quantizeNeurons(NeuronsOp neurons);
  Clipping getClippedWeights(NeuronsOp neurons) const;
  int64_t quantizeWeight(double weight, Population population, int64_t target);
  void warnAboutLostWeights(NeuronsOp neurons);
  void warn(NeuronsOp neurons, StringRef what, const Clipping &clipping,
            StringRef range);

  PopulationScales &getScales(Population population) {
    return population == Population::Hidden ? hidden : output;
  }

  CoreOp core;
  PopulationScales hidden, output;
  ClippedById clippedWeights[2]; ///< by population
  /// Which neurons had a weight, and which still have one; by population.
  llvm::BitVector hadWeight[2], hasWeight[2];
};

struct QuantizePass : tidepool::xylo::impl::XyloQuantizeBase<QuantizePass> {
  using XyloQuantizeBase::XyloQuantizeBase;
  void runOnOperation() override;
};
} // namespace

static std::vector<double> getReals(DenseElementsAttr attr) {
  auto values = attr.getValues<double>();
  return {values.begin(), values.end()};
}

template <typename T>
static DenseElementsAttr getIntegers(ShapedType shape, ArrayRef<T> values) {
  auto type = IntegerType::get(shape.getContext(), sizeof(T) * 8);
  return DenseElementsAttr::get(shape.clone(type), values);
}

/// Notes that `value` became `rounded` although it asked for more.
static void noteClipping(Clipping &clipping, double value, Rounded rounded,
                         unsigned neuron) {
  if (!rounded.isClipped)
    return;
  double excess = std::abs(value - static_cast<double>(rounded.value));
  if (clipping.count++ == 0 || excess > clipping.worstExcess) {
    clipping.worst = value;
    clipping.worstExcess = excess;
    clipping.worstNeuron = neuron;
  }
}

namespace {
/// Rounds one parameter of a module, neuron by neuron, to integers of type T.
template <typename T>
class Rounder {
public:
  Rounder(int64_t low, int64_t high) : low(low), high(high) {}

  void add(double value, unsigned neuron) {
    Rounded rounded = roundAndClip(value, low, high);
    noteClipping(clipping, value, rounded, neuron);
    values.push_back(static_cast<T>(rounded.value));
  }
  /// Adds the 0 of something that is not there.
  void addAbsent() { values.push_back(0); }

  DenseElementsAttr get(ShapedType shape) const {
    return getIntegers(shape, ArrayRef<T>(values));
  }

  Clipping clipping;

private:
  int64_t low, high;
  std::vector<T> values;
};
} // namespace

void CoreQuantizer::run() {
  for (llvm::BitVector *weights : {hadWeight, hasWeight}) {
    weights[0].resize(core.getNumHidden());
    weights[1].resize(core.getNumOutputs());
  }
  collect();
  quantizeInputWeights();
  quantizeRecurrentWeights();
  quantizeOutputWeights();
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>())
    quantizeNeurons(neurons);
}

/// Gives every value to the group of the neuron that it belongs to.
void CoreQuantizer::collect() {
  DenseElementsAttr input = core.getInputWeights().getWeights();
  int64_t ien = core.getInputExpansion(), synapses = core.getNumSynapses();
  for (auto [i, weight] : llvm::enumerate(input.getValues<double>()))
    hidden.getGroup(i / synapses % ien).addWeight(weight);
  RecurrentWeightsOp recurrent = core.getRecurrentWeights();
  for (auto [i, weight] :
       llvm::enumerate(recurrent.getWeights().getValues<double>()))
    hidden.getGroup(recurrent.getTargets()[i / synapses]).addWeight(weight);
  DenseElementsAttr outputWeights = core.getOutputWeights().getWeights();
  int64_t numOutputs = core.getNumOutputs();
  for (auto [i, weight] : llvm::enumerate(outputWeights.getValues<double>()))
    output.getGroup(i % numOutputs).addWeight(weight);
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>()) {
    PopulationScales &scales = getScales(neurons.getPopulation());
    for (auto [id, threshold, bias] :
         llvm::zip(neurons.getIds(), neurons.getThreshold().getValues<double>(),
                   neurons.getBias().getValues<double>()))
      scales.getGroup(id).addNeuron(threshold, bias);
  }
  hidden.finish();
  output.finish();
}

int64_t CoreQuantizer::quantizeWeight(double weight, Population population,
                                      int64_t target) {
  double scaled = weight * getScales(population).get(target);
  Rounded rounded =
      roundAndClip(scaled, -maxQuantizedWeight, maxQuantizedWeight);
  if (weight != 0)
    hadWeight[static_cast<unsigned>(population)].set(target);
  if (rounded.value != 0)
    hasWeight[static_cast<unsigned>(population)].set(target);
  if (rounded.isClipped)
    noteClipping(clippedWeights[static_cast<unsigned>(population)][target],
                 scaled, rounded, target);
  return rounded.value;
}

void CoreQuantizer::quantizeInputWeights() {
  InputWeightsOp op = core.getInputWeights();
  int64_t ien = core.getInputExpansion(), synapses = core.getNumSynapses();
  std::vector<int8_t> values;
  for (auto [i, weight] : llvm::enumerate(op.getWeights().getValues<double>()))
    values.push_back(
        quantizeWeight(weight, Population::Hidden, i / synapses % ien));
  op.setWeightsAttr(
      getIntegers(op.getWeights().getType(), ArrayRef<int8_t>(values)));
}

void CoreQuantizer::quantizeRecurrentWeights() {
  RecurrentWeightsOp op = core.getRecurrentWeights();
  int64_t synapses = op.getWeights().getType().getDimSize(1);
  std::vector<double> weights = getReals(op.getWeights());
  std::vector<int32_t> sources, targets;
  std::vector<int8_t> values;
  for (size_t entry = 0; entry < op.getSources().size(); ++entry) {
    int32_t target = op.getTargets()[entry];
    bool isZero = true;
    for (int64_t s = 0; s < synapses; ++s) {
      values.push_back(quantizeWeight(weights[entry * synapses + s],
                                      Population::Hidden, target));
      isZero &= values.back() == 0;
    }
    if (isZero) {
      values.resize(values.size() - synapses);
      continue;
    }
    sources.push_back(op.getSources()[entry]);
    targets.push_back(target);
  }
  auto shape =
      RankedTensorType::get({static_cast<int64_t>(sources.size()), synapses},
                            op.getWeights().getElementType());
  op.setSources(sources);
  op.setTargets(targets);
  op.setWeightsAttr(getIntegers(shape, ArrayRef<int8_t>(values)));
}

void CoreQuantizer::quantizeOutputWeights() {
  OutputWeightsOp op = core.getOutputWeights();
  int64_t numOutputs = core.getNumOutputs();
  std::vector<int8_t> values;
  for (auto [i, weight] : llvm::enumerate(op.getWeights().getValues<double>()))
    values.push_back(
        quantizeWeight(weight, Population::Output, i % numOutputs));
  op.setWeightsAttr(
      getIntegers(op.getWeights().getType(), ArrayRef<int8_t>(values)));
}

void CoreQuantizer::warn(NeuronsOp neurons, StringRef what,
                         const Clipping &clipping, StringRef range) {
  if (clipping.count == 0)
    return;
  std::string worst;
  llvm::raw_string_ostream(worst) << llvm::format("%g", clipping.worst);
  mlir::emitWarning(neurons.getLoc())
      << clipping.count << ' ' << what << " of '" << neurons.getLabel()
      << "' clipped to " << range << "; worst is " << worst << " at neuron "
      << clipping.worstNeuron;
}

/// A neuron whose weights all round to nothing hears nothing any more.
void CoreQuantizer::warnAboutLostWeights(NeuronsOp neurons) {
  auto population = static_cast<unsigned>(neurons.getPopulation());
  unsigned count = 0, first = 0;
  for (auto [k, id] : llvm::enumerate(neurons.getIds()))
    if (hadWeight[population].test(id) && !hasWeight[population].test(id) &&
        count++ == 0)
      first = k;
  if (count > 0)
    mlir::emitWarning(neurons.getLoc())
        << count << " neurons of '" << neurons.getLabel()
        << "' lose all their incoming weights, which round to 0; the first is "
           "neuron "
        << first;
}

/// What was clipped of the weights into a module's neurons.
Clipping CoreQuantizer::getClippedWeights(NeuronsOp neurons) const {
  const ClippedById &byId =
      clippedWeights[static_cast<unsigned>(neurons.getPopulation())];
  Clipping clipping;
  for (auto [k, id] : llvm::enumerate(neurons.getIds())) {
    auto it = byId.find(id);
    if (it == byId.end())
      continue;
    unsigned count = clipping.count + it->second.count;
    if (it->second.worstExcess > clipping.worstExcess) {
      clipping = it->second;
      clipping.worstNeuron = k;
    }
    clipping.count = count;
  }
  return clipping;
}

void CoreQuantizer::quantizeNeurons(NeuronsOp neurons) {
  PopulationScales &scales = getScales(neurons.getPopulation());
  std::vector<double> dashSynOf = getReals(neurons.getDashSyn());
  size_t synapses = dashSynOf.size() / neurons.getIds().size();
  Rounder<int16_t> threshold(minQuantizedThreshold, maxQuantizedThreshold);
  Rounder<int8_t> bias(-maxQuantizedBias, maxQuantizedBias);
  Rounder<int8_t> dashMem(0, maxDash), dashSyn(1, maxDash);
  unsigned neuron = 0;
  for (auto [id, thresholdOf, biasOf, dashMemOf] :
       llvm::zip(neurons.getIds(), neurons.getThreshold().getValues<double>(),
                 neurons.getBias().getValues<double>(),
                 neurons.getDashMem().getValues<double>())) {
    double scale = scales.get(id);
    threshold.add(thresholdOf * scale, neuron);
    bias.add(biasOf * scale, neuron);
    dashMem.add(dashMemOf, neuron);
    for (size_t s = 0; s < synapses; ++s) {
      // 0 says that a neuron has no second synapse.
      double dash = dashSynOf[neuron * synapses + s];
      if (s > 0 && dash == 0)
        dashSyn.addAbsent();
      else
        dashSyn.add(dash, neuron);
    }
    ++neuron;
  }
  neurons.setThresholdAttr(threshold.get(neurons.getThreshold().getType()));
  neurons.setBiasAttr(bias.get(neurons.getBias().getType()));
  neurons.setDashMemAttr(dashMem.get(neurons.getDashMem().getType()));
  neurons.setDashSynAttr(dashSyn.get(neurons.getDashSyn().getType()));
  warnAboutLostWeights(neurons);
  warn(neurons, "incoming weights", getClippedWeights(neurons), "[-127, 127]");
  warn(neurons, "thresholds", threshold.clipping, "[1, 32767]");
  warn(neurons, "biases", bias.clipping, "[-127, 127]");
  warn(neurons, "membrane decay shifts", dashMem.clipping, "[0, 15]");
  warn(neurons, "synaptic decay shifts", dashSyn.clipping, "[1, 15]");
}

void QuantizePass::runOnOperation() {
  std::optional<QuantizeMethod> selected = parseQuantizeMethod(method);
  if (!selected) {
    mlir::emitError(getOperation().getLoc(), "unknown quantisation method '")
        << method << "'; methods are 'global', 'global-fuzzy' and 'channel'";
    return signalPassFailure();
  }
  if (getOperation().isQuantized())
    return markAllAnalysesPreserved();
  CoreQuantizer(getOperation(), *selected).run();
}
