//===- Networks.cpp - Networks of any size to measure with ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Networks.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

#include <numeric>
#include <random>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

/// Nodes of every value.
static constexpr int64_t width = 4;
/// Populations of a dense loop.
static constexpr int64_t numPopulations = 8;
/// What a holder or network of a tree holds.
static constexpr int64_t numChildren = 10;

namespace {
/// Builds ops whose values all have `width` nodes.
class GraphBuilder {
public:
  explicit GraphBuilder(MLIRContext &context)
      : builder(UnknownLoc::get(&context), &context),
        type(NodesType::get(&context, width)),
        matrix(makeSplat({width, width}, 0.5f)),
        vector(makeSplat({width}, 1.0f)), dt(builder.getF64FloatAttr(1e-3)),
        module(ModuleOp::create(builder)) {}

  OwningOpRef<ModuleOp> takeModule() { return std::move(module); }

  /// Starts a network; returns its input.
  Value beginNetwork(const Twine &name) {
    builder.setInsertionPointToEnd(module->getBody());
    auto network = NetworkOp::create(builder, name.str(),
                                     builder.getFunctionType({type}, {type}));
    builder.setInsertionPointToStart(&network.getBody().front());
    return network.getBody().getArgument(0);
  }
  void endNetwork(Value output) { OutputOp::create(builder, output); }

  Value addWeights(Value input) {
    return LinearWeightsOp::create(builder, type, input, matrix, nullptr,
                                   nullptr);
  }
  LIFNeuronsOp addNeurons(Value input) {
    return LIFNeuronsOp::create(builder, type, input, /*tau_mem=*/vector,
                                /*tau_syn=*/vector, /*threshold=*/vector,
                                /*bias=*/nullptr, dt, /*name=*/nullptr);
  }
  Value addMerge(ValueRange inputs) {
    return MergeOp::create(builder, type, inputs);
  }
  Value addInstance(const Twine &network, Value input) {
    return InstanceOp::create(builder, type, network.str(), input, nullptr)
        .getResult(0);
  }
  /// Weights and neurons in turn; returns the last one's output.
  Value addChain(Value input, int64_t numModules) {
    for (int64_t i = 0; i < numModules; ++i)
      input = i % 2 ? Value(addNeurons(input)) : addWeights(input);
    return input;
  }
  Value addHolder(Value input, function_ref<Value(Value)> addContent) {
    auto holder = HolderOp::create(builder, type, input, nullptr);
    OpBuilder::InsertionGuard guard(builder);
    Block *body =
        builder.createBlock(&holder.getBody(), {}, {type}, {builder.getLoc()});
    OutputOp::create(builder, addContent(body->getArgument(0)));
    return holder.getResult(0);
  }

private:
  ElementsAttr makeSplat(ArrayRef<int64_t> shape, float value) {
    return SplatElementsAttr::get(
        RankedTensorType::get(shape, builder.getF32Type()), value);
  }

  ImplicitLocOpBuilder builder;
  Type type;
  ElementsAttr matrix, vector;
  FloatAttr dt;
  OwningOpRef<ModuleOp> module;
};
} // namespace

OwningOpRef<ModuleOp> benchmarks::buildChain(MLIRContext &context,
                                             int64_t numModules) {
  GraphBuilder graph(context);
  Value input = graph.beginNetwork("net");
  graph.endNetwork(graph.addChain(input, numModules));
  return graph.takeModule();
}

OwningOpRef<ModuleOp> benchmarks::buildMergeTree(MLIRContext &context,
                                                 int64_t numModules) {
  GraphBuilder graph(context);
  Value input = graph.beginNetwork("net");
  // Numbered as in a heap: the children of i are 2 i + 1 and 2 i + 2.
  std::vector<Value> outputs(numModules);
  for (int64_t i = numModules - 1; i >= 0; --i) {
    ArrayRef<Value> children =
        ArrayRef(outputs).drop_front(std::min(numModules, 2 * i + 1));
    outputs[i] = children.empty()
                     ? graph.addWeights(input)
                     : graph.addNeurons(graph.addMerge(children.take_front(2)));
  }
  graph.endNetwork(outputs.front());
  return graph.takeModule();
}

/// Adds one dense loop behind `inputs`, one value per population; leaves the
/// values that lead on in `inputs`.
static void addLoop(GraphBuilder &graph, MutableArrayRef<Value> inputs) {
  SmallVector<LIFNeuronsOp> populations;
  for (Value input : inputs)
    populations.push_back(graph.addNeurons(input));
  for (LIFNeuronsOp population : populations) {
    SmallVector<Value> merged{population.getInput()};
    for (LIFNeuronsOp source : populations)
      merged.push_back(graph.addWeights(source));
    population.getInputMutable().assign(graph.addMerge(merged));
  }
  for (auto [input, population] : llvm::zip(inputs, populations))
    input = graph.addWeights(population);
}

