//===- GraphInterfaces.cpp - Interfaces of graph ops ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Graph/IR/ParameterVerifier.h"

using namespace mlir;
using namespace tidepool::graph;

#include "tidepool/Dialect/Graph/IR/GraphOpInterfaces.cpp.inc"

int64_t tidepool::graph::countNodes(TypeRange types) {
  int64_t count = 0;
  for (Type type : types)
    if (auto nodes = dyn_cast<NodesType>(type))
      count += nodes.getSize();
  return count;
}

int64_t tidepool::graph::countNodes(Value value) {
  return cast<NodesType>(value.getType()).getSize();
}

StringRef tidepool::graph::getBaseLabel(Operation *op) {
  if (auto name = op->getAttrOfType<StringAttr>("name");
      name && !name.getValue().empty())
    return name;
  return op->getName().stripDialect();
}

void tidepool::graph::walkGraph(Operation *holder,
                                function_ref<void(Operation *)> visit) {
  holder->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (op != holder)
      visit(op);
    return isa<GraphHolderOpInterface>(op) ? WalkResult::advance()
                                           : WalkResult::skip();
  });
}

ParseResult
tidepool::graph::detail::verifyParsedAttributes(OpAsmParser &parser, SMLoc loc,
                                                OperationState &state) {
  return state.name.verifyInherentAttrs(state.attributes,
                                        [&] { return parser.emitError(loc); });
}

void tidepool::graph::detail::nameResultsByModule(
    Operation *op, OpAsmSetValueNameFn setNameFn) {
  nameResults(op, getBaseLabel(op), setNameFn);
}

void tidepool::graph::detail::nameResults(Operation *op, StringRef label,
                                          OpAsmSetValueNameFn setNameFn) {
  // The printer would spell the signs of labels (`outer/inner#1`, `~2/inner`)
  // in hexadecimal.
  std::string name = label.str();
  for (char &c : name)
    c = c == '/' ? '.' : c == '#' || c == '~' ? '_' : c;
  for (Value result : op->getResults())
    setNameFn(result, name);
}

LogicalResult tidepool::graph::detail::verifyModule(Operation *op) {
  auto isNodes = [](Type type) { return isa<NodesType>(type); };
  if (!llvm::all_of(op->getOperandTypes(), isNodes) ||
      !llvm::all_of(op->getResultTypes(), isNodes))
    return op->emitOpError( // (C1)
        "is a module and expects operands and results of type !graph.nodes");
  return success();
}

/// (C1) of weights and neurons.
static LogicalResult verifyOneInOneOut(Operation *op) {
  if (op->getNumOperands() == 1 && op->getNumResults() == 1)
    return tidepool::graph::detail::verifyModule(op);
  return op->emitOpError("expects one operand and one result, but has ")
         << op->getNumOperands() << " and " << op->getNumResults();
}

LogicalResult tidepool::graph::detail::verifyWeights(Operation *op) {
  if (failed(verifyOneInOneOut(op)))
    return failure();
  auto weights = cast<WeightsOpInterface>(op);
  int64_t numIn = weights.getNumInputNodes();
  int64_t numOut = weights.getNumOutputNodes();
  if (failed(verifyMatrix(op, "weights", weights.getWeights(), numIn,
                          numOut))) // (C2), (C3), (C4)
    return failure();
  if (std::optional<ElementsAttr> biases = weights.getBiases())
    return verifyParameter(op, "biases", *biases, {numOut});
  return success();
}

LogicalResult tidepool::graph::detail::verifyNeurons(Operation *op) {
  if (failed(verifyOneInOneOut(op)))
    return failure();
  auto neurons = cast<NeuronsOpInterface>(op);
  if (neurons.getNumInputNodes() % neurons.getNumNeurons() != 0) // (C2)
    return op->emitOpError("expects a multiple of ")
           << neurons.getNumNeurons()
           << " input nodes, one per synapse of each neuron, but got "
           << neurons.getNumInputNodes();
  std::optional<double> dt = neurons.getTimeStep();
  if (dt && !(std::isfinite(*dt) && *dt > 0)) // (C3)
    return op->emitOpError("expects 'dt' to be finite and above 0 seconds, "
                           "but got ")
           << *dt;
  return success();
}

LogicalResult tidepool::graph::detail::verifyPlumbing(Operation *op) {
  if (op->getNumResults() != 1) // (C1)
    return op->emitOpError("is plumbing and expects one result, but has ")
           << op->getNumResults();
  return verifyModule(op); // (C2)
}
