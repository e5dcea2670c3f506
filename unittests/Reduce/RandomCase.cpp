//===- RandomCase.cpp - Networks to reduce --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomCase.h"

#include "llvm/Support/FormatVariadic.h"

#include <vector>

using llvm::formatv;

namespace {
/// Writes one network. Value k of width w is `%vk`; the arguments come first.
class NetworkWriter {
public:
  NetworkWriter(std::mt19937 &random, std::string callee)
      : random(random), callee(std::move(callee)) {}

  std::string write(const std::string &name);

private:
  static constexpr int maxWidth = 3, numArguments = maxWidth, numOps = 14;

  enum Kind {
    Weights,
    Neurons,
    Alias,
    Plain,
    Foreign,
    Instance,
    Merge,
    Select,
    Place,
    Concat,
    Holder,
    NumKinds
  };

  int pick(int low, int high) { return low + random() % (high - low + 1); }
  static std::string type(int width) {
    return formatv("!graph.nodes<{0}>", width);
  }
  static std::string vector(int width) {
    return formatv("tensor<{0}xf32>", width);
  }
  /// `dense<...>` with values above zero.
  std::string numbers(int rows, int columns);
  /// A value of this width. Values that may lead straight to their operands
  /// take earlier ones only, so that they cannot feed themselves.
  std::string source(int width, int before = numArguments + numOps);
  std::string op(int value);
  std::string neurons(int width, const std::string &operand);

  std::mt19937 &random;
  std::string callee;
  std::vector<int> widths;
  std::vector<Kind> kinds;
};
} // namespace

std::string NetworkWriter::numbers(int rows, int columns) {
  std::string text = "dense<";
  for (int row = 0; row < std::max(rows, 1); ++row) {
    std::string values;
    for (int column = 0; column < columns; ++column)
      values += formatv("{0}0.{1}", column ? ", " : "", pick(100, 999));
    text += formatv("{0}[{1}]", row ? ", " : rows ? "[" : "", values).str();
  }
  return text + (rows ? "]>" : ">");
}

std::string NetworkWriter::source(int width, int before) {
  std::vector<int> values;
  for (int value = 0; value < numArguments + numOps; ++value)
    if (widths[value] == width && (value < before || kinds[value] <= Foreign))
      values.push_back(value);
  return formatv("%v{0}", values[random() % values.size()]);
}

std::string NetworkWriter::neurons(int width, const std::string &operand) {
  int kind = pick(0, 2);
  std::string types = type(width) + " -> " + type(width);
  if (kind == 0)
    return formatv("graph.generic_neurons {0} : {1}", operand, types);
  if (kind == 1)
    return formatv("graph.rate_neurons {0} {{tau = {1} : {2}, dt = 1.5e-3 : "
                   "f64} : {3}",
                   operand, numbers(0, width), vector(width), types);
  return formatv("graph.lif_neurons {0} {{tau_mem = {1} : {4}, tau_syn = {2} : "
                 "{4}, threshold = {3} : {4}, x.mark} : {5}",
                 operand, numbers(0, width), numbers(0, width),
                 numbers(0, width), vector(width), types);
}

