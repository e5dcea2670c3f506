//===- NetworkBuilder.cpp - Building the ops of an imported network -------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two rounds, because networks have loops: first all ops, each with a
// `graph.open` in place of its input, then the connections. What nothing feeds
// keeps its `graph.open`.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/NetworkBuilder.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Import/Convention.h"
#include "tidepool/Target/NIR/Notes.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

namespace {
class NetworkBuilder {
public:
  NetworkBuilder(const Circuit &circuit, ImportPlan plan,
                 const Reporter &reporter, MLIRContext *context)
      : circuit(circuit), plan(std::move(plan)), reporter(reporter),
        builder(context), values(circuit.vertices.size()),
        openInputs(circuit.vertices.size()), holders(circuit.vertices.size()),
        blocks(circuit.scopes.size()) {}

  OwningOpRef<ModuleOp> build();

private:
  Type getType(const Shape &shape) {
    return graph::NodesType::get(builder.getContext(), countChannels(shape));
  }
  SmallVector<Type> getPortTypes(ArrayRef<uint32_t> ports);
  StringAttr getName(const Vertex &vertex);
  DenseElementsAttr getNumbers(ArrayRef<double> numbers);
  DenseElementsAttr getNumbers(ArrayRef<double> numbers, const Vertex &vertex,
                               StringRef note);
  ArrayAttr getPortAttrs(ArrayRef<uint32_t> ports);

  void addNetwork(ModuleOp module);
  void addOps(uint32_t scope);
  void addOp(uint32_t vertex);
  Value addOpen(uint32_t vertex);
  void addHolder(uint32_t vertex);
  void addWeights(uint32_t vertex);
  Value addMatrix(Location loc, Value input, WeightMatrix matrix,
                  DenseElementsAttr biases, StringAttr name);
  void addLIF(uint32_t vertex);
  void addOther(uint32_t vertex);
  void addFidelity(Operation *op, uint32_t vertex);

  void connect(uint32_t vertex);
  Value getValueOn(uint32_t wire);
  Value addDiagonal(uint32_t wire, Value input);

  const Circuit &circuit;
  ImportPlan plan;
  const Reporter &reporter;
  OpBuilder builder;
  /// By vertex: what it gives, for each factor that is asked for.
  std::vector<SmallVector<std::pair<uint32_t, Value>, 1>> values;
  std::vector<graph::OpenOp> openInputs; ///< by vertex
  std::vector<graph::HolderOp> holders;  ///< by vertex
  std::vector<Block *> blocks;           ///< by scope
};
} // namespace

//===----------------------------------------------------------------------===//
// Forms
//===----------------------------------------------------------------------===//

