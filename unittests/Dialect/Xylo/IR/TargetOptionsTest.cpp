//===- TargetOptionsTest.cpp - What is not known about a chip -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

#include "gtest/gtest.h"

using namespace tidepool::xylo;

static const Chip &a3() { return *findChip("xylo_a3"); }

TEST(TargetOptionsTest, DefaultsAreThoseOfTheTable) {
  TargetOptions options(a3());
  for (const Bank &bank : a3().banks)
    EXPECT_EQ(options.getBankBits(bank.kind), bank.bits) << bank.name.str();
  EXPECT_EQ(options.getTimeWrap(1e-3), std::nullopt);
}

TEST(TargetOptionsTest, ReadsPairs) {
  llvm::Expected<TargetOptions> options = parseTargetOptions(
      "row-stride=full, bits.HARAM=12,,size-registers=n-1", a3());
  ASSERT_TRUE(static_cast<bool>(options));
  EXPECT_EQ(options->rowStride, RowStride::Full);
  EXPECT_EQ(options->getBankBits(BankKind::AliasTarget), 12u);
  EXPECT_EQ(options->sizeCoding, SizeCoding::CountMinusOne);
  EXPECT_FALSE(options->sharedAliasBit);
}

TEST(TargetOptionsTest, ErrorsNameTheOption) {
  llvm::Expected<TargetOptions> options =
      parseTargetOptions("row-stride=full,bits.HARAM=9", a3());
  ASSERT_FALSE(static_cast<bool>(options));
  EXPECT_EQ(llvm::toString(options.takeError()),
            "target option 'bits.HARAM' is 10 to 16, but got '9'");
}

// The wrap is the whole clocks in a time step; rounding of the product does not
// lose one. 0.29 * 100 is 28.999999999999996 in double precision.
TEST(TargetOptionsTest, TimeWrapCountsWholeClocks) {
  TargetOptions options(a3());
  options.coreClock = 50e6;
  EXPECT_EQ(options.getTimeWrap(1e-3), 50000u);
  options.coreClock = 100;
  EXPECT_EQ(options.getTimeWrap(0.29), 29u);
  EXPECT_EQ(options.getTimeWrap(0.2999), 29u);
  EXPECT_EQ(options.getTimeWrap(0.0099), std::nullopt);
  options.coreClock = 4294967295.0;
  EXPECT_EQ(options.getTimeWrap(1), 4294967295u);
  EXPECT_EQ(options.getTimeWrap(2), std::nullopt);
}

static std::string reprint(llvm::StringRef text, const Chip &chip) {
  llvm::Expected<TargetOptions> options = parseTargetOptions(text, chip);
  EXPECT_TRUE(static_cast<bool>(options)) << text.str();
  return options ? printTargetOptions(*options, chip) : "";
}

// However options are written, in whatever order, and with defaults or without.
TEST(TargetOptionsTest, PrintsOneTextForOneMeaning) {
  EXPECT_EQ(reprint("", a3()), "");
  EXPECT_EQ(reprint("size-registers=n,row-stride=configured,"
                    "shared-alias-bit=off,bits.HARAM=10",
                    a3()),
            "");
  std::string all = "size-registers=n-1,row-stride=full,shared-alias-bit=on,"
                    "core-clock=6.25,bits.HARAM=12";
  EXPECT_EQ(reprint(all, a3()), all);
  EXPECT_EQ(reprint(" bits.HARAM=012,core-clock=+6.250e0 ,shared-alias-bit=on,,"
                    "size-registers=n-1,row-stride = full",
                    a3()),
            all);
  const Chip &a1 = *findChip("xylo_a1");
  EXPECT_EQ(reprint("fan-out=64", a1), "");
  EXPECT_EQ(reprint("fan-out=0200", a1), "fan-out=200");
}

// Registers are in the order of the chip's table, their words in hexadecimal.
TEST(TargetOptionsTest, PrintsRegisters) {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Register &reg : a3().registers)
    if (reg.kind == RegisterKind::Other)
      names.push_back(reg.name);
  ASSERT_GE(names.size(), 2u);
  std::string first = "register." + names[0].str(),
              second = "register." + names[1].str();
  EXPECT_EQ(reprint(second + "=31," + first + "=0x0A", a3()),
            first + "=0xa," + second + "=0x1f");
}

// Words are decimal, hexadecimal or binary; what C reads as octal is refused.
TEST(TargetOptionsTest, ReadsWordsOfRegisters) {
  for (const char *word : {"10", "0xa", "0X0A", "0b1010"})
    EXPECT_EQ(reprint(std::string("register.clk_div=") + word, a3()),
              "register.clk_div=0xa");
  EXPECT_EQ(reprint("register.clk_div=0", a3()), "register.clk_div=0x0");
  for (const char *word : {"010", "00", "0o12", "0x", "0b2", "-1", "+1", "a"}) {
    llvm::Expected<TargetOptions> options =
        parseTargetOptions(std::string("register.clk_div=") + word, a3());
    ASSERT_FALSE(static_cast<bool>(options)) << word;
    EXPECT_EQ(llvm::toString(options.takeError()),
              "target option 'register.clk_div' is a word of 32 bits, such as "
              "0x1f, 0b11111 or 31 (no zeros in front), but got '" +
                  std::string(word) + "'");
  }
}

TEST(TargetOptionsTest, PrintsClocksThatReadBack) {
  for (const char *clock :
       {"50", "0.1", "12.288", "33.333333333333336", "0.0001", "123456789"}) {
    std::string text = std::string("core-clock=") + clock;
    llvm::Expected<TargetOptions> options = parseTargetOptions(text, a3());
    ASSERT_TRUE(static_cast<bool>(options));
    llvm::Expected<TargetOptions> again =
        parseTargetOptions(printTargetOptions(*options, a3()), a3());
    ASSERT_TRUE(static_cast<bool>(again));
    EXPECT_EQ(options->coreClock, again->coreClock) << clock;
  }
  EXPECT_EQ(reprint("core-clock=0.1", a3()), "core-clock=0.1");
  EXPECT_EQ(reprint("core-clock=5e1", a3()), "core-clock=50");
}

TEST(TargetOptionsTest, HelpNamesEveryOption) {
  std::string help = describeTargetOptions();
  for (const char *name : {"size-registers", "row-stride", "shared-alias-bit",
                           "core-clock", "bits.<bank>"})
    EXPECT_NE(help.find(name), std::string::npos) << name;
}
