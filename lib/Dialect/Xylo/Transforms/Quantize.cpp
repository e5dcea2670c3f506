//===- Quantize.cpp - Rounds a core to integers ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/Quantize.h"
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"
#include "tidepool/Support/DiagnosticFacts.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/Support/Format.h"

#include <algorithm>
#include <cmath>

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLOQUANTIZE
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool;
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

/// A neuron of one of the core's modules.
struct ModuleNeuron {
  unsigned module = 0; ///< among the `xylo.neurons`
  unsigned neuron = 0;
};

/// The integers of one parameter of a module.
struct Range {
  StringRef what; ///< in warnings
  int64_t low, high;
  StringRef ifBelow, ifAbove; ///< advice
};

constexpr llvm::StringLiteral longerTimeConstants =
    "use longer time constants or a shorter time step";
constexpr llvm::StringLiteral shorterTimeConstants =
    "use shorter time constants or a longer time step";
constexpr llvm::StringLiteral smallerOutliers =
    "quantise with 'global' or 'channel', or train without outliers";
constexpr llvm::StringLiteral lostWeightsAdvice =
    "quantise with 'channel', or make the weights larger beside the thresholds "
    "and biases";

constexpr Range weightRange{"incoming weights", -maxQuantizedWeight,
                            maxQuantizedWeight, smallerOutliers,
                            smallerOutliers};
constexpr Range biasRange{"biases", -maxQuantizedBias, maxQuantizedBias,
                          "use smaller biases", "use smaller biases"};
constexpr Range thresholdRange{"thresholds", minQuantizedThreshold,
                               maxQuantizedThreshold,
                               "use higher thresholds or smaller weights",
                               "use lower thresholds or larger weights"};
constexpr Range dashMemRange{"membrane decay shifts", 0, maxDash,
                             longerTimeConstants, shorterTimeConstants};
constexpr Range dashSynRange{"synaptic decay shifts", 1, maxDash,
                             longerTimeConstants, shorterTimeConstants};

/// Quantises one core.
class CoreQuantizer {
public:
  CoreQuantizer(CoreOp core, QuantizeMethod method, QuantizationLog *log);

  void run();

private:
  void collect();
  void quantizeInputWeights();
  void quantizeRecurrentWeights();
  void quantizeOutputWeights();
  void quantizeNeurons(unsigned module);
  int64_t quantizeWeight(double weight, Population population, int64_t target,
                         WeightSource source, unsigned synapse);
  void warnAboutLostWeights(NeuronsOp neurons);
  void warn(NeuronsOp neurons, const Clipping &clipping, const Range &range);

  PopulationScales &getScales(Population population) {
    return population == Population::Hidden ? hidden : output;
  }

  CoreOp core;
  QuantizationLog *log;
  PopulationScales hidden, output;
  std::vector<NeuronsOp> modules;
  std::vector<ModuleNeuron> neuronOf[2]; ///< by population, then id
  std::vector<Clipping> clippedWeights;  ///< by module
  std::vector<ModuleLoss> losses;        ///< by module
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
  Rounder(NeuronsOp neurons, StringRef parameter, Range range,
          QuantizationLog *log)
      : neurons(neurons), parameter(parameter), range(range), log(log) {}

  Rounded add(double value, unsigned neuron,
              std::optional<unsigned> synapse = std::nullopt) {
    Rounded rounded = roundAndClip(value, range.low, range.high);
    noteClipping(clipping, value, rounded, neuron);
    if (log && rounded.isClipped)
      log->clipped.push_back({neurons.getLabel().str(), parameter, neuron,
                              std::nullopt, synapse, value, rounded.value});
    values.push_back(static_cast<T>(rounded.value));
    return rounded;
  }
  /// Adds the 0 of something that is not there.
  void addAbsent() { values.push_back(0); }

  DenseElementsAttr get(ShapedType shape) const {
    return getIntegers(shape, ArrayRef<T>(values));
  }
  const Clipping &getClipping() const { return clipping; }
  const Range &getRange() const { return range; }
  ArrayRef<T> getValues() const { return values; }

private:
  NeuronsOp neurons;
  StringRef parameter;
  Range range;
  QuantizationLog *log;
  Clipping clipping;
  std::vector<T> values;
};
} // namespace

template <typename T, typename Values>
static Extent<T> getExtent(const Values &values) {
  auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
  return {*smallest, *largest};
}

/// What is known of a module before its numbers are rounded.
static ModuleLoss startLoss(NeuronsOp neurons) {
  ModuleLoss loss;
  loss.label = neurons.getLabel().str();
  loss.isOutput = neurons.getPopulation() == Population::Output;
  loss.numNeurons = neurons.getIds().size();
  loss.realThreshold = getExtent<double>(getReals(neurons.getThreshold()));
  return loss;
}

