//===- TranslateRegistration.cpp - Pictures in graph-translate ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Dot/Dot.h"
#include "tidepool/Target/Dot/DrawNetwork.h"
#include "tidepool/Target/Dot/Svg.h"
#include "tidepool/Target/NetworkTranslation.h"

#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::picture;
namespace cl = llvm::cl;

namespace {

/// The options of both translations.
struct CommandLine {
  cl::OptionCategory category{"Options of --graph-to-dot and --graph-to-svg"};
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

void picture::registerPictureTranslations() {
  static CommandLine commandLine;
  registerNetworkTranslation(
      "graph-to-dot", "draw a graph.network in Graphviz' DOT language",
      [](graph::NetworkOp network, raw_ostream &os) {
        printDot(drawNetwork(network, commandLine.get()), os);
        return success();
      });
  registerNetworkTranslation(
      "graph-to-svg", "draw a graph.network as an SVG picture",
      [](graph::NetworkOp network, raw_ostream &os) -> LogicalResult {
        llvm::Expected<std::string> svg =
            renderSvg(drawNetwork(network, commandLine.get()));
        if (!svg)
          return emitError(UnknownLoc::get(network.getContext()))
                 << llvm::toString(svg.takeError());
        os << *svg;
        return success();
      });
}
