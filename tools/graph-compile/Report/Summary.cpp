//===- Summary.cpp - What was compiled ------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summary.h"

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Support/Json.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace tidepool;

void Summary::addNetwork(graph::NetworkOp op) {
  network = op.getSymName().str();
  graph::RecurrenceAnalysis recurrence(op);
  graph::ModuleLabels labels(op);
  op.walk([&](graph::GraphModuleOpInterface module) {
    ++numModules;
    numWeights += isa<graph::WeightsOpInterface>(module.getOperation());
    numPopulations += isa<graph::NeuronsOpInterface>(module.getOperation());
  });
  for (const graph::RecurrenceAnalysis::Loop &loop : recurrence.getLoops()) {
    loops.emplace_back();
    for (Operation *module : loop.modules)
      loops.back().push_back(labels.get(module).str());
  }
}

void Summary::addCore(xylo::CoreOp core, xylo::QuantizationLog log) {
  clipped = std::move(log.clipped);
  loss.modules = std::move(log.modules);
  chip = core.getChip().str();
  inputs = core.getNumInputs();
  hidden = core.getNumHidden();
  outputs = core.getNumOutputs();
  inputExpansion = core.getInputExpansion();
  outputExpansion = core.getOutputExpansion();
  fanOutEntries = core.getRecurrentWeights().getSources().size();
  largestFanOut = core.getRecurrentWeights().getLargestFanOut().second;
}

/// Names of a loop's modules, shortened.
static void printLoop(raw_ostream &os, ArrayRef<std::string> labels) {
  constexpr size_t maxShown = 4;
  llvm::interleaveComma(labels.take_front(maxShown), os);
  if (labels.size() > maxShown)
    os << ", ... (" << labels.size() << " modules)";
}

void Summary::print(raw_ostream &os, const xylo::Chip &limits) const {
  os << network << " for " << chip << " (" << limits.product << ")\n";
  auto line = [&](StringRef name) -> raw_ostream & {
    return os << "  " << llvm::left_justify(name, 17);
  };
  line("modules") << numModules << ": " << numWeights << " weights, "
                  << numPopulations << " populations\n";
  line("loops") << loops.size();
  for (ArrayRef<std::string> loop : ArrayRef(loops).take_front(4)) {
    os << (loop.data() == loops.front().data() ? ": " : "; ");
    printLoop(os, loop);
  }
  os << (loops.size() > 4 ? "; ...\n" : "\n");
  line("inputs") << inputs << " of " << limits.maxInputs << '\n';
  line("hidden neurons") << hidden << " of " << limits.maxHidden << '\n';
  line("output neurons") << outputs << " of " << limits.maxOutputs << '\n';
  if (limits.maxExpansion) {
    line("input expansion")
        << inputExpansion << " of " << *limits.maxExpansion << '\n';
    line("output expansion")
        << outputExpansion << " of " << *limits.maxExpansion << '\n';
  }
  line("fan-out memory") << fanOutEntries << " of " << limits.maxFanOutEntries
                         << " entries ("
                         << llvm::format("%.1f", 100.0 * fanOutEntries /
                                                     limits.maxFanOutEntries)
                         << " %), largest fan-out " << largestFanOut << " of "
                         << maxFanOut << '\n';
  line("quantisation") << method << '\n';
  loss.print(os);
  if (cost) {
    line("cycles") << cost->describeCycles() << '\n';
    line("operations") << cost->describeOperations() << '\n';
  }
  if (numBytes == 0)
    return;
  line("written") << file << ": " << numBytes << " bytes"
                  << (form.empty() ? "" : " of " + form) << ", " << numSegments
                  << " segments\n";
  line("read back") << "nothing lost: same image, same " << hidden + outputs
                    << " neurons and " << fanOutEntries << " connections\n";
}

/// Every value that quantising clipped.
static llvm::json::Array
listClipped(llvm::ArrayRef<xylo::ClippedValue> values) {
  llvm::json::Array list;
  for (const xylo::ClippedValue &clipped : values) {
    llvm::json::Object entry{{"module", toUtf8(clipped.module)},
                             {"parameter", clipped.parameter},
                             {"neuron", clipped.neuron},
                             {"scaled", clipped.scaled},
                             {"written", clipped.written}};
    if (clipped.source)
      entry["source"] = llvm::json::Object{
          {clipped.source->isInput ? "input" : "hidden", clipped.source->id}};
    if (clipped.synapse)
      entry["synapse"] = *clipped.synapse;
    list.push_back(std::move(entry));
  }
  return list;
}

llvm::json::Value Summary::toJson(const xylo::Chip &limits) const {
  auto used = [](size_t count, size_t limit) {
    return llvm::json::Object{{"used", count}, {"available", limit}};
  };
  llvm::json::Array loopList;
  for (const std::vector<std::string> &loop : loops)
    loopList.push_back(llvm::json::Array(
        llvm::map_range(loop, [](StringRef label) { return toUtf8(label); })));
  llvm::json::Object report{
      {"network", toUtf8(network)},
      {"chip", chip},
      {"modules", numModules},
      {"weights", numWeights},
      {"populations", numPopulations},
      {"loops", std::move(loopList)},
      {"inputs", used(inputs, limits.maxInputs)},
      {"hidden", used(hidden, limits.maxHidden)},
      {"outputs", used(outputs, limits.maxOutputs)},
      {"fan_out_memory", used(fanOutEntries, limits.maxFanOutEntries)},
      {"largest_fan_out", used(largestFanOut, maxFanOut)},
      {"quantization", llvm::json::Object{{"method", method},
                                          {"clipped", listClipped(clipped)}}},
      {"loss", loss.toJson()},
  };
  if (limits.maxExpansion) {
    report["input_expansion"] = used(inputExpansion, *limits.maxExpansion);
    report["output_expansion"] = used(outputExpansion, *limits.maxExpansion);
  }
  if (cost)
    report["cost"] = cost->toJson();
  if (numBytes > 0) {
    report["bytes"] = numBytes;
    report["segments"] = numSegments;
    if (!form.empty())
      report["form"] = form;
  }
  return report;
}

llvm::json::Value tidepool::makeIdMap(xylo::CoreOp core) {
  auto listModules = [&](xylo::Population population) {
    llvm::json::Object modules;
    for (xylo::NeuronsOp neurons : core.getNeurons(population))
      modules[toUtf8(neurons.getLabel())] = llvm::json::Array(neurons.getIds());
    return modules;
  };
  return llvm::json::Object{{"hidden", listModules(xylo::Population::Hidden)},
                            {"output", listModules(xylo::Population::Output)},
                            {"ien", core.getInputExpansion()},
                            {"oen", core.getOutputExpansion()}};
}
