//===- ImportNetwork.cpp - From graph.network to numbers ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Import/Import.h"

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"
#include "tidepool/Dialect/Graph/IR/MatrixView.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;
using graph::FloatElementsView;
using graph::MatrixView;
using graph::NetworkView;

namespace {
class NetworkImporter {
public:
  NetworkImporter(graph::NetworkOp op, Schedule schedule,
                  std::optional<double> givenDt)
      : view(op), schedule(schedule), givenDt(givenDt) {}

  FailureOr<ReferenceNetwork> run();

private:
  LogicalResult checkKinds();
  LogicalResult checkSplats();
  LogicalResult findTimeStep();
  LogicalResult checkLoops();
  void addModule(unsigned module);
  NodeInputs makeInputs(ArrayRef<NetworkView::Sources> rows) const;

  NetworkView view;
  Schedule schedule;
  std::optional<double> givenDt;
  ReferenceNetwork network;
  std::vector<uint32_t> firstOutput; ///< node, by module
};
} // namespace

/// A time step as it is printed to people, such as "0.001 s".
static std::string toText(double dt) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%g s", dt);
  return text;
}

LogicalResult NetworkImporter::checkKinds() {
  LogicalResult result = success();
  for (Operation *module : view.getModules()) {
    if (isa<graph::WeightsOpInterface, graph::LIFNeuronsOp,
            graph::RateNeuronsOp, graph::AliasOp>(module))
      continue;
    result = module->emitError("'")
             << view.getLabel(module)
             << "' cannot be run: only weights, LIF neurons, rate neurons and "
                "aliases have a meaning in numbers";
  }
  return result;
}

/// A single number can stand for a matrix of any size, which no file limits.
LogicalResult NetworkImporter::checkSplats() {
  constexpr int64_t maxWeights = 1 << 27; // 1.5 GiB of memory
  int64_t numWeights = 0;
  for (Operation *module : view.getModules()) {
    auto weights = dyn_cast<graph::WeightsOpInterface>(module);
    if (!weights)
      continue;
    auto values = MatrixView::ofVerified(weights.getWeights());
    if (!values.isSplat())
      continue;
    numWeights += values.getNumRows() * values.getNumColumns();
    if (numWeights > maxWeights)
      return module->emitError("'")
             << view.getLabel(module) << "' cannot be run: with it, "
             << numWeights
             << " weights are written as one number for a whole matrix; at "
                "most "
             << maxWeights << " can be";
  }
  return success();
}

LogicalResult NetworkImporter::findTimeStep() {
  Operation *first = nullptr, *missing = nullptr;
  for (Operation *module : view.getModules()) {
    auto neurons = dyn_cast<graph::NeuronsOpInterface>(module);
    if (!neurons)
      continue;
    std::optional<double> dt = neurons.getTimeStep();
    if (!dt) {
      missing = missing ? missing : module;
      continue;
    }
    if (!first) {
      first = module;
      network.info.dt = *dt;
    } else if (std::abs(*dt - network.info.dt) > 1e-5 * network.info.dt) {
      InFlightDiagnostic diag = module->emitError("time steps differ: '")
                                << view.getLabel(module) << "' has "
                                << toText(*dt);
      diag.attachNote(first->getLoc())
          << "'" << view.getLabel(first) << "' has " << toText(network.info.dt);
      return diag;
    }
  }
  if (!first)
    network.info.dt = givenDt.value_or(0);
  if (missing && network.info.dt == 0)
    return missing->emitError("'")
           << view.getLabel(missing)
           << "' names no time step, nor does any other population; give dt";
  return success();
}

NodeInputs
NetworkImporter::makeInputs(ArrayRef<NetworkView::Sources> rows) const {
  NodeInputs inputs;
  SmallVector<NodeSource> sources;
  for (const NetworkView::Sources &row : rows) {
    sources.clear();
    for (const NetworkView::Source &source : row) {
      uint32_t first =
          source.module == NetworkView::none ? 0 : firstOutput[source.module];
      sources.push_back({first + source.node, source.times});
    }
    inputs.add(sources);
  }
  return inputs;
}

static LinearWeights makeWeights(graph::WeightsOpInterface op) {
  LinearWeights weights;
  auto values = MatrixView::ofVerified(op.getWeights());
  for (int64_t row = 0; row < values.getNumRows(); ++row) {
    values.forEachNonZeroIn(row, [&](int64_t column, double value) {
      weights.addEntry(column, value);
    });
    weights.endRow();
  }
  if (std::optional<ElementsAttr> biases = op.getBiases()) {
    auto biasValues = FloatElementsView::ofVerified(*biases);
    for (int64_t k = 0; k < biasValues.size(); ++k)
      weights.biases.push_back(biasValues[k]);
  }
  return weights;
}