OwningOpRef<ModuleOp> benchmarks::buildLoops(MLIRContext &context,
                                             int64_t numModules) {
  constexpr int64_t modulesPerLoop = numPopulations * (numPopulations + 2);
  assert(numModules % modulesPerLoop == 0 && "expects whole loops");
  GraphBuilder graph(context);
  SmallVector<Value> values(numPopulations, graph.beginNetwork("net"));
  for (int64_t i = 0; i < numModules; i += modulesPerLoop)
    addLoop(graph, values);
  graph.endNetwork(graph.addMerge(values));
  return graph.takeModule();
}

/// Adds a tree of holders with `numModules` modules.
static Value addHolders(GraphBuilder &graph, Value input, int64_t numModules) {
  if (numModules <= numChildren)
    return graph.addChain(input, numModules);
  for (int64_t i = 0; i < numChildren; ++i)
    input = graph.addHolder(input, [&](Value inside) {
      return addHolders(graph, inside, numModules / numChildren);
    });
  return input;
}

OwningOpRef<ModuleOp> benchmarks::buildHolderTree(MLIRContext &context,
                                                  int64_t numModules) {
  GraphBuilder graph(context);
  Value input = graph.beginNetwork("net");
  graph.endNetwork(addHolders(graph, input, numModules));
  return graph.takeModule();
}

OwningOpRef<ModuleOp> benchmarks::buildInstanceTree(MLIRContext &context,
                                                    int64_t numModules) {
  GraphBuilder graph(context);
  Value value = graph.beginNetwork("of" + Twine(numChildren));
  graph.endNetwork(graph.addChain(value, numChildren));
  for (int64_t size = numChildren; size < numModules; size *= numChildren) {
    bool isTop = size * numChildren >= numModules;
    value =
        graph.beginNetwork(isTop ? "net" : "of" + Twine(size * numChildren));
    for (int64_t i = 0; i < numChildren; ++i)
      value = graph.addInstance("of" + Twine(size), value);
    graph.endNetwork(value);
  }
  return graph.takeModule();
}

OwningOpRef<ModuleOp> benchmarks::buildInstanceChain(MLIRContext &context,
                                                     int64_t numModules) {
  GraphBuilder graph(context);
  for (int64_t i = 0; i < numModules; ++i) {
    Value value = graph.beginNetwork(i ? "net" + Twine(i) : "net");
    value = graph.addWeights(value);
    if (i + 1 < numModules)
      value = graph.addInstance("net" + Twine(i + 1), value);
    graph.endNetwork(value);
  }
  return graph.takeModule();
}

//===----------------------------------------------------------------------===//
// Networks that fill a chip
//===----------------------------------------------------------------------===//

namespace {
/// Builds ops with f64 parameters of their own.
class ChipNetworkBuilder {
public:
  explicit ChipNetworkBuilder(MLIRContext &context)
      : builder(UnknownLoc::get(&context), &context),
        module(ModuleOp::create(builder)) {}

  OwningOpRef<ModuleOp> takeModule() { return std::move(module); }

  /// Starts the network; returns its input.
  Value beginNetwork(int64_t numInputs, int64_t numOutputs) {
    builder.setInsertionPointToEnd(module->getBody());
    auto network = NetworkOp::create(
        builder, "net",
        builder.getFunctionType({getNodes(numInputs)}, {getNodes(numOutputs)}));
    builder.setInsertionPointToStart(&network.getBody().front());
    return network.getBody().getArgument(0);
  }
  void endNetwork(Value output) { OutputOp::create(builder, output); }

  /// Adds weights from every node of `input` to all synapses of `fanOut` of
  /// `numNeurons`.
  LinearWeightsOp addWeights(Value input, int64_t numNeurons, int64_t fanOut,
                             const Twine &name, int64_t numSynapses = 1) {
    int64_t numRows = getSize(input), numNodes = numNeurons * numSynapses;
    double largest = 1 / std::sqrt(fanOut);
    std::vector<double> weights(numRows * numNodes);
    std::vector<int64_t> neurons(numNeurons);
    std::iota(neurons.begin(), neurons.end(), 0);
    for (int64_t row = 0; row < numRows; ++row)
      for (int64_t k = 0; k < fanOut; ++k) {
        std::swap(neurons[k], neurons[k + random() % (numNeurons - k)]);
        for (int64_t s = 0; s < numSynapses; ++s)
          weights[row * numNodes + neurons[k] * numSynapses + s] =
              draw(-largest, largest);
      }
    return LinearWeightsOp::create(builder, getNodes(numNodes), input,
                                   getNumbers({numRows, numNodes}, weights),
                                   nullptr, builder.getStringAttr(name));
  }
  LIFNeuronsOp addNeurons(Value input, const Twine &name,
                          int64_t numSynapses = 1, bool hasBias = false) {
    int64_t numNodes = getSize(input), count = numNodes / numSynapses;
    return LIFNeuronsOp::create(
        builder, getNodes(count), input,
        /*tau_mem=*/drawVector(count, 2e-3, 70e-3),
        /*tau_syn=*/drawVector(numNodes, 2e-3, 70e-3),
        /*threshold=*/drawVector(count, 0.5, 3),
        /*bias=*/hasBias ? drawVector(count, -0.1, 0.1) : nullptr,
        builder.getF64FloatAttr(1e-3), builder.getStringAttr(name));
  }
  /// Adds neurons that also feed `fanOut` of themselves.
  Value addRecurrentNeurons(Value input, int64_t fanOut, const Twine &suffix,
                            int64_t numSynapses = 1, bool hasBias = false) {
    LIFNeuronsOp neurons =
        addNeurons(input, "hidden" + suffix, numSynapses, hasBias);
    Value feedback = addWeights(neurons, getSize(neurons), fanOut,
                                "recurrent" + suffix, numSynapses);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(neurons);
    neurons.getInputMutable().assign(
        MergeOp::create(builder, input.getType(), ValueRange{input, feedback}));
    return neurons;
  }

