//===- Options.h - What the command line says -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_OPTIONS_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_OPTIONS_H

#include "Diagnostics.h"

#include "tidepool/Conversion/GraphToXylo/WeightBias.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Target/Forms/Forms.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "llvm/Support/CommandLine.h"

namespace tidepool {

namespace cl = llvm::cl;

/// The stages that can be written, in the order in which they are reached.
enum class Stage { Graph, Flat, Core, Quantized, Image, Bitstream };

/// What can be written: a stage, or what the bitstream holds in another form.
struct Emission {
  llvm::StringLiteral name, description;
  Stage stage;
  const forms::ImageForm *form = nullptr;
};

/// All that can be written, in the order of `--help`, and the bitstream.
llvm::ArrayRef<Emission> getEmissions();
const Emission &getDefaultEmission();

/// Which networks are repaired.
enum class Repair { Auto, All, None };

/// How to print what a check finds.
enum class CheckFormat { None, Table, Json };

/// Which chips there are, for `--help`.
llvm::StringRef getChipHelp();

/// What the command line says.
struct Options {
  cl::OptionCategory category{"Options of graph-compile"};

  cl::opt<std::string> input{cl::Positional, cl::Required,
                             cl::desc("<network: .nir, .mlir, .mlirbc or ->"),
                             cl::cat(category)};
  cl::opt<std::string> output{
      "o", cl::value_desc("file"),
      cl::desc("Where to write the result; - is standard output (the default "
               "for all but the bitstream)"),
      cl::cat(category)};
  cl::opt<std::string> chip{"chip", cl::value_desc("name"),
                            cl::desc(getChipHelp()), cl::cat(category)};
  cl::opt<CheckFormat> check{
      "check",
      cl::ValueOptional,
      cl::init(CheckFormat::None),
      cl::desc("Write nothing, but print on standard output what becomes of "
               "every node, what the network needs of the chip and all that "
               "stands in the way; the exit status is 1 if it cannot be "
               "compiled (with --chip=all, for no chip):"),
      cl::values(
          clEnumValN(CheckFormat::Table, "table", "for people (default)"),
          clEnumValN(CheckFormat::Json, "json", "as one JSON object"),
          clEnumValN(CheckFormat::Table, "", "")),
      cl::cat(category)};
  cl::opt<std::string> quantize{
      "quantize", cl::init("channel"), cl::value_desc("method"),
      cl::desc("How neurons share scales: global, global-fuzzy or channel (the "
               "default)"),
      cl::cat(category)};
  cl::opt<const Emission *> emit{
      "emit", cl::init(&getDefaultEmission()),
      cl::desc("The stage to write, or the bitstream in another form:"),
      cl::cat(category)};
  cl::opt<std::string> top{
      "top", cl::value_desc("network"),
      cl::desc("The network to compile; needed if there are several that no "
               "instance uses"),
      cl::cat(category)};
  cl::opt<bool> prune{
      "prune",
      cl::desc("Remove modules that reach no output before the design rules"),
      cl::cat(category)};
  cl::opt<Repair> repair{
      "repair", cl::init(Repair::Auto),
      cl::desc("Which networks to mend where chips cannot hold them as they "
               "are written, without changing what they mean:"),
      cl::values(
          clEnumValN(Repair::Auto, "auto", "those of NIR files (default)"),
          clEnumValN(Repair::All, "all", "all"),
          clEnumValN(Repair::None, "none", "none")),
      cl::cat(category)};
  cl::list<std::string> skipRepair{
      "skip-repair", cl::CommaSeparated, cl::value_desc("name,..."),
      cl::desc("Repairs to leave out: drop-zero-biases, remove-passthroughs, "
               "multiply-weights, insert-weights, merge-weights"),
      cl::cat(category)};
  cl::opt<xylo::WeightBias> weightBias{
      "weight-bias", cl::init(xylo::WeightBias::Error),
      cl::desc("What becomes of the biases of weights, which the chip does not "
               "have:"),
      xylo::getWeightBiasValues(), cl::cat(category)};
  cl::opt<std::string> targetOptions{
      "target-options", cl::value_desc("name=value,..."),
      cl::desc("What to take of the facts about the chip that no public source "
               "states; the list is above"),
      cl::cat(category)};
  cl::opt<std::string> ramFiles{
      "ram-files", cl::value_desc("folder"),
      cl::desc("Also write each constant memory bank as <folder>/<bank>.ini"),
      cl::cat(category)};
  cl::opt<std::string> idMap{
      "id-map", cl::value_desc("file"),
      cl::desc("Also write which hardware ids each module got, as JSON"),
      cl::cat(category)};
  cl::opt<std::string> map{
      "map", cl::value_desc("file"),
      cl::desc("Also write what each word of the chip's memory means and where "
               "it comes from, as JSON"),
      cl::cat(category)};
  cl::opt<std::string> report{
      "report", cl::value_desc("file"),
      cl::desc("Also write the summary: a page with pictures if the name ends "
               "in .html, else JSON"),
      cl::cat(category)};
  cl::opt<bool> reportTimings{
      "report-timings", cl::init(true),
      cl::desc("Whether the page tells how long each pass took, which differs "
               "from run to run (default: true)"),
      cl::cat(category)};
  cl::opt<bool> verify{
      "verify",
      cl::desc(
          "Run all stages on the same spikes: core, image and bitstream "
          "must agree in every state; what quantising changes is reported"),
      cl::cat(category)};
  cl::opt<std::string> stimulus{
      "stimulus", cl::value_desc("file"),
      cl::desc(
          "The spikes that --verify runs on (.npy, .csv or .events, as for "
          "graph-sim); random ones by default"),
      cl::cat(category)};
  cl::opt<DiagnosticFormat> diagnostics{
      "diagnostics", cl::init(DiagnosticFormat::Text),
      cl::desc("How to print errors and warnings:"),
      cl::values(
          clEnumValN(DiagnosticFormat::Text, "text", "for people (default)"),
          clEnumValN(DiagnosticFormat::Json, "json",
                     "as one JSON array on standard error, without a "
                     "summary")),
      cl::cat(category)};
  nir::ImportCommandLine nir{category};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no summary"), cl::cat(category)};

  /// Adds the values of --emit.
  Options();

  /// The command line, as a shell takes it.
  std::string command;

  /// Reports what the options cannot mean.
  mlir::LogicalResult validate(Diagnostics &diagnostics) const;

  bool wantsAllChips() const { return chip == "all"; }
  /// A check is all that can be done for all chips.
  bool wantsCheck() const {
    return check != CheckFormat::None || wantsAllChips();
  }
  /// Whether a bitstream is made, be it written as such or in another form.
  bool wantsBitstream() const { return emit->stage == Stage::Bitstream; }
  /// Whether the report is a page.
  bool wantsPage() const { return llvm::StringRef(report).ends_with(".html"); }

  /// The repairs for a network read from a NIR file, or from another one. Fails
  /// if the name of a repair is unknown.
  llvm::Expected<RepairOptions> getRepairs(bool isNIR) const;
  /// How to compile a network, read from a NIR file or from another one, for a
  /// chip. The options must be valid.
  CompileOptions getCompileOptions(llvm::StringRef chip, bool isNIR) const;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_OPTIONS_H
