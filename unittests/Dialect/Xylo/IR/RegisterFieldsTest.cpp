//===- RegisterFieldsTest.cpp - What the bits of a register mean ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/RegisterFields.h"

#include "gtest/gtest.h"

using namespace tidepool::xylo;

static constexpr RegisterKind allKinds[] = {
    RegisterKind::Control,  RegisterKind::Sizes1,     RegisterKind::Sizes2,
    RegisterKind::TimeWrap, RegisterKind::InputSpike, RegisterKind::Other};

/// The fields of a word that are not zero, as text.
static std::string describe(RegisterKind kind, uint32_t word) {
  std::string text;
  for (const RegisterField &field : getFields(kind))
    if (uint32_t value = field.getValue(word))
      text += (field.name.str() + "=" + std::to_string(value) + ";");
  return text;
}

TEST(RegisterFieldsTest, LieInTheWordOneBehindTheOther) {
  for (RegisterKind kind : allKinds) {
    unsigned end = 0;
    for (const RegisterField &field : getFields(kind)) {
      EXPECT_GE(field.bit, end) << field.name.str();
      EXPECT_GT(field.width, 0u);
      end = field.bit + field.width;
    }
    EXPECT_LE(end, 32u);
    EXPECT_FALSE(getMeaning(kind).empty());
  }
}

TEST(RegisterFieldsTest, AreThoseThatAssemblyWrites) {
  using namespace control;
  auto describeControl = [](uint32_t word) {
    return describe(RegisterKind::Control, word);
  };
  EXPECT_EQ(describeControl(manual), "manual stepping=1;");
  EXPECT_EQ(describeControl(synapse2Enable), "second synapses=1;");
  EXPECT_EQ(describeControl(aliasEnable), "aliases=1;");
  EXPECT_EQ(describeControl(biasEnable), "biases=1;");
  EXPECT_EQ(describeControl(7u << inputShift), "input weight shift=7;");
  EXPECT_EQ(describeControl(7u << recurrentShift), "recurrent weight shift=7;");
  EXPECT_EQ(describeControl(7u << outputShift), "output weight shift=7;");
  EXPECT_EQ(describeControl(memoryClockOn), "memory clock=1;");
  EXPECT_EQ(describeControl(ramActive), "RAM=1;");
  EXPECT_EQ(describe(RegisterKind::Sizes1, 16 | 128 << 8 | 992 << 16),
            "inputs=16;input expansion neurons=128;hidden neurons=992;");
  EXPECT_EQ(describe(RegisterKind::Sizes2, 32 | 128 << 8),
            "outputs=32;output expansion neurons=128;");
  EXPECT_EQ(describe(RegisterKind::TimeWrap, ~0u),
            "core clocks per time step=4294967295;");
  EXPECT_TRUE(getFields(RegisterKind::Other).empty());
}