/// The values of a parameter, zeros if it is absent.
static std::vector<double> getValues(std::optional<ElementsAttr> attr,
                                     size_t size) {
  std::vector<double> values(size);
  if (!attr)
    return values;
  auto view = FloatElementsView::ofVerified(*attr);
  for (size_t k = 0; k < size; ++k)
    values[k] = view[k];
  return values;
}

static LIFNeurons makeNeurons(graph::LIFNeuronsOp op, double dt) {
  LIFNeurons neurons;
  size_t size = op.getNumNeurons();
  neurons.numSynapses = op.getNumSynapses();
  auto getDecay = [dt](double tau) { return std::exp(-dt / tau); };
  for (double tau : getValues(op.getTauMem(), size))
    neurons.membraneDecay.push_back(getDecay(tau));
  for (double tau : getValues(op.getTauSyn(), size * neurons.numSynapses))
    neurons.currentDecay.push_back(getDecay(tau));
  neurons.threshold = getValues(op.getThreshold(), size);
  neurons.bias = getValues(op.getBias(), size);
  return neurons;
}

static RateNeurons makeNeurons(graph::RateNeuronsOp op, double dt) {
  RateNeurons neurons;
  size_t size = op.getNumNeurons();
  for (double tau : getValues(op.getTau(), size))
    neurons.rate.push_back(dt / tau);
  neurons.bias = getValues(op.getBias(), size);
  return neurons;
}

void NetworkImporter::addModule(unsigned index) {
  Operation *op = view.getModule(index);
  ReferenceModule module;
  module.label = view.getLabel(index).str();
  module.firstOutput = firstOutput[index];
  module.numOutputs = view.getOutputs(index).size();
  module.inputs = makeInputs(view.getInputs(index));
  if (auto weights = dyn_cast<graph::WeightsOpInterface>(op))
    module.meaning = makeWeights(weights);
  else if (auto lif = dyn_cast<graph::LIFNeuronsOp>(op))
    module.meaning = makeNeurons(lif, network.info.dt);
  else if (auto rate = dyn_cast<graph::RateNeuronsOp>(op))
    module.meaning = makeNeurons(rate, network.info.dt);
  else
    module.meaning = Alias{};
  if (view.isOutputModule(index))
    module.layer = Layer::Output;
  network.modules.push_back(std::move(module));
}

/// Numbers the neurons of each layer: hidden ones in text order, output ones by
/// the first network output that they drive, then in text order.
static void numberNeurons(ReferenceNetwork &network) {
  std::vector<size_t> drives(network.getNumNodes(), network.outputs.size());
  for (size_t k = network.outputs.size(); k-- > 0;)
    for (const NodeSource &source : network.outputs.get(k))
      drives[source.node] = k;
  uint32_t numHidden = 0;
  std::vector<std::tuple<size_t, size_t, uint32_t *>> outputs;
  for (ReferenceModule &module : network.modules) {
    if (!module.isNeurons())
      continue;
    module.numbers.resize(module.numOutputs);
    for (auto [j, number] : llvm::enumerate(module.numbers)) {
      if (module.layer == Layer::Hidden)
        number = numHidden++;
      else
        outputs.push_back(
            {drives[module.firstOutput + j], outputs.size(), &number});
    }
  }
  llvm::sort(outputs); // no two are alike in their first two numbers
  for (auto [index, output] : llvm::enumerate(outputs))
    *std::get<uint32_t *>(output) = index;
  for (const ReferenceModule &module : network.modules)
    if (module.isNeurons())
      network.info.populations.push_back(
          {module.layer, module.label, module.numbers});
}

LogicalResult NetworkImporter::checkLoops() {
  std::vector<uint32_t> loop = findLoopWithoutNeurons(network, schedule);
  if (loop.empty())
    return success();
  InFlightDiagnostic diag =
      view.getModule(loop.front())
          ->emitError("a loop without neurons has no meaning: its modules feed "
                      "each other within a step");
  for (uint32_t module : loop)
    diag.attachNote(view.getModule(module)->getLoc())
        << "'" << view.getLabel(module) << "' feeds the next";
  return diag;
}

FailureOr<ReferenceNetwork> NetworkImporter::run() {
  if (failed(checkKinds()) || failed(checkSplats()) || failed(findTimeStep()))
    return failure();
  network.info.name = view.getNetwork().getSymName().str();
  network.info.numInputs = view.getNumInputs();
  network.info.numOutputs = view.getNetworkOutputs().size();
  uint32_t node = view.getNumInputs();
  for (unsigned module = 0; module < view.getModules().size(); ++module) {
    firstOutput.push_back(node);
    node += view.getOutputs(module).size();
  }
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    addModule(module);
  network.outputs = makeInputs(view.getNetworkOutputs());
  if (failed(checkLoops()))
    return failure();
  numberNeurons(network);
  return std::move(network);
}

FailureOr<ReferenceNetwork>
tidepool::simulation::importNetwork(graph::NetworkOp network, Schedule schedule,
                                    std::optional<double> dt) {
  return NetworkImporter(network, schedule, dt).run();
}
