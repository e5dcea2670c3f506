//===- Import.cpp - From a NIR model to the graph dialect -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything is checked and read before the first op is built.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Import/Convention.h"
#include "tidepool/Target/NIR/Import/Latency.h"
#include "tidepool/Target/NIR/Import/NetworkBuilder.h"
#include "tidepool/Target/NIR/Notes.h"

#include "mlir/IR/Verifier.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

namespace {
/// Works out what becomes of every node.
class ImportPlanner {
public:
  ImportPlanner(const Circuit &circuit, const Metadata &notes,
                Reporter &reporter)
      : circuit(circuit), notes(notes), reporter(reporter) {}

  /// Incomplete if the reporter has errors.
  ImportPlan run();

private:
  bool isStrict() const {
    return reporter.getOptions().strictness == Strictness::Strict;
  }
  bool becomesLIF(NodeType type) const;
  void readLeaf(uint32_t vertex);
  void readWeightsOf(uint32_t vertex);
  void chooseReading();
  void convertLayers();
  void describeLayers();
  void reportReset() const;
  void addResetLoss(const NeuronLayer &layer);
  void addEarlierLoss(const NeuronLayer &layer);
  void scaleWeights();

  /// Whether a spike is known to subtract the threshold.
  bool subtracts() const {
    return reporter.getOptions().reset == Reset::Subtract ||
           findText(notes, note::reset) == StringRef("subtract");
  }

  const Circuit &circuit;
  const Metadata &notes; ///< of the root
  Reporter &reporter;
  ImportPlan plan;
  std::vector<NeuronLayer> layers;
};
} // namespace

ImportPlan ImportPlanner::run() {
  plan.shapes = ShapeInference(circuit, reporter).run();
  plan.leaves.resize(circuit.vertices.size());
  for (uint32_t vertex = 0; vertex < circuit.vertices.size(); ++vertex)
    if (plan.shapes[vertex].input && plan.shapes[vertex].output &&
        circuit.vertices[vertex].isLeaf())
      readLeaf(vertex);
  if (reporter.hasErrors()) {
    describeLayers();
    return std::move(plan);
  }
  if (!layers.empty()) {
    chooseReading();
    reportReset();
    convertLayers();
  }
  if (!reporter.hasErrors())
    scaleWeights();
  return std::move(plan);
}

/// The LIF of `graph.lif_neurons` always has a synapse, so a node without one
/// is only like it.
bool ImportPlanner::becomesLIF(NodeType type) const {
  return type == NodeType::CubaLIF || (type == NodeType::LIF && !isStrict());
}

void ImportPlanner::readLeaf(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  if (node.isBroken() || !hasAllParameters(node))
    return;
  if (isWeights(node.type))
    return readWeightsOf(vertex);
  if (!hasChannelValues(node.type))
    return;
  ChannelValues values = readChannelValues(node, plan.shapes[vertex], reporter);
  if (becomesLIF(node.type)) {
    layers.push_back({vertex, node.type, std::move(values)});
    return;
  }
  std::string text = "the graph dialect has no form for the equations of " +
                     tidepool::nir::getName(node.type).str();
  plan.leaves[vertex].kept = std::move(values);
  plan.leaves[vertex].fidelity = {FidelityKind::Unsupported, text, {}};
  reporter.warn(node.path, text + "; its parameters are kept, but no chip can "
                                  "hold it");
}

void ImportPlanner::readWeightsOf(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  const ImportOptions &options = reporter.getOptions();
  if (!exceedsLimit(node, plan.shapes[vertex], options)) {
    plan.leaves[vertex].weights =
        readWeights(node, plan.shapes[vertex], reporter);
    plan.leaves[vertex].fidelity = Fidelity();
    return;
  }
  std::string text =
      "a matrix from " + formatShape(*plan.shapes[vertex].input) + " to " +
      formatShape(*plan.shapes[vertex].output) + " is beyond the limit of " +
      std::to_string(options.maxEntries) + " elements that are not zero";
  plan.leaves[vertex].fidelity = {FidelityKind::Unsupported, text, {}};
  reporter.warn(node.path, text + "; it becomes a module without weights");
}

