//===- Chips.h - The chips of the Xylo family -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a Xylo chip can hold and where: limits, memory banks and registers as
// data. A chip is one table entry; code asks the table and never tests for a
// chip's name. Free of MLIR, so that readers and simulators can link it alone.
//
// Sources of the figures: the public Rockpool repository (devices/xylo), the
// Xylo notebooks, and SynSense's public writer of Xylo RAM files. Figures that
// no source states are marked "uncertain" and listed in docs/Xylo.md.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_CHIPS_H
#define TIDEPOOL_DIALECT_XYLO_IR_CHIPS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace tidepool::xylo {

/// What a memory bank holds. The order is that of the address map.
enum class BankKind : uint8_t {
  InputWeights,      ///< input weights, synapse 1, [input][expansion neuron]
  InputWeights2,     ///< the same for synapse 2
  SynapticCurrent,   ///< state: current 1, hidden then output neurons
  SynapticCurrent2,  ///< state: current 2, hidden neurons
  Membrane,          ///< state: membrane potential, hidden then output
  DashSyn,           ///< decay shift of current 1, hidden then output
  DashSyn2,          ///< decay shift of current 2, hidden; 0 = no synapse 2
  DashMem,           ///< decay shift of the membrane, hidden then output
  Bias,              ///< bias, hidden then output
  Threshold,         ///< threshold, hidden then output
  AliasConfig,       ///< bit 0: is an alias target, bit 1: is an alias source
  AliasTarget,       ///< hidden id of the alias target; all ones: none
  SpikeCount,        ///< state: pending spikes, hidden
  FanOutCount,       ///< number of fan-out entries, hidden
  FanOutTarget,      ///< target ids, all sources concatenated
  RecurrentWeights,  ///< weights, synapse 1, same order
  RecurrentWeights2, ///< weights, synapse 2, same order
  OutputWeights,     ///< output weights, [output expansion neuron][output]
};

/// The number of kinds, for tables indexed by kind.
constexpr unsigned numBankKinds =
    static_cast<unsigned>(BankKind::OutputWeights) + 1;

/// One memory bank.
struct Bank {
  BankKind kind;
  llvm::StringLiteral name;
  /// Word address; none where the chip's address map is not public.
  std::optional<uint32_t> base;
  uint32_t depth; ///< number of words
  uint8_t bits;   ///< bits used of each word
  bool isSigned;  ///< whether words are two's complement numbers
  bool isState;   ///< state is zeroed at load, not configured
  /// Where no source states the width: what it may be. `bits` is the default.
  uint8_t minBits = bits, maxBits = bits;
};

/// What a register is to the image of a network.
enum class RegisterKind : uint8_t {
  Control,    ///< features, weight shifts, memory access
  Sizes1,     ///< inputs, input expansion, hidden neurons
  Sizes2,     ///< outputs, output expansion
  TimeWrap,   ///< length of a time step in core clocks
  InputSpike, ///< state: pending input spikes, zeroed at load
  Other,      ///< not part of a network's image, or its layout is not public
};

/// One register.
struct Register {
  RegisterKind kind;
  llvm::StringLiteral name;
  uint32_t address;
};

/// Bits of `RegisterKind::Control`.
namespace control {
constexpr uint32_t manual = 1u << 0;
constexpr uint32_t synapse2Enable = 1u << 1;
constexpr uint32_t aliasEnable = 1u << 2;
constexpr uint32_t biasEnable = 1u << 3;
constexpr unsigned inputShift = 4;
constexpr unsigned recurrentShift = 8;
constexpr unsigned outputShift = 12;
constexpr uint32_t memoryClockOn = 1u << 16;
constexpr uint32_t ramActive = 1u << 17;
} // namespace control

/// Word of `bits` bits in `BankKind::AliasTarget` that means "no alias".
constexpr uint32_t getNoAliasTarget(unsigned bits) { return (1u << bits) - 1; }
/// Bits of the words in `BankKind::AliasConfig`. The last one is uncertain:
/// the target of this source has several sources.
constexpr uint32_t aliasIsTarget = 1, aliasIsSource = 2, aliasIsShared = 4;
/// The largest weight shift.
constexpr unsigned maxWeightShift = 7;

/// The most targets that one hidden neuron can have.
struct FanOutLimit {
  unsigned value;
  /// Where no source states the limit: what it may be. `value` is the default.
  unsigned min = value, max = value;
};

/// What the public model of cycles per step counts as expansion neurons.
enum class CycleModel : uint8_t {
  None,         ///< there is no public model
  AllNeurons,   ///< all hidden neurons; a second synapse runs beside the first
  UsedExpansion ///< those that have a weight
};

/// How long the core takes, as far as sources say.
struct CoreTiming {
  CycleModel cycleModel;
  /// Hz; what the core of the development kit runs at unless told otherwise.
  std::optional<double> defaultClock;

  constexpr CoreTiming(CycleModel cycleModel,
                       std::optional<double> defaultClock = std::nullopt)
      : cycleModel(cycleModel), defaultClock(defaultClock) {}
};

/// One chip of the family.
struct Chip {
  llvm::StringLiteral name;    ///< as in `--chip=`
  llvm::StringLiteral product; ///< SynSense's product number
  uint16_t id;                 ///< in the bitstream's header
  unsigned coreVersion;        ///< neuron dynamics: 1 or 2

  unsigned maxInputs;
  unsigned maxHidden;
  unsigned maxOutputs;
  /// Hidden neurons that inputs can reach (the lowest ids) and that can reach
  /// outputs (the highest ids). None: all of them.
  std::optional<unsigned> maxExpansion;
  unsigned maxSynapses;      ///< per hidden neuron; output neurons have one
  FanOutLimit maxFanOut;     ///< targets of one hidden neuron
  unsigned maxFanOutEntries; ///< targets of all hidden neurons together
  bool hasBias;
  /// Whether unused neurons stand between hidden and output neurons: one if the
  /// number of hidden neurons is even, two if it is odd.
  bool hasPadding;
  /// Whether the configuration word of an alias source has to say that it is a
  /// target as well, whether it is one or not.
  bool hasAliasDefect;
  /// Depth of the banks that hold a word per neuron.
  unsigned neuronMemory;
  /// Whether no source states how long the rows of the weight banks are; see
  /// `RowStride`.
  bool hasUncertainRows;
  CoreTiming timing;

  llvm::ArrayRef<Bank> banks; ///< in address order
  llvm::ArrayRef<Register> registers;

  /// The bank that holds `kind`, or null if the chip has none.
  const Bank *findBank(BankKind kind) const;
  /// The bank called `name`, or null.
  const Bank *findBank(llvm::StringRef name) const;
  /// The first register of `kind`, or null if its layout is not public.
  const Register *findRegister(RegisterKind kind) const;
  /// The register called `name`, or null.
  const Register *findRegister(llvm::StringRef name) const;
  /// The number of padding neurons behind this many hidden ones.
  unsigned getPadding(unsigned hidden) const {
    return hasPadding ? 1 + hidden % 2 : 0;
  }
  /// Whether the address map is public, so that words can be sent.
  bool hasAddresses() const { return banks.front().base.has_value(); }
};

/// All chips, in the order of `--help`.
llvm::ArrayRef<Chip> getChips();

/// The chip called `name` (`xylo_a3`), or null.
const Chip *findChip(llvm::StringRef name);

/// The chip with this number in a bitstream's header, or null.
const Chip *findChip(uint16_t id);

/// "'xylo_a1', 'xylo_a2', ...": for messages about unknown chips.
std::string listChipNames();

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_IR_CHIPS_H