CoreQuantizer::CoreQuantizer(CoreOp core, QuantizeMethod method,
                             QuantizationLog *log)
    : core(core), log(log), hidden(core.getNumHidden(), method),
      output(core.getNumOutputs(), method) {
  auto size = [&](Population population) {
    return population == Population::Hidden ? core.getNumHidden()
                                            : core.getNumOutputs();
  };
  for (Population population : {Population::Hidden, Population::Output}) {
    auto index = static_cast<unsigned>(population);
    neuronOf[index].resize(size(population));
    hadWeight[index].resize(size(population));
    hasWeight[index].resize(size(population));
  }
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>()) {
    auto index = static_cast<unsigned>(neurons.getPopulation());
    for (auto [k, id] : llvm::enumerate(neurons.getIds()))
      neuronOf[index][id] = {static_cast<unsigned>(modules.size()),
                             static_cast<unsigned>(k)};
    modules.push_back(neurons);
    losses.push_back(startLoss(neurons));
  }
  clippedWeights.resize(modules.size());
}

void CoreQuantizer::run() {
  collect();
  quantizeInputWeights();
  quantizeRecurrentWeights();
  quantizeOutputWeights();
  for (unsigned module = 0; module < modules.size(); ++module)
    quantizeNeurons(module);
  if (log)
    log->modules = std::move(losses);
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
                                      int64_t target, WeightSource source,
                                      unsigned synapse) {
  double scaled = weight * getScales(population).get(target);
  Rounded rounded =
      roundAndClip(scaled, -maxQuantizedWeight, maxQuantizedWeight);
  auto index = static_cast<unsigned>(population);
  if (weight != 0)
    hadWeight[index].set(target);
  if (rounded.value != 0)
    hasWeight[index].set(target);
  ModuleNeuron place = neuronOf[index][target];
  losses[place.module].weights.add(weight, scaled, rounded);
  if (rounded.isClipped) {
    noteClipping(clippedWeights[place.module], scaled, rounded, place.neuron);
    if (log)
      log->clipped.push_back({modules[place.module].getLabel().str(), "weights",
                              place.neuron, source, synapse, scaled,
                              rounded.value});
  }
  return rounded.value;
}

void CoreQuantizer::quantizeInputWeights() {
  InputWeightsOp op = core.getInputWeights();
  int64_t ien = core.getInputExpansion(), synapses = core.getNumSynapses();
  std::vector<int8_t> values;
  values.reserve(op.getWeights().getNumElements());
  for (auto [i, weight] : llvm::enumerate(op.getWeights().getValues<double>()))
    values.push_back(quantizeWeight(
        weight, Population::Hidden, i / synapses % ien,
        {/*isInput=*/true, static_cast<int64_t>(i) / synapses / ien},
        i % synapses));
  op.setWeightsAttr(
      getIntegers(op.getWeights().getType(), ArrayRef<int8_t>(values)));
}

