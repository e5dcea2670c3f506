//===- NetworkOps.cpp - Networks, holders and instances -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Graph/IR/InstanceGraph.h"
#include "tidepool/Dialect/Graph/IR/PlumbingCycles.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/FunctionImplementation.h"

using namespace mlir;
using namespace tidepool::graph;

/// Names the arguments of a network or holder: `%in`, or `%in0`, `%in1`, ...
static void nameInputs(Region &region, OpAsmSetValueNameFn setNameFn) {
  if (region.empty())
    return;
  for (BlockArgument argument : region.getArguments())
    setNameFn(argument, region.getNumArguments() == 1
                            ? std::string("in")
                            : "in" + std::to_string(argument.getArgNumber()));
}

/// Checks that the body ends in a `graph.output` with operands of `types`.
static LogicalResult verifyOutputs(Operation *op, TypeRange types) {
  Block &body = op->getRegion(0).front();
  auto output = body.mightHaveTerminator()
                    ? dyn_cast<OutputOp>(body.getTerminator())
                    : OutputOp();
  if (!output)
    return op->emitOpError("expects a body that ends in graph.output");
  if (TypeRange(output.getValues()) == types)
    return success();
  InFlightDiagnostic diag = output->emitOpError("expects operands of types (");
  llvm::interleaveComma(types, diag);
  diag << "), but got (";
  llvm::interleaveComma(output.getValues().getTypes(), diag);
  diag << ')';
  diag.attachNote(op->getLoc()) << "result types declared here";
  return diag;
}

/// Checks that analyses can number the nodes of a network or holder, and that
/// a few bytes of text cannot ask for gigabytes.
static LogicalResult verifyNumNodes(Operation *holder) {
  int64_t count = 0;
  holder->walk([&](Operation *op) {
    for (Type type : op->getResultTypes())
      if (auto nodes = dyn_cast<NodesType>(type))
        count += nodes.getSize();
  });
  if (count <= maxNumNodes)
    return success();
  return holder->emitOpError("expects at most ")
         << maxNumNodes << " nodes over all values, but has " << count;
}

//===----------------------------------------------------------------------===//
// NetworkOp
//===----------------------------------------------------------------------===//

void NetworkOp::build(OpBuilder &builder, OperationState &state, StringRef name,
                      FunctionType type) {
  buildWithEntryBlock(builder, state, name, type, {}, type.getInputs());
}

ParseResult NetworkOp::parse(OpAsmParser &parser, OperationState &result) {
  auto buildType =
      [](Builder &builder, ArrayRef<Type> inputs, ArrayRef<Type> results,
         function_interface_impl::VariadicFlag, std::string &) -> Type {
    return builder.getFunctionType(inputs, results);
  };
  SMLoc loc = parser.getCurrentLocation();
  return failure(
      function_interface_impl::parseFunctionOp(
          parser, result, /*allowVariadic=*/false,
          getFunctionTypeAttrName(result.name), buildType,
          getArgAttrsAttrName(result.name), getResAttrsAttrName(result.name)) ||
      tidepool::graph::detail::verifyParsedAttributes(parser, loc, result));
}

void NetworkOp::print(OpAsmPrinter &printer) {
  function_interface_impl::printFunctionOp(
      printer, *this, /*isVariadic=*/false, getFunctionTypeAttrName(),
      getArgAttrsAttrName(), getResAttrsAttrName());
}

void NetworkOp::getAsmBlockArgumentNames(Region &region,
                                         OpAsmSetValueNameFn setNameFn) {
  nameInputs(region, setNameFn);
}

LogicalResult NetworkOp::verify() {
  auto isNodes = [](Type type) { return isa<NodesType>(type); };
  if (!llvm::all_of(getArgumentTypes(), isNodes) ||
      !llvm::all_of(getResultTypes(), isNodes))
    return emitOpError( // (C1)
        "expects arguments and results of type !graph.nodes");
  return verifyOutputs(*this, getResultTypes()); // (C2), (C3)
}

LogicalResult NetworkOp::verifyRegions() {
  if (failed(verifyNumNodes(*this))) // (C6)
    return failure();
  return verifyNoPlumbingCycles(*this); // (C4)
}

LogicalResult
NetworkOp::verifySymbolUses(SymbolTableCollection &symbolTables) { // (C5)
  // Recursion is a property of all networks together, found in one linear
  // search: the first network of the symbol table does it for the others.
  for (Operation *op = (*this)->getPrevNode(); op; op = op->getPrevNode())
    if (isa<NetworkOp>(op))
      return success();
  return InstanceGraph((*this)->getParentOp(), symbolTables)
      .verifyNoRecursion();
}

