//===- DesignRules.cpp - What a network must be to fit a chip -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FanOut.h"
#include "Rules.h"

#include "tidepool/Support/DiagnosticFacts.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using namespace tidepool::xylo::rules;

static constexpr DesignRule designRules[] = {
    {"module-kind", "a module has no form on the chip", checkModuleKind},
    {"network-input",
     "a network input feeds anything but weights, or reaches an output "
     "neuron through weights",
     checkNetworkInput},
    {"network-output",
     "a network output is not driven by exactly one neuron of its own",
     checkNetworkOutput},
    {"neuron-input", "a neuron is fed by anything but weights",
     checkNeuronInput},
    {"consecutive-weights", "weights feed weights", checkConsecutiveWeights},
    {"output-feedback", "an output neuron feeds weights or an alias",
     checkOutputFeedback},
    {"alias-source", "an alias does not come from a hidden neuron",
     checkAliasSource},
    {"alias-target",
     "an alias is not merged with one hidden neuron in all its uses",
     checkAliasTarget},
    {"alias-count", "a neuron has more than one alias", checkAliasCount},
    {"two-populations", "there are not both hidden and output neurons",
     checkTwoPopulations},
    {"input-channels", "there are more network inputs than channels",
     checkInputChannels},
    {"hidden-neurons", "there are more hidden neurons than the chip has",
     checkHiddenNeurons},
    {"output-channels", "there are more output neurons than the chip has",
     checkOutputChannels},
    {"input-expansion", "network inputs reach too many hidden neurons",
     checkInputExpansion},
    {"output-expansion",
     "too many hidden neurons reach output neurons, or too many of them see "
     "network inputs as well",
     checkOutputExpansion},
    {"synapses", "a neuron has more synapses than the chip has", checkSynapses},
    {"fan-out", "a hidden neuron feeds too many hidden neurons", checkFanOut},
    {"fan-out-memory", "all hidden neurons together feed too many",
     checkFanOutMemory},
    {"neuron-memory",
     "hidden, padding and output neurons exceed the neuron banks",
     checkNeuronMemory},
    {"input-memory",
     "the input weights of hidden and padding neurons exceed their bank",
     checkInputMemory},
    {"time-step", "dt is missing or differs between neurons", checkTimeStep},
    {"time-constant", "a time constant is not above dt", checkTimeConstant},
    {"weight-bias", "linear weights have a non-zero bias", checkWeightBias},
    {"neuron-bias", "a neuron has a bias on a chip without biases",
     checkNeuronBias},
};

ArrayRef<DesignRule> tidepool::xylo::getDesignRules() { return designRules; }

void RuleContext::report(Operation *module, std::string message,
                         std::string advice, const ModuleNotes &notes,
                         std::optional<Measure> measure) {
  // The network itself and its output take part, but are no modules.
  llvm::SetVector<Operation *> modules;
  auto add = [&](Operation *op) {
    if (op != view.getNetwork() && !isa<graph::OutputOp>(op))
      modules.insert(op);
  };
  add(module);
  ModuleNotes named(ArrayRef(notes).take_front(maxNamedModules));
  size_t numMore = notes.size() - named.size();
  for (const auto &[op, text] : named)
    add(op);
  SmallVector<std::string> labels;
  for (Operation *op : modules)
    labels.push_back(view.getLabel(op).str());
  violations.push_back({rule, module, std::move(message), std::move(advice),
                        std::move(named), numMore, std::move(labels), measure});
}

std::string RuleContext::quote(unsigned module) const {
  if (module == graph::NetworkView::none)
    return "a network input";
  return ("'" + view.getLabel(module) + "'").str();
}

std::vector<Violation> tidepool::xylo::findViolations(
    const graph::NetworkView &view, const NeuronConnections &connections,
    const Chip &chip, const TargetOptions &target, WeightBias weightBias) {
  std::vector<Violation> violations;
  NetworkResources resources(view, connections, chip, target);
  RoundedFanOut roundedFanOut(connections, weightBias);
  for (const DesignRule &rule : designRules) {
    RuleContext context{view,      connections,   chip,    weightBias,
                        resources, roundedFanOut, rule.id, violations};
    rule.check(context);
  }
  return violations;
}

static void emitViolation(const Violation &violation) {
  InFlightDiagnostic diag = emitError(violation.module->getLoc());
  diag << '[' << violation.rule << "] " << violation.message;
  if (!violation.advice.empty())
    diag << "; " << violation.advice;
  for (const auto &[op, text] : violation.notes)
    diag.attachNote(op->getLoc()) << text;
  if (violation.numMoreModules)
    diag.attachNote() << "... and " << violation.numMoreModules << " more "
                      << (violation.numMoreModules == 1 ? "module" : "modules");
  DiagnosticFacts facts;
  facts.id = violation.rule;
  facts.message = violation.message;
  facts.advice = violation.advice;
  facts.modules = violation.labels;
  facts.numMoreModules = violation.numMoreModules;
  if (violation.measure) {
    facts.value = violation.measure->found;
    facts.limit = violation.measure->limit;
  }
  attachFacts(diag, facts);
}

/// One error for all the violations of a rule beyond those that have their own.
static void emitRest(ArrayRef<Violation> violations) {
  if (violations.empty())
    return;
  DiagnosticFacts facts;
  facts.id = violations.front().rule;
  facts.message =
      std::to_string(violations.size()) +
      (violations.size() == 1 ? " more violation of this rule, here"
                              : " more violations of this rule, the first of "
                                "them here");
  for (const Violation &violation : violations)
    facts.moreErrors.push_back(violation.module->getLoc());
  InFlightDiagnostic diag = emitError(facts.moreErrors.front());
  diag << '[' << facts.id << "] " << facts.message;
  attachFacts(diag, facts);
}

LogicalResult tidepool::xylo::emitViolations(ArrayRef<Violation> violations) {
  for (ArrayRef<Violation> left = violations; !left.empty();) {
    ArrayRef<Violation> ofRule = left.take_while(
        [&](const Violation &next) { return next.rule == left.front().rule; });
    left = left.drop_front(ofRule.size());
    size_t numTold = std::min(ofRule.size(), maxErrorsPerRule);
    llvm::for_each(ofRule.take_front(numTold), emitViolation);
    emitRest(ofRule.drop_front(numTold));
  }
  return success(violations.empty());
}

LogicalResult tidepool::xylo::requireFlat(graph::NetworkOp network) {
  bool isFlat = true;
  for (Operation &op : network.getBody().front()) {
    if (!isa<graph::GraphHolderOpInterface, graph::InstanceOp>(op))
      continue;
    op.emitOpError("hides modules; run graph-flatten first");
    isFlat = false;
  }
  return success(isFlat);
}

LogicalResult
tidepool::xylo::requireAllWeights(const graph::NetworkView &view,
                                  const NeuronConnections &connections) {
  std::optional<unsigned> module = connections.getUnreadWeights();
  if (!module)
    return success();
  return emitError(view.getModule(*module)->getLoc())
         << "with '" << view.getLabel(*module) << "' there are more than "
         << NeuronConnections::maxWeights
         << " weights between neurons, far beyond what a chip holds, so "
            "nothing is checked; make populations smaller";
}
