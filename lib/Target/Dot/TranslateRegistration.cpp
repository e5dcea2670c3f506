//===- TranslateRegistration.cpp - Pictures in graph-translate ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Dot/Dot.h"
#include "tidepool/Target/Dot/DrawNetwork.h"
#include "tidepool/Target/Dot/Svg.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::picture;
namespace cl = llvm::cl;

namespace {

/// The options of both translations.
struct CommandLine {
  cl::OptionCategory category{"Options of --graph-to-dot and --graph-to-svg"};
  cl::opt<std::string> top{
      "top", cl::value_desc("name"),
      cl::desc("the network to draw; by default the only one that no instance "
               "uses"),
      cl::cat(category)};
  cl::opt<size_t> maxModules{
      "dot-max-modules", cl::value_desc("number"), cl::init(defaultMaxModules),
      cl::desc("the most modules drawn one by one; others are drawn together "
               "(default: 60; 0: no limit)"),
      cl::cat(category)};
  cl::opt<bool> collapseInstances{
      "dot-collapse-instances",
      cl::desc("draw every instance as one box, whatever is inside"),
      cl::cat(category)};

  DrawingOptions get() const { return {maxModules, !collapseInstances}; }
};

} // namespace

/// Draws the network that the file is about.
static FailureOr<NetworkDrawing>
drawFile(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
         MLIRContext *context, const CommandLine &commandLine) {
  DialectRegistry registry;
  registerAllDialects(registry);
  context->appendDialectRegistry(registry);
  context->printOpOnDiagnostic(false);
  OwningOpRef<ModuleOp> module = parseModule(sourceMgr, context);
  if (!module)
    return failure();
  FailureOr<graph::NetworkOp> network =
      graph::keepTopNetwork(*module, commandLine.top);
  if (failed(network))
    return failure();
  return drawNetwork(*network, commandLine.get());
}

void picture::registerPictureTranslations() {
  static CommandLine commandLine;
  static TranslateRegistration toDot(
      "graph-to-dot", "draw a graph.network in Graphviz' DOT language",
      [](const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
         MLIRContext *context) -> LogicalResult {
        FailureOr<NetworkDrawing> drawing =
            drawFile(sourceMgr, context, commandLine);
        if (failed(drawing))
          return failure();
        printDot(*drawing, os);
        return success();
      });
  static TranslateRegistration toSvg(
      "graph-to-svg", "draw a graph.network as an SVG picture",
      [](const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
         MLIRContext *context) -> LogicalResult {
        FailureOr<NetworkDrawing> drawing =
            drawFile(sourceMgr, context, commandLine);
        if (failed(drawing))
          return failure();
        llvm::Expected<std::string> svg = renderSvg(*drawing);
        if (!svg)
          return emitError(UnknownLoc::get(context))
                 << llvm::toString(svg.takeError());
        os << *svg;
        return success();
      });
}
