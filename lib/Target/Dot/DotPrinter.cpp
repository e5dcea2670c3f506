//===- DotPrinter.cpp - Drawings for Graphviz -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Text.h"
#include "tidepool/Target/Dot/Dot.h"
#include "tidepool/Target/Dot/Svg.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::picture;
using llvm::StringRef;

namespace {

/// How a kind looks.
struct KindLook {
  StringRef shape, style, fill;
};

/// Line and fill of a loop. The colours differ in lightness too, so that they
/// remain different in black and white.
struct LoopLook {
  StringRef line, fill;
};

class DotPrinter {
public:
  DotPrinter(const NetworkDrawing &drawing, llvm::raw_ostream &os)
      : drawing(drawing), os(os) {}
  void print();

private:
  llvm::raw_ostream &indent(size_t depth) { return os.indent(2 * depth + 2); }
  void printClusters();
  void openCluster(const Cluster &cluster, size_t depth);
  void printVertex(size_t index, size_t depth);
  void printEdge(const Edge &edge);

  const NetworkDrawing &drawing;
  llvm::raw_ostream &os;
};

} // namespace

static const KindLook &getLook(Kind kind) {
  static constexpr KindLook looks[numKinds] = {
      {"invhouse", "filled", "#eceff3"},      // input
      {"house", "filled", "#eceff3"},         // output
      {"box", "filled", "#ffffff"},           // weights
      {"ellipse", "filled", "#ffffff"},       // LIF neurons
      {"hexagon", "filled", "#ffffff"},       // rate neurons
      {"octagon", "filled", "#ffffff"},       // neurons
      {"parallelogram", "filled", "#ffffff"}, // alias
      {"component", "filled", "#ffffff"},     // module
      {"folder", "filled", "#f6f7f9"},        // holder
      {"tab", "filled", "#f6f7f9"},           // instance
      {"box", "filled,dashed", "#f6f7f9"},    // group
  };
  return looks[size_t(kind)];
}

static const LoopLook &getLook(unsigned loop) {
  static constexpr LoopLook looks[numLoopColours] = {{"#0b66ad", "#d8eaf9"},
                                                     {"#e08214", "#fdebd3"},
                                                     {"#1b3a2a", "#c5d6cc"},
                                                     {"#b06ab3", "#f3e3f4"}};
  return looks[loop % numLoopColours];
}

/// Lines as one label; `\n` is Graphviz' own sign.
static std::string joinLines(StringRef first,
                             llvm::ArrayRef<std::string> others) {
  std::string label = text::escapeForDot(text::toLine(first));
  for (StringRef line : others)
    label += "\\n" + text::escapeForDot(text::toLine(line));
  return label;
}

static std::string formatTooltip(StringRef label) {
  return text::escapeForDot(text::toLine(label, text::maxTooltipLength));
}

void DotPrinter::print() {
  os << "digraph \"" << formatTooltip(drawing.name) << "\" {\n"
     << "  label=\"" << formatTooltip(drawing.describe()) << "\";\n"
     << "  labelloc=t;\n"
     << "  fontname=\"Helvetica\";\n"
     << "  node [fontname=\"Helvetica\", fontsize=11, color=\"#55606d\"];\n"
     << "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#55606d\"];\n";
  printClusters();
  for (const Edge &edge : drawing.edges)
    printEdge(edge);
  os << "}\n";
}

/// Prints all boxes, each in its frame.
void DotPrinter::printClusters() {
  // Row 0 is the page, row k + 1 is frame k.
  auto getRow = [](std::optional<size_t> cluster) {
    return cluster ? *cluster + 1 : 0;
  };
  size_t numRows = drawing.clusters.size() + 1;
  std::vector<std::vector<size_t>> vertices(numRows), clusters(numRows);
  for (auto [index, vertex] : llvm::enumerate(drawing.vertices))
    vertices[getRow(vertex.cluster)].push_back(index);
  for (auto [index, cluster] : llvm::enumerate(drawing.clusters))
    clusters[getRow(cluster.parent)].push_back(index);

  struct Frame {
    size_t row, next;
  };
  std::vector<Frame> stack{{0, 0}};
  while (!stack.empty()) {
    Frame &frame = stack.back();
    size_t depth = stack.size() - 1;
    if (frame.next < clusters[frame.row].size()) {
      size_t cluster = clusters[frame.row][frame.next++];
      indent(depth) << "subgraph cluster_" << cluster << " {\n";
      openCluster(drawing.clusters[cluster], depth + 1);
      stack.push_back({cluster + 1, 0});
      continue;
    }
    for (size_t vertex : vertices[frame.row])
      printVertex(vertex, depth);
    stack.pop_back();
    if (depth > 0)
      indent(depth - 1) << "}\n";
  }
}

void DotPrinter::openCluster(const Cluster &cluster, size_t depth) {
  llvm::SmallVector<std::string> details;
  if (!cluster.detail.empty())
    details.push_back(cluster.detail);
  indent(depth) << "label=\"" << joinLines(cluster.label, details) << "\";\n";
  indent(depth) << "style=\"rounded\"; color=\"#aab3be\"; fontsize=11;\n";
}

void DotPrinter::printVertex(size_t index, size_t depth) {
  const Vertex &vertex = drawing.vertices[index];
  const KindLook &look = getLook(vertex.kind);
  indent(depth) << 'n' << index << " [label=\""
                << joinLines(vertex.label, vertex.details)
                << "\", shape=" << look.shape << ", style=\"" << look.style
                << '"';
  if (vertex.loop)
    os << ", color=\"" << getLook(*vertex.loop).line << "\", fillcolor=\""
       << getLook(*vertex.loop).fill << "\", penwidth=2";
  else
    os << ", fillcolor=\"" << look.fill << '"';
  if (vertex.isRecurrent)
    os << ", peripheries=2";
  os << ", tooltip=\"" << formatTooltip(vertex.describe()) << "\"];\n";
}

void DotPrinter::printEdge(const Edge &edge) {
  os << "  n" << edge.source << " -> n" << edge.sink << " [label=\""
     << edge.connections << '"';
  if (edge.loop)
    os << ", color=\"" << getLook(*edge.loop).line << "\", penwidth=2";
  os << "];\n";
}

void picture::printDot(const NetworkDrawing &drawing, llvm::raw_ostream &os) {
  DotPrinter(drawing, os).print();
}
