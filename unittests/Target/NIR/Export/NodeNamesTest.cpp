//===- NodeNamesTest.cpp - Names that NIR files can have ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export/NodeNames.h"

#include "gtest/gtest.h"

using namespace tidepool::nir;

TEST(NIRNodeNames, encodesOnlyWhatCannotBe) {
  EXPECT_EQ(encodeName("lif1.w_rec#2 é"), "lif1.w_rec#2 é");
  EXPECT_EQ(encodeName("100%"), "100%");
  EXPECT_EQ(encodeName(".."), "..");
  EXPECT_EQ(encodeName("outer/in/ner"), "outer%2Fin%2Fner");
  EXPECT_EQ(encodeName("."), "%2E");
  EXPECT_EQ(encodeName(""), "node");
  EXPECT_EQ(encodeName("a\nb\x7F"), "a%0Ab%7F");
  EXPECT_EQ(encodeName("\xFF\xC3\xA9"), "%FF%C3%A9");
  EXPECT_EQ(encodeName(llvm::StringRef("a\0b", 3)), "a%00b");
}

TEST(NIRNodeNames, tellsWhatCanBeStored) {
  EXPECT_TRUE(isStorable("outer/inner é"));
  EXPECT_TRUE(isStorable(""));
  EXPECT_FALSE(isStorable("a\nb"));
  EXPECT_FALSE(isStorable("\xFF"));
  EXPECT_FALSE(isStorable(llvm::StringRef("a\0b", 3)));
}
