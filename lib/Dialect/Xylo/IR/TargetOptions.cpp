//===- TargetOptions.cpp - What is not known about a chip -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/ShortestNumber.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <limits>

using namespace tidepool;
using namespace tidepool::xylo;
using llvm::StringRef;
using llvm::Twine;

TargetOptions::TargetOptions(const Chip &chip)
    : maxFanOut(chip.maxFanOut.value) {
  for (const Bank &bank : chip.banks)
    setBankBits(bank.kind, bank.bits);
}

std::optional<uint32_t> TargetOptions::getTimeWrap(double dt) const {
  if (!coreClock)
    return std::nullopt;
  // A product such as 50e6 * 0.001 may miss its integer by rounding; it still
  // means that integer.
  double clocks = *coreClock * dt;
  double nearest = std::nearbyint(clocks);
  constexpr double tolerance = 1e-12;
  double whole = std::abs(clocks - nearest) <= tolerance * nearest
                     ? nearest
                     : std::floor(clocks);
  if (!(whole >= 1 && whole <= std::numeric_limits<uint32_t>::max()))
    return std::nullopt;
  return static_cast<uint32_t>(whole);
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

namespace {
/// One option of the table below.
struct Option {
  llvm::StringLiteral name;
  llvm::StringLiteral values;
  llvm::StringLiteral meaning;
  /// Whether the chip leaves this open.
  bool (*applies)(const Chip &chip);
  /// Sets it; false if it cannot have this value.
  bool (*set)(TargetOptions &options, const Chip &chip, StringRef value);
  /// Its value, empty if it has none.
  std::string (*get)(const TargetOptions &options);
};
} // namespace

/// Sets `target` to one of two values by name.
template <typename T>
static bool choose(StringRef value, T &target, StringRef first, T firstValue,
                   StringRef second, T secondValue) {
  if (value != first && value != second)
    return false;
  target = value == first ? firstValue : secondValue;
  return true;
}

static const Option optionTable[] = {
    {"size-registers", "n or n-1", "what size registers hold for n (default n)",
     [](const Chip &chip) {
       return chip.findRegister(RegisterKind::Sizes1) != nullptr;
     },
     [](TargetOptions &options, const Chip &, StringRef value) {
       return choose(value, options.sizeCoding, "n", SizeCoding::Count, "n-1",
                     SizeCoding::CountMinusOne);
     },
     [](const TargetOptions &options) -> std::string {
       return options.sizeCoding == SizeCoding::Count ? "n" : "n-1";
     }},
    {"row-stride", "configured or full",
     "rows of weight banks are as long as the network needs or the chip allows "
     "(default configured)",
     [](const Chip &chip) { return chip.hasUncertainRows; },
     [](TargetOptions &options, const Chip &, StringRef value) {
       return choose(value, options.rowStride, "configured",
                     RowStride::Configured, "full", RowStride::Full);
     },
     [](const TargetOptions &options) -> std::string {
       return options.rowStride == RowStride::Full ? "full" : "configured";
     }},
    {"shared-alias-bit", "off or on",
     "bit 2 of an alias source's configuration says that its target has "
     "several sources (default off)",
     [](const Chip &chip) {
       return chip.findBank(BankKind::AliasConfig) != nullptr;
     },
     [](TargetOptions &options, const Chip &, StringRef value) {
       return choose(value, options.sharedAliasBit, "off", false, "on", true);
     },
     [](const TargetOptions &options) -> std::string {
       return options.sharedAliasBit ? "on" : "off";
     }},
    {"core-clock", "a frequency in MHz",
     "writes the length of a time step for real time (default: not written)",
     [](const Chip &chip) {
       return chip.findRegister(RegisterKind::TimeWrap) != nullptr;
     },
     [](TargetOptions &options, const Chip &, StringRef value) {
       double megahertz = 0;
       if (value.getAsDouble(megahertz) || !std::isfinite(megahertz) ||
           megahertz <= 0)
         return false;
       options.coreClock = megahertz * 1e6;
       return true;
     },
     [](const TargetOptions &options) -> std::string {
       if (!options.coreClock)
         return "";
       double clock = *options.coreClock;
       return formatShortest(clock / 1e6,
                             [=](double read) { return read * 1e6 == clock; });
     }},
    {"fan-out", "64 to 255",
     "the most targets that a hidden neuron can have (default 64)",
     [](const Chip &chip) { return chip.maxFanOut.min < chip.maxFanOut.max; },
     [](TargetOptions &options, const Chip &chip, StringRef value) {
       const FanOutLimit &limit = chip.maxFanOut;
       return !value.getAsInteger(10, options.maxFanOut) &&
              options.maxFanOut >= limit.min && options.maxFanOut <= limit.max;
     },
     [](const TargetOptions &options) -> std::string {
       return std::to_string(options.maxFanOut);
     }},
};

static constexpr llvm::StringLiteral bitsPrefix("bits.");

/// `bits.<bank>=<number>`.
static llvm::Error setBits(TargetOptions &options, const Chip &chip,
                           StringRef bankName, StringRef value) {
  const Bank *bank = chip.findBank(bankName);
  if (!bank)
    return makeError("'", chip.name, "' has no bank '", bankName, "'");
  if (bank->minBits == bank->maxBits)
    return makeError("target option 'bits.", bankName,
                     "': the words of this bank have ", unsigned(bank->bits),
                     " bits on '", chip.name, "', as in SynSense's RAM files");
  unsigned bits = 0;
  if (value.getAsInteger(10, bits) || bits < bank->minBits ||
      bits > bank->maxBits)
    return makeError("target option 'bits.", bankName, "' is ",
                     unsigned(bank->minBits), " to ", unsigned(bank->maxBits),
                     ", but got '", value, "'");
  options.setBankBits(bank->kind, bits);
  return llvm::Error::success();
}

static constexpr llvm::StringLiteral registerPrefix("register.");

/// Reads 31, 0x1f or 0b11111. A zero in front would mean base 8 to some and
/// nothing to others, so it is refused.
static bool readWord(StringRef text, uint32_t &word) {
  bool hasPrefix =
      text.starts_with_insensitive("0x") || text.starts_with_insensitive("0b");
  if (text.starts_with("0") && text != "0" && !hasPrefix)
    return false;
  return !text.getAsInteger(0, word);
}

/// `register.<name>=<word>`.
static llvm::Error setRegister(TargetOptions &options, const Chip &chip,
                               StringRef name, StringRef value) {
  const Register *reg = chip.findRegister(name);
  if (!reg)
    return makeError("no register '", name, "' of '", chip.name, "' is known");
  if (reg->kind != RegisterKind::Other)
    return makeError("target option 'register.", name,
                     "': the network decides what this register holds");
  uint32_t word = 0;
  if (!readWord(value, word))
    return makeError("target option 'register.", name,
                     "' is a word of 32 bits, such as 0x1f, 0b11111 or 31 (no "
                     "zeros in front), but got '",
                     value, "'");
  options.registers[reg - chip.registers.begin()] = word;
  return llvm::Error::success();
}

static llvm::Error setOption(TargetOptions &options, const Chip &chip,
                             StringRef name, StringRef value) {
  if (StringRef bankName = name; bankName.consume_front(bitsPrefix))
    return setBits(options, chip, bankName, value);
  if (StringRef registerName = name; registerName.consume_front(registerPrefix))
    return setRegister(options, chip, registerName, value);
  const Option *option = llvm::find_if(
      optionTable, [&](const Option &entry) { return entry.name == name; });
  if (option == std::end(optionTable))
    return makeError("there is no target option '", name, "'; options are ",
                     llvm::join(llvm::map_range(optionTable,
                                                [](const Option &entry) {
                                                  return entry.name.str();
                                                }),
                                ", "),
                     ", bits.<bank> and register.<name>");
  if (!option->applies(chip))
    return makeError("target option '", name, "' means nothing on '", chip.name,
                     "'");
  if (!option->set(options, chip, value))
    return makeError("target option '", name, "' is ", option->values,
                     ", but got '", value, "'");
  return llvm::Error::success();
}

llvm::Expected<TargetOptions>
tidepool::xylo::parseTargetOptions(StringRef text, const Chip &chip) {
  TargetOptions options(chip);
  llvm::SmallVector<StringRef> pairs;
  text.split(pairs, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  llvm::StringSet<> names;
  for (StringRef pair : pairs) {
    auto [name, value] = pair.split('=');
    if (!names.insert(name.trim()).second)
      return makeError("target option '", name.trim(), "' is given twice");
    if (llvm::Error error = setOption(options, chip, name.trim(), value.trim()))
      return std::move(error);
  }
  return options;
}

std::string tidepool::xylo::printTargetOptions(const TargetOptions &options,
                                               const Chip &chip) {
  TargetOptions defaults(chip);
  std::string text;
  auto add = [&](const Twine &name, const Twine &value) {
    text += ((text.empty() ? "" : ",") + name + "=" + value).str();
  };
  for (const Option &option : optionTable)
    if (std::string value = option.get(options);
        option.applies(chip) && value != option.get(defaults))
      add(option.name, value);
  for (const Bank &bank : chip.banks)
    if (options.getBankBits(bank.kind) != bank.bits)
      add(bitsPrefix + bank.name, Twine(options.getBankBits(bank.kind)));
  for (auto [index, word] : options.registers)
    add(registerPrefix + chip.registers[index].name,
        "0x" + llvm::utohexstr(word, /*LowerCase=*/true));
  return text;
}

std::string tidepool::xylo::describeTargetOptions() {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (const Option &option : optionTable)
    os << "  " << option.name << '=' << option.values << ": " << option.meaning
       << '\n';
  os << "  bits.<bank>=a number: bits of the words of a bank\n"
     << "  register.<name>=a word: writes a register whose layout is not "
        "public\n";
  return text;
}
