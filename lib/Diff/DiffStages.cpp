//===- DiffStages.cpp - Networks of any stage, to be compared -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffStages.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Diff/DiffCores.h"
#include "tidepool/Diff/DiffImages.h"
#include "tidepool/Diff/DiffNetworks.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using bitstream::Image;

/// The flat network that a module is about.
static FailureOr<graph::NetworkOp> readGraph(ModuleOp module, StringRef top) {
  if (failed(graph::keepTopNetwork(module, top)))
    return failure();
  PassManager pm(module.getContext());
  buildFlattenPipeline(pm, CompileOptions());
  if (failed(pm.run(module)))
    return failure();
  return *module.getOps<graph::NetworkOp>().begin();
}

/// The only op of a module, which is of the `xylo` dialect.
static FailureOr<Operation *> findOnlyOp(ModuleOp module) {
  auto ops = llvm::make_pointer_range(*module.getBody());
  for (Operation *op : ops)
    if (!isa<graph::NetworkOp, xylo::CoreOp, xylo::ImageOp>(op))
      return op->emitError("cannot be compared; what can are networks of the "
                           "graph dialect, a xylo.core or a xylo.image");
  if (llvm::hasSingleElement(ops))
    return *ops.begin();
  InFlightDiagnostic diag =
      (*std::next(ops.begin()))
          ->emitError("is one network too many; what can be compared are "
                      "networks of the graph dialect, or one xylo.core or "
                      "xylo.image");
  diag.attachNote((*ops.begin())->getLoc()) << "the first is here";
  return diag;
}

FailureOr<StageNetwork> StageNetwork::read(OwningOpRef<ModuleOp> module,
                                           StringRef top) {
  auto ops = llvm::make_pointer_range(*module->getBody());
  if (llvm::all_of(ops, llvm::IsaPred<graph::NetworkOp>)) {
    FailureOr<graph::NetworkOp> network = readGraph(*module, top);
    if (failed(network))
      return failure();
    return StageNetwork(std::move(module), *network);
  }
  FailureOr<Operation *> op = findOnlyOp(*module);
  if (failed(op))
    return failure();
  if (auto core = dyn_cast<xylo::CoreOp>(*op))
    return StageNetwork(std::move(module), core);
  return StageNetwork(bitstream::exportImage(cast<xylo::ImageOp>(*op)));
}

StringRef StageNetwork::getStage() const {
  if (std::holds_alternative<graph::NetworkOp>(network))
    return "graph";
  if (auto *core = std::get_if<xylo::CoreOp>(&network))
    return xylo::CoreOp(*core).isQuantized() ? "quantized" : "core";
  return "image";
}

StringRef StageNetwork::describe() const {
  return llvm::StringSwitch<StringRef>(getStage())
      .Case("graph", "a network of the graph dialect")
      .Case("core", "a core of real numbers")
      .Case("quantized", "a core of integers")
      .Default("a memory image");
}

StringRef StageNetwork::getName() const {
  if (auto *graph = std::get_if<graph::NetworkOp>(&network))
    return graph::NetworkOp(*graph).getSymName();
  if (auto *core = std::get_if<xylo::CoreOp>(&network))
    return xylo::CoreOp(*core).getSymName();
  return getImage()->network;
}

StringRef StageNetwork::getChip() const {
  if (auto *core = std::get_if<xylo::CoreOp>(&network))
    return xylo::CoreOp(*core).getChip();
  return getImage() ? StringRef(getImage()->chip) : StringRef();
}

bool tidepool::diff::diffStages(const StageNetwork &oldNetwork,
                                const StageNetwork &newNetwork,
                                MLIRContext *context, Report &report) {
  if (oldNetwork.getStage() != newNetwork.getStage())
    return false;
  auto get = [](const StageNetwork &stage, auto type) {
    return std::get<decltype(type)>(stage.network);
  };
  if (oldNetwork.getImage())
    diffImages(*oldNetwork.getImage(), *newNetwork.getImage(), context, report);
  else if (oldNetwork.getStage() == "graph")
    diffNetworks(get(oldNetwork, graph::NetworkOp()),
                 get(newNetwork, graph::NetworkOp()), report);
  else
    diffCores(get(oldNetwork, xylo::CoreOp()), get(newNetwork, xylo::CoreOp()),
              report);
  return true;
}
