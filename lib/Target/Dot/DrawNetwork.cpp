//===- DrawNetwork.cpp - From networks to drawings ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Dot/DrawNetwork.h"

#include "Collapse.h"
#include "Connections.h"
#include "OpenGroups.h"
#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using namespace tidepool::picture;

/// More arguments or results than this are drawn as one port.
static constexpr size_t maxPorts = 8;

/// Where neighbours are drawn as one, there are fewer boxes if there would be
/// more arrows than this times the most boxes, but not less boxes than these.
static constexpr size_t maxEdgesPerBox = 3, minBoxes = 8;

namespace {

/// Draws one network.
class Drawer {
public:
  Drawer(NetworkOp network, const DrawingOptions &options);
  NetworkDrawing draw();

private:
  /// A module, or a holder or instance that is not shown from inside.
  struct Unit {
    Operation *op = nullptr;
    std::optional<size_t> cluster;
    uint64_t numModules = 0;
    bool hasOtherModules = false;           ///< that are in no loop
    llvm::SmallDenseSet<unsigned, 2> loops; ///< that its modules are in
  };

  // From ops to units.
  void findUnits();
  size_t addUnit(Operation *op, std::optional<size_t> cluster);
  size_t addCluster(Operation *holder, std::optional<size_t> parent);
  void addModule(Operation *module, size_t unit);
  StringRef getRelativeLabel(Operation *op) const;

  // From units to boxes.
  std::vector<Box> findBoxes();
  BoxMap mapBoxes(ArrayRef<Box> boxes);
  size_t getNumPorts(ValueRange ports) const;
  std::vector<Edge> connect(std::vector<Box> &boxes);

  // From boxes to vertices.
  void addPorts(Kind kind, StringRef noun, ValueRange ports);
  Vertex drawBox(const Box &box) const;
  void addLoops(const Box &box, Vertex &vertex) const;
  void describeUnit(const Unit &unit, Vertex &vertex) const;

  DrawingOptions options;
  ModuleCounts counts;
  OpenGroups groups;
  GraphHolderOpInterface network;
  NodeGraph graph;
  RecurrenceAnalysis recurrence;
  DenseSet<Operation *> recurrentModules;
  ModuleLabels labels;

  std::vector<Unit> units;
  std::vector<size_t> unitOfModule; ///< in the order of `graph.getModules()`
  NetworkDrawing drawing;
  bool isCollapsed = false; ///< some modules are drawn as one
};

} // namespace

Drawer::Drawer(NetworkOp original, const DrawingOptions &options)
    : options(options), counts(original), groups(original, options),
      network(groups.getNetwork().getOperation()), graph(network),
      recurrence(network), labels(network) {
  drawing.name = original.getSymName().str();
  drawing.numModules = counts.getOf(original.getSymNameAttr());
  drawing.numLoops = recurrence.getLoops().size();
  recurrentModules.insert_range(recurrence.getRecurrentModules());
}

/// Counts the connections of boxes. If too many modules are all connected, so
/// would be all boxes: then there are fewer.
std::vector<Edge> Drawer::connect(std::vector<Box> &boxes) {
  Connections connections(graph);
  std::vector<Edge> edges = connections.count(mapBoxes(boxes));
  while (isCollapsed && boxes.size() > minBoxes &&
         edges.size() > maxEdgesPerBox * options.maxModules) {
    size_t fewer = boxes.size() / 2;
    boxes = joinNeighbours(std::move(boxes), fewer);
    edges = connections.count(mapBoxes(boxes));
  }
  return edges;
}

NetworkDrawing Drawer::draw() {
  findUnits();
  std::vector<Box> boxes = findBoxes();
  drawing.edges = connect(boxes);
  addPorts(Kind::Input, "input", network.getGraphBlock()->getArguments());
  for (const Box &box : boxes)
    drawing.vertices.push_back(drawBox(box));
  addPorts(Kind::Output, "output", network.getGraphOutput()->getOperands());
  for (Edge &edge : drawing.edges) {
    std::optional<unsigned> loop = drawing.vertices[edge.source].loop;
    if (loop == drawing.vertices[edge.sink].loop)
      edge.loop = loop;
  }
  return std::move(drawing);
}

//===----------------------------------------------------------------------===//
// From ops to units
//===----------------------------------------------------------------------===//

void Drawer::findUnits() {
  // An explicit stack: holders may be nested thousands deep.
  struct Frame {
    Block::iterator next, end;
    std::optional<size_t> cluster;
    std::optional<size_t> unit; ///< inside which all is
  };
  std::vector<Frame> stack;
  auto push = [&](GraphHolderOpInterface holder, std::optional<size_t> cluster,
                  std::optional<size_t> unit) {
    Block *body = holder.getGraphBlock();
    stack.push_back({body->begin(), body->end(), cluster, unit});
  };
  push(network, std::nullopt, std::nullopt);
  while (!stack.empty()) {
    Frame &frame = stack.back();
    if (frame.next == frame.end) {
      stack.pop_back();
      continue;
    }
    Operation *op = &*frame.next++;
    auto [cluster, unit] = std::pair(frame.cluster, frame.unit);
    if (!isDrawn(*op))
      continue;
    auto holder = dyn_cast<GraphHolderOpInterface>(op);
    if (holder && groups.isOpen(op)) {
      push(holder, addCluster(op, cluster), std::nullopt);
      continue;
    }
    if (!unit)
      unit = addUnit(op, cluster);
    if (holder)
      push(holder, std::nullopt, unit);
    else
      addModule(op, *unit);
  }
  assert(unitOfModule.size() == graph.getModules().size() &&
         "both are in text order");
}

