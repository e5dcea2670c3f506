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

// Widths are those of SynSense's RAM files. Registers are those of the core;
// the front-ends have more. Size registers whose layout is not public are
// `Other`: the image's header carries the sizes.

// Xylo 1 (SYNS61300): neurons have no biases. Of ctrl1 only the memory clock is
// public; the rest is taken to be as on Xylo Audio 2.
static constexpr Bank a1Banks[] = {
    {BankKind::InputWeights, "IWTRAM", 0x00100, 16000, 8, true, false},
    {BankKind::InputWeights2, "IWT2RAM", 0x03F80, 16000, 8, true, false},
    {BankKind::SynapticCurrent, "NSCRAM", 0x07E00, 1008, 16, true, true},
    {BankKind::SynapticCurrent2, "RSC2RAM", 0x081F0, 1000, 16, true, true},
    {BankKind::Membrane, "NMPRAM", 0x085D8, 1008, 16, true, true},
    {BankKind::DashSyn, "NDSRAM", 0x089C8, 1008, 4, false, false},
    {BankKind::DashSyn2, "RDS2RAM", 0x08DB8, 1000, 4, false, false},
    {BankKind::DashMem, "NDMRAM", 0x091A0, 1008, 4, false, false},
    {BankKind::Threshold, "NTHRAM", 0x09590, 1008, 16, true, false},
    {BankKind::AliasConfig, "RCRAM", 0x09980, 1000, 4, false, false},
    {BankKind::AliasTarget, "RARAM", 0x09D68, 1000, 12, false, false},
    {BankKind::SpikeCount, "RSPKRAM", 0x0A150, 1000, 8, false, true},
    {BankKind::FanOutCount, "REFOCRAM", 0x0A538, 1000, 8, false, false},
    {BankKind::FanOutTarget, "RFORAM", 0x0A920, 32000, 12, false, false},
    {BankKind::RecurrentWeights, "RWTRAM", 0x12620, 32000, 8, true, false},
    {BankKind::RecurrentWeights2, "RWT2RAM", 0x1A320, 32000, 8, true, false},
    {BankKind::OutputWeights, "OWTRAM", 0x22020, 8000, 8, true, false},
};
static constexpr Register a1Registers[] = {
    {RegisterKind::Other, "version", 0x000},
    {RegisterKind::Control, "ctrl1", 0x001},
    {RegisterKind::Other, "ctrl2", 0x002},
    {RegisterKind::Other, "ctrl3", 0x003},
    {RegisterKind::Other, "pwr_ctrl1", 0x004},
    {RegisterKind::Other, "pwr_ctrl2", 0x005},
    {RegisterKind::Other, "pwr_ctrl3", 0x006},
    {RegisterKind::Other, "pwr_ctrl4", 0x007},
    {RegisterKind::Other, "ie", 0x008},
    {RegisterKind::Other, "ctrl4", 0x009},
    {RegisterKind::Other, "baddr", 0x00A},
    {RegisterKind::Other, "blen", 0x00B},
    {RegisterKind::InputSpike, "ispkreg00", 0x00C},
    {RegisterKind::InputSpike, "ispkreg01", 0x00D},
    {RegisterKind::InputSpike, "ispkreg10", 0x00E},
    {RegisterKind::InputSpike, "ispkreg11", 0x00F},
    {RegisterKind::Other, "stat", 0x010},
    {RegisterKind::Other, "int", 0x011},
    {RegisterKind::Other, "omp_stat0", 0x012},
    {RegisterKind::Other, "omp_stat1", 0x013},
    {RegisterKind::Other, "omp_stat2", 0x014},
    {RegisterKind::Other, "omp_stat3", 0x015},
    {RegisterKind::Other, "monsel", 0x016},
    {RegisterKind::Other, "mon_grp_sel", 0x017},
    {RegisterKind::Other, "dbg_ctrl1", 0x018},
    {RegisterKind::Other, "dbg_stat1", 0x019},
    {RegisterKind::Other, "tr_cntr_stat", 0x01A},
};

