//===- PatchTest.cpp - Bitstream patches ----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The numbers (P..) are those of the rules in docs/Patch.md.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Bitstream/Patch.h"

#include "BitstreamFixture.h"

#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <random>

using namespace tidepool;
using namespace tidepool::bitstream;

/// The worked example of docs/Bitstream.md with one weight changed.
static Image changedImage() {
  Image image = tinyImage();
  image.segments[0].words[1] = 0xC1;
  return image;
}

static Patch patchBetween(const Image &oldImage, const Image &newImage) {
  llvm::Expected<Patch> patch = makePatch(oldImage, newImage);
  if (patch)
    return *patch;
  ADD_FAILURE() << "refused: " << llvm::toString(patch.takeError());
  return Patch();
}

static std::string encoded(const Patch &patch) {
  llvm::Expected<std::string> bytes = encodePatch(patch);
  if (bytes)
    return *bytes;
  ADD_FAILURE() << "refused: " << llvm::toString(bytes.takeError());
  return std::string();
}

/// What a chip holds after all writes of segments or of their patches.
static std::map<uint32_t, uint32_t> replay(const Image &image) {
  std::map<uint32_t, uint32_t> memory;
  for (const Segment &segment : image.segments)
    for (auto [index, word] : llvm::enumerate(segment.words))
      memory[*segment.address + index] = word;
  return memory;
}

static void replay(const Patch &patch, std::map<uint32_t, uint32_t> &memory) {
  for (const SegmentPatch &segment : patch.segments)
    for (const WordRun &run : segment.runs)
      for (auto [index, word] : llvm::enumerate(run.words))
        memory[*segment.address + run.first + index] = word;
}

/// The patch makes the new image, as it is and after a way through bytes.
static void expectApplies(const Image &oldImage, const Image &newImage) {
  std::string bytes = encoded(patchBetween(oldImage, newImage));
  llvm::Expected<Patch> patch = decodePatch(bytes);
  ASSERT_TRUE(static_cast<bool>(patch)) << llvm::toString(patch.takeError());
  EXPECT_EQ(encoded(*patch), bytes);
  llvm::Expected<std::string> result = applyPatch(*patch, encoded(oldImage));
  ASSERT_TRUE(static_cast<bool>(result)) << llvm::toString(result.takeError());
  EXPECT_EQ(*result, encoded(newImage));
}

static std::string applyError(const Patch &patch, const Image &oldImage) {
  llvm::Expected<std::string> bytes = applyPatch(patch, encoded(oldImage));
  if (!bytes)
    return checkForm(llvm::toString(bytes.takeError()));
  ADD_FAILURE() << "accepted";
  return std::string();
}

/// Why a patch is refused; always with an offset (P12).
static std::string patchError(StringRef bytes) {
  llvm::Expected<Patch> patch = decodePatch(bytes);
  if (patch) {
    ADD_FAILURE() << "accepted";
    return std::string();
  }
  std::string message = checkForm(llvm::toString(patch.takeError()));
  EXPECT_NE(message.find(" at offset "), std::string::npos) << message;
  return message;
}

/// The patch of the worked example with a field overwritten, sealed.
static std::string overwritten(size_t offset, const std::string &field) {
  return sealed(encoded(patchBetween(tinyImage(), changedImage()))
                    .replace(offset, field.size(), field));
}

//===----------------------------------------------------------------------===//
// The specification
//===----------------------------------------------------------------------===//

/// The bytes in the fenced block behind `<!-- dump: patch -->`.
static std::string readDocumentedPatch() {
  auto file = llvm::MemoryBuffer::getFile(TIDEPOOL_SOURCE_DIR "/docs/Patch.md");
  if (!file)
    return std::string();
  StringRef text = (*file)->getBuffer().split("<!-- dump: patch -->\n").second;
  std::string bytes;
  for (StringRef line :
       llvm::split(text.split('\n').second.split("```").first, '\n'))
    for (StringRef pair :
         llvm::split(line.split(' ').second.split('>').first, ' ')) {
      uint8_t byte = 0;
      if (!pair.getAsInteger(16, byte))
        bytes += static_cast<char>(byte);
    }
  return bytes;
}

