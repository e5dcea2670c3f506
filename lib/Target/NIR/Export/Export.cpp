//===- Export.cpp - From the graph dialect to a NIR model -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Graph by graph, the outer ones first. Within one, first all nodes that ops
// stand for, as networks have loops; then the edges, with the matrices that
// some of them need.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export.h"

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"
#include "tidepool/Support/Version.h"
#include "tidepool/Target/NIR/Export/Arrays.h"
#include "tidepool/Target/NIR/Export/Connections.h"
#include "tidepool/Target/NIR/Export/NeuronParameters.h"
#include "tidepool/Target/NIR/Export/NodeNames.h"
#include "tidepool/Target/NIR/File.h"
#include "tidepool/Target/NIR/Import/Convention.h"
#include "tidepool/Target/NIR/Notes.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

//===----------------------------------------------------------------------===//
// All graphs
//===----------------------------------------------------------------------===//

namespace {

/// A block that becomes a graph.
struct Scope {
  Block *block = nullptr;
  Graph *graph = nullptr;
  unsigned depth = 0; ///< graphs around it
};

class NetworkExporter {
public:
  NetworkExporter(graph::NetworkOp network, const ExportOptions &options)
      : network(network), options(options) {}

  FailureOr<Model> run();

  graph::NetworkOp getNetwork() const { return network; }
  graph::NetworkOp getCallee(graph::InstanceOp op) {
    return symbols.lookupNearestSymbolFrom<graph::NetworkOp>(
        network, op.getCalleeAttr());
  }
  const ExportOptions &getOptions() const { return options; }

  /// Reports an op once, however many instances lead to it.
  void refuse(Operation *op, const Twine &text);
  /// The equations and step of the file, as soon as one op says its step;
  /// reports an op that says none or another one.
  const Reading *getReading(graph::LIFNeuronsOp op);
  /// Counts the nodes of all graphs; reports the first one too many.
  void countNode(Operation *op);
  /// Has a graph made of `block`, which is the content of `op`.
  void addScope(Operation *op, Block &block, Node &node, unsigned depth);

private:
  void addNotes(Model &model);

  /// Instances of instances can stand for any number.
  static constexpr size_t maxNodes = size_t(1) << 18;
  size_t numNodes = 0;
  graph::NetworkOp network;
  const ExportOptions &options;
  SymbolTableCollection symbols;
  std::vector<Scope> pending;
  std::optional<Reading> reading;
  Operation *readingFrom = nullptr;
  llvm::DenseSet<Operation *> refused;
};

//===----------------------------------------------------------------------===//
// One graph
//===----------------------------------------------------------------------===//

/// Makes the graph of one block.
class GraphExporter {
public:
  GraphExporter(const Scope &scope, NetworkExporter &exporter)
      : exporter(exporter), scope(scope), block(*scope.block) {}

  void run();

private:
  bool isRoot() const { return scope.depth == 0; }

  uint32_t addNode(StringRef label, NodeType type, Operation *op);
  void addPorts();
  uint32_t addPort(unsigned index, bool isInput);
  std::string getPortName(unsigned index, bool isInput);
  std::vector<double> getPortShape(unsigned index, bool isInput, int64_t size);
  void addFlatten(BlockArgument argument, std::vector<double> shape);

  void addOp(Operation *op);
  bool hasOnePortEach(Operation *op);
  void checkSize(graph::LinearWeightsOp op);
  void addWeights(graph::LinearWeightsOp op);
  void addContent(Operation *op, llvm::Expected<NodeContent> content);
  void addInner(Operation *op, Block *block);
  Node &addNodeOf(Operation *op, NodeType type);

  void connectOps();
  void connect(uint32_t target, Value input, int64_t groupSize, Operation *op);
  uint32_t addMatrix(const Connection &connection, uint32_t source,
                     uint32_t target, Operation *op);
  void addEdges(uint32_t source, uint32_t target, uint64_t count,
                Operation *op);
  void finish();

  NetworkExporter &exporter;
  Scope scope;
  Block &block;
  graph::LabelScope names;
  std::vector<Node> nodes;
  std::vector<uint32_t> program; ///< all nodes, as the text has them
  std::vector<uint32_t> outputs;
  std::vector<Edge> edges;
  llvm::DenseMap<Value, uint32_t> sources;      ///< nodes of values
  llvm::DenseMap<Operation *, uint32_t> nodeOf; ///< of modules
};

} // namespace

