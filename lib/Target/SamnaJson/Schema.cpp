//===- Schema.cpp - The keys of samna's configurations --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources: the fields of samna's classes, as its documentation and the public
// Rockpool repository name them, and the one public file of a Xylo Audio 2.
// docs/SamnaJson.md says of each key which of them it is from.
//
//===----------------------------------------------------------------------===//

#include "Schema.h"

#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::samna;

using C = Configuration;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

static constexpr Presence withBias = Presence::WithBias;
static constexpr Presence whereSynapse2 = Presence::WhereSynapse2Is;
static constexpr Presence elsewhere = Presence::InOtherPartsOnly;

static bool isAlwaysOff(const C &) { return false; }
static bool isAlwaysOn(const C &) { return true; }
static bool usesSynapse2(const C &c) { return c.synapse2; }
static bool usesBias(const C &c) { return c.bias; }

static constexpr FlagSetting off{isAlwaysOff}, on{isAlwaysOn};

/// What nothing is known of but that it is no part of the network.
static constexpr Object unknownContent{{}};

static constexpr Number<C> shift(int64_t C::*member) {
  return {member, 0, xylo::maxWeightShift};
}
static constexpr Number<C> clocks(int64_t C::*member) {
  return {member, 0, std::numeric_limits<uint32_t>::max()};
}

static constexpr Number<Neuron> threshold{&Neuron::threshold, -32768, 32767};
static constexpr Number<Neuron> dashMem{&Neuron::dashMem, 0, 15};
static constexpr Number<Neuron> dashSyn{&Neuron::dashSyn, 0, 15};
static constexpr Number<Neuron> dashSyn2{&Neuron::dashSyn2, 0, 15};
static constexpr Number<Neuron> bias{&Neuron::bias, -128, 127};

static constexpr NeuronField outputNeuron[] = {
    {"threshold", threshold},
    {"vMemDecay", dashMem},
    {"iSynDecay", dashSyn},
    {"vMemBias", bias, withBias},
};

//===----------------------------------------------------------------------===//
// Xylo Audio 2, and Xylo 1 without biases
//===----------------------------------------------------------------------===//

static constexpr Field audio2Input[] = {
    {"weightBitShift", shift(&C::inputShift)},
    {"weights", Weights{&C::inputWeights, Extent::Inputs, Extent::Hidden}},
    {"syn2_weights",
     Weights{&C::inputWeights2, Extent::Inputs, Extent::Hidden, true}},
};

static constexpr NeuronField reservoirNeuron[] = {
    {"threshold", threshold}, {"vMemDecay", dashMem},
    {"iSynDecay", dashSyn},   {"vMemBias", bias, withBias},
    {"iSyn2Decay", dashSyn2}, {"aliasTarget", Alias{}},
};

static constexpr Field reservoir[] = {
    {"weightBitShift", shift(&C::recurrentShift)},
    {"weights", Weights{&C::recurrentWeights, Extent::Hidden, Extent::Hidden}},
    {"syn2Weights",
     Weights{&C::recurrentWeights2, Extent::Hidden, Extent::Hidden, true}},
    {"neurons", Neurons{&C::hidden, reservoirNeuron}},
    {"aliasing", Flag{&C::alias}},
};

static constexpr Field audio2Readout[] = {
    {"weightBitShift", shift(&C::outputShift)},
    {"weights", Weights{&C::outputWeights, Extent::Hidden, Extent::Outputs}},
    {"neurons", Neurons{&C::outputs, outputNeuron}},
};

static constexpr Field monitors[] = {
    {"value0", NumberSetting{0}},
    {"value1", NumberSetting{0}},
    {"value2", NumberSetting{0}},
    {"value3", NumberSetting{0}},
};

