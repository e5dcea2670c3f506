//===- CHeader.cpp - An image in firmware ---------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Forms/CHeader.h"

#include "LoadPlan.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Format.h"

#include <algorithm>
#include <charconv>

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::Image;
using bitstream::Segment;
using llvm::ArrayRef;
using llvm::raw_ostream;
using llvm::StringRef;

llvm::Expected<std::string> forms::makeIdentifier(StringRef name) {
  std::string identifier;
  auto fail = [&](const auto &...what) {
    return makeError("no C identifier can be made from '", toPrintable(name),
                     "': ", what..., "; give the network another name");
  };
  StringRef rest = name;
  for (size_t place = 1; !rest.empty(); ++place) {
    StringRef letter = takeLetter(rest);
    if (!llvm::isASCII(letter))
      return fail("character ", place, ", '", toPrintable(letter),
                  "', is not ASCII");
    if (llvm::isAlnum(letter.front()))
      identifier += letter;
    else if (!identifier.empty() && identifier.back() != '_')
      identifier += '_';
    if (identifier.size() == 1 && llvm::isDigit(identifier.front()))
      return fail("character ", place, ", '", letter,
                  "', is a digit where a letter is expected");
  }
  identifier.resize(StringRef(identifier).rtrim('_').size());
  if (identifier.empty())
    return fail("it has neither letters nor digits");
  return identifier;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

namespace {
/// Prints one header.
class HeaderPrinter {
public:
  HeaderPrinter(raw_ostream &os, const Image &image, std::string name)
      : os(os), image(image), name(std::move(name)),
        macro(StringRef(this->name).upper()), plan(image) {}

  void print(uint32_t checksum);

private:
  void printComment();
  void printModules();
  template <typename Value>
  void define(StringRef suffix, const Value &value) {
    os << "#define " << macro << '_' << suffix << ' ' << value << '\n';
  }
  void defineNumber(StringRef suffix, uint64_t value) {
    define(suffix, std::to_string(value) + "u");
  }
  void printMacros(uint32_t checksum);
  void printTable(const Table &table);
  void printStep(const Step &step);
  void printFunction();

  raw_ostream &os;
  const Image &image;
  std::string name, macro;
  LoadPlan plan;
};
} // namespace

/// A name for a comment, which it must not end, nor start another one.
static std::string toComment(StringRef text) {
  std::string safe;
  for (char c : toPrintable(text))
    safe += c == '*'   ? StringRef("\\2A")
            : c == '?' ? StringRef("\\3F") // no trigraphs
                       : StringRef(&c, 1);
  return safe;
}

/// A number of seconds with as few digits as tell it from all others.
static std::string toSeconds(double number) {
  char text[32];
  char *end =
      std::to_chars(text, std::end(text), number, std::chars_format::general)
          .ptr;
  std::string seconds(text, end);
  // A number without a point would be an integer.
  return StringRef(seconds).find_first_of(".e") == StringRef::npos
             ? seconds + ".0"
             : seconds;
}

void HeaderPrinter::printModules() {
  for (const bitstream::ModuleIds &module : image.provenance->modules) {
    os << " *   "
       << (module.population == bitstream::Population::Hidden ? "hidden"
                                                              : "output");
    for (const bitstream::IdRange &range : module.ids) {
      os << ' ' << range.first;
      if (range.count > 1)
        os << ".." << range.first + range.count - 1;
    }
    os << ": " << toComment(module.label) << '\n';
  }
}

void HeaderPrinter::printComment() {
  os << "/* The network '" << toComment(image.network) << "' for " << image.chip
     << " (" << xylo::findChip(image.chip)->product << ").\n";
  if (image.provenance) {
    os << " *\n * compiler: " << toComment(image.provenance->compiler)
       << "\n * options: " << toComment(image.provenance->options)
       << "\n * hash of the network: " << toComment(image.provenance->graphHash)
       << "\n * neurons of modules:\n";
    printModules();
  }
  os << " */\n";
}

void HeaderPrinter::printMacros(uint32_t checksum) {
  const bitstream::Sizes &sizes = image.sizes;
  define("CHIP", "\"" + image.chip + "\"");
  os << "/* Of the bitstream: tells images apart. */\n";
  define("CRC32", "0x" + llvm::utohexstr(checksum, true, 8) + "u");
  os << "/* Seconds in a time step. */\n";
  define("DT", toSeconds(image.dt));
  defineNumber("INPUTS", sizes.inputs);
  defineNumber("INPUT_EXPANSION", sizes.inputExpansion);
  defineNumber("HIDDEN", sizes.hidden);
  defineNumber("OUTPUT_EXPANSION", sizes.outputExpansion);
  defineNumber("OUTPUTS", sizes.outputs);
  defineNumber("PADDING", sizes.padding);
  os << "/* Weights are shifted to the left by as many bits. */\n";
  defineNumber("INPUT_SHIFT", image.inputShift);
  defineNumber("RECURRENT_SHIFT", image.recurrentShift);
  defineNumber("OUTPUT_SHIFT", image.outputShift);
  size_t numWords = 0;
  for (const Step &step : plan.getSteps())
    numWords += step.count;
  os << "/* Words that " << name << "_load sends. */\n";
  defineNumber("WORDS", numWords);
}

void HeaderPrinter::printTable(const Table &table) {
  unsigned size = table.getWordSize();
  size_t wordsPerLine = size == 1 ? 12 : size == 2 ? 8 : 6;
  os << "\nstatic const uint" << 8 * size << "_t " << name << '_' << table.name
     << '[' << table.numWords << "] = {";
  for (const Table::Piece &piece : table.pieces) {
    os << "\n    /* " << toComment(table.bank) << '[' << piece.first << "..."
       << piece.first + piece.words.size() - 1 << "] */";
    for (auto [index, word] : llvm::enumerate(piece.words))
      os << (index % wordsPerLine ? " " : "\n    ")
         << llvm::format_hex(word, 2 + 2 * size) << ',';
  }
  os << "\n};\n";
}

void HeaderPrinter::printStep(const Step &step) {
  os << "      {" << llvm::format_hex(step.address, 7) << "u, " << step.count
     << "u, ";
  if (step.table) {
    const Table &table = plan.getTables()[*step.table];
    os << name << '_' << table.name;
    if (step.offset)
      os << " + " << step.offset;
    os << ", 0u, " << table.getWordSize();
  } else {
    os << "NULL, " << llvm::format_hex(step.fill, 2) << "u, 0";
  }
  os << "u}, /* " << toComment(step.segment->name) << " */\n";
}

void HeaderPrinter::printFunction() {
  os << R"(
/* Sends all words of the image in order: write(context, address, data). Stops
 * at the first call that does not return 0, and returns what it returned. */
static inline int )"
     << name << R"(_load(
    int (*write)(void *context, uint32_t address, uint32_t data),
    void *context) {
  /* Words from an address on: those of a table of 1, 2 or 4 bytes a word, or
   * all the same. */
  static const struct {
    uint32_t address;
    uint32_t count;
    const void *words;
    uint32_t fill;
    uint32_t size;
  } steps[] = {
)";
  for (const Step &step : plan.getSteps())
    printStep(step);
  os << R"(  };
  uint32_t i, k;
  for (i = 0; i < sizeof steps / sizeof steps[0]; ++i) {
    for (k = 0; k < steps[i].count; ++k) {
      uint32_t data = steps[i].fill;
      int status;
      if (steps[i].size == 1)
        data = ((const uint8_t *)steps[i].words)[k];
      else if (steps[i].size == 2)
        data = ((const uint16_t *)steps[i].words)[k];
      else if (steps[i].size == 4)
        data = ((const uint32_t *)steps[i].words)[k];
      status = write(context, steps[i].address + k, data);
      if (status != 0)
        return status;
    }
  }
  return 0;
}
)";
}

