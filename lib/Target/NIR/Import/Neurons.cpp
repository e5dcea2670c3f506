//===- Neurons.cpp - Neurons of NIR as those of the graph dialect ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Neurons.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/NodeMembers.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;
using llvm::Twine;

bool tidepool::nir::isPopulation(NodeType type) {
  switch (type) {
  case NodeType::CubaLI:
  case NodeType::CubaLIF:
  case NodeType::IF:
  case NodeType::LI:
  case NodeType::LIF:
  case NodeType::Threshold:
    return true;
  default:
    return false;
  }
}

bool tidepool::nir::hasChannelValues(NodeType type) {
  return isPopulation(type) || type == NodeType::Delay || type == NodeType::I;
}

const char *tidepool::nir::findFault(StringRef name, double value) {
  if (name.starts_with("tau") && value <= 0)
    return "a time constant must be above 0";
  if (name == "v_threshold" && value <= 0)
    return "a threshold must be above 0 (v_threshold and v_reset may have "
           "been swapped)";
  if (name == "delay" && value < 0)
    return "a delay cannot be negative";
  return nullptr;
}

/// Reports the first number that cannot be.
static void reportFault(StringRef name, const Parameter &parameter,
                        llvm::ArrayRef<double> values, Reporter &reporter) {
  for (auto [index, value] : llvm::enumerate(values))
    if (const char *fault = findFault(name, value))
      return reporter.error(parameter.path,
                            "element " + formatIndex(parameter.shape, index) +
                                " is " + formatNumber(value) + "; " + fault);
}

ChannelValues tidepool::nir::readChannelValues(const Vertex &vertex,
                                               const NodeShapes &shapes,
                                               Reporter &reporter) {
  ChannelValues result;
  size_t count = countChannels(*shapes.input);
  for (const Member &member : getMembers(vertex.type)) {
    const Parameter *parameter = vertex.find(member.name);
    if (!parameter)
      continue;
    auto values = readNumbers(*parameter);
    if (!values) {
      reporter.error(parameter->path, values.takeError());
      continue;
    }
    reportFault(member.name, *parameter, *values, reporter);
    if (values->size() == 1)
      values->resize(count, values->front());
    result[member.name.str()] = std::move(*values);
  }
  if (findMember(vertex.type, "w_in") && !result.count("w_in"))
    result["w_in"].assign(count, 1.0);
  return result;
}

Leak tidepool::nir::getLeak(double tau, const Reading &reading) {
  double ratio = reading.dt / tau;
  if (reading.convention == Convention::Euler)
    return {1 - ratio, ratio, -reading.dt / std::log1p(-ratio)};
  return {std::exp(-ratio), -std::expm1(-ratio), tau};
}

/// Fills in the neuron of one channel; an error names what is out of range.
static llvm::Error convertChannel(const NeuronLayer &layer,
                                  const Reading &reading, size_t channel,
                                  LIFParameters &result) {
  double tauMem = layer.getMembraneTaus()[channel];
  bool isEuler = reading.convention == Convention::Euler;
  bool isRockpool = reading.convention == Convention::Rockpool;
  double shortest = layer.hasSynapse()
                        ? std::min(tauMem, layer.get("tau_syn")[channel])
                        : tauMem;
  if (isEuler && reading.dt >= shortest)
    return makeError(
        "the time constant of ", formatNumber(shortest), " s of channel ",
        channel, " is not above the time step of ", formatNumber(reading.dt),
        " s, as forward Euler needs; choose a shorter step or the "
        "exact convention");
  Leak mem = getLeak(tauMem, reading);
  double gain = isRockpool ? 1 : layer.get("r")[channel] * mem.share;
  double tauSyn = reading.dt / std::log(2.0);
  if (layer.hasSynapse()) {
    Leak syn = getLeak(layer.get("tau_syn")[channel], reading);
    tauSyn = syn.tau;
    if (!isRockpool)
      gain *= layer.get("w_in")[channel] * syn.share / syn.decay;
  }
  if (std::fabs(gain - 1) <= 1e-6)
    gain = 1; // weights stay as they are, to the last bit
  double leak = layer.get("v_leak")[channel];
  if (!std::isfinite(gain) || mem.decay <= 0)
    return makeError("the time constants of channel ", channel,
                     " are too short for a time step of ",
                     formatNumber(reading.dt),
                     " s: nothing is left of a state after one step");
  result.tauMem.push_back(mem.tau);
  result.tauSyn.push_back(tauSyn);
  result.bias.push_back(isRockpool ? leak : leak * mem.share);
  result.factors.push_back(gain);
  return llvm::Error::success();
}

Fidelity tidepool::nir::getSynapseLoss(const NeuronLayer &layer) {
  Fidelity fidelity;
  if (!layer.hasSynapse())
    // With a decay of 1/2, 2^-(s+1) of an input arrives after s steps.
    fidelity.addLoss(
        "a LIF node has no synapse; an input arrives over several steps "
        "(1/2, 1/4, ... of it) instead of at once",
        {{"late_share", 0.5}, {"mean_delay_steps", 1}});
  return fidelity;
}

llvm::Expected<LIFParameters>
tidepool::nir::convertNeurons(const NeuronLayer &layer,
                              const Reading &reading) {
  LIFParameters result;
  result.threshold = layer.get("v_threshold");
  for (size_t channel = 0; channel < result.threshold.size(); ++channel)
    if (llvm::Error error = convertChannel(layer, reading, channel, result))
      return std::move(error);
  result.fidelity = getSynapseLoss(layer);
  return result;
}