// Xylo Audio 2 (SYNS61201). Biases have eight bits in the files; simulators
// take sixteen.
static constexpr Bank a2Banks[] = {
    {BankKind::InputWeights, "IWTRAM", 0x00100, 16000, 8, true, false},
    {BankKind::InputWeights2, "IWT2RAM", 0x03F80, 16000, 8, true, false},
    {BankKind::SynapticCurrent, "NSCRAM", 0x07E00, 1008, 16, true, true},
    {BankKind::SynapticCurrent2, "RSC2RAM", 0x081F0, 1000, 16, true, true},
    {BankKind::Membrane, "NMPRAM", 0x085D8, 1008, 16, true, true},
    {BankKind::DashSyn, "NDSRAM", 0x089C8, 1008, 4, false, false},
    {BankKind::DashSyn2, "RDS2RAM", 0x08DB8, 1000, 4, false, false},
    {BankKind::DashMem, "NDMRAM", 0x091A0, 1008, 4, false, false},
    {BankKind::Bias, "NBRAM", 0x09590, 1008, 8, true, false, 8, 16},
    {BankKind::Threshold, "NTHRAM", 0x09980, 1008, 16, true, false},
    {BankKind::AliasConfig, "RCRAM", 0x09D70, 1000, 4, false, false},
    {BankKind::AliasTarget, "RARAM", 0x0A158, 1000, 12, false, false},
    {BankKind::SpikeCount, "RSPKRAM", 0x0A540, 1000, 8, false, true},
    {BankKind::FanOutCount, "REFOCRAM", 0x0A928, 1000, 8, false, false},
    {BankKind::FanOutTarget, "RFORAM", 0x0AD10, 32000, 12, false, false},
    {BankKind::RecurrentWeights, "RWTRAM", 0x12A10, 32000, 8, true, false},
    {BankKind::RecurrentWeights2, "RWT2RAM", 0x1A710, 32000, 8, true, false},
    {BankKind::OutputWeights, "OWTRAM", 0x22410, 8000, 8, true, false},
};
static constexpr Register a2Registers[] = {
    {RegisterKind::Other, "version", 0x000},
    {RegisterKind::Control, "ctrl1", 0x001},
    {RegisterKind::Other, "ctrl2", 0x002},
    {RegisterKind::TimeWrap, "tr_wrap", 0x003},
    {RegisterKind::TimeWrap, "hm_tr_wrap", 0x004},
    {RegisterKind::Other, "pwr_ctrl1", 0x005},
    {RegisterKind::Other, "pwr_ctrl2", 0x006},
    {RegisterKind::Other, "pwr_ctrl3", 0x007},
    {RegisterKind::Other, "pwr_ctrl4", 0x008},
    {RegisterKind::Other, "iso_ctrl1", 0x009},
    {RegisterKind::Other, "iso_ctrl2", 0x00A},
    {RegisterKind::Other, "iso_ctrl3", 0x00B},
    {RegisterKind::Other, "iso_ctrl4", 0x00C},
    {RegisterKind::Other, "ie", 0x00D},
    {RegisterKind::Other, "wo", 0x00E},
    {RegisterKind::Other, "baddr", 0x00F},
    {RegisterKind::Other, "blen", 0x010},
    {RegisterKind::InputSpike, "ispkreg0l", 0x011},
    {RegisterKind::InputSpike, "ispkreg0h", 0x012},
    {RegisterKind::InputSpike, "ispkreg1l", 0x013},
    {RegisterKind::InputSpike, "ispkreg1h", 0x014},
    {RegisterKind::Other, "stat", 0x015},
    {RegisterKind::Other, "int", 0x016},
    {RegisterKind::Other, "omp_stat0", 0x017},
    {RegisterKind::Other, "omp_stat1", 0x018},
    {RegisterKind::Other, "omp_stat2", 0x019},
    {RegisterKind::Other, "omp_stat3", 0x01A},
    {RegisterKind::Other, "monsel", 0x01B},
    {RegisterKind::Other, "mon_grp_sel", 0x01C},
    {RegisterKind::Other, "dbg_ctrl1", 0x01D},
    {RegisterKind::Other, "tram_ctrl", 0x01E},
    {RegisterKind::Other, "hram_ctrl", 0x01F},
    {RegisterKind::Other, "dbg_stat1", 0x020},
    {RegisterKind::Other, "tr_cntr_stat", 0x021},
};