static constexpr Field audio2Debug[] = {
    {"keepInterrupt", off},
    {"alwaysUpdateOmpStat", off},
    {"enableRstPadPull", on},
    {"rstPadPullSelect", off},
    {"ramWakeUpSettleTime", NumberSetting{0}},
    {"ramPowerEnable", on},
    {"monitors", Object{monitors}},
    {"isynClockEnable", on},
    {"isyn2ClockEnable", FlagSetting{usesSynapse2}},
    {"raClockEnable", on},
    {"biasClockEnable", FlagSetting{usesBias}, withBias},
    {"hmClockEnable", on},
    {"inputWriteSelect", NumberSetting{0}},
    {"inputReadSelect", NumberSetting{0}},
    {"inputSelectEnable", off},
    {"ramManualSleepControl", NumberSetting{0}},
    {"ramAutoSleepControl", NumberSetting{0}},
    {"ramLightSleep", off},
    {"ramDeepSleep", off},
    {"debugStatusUpdateEnable", off},
    {"monitorDebugEnable", off},
    {"peInternalSelect", NumberSetting{3}},
    {"peFsmSelect", NumberSetting{7}},
    {"peEngineSelect", NumberSetting{7}},
    {"peAccessRamFsmSelect", NumberSetting{31}},
    {"memShellRamArbiterSelect", NumberSetting{31}},
    {"readTimingSelect", NumberSetting{1}},
    {"writeTimingSelect", NumberSetting{1}},
    {"monitorNeuronVMem", EmptySetting{}},
    {"monitorNeuronISyn", EmptySetting{}},
    {"monitorNeuronISyn2", EmptySetting{}},
    {"monitorNeuronSpike", EmptySetting{}},
};

static constexpr Field audio2[] = {
    {"operationMode", NumberSetting{0}},
    {"synapse2Enable", Flag{&C::synapse2}},
    {"biasEnable", Flag{&C::bias}, withBias},
    {"directFetchStateRam", off},
    {"enableHibernationMode", off},
    // The image holds zeroed states.
    {"clearNetworkState", on},
    {"timeResolutionWrap", clocks(&C::timeWrap)},
    {"hibernationModeTimeResolutionWrap", clocks(&C::hibernationTimeWrap)},
    {"input", Object{audio2Input}},
    {"reservoir", Object{reservoir}},
    {"readout", Object{audio2Readout}},
    {"debug", Object{audio2Debug}},
};

//===----------------------------------------------------------------------===//
// Xylo IMU and Xylo Audio 3
//===----------------------------------------------------------------------===//

static constexpr Field input[] = {
    {"weightBitShift", shift(&C::inputShift)},
    {"weights",
     Weights{&C::inputWeights, Extent::Inputs, Extent::InputExpansion}},
    {"syn2_weights",
     Weights{&C::inputWeights2, Extent::Inputs, Extent::InputExpansion, true},
     whereSynapse2},
};

static constexpr NeuronField hiddenNeuron[] = {
    {"threshold", threshold},
    {"vMemDecay", dashMem},
    {"iSynDecay", dashSyn},
    {"vMemBias", bias, withBias},
    {"iSyn2Decay", dashSyn2, whereSynapse2},
    {"aliasTarget", Alias{}},
};

static constexpr Field hidden[] = {
    {"weightBitShift", shift(&C::recurrentShift)},
    {"weights", Weights{&C::recurrentWeights, Extent::Hidden, Extent::Hidden}},
    {"syn2Weights",
     Weights{&C::recurrentWeights2, Extent::Hidden, Extent::Hidden, true},
     whereSynapse2},
    {"neurons", Neurons{&C::hidden, hiddenNeuron}},
    {"aliasing", Flag{&C::alias}},
};

static constexpr Field readout[] = {
    {"weightBitShift", shift(&C::outputShift)},
    {"weights",
     Weights{&C::outputWeights, Extent::OutputExpansion, Extent::Outputs}},
    {"neurons", Neurons{&C::outputs, outputNeuron}},
};

static constexpr Field imuDebug[] = {
    // As Rockpool sets it, so that a host can read the outputs' membranes.
    {"alwaysUpdateOmpStat", on},
    {"isynClockEnable", on},
    {"raClockEnable", on},
    {"biasClockEnable", FlagSetting{usesBias}, withBias},
    {"hmClockEnable", on},
    {"ramPowerEnable", on},
    {"imuIfClkEnable", unknownContent, elsewhere},
    {"imuIfClockFreqDiv", unknownContent, elsewhere},
    {"monitorNeuronVMem", EmptySetting{}},
    {"monitorNeuronISyn", EmptySetting{}},
    {"monitorNeuronSpike", EmptySetting{}},
};

