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

using namespace mlir;
using namespace tidepool;

llvm::Expected<RepairOptions> Options::getRepairs(bool isNIR) const {
  bool isWanted = repair == Repair::All || (repair == Repair::Auto && isNIR);
  RepairOptions repairs = isWanted ? RepairOptions() : RepairOptions::none();
  for (const std::string &name : skipRepair)
    if (llvm::Error error = repairs.skip(name))
      return makeError("--skip-repair: ", llvm::toString(std::move(error)));
  return repairs;
}

LogicalResult tidepool::checkOptions(const Options &options,
                                     Diagnostics &diagnostics) {
  auto fail = [&](const Twine &text) { return diagnostics.fail(text); };
  if (options.emit >= Stage::Core && !xylo::findChip(options.chip)) {
    if (options.chip.empty())
      return fail("which chip? say --chip=NAME; chips are " +
                  xylo::listChipNames());
    return fail("unknown chip '" + options.chip + "'; chips are " +
                xylo::listChipNames());
  }
  if (const xylo::Chip *chip = xylo::findChip(options.chip)) {
    auto target = xylo::parseTargetOptions(options.targetOptions, *chip);
    if (!target)
      return fail(llvm::toString(target.takeError()));
  }
  if (!xylo::parseQuantizeMethod(options.quantize))
    return fail("unknown quantisation method '" + options.quantize +
                "'; methods are 'global', 'global-fuzzy' and 'channel'");
  if (auto repairs = options.getRepairs(/*isNIR=*/true); !repairs)
    return fail(llvm::toString(repairs.takeError()));
  if (options.emit == Stage::Bitstream && options.output.empty())
    return fail("where to? say -o FILE.xbit, or -o - for standard output");
  if (options.verify && options.emit != Stage::Bitstream)
    return fail("--verify needs --emit=bitstream");
  if (!options.stimulus.empty() && !options.verify)
    return fail("--stimulus needs --verify");
  bool wantsImage = !options.idMap.empty() || !options.ramFiles.empty() ||
                    !options.report.empty();
  if (wantsImage && options.emit < Stage::Image)
    return fail("--id-map, --ram-files and --report need --emit=image or "
                "--emit=bitstream");
  return success();
}
