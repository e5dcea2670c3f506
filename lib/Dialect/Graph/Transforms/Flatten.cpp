//===- Flatten.cpp - Dissolves holders and instances ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Works from the top down and in place: the body of a holder, or a copy of the
// body of an instance's network, is spliced in front of it, and the walk goes
// on with the spliced ops. The last instance of a network takes the body itself
// instead of a copy. Values are not replaced on the way, which would visit the
// users of a port once per level; instead each port remembers the value it
// stands for, and operands are rewired once at the end.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/IR/InstanceGraph.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/IR/IRMapping.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHFLATTEN
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// How often each network is still instantiated, to know its last instance.
using InstanceCounts = DenseMap<Operation *, unsigned>;

/// Flattens one network.
class Flattener {
public:
  Flattener(NetworkOp network, SymbolTable &symbols, InstanceCounts &counts,
            bool keepPublic)
      : network(network), symbols(symbols), counts(counts),
        keepPublic(keepPublic) {}

  LogicalResult run();

private:
  /// The ops of one dissolved holder or instance, up to `end`.
  struct Scope {
    Block::iterator end;
    std::string prefix;
    LabelScope labels;
    std::optional<Location> callSite; ///< none at the top
  };

  Block::iterator visit(Operation *op);
  /// Splices the ops of `region` in front of `op`, whose ports its ports stand
  /// for; returns the first one.
  Block::iterator splice(std::unique_ptr<Region> region, Operation *op,
                         std::string prefix);
  std::unique_ptr<Region> takeBody(NetworkOp callee);
  FailureOr<Value> resolve(Value value);
  LogicalResult rewireOperands();

  NetworkOp network;
  SymbolTable &symbols;
  InstanceCounts &counts;
  bool keepPublic;

  std::vector<Scope> scopes;
  LabelPrefixes prefixes;
  /// The value that a port stands for: results of dissolved ops and arguments
  /// of dissolved bodies.
  DenseMap<Value, Value> standsFor;
  SmallVector<Operation *> dissolved;
  /// Keep the arguments alive that `standsFor` speaks of.
  std::vector<std::unique_ptr<Region>> dissolvedBodies;
};

struct FlattenPass : tidepool::graph::impl::GraphFlattenBase<FlattenPass> {
  using GraphFlattenBase::GraphFlattenBase;
  void runOnOperation() override;
};
} // namespace

LogicalResult Flattener::run() {
  Block &block = network.getBody().front();
  scopes.push_back({block.end(), "", {}, std::nullopt});
  for (Block::iterator it = block.begin(); !scopes.empty();) {
    if (it != scopes.back().end) {
      it = visit(&*it);
      continue;
    }
    // Go on behind the dissolved op, whose body ends in front of it.
    scopes.pop_back();
    if (!scopes.empty())
      ++it;
  }
  return rewireOperands();
}

/// Moves an op to its place in the flat network; returns where to go on.
Block::iterator Flattener::visit(Operation *op) {
  Scope &scope = scopes.back();
  if (scope.callSite)
    op->setLoc(CallSiteLoc::get(op->getLoc(), *scope.callSite));
  Block::iterator next = std::next(op->getIterator());
  if (isa<PlumbingOpInterface, OutputOp>(op))
    return next;
  std::string label = scope.prefix + scope.labels.next(getBaseLabel(op));
  if (auto holder = dyn_cast<HolderOp>(op)) {
    auto body = std::make_unique<Region>();
    body->takeBody(holder.getBody());
    return splice(std::move(body), op, prefixes.enter(label));
  }
  if (auto instance = dyn_cast<InstanceOp>(op)) {
    auto callee = cast<NetworkOp>(symbols.lookup(instance.getCallee()));
    return splice(takeBody(callee), op, prefixes.enter(label));
  }
  auto module = dyn_cast<GraphModuleOpInterface>(op);
  if (module && scopes.size() > 1)
    module.setModuleName(StringAttr::get(op->getContext(), label));
  return next;
}

/// The body of `callee` if this is its last instance, else a copy.
std::unique_ptr<Region> Flattener::takeBody(NetworkOp callee) {
  auto body = std::make_unique<Region>();
  bool isKept = keepPublic && callee.isPublic();
  if (--counts[callee] == 0 && !isKept) {
    body->takeBody(callee.getBody());
    return body;
  }
  IRMapping mapping;
  callee.getBody().cloneInto(body.get(), mapping);
  body->walk(
      [&](InstanceOp nested) { ++counts[symbols.lookup(nested.getCallee())]; });
  return body;
}