static constexpr Field imu[] = {
    {"operationMode", NumberSetting{0}},
    {"biasEnable", Flag{&C::bias}, withBias},
    {"enableHibernationMode", off},
    {"timeResolutionWrap", clocks(&C::timeWrap)},
    // Spikes come from the host.
    {"imuIfInputEnable", off},
    {"inputInterface", unknownContent, elsewhere},
    {"input", Object{input}},
    {"hidden", Object{hidden}},
    {"readout", Object{readout}},
    {"debug", Object{imuDebug}},
};

static constexpr Field audio3[] = {
    {"operationMode", NumberSetting{0}},
    {"inputSource", unknownContent, elsewhere},
    {"synapse2Enable", Flag{&C::synapse2}, whereSynapse2},
    {"biasEnable", Flag{&C::bias}, withBias},
    {"enableHibernationMode", off},
    {"timeResolutionWrap", clocks(&C::timeWrap)},
    {"input", Object{input}},
    {"hidden", Object{hidden}},
    {"readout", Object{readout}},
    {"digitalFrontend", unknownContent, elsewhere},
    {"analogFrontend", unknownContent, elsewhere},
    {"debug", unknownContent, elsewhere},
};

//===----------------------------------------------------------------------===//
// Chips
//===----------------------------------------------------------------------===//

static constexpr Schema schemas[] = {
    {"xylo_a1", audio2,
     "the keys are those of Xylo Audio 2 without biases, and no file of "
     "samna's for this chip is public"},
    {"xylo_a2", audio2, ""},
    {"xylo_imu", imu,
     "the keys are made from the names of samna's fields, no file of samna's "
     "for this chip is public, and the sensor's settings are left out"},
    {"xylo_a3", audio3,
     "the keys are made from the names of samna's fields, no file of samna's "
     "for this chip is public, and settings of the front ends are left out"},
};

llvm::ArrayRef<Schema> tidepool::samna::getSchemas() { return schemas; }

const Schema *tidepool::samna::findSchema(const xylo::Chip &chip) {
  const Schema *schema = llvm::find_if(
      schemas, [&](const Schema &entry) { return entry.chip == chip.name; });
  return schema == std::end(schemas) ? nullptr : schema;
}

bool tidepool::samna::hasHibernationTimeWrap(const xylo::Chip &chip) {
  return llvm::any_of(findSchema(chip)->fields, [](const Field &field) {
    const auto *number = std::get_if<Number<C>>(&field.content);
    return number && number->member == &C::hibernationTimeWrap;
  });
}

llvm::StringRef tidepool::samna::getCaveat(const xylo::Chip &chip) {
  const Schema *schema = findSchema(chip);
  return schema ? llvm::StringRef(schema->caveat) : "";
}

bool tidepool::samna::isKnown(Presence presence, const xylo::Chip &chip) {
  switch (presence) {
  case Presence::Always:
  case Presence::InOtherPartsOnly:
    return true;
  case Presence::WithBias:
    return chip.hasBias;
  case Presence::WhereSynapse2Is:
    return chip.maxSynapses > 1;
  }
  llvm_unreachable("unknown presence");
}

bool tidepool::samna::isRequired(Presence presence, const xylo::Chip &chip) {
  bool mayBeMissing = presence == Presence::WhereSynapse2Is ||
                      presence == Presence::InOtherPartsOnly;
  return !mayBeMissing && isKnown(presence, chip);
}

bool tidepool::samna::isWritten(Presence presence,
                                const Configuration &configuration) {
  const xylo::Chip &chip = *configuration.chip;
  return isRequired(presence, chip) ||
         (presence == Presence::WhereSynapse2Is && configuration.synapse2);
}

size_t tidepool::samna::getSize(Extent extent,
                                const Configuration &configuration) {
  switch (extent) {
  case Extent::Inputs:
    return configuration.inputWeights.rows;
  case Extent::InputExpansion:
    return configuration.inputWeights.columns;
  case Extent::Hidden:
    return configuration.hidden.size();
  case Extent::OutputExpansion:
    return configuration.outputWeights.rows;
  case Extent::Outputs:
    return configuration.outputs.size();
  }
  llvm_unreachable("unknown extent");
}
