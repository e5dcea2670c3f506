//===- Check.cpp - What a network is to a chip ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"

#include "tidepool/Conversion/GraphToXylo/DesignRules.h"
#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"
#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool;

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

bool CheckResult::passes() const {
  return llvm::any_of(chips,
                      [](const ChipCheck &check) { return check.assembles; });
}

StringRef tidepool::getNodePath(Location loc) {
  StringRef path;
  loc->walk([&](Location inner) {
    auto name = dyn_cast<NameLoc>(inner);
    if (!name)
      return WalkResult::advance();
    path = name.getName();
    return WalkResult::interrupt();
  });
  return path;
}

/// Calls `visit(location, rule)` for every error with a rule.
template <typename Visit>
static void forEachBreak(CheckResult &result, Visit visit) {
  for (ChipCheck &check : result.chips)
    for (Diagnostic &diag : check.diagnostics)
      if (StringRef rule = getId(diag);
          !rule.empty() && diag.getSeverity() == DiagnosticSeverity::Error)
        for (Location loc : getErrorLocations(diag))
          visit(loc, rule);
}

static void addBreak(CheckResult::Breaks &breaks, StringRef rule) {
  if (!llvm::is_contained(breaks, rule))
    breaks.push_back(rule.str());
}

llvm::StringMap<CheckResult::Breaks> CheckResult::findBreaksByNode() {
  llvm::StringMap<Breaks> breaks;
  forEachBreak(*this, [&](Location loc, StringRef rule) {
    addBreak(breaks[getNodePath(loc)], rule);
  });
  return breaks;
}

llvm::DenseMap<Location, CheckResult::Breaks>
CheckResult::findBreaksByLocation() {
  llvm::DenseMap<Location, Breaks> breaks;
  forEachBreak(*this, [&](Location loc, StringRef rule) {
    addBreak(breaks[loc], rule);
  });
  return breaks;
}

//===----------------------------------------------------------------------===//
// Checking
//===----------------------------------------------------------------------===//

namespace {
/// Keeps what is said as long as it lives, instead of printing it.
class Collector {
public:
  Collector(MLIRContext &context, std::vector<Diagnostic> &diagnostics)
      : handler(&context, [&](Diagnostic &diag) {
          diagnostics.push_back(std::move(diag));
        }) {}

private:
  ScopedDiagnosticHandler handler;
};

/// The way of a network to one chip, as compiling it would go.
class ChipChecker {
public:
  ChipChecker(CompileOptions options, ModuleOp network, ChipCheck &check)
      : compileOptions(std::move(options)), module(network.clone()),
        check(check) {}

  LogicalResult flatten() { return run(buildFlattenPipeline); }
  std::vector<CheckedModule> listModules();
  LogicalResult measure();
  LogicalResult map();
  LogicalResult assemble();

private:
  using BuildPipeline =
      llvm::function_ref<void(OpPassManager &, const CompileOptions &)>;
  LogicalResult run(BuildPipeline build) {
    PassManager pm(module->getContext());
    build(pm, compileOptions);
    return pm.run(*module);
  }
  graph::NetworkOp getNetwork() {
    return *module->getOps<graph::NetworkOp>().begin();
  }

  CompileOptions compileOptions;
  OwningOpRef<ModuleOp> module;
  ChipCheck &check;
};
} // namespace

std::vector<CheckedModule> ChipChecker::listModules() {
  std::vector<CheckedModule> modules;
  graph::ModuleLabels labels(getNetwork());
  for (Operation &op : getNetwork().getBody().front())
    if (isa<graph::GraphModuleOpInterface>(op))
      modules.push_back({op.getLoc(), labels.get(&op).str(),
                         op.getName().getStringRef().str()});
  return modules;
}