void ImportPlanner::chooseReading() {
  plan.reading = tidepool::nir::chooseReading(layers, reporter.getOptions(),
                                              findReadingNotes(notes));
  const Reading &reading = *plan.reading;
  const std::string &path = circuit.scopes.front().path;
  std::string decision =
      llvm::formatv("reads the neurons with a time step of {0} s under the {1} "
                    "convention: {2}",
                    formatNumber(reading.dt),
                    getConventionName(reading.convention), reading.reason);
  if (reading.isAssumed)
    reporter.warnUnlessStrict(path, decision + "; choose it with --nir-dt");
  else
    reporter.remark(path, decision);
}

/// `graph.lif_neurons` subtracts the threshold. What else a file says is never
/// dropped in silence.
void ImportPlanner::reportReset() const {
  const std::string &root = circuit.scopes.front().path;
  if (reporter.getOptions().reset == Reset::Subtract)
    reporter.remark(root, "neurons spike as often in a step as their membranes "
                          "hold the threshold, but in NIR at most once");
  if (subtracts())
    return;
  bool isSilent = true;
  for (const NeuronLayer &layer : layers) {
    auto reset = layer.values.find("v_reset");
    if (reset == layer.values.end() ||
        llvm::all_of(reset->second, [](double v) { return v == 0; }))
      continue;
    isSilent = false;
    reporter.warnUnlessStrict(
        circuit.vertices[layer.vertex].path,
        "v_reset is not zero: a spike sets the membrane to it in the file, but "
        "subtracts the threshold here, as often in a step as it fits");
  }
  if (isSilent)
    reporter.remark(root,
                    "a spike subtracts the threshold, as often in a step as it "
                    "fits; the file does not say so, as a v_reset of zero or "
                    "none can mean either rule");
}

void ImportPlanner::addResetLoss(const NeuronLayer &layer) {
  auto reset = layer.values.find("v_reset");
  if (reset == layer.values.end() || subtracts())
    return;
  double largest = 0;
  for (double value : reset->second)
    largest = std::max(largest, std::fabs(value));
  plan.leaves[layer.vertex].fidelity->addLoss(
      "a spike sets the membrane to v_reset in the file and subtracts the "
      "threshold here; they differ by the membrane's excess over the "
      "threshold, and by v_reset",
      {{"largest_v_reset", largest}});
}

/// A network that went out to NIR again remembers what its first import lost.
void ImportPlanner::addEarlierLoss(const NeuronLayer &layer) {
  const Node *node = circuit.vertices[layer.vertex].node;
  std::optional<StringRef> text = findText(node->metadata, note::fidelity);
  std::optional<Fidelity> &fidelity = plan.leaves[layer.vertex].fidelity;
  if (text && fidelity->kind == FidelityKind::Faithful)
    if (std::optional<Fidelity> earlier = Fidelity::parse(*text))
      fidelity = std::move(earlier);
}

void ImportPlanner::convertLayers() {
  plan.reset = "subtract";
  for (const NeuronLayer &layer : layers) {
    const std::string &path = circuit.vertices[layer.vertex].path;
    auto neurons = convertNeurons(layer, *plan.reading);
    if (!neurons) {
      reporter.error(path, neurons.takeError());
      continue;
    }
    LeafPlan &leaf = plan.leaves[layer.vertex];
    if (!neurons->fidelity.reason.empty())
      reporter.warn(path, neurons->fidelity.reason);
    leaf.fidelity = neurons->fidelity;
    leaf.neurons = std::move(*neurons);
    addResetLoss(layer);
    addEarlierLoss(layer);
  }
}