void HeaderPrinter::print(uint32_t checksum) {
  printComment();
  // Not <NAME>_H, as firmware may have a <name>.h of its own.
  os << "#ifndef " << macro << "_IMAGE_H\n#define " << macro << "_IMAGE_H\n\n"
     << "#include <stddef.h>\n#include <stdint.h>\n\n";
  printMacros(checksum);
  for (const Table &table : plan.getTables())
    printTable(table);
  printFunction();
  os << "\n#elif " << macro << "_CRC32 != 0x"
     << llvm::utohexstr(checksum, true, 8) << "u\n#error \"two images of "
     << "networks that are both called " << name << "\"\n#endif\n";
}

llvm::Expected<std::string> forms::printCHeader(const Image &image) {
  llvm::Expected<std::string> name = makeIdentifier(image.network);
  if (!name)
    return name.takeError();
  if (llvm::all_of(image.segments, [](const Segment &segment) {
        return segment.words.empty();
      }))
    return makeError("the image has no words, of which C can make no table");
  llvm::Expected<std::string> bytes = bitstream::encode(image);
  if (!bytes)
    return bytes.takeError();
  std::string text;
  llvm::raw_string_ostream os(text);
  // The last four bytes are the checksum of the others.
  HeaderPrinter(os, image, std::move(*name))
      .print(
          llvm::support::endian::read32le(bytes->data() + bytes->size() - 4));
  return text;
}
