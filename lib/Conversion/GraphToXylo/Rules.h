//===- Rules.h - The checks of the design rules -----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_RULES_H
#define TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_RULES_H

#include "tidepool/Conversion/GraphToXylo/DesignRules.h"

namespace tidepool::xylo::rules {

// What may feed what: ConnectionRules.cpp.
void checkModuleKind(RuleContext &context);
void checkNetworkInput(RuleContext &context);
void checkNetworkOutput(RuleContext &context);
void checkNeuronInput(RuleContext &context);
void checkConsecutiveWeights(RuleContext &context);
void checkOutputFeedback(RuleContext &context);
void checkAliasSource(RuleContext &context);
void checkAliasTarget(RuleContext &context);
void checkAliasCount(RuleContext &context);
void checkTwoPopulations(RuleContext &context);

// How much the chip has: ResourceRules.cpp.
void checkInputChannels(RuleContext &context);
void checkHiddenNeurons(RuleContext &context);
void checkOutputChannels(RuleContext &context);
void checkInputExpansion(RuleContext &context);
void checkOutputExpansion(RuleContext &context);
void checkSynapses(RuleContext &context);
void checkFanOut(RuleContext &context);
void checkFanOutMemory(RuleContext &context);
void checkNeuronMemory(RuleContext &context);
void checkInputMemory(RuleContext &context);

// Which values parameters may have: ParameterRules.cpp.
void checkTimeStep(RuleContext &context);
void checkTimeConstant(RuleContext &context);
void checkWeightBias(RuleContext &context);
void checkNeuronBias(RuleContext &context);

} // namespace tidepool::xylo::rules

#endif // TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_RULES_H