// Xylo IMU (SYNS63300): its address map is not public. Banks, their depths and
// their widths are taken to be as on Xylo Audio 3, for one synapse and fewer
// neurons. Of the registers, a public script for the board uses these.
static constexpr Bank imuBanks[] = {
    {BankKind::InputWeights, "IWTRAM", std::nullopt, 2048, 8, true, false},
    {BankKind::SynapticCurrent, "NSCRAM", std::nullopt, 512, 16, true, true},
    {BankKind::Membrane, "NMPRAM", std::nullopt, 512, 16, true, true},
    {BankKind::DashSyn, "NDSRAM", std::nullopt, 512, 4, false, false},
    {BankKind::DashMem, "NDMRAM", std::nullopt, 512, 4, false, false},
    {BankKind::Bias, "NBRAM", std::nullopt, 512, 8, true, false, 8, 16},
    {BankKind::Threshold, "NTHRAM", std::nullopt, 512, 16, true, false},
    {BankKind::AliasConfig, "HCRAM", std::nullopt, 496, 4, false, false},
    {BankKind::AliasTarget, "HARAM", std::nullopt, 496, 10, false, false, 10,
     16},
    {BankKind::SpikeCount, "HSPKRAM", std::nullopt, 496, 8, false, true},
    {BankKind::FanOutCount, "HEFOCRAM", std::nullopt, 496, 10, false, false, 9,
     16},
    {BankKind::FanOutTarget, "HFORAM", std::nullopt, 31744, 12, false, false},
    {BankKind::RecurrentWeights, "HWTRAM", std::nullopt, 31744, 8, true, false},
    {BankKind::OutputWeights, "OWTRAM", std::nullopt, 2048, 8, true, false},
};
static constexpr Register imuRegisters[] = {
    {RegisterKind::InputSpike, "ispkreg0l", 0x047},
    {RegisterKind::InputSpike, "ispkreg0h", 0x048},
    {RegisterKind::InputSpike, "ispkreg1l", 0x049},
    {RegisterKind::InputSpike, "ispkreg1h", 0x04A},
    {RegisterKind::Other, "stat", 0x04B},
};

// Xylo Audio 3 (SYNS65302). Three widths are uncertain: 992 targets need ten
// bits, and biases are as on Xylo Audio 2.
static constexpr Bank a3Banks[] = {
    {BankKind::InputWeights, "IWTRAM", 0x00200, 2048, 8, true, false},
    {BankKind::InputWeights2, "IWT2RAM", 0x00A00, 2048, 8, true, false},
    {BankKind::SynapticCurrent, "NSCRAM", 0x01200, 1024, 16, true, true},
    {BankKind::SynapticCurrent2, "HSC2RAM", 0x01600, 992, 16, true, true},
    {BankKind::Membrane, "NMPRAM", 0x019E0, 1024, 16, true, true},
    {BankKind::DashSyn, "NDSRAM", 0x01DE0, 1024, 4, false, false},
    {BankKind::DashSyn2, "HDS2RAM", 0x021E0, 992, 4, false, false},
    {BankKind::DashMem, "NDMRAM", 0x025C0, 1024, 4, false, false},
    {BankKind::Bias, "NBRAM", 0x029C0, 1024, 8, true, false, 8, 16},
    {BankKind::Threshold, "NTHRAM", 0x02DC0, 1024, 16, true, false},
    {BankKind::AliasConfig, "HCRAM", 0x031C0, 992, 4, false, false},
    {BankKind::AliasTarget, "HARAM", 0x035A0, 992, 10, false, false, 10, 16},
    {BankKind::SpikeCount, "HSPKRAM", 0x03980, 992, 8, false, true},
    {BankKind::FanOutCount, "HEFOCRAM", 0x03D60, 992, 10, false, false, 8, 16},
    {BankKind::FanOutTarget, "HFORAM", 0x04140, 31744, 12, false, false},
    {BankKind::RecurrentWeights, "HWTRAM", 0x0BD40, 31744, 8, true, false},
    {BankKind::RecurrentWeights2, "HWT2RAM", 0x13940, 31744, 8, true, false},
    {BankKind::OutputWeights, "OWTRAM", 0x1B540, 4096, 8, true, false},
};
static constexpr Register a3Registers[] = {
    {RegisterKind::Other, "version", 0x000},
    {RegisterKind::Control, "ctrl1", 0x001},
    {RegisterKind::Sizes1, "ctrl2", 0x002},
    {RegisterKind::Sizes2, "ctrl3", 0x003},
    {RegisterKind::TimeWrap, "tr_wrap", 0x004},
    {RegisterKind::TimeWrap, "hm_tr_wrap", 0x005},
    {RegisterKind::Other, "clk_ctrl", 0x006},
    {RegisterKind::Other, "clk_div", 0x007},
    {RegisterKind::Other, "pwr_ctrl1", 0x008},
    {RegisterKind::Other, "pwr_ctrl2", 0x009},
    {RegisterKind::Other, "pwr_ctrl3", 0x00A},
    {RegisterKind::Other, "pwr_ctrl4", 0x00B},
    {RegisterKind::Other, "pad_ctrl", 0x00C},
    {RegisterKind::Other, "otp_ctrl", 0x00D},
    {RegisterKind::Other, "ie1", 0x00E},
    {RegisterKind::Other, "ie2", 0x00F},
    {RegisterKind::Other, "wo", 0x010},
    {RegisterKind::Other, "out_ctrl", 0x011},
    {RegisterKind::Other, "out_wrap", 0x012},
    {RegisterKind::Other, "baddr", 0x013},
    {RegisterKind::Other, "blen", 0x014},
    {RegisterKind::InputSpike, "ispkreg0l", 0x149},
    {RegisterKind::InputSpike, "ispkreg0h", 0x14A},
    {RegisterKind::InputSpike, "ispkreg1l", 0x14B},
    {RegisterKind::InputSpike, "ispkreg1h", 0x14C},
    {RegisterKind::Other, "stat1", 0x152},
    {RegisterKind::Other, "stat2", 0x153},
    {RegisterKind::Other, "int1", 0x154},
    {RegisterKind::Other, "int2", 0x155},
    {RegisterKind::Other, "omp_stat0", 0x156},
    {RegisterKind::Other, "omp_stat1", 0x157},
    {RegisterKind::Other, "omp_stat2", 0x158},
    {RegisterKind::Other, "omp_stat3", 0x159},
    {RegisterKind::Other, "omp_stat4", 0x15A},
    {RegisterKind::Other, "omp_stat5", 0x15B},
    {RegisterKind::Other, "omp_stat6", 0x15C},
    {RegisterKind::Other, "omp_stat7", 0x15D},
    {RegisterKind::Other, "omp_stat8", 0x15E},
    {RegisterKind::Other, "omp_stat9", 0x15F},
    {RegisterKind::Other, "omp_stat10", 0x160},
    {RegisterKind::Other, "omp_stat11", 0x161},
    {RegisterKind::Other, "omp_stat12", 0x162},
    {RegisterKind::Other, "omp_stat13", 0x163},
    {RegisterKind::Other, "omp_stat14", 0x164},
    {RegisterKind::Other, "omp_stat15", 0x165},
    {RegisterKind::Other, "monsel", 0x166},
    {RegisterKind::Other, "mon_grp_sel", 0x167},
    {RegisterKind::Other, "dbg_ctrl1", 0x168},
    {RegisterKind::Other, "tram_ctrl", 0x16F},
    {RegisterKind::Other, "hram_ctrl", 0x170},
    {RegisterKind::Other, "dbg_stat1", 0x171},
    {RegisterKind::Other, "cntr_stat", 0x172},
};

