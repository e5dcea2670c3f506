//===- ImportStage.cpp - Networks of any stage ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Import/ImportStage.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Simulation/Chip/ChipSimulator.h"
#include "tidepool/Simulation/Import/Import.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

llvm::Expected<std::unique_ptr<Simulator>>
StageNetwork::makeSimulator(Schedule schedule) const {
  if (chip)
    return std::make_unique<ChipSimulator>(*chip);
  return ReferenceSimulator::create(*reference,
                                    isGraph ? schedule : Schedule::Chip);
}

llvm::Expected<StageNetwork>
tidepool::simulation::importImage(const bitstream::Image &image) {
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  if (!network)
    return network.takeError();
  StageNetwork stage;
  stage.chip = std::make_unique<ChipNetwork>(std::move(*network));
  return std::move(stage);
}

static FailureOr<StageNetwork> importGraph(ModuleOp module,
                                           const StageOptions &options) {
  if (failed(graph::keepTopNetwork(module, options.top)))
    return failure();
  PassManager pm(module.getContext());
  buildFlattenPipeline(pm, CompileOptions());
  if (failed(pm.run(module)))
    return failure();
  FailureOr<ReferenceNetwork> network = importNetwork(
      *module.getOps<graph::NetworkOp>().begin(), options.schedule, options.dt);
  if (failed(network))
    return failure();
  StageNetwork stage;
  stage.reference = std::make_unique<ReferenceNetwork>(std::move(*network));
  stage.isGraph = true;
  return std::move(stage);
}

static StageNetwork importCore(xylo::CoreOp core) {
  StageNetwork stage;
  if (core.isQuantized())
    stage.chip = std::make_unique<ChipNetwork>(importIntegerCore(core));
  else
    stage.reference = std::make_unique<ReferenceNetwork>(importRealCore(core));
  return stage;
}

static FailureOr<StageNetwork> importImageOp(xylo::ImageOp op) {
  FailureOr<bitstream::Image> image = bitstream::exportImage(op);
  if (failed(image))
    return failure();
  llvm::Expected<StageNetwork> stage = importImage(*image);
  if (!stage)
    return op->emitError(llvm::toString(stage.takeError()));
  return std::move(*stage);
}

FailureOr<StageNetwork>
tidepool::simulation::importStage(ModuleOp module,
                                  const StageOptions &options) {
  auto ops = llvm::make_pointer_range(*module.getBody());
  if (llvm::all_of(ops, llvm::IsaPred<graph::NetworkOp>))
    return importGraph(module, options);
  for (Operation *op : ops)
    if (!isa<graph::NetworkOp, xylo::CoreOp, xylo::ImageOp>(op))
      return op->emitError("cannot be run; what runs are networks of the graph "
                           "dialect, a xylo.core or a xylo.image");
  if (!llvm::hasSingleElement(ops)) {
    InFlightDiagnostic diag =
        (*std::next(ops.begin()))
            ->emitError("is one network too many; what runs are networks of "
                        "the graph dialect, or one xylo.core or xylo.image");
    diag.attachNote((*ops.begin())->getLoc()) << "the first is here";
    return diag;
  }
  if (auto core = dyn_cast<xylo::CoreOp>(*ops.begin()))
    return importCore(core);
  return importImageOp(cast<xylo::ImageOp>(*ops.begin()));
}