  /// The last nodes of `input`.
  Value selectLast(Value input, int64_t count) {
    int64_t size = getSize(input);
    return SelectOp::create(
        builder, getNodes(count), input,
        llvm::to_vector(llvm::seq<int64_t>(size - count, size)));
  }
  /// `input` as the first of `numNodes` nodes.
  Value placeFirst(Value input, int64_t numNodes) {
    return PlaceOp::create(
        builder, getNodes(numNodes), input,
        llvm::to_vector(llvm::seq<int64_t>(0, getSize(input))));
  }

private:
  static int64_t getSize(Value nodes) {
    return cast<NodesType>(nodes.getType()).getSize();
  }
  Type getNodes(int64_t count) {
    return NodesType::get(builder.getContext(), count);
  }
  ElementsAttr getNumbers(ArrayRef<int64_t> shape, ArrayRef<double> values) {
    return DenseElementsAttr::get(
        RankedTensorType::get(shape, builder.getF64Type()), values);
  }
  /// The library's distributions differ between implementations, so this is
  /// spelled out.
  double draw(double low, double high) {
    return low + (high - low) * std::ldexp(double(random() >> 11), -53);
  }
  ElementsAttr drawVector(int64_t count, double low, double high) {
    std::vector<double> values(count);
    for (double &value : values)
      value = draw(low, high);
    return getNumbers({count}, values);
  }

  ImplicitLocOpBuilder builder;
  OwningOpRef<ModuleOp> module;
  std::mt19937_64 random; ///< seeded with a constant of its own
};
} // namespace

static constexpr int64_t numInputs = 16, numOutputs = 8;

OwningOpRef<ModuleOp> benchmarks::buildWideNetwork(MLIRContext &context) {
  constexpr int64_t numHidden = 990, fanOut = 16;
  ChipNetworkBuilder graph(context);
  Value input = graph.beginNetwork(numInputs, numOutputs);
  Value weights = graph.addWeights(input, numHidden, numHidden, "in");
  Value hidden = graph.addRecurrentNeurons(weights, fanOut, "");
  Value readOut = graph.addWeights(hidden, numOutputs, 2, "out");
  graph.endNetwork(graph.addNeurons(readOut, "output"));
  return graph.takeModule();
}

OwningOpRef<ModuleOp> benchmarks::buildDeepNetwork(MLIRContext &context) {
  constexpr int64_t numLayers = 32, numHidden = 30, fanOut = 3;
  ChipNetworkBuilder graph(context);
  Value value = graph.beginNetwork(numInputs, numOutputs);
  value = graph.addWeights(value, numHidden, numHidden, "in");
  for (int64_t layer = 0; layer < numLayers; ++layer) {
    if (layer > 0)
      value =
          graph.addWeights(value, numHidden, fanOut, "forward" + Twine(layer));
    value = graph.addRecurrentNeurons(value, numHidden, Twine(layer));
  }
  value = graph.addWeights(value, numOutputs, numOutputs, "out");
  graph.endNetwork(graph.addNeurons(value, "output"));
  return graph.takeModule();
}

OwningOpRef<ModuleOp> benchmarks::buildFullNetwork(MLIRContext &context,
                                                   const xylo::Chip &chip) {
  // Padding takes the place of hidden neurons.
  int64_t numHidden = chip.maxHidden - (chip.hasPadding ? 2 : 0);
  int64_t expansion = chip.maxExpansion.value_or(numHidden);
  int64_t fanOut = std::min<int64_t>(chip.maxFanOut.value,
                                     chip.maxFanOutEntries / numHidden);
  int64_t numSynapses = chip.maxSynapses;
  ChipNetworkBuilder graph(context);
  Value input = graph.beginNetwork(chip.maxInputs, chip.maxOutputs);
  Value seen = graph.addWeights(input, expansion, expansion, "in", numSynapses);
  Value hidden =
      graph.addRecurrentNeurons(graph.placeFirst(seen, numHidden * numSynapses),
                                fanOut, "", numSynapses, chip.hasBias);
  Value readOut = graph.addWeights(graph.selectLast(hidden, expansion),
                                   chip.maxOutputs, chip.maxOutputs, "out");
  graph.endNetwork(
      graph.addNeurons(readOut, "output", /*numSynapses=*/1, chip.hasBias));
  return graph.takeModule();
}
