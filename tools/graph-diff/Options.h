//===- Options.h - What a user asks of graph-diff ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_DIFF_OPTIONS_H
#define TIDEPOOL_TOOLS_GRAPH_DIFF_OPTIONS_H

#include "tidepool/Target/NIR/ImportFile.h"

#include "llvm/Support/CommandLine.h"

namespace tidepool {

namespace cl = llvm::cl;

enum class ReportFormat { Text, Json };

struct Options {
  cl::OptionCategory category{"Options of graph-diff"};

  cl::list<std::string> inputs{
      cl::Positional, cl::OneOrMore,
      cl::desc("<old network> <new network: .xbit, .nir, .mlir, .mlirbc or ->"),
      cl::cat(category)};
  cl::opt<std::string> output{
      "o", cl::value_desc("file"), cl::init("-"),
      cl::desc("Where to write the differences, or with --apply the new "
               "bitstream; standard output by default"),
      cl::cat(category)};
  cl::opt<ReportFormat> format{
      "format", cl::init(ReportFormat::Text),
      cl::desc("The form of the differences:"),
      cl::values(
          clEnumValN(ReportFormat::Text, "text", "lines for people (default)"),
          clEnumValN(ReportFormat::Json, "json", "an object for programs")),
      cl::cat(category)};
  cl::opt<uint64_t> maxDifferences{
      "max-differences", cl::value_desc("number"),
      cl::desc("How many differences of one parameter, one bank or the like "
               "are told; the others are counted. 20 by default, all with "
               "--format=json"),
      cl::cat(category)};
  cl::opt<bool> quiet{"quiet",
                      cl::desc("Tell nothing; the exit status says whether "
                               "there are differences"),
                      cl::cat(category)};
  cl::opt<std::string> patch{
      "patch", cl::value_desc("file.xpatch"),
      cl::desc("Also write what makes the new bitstream of the old one: the "
               "words that change, in the order in which a host sends them"),
      cl::cat(category)};
  cl::opt<std::string> apply{
      "apply", cl::value_desc("file.xpatch"),
      cl::desc("Apply a patch to the one bitstream given, and write the new "
               "one"),
      cl::cat(category)};
  cl::opt<std::string> top{
      "top", cl::value_desc("network"),
      cl::desc("The network to compare; needed if a file has several that no "
               "instance uses"),
      cl::cat(category)};
  nir::ImportCommandLine nir{category};

  /// How many differences of a group are told, if not all.
  std::optional<uint64_t> getLimit() const {
    constexpr uint64_t defaultLimit = 20;
    if (maxDifferences.getNumOccurrences() > 0)
      return maxDifferences;
    if (format == ReportFormat::Json)
      return std::nullopt;
    return defaultLimit;
  }
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_DIFF_OPTIONS_H
