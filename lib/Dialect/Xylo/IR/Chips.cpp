//===- Chips.cpp - The chips of the Xylo family ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace tidepool::xylo;

// Memory map of Xylo Audio 3 (SYNS65302). Widths are those of SynSense's RAM
// files, but for the fan-out count: 992 targets need ten bits (uncertain).
static constexpr Bank a3Banks[] = {
    {BankKind::InputWeights, "IWTRAM", 0x00200, 2048, 8, true, false},
    {BankKind::InputWeights2, "IWT2RAM", 0x00A00, 2048, 8, true, false},
    {BankKind::SynapticCurrent, "NSCRAM", 0x01200, 1024, 16, true, true},
    {BankKind::SynapticCurrent2, "HSC2RAM", 0x01600, 992, 16, true, true},
    {BankKind::Membrane, "NMPRAM", 0x019E0, 1024, 16, true, true},
    {BankKind::DashSyn, "NDSRAM", 0x01DE0, 1024, 4, false, false},
    {BankKind::DashSyn2, "HDS2RAM", 0x021E0, 992, 4, false, false},
    {BankKind::DashMem, "NDMRAM", 0x025C0, 1024, 4, false, false},
    {BankKind::Bias, "NBRAM", 0x029C0, 1024, 8, true, false},
    {BankKind::Threshold, "NTHRAM", 0x02DC0, 1024, 16, true, false},
    {BankKind::AliasConfig, "HCRAM", 0x031C0, 992, 2, false, false},
    {BankKind::AliasTarget, "HARAM", 0x035A0, 992, 12, false, false},
    {BankKind::SpikeCount, "HSPKRAM", 0x03980, 992, 8, false, true},
    {BankKind::FanOutCount, "HEFOCRAM", 0x03D60, 992, 10, false, false},
    {BankKind::FanOutTarget, "HFORAM", 0x04140, 31744, 12, false, false},
    {BankKind::RecurrentWeights, "HWTRAM", 0x0BD40, 31744, 8, true, false},
    {BankKind::RecurrentWeights2, "HWT2RAM", 0x13940, 31744, 8, true, false},
    {BankKind::OutputWeights, "OWTRAM", 0x1B540, 4096, 8, true, false},
};
static constexpr Register a3Registers[] = {
    {RegisterKind::Control, "ctrl1", 0x001},
    {RegisterKind::Sizes1, "ctrl2", 0x002},
    {RegisterKind::Sizes2, "ctrl3", 0x003},
};

// Chips without a memory map here can be checked, mapped and quantised;
// assembly refuses them.
static const Chip chips[] = {
    {"xylo_a1",
     "SYNS61300",
     1,
     /*coreVersion=*/1,
     /*maxInputs=*/16,
     /*maxHidden=*/1000,
     /*maxOutputs=*/8,
     /*maxExpansion=*/std::nullopt,
     /*maxSynapses=*/2,
     /*maxFanOut=*/64,
     /*maxFanOutEntries=*/32000,
     /*hasBias=*/false,
     /*hasPadding=*/true,
     /*neuronMemory=*/1008,
     {},
     {}},
    {"xylo_a2",
     "SYNS61201",
     2,
     /*coreVersion=*/2,
     /*maxInputs=*/16,
     /*maxHidden=*/1000,
     /*maxOutputs=*/8,
     /*maxExpansion=*/std::nullopt,
     /*maxSynapses=*/2,
     /*maxFanOut=*/64,
     /*maxFanOutEntries=*/32000,
     /*hasBias=*/true,
     /*hasPadding=*/false,
     /*neuronMemory=*/1008,
     {},
     {}},
    {"xylo_imu",
     "SYNS63300",
     3,
     /*coreVersion=*/2,
     /*maxInputs=*/16,
     /*maxHidden=*/496,
     /*maxOutputs=*/16,
     /*maxExpansion=*/128,
     /*maxSynapses=*/1,
     /*maxFanOut=*/512,
     /*maxFanOutEntries=*/31744,
     /*hasBias=*/true,
     /*hasPadding=*/false,
     /*neuronMemory=*/512,
     {},
     {}},
    {"xylo_a3", "SYNS65302", 4, /*coreVersion=*/2, /*maxInputs=*/16,
     /*maxHidden=*/992, /*maxOutputs=*/32, /*maxExpansion=*/128,
     /*maxSynapses=*/2, /*maxFanOut=*/1024, /*maxFanOutEntries=*/31744,
     /*hasBias=*/true, /*hasPadding=*/false, /*neuronMemory=*/1024, a3Banks,
     a3Registers},
};

/// The first entry of `range` for which `matches` holds, or null.
template <typename Range, typename Predicate>
static auto *findIn(const Range &range, Predicate matches) {
  auto it = llvm::find_if(range, matches);
  return it == std::end(range) ? nullptr : &*it;
}

const Bank *Chip::findBank(BankKind kind) const {
  return findIn(banks, [&](const Bank &bank) { return bank.kind == kind; });
}

const Bank *Chip::findBank(llvm::StringRef name) const {
  return findIn(banks, [&](const Bank &bank) { return bank.name == name; });
}

const Register *Chip::findRegister(RegisterKind kind) const {
  return findIn(registers,
                [&](const Register &reg) { return reg.kind == kind; });
}

const Register *Chip::findRegister(llvm::StringRef name) const {
  return findIn(registers,
                [&](const Register &reg) { return reg.name == name; });
}

llvm::ArrayRef<Chip> tidepool::xylo::getChips() { return chips; }

const Chip *tidepool::xylo::findChip(llvm::StringRef name) {
  return findIn(chips, [&](const Chip &chip) { return chip.name == name; });
}

const Chip *tidepool::xylo::findChip(uint16_t id) {
  return findIn(chips, [&](const Chip &chip) { return chip.id == id; });
}

std::string tidepool::xylo::listChipNames() {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(
      chips, os, [&](const Chip &chip) { os << '\'' << chip.name << '\''; });
  return text;
}
