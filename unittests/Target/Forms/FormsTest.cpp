//===- FormsTest.cpp - What all forms have in common ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FormsFixture.h"

#include "tidepool/Target/Forms/CHeader.h"
#include "tidepool/Target/Forms/Forms.h"

#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::forms;

TEST(FormsTest, areFoundByName) {
  for (const ImageForm &form : getImageForms())
    EXPECT_EQ(findImageForm(form.name), &form);
  EXPECT_EQ(findImageForm("ihe"), nullptr);
  EXPECT_EQ(findImageForm(""), nullptr);
}

TEST(FormsTest, needAddresses) {
  auto image = makeImage();
  image.segments[1].address.reset();
  for (llvm::StringRef name : {"ihex", "writes", "c-header"})
    EXPECT_EQ(getText(writeImageForm(*findImageForm(name), image)),
              "'" + name.str() +
                  "' says where words go, but the addresses of 'xylo_a3' are "
                  "not public (bank 'NTHRAM' has none); write a bitstream or "
                  "RAM files, which name the banks");
}

TEST(FormsTest, needAnImageOfABitstream) {
  auto image = makeImage();
  image.segments[2].words[0] = 0x100;
  for (const ImageForm &form : getImageForms())
    EXPECT_EQ(getText(writeImageForm(form, image)),
              "word 0 of segment 2 'IWTRAM' is 0x100, which does not fit in 8 "
              "bits");
}

TEST(FormsTest, haveWordsAtAll) {
  auto image = makeImage();
  for (auto &segment : image.segments)
    segment.words.clear();
  EXPECT_EQ(getText(writeImageForm(*findImageForm("c-header"), image)),
            "the image has no words, of which C can make no table");
  EXPECT_EQ(getText(writeImageForm(*findImageForm("ihex"), image)), "");
  EXPECT_EQ(getText(writeImageForm(*findImageForm("writes"), image)), "");
}

//===----------------------------------------------------------------------===//
// C headers
//===----------------------------------------------------------------------===//

/// The lines of a header that contain `text`.
static std::vector<std::string> findLines(llvm::StringRef header,
                                          llvm::StringRef text) {
  std::vector<std::string> found;
  for (llvm::StringRef line : llvm::split(header, '\n'))
    if (line.contains(text))
      found.push_back(line.trim().str());
  return found;
}

using Lines = std::vector<std::string>;

TEST(CHeaderTest, tablesAreAsNarrowAsTheirWords) {
  auto image = makeImage();
  std::string header = llvm::cantFail(printCHeader(image));
  EXPECT_EQ(findLines(header, "static const uint"),
            (Lines{"static const uint16_t tiny_nthram[3] = {",
                   "static const uint8_t tiny_iwtram[2] = {"}));
  image.segments[1].words[1] = 0xFF;
  image.segments[1].words[0] = 0;
  image.segments[2] = {
      bitstream::SegmentKind::Bank, "wide", 0, 32, {0x10000, 0}};
  header = llvm::cantFail(printCHeader(image));
  EXPECT_EQ(findLines(header, "static const uint"),
            (Lines{"static const uint8_t tiny_nthram[3] = {",
                   "static const uint32_t tiny_wide[2] = {"}));
}

TEST(CHeaderTest, longRunsAreFilled) {
  auto image = makeImage();
  // 63 equal words stay in the table, 64 do not.
  std::vector<uint32_t> words(63, 7);
  words.push_back(1);
  words.resize(128, 0);
  words.push_back(2);
  words.push_back(3);
  image.segments = {
      {bitstream::SegmentKind::Bank, "HWTRAM", 0x0BD40, 8, words}};
  std::string header = llvm::cantFail(printCHeader(image));
  EXPECT_EQ(findLines(header, "HWTRAM"),
            (Lines{"/* HWTRAM[0...63] */", "/* HWTRAM[128...129] */",
                   "{0x0bd40u, 64u, tiny_hwtram, 0u, 1u}, /* HWTRAM */",
                   "{0x0bd80u, 64u, NULL, 0x0u, 0u}, /* HWTRAM */",
                   "{0x0bdc0u, 2u, tiny_hwtram + 64, 0u, 1u}, /* HWTRAM */"}));
  EXPECT_EQ(findLines(header, "static const uint"),
            (Lines{"static const uint8_t tiny_hwtram[66] = {"}));
}

TEST(CHeaderTest, namesAreUnique) {
  auto image = makeImage();
  bitstream::Segment bank = image.segments[2];
  image.segments = {};
  for (const char *name : {"load", "X", "x", "x_2", "\xC3\xAF", "1"}) {
    bank.name = name;
    image.segments.push_back(bank);
  }
  std::string header = llvm::cantFail(printCHeader(image));
  EXPECT_EQ(findLines(header, "static const uint"),
            (Lines{"static const uint8_t tiny_load_2[2] = {",
                   "static const uint8_t tiny_x[2] = {",
                   "static const uint8_t tiny_x_2[2] = {",
                   "static const uint8_t tiny_x_2_2[2] = {",
                   "static const uint8_t tiny_bank[2] = {",
                   "static const uint8_t tiny_bank_2[2] = {"}));
}

TEST(CHeaderTest, timeStepsKeepTheirValue) {
  auto image = makeImage();
  for (auto [dt, text] :
       {std::pair(1.0, "1.0"), std::pair(1e-4, "0.0001"),
        std::pair(1e300, "1e+300"), std::pair(1.0 / 3, "0.3333333333333333")}) {
    image.dt = dt;
    EXPECT_EQ(findLines(llvm::cantFail(printCHeader(image)), "TINY_DT"),
              Lines{std::string("#define TINY_DT ") + text});
  }
}

TEST(CHeaderTest, identifiersAreNeverReserved) {
  for (auto [name, identifier] :
       {std::pair("net", "net"), std::pair("_Net", "Net"),
        std::pair("__a__b__", "a_b"), std::pair("a-/ b", "a_b"),
        std::pair("x1_2", "x1_2")})
    EXPECT_EQ(llvm::cantFail(makeIdentifier(name)), identifier);
  EXPECT_EQ(getText(makeIdentifier("_1a")),
            "no C identifier can be made from '_1a': character 2, '1', is a "
            "digit where a letter is expected; give the network another name");
  EXPECT_EQ(getText(makeIdentifier("\xC3\xAF\xC3\xAF")),
            "no C identifier can be made from '\\C3\\AF\\C3\\AF': character 1, "
            "'\\C3\\AF', is not ASCII; give the network another name");
  EXPECT_NE(getText(makeIdentifier("")), "");
}
