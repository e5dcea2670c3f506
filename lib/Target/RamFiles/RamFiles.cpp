//===- RamFiles.cpp - One file of words per memory bank -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/RamFiles/RamFiles.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MathExtras.h"

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// Whether a segment has a file: states are zeroed when the chip is loaded.
static bool isConstantBank(const Segment &segment, const xylo::Chip *chip) {
  const xylo::Bank *bank = chip ? chip->findBank(segment.name) : nullptr;
  return segment.kind == SegmentKind::Bank && !(bank && bank->isState);
}

static std::string getFileName(const Segment &segment) {
  return StringRef(segment.name).lower() + ".ini";
}

static std::string printWords(const Segment &segment) {
  std::string text;
  llvm::raw_string_ostream os(text);
  unsigned digits = llvm::divideCeil(segment.wordBits, 4);
  for (uint32_t word : segment.words)
    os << llvm::format_hex_no_prefix(word, digits) << '\n';
  return text;
}

/// The word of the register for the length of a time step, 0 without one.
static uint32_t getTimeWrap(const Image &image, const xylo::Chip *chip) {
  for (const Segment &segment : image.segments) {
    const xylo::Register *reg =
        chip ? chip->findRegister(segment.name) : nullptr;
    if (segment.kind == SegmentKind::Register && reg &&
        reg->kind == xylo::RegisterKind::TimeWrap && !segment.words.empty())
      return segment.words.back();
  }
  return 0;
}

/// Keys as in SynSense's files.
static std::string printConfiguration(const Image &image,
                                      const xylo::Chip *chip) {
  llvm::json::Object config{
      {"IN", image.sizes.inputs},
      {"RSN", image.sizes.hidden},
      {"ON", image.sizes.outputs},
      {"IWBS", image.inputShift},
      {"RWBS", image.recurrentShift},
      {"OWBS", image.outputShift},
      {"time_resolution_wrap", getTimeWrap(image, chip)},
      {"DT", image.dt},
      {"N_SYNS", image.synapse2 ? 2 : 1},
      {"RA", image.alias},
  };
  if (chip && chip->hasBias)
    config["BIAS"] = image.bias;
  return llvm::formatv("{0:2}\n", llvm::json::Value(std::move(config)));
}

std::vector<RamFile> forms::makeRamFiles(const Image &image) {
  const xylo::Chip *chip = xylo::findChip(image.chip);
  std::vector<RamFile> files;
  for (const Segment &segment : image.segments)
    if (isConstantBank(segment, chip))
      files.push_back({getFileName(segment), printWords(segment)});
  files.push_back({"basic_config.json", printConfiguration(image, chip)});
  return files;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

llvm::Expected<std::vector<uint32_t>> forms::readRamFile(StringRef text,
                                                         unsigned bits) {
  std::vector<uint32_t> words;
  for (size_t number = 1; !text.empty(); ++number) {
    StringRef line;
    std::tie(line, text) = text.split('\n');
    line = line.trim(" \t\r");
    if (line.empty() || line.starts_with("//"))
      continue;
    uint64_t word;
    if (!llvm::all_of(line, llvm::isHexDigit) || line.getAsInteger(16, word))
      return makeError("line ", number, ": expects a hexadecimal word without ",
                       "prefix, but found '", toPrintable(line.take_front(80)),
                       "'");
    if (!llvm::isUIntN(bits, word))
      return makeError("line ", number, ": word 0x", line,
                       " does not fit into ", bits, " bits");
    words.push_back(static_cast<uint32_t>(word));
  }
  return words;
}

llvm::Error forms::checkRamFiles(llvm::ArrayRef<RamFile> files,
                                 const Image &image) {
  const xylo::Chip *chip = xylo::findChip(image.chip);
  for (const Segment &segment : image.segments) {
    if (!isConstantBank(segment, chip))
      continue;
    std::string name = getFileName(segment);
    const RamFile *file = llvm::find_if(
        files, [&](const RamFile &file) { return file.name == name; });
    if (file == files.end())
      return makeError("'", name, "' is missing");
    auto words = readRamFile(file->text, segment.wordBits);
    if (!words)
      return makeError("'", name, "', ", llvm::toString(words.takeError()));
    if (*words != segment.words)
      return makeError("'", name, "' holds other words than bank '",
                       segment.name, "'");
  }
  return llvm::Error::success();
}
