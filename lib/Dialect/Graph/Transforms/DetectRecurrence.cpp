//===- DetectRecurrence.cpp - Marks recurrent modules and loops -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/IR/Builders.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHDETECTRECURRENCE
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct DetectRecurrencePass
    : tidepool::graph::impl::GraphDetectRecurrenceBase<DetectRecurrencePass> {
  using GraphDetectRecurrenceBase::GraphDetectRecurrenceBase;
  void runOnOperation() override;
};
} // namespace

/// Marks belong on modules, not on other ops that a loop may lead through.
static void setMark(Operation *op, StringRef name, Attribute value) {
  if (isa<GraphModuleOpInterface, InstanceOp>(op))
    op->setDiscardableAttr(name, value);
}

/// Modules of a loop that a remark names.
static constexpr size_t maxShownModules = 16;

static void removeMarks(NetworkOp network) {
  network.walk([](Operation *op) {
    op->removeDiscardableAttr(GraphDialect::getRecurrentAttrName());
    op->removeDiscardableAttr(GraphDialect::getLoopAttrName());
  });
}

/// Shows a shortest loop through the first module.
static void emitLoopRemark(const RecurrenceAnalysis &recurrence, unsigned id,
                           const ModuleLabels &labels) {
  const RecurrenceAnalysis::Loop &loop = recurrence.getLoops()[id];
  SmallVector<Operation *> path =
      recurrence.findShortestLoopThrough(loop.modules.front());
  InFlightDiagnostic diag = mlir::emitRemark(path.front()->getLoc());
  diag << "loop " << id << " of " << loop.modules.size()
       << " modules; shortest way round from here: ";
  for (Operation *module : ArrayRef(path).take_front(maxShownModules))
    diag << "'" << labels.get(module) << "' -> ";
  if (path.size() > maxShownModules)
    diag << "... (" << path.size() << " modules) -> ";
  diag << "'" << labels.get(path.front()) << "'";
  for (RecurrenceAnalysis::Connection closing :
       ArrayRef(loop.closing).take_front(maxShownModules))
    diag.attachNote(closing.source->getLoc())
        << "closed by '" << labels.get(closing.source) << "' feeding '"
        << labels.get(closing.sink) << "'";
}

/// Weights and aliases pass signals on within the step, so around a loop of
/// nothing else a signal would depend on itself.
static void warnAboutLoopsWithoutNeurons(const RecurrenceAnalysis &recurrence) {
  for (const RecurrenceAnalysis::Loop &loop : recurrence.getLoops())
    if (llvm::all_of(loop.modules, [](Operation *module) {
          return isa<WeightsOpInterface, AliasOp>(module);
        }))
      mlir::emitWarning(loop.modules.front()->getLoc())
          << "this module is part of a loop of weights and aliases alone; a "
             "loop needs neurons to have a meaning";
}

/// How many there are, then each loop.
static void emitRemarks(NetworkOp network,
                        const RecurrenceAnalysis &recurrence) {
  size_t numRecurrent = recurrence.getRecurrentModules().size();
  size_t numLoops = recurrence.getLoops().size();
  mlir::emitRemark(network.getLoc())
      << numRecurrent
      << (numRecurrent == 1 ? " recurrent module" : " recurrent modules")
      << " by Rockpool's definition, " << numLoops
      << (numLoops == 1 ? " loop" : " loops");
  ModuleLabels labels(network);
  for (unsigned id = 0; id < recurrence.getLoops().size(); ++id)
    emitLoopRemark(recurrence, id, labels);
}

void DetectRecurrencePass::runOnOperation() {
  NetworkOp network = getOperation();
  removeMarks(network);
  auto &recurrence = getAnalysis<RecurrenceAnalysis>();
  Builder builder(&getContext());
  for (Operation *module : recurrence.getRecurrentModules())
    setMark(module, GraphDialect::getRecurrentAttrName(),
            builder.getUnitAttr());
  for (auto [id, loop] : llvm::enumerate(recurrence.getLoops()))
    for (Operation *module : loop.modules)
      setMark(module, GraphDialect::getLoopAttrName(),
              builder.getI64IntegerAttr(id));
  warnAboutLoopsWithoutNeurons(recurrence);
  if (remarks)
    emitRemarks(network, recurrence);
  // Marks change no connection.
  markAnalysesPreserved<RecurrenceAnalysis>();
}