//===----------------------------------------------------------------------===//
// Names and ports
//===----------------------------------------------------------------------===//

static std::string getLabel(Operation *op) {
  return "'" + graph::getBaseLabel(op).str() + "'";
}

uint32_t GraphExporter::addNode(StringRef label, NodeType type, Operation *op) {
  exporter.countNode(op);
  Node &node = nodes.emplace_back();
  node.name = names.next(encodeName(label));
  node.type = type;
  return nodes.size() - 1;
}

/// The attributes of an argument or result of the network itself.
static DictionaryAttr getPortAttrs(graph::NetworkOp network, unsigned index,
                                   bool isInput) {
  return isInput ? network.getArgAttrDict(index)
                 : network.getResultAttrDict(index);
}

std::string GraphExporter::getPortName(unsigned index, bool isInput) {
  graph::NetworkOp network = exporter.getNetwork();
  std::string name = isInput ? "input" : "output";
  if (!isRoot())
    return name;
  DictionaryAttr attrs = getPortAttrs(network, index, isInput);
  if (auto given = attrs ? attrs.getAs<StringAttr>("nir.name") : nullptr)
    return given.str();
  unsigned count =
      isInput ? network.getNumArguments() : network.getNumResults();
  return count == 1 ? name : name + "_" + std::to_string(index);
}

std::vector<double> GraphExporter::getPortShape(unsigned index, bool isInput,
                                                int64_t size) {
  std::vector<double> plain = {static_cast<double>(size)};
  graph::NetworkOp network = exporter.getNetwork();
  DictionaryAttr attrs =
      isRoot() ? getPortAttrs(network, index, isInput) : DictionaryAttr();
  Attribute attr = attrs ? attrs.get("nir.shape") : Attribute();
  if (!attr)
    return plain;
  auto shape = dyn_cast<DenseI64ArrayAttr>(attr);
  bool fits =
      shape &&
      llvm::all_of(shape.asArrayRef(), [](int64_t size) { return size > 0; }) &&
      countChannels(shape) == size;
  if (fits)
    return std::vector<double>(shape.asArrayRef().begin(),
                               shape.asArrayRef().end());
  exporter.refuse(network, Twine("nir.shape of ") +
                               (isInput ? "argument " : "result ") +
                               Twine(index) + " must be an array of sizes of " +
                               Twine(size) + " channels together");
  return plain;
}

uint32_t GraphExporter::addPort(unsigned index, bool isInput) {
  Operation *terminator = block.getTerminator();
  Value value =
      isInput ? Value(block.getArgument(index)) : terminator->getOperand(index);
  std::string name = getPortName(index, isInput);
  uint32_t port = addNode(name, isInput ? NodeType::Input : NodeType::Output,
                          block.getParentOp());
  std::vector<double> shape =
      getPortShape(index, isInput, graph::countNodes(value));
  Metadata &metadata = nodes[port].metadata;
  if (isRoot() && nodes[port].name != name && isStorable(name))
    metadata[note::name.str()] = makeText(name);
  // What arrives there has one axis, which NIR cannot unfold.
  if (!isInput && shape.size() != 1) {
    metadata[note::shape.str()] = makeArray(shape, ElementType::Integer);
    shape = {static_cast<double>(graph::countNodes(value))};
  }
  nodes[port].parameters["shape"] = makeArray(shape, ElementType::Integer);
  return port;
}

/// NIR's matrices have inputs of one axis.
void GraphExporter::addFlatten(BlockArgument argument,
                               std::vector<double> shape) {
  uint32_t port = sources.lookup(argument);
  uint32_t flatten = addNode(nodes[port].name + ".flatten", NodeType::Flatten,
                             block.getParentOp());
  auto &parameters = nodes[flatten].parameters;
  double last = static_cast<double>(shape.size()) - 1;
  parameters["input_type"] = makeArray(std::move(shape), ElementType::Integer);
  parameters["start_dim"] = makeScalar(0);
  parameters["end_dim"] = makeScalar(last);
  for (const char *name : {"start_dim", "end_dim"})
    parameters[name].type = ElementType::Integer;
  program.push_back(flatten);
  edges.push_back({port, flatten});
  sources[argument] = flatten;
}