void CoreQuantizer::quantizeRecurrentWeights() {
  RecurrentWeightsOp op = core.getRecurrentWeights();
  int64_t synapses = op.getWeights().getType().getDimSize(1);
  ArrayRef<int32_t> oldSources = op.getSources(), oldTargets = op.getTargets();
  std::vector<int32_t> sources, targets;
  std::vector<int8_t> values;
  size_t entry = 0;
  int64_t synapse = 0;
  bool isZero = true;
  for (double weight : op.getWeights().getValues<double>()) {
    int32_t source = oldSources[entry], target = oldTargets[entry];
    values.push_back(quantizeWeight(weight, Population::Hidden, target,
                                    {/*isInput=*/false, source}, synapse));
    isZero &= values.back() == 0;
    if (++synapse < synapses)
      continue;
    if (isZero) {
      values.resize(values.size() - synapses);
    } else {
      sources.push_back(source);
      targets.push_back(target);
    }
    ++entry;
    synapse = 0;
    isZero = true;
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
  int64_t firstRow = core.getNumHidden() - core.getOutputExpansion();
  std::vector<int8_t> values;
  values.reserve(op.getWeights().getNumElements());
  for (auto [i, weight] : llvm::enumerate(op.getWeights().getValues<double>()))
    values.push_back(quantizeWeight(
        weight, Population::Output, i % numOutputs,
        {/*isInput=*/false, firstRow + static_cast<int64_t>(i) / numOutputs},
        /*synapse=*/0));
  op.setWeightsAttr(
      getIntegers(op.getWeights().getType(), ArrayRef<int8_t>(values)));
}

void CoreQuantizer::warn(NeuronsOp neurons, const Clipping &clipping,
                         const Range &range) {
  if (clipping.count == 0)
    return;
  std::string text;
  llvm::raw_string_ostream(text)
      << clipping.count << ' ' << range.what << " of '" << neurons.getLabel()
      << "' clipped to [" << range.low << ", " << range.high << "]; worst is "
      << llvm::format("%g", clipping.worst) << " at neuron "
      << clipping.worstNeuron;
  InFlightDiagnostic diag = mlir::emitWarning(neurons.getLoc()) << text;
  DiagnosticFacts facts;
  facts.id = "clipping";
  facts.message = text;
  facts.value = clipping.worst;
  bool isBelow = clipping.worst < static_cast<double>(range.low);
  facts.limit = isBelow ? range.low : range.high;
  facts.advice = (isBelow ? range.ifBelow : range.ifAbove).str();
  facts.modules = {neurons.getLabel().str()};
  attachFacts(diag, facts);
}

/// A neuron whose weights all round to nothing hears nothing any more.
void CoreQuantizer::warnAboutLostWeights(NeuronsOp neurons) {
  auto population = static_cast<unsigned>(neurons.getPopulation());
  unsigned count = 0, first = 0;
  for (auto [k, id] : llvm::enumerate(neurons.getIds()))
    if (hadWeight[population].test(id) && !hasWeight[population].test(id) &&
        count++ == 0)
      first = k;
  if (count == 0)
    return;
  std::string text;
  llvm::raw_string_ostream(text)
      << count << (count == 1 ? " neuron" : " neurons") << " of '"
      << neurons.getLabel() << (count == 1 ? "' loses" : "' lose")
      << " all incoming weights, which round to 0; the first is neuron "
      << first;
  InFlightDiagnostic diag = mlir::emitWarning(neurons.getLoc()) << text;
  DiagnosticFacts facts;
  facts.id = "lost-weights";
  facts.message = text;
  facts.value = count;
  facts.advice = lostWeightsAdvice;
  facts.modules = {neurons.getLabel().str()};
  attachFacts(diag, facts);
}

void CoreQuantizer::quantizeNeurons(unsigned module) {
  NeuronsOp neurons = modules[module];
  ModuleLoss &loss = losses[module];
  PopulationScales &scales = getScales(neurons.getPopulation());
  std::vector<double> dashSynOf = getReals(neurons.getDashSyn());
  size_t synapses = dashSynOf.size() / neurons.getIds().size();
  Rounder<int16_t> threshold(neurons, "threshold", thresholdRange, log);
  Rounder<int8_t> bias(neurons, "bias", biasRange, log);
  Rounder<int8_t> dashMem(neurons, "dash_mem", dashMemRange, log);
  Rounder<int8_t> dashSyn(neurons, "dash_syn", dashSynRange, log);
  unsigned neuron = 0;
  for (auto [id, thresholdOf, biasOf, dashMemOf] :
       llvm::zip(neurons.getIds(), neurons.getThreshold().getValues<double>(),
                 neurons.getBias().getValues<double>(),
                 neurons.getDashMem().getValues<double>())) {
    double scale = scales.get(id);
    loss.thresholds.add(thresholdOf, thresholdOf * scale,
                        threshold.add(thresholdOf * scale, neuron));
    loss.biases.add(biasOf, biasOf * scale, bias.add(biasOf * scale, neuron));
    loss.membrane.add(dashMemOf, dashMem.add(dashMemOf, neuron));
    for (size_t s = 0; s < synapses; ++s) {
      // 0 says that a neuron has no second synapse.
      double dash = dashSynOf[neuron * synapses + s];
      if (s > 0 && dash == 0)
        dashSyn.addAbsent();
      else
        loss.synapses.add(dash, dashSyn.add(dash, neuron, s));
    }
    ++neuron;
  }
  loss.threshold = getExtent<int64_t>(threshold.getValues());
  neurons.setThresholdAttr(threshold.get(neurons.getThreshold().getType()));
  neurons.setBiasAttr(bias.get(neurons.getBias().getType()));
  neurons.setDashMemAttr(dashMem.get(neurons.getDashMem().getType()));
  neurons.setDashSynAttr(dashSyn.get(neurons.getDashSyn().getType()));
  warnAboutLostWeights(neurons);
  warn(neurons, clippedWeights[module], weightRange);
  warn(neurons, threshold.getClipping(), threshold.getRange());
  warn(neurons, bias.getClipping(), bias.getRange());
  warn(neurons, dashMem.getClipping(), dashMem.getRange());
  warn(neurons, dashSyn.getClipping(), dashSyn.getRange());
}

void tidepool::xylo::quantizeCore(CoreOp core, QuantizeMethod method,
                                  QuantizationLog *log) {
  if (!core.isQuantized())
    CoreQuantizer(core, method, log).run();
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
  quantizeCore(getOperation(), *selected);
}