std::string NetworkWriter::op(int value) {
  int width = widths[value];
  std::string nodes = type(width);
  switch (kinds[value]) {
  case Weights: {
    int rows = pick(1, maxWidth);
    return formatv("graph.linear_weights {0} {{weights = {1} : "
                   "tensor<{2}x{3}xf32>} : {4} -> {5}",
                   source(rows), numbers(rows, width), rows, width, type(rows),
                   nodes);
  }
  case Neurons:
    return neurons(width, source(width));
  case Alias:
    return formatv("graph.alias {0} : {1} -> {1}", source(width), nodes);
  case Plain:
    return formatv("graph.module({0}, {1}) {{name = \"m{2}\"} : (!graph.nodes<"
                   "1>, {3}) -> {3}",
                   source(1), source(width), value, nodes);
  case Foreign:
    return formatv("\"x.op\"({0}) {{x.state = dense<[1, 2]> : tensor<2xi8>} : "
                   "({1}) -> {1}",
                   source(width), nodes);
  case Instance:
    if (callee.empty())
      return formatv("graph.open : {0}", nodes);
    return formatv("graph.instance @{0}_{1}({2}) : ({3}) -> {3}", callee, width,
                   source(width, value), nodes);
  case Merge:
    return formatv("graph.merge {0}, {1}, {2} : {3}", source(width, value),
                   source(width, value), source(width, value), nodes);
  case Select: {
    std::string indices;
    for (int node = 0; node < width; ++node)
      indices += formatv("{0}{1}", node ? ", " : "", pick(0, maxWidth - 1));
    return formatv("graph.select {0}[{1}] : !graph.nodes<3> -> {2}",
                   source(maxWidth, value), indices, nodes);
  }
  case Place:
    return formatv("graph.place {0}[{1}] : !graph.nodes<1> -> {2}",
                   source(1, value), pick(0, width - 1), nodes);
  case Concat:
    if (width == 1)
      return formatv("graph.concat {0} : ({1}) -> {1}", source(1, value),
                     nodes);
    return formatv("graph.concat {0}, {1} : (!graph.nodes<1>, {2}) -> {3}",
                   source(1, value), source(width - 1, value), type(width - 1),
                   nodes);
  default:
    return formatv("graph.holder(%x = {0}, %y = {1}) : ({2}, {2}) -> {2} {{\n"
                   "    %z = {3}\n    %s = graph.merge %x, %z, %y : {2}\n"
                   "    graph.output %{4} : {2}\n  }",
                   source(width, value), source(width, value), nodes,
                   neurons(width, "%y"), pick(0, 1) ? "x" : "s");
  }
}

std::string NetworkWriter::write(const std::string &name) {
  for (int width = 1; width <= numArguments; ++width) {
    widths.push_back(width);
    kinds.push_back(Holder); // like plumbing: leads straight through
  }
  for (int op = 0; op < numOps; ++op) {
    widths.push_back(pick(1, maxWidth));
    kinds.push_back(static_cast<Kind>(pick(0, NumKinds - 1)));
  }
  std::string text;
  for (int value = numArguments; value < numArguments + numOps; ++value)
    text += formatv("  %v{0} = {1}\n", value, op(value));
  std::string ports = "%v0: !graph.nodes<1>, %v1: !graph.nodes<2>, "
                      "%v2: !graph.nodes<3>";
  return formatv("graph.network @{0}({1}) -> (!graph.nodes<1>, "
                 "!graph.nodes<3>) {{\n{2}  graph.output {3}, {4} : "
                 "!graph.nodes<1>, !graph.nodes<3>\n}\n",
                 name, ports, text, source(1), source(3));
}

/// Networks with one port of each width, which others instantiate.
static std::string makeLayers(const std::string &name,
                              const std::string &inner) {
  std::string text;
  for (int width = 1; width <= 3; ++width)
    text += formatv("graph.network private @{0}_{1}(%x: !graph.nodes<{1}>) -> "
                    "!graph.nodes<{1}> {{\n  %y = {2}\n  graph.output %y : "
                    "!graph.nodes<{1}>\n}\n",
                    name, width, llvm::formatv(inner.c_str(), width).str());
  return text;
}

std::string tidepool::reduce::makeRandomCase(std::mt19937 &random) {
  std::string text =
      makeLayers("inner", "graph.alias %x {{name = \"inner\"} : "
                          "!graph.nodes<{0}> -> !graph.nodes<{0}>") +
      makeLayers("outer", "graph.instance @inner_{0}(%x) : (!graph.nodes<{0}>) "
                          "-> !graph.nodes<{0}>");
  text += NetworkWriter(random, "outer").write("first");
  text += NetworkWriter(random, "inner").write("second");
  return text;
}