NodeForm tidepool::nir::getForm(const Vertex &vertex, const LeafPlan &plan) {
  if (!vertex.isLeaf())
    return NodeForm::Holder;
  if (vertex.type == NodeType::Input || vertex.type == NodeType::Output)
    return NodeForm::Port;
  if (vertex.type == NodeType::Flatten)
    return NodeForm::Wires;
  if (plan.weights)
    return NodeForm::Weights;
  if (plan.neurons)
    return NodeForm::LIFNeurons;
  return isPopulation(vertex.type) ? NodeForm::GenericNeurons
                                   : NodeForm::PlainModule;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// The vertices of a scope, sources before what they feed as far as loops
/// allow.
static std::vector<uint32_t> sortVertices(const Circuit &circuit,
                                          const Scope &scope) {
  llvm::DenseMap<uint32_t, SmallVector<uint32_t>> successors;
  for (uint32_t edge : llvm::reverse(scope.edges))
    successors[circuit.edges[edge].source].push_back(
        circuit.edges[edge].target);
  llvm::DenseSet<uint32_t> seen;
  std::vector<uint32_t> postorder;
  std::vector<std::pair<uint32_t, size_t>> path;
  auto visit = [&](uint32_t root) {
    if (seen.insert(root).second)
      path.push_back({root, 0});
    while (!path.empty()) {
      auto &[vertex, next] = path.back();
      const SmallVector<uint32_t> &targets = successors[vertex];
      if (next == targets.size()) {
        postorder.push_back(vertex);
        path.pop_back();
      } else if (uint32_t target = targets[next++];
                 seen.insert(target).second) {
        path.push_back({target, 0});
      }
    }
  };
  // What the inputs reach comes last here, so first in the end.
  auto reached = [&](uint32_t v) {
    return circuit.vertices[v].type != NodeType::Input;
  };
  std::vector<uint32_t> first, others;
  for (uint32_t vertex : scope.inputs)
    visit(vertex);
  first.swap(postorder);
  for (uint32_t vertex : llvm::make_filter_range(scope.vertices, reached))
    visit(vertex);
  others.swap(postorder);
  std::reverse(first.begin(), first.end());
  first.insert(first.end(), others.rbegin(), others.rend());
  return first;
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

OwningOpRef<ModuleOp> NetworkBuilder::build() {
  OwningOpRef<ModuleOp> module =
      ModuleOp::create(reporter.getLoc(circuit.scopes.front().path));
  addNetwork(*module);
  for (uint32_t scope = 0; scope < circuit.scopes.size(); ++scope)
    addOps(scope);
  for (uint32_t passage : circuit.passages)
    connect(passage);
  for (uint32_t vertex = 0; vertex < circuit.vertices.size(); ++vertex)
    if (circuit.vertices[vertex].isLeaf() && !circuit.isPassage(vertex))
      connect(vertex);
  return module;
}

SmallVector<Type> NetworkBuilder::getPortTypes(ArrayRef<uint32_t> ports) {
  return llvm::map_to_vector(
      ports, [&](uint32_t port) { return getType(*plan.shapes[port].output); });
}

/// The notes of a node; none for a port that the file lacks.
static const Metadata &getNotes(const Vertex &vertex) {
  static const Metadata none;
  if (!vertex.node)
    return none;
  return vertex.node->graph ? vertex.node->graph->metadata
                            : vertex.node->metadata;
}

/// Null for a module that had no name.
StringAttr NetworkBuilder::getName(const Vertex &vertex) {
  StringRef name = findText(getNotes(vertex), note::name).value_or(vertex.name);
  return name.empty() ? StringAttr() : builder.getStringAttr(name);
}

ArrayAttr NetworkBuilder::getPortAttrs(ArrayRef<uint32_t> ports) {
  SmallVector<Attribute> attrs;
  for (uint32_t port : ports) {
    const Vertex &vertex = circuit.vertices[port];
    Shape shape = *plan.shapes[port].output;
    if (auto noted = findShape(getNotes(vertex), countChannels(shape)))
      shape = *noted;
    NamedAttrList entries;
    if (StringAttr name = getName(vertex))
      entries.set("nir.name", name);
    entries.set("nir.shape", builder.getDenseI64ArrayAttr(shape));
    attrs.push_back(entries.getDictionary(builder.getContext()));
  }
  return builder.getArrayAttr(attrs);
}

void NetworkBuilder::addNetwork(ModuleOp module) {
  const Scope &root = circuit.scopes.front();
  builder.setInsertionPointToEnd(module.getBody());
  auto network = graph::NetworkOp::create(
      builder, reporter.getLoc(root.path), plan.name,
      builder.getFunctionType(getPortTypes(root.inputs),
                              getPortTypes(root.outputs)));
  if (!root.inputs.empty())
    network.setArgAttrsAttr(getPortAttrs(root.inputs));
  network.setResAttrsAttr(getPortAttrs(root.outputs));
  if (!plan.version.empty())
    network->setAttr("nir.version", builder.getStringAttr(plan.version));
  if (plan.reading) {
    network->setAttr("nir.convention", builder.getStringAttr(getConventionName(
                                           plan.reading->convention)));
    network->setAttr("nir.dt", builder.getF64FloatAttr(plan.reading->dt));
    network->setAttr("nir.reset", builder.getStringAttr(plan.reset));
  }
  blocks.front() = &network.getBody().front();
}

void NetworkBuilder::addOps(uint32_t scope) {
  const Scope &members = circuit.scopes[scope];
  Block *block = blocks[scope];
  builder.setInsertionPointToEnd(block);
  for (auto [port, argument] :
       llvm::zip_equal(members.inputs, block->getArguments()))
    values[port].push_back({0, argument});
  for (uint32_t vertex : members.program.empty()
                             ? sortVertices(circuit, members)
                             : members.program)
    addOp(vertex);
  SmallVector<Value> outputs;
  for (uint32_t port : members.outputs)
    outputs.push_back(addOpen(port));
  graph::OutputOp::create(builder, reporter.getLoc(members.path), outputs);
}

/// Stands for the input of a vertex until it is connected.
Value NetworkBuilder::addOpen(uint32_t vertex) {
  openInputs[vertex] = graph::OpenOp::create(
      builder, reporter.getLoc(circuit.vertices[vertex].path),
      getType(*plan.shapes[vertex].input));
  return openInputs[vertex].getResult();
}

void NetworkBuilder::addOp(uint32_t vertex) {
  switch (getForm(circuit.vertices[vertex], plan.leaves[vertex])) {
  case NodeForm::Port:
    return; // of the scope, which has it
  case NodeForm::Wires:
    addOpen(vertex);
    return;
  case NodeForm::Holder:
    return addHolder(vertex);
  case NodeForm::Weights:
    return addWeights(vertex);
  case NodeForm::LIFNeurons:
    return addLIF(vertex);
  case NodeForm::GenericNeurons:
  case NodeForm::PlainModule:
    return addOther(vertex);
  }
}

void NetworkBuilder::addHolder(uint32_t vertex) {
  const Scope &inner = circuit.scopes[circuit.vertices[vertex].inner];
  Location loc = reporter.getLoc(circuit.vertices[vertex].path);
  SmallVector<Value> inputs;
  for (uint32_t port : inner.inputs)
    inputs.push_back(addOpen(port));
  auto holder =
      graph::HolderOp::create(builder, loc, getPortTypes(inner.outputs), inputs,
                              getName(circuit.vertices[vertex]));
  Block &block = holder.getBody().emplaceBlock();
  for (Value input : inputs)
    block.addArgument(input.getType(), loc);
  blocks[circuit.vertices[vertex].inner] = &block;
  holders[vertex] = holder;
}

DenseElementsAttr NetworkBuilder::getNumbers(ArrayRef<double> numbers) {
  auto type = RankedTensorType::get({static_cast<int64_t>(numbers.size())},
                                    builder.getF64Type());
  return DenseElementsAttr::get(type, numbers);
}

/// To the last bit and in the type that the file notes.
DenseElementsAttr NetworkBuilder::getNumbers(ArrayRef<double> numbers,
                                             const Vertex &vertex,
                                             StringRef note) {
  auto exact = findExact(getNotes(vertex), note, numbers);
  if (!exact)
    return getNumbers(numbers);
  if (exact->type == ElementType::Float64)
    return getNumbers(exact->values);
  std::vector<float> values(exact->values.begin(), exact->values.end());
  auto type = RankedTensorType::get({static_cast<int64_t>(values.size())},
                                    builder.getF32Type());
  return DenseElementsAttr::get(type, ArrayRef(values));
}

Value NetworkBuilder::addMatrix(Location loc, Value input, WeightMatrix matrix,
                                DenseElementsAttr biases, StringAttr name) {
  ElementsAttr weights =
      matrix.takeAttr(builder.getContext(), name ? name.strref() : "weights");
  Type type = graph::NodesType::get(builder.getContext(),
                                    weights.getShapedType().getDimSize(1));
  return graph::LinearWeightsOp::create(builder, loc, type, input, weights,
                                        biases, name);
}

static void scaleOutputs(Weights &weights, ArrayRef<double> factors) {
  if (factors.empty())
    return;
  weights.matrix.scaleOutputs(factors);
  for (auto [bias, factor] : llvm::zip(weights.biases, factors))
    bias *= factor;
}

void NetworkBuilder::addWeights(uint32_t vertex) {
  Weights weights = std::move(*plan.leaves[vertex].weights);
  const Vertex &node = circuit.vertices[vertex];
  Value input = addOpen(vertex);
  auto addVariant = [&](uint32_t factor, Weights variant) {
    scaleOutputs(variant, plan.scaling.factors[factor]);
    DenseElementsAttr biases;
    if (!variant.biases.empty())
      biases = getNumbers(variant.biases, node, note::bias);
    Value value = addMatrix(reporter.getLoc(node.path), input,
                            std::move(variant.matrix), biases, getName(node));
    values[vertex].push_back({factor, value});
  };
  // The last one needs no copy: as a rule it is the only one.
  std::vector<uint32_t> variants = plan.scaling.getVariants(circuit, vertex);
  for (uint32_t factor : llvm::ArrayRef(variants).drop_back())
    addVariant(factor, {weights.matrix.clone(), weights.biases});
  addVariant(variants.back(), std::move(weights));
}

void NetworkBuilder::addFidelity(Operation *op, uint32_t vertex) {
  op->setAttr("nir.fidelity",
              builder.getStringAttr(plan.leaves[vertex].fidelity->str()));
}

void NetworkBuilder::addLIF(uint32_t vertex) {
  const LIFParameters &neurons = *plan.leaves[vertex].neurons;
  bool hasBias = llvm::any_of(neurons.bias, [](double b) { return b != 0; });
  const Vertex &node = circuit.vertices[vertex];
  Value input = addOpen(vertex);
  auto op = graph::LIFNeuronsOp::create(
      builder, reporter.getLoc(node.path), input.getType(), input,
      getNumbers(neurons.tauMem, node, note::tauMem),
      getNumbers(neurons.tauSyn, node, note::tauSyn),
      getNumbers(neurons.threshold, node, note::threshold),
      hasBias ? getNumbers(neurons.bias, node, note::bias)
              : DenseElementsAttr(),
      builder.getF64FloatAttr(plan.reading->dt), getName(node));
  addFidelity(op, vertex);
  values[vertex].push_back({0, op.getOutput()});
}

void NetworkBuilder::addOther(uint32_t vertex) {
  const Vertex &node = circuit.vertices[vertex];
  Location loc = reporter.getLoc(node.path);
  Value input = addOpen(vertex);
  Type type = getType(*plan.shapes[vertex].output);
  Operation *op;
  if (getForm(node, plan.leaves[vertex]) == NodeForm::GenericNeurons)
    op = graph::GenericNeuronsOp::create(builder, loc, type, input,
                                         /*dt=*/FloatAttr(), getName(node));
  else
    op = graph::PlainModuleOp::create(builder, loc, TypeRange(type),
                                      ValueRange(input), getName(node));
  op->setAttr("nir.type", builder.getStringAttr(nir::getName(node.type)));
  for (const auto &[name, numbers] : plan.leaves[vertex].kept)
    op->setAttr("nir." + name, getNumbers(numbers));
  addFidelity(op, vertex);
  values[vertex].push_back({0, op->getResult(0)});
}

//===----------------------------------------------------------------------===//
// Connections
//===----------------------------------------------------------------------===//

void NetworkBuilder::connect(uint32_t vertex) {
  graph::OpenOp open = openInputs[vertex];
  if (!open)
    return; // an input of the network
  Value input = open.getResult();
  builder.setInsertionPoint(open);
  SmallVector<Value> sources;
  for (uint32_t wire : circuit.wiresInto[vertex])
    sources.push_back(getValueOn(wire));
  if (!sources.empty()) {
    input = sources.front();
    if (sources.size() > 1)
      input = graph::MergeOp::create(builder, open.getLoc(), input.getType(),
                                     sources);
    open.getResult().replaceAllUsesWith(input);
    open.erase();
  }
  bool givesInput = circuit.isPassage(vertex) &&
                    circuit.vertices[vertex].type != NodeType::Input;
  if (givesInput)
    values[vertex].push_back({0, input});
}

/// What arrives over a wire, within the graph of the edge.
Value NetworkBuilder::getValueOn(uint32_t wire) {
  uint32_t source = circuit.edges[wire].source;
  Value value;
  if (graph::HolderOp holder = holders[source]) {
    value = holder.getResult(0);
  } else {
    bool isMatrix = !plan.scaling.needsDiagonal[wire];
    uint32_t factor = isMatrix ? plan.scaling.factorOfWire[wire] : 0;
    auto isAsked = [&](const auto &entry) { return entry.first == factor; };
    value = llvm::find_if(values[source], isAsked)->second;
  }
  return plan.scaling.needsDiagonal[wire] ? addDiagonal(wire, value) : value;
}

/// The gain of neurons that no weights feed.
Value NetworkBuilder::addDiagonal(uint32_t wire, Value input) {
  const Vertex &source = circuit.vertices[circuit.edges[wire].source];
  const Vertex &target = circuit.vertices[circuit.edges[wire].target];
  uint32_t factor = plan.scaling.factorOfWire[wire];
  return addMatrix(
      reporter.getLoc(target.path), input,
      WeightMatrix(graph::MatrixBuilder::diagonal(plan.scaling.factors[factor]),
                   /*isDouble=*/true),
      /*biases=*/{}, builder.getStringAttr(source.name + "->" + target.name));
}

OwningOpRef<ModuleOp> tidepool::nir::buildNetwork(const Circuit &circuit,
                                                  ImportPlan plan,
                                                  const Reporter &reporter,
                                                  MLIRContext *context) {
  return NetworkBuilder(circuit, std::move(plan), reporter, context).build();
}