Block::iterator Flattener::splice(std::unique_ptr<Region> region, Operation *op,
                                  std::string prefix) {
  Block &body = region->front();
  for (auto [argument, operand] :
       llvm::zip(body.getArguments(), op->getOperands()))
    standsFor[argument] = operand;
  Operation *output = body.getTerminator();
  for (auto [result, value] :
       llvm::zip(op->getResults(), output->getOperands()))
    standsFor[result] = value;
  output->erase();
  Block::iterator first = body.empty() ? op->getIterator() : body.begin();
  op->getBlock()->getOperations().splice(op->getIterator(),
                                         body.getOperations());
  scopes.push_back({op->getIterator(), std::move(prefix), {}, op->getLoc()});
  dissolved.push_back(op);
  dissolvedBodies.push_back(std::move(region));
  return first;
}

/// Follows ports to the value that drives them, and shortens the way for later.
FailureOr<Value> Flattener::resolve(Value value) {
  SmallVector<Value> passed;
  DenseSet<Value> seen;
  Value current = value;
  for (auto it = standsFor.find(current); it != standsFor.end();
       it = standsFor.find(current)) {
    if (!seen.insert(current).second)
      return emitError(value.getLoc())
             << "nodes are fed only by themselves: ports that pass straight "
                "through close a loop here once holders and instances are "
                "dissolved";
    passed.push_back(current);
    current = it->second;
  }
  for (Value port : passed)
    standsFor[port] = current;
  return current;
}

LogicalResult Flattener::rewireOperands() {
  for (Operation &op : network.getBody().front())
    for (OpOperand &operand : op.getOpOperands()) {
      FailureOr<Value> driver = resolve(operand.get());
      if (failed(driver)) {
        // The arguments go with their regions; no operand may outlive them.
        for (const std::unique_ptr<Region> &body : dissolvedBodies)
          for (BlockArgument argument : body->getArguments())
            argument.dropAllUses();
        return failure();
      }
      operand.set(*driver);
    }
  for (Operation *op : dissolved) {
    op->dropAllReferences();
    op->dropAllUses();
  }
  for (Operation *op : dissolved)
    op->erase();
  return success();
}

/// The networks that stay, in text order.
static SmallVector<NetworkOp> getKeptNetworks(const InstanceGraph &graph,
                                              bool keepPublic) {
  SmallVector<NetworkOp> kept;
  for (NetworkOp network : graph.getNetworks())
    if (!graph.getNumInstances(network) || (keepPublic && network.isPublic()))
      kept.push_back(network);
  return kept;
}

/// Refuses instances in regions of other dialects' ops: flattening would take
/// their networks away from them.
static LogicalResult verifyNoHiddenInstances(mlir::ModuleOp module) {
  WalkResult result = module.walk([](InstanceOp instance) {
    Operation *parent = instance->getParentOp();
    if (isa<NetworkOp, HolderOp>(parent))
      return WalkResult::advance();
    InFlightDiagnostic diag =
        instance.emitOpError("cannot be flattened inside of '");
    diag << parent->getName() << "'; expand that op first";
    diag.attachNote(parent->getLoc()) << "op of another dialect";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// Flattens the networks directly inside `module`.
static LogicalResult flattenModule(mlir::ModuleOp module, bool keepPublic) {
  InstanceGraph graph(module);
  SymbolTable symbols(module);
  InstanceCounts counts;
  for (NetworkOp network : graph.getNetworks())
    counts[network] = graph.getNumInstances(network);

  SmallVector<NetworkOp> kept = getKeptNetworks(graph, keepPublic);
  DenseSet<Operation *> isKept(kept.begin(), kept.end());
  for (NetworkOp network : kept) {
    if (failed(Flattener(network, symbols, counts, keepPublic).run()))
      return failure();
  }
  for (NetworkOp network : graph.getNetworks())
    if (!isKept.contains(network))
      network->erase();
  return success();
}

void FlattenPass::runOnOperation() {
  if (failed(verifyNoHiddenInstances(getOperation())))
    return signalPassFailure();
  WalkResult result = getOperation().walk([&](mlir::ModuleOp module) {
    return failed(flattenModule(module, keepPublic)) ? WalkResult::interrupt()
                                                     : WalkResult::advance();
  });
  if (result.wasInterrupted())
    signalPassFailure();
}