void GraphExporter::addPorts() {
  for (BlockArgument argument : block.getArguments()) {
    unsigned index = argument.getArgNumber();
    uint32_t port = addPort(index, /*isInput=*/true);
    sources[argument] = port;
    program.push_back(port);
  }
  Operation *terminator = block.getTerminator();
  for (unsigned index = 0; index < terminator->getNumOperands(); ++index)
    outputs.push_back(addPort(index, /*isInput=*/false));
  for (BlockArgument argument : block.getArguments()) {
    std::vector<double> shape = getPortShape(
        argument.getArgNumber(), /*isInput=*/true, graph::countNodes(argument));
    if (shape.size() != 1)
      addFlatten(argument, std::move(shape));
  }
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

/// The node of an op, with the name that the op has.
Node &GraphExporter::addNodeOf(Operation *op, NodeType type) {
  uint32_t node = addNode(graph::getBaseLabel(op), type, op);
  nodeOf[op] = node;
  sources[op->getResult(0)] = node;
  auto name = op->getAttrOfType<StringAttr>("name");
  StringRef own = name ? name.getValue() : "";
  if (own != nodes[node].name && isStorable(own))
    nodes[node].metadata[note::name.str()] = makeText(own);
  return nodes[node];
}

bool GraphExporter::hasOnePortEach(Operation *op) {
  if (op->getNumOperands() == 1 && op->getNumResults() == 1)
    return true;
  bool isHolder = isa<graph::HolderOp, graph::InstanceOp>(op);
  exporter.refuse(op, "edges of NIR need nodes with one input and one output, "
                      "but this has " +
                          Twine(op->getNumOperands()) + " and " +
                          Twine(op->getNumResults()) +
                          (isHolder ? "; --nir-flat dissolves it" : ""));
  return false;
}

/// NIR has dense matrices only.
void GraphExporter::checkSize(graph::LinearWeightsOp op) {
  int64_t limit = exporter.getOptions().maxElements;
  if (isa<SparseElementsAttr>(op.getWeights()) &&
      op.getWeights().getNumElements() > limit)
    exporter.refuse(op, "its sparse weights become a matrix of " +
                            Twine(op.getWeights().getNumElements()) +
                            " elements, beyond the limit of " + Twine(limit) +
                            "; raise --nir-max-matrix");
}

void GraphExporter::addWeights(graph::LinearWeightsOp op) {
  checkSize(op);
  std::optional<ElementsAttr> biases = op.getBiases();
  Node &node = addNodeOf(op, biases ? NodeType::Affine : NodeType::Linear);
  node.parameters["weight"] = makeTransposed(op.getWeights());
  auto sparse = dyn_cast<SparseElementsAttr>(op.getWeights());
  if (sparse &&
      graph::isSparser(sparse.getValues().getNumElements(), sparse.getType()))
    node.metadata[note::storage.str()] = makeText("sparse");
  if (!biases)
    return;
  node.parameters["bias"] = makeArray(*biases);
  // Reading makes all biases f64.
  if (getElementType(*biases) == ElementType::Float32)
    node.metadata[note::bias.str()] = makeArray(*biases);
}

void GraphExporter::addContent(Operation *op,
                               llvm::Expected<NodeContent> content) {
  if (!content)
    return exporter.refuse(op, llvm::toString(content.takeError()));
  Node &node = addNodeOf(op, content->type);
  node.parameters = std::move(content->parameters);
  for (auto &[key, value] : content->metadata)
    node.metadata[key] = std::move(value);
  auto fidelity = op->getAttrOfType<StringAttr>("nir.fidelity");
  bool isKnown = content->type != NodeType::CubaLIF || !fidelity ||
                 fidelity.getValue() == "faithful";
  if (!isKnown && isStorable(fidelity))
    node.metadata[note::fidelity.str()] = makeText(fidelity);
}

void GraphExporter::addInner(Operation *op, Block *inner) {
  Node &node = addNodeOf(op, NodeType::NIRGraph);
  exporter.addScope(op, *inner, node, scope.depth + 1);
}

void GraphExporter::addOp(Operation *op) {
  if (!hasOnePortEach(op))
    return;
  Version version = exporter.getOptions().version;
  if (auto holder = dyn_cast<graph::HolderOp>(op))
    return addInner(op, &holder.getBody().front());
  if (auto instance = dyn_cast<graph::InstanceOp>(op)) {
    graph::NetworkOp callee = exporter.getCallee(instance);
    return addInner(op, &callee.getBody().front());
  }
  if (auto weights = dyn_cast<graph::LinearWeightsOp>(op))
    return addWeights(weights);
  auto lif = dyn_cast<graph::LIFNeuronsOp>(op);
  if (!lif)
    return addContent(op, makeKeptNode(op, version));
  if (const Reading *reading = exporter.getReading(lif))
    addContent(op, makeCubaLIF(lif, *reading, version));
}

//===----------------------------------------------------------------------===//
// Edges
//===----------------------------------------------------------------------===//

void GraphExporter::addEdges(uint32_t source, uint32_t target, uint64_t count,
                             Operation *op) {
  constexpr size_t maxEdges = size_t(1) << 24;
  if (count > maxEdges - std::min(maxEdges, edges.size()))
    return exporter.refuse(op, "its input is merged from more than " +
                                   Twine(maxEdges) + " edges");
  edges.insert(edges.end(), count, {source, target});
}

/// NIR has no edges between parts of nodes.
uint32_t GraphExporter::addMatrix(const Connection &connection, uint32_t source,
                                  uint32_t target, Operation *op) {
  int64_t limit = exporter.getOptions().maxElements;
  if (static_cast<int64_t>(connection.numSources) >
      limit / static_cast<int64_t>(connection.numTargets))
    exporter.refuse(op, "what feeds it is selected by a matrix of " +
                            Twine(connection.numTargets) + " x " +
                            Twine(connection.numSources) +
                            " elements, beyond the limit of " + Twine(limit) +
                            "; raise --nir-max-matrix");
  uint32_t matrix = addNode(nodes[source].name + "->" + nodes[target].name,
                            NodeType::Linear, op);
  nodes[matrix].parameters["weight"] = makeMatrix(connection);
  program.push_back(matrix);
  edges.push_back({source, matrix});
  return matrix;
}

void GraphExporter::connect(uint32_t target, Value input, int64_t groupSize,
                            Operation *op) {
  auto connections = findConnections(input, groupSize, op);
  if (failed(connections)) {
    exporter.refuse(op, "");
    return;
  }
  // Where the target's own edges begin, those of its matrices are all there, as
  // if ops had made them.
  std::vector<std::pair<uint32_t, uint64_t>> incoming;
  for (const Connection &connection : *connections) {
    auto known = sources.find(connection.source);
    if (known == sources.end())
      continue; // its op has been refused
    uint32_t source = known->second;
    if (!connection.isWhole())
      source = addMatrix(connection, source, target, op);
    incoming.push_back({source, connection.numEdges});
  }
  for (auto [source, count] : incoming)
    addEdges(source, target, count, op);
  program.push_back(target);
}

void GraphExporter::connectOps() {
  for (Operation &op : block) {
    auto known = nodeOf.find(&op);
    if (known == nodeOf.end())
      continue;
    auto neurons = dyn_cast<graph::LIFNeuronsOp>(op);
    int64_t numSynapses =
        neurons ? cast<graph::NeuronsOpInterface>(op).getNumSynapses() : 1;
    connect(known->second, op.getOperand(0), numSynapses, &op);
  }
  Operation *terminator = block.getTerminator();
  for (auto [port, value] : llvm::zip_equal(outputs, terminator->getOperands()))
    connect(port, value, /*groupSize=*/1, terminator);
}

/// Sorts the nodes by name, and notes the order that they had.
void GraphExporter::finish() {
  Graph &graph = *scope.graph;
  std::vector<uint32_t> byName(nodes.size());
  for (uint32_t node = 0; node < nodes.size(); ++node)
    byName[node] = node;
  llvm::sort(byName, [&](uint32_t a, uint32_t b) {
    return nodes[a].name < nodes[b].name;
  });
  std::vector<uint32_t> rank(nodes.size());
  for (auto [index, node] : llvm::enumerate(byName)) {
    rank[node] = index;
    graph.nodes.push_back(std::move(nodes[node]));
  }
  for (Edge edge : edges)
    graph.edges.push_back({rank[edge.source], rank[edge.target]});
  std::vector<double> places(nodes.size());
  for (auto [place, node] : llvm::enumerate(program))
    places[rank[node]] = place;
  graph.metadata[note::order.str()] =
      makeArray(std::move(places), ElementType::Integer);
}

void GraphExporter::run() {
  addPorts();
  for (Operation &op : block.without_terminator())
    if (!isa<graph::PlumbingOpInterface, graph::AliasOp>(op))
      addOp(&op);
  if (failed(checkAliases(block)))
    return exporter.refuse(block.getTerminator(), "");
  connectOps();
  finish();
}

//===----------------------------------------------------------------------===//
// The network
//===----------------------------------------------------------------------===//

void NetworkExporter::refuse(Operation *op, const Twine &text) {
  if (refused.insert(op).second && !text.isTriviallyEmpty())
    op->emitError(getLabel(op)) << ": " << text;
}

static Convention getConvention(graph::NetworkOp network,
                                const ExportOptions &options) {
  if (options.convention != Convention::Auto)
    return options.convention;
  auto attr = network->getAttrOfType<StringAttr>("nir.convention");
  for (Convention convention : {Convention::Euler, Convention::Rockpool})
    if (attr && attr.getValue() == getConventionName(convention))
      return convention;
  return Convention::Exact;
}

const Reading *NetworkExporter::getReading(graph::LIFNeuronsOp op) {
  std::optional<llvm::APFloat> dt = op.getDt();
  if (!dt) {
    refuse(op, "has no time step; set dt");
    return nullptr;
  }
  if (!reading) {
    reading.emplace();
    reading->dt = dt->convertToDouble();
    reading->convention = getConvention(network, options);
    readingFrom = op;
  }
  if (reading->dt == dt->convertToDouble())
    return &*reading;
  if (refused.insert(op).second)
    op.emitError(getLabel(op))
            .append(": its time step differs from that of ",
                    getLabel(readingFrom), "; NIR networks have one")
            .attachNote(readingFrom->getLoc())
        << "which is here";
  return nullptr;
}

void NetworkExporter::countNode(Operation *op) {
  if (++numNodes == maxNodes + 1)
    refuse(op, "with this the network has more than " + Twine(maxNodes) +
                   " nodes, instances counted");
}

void NetworkExporter::addScope(Operation *op, Block &block, Node &node,
                               unsigned depth) {
  node.graph = std::make_unique<Graph>();
  node.graph->metadata = std::move(node.metadata);
  // The graph, its nodes and their metadata.
  if (depth + 3 > maxNesting)
    return refuse(op, "lies within " + Twine(depth - 1) +
                          " others, which no reader follows; --nir-flat "
                          "dissolves them");
  if (numNodes <= maxNodes)
    pending.push_back({&block, node.graph.get(), depth});
}

void NetworkExporter::addNotes(Model &model) {
  Metadata &metadata = model.graph.metadata;
  auto add = [&](StringRef key, StringRef text) {
    if (isStorable(text))
      metadata[key.str()] = makeText(text);
  };
  add(note::writer, getVersionString());
  add(note::name, network.getSymName());
  auto origin = network->getAttrOfType<StringAttr>("nir.version");
  if (StringRef version = origin ? origin.getValue() : "";
      version != model.version)
    add(note::origin, version);
  if (!reading)
    return;
  add(note::convention, getConventionName(reading->convention));
  add(note::reset, "subtract");
  metadata[note::dt.str()] = makeScalar(reading->dt);
}

FailureOr<Model> NetworkExporter::run() {
  Model model;
  model.version = options.version == Version::V1_0_5 ? "1.0.5" : "1.0.7";
  pending.push_back({&network.getBody().front(), &model.graph, /*depth=*/0});
  while (!pending.empty()) {
    Scope scope = pending.back();
    pending.pop_back();
    GraphExporter(scope, *this).run();
  }
  if (!refused.empty())
    return failure();
  addNotes(model);
  return model;
}

FailureOr<Model> tidepool::nir::exportNetwork(graph::NetworkOp network,
                                              const ExportOptions &options) {
  return NetworkExporter(network, options).run();
}