size_t Drawer::addUnit(Operation *op, std::optional<size_t> cluster) {
  units.emplace_back();
  units.back().op = op;
  units.back().cluster = cluster;
  return units.size() - 1;
}

size_t Drawer::addCluster(Operation *holder, std::optional<size_t> parent) {
  StringAttr callee = groups.getCallee(holder);
  drawing.clusters.push_back(
      {getRelativeLabel(holder).str(),
       callee ? ("instance of " + callee.getValue()).str() : "", parent});
  return drawing.clusters.size() - 1;
}

void Drawer::addModule(Operation *module, size_t index) {
  unitOfModule.push_back(index);
  Unit &unit = units[index];
  unit.numModules = llvm::SaturatingAdd(unit.numModules, counts.getOf(module));
  if (std::optional<unsigned> loop = recurrence.getLoopId(module))
    unit.loops.insert(*loop);
  else
    unit.hasOtherModules = true;
}

/// The label without that of the holder around it.
StringRef Drawer::getRelativeLabel(Operation *op) const {
  StringRef label = labels.get(op);
  Operation *parent = op->getParentOp();
  if (parent == network)
    return label;
  // As `LabelPrefixes` makes them.
  size_t parentLength = labels.get(parent).size();
  return parentLength < LabelPrefixes::maxLength
             ? label.drop_front(parentLength + 1)
             : label.split('/').second;
}

//===----------------------------------------------------------------------===//
// From units to boxes
//===----------------------------------------------------------------------===//

std::vector<Box> Drawer::findBoxes() {
  size_t maxBoxes = options.maxModules;
  if (maxBoxes == 0 || units.size() <= maxBoxes) {
    std::vector<Box> boxes;
    for (auto [index, unit] : llvm::enumerate(units))
      boxes.push_back({{index}, getRelativeLabel(unit.op).str(), unit.cluster});
    return boxes;
  }
  // Nothing is open where there are too many units, so all are in the network
  // itself.
  std::vector<Box> boxes = groupByPrefix(
      llvm::map_to_vector(
          units, [&](const Unit &unit) { return labels.get(unit.op); }),
      maxBoxes, drawing.clusters);
  if (boxes.size() <= maxBoxes)
    return boxes;
  BoxMap map = mapBoxes(boxes);
  Neighbours neighbours = Connections(graph).findNeighbours(map);
  size_t first = map.ofModule.empty()
                     ? 0
                     : getNumPorts(network.getGraphBlock()->getArguments());
  size_t numBoxes = boxes.size();
  boxes = joinRows(std::move(boxes), [&](size_t box) -> std::optional<size_t> {
    size_t sink = neighbours.sink[first + box];
    bool isBox = sink >= first && sink < first + numBoxes;
    if (!isBox || neighbours.source[sink] != first + box)
      return std::nullopt;
    return sink - first;
  });
  if (boxes.size() <= maxBoxes)
    return boxes;
  isCollapsed = true;
  return joinNeighbours(std::move(boxes), maxBoxes);
}

size_t Drawer::getNumPorts(ValueRange ports) const {
  return ports.size() > maxPorts ? 1 : ports.size();
}

/// Numbers inputs, boxes and outputs in this order.
BoxMap Drawer::mapBoxes(ArrayRef<Box> boxes) {
  BoxMap map;
  auto addPorts = [&](ValueRange ports, std::vector<size_t> &boxOfNode) {
    for (auto [index, port] : llvm::enumerate(ports))
      boxOfNode.insert(boxOfNode.end(), countNodes(port),
                       map.numBoxes + (ports.size() > maxPorts ? 0 : index));
    map.numBoxes += getNumPorts(ports);
  };
  addPorts(network.getGraphBlock()->getArguments(), map.ofInput);
  std::vector<size_t> boxOfUnit(units.size());
  for (const Box &box : boxes) {
    for (size_t unit : box.units)
      boxOfUnit[unit] = map.numBoxes;
    ++map.numBoxes;
  }
  for (size_t unit : unitOfModule)
    map.ofModule.push_back(boxOfUnit[unit]);
  addPorts(network.getGraphOutput()->getOperands(), map.ofOutput);
  return map;
}

//===----------------------------------------------------------------------===//
// From boxes to vertices
//===----------------------------------------------------------------------===//