/// What is lost of neurons is the same however they are read, which only all of
/// them together tell.
void ImportPlanner::describeLayers() {
  for (const NeuronLayer &layer : layers) {
    LeafPlan &leaf = plan.leaves[layer.vertex];
    leaf.neurons.emplace();
    leaf.fidelity = getSynapseLoss(layer);
    addResetLoss(layer);
    addEarlierLoss(layer);
  }
}

void ImportPlanner::scaleWeights() {
  std::vector<std::vector<double>> gains(circuit.vertices.size());
  std::vector<bool> hasMatrix(circuit.vertices.size());
  for (uint32_t vertex = 0; vertex < gains.size(); ++vertex) {
    hasMatrix[vertex] = plan.leaves[vertex].weights.has_value();
    if (plan.leaves[vertex].neurons)
      gains[vertex] = plan.leaves[vertex].neurons->factors;
  }
  plan.scaling = planScaling(circuit, gains, hasMatrix);
  int64_t limit = reporter.getOptions().maxEntries;
  for (auto [index, wire] : llvm::enumerate(circuit.wires)) {
    int64_t size =
        plan.scaling.factors[plan.scaling.factorOfWire[index]].size();
    if (plan.scaling.needsDiagonal[index] && size > limit)
      reporter.error(circuit.vertices[wire.target].path,
                     "its gains need a diagonal matrix of " + Twine(size) +
                         " elements, beyond the limit of " + Twine(limit) +
                         "; feed it through weights");
  }
}

/// What the reader found.
static void reportReading(const Model &model, Reporter &reporter) {
  for (const Defect &defect : model.errors)
    reporter.error(defect.path, defect.text);
  for (const Defect &defect : model.warnings)
    reporter.warn(defect.path, defect.text);
}

static void checkOptions(const Model &model, Reporter &reporter) {
  const ImportOptions &options = reporter.getOptions();
  if (options.dt && !(std::isfinite(*options.dt) && *options.dt > 0))
    reporter.error(model.graph.path,
                   "the time step must be a finite number of seconds above 0");
}

/// Scaled weights may be beyond all numbers: what is found in an op is said of
/// its node.
static LogicalResult verifyNetwork(ModuleOp module, ImportOutcome *outcome) {
  ScopedDiagnosticHandler listener(module.getContext(), [&](Diagnostic &diag) {
    auto name = dyn_cast<NameLoc>(diag.getLocation());
    if (outcome && name && diag.getSeverity() == DiagnosticSeverity::Error)
      outcome->refuse(name.getName(), diag.str());
    return failure(); // others report it
  });
  return verify(module);
}

FailureOr<OwningOpRef<ModuleOp>>
tidepool::nir::importModel(const Model &model, const ImportOptions &options,
                           MLIRContext *context, ImportOutcome *outcome) {
  context->loadDialect<graph::GraphDialect>();
  Reporter reporter(context, options);
  reportReading(model, reporter);
  checkOptions(model, reporter);
  Circuit circuit(model, reporter);
  for (const Vertex &vertex : circuit.vertices)
    checkParameterNames(vertex, reporter);
  const Metadata &notes = model.graph.metadata;
  ImportPlan plan = ImportPlanner(circuit, notes, reporter).run();
  if (outcome)
    *outcome = describeOutcome(circuit, plan, reporter);
  if (reporter.hasErrors())
    return failure();
  plan.name = findText(notes, note::name).value_or("");
  if (plan.name.empty())
    plan.name = options.networkName;
  plan.version = findText(notes, note::origin).value_or(model.version);
  // What this project exported never had the Euler scheme's latency.
  bool hasLatency = plan.reading &&
                    plan.reading->convention == Convention::Euler &&
                    !findText(notes, note::reset);
  OwningOpRef<ModuleOp> module =
      buildNetwork(circuit, std::move(plan), reporter, context);
  if (failed(verifyNetwork(*module, outcome)))
    return failure();
  if (hasLatency)
    reportLatency(*module->getOps<graph::NetworkOp>().begin(), circuit,
                  reporter);
  return module;
}
