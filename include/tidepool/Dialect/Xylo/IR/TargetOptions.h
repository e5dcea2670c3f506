//===- TargetOptions.h - What is not known about a chip ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some facts about the chips are in no public source. Each of them is an option
// here, with a documented default; docs/Xylo.md says what is known. Free of
// MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_TARGETOPTIONS_H
#define TIDEPOOL_DIALECT_XYLO_IR_TARGETOPTIONS_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "llvm/Support/Error.h"

#include <array>
#include <map>

namespace tidepool::xylo {

/// What size registers hold for N things.
enum class SizeCoding { Count, CountMinusOne };

/// How long the rows of IWTRAM, IWT2RAM and OWTRAM are.
enum class RowStride {
  Configured, ///< the configured numbers of input expansion and output neurons
  Full,       ///< the largest numbers that the chip has
};

/// How an image is laid out where sources leave it open.
struct TargetOptions {
  SizeCoding sizeCoding = SizeCoding::Count;
  RowStride rowStride = RowStride::Configured;
  /// Whether bit 2 of an alias source's configuration word says that its target
  /// has several sources.
  bool sharedAliasBit = false;
  /// Core clock in Hz. If it is given, the time wrap registers are written,
  /// which the chip needs in real time only.
  std::optional<double> coreClock;
  /// The most targets that a hidden neuron can have.
  unsigned maxFanOut;
  /// Words for registers of kind `Other`, by their index in the chip's table.
  std::map<size_t, uint32_t> registers;

  /// The chip's defaults.
  explicit TargetOptions(const Chip &chip);

  /// Bits of a word of this bank; 0 if the chip has no such bank.
  unsigned getBankBits(BankKind kind) const {
    return bankBits[static_cast<size_t>(kind)];
  }
  void setBankBits(BankKind kind, unsigned bits) {
    bankBits[static_cast<size_t>(kind)] = bits;
  }

  /// The word that the time wrap registers get for a time step of `dt` seconds:
  /// the whole core clocks in it. None without a core clock, or if the number
  /// is 0 or does not fit into 32 bits.
  std::optional<uint32_t> getTimeWrap(double dt) const;

private:
  std::array<uint8_t, numBankKinds> bankBits = {};
};

/// Reads `name=value` pairs separated by commas, such as
/// `row-stride=full,bits.HARAM=12`. Names an option that does not exist, a
/// value that it cannot have, or an option of which this chip leaves nothing
/// open.
llvm::Expected<TargetOptions> parseTargetOptions(llvm::StringRef text,
                                                 const Chip &chip);

/// The options that are not as by default, as `parseTargetOptions` reads them,
/// in the order of their list and then of the banks. Options that mean the same
/// give the same text.
std::string printTargetOptions(const TargetOptions &options, const Chip &chip);

/// One line for each option: name, values, meaning. For `--help`.
std::string describeTargetOptions();

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_IR_TARGETOPTIONS_H
