//===- Options.cpp - What the command line says ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantize.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/OutputFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace tidepool;

static constexpr Emission stages[] = {
    {"graph", "the network as written", Stage::Graph},
    {"flat", "without holders and instances", Stage::Flat},
    {"core", "in the chip's terms, real numbers", Stage::Core},
    {"quantized", "in the chip's terms, integers", Stage::Quantized},
    {"image", "the chip's memory", Stage::Image},
    {"bitstream", "the chip's memory as bytes (default)", Stage::Bitstream},
};

llvm::ArrayRef<Emission> tidepool::getEmissions() {
  static const std::vector<Emission> emissions = [] {
    std::vector<Emission> all(std::begin(stages), std::end(stages));
    for (const forms::ImageForm &form : forms::getImageForms())
      all.push_back({form.name, form.description, Stage::Bitstream, &form});
    return all;
  }();
  return emissions;
}

const Emission &tidepool::getDefaultEmission() {
  return getEmissions()[std::size(stages) - 1];
}

Options::Options() {
  for (const Emission &emission : getEmissions())
    emit.getParser().addLiteralOption(emission.name, &emission,
                                      emission.description);
}

StringRef tidepool::getChipHelp() {
  static const std::string help = "The chip: " + xylo::listChipNames() +
                                  "; or 'all': --check for every chip";
  return help;
}

/// Reports a chip that does not exist, or that is needed.
static LogicalResult checkChip(const Options &options,
                               Diagnostics &diagnostics) {
  bool needsChip = options.wantsCheck() || options.emit->stage >= Stage::Core;
  if (!needsChip || options.wantsAllChips() || xylo::findChip(options.chip))
    return success();
  if (options.chip.empty())
    return diagnostics.fail(
        StringRef("which chip? say --chip=NAME") +
        (options.check == CheckFormat::None ? "" : " or --chip=all") +
        "; chips are " + xylo::listChipNames());
  return diagnostics.fail("unknown chip '" + options.chip + "'; chips are " +
                          xylo::listChipNames());
}

/// Reports target options that mean nothing to the chip. Of all chips it is
/// enough if one knows them; the check tells which others do not.
static LogicalResult checkTargetOptions(const Options &options,
                                        Diagnostics &diagnostics) {
  std::string problem;
  for (const xylo::Chip &chip : xylo::getChips()) {
    if (!options.wantsAllChips() && options.chip != chip.name)
      continue;
    auto target = xylo::parseTargetOptions(options.targetOptions, chip);
    if (target)
      return success();
    problem = llvm::toString(target.takeError());
  }
  return problem.empty() ? success() : diagnostics.fail(problem);
}

/// Reports options that ask for what a check does not do.
static LogicalResult checkCheck(const Options &options,
                                Diagnostics &diagnostics) {
  const cl::Option *others[] = {
      &options.output, &options.emit,     &options.ramFiles,
      &options.idMap,  &options.map,      &options.report,
      &options.verify, &options.stimulus, &options.quiet};
  for (const cl::Option *other : others)
    if (other->getNumOccurrences())
      return diagnostics.fail(
          (options.check == CheckFormat::None ? "--chip=all" : "--check") +
          StringRef(" prints what it finds and does nothing else; leave out ") +
          (other->ArgStr.size() == 1 ? "-" : "--") + other->ArgStr);
  return success();
}

/// What is read is not overwritten.
static LogicalResult checkOutputs(const Options &options,
                                  Diagnostics &diagnostics) {
  for (const cl::opt<std::string> *path :
       {&options.output, &options.idMap, &options.map, &options.report})
    if (llvm::Error error =
            checkIsNotRead(path->getValue(), {options.input, options.stimulus}))
      return diagnostics.fail(llvm::toString(std::move(error)));
  return success();
}

LogicalResult Options::validate(Diagnostics &diagnostics) const {
  auto fail = [&](const Twine &text) { return diagnostics.fail(text); };
  if (failed(checkChip(*this, diagnostics)) ||
      failed(checkTargetOptions(*this, diagnostics)))
    return failure();
  if (!xylo::parseQuantizeMethod(quantize))
    return fail("unknown quantisation method '" + quantize +
                "'; methods are 'global', 'global-fuzzy' and 'channel'");
  if (auto repairs = getRepairs(/*isNIR=*/true); !repairs)
    return fail(llvm::toString(repairs.takeError()));
  if (wantsCheck())
    return checkCheck(*this, diagnostics);
  // All else is text.
  if (wantsBitstream() && !emit->form && output.empty())
    return fail("where to? say -o FILE.xbit, or -o - for standard output");
  if (failed(checkOutputs(*this, diagnostics)))
    return failure();
  if (emit.getNumOccurrences() == 0 &&
      llvm::is_contained({".hex", ".h", ".json", ".mlir", ".nir"},
                         llvm::sys::path::extension(output)))
    return fail("'" + output +
                "' is no name for a bitstream; say with --emit what to write, "
                "or name the file .xbit");
  if (verify && !wantsBitstream())
    return fail("--verify needs --emit=bitstream or a form of it");
  if (!stimulus.empty() && !verify)
    return fail("--stimulus needs --verify");
  bool wantsImage =
      !idMap.empty() || !map.empty() || !ramFiles.empty() || !report.empty();
  if (wantsImage && emit->stage < Stage::Image)
    return fail("--id-map, --map, --ram-files and --report need --emit=image, "
                "--emit=bitstream or a form of it");
  return success();
}

llvm::Expected<RepairOptions> Options::getRepairs(bool isNIR) const {
  bool isWanted = repair == Repair::All || (repair == Repair::Auto && isNIR);
  RepairOptions repairs = isWanted ? RepairOptions() : RepairOptions::none();
  for (const std::string &name : skipRepair)
    if (llvm::Error error = repairs.skip(name))
      return makeError("--skip-repair: ", llvm::toString(std::move(error)));
  return repairs;
}

CompileOptions Options::getCompileOptions(StringRef chip, bool isNIR) const {
  CompileOptions options;
  options.chip = chip.str();
  options.quantize = quantize;
  options.prune = prune;
  options.weightBias = weightBias;
  options.targetOptions = targetOptions;
  options.repair = cantFail(getRepairs(isNIR));
  if (isNIR)
    options.reading = nir.get().describe();
  return options;
}