static const Chip chips[] = {
    {"xylo_a1", "SYNS61300", 1, /*coreVersion=*/1, /*maxInputs=*/16,
     /*maxHidden=*/1000, /*maxOutputs=*/8, /*maxExpansion=*/std::nullopt,
     /*maxSynapses=*/2, /*maxFanOut=*/{64, 64, 255},
     /*maxFanOutEntries=*/32000, /*hasBias=*/false, /*hasPadding=*/true,
     /*hasAliasDefect=*/true, /*neuronMemory=*/1008,
     /*hasUncertainRows=*/false, CycleModel::None, a1Banks, a1Registers},
    {"xylo_a2", "SYNS61201", 2, /*coreVersion=*/2, /*maxInputs=*/16,
     /*maxHidden=*/1000, /*maxOutputs=*/8, /*maxExpansion=*/std::nullopt,
     /*maxSynapses=*/2, /*maxFanOut=*/{64}, /*maxFanOutEntries=*/32000,
     /*hasBias=*/true, /*hasPadding=*/false, /*hasAliasDefect=*/false,
     /*neuronMemory=*/1008, /*hasUncertainRows=*/false,
     CoreTiming(CycleModel::AllNeurons, 50e6), a2Banks, a2Registers},
    {"xylo_imu", "SYNS63300", 3, /*coreVersion=*/2, /*maxInputs=*/16,
     /*maxHidden=*/496, /*maxOutputs=*/16, /*maxExpansion=*/128,
     /*maxSynapses=*/1, /*maxFanOut=*/{512}, /*maxFanOutEntries=*/31744,
     /*hasBias=*/true, /*hasPadding=*/false, /*hasAliasDefect=*/false,
     /*neuronMemory=*/512, /*hasUncertainRows=*/true, CycleModel::UsedExpansion,
     imuBanks, imuRegisters},
    {"xylo_a3", "SYNS65302", 4, /*coreVersion=*/2, /*maxInputs=*/16,
     /*maxHidden=*/992, /*maxOutputs=*/32, /*maxExpansion=*/128,
     /*maxSynapses=*/2, /*maxFanOut=*/{1024}, /*maxFanOutEntries=*/31744,
     /*hasBias=*/true, /*hasPadding=*/false, /*hasAliasDefect=*/false,
     /*neuronMemory=*/1024, /*hasUncertainRows=*/true,
     CycleModel::UsedExpansion, a3Banks, a3Registers},
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