//===----------------------------------------------------------------------===//
// HolderOp
//===----------------------------------------------------------------------===//

ParseResult HolderOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments;
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  FunctionType type;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseAssignmentList(arguments, operands) ||
      parser.parseColonType(type) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes) ||
      tidepool::graph::detail::verifyParsedAttributes(parser, loc, result))
    return failure();
  if (type.getNumInputs() != arguments.size())
    return parser.emitError(loc, "expects one operand type per operand: ")
           << arguments.size() << ", but got " << type.getNumInputs();
  for (auto [argument, inputType] : llvm::zip(arguments, type.getInputs()))
    argument.type = inputType;
  result.addTypes(type.getResults());
  return failure(parser.resolveOperands(operands, type.getInputs(), loc,
                                        result.operands) ||
                 parser.parseRegion(*result.addRegion(), arguments));
}

void HolderOp::print(OpAsmPrinter &printer) {
  printer << '(';
  llvm::interleaveComma(llvm::zip(getBody().getArguments(), getInputs()),
                        printer, [&](auto pair) {
                          printer << std::get<0>(pair) << " = "
                                  << std::get<1>(pair);
                        });
  printer << ") : ";
  printer.printFunctionalType(*this);
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs());
  printer << ' ';
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

void HolderOp::getAsmResultNames(OpAsmSetValueNameFn setNameFn) {
  tidepool::graph::detail::nameResultsByModule(*this, setNameFn);
}

void HolderOp::getAsmBlockArgumentNames(Region &region,
                                        OpAsmSetValueNameFn setNameFn) {
  nameInputs(region, setNameFn);
}

LogicalResult HolderOp::verify() {
  if (getBody().getArgumentTypes() != getInputs().getTypes()) // (C1)
    return emitOpError("expects block arguments of the operands' types");
  return verifyOutputs(*this, getResultTypes()); // (C2), (C3)
}

LogicalResult HolderOp::verifyRegions() {
  // The outermost holder or network sees the nodes of all holders inside.
  if (isa_and_present<GraphHolderOpInterface>((*this)->getParentOp()))
    return success();
  if (failed(verifyNumNodes(*this)))
    return failure();
  return verifyNoPlumbingCycles(*this);
}

//===----------------------------------------------------------------------===//
// InstanceOp
//===----------------------------------------------------------------------===//

void InstanceOp::getAsmResultNames(OpAsmSetValueNameFn setNameFn) {
  StringRef label = getName() ? getBaseLabel(*this) : getCallee();
  tidepool::graph::detail::nameResults(*this, label, setNameFn);
}

void InstanceOp::setCalleeFromCallable(CallInterfaceCallable callee) {
  setCalleeAttr(cast<FlatSymbolRefAttr>(cast<SymbolRefAttr>(callee)));
}

/// Reports that the types on one side of an instance are not its network's.
static LogicalResult verifyPortTypes(InstanceOp instance, NetworkOp network,
                                     StringRef side, TypeRange got,
                                     TypeRange expected) {
  if (got == expected)
    return success();
  InFlightDiagnostic diag = instance->emitOpError("expects ");
  diag << side << " types (";
  llvm::interleaveComma(expected, diag);
  diag << "), but got (";
  llvm::interleaveComma(got, diag);
  diag << ')';
  diag.attachNote(network.getLoc())
      << "network '" << network.getSymName() << "' declared here";
  return diag;
}

LogicalResult
InstanceOp::verifySymbolUses(SymbolTableCollection &symbolTables) {
  Operation *symbol =
      symbolTables.lookupNearestSymbolFrom(*this, getCalleeAttr());
  if (!symbol) // (C1)
    return emitOpError("uses network '")
           << getCallee() << "', which does not exist";
  auto network = dyn_cast<NetworkOp>(symbol);
  if (!network) {
    InFlightDiagnostic diag = emitOpError("uses '");
    diag << getCallee() << "', which is no graph.network";
    diag.attachNote(symbol->getLoc()) << "symbol declared here";
    return diag;
  }
  if (failed(verifyPortTypes(*this, network, "operand", getOperandTypes(),
                             network.getArgumentTypes()))) // (C2)
    return failure();
  return verifyPortTypes(*this, network, "result", getResultTypes(),
                         network.getResultTypes());
}