void Drawer::addPorts(Kind kind, StringRef noun, ValueRange ports) {
  Vertex vertex;
  vertex.kind = kind;
  if (ports.size() > maxPorts) {
    vertex.label = vertex.fullLabel = formatCount(ports.size(), noun);
    vertex.details = {formatCount(countNodes(ports.getTypes()), "node")};
    drawing.vertices.push_back(vertex);
    return;
  }
  for (auto [index, port] : llvm::enumerate(ports)) {
    vertex.label = noun.str();
    if (ports.size() > 1)
      vertex.label += ' ' + std::to_string(index);
    vertex.fullLabel = vertex.label;
    vertex.details = {formatCount(countNodes(port), "node")};
    drawing.vertices.push_back(vertex);
  }
}

Vertex Drawer::drawBox(const Box &box) const {
  Vertex vertex;
  vertex.cluster = box.cluster;
  vertex.label = box.label;
  addLoops(box, vertex);
  if (box.units.size() == 1) {
    describeUnit(units[box.units.front()], vertex);
    return vertex;
  }
  uint64_t numModules = 0;
  for (size_t unit : box.units)
    numModules = llvm::SaturatingAdd(numModules, units[unit].numModules);
  vertex.kind = Kind::Group;
  vertex.fullLabel = (labels.get(units[box.units.front()].op) + " … " +
                      labels.get(units[box.units.back()].op))
                         .str();
  std::string count = formatCount(numModules, "module");
  if (vertex.label.empty())
    vertex.label = "… " + count;
  else
    vertex.details.insert(vertex.details.begin(), count);
  return vertex;
}

/// A box is in a loop if all of it is; else it says how many loops it touches.
void Drawer::addLoops(const Box &box, Vertex &vertex) const {
  llvm::DenseSet<unsigned> loops;
  bool hasOtherModules = false;
  for (size_t unit : box.units) {
    loops.insert_range(units[unit].loops);
    hasOtherModules |= units[unit].hasOtherModules;
  }
  if (loops.size() == 1 && !hasOtherModules)
    vertex.loop = *loops.begin();
  else if (!loops.empty())
    vertex.details.push_back(formatCount(loops.size(), "loop") + " inside");
}

static Kind getKind(Operation *op) {
  return llvm::TypeSwitch<Operation *, Kind>(op)
      .Case<LIFNeuronsOp>([](auto) { return Kind::LIFNeurons; })
      .Case<RateNeuronsOp>([](auto) { return Kind::RateNeurons; })
      .Case<AliasOp>([](auto) { return Kind::Alias; })
      .Case<InstanceOp>([](auto) { return Kind::Instance; })
      .Case<WeightsOpInterface>([](auto) { return Kind::Weights; })
      .Case<NeuronsOpInterface>([](auto) { return Kind::Neurons; })
      .Case<GraphHolderOpInterface>([](auto) { return Kind::Holder; })
      .Default(Kind::Module);
}

static std::string formatNodes(Operation *op) {
  return std::to_string(countNodes(op->getOperandTypes())) + " → " +
         formatCount(countNodes(op->getResultTypes()), "node");
}

/// "40 LIF neurons", and how many synapses if they have several.
static std::vector<std::string> describeNeurons(NeuronsOpInterface neurons,
                                                Kind kind) {
  StringRef noun = kind == Kind::LIFNeurons    ? "LIF neuron"
                   : kind == Kind::RateNeurons ? "rate neuron"
                                               : "neuron";
  std::vector<std::string> lines = {formatCount(neurons.getNumNeurons(), noun)};
  if (neurons.getNumSynapses() > 1)
    lines.push_back(formatCount(neurons.getNumSynapses(), "synapse") + " each");
  return lines;
}

/// What is known of a single unit goes before what is known of its loops.
void Drawer::describeUnit(const Unit &unit, Vertex &vertex) const {
  vertex.kind = getKind(unit.op);
  vertex.fullLabel = labels.get(unit.op).str();
  vertex.isRecurrent = recurrentModules.contains(unit.op);
  std::vector<std::string> lines;
  if (auto neurons = dyn_cast<NeuronsOpInterface>(unit.op)) {
    lines = describeNeurons(neurons, vertex.kind);
  } else if (auto weights = dyn_cast<WeightsOpInterface>(unit.op)) {
    lines = {std::to_string(weights.getNumInputNodes()) + " × " +
             std::to_string(weights.getNumOutputNodes())};
  } else if (vertex.kind == Kind::Instance || vertex.kind == Kind::Holder) {
    if (StringAttr callee = groups.getCallee(unit.op))
      lines.push_back(("instance of " + callee.getValue()).str());
    lines.push_back(formatCount(unit.numModules, "module"));
  } else if (vertex.kind == Kind::Alias) {
    lines = {formatCount(countNodes(unit.op->getResultTypes()), "node")};
  } else {
    lines = {formatNodes(unit.op)};
  }
  // Ops of other dialects are told by their names.
  if (!isa_and_present<GraphDialect>(unit.op->getDialect()))
    lines.insert(lines.begin(), unit.op->getName().getStringRef().str());
  vertex.details.insert(vertex.details.begin(), lines.begin(), lines.end());
}

NetworkDrawing picture::drawNetwork(NetworkOp network,
                                    const DrawingOptions &options) {
  return Drawer(network, options).draw();
}
