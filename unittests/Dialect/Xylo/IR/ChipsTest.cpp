//===- ChipsTest.cpp - Tests of the table of chips
//--------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "gtest/gtest.h"

#include <set>
#include <string>

using namespace tidepool::xylo;

TEST(ChipsTest, NamesAndIdsAreUniqueAndFound) {
  std::set<std::string> names;
  std::set<unsigned> ids;
  for (const Chip &chip : getChips()) {
    EXPECT_TRUE(names.insert(chip.name.str()).second) << chip.name.str();
    EXPECT_TRUE(ids.insert(chip.id).second) << chip.name.str();
    EXPECT_EQ(findChip(chip.name), &chip);
    EXPECT_EQ(findChip(chip.id), &chip);
    EXPECT_NE(listChipNames().find("'" + chip.name.str() + "'"),
              std::string::npos);
  }
  EXPECT_EQ(names.size(), 4u);
  EXPECT_EQ(findChip("xylo"), nullptr);
  EXPECT_EQ(findChip(llvm::StringRef()), nullptr);
  EXPECT_EQ(findChip(uint16_t(0)), nullptr);
}

TEST(ChipsTest, BanksFollowEachOtherWithoutGap) {
  for (const Chip &chip : getChips())
    for (size_t i = 1; chip.hasAddresses() && i < chip.banks.size(); ++i)
      EXPECT_EQ(*chip.banks[i - 1].base + chip.banks[i - 1].depth,
                *chip.banks[i].base)
          << chip.name.str() << ' ' << chip.banks[i].name.str();
}

TEST(ChipsTest, AllBanksHaveAnAddressOrNone) {
  for (const Chip &chip : getChips())
    for (const Bank &bank : chip.banks)
      EXPECT_EQ(bank.base.has_value(), chip.hasAddresses())
          << chip.name.str() << ' ' << bank.name.str();
  EXPECT_FALSE(findChip("xylo_imu")->hasAddresses());
}

// What every network needs.
TEST(ChipsTest, AllChipsHaveBanks) {
  for (const Chip &chip : getChips())
    for (unsigned kind = 0; kind < numBankKinds; ++kind) {
      auto bankKind = static_cast<BankKind>(kind);
      bool isOfSynapse2 = bankKind == BankKind::InputWeights2 ||
                          bankKind == BankKind::SynapticCurrent2 ||
                          bankKind == BankKind::DashSyn2 ||
                          bankKind == BankKind::RecurrentWeights2;
      bool isNeeded = isOfSynapse2                 ? chip.maxSynapses > 1
                      : bankKind == BankKind::Bias ? chip.hasBias
                                                   : true;
      EXPECT_EQ(chip.findBank(bankKind) != nullptr, isNeeded)
          << chip.name.str() << ' ' << kind;
    }
}

TEST(ChipsTest, BanksAndRegistersAreUniqueAndFound) {
  for (const Chip &chip : getChips()) {
    for (const Bank &bank : chip.banks) {
      EXPECT_EQ(chip.findBank(bank.kind), &bank) << bank.name.str();
      EXPECT_EQ(chip.findBank(bank.name), &bank) << bank.name.str();
    }
    for (const Register &reg : chip.registers) {
      EXPECT_EQ(chip.findRegister(reg.name), &reg) << reg.name.str();
      EXPECT_EQ(chip.findRegister(reg.kind)->kind, reg.kind);
      if (chip.hasAddresses())
        EXPECT_LT(reg.address, *chip.banks.front().base) << reg.name.str();
    }
    EXPECT_EQ(chip.findBank("NOSUCHRAM"), nullptr);
    EXPECT_EQ(chip.findRegister("ctrl99"), nullptr);
  }
}

// A network that is as large as the chip's limits allow fits into every bank.
TEST(ChipsTest, BanksHoldTheLargestNetwork) {
  for (const Chip &chip : getChips()) {
    unsigned expansion = chip.maxExpansion.value_or(chip.maxHidden);
    EXPECT_LE(expansion, chip.maxHidden);
    auto depthOf = [&](BankKind kind) {
      const Bank *bank = chip.findBank(kind);
      return bank ? bank->depth : ~0u;
    };
    EXPECT_GE(depthOf(BankKind::InputWeights), chip.maxInputs * expansion);
    EXPECT_GE(depthOf(BankKind::OutputWeights), chip.maxOutputs * expansion);
    EXPECT_GE(depthOf(BankKind::AliasTarget), chip.maxHidden);
    EXPECT_GE(depthOf(BankKind::FanOutTarget), chip.maxFanOutEntries);
    EXPECT_GE(depthOf(BankKind::RecurrentWeights2), chip.maxFanOutEntries);
    for (BankKind kind : {BankKind::Threshold, BankKind::DashMem,
                          BankKind::SynapticCurrent, BankKind::Membrane})
      EXPECT_GE(depthOf(kind), chip.neuronMemory);
    if (const Bank *counts = chip.findBank(BankKind::FanOutCount)) {
      unsigned largest = std::min(chip.maxFanOut.max, chip.maxHidden);
      EXPECT_LT(largest, 1u << counts->bits);
    }
    if (const Bank *targets = chip.findBank(BankKind::AliasTarget)) {
      EXPECT_LE(chip.maxHidden, getNoAliasTarget(targets->minBits));
    }
  }
}

TEST(ChipsTest, OnlyTheFirstChipPads) {
  const Chip *first = findChip("xylo_a1");
  EXPECT_EQ(first->getPadding(0), 1u);
  EXPECT_EQ(first->getPadding(7), 2u);
  EXPECT_EQ(first->getPadding(8), 1u);
  EXPECT_EQ(findChip("xylo_a3")->getPadding(7), 0u);
}