TEST(PatchSpecification, dumpOfPatch) {
  std::string bytes = encoded(patchBetween(tinyImage(), changedImage()));
  EXPECT_EQ(llvm::toHex(bytes), llvm::toHex(readDocumentedPatch()));
}

//===----------------------------------------------------------------------===//
// Making and applying
//===----------------------------------------------------------------------===//

TEST(Patch, holdsOnlyWhatChanges) {
  Patch patch = patchBetween(tinyImage(), changedImage());
  ASSERT_EQ(patch.segments.size(), 3u);
  ASSERT_EQ(patch.segments[0].runs.size(), 1u);
  EXPECT_EQ(patch.segments[0].runs[0].first, 1u);
  EXPECT_EQ(patch.segments[0].runs[0].words, std::vector<uint32_t>{0xC1});
  EXPECT_TRUE(patch.segments[1].runs.empty());
  // The register opens or closes the memory: it is written all the same.
  ASSERT_EQ(patch.segments[2].runs.size(), 1u);
  EXPECT_EQ(patch.segments[2].runs[0].words, std::vector<uint32_t>{0x20018});
  EXPECT_EQ(countWords(patch), 2u);
  EXPECT_EQ(patch.appliesTo, hashBitstream(encoded(tinyImage())));
  EXPECT_EQ(patch.gives, hashBitstream(encoded(changedImage())));
}

TEST(Patch, hashIsSHA256) {
  EXPECT_EQ(hashBitstream("abc"), "ba7816bf8f01cfea414140de5dae2223"
                                  "b00361a396177a9cb410ff61f20015ad");
}

TEST(Patch, runsAreSplitAtUnchangedWords) {
  Image oldImage = tinyImage();
  oldImage.segments[0].words = {0, 1, 2, 3, 4, 5};
  Image newImage = oldImage;
  newImage.segments[0].words = {9, 8, 2, 3, 7, 5, 6};
  Patch patch = patchBetween(oldImage, newImage);
  ASSERT_EQ(patch.segments[0].runs.size(), 3u);
  EXPECT_EQ(patch.segments[0].runs[0].words, (std::vector<uint32_t>{9, 8}));
  EXPECT_EQ(patch.segments[0].runs[1].first, 4u);
  EXPECT_EQ(patch.segments[0].runs[2].first, 6u);
  expectApplies(oldImage, newImage);
}

TEST(Patch, givesEverythingThatAFileSays) {
  Image image = tinyImage();
  expectApplies(image, image);
  Image header = image;
  header.network = "other";
  header.dt = 0.5;
  header.sizes = {16, 4, 5, 3, 2, 1};
  header.alias = true;
  header.bias = false;
  header.recurrentShift = 7;
  expectApplies(image, header);
  Image anonymous = image;
  anonymous.provenance.reset();
  expectApplies(image, anonymous);
  expectApplies(anonymous, image);
  Image modules = image;
  modules.provenance->modules[0] = {Population::Hidden, "new", {{1, 1}}};
  expectApplies(image, modules);
}

TEST(Patch, givesOtherSegments) {
  Image image = tinyImage();
  Image fewer = image;
  fewer.segments.erase(fewer.segments.begin());
  expectApplies(image, fewer);
  expectApplies(fewer, image);
  Image swapped = image;
  std::swap(swapped.segments[0], swapped.segments[1]);
  expectApplies(image, swapped);
  Image moved = image;
  moved.segments[0].address = 0x300;
  moved.segments[1].wordBits = 16;
  expectApplies(image, moved);
  Image shorter = image;
  shorter.segments[0].words.pop_back();
  expectApplies(image, shorter);
  expectApplies(shorter, image);
  // A host may write a register, and even a bank, twice.
  Image twice = image;
  twice.segments.push_back(twice.segments[2]);
  twice.segments.push_back(twice.segments[0]);
  twice.segments[4].words = {1, 2, 3};
  expectApplies(image, twice);
  expectApplies(twice, image);
}

TEST(Patch, givesSegmentsWithoutAddresses) {
  Image oldImage = tinyImage();
  oldImage.chip = "xylo_imu";
  for (Segment &segment : oldImage.segments)
    segment.address.reset();
  Image newImage = oldImage;
  newImage.segments[1].words[0] = 7;
  expectApplies(oldImage, newImage);
}