/// Counts also what breaks the rules, but in the chip's own neurons.
LogicalResult ChipChecker::measure() {
  if (failed(run([](OpPassManager &pm, const CompileOptions &options) {
        pm.addNestedPass<graph::NetworkOp>(
            xylo::createXyloLowerToChipNeurons({options.chip}));
      })))
    return failure();
  graph::NetworkView view(getNetwork());
  xylo::NeuronConnections connections(view);
  if (failed(xylo::requireAllWeights(view, connections)))
    return failure();
  // What the network needs can be told even if the options are another chip's.
  auto target =
      xylo::parseTargetOptions(compileOptions.targetOptions, *check.chip);
  check.resources = xylo::NetworkResources(
                        view, connections, *check.chip,
                        target ? *target : xylo::TargetOptions(*check.chip))
                        .list();
  if (!target)
    return emitError(getNetwork().getLoc(), llvm::toString(target.takeError()));
  return success();
}

LogicalResult ChipChecker::map() {
  if (failed(run(buildMappingPipeline)) || failed(run(buildQuantizePipeline)))
    return failure();
  check.holds = true;
  return success();
}

LogicalResult ChipChecker::assemble() {
  if (failed(run(buildAssemblePipeline)))
    return failure();
  auto image = *module->getOps<xylo::ImageOp>().begin();
  check.assembles = succeeded(bitstream::serializeImage(image));
  return success(check.assembles);
}

/// Fills in everything but the chip. What fails has been said.
static void checkChip(const Options &options, ModuleOp network,
                      ChipCheck &check, CheckResult &result) {
  Collector collector(*network.getContext(), check.diagnostics);
  ChipChecker checker(options.getCompileOptions(check.chip->name, result.isNIR),
                      network, check);
  if (failed(checker.flatten()))
    return;
  if (&check == &result.chips.front())
    result.modules = checker.listModules();
  if (succeeded(checker.measure()) && succeeded(checker.map()))
    (void)checker.assemble();
}

/// Reads the network; null if there is nothing to check.
static OwningOpRef<ModuleOp>
readNetwork(const Options &options, Input &&input,
            const std::shared_ptr<llvm::SourceMgr> &sources,
            MLIRContext &context, CheckResult &result) {
  Collector collector(context, result.diagnostics);
  OwningOpRef<ModuleOp> module =
      std::move(input).parse(sources, context, &result.import);
  if (!module) {
    result.obstacle = "the file was refused";
    return {};
  }
  FailureOr<graph::NetworkOp> top = selectNetwork(*module, options.top);
  if (failed(top)) {
    result.obstacle = "there is no network to compile";
    return {};
  }
  result.network = top->getSymName().str();
  return module;
}

static CheckResult check(const Options &options, Input &&input,
                         const std::shared_ptr<llvm::SourceMgr> &sources,
                         MLIRContext &context) {
  CheckResult result;
  result.file = options.input;
  result.isNIR = input.isNIR();
  OwningOpRef<ModuleOp> module =
      readNetwork(options, std::move(input), sources, context, result);
  if (!module)
    return result;
  for (const xylo::Chip &chip : xylo::getChips())
    if (options.wantsAllChips() || options.chip == chip.name)
      result.chips.push_back({&chip, {}, false, false, {}});
  for (ChipCheck &check : result.chips)
    checkChip(options, *module, check, result);
  return result;
}

LogicalResult tidepool::checkNetwork(
    const Options &options, Diagnostics &diagnostics, Input input,
    const std::shared_ptr<llvm::SourceMgr> &sources, MLIRContext &context) {
  CheckResult result = check(options, std::move(input), sources, context);
  std::string text;
  llvm::raw_string_ostream os(text);
  if (options.check == CheckFormat::Json)
    printJson(os, result);
  else
    printTable(os, result);
  OutputFiles outputs;
  llvm::Error error = outputs.add("-", text);
  if (!error)
    error = outputs.keep();
  if (error)
    return diagnostics.fail(llvm::toString(std::move(error)));
  return success(result.passes());
}