TEST(Patch, everyWordThatChanges) {
  Image oldImage = tinyImage();
  for (auto [s, segment] : llvm::enumerate(oldImage.segments))
    for (size_t w = 0; w < segment.words.size(); ++w) {
      Image newImage = oldImage;
      newImage.segments[s].words[w] ^= 1;
      expectApplies(oldImage, newImage);
    }
}

TEST(Patch, manyRandomChanges) {
  std::mt19937 random(7);
  Image oldImage = tinyImage();
  oldImage.segments[0].words.assign(1000, 5);
  Image newImage = oldImage;
  for (int round = 0; round < 50; ++round) {
    newImage.segments[0].words.resize(random() % 1500);
    for (uint32_t &word : newImage.segments[0].words)
      if (random() % 3 == 0)
        word = random() % 256;
    expectApplies(oldImage, newImage);
    // A chip that holds the old image holds the new one after the writes; words
    // that the new one does not have stay.
    std::map<uint32_t, uint32_t> memory = replay(oldImage);
    replay(patchBetween(oldImage, newImage), memory);
    for (auto [address, word] : replay(newImage))
      EXPECT_EQ(memory[address], word);
    oldImage = newImage;
  }
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

TEST(PatchRefusal, anotherChip) {
  Image other = tinyImage();
  other.chip = "xylo_a2";
  llvm::Expected<Patch> patch = makePatch(tinyImage(), other);
  ASSERT_FALSE(static_cast<bool>(patch));
  EXPECT_EQ(llvm::toString(patch.takeError()),
            "a patch is for one chip, but the old image is for xylo_a3 and "
            "the new one for xylo_a2");
}

TEST(PatchRefusal, imageThatIsNoBitstream) {
  Image bad = tinyImage();
  bad.dt = 0;
  EXPECT_FALSE(
      llvm::errorToBool(makePatch(tinyImage(), tinyImage()).takeError()));
  EXPECT_TRUE(llvm::errorToBool(makePatch(tinyImage(), bad).takeError()));
  EXPECT_TRUE(llvm::errorToBool(makePatch(bad, tinyImage()).takeError()));
}

// (P11)
TEST(PatchRefusal, anotherImage) {
  Patch patch = patchBetween(tinyImage(), changedImage());
  std::string message = applyError(patch, changedImage());
  EXPECT_EQ(message.find("the patch is for the bitstream with SHA-256 " +
                         patch.appliesTo),
            0u);
}

TEST(PatchRefusal, noBitstream) {
  llvm::Expected<std::string> bytes =
      applyPatch(patchBetween(tinyImage(), changedImage()), "nonsense");
  ASSERT_FALSE(static_cast<bool>(bytes));
  EXPECT_EQ(llvm::toString(bytes.takeError()),
            "bad magic at offset 0: this is no Tidepool bitstream");
}

// (P11)
TEST(PatchRefusal, anotherResult) {
  Patch patch = patchBetween(tinyImage(), changedImage());
  patch.segments[0].runs[0].words[0] = 0;
  EXPECT_EQ(applyError(patch, tinyImage())
                .find("the patch is to give the bitstream with SHA-256 " +
                      patch.gives),
            0u);
}

// (P11) Not even memory is taken for such words.
TEST(PatchRefusal, wordsFromNowhere) {
  Patch patch = patchBetween(tinyImage(), changedImage());
  patch.segments[0].address.reset();
  patch.segments[0].numWords = 1 << 18;
  EXPECT_EQ(applyError(patch, tinyImage()),
            "word 2 of 'IWTRAM' is neither in the patch nor in the bitstream");
  patch.segments[0].runs.push_back({3, {1}});
  EXPECT_EQ(applyError(patch, tinyImage()),
            "word 2 of 'IWTRAM' is neither in the patch nor in the bitstream");
  patch.segments[0].name = "NEW";
  EXPECT_EQ(applyError(patch, tinyImage()),
            "word 0 of 'NEW' is neither in the patch nor in the bitstream");
}

TEST(PatchRefusal, everyTruncation) {
  std::string bytes = encoded(patchBetween(tinyImage(), changedImage()));
  for (size_t size = 0; size < bytes.size(); ++size) {
    SCOPED_TRACE("size " + std::to_string(size));
    EXPECT_EQ(patchError(StringRef(bytes).take_front(size)).find("truncated: "),
              0u);
    if (size >= 125)
      EXPECT_EQ(patchError(sealed(bytes.substr(0, size))).find("truncated: "),
                0u);
  }
}

TEST(PatchRefusal, everyFlippedByte) {
  std::string good = encoded(patchBetween(tinyImage(), changedImage()));
  for (size_t offset = 0; offset < good.size(); ++offset) {
    SCOPED_TRACE("offset " + std::to_string(offset));
    std::string bytes = good;
    bytes[offset] = flipped(bytes[offset], 1 << (offset % 8));
    patchError(bytes);
  }
}

// (P3), (P4)
TEST(PatchRefusal, frame) {
  EXPECT_EQ(patchError(bitstream::encoded(tinyImage())),
            "bad magic at offset 0: this is no Tidepool bitstream patch");
  EXPECT_EQ(patchError(overwritten(8, u16(2))),
            "format version 2 at offset 8: this reader knows version 1");
}

// The offsets of the worked example in docs/Patch.md.
TEST(PatchRefusal, runs) {
  constexpr size_t runs0 = 142, first0 = 146, count0 = 150, runs2 = 196;
  // (P9)
  EXPECT_EQ(patchError(overwritten(count0, u32(0))),
            "run 0 of segment 0 'IWTRAM' at offset 146 is empty");
  EXPECT_EQ(patchError(overwritten(first0, u32(2))),
            "run 0 of segment 0 'IWTRAM' at offset 146 ends at word 2, but "
            "the segment has 2");
  EXPECT_EQ(patchError(overwritten(first0, u32(0xFFFFFFFF))),
            "run 0 of segment 0 'IWTRAM' at offset 146 ends at word "
            "4294967295, but the segment has 2");
  EXPECT_EQ(patchError(overwritten(runs0, u32(1000)))
                .find("truncated: list of 1000 runs of segment 0 'IWTRAM'"),
            0u);
  std::string bytes = encoded(patchBetween(tinyImage(), changedImage()));
  bytes.replace(runs0, 13,
                u32(2) + u32(0) + u32(1) + u8(7) + u32(1) + u32(1) + u8(8));
  EXPECT_EQ(patchError(sealed(bytes)),
            "run 1 of segment 0 'IWTRAM' at offset 155 starts at word 1, but "
            "the run before it ends at word 0: runs ascend and do not touch");
  // (P10)
  bytes = encoded(patchBetween(tinyImage(), changedImage()));
  bytes.replace(runs2, 16, u32(0));
  EXPECT_EQ(patchError(sealed(bytes)),
            "list of runs of segment 2 'ctrl1' at offset 196 has 0 words of "
            "1: a register is written whole");
}

TEST(PatchRefusal, encoderRefusesTheSame) {
  auto refusal = [](auto change) {
    Patch patch = patchBetween(tinyImage(), changedImage());
    change(patch);
    llvm::Expected<std::string> bytes = encodePatch(patch);
    if (!bytes)
      return checkForm(llvm::toString(bytes.takeError()));
    ADD_FAILURE() << "accepted";
    return std::string();
  };
  EXPECT_EQ(refusal([](Patch &patch) { patch.appliesTo = "00"; }),
            "hash of the old bitstream is not 64 hexadecimal digits");
  EXPECT_EQ(refusal([](Patch &patch) { patch.gives = std::string(64, 'g'); }),
            "hash of the new bitstream is not 64 hexadecimal digits");
  EXPECT_EQ(refusal([](Patch &patch) {
              patch.image.chip = "pony";
            }).find("chip is 'pony', expected one of"),
            0u);
  EXPECT_EQ(
      refusal([](Patch &patch) { patch.segments[0].runs[0].words.clear(); }),
      "run 0 of segment 0 'IWTRAM' is empty");
  EXPECT_EQ(
      refusal([](Patch &patch) { patch.segments[0].runs[0].words[0] = 256; }),
      "word 1 of segment 0 'IWTRAM' is 0x100, which does not fit in 8 "
      "bits");
  EXPECT_EQ(refusal([](Patch &patch) { patch.segments[2].runs.clear(); }),
            "list of runs of segment 2 'ctrl1' has 0 words of 1: a register "
            "is written whole");
}
