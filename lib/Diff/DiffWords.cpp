//===- DiffWords.cpp - Which words of a segment differ --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffWords.h"

#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::diff;

namespace {
/// A word of one of the images.
class Word {
public:
  Word(const WordMeanings &meanings, size_t segment, size_t index)
      : meanings(meanings), segmentIndex(segment), index(index) {}

  const Segment &getSegment() const {
    return meanings.getImage().segments[segmentIndex];
  }
  uint32_t get() const { return getSegment().words[index]; }
  WordMeaning getMeaning() const { return meanings.get(segmentIndex, index); }
  /// What it means, whatever its value.
  std::string getName() const {
    std::string text;
    llvm::raw_string_ostream(text) << getMeaning();
    return text;
  }
  Told tell() const {
    std::string text;
    llvm::raw_string_ostream os(text);
    meanings.printValue(os, segmentIndex, index);
    return {text, meanings.getValue(segmentIndex, index)};
  }
  std::string getHex() const { return "0x" + llvm::utohexstr(get(), true); }

private:
  const WordMeanings &meanings;
  size_t segmentIndex, index;
};
} // namespace

static llvm::json::Object toJson(const NeuronName &neuron) {
  llvm::json::Object object{
      {"population",
       neuron.population == Population::Hidden ? "hidden" : "output"},
      {"id", neuron.id}};
  if (neuron.module) {
    object["module"] = toUtf8(neuron.label);
    object["neuron"] = neuron.index;
  }
  return object;
}

static llvm::json::Object makeFacts(const Word &word, size_t index) {
  WordMeaning meaning = word.getMeaning();
  llvm::json::Object facts{{"kind", "word"},
                           {"segment", toUtf8(word.getSegment().name)},
                           {"index", index},
                           {"parameter", meaning.getParameter()},
                           {"meaning", toUtf8(word.getName())}};
  if (word.getSegment().address)
    facts["address"] = *word.getSegment().address + index;
  if (meaning.neuron)
    facts["neuron"] = toJson(*meaning.neuron);
  if (meaning.input)
    facts["from"] = llvm::json::Object{{"input", *meaning.input}};
  if (meaning.source)
    facts["from"] = toJson(*meaning.source);
  if (meaning.target)
    facts["to"] = toJson(*meaning.target);
  return facts;
}

static Difference tellWord(const std::optional<Word> &oldWord,
                           const std::optional<Word> &newWord, size_t index) {
  const Word &word = oldWord ? *oldWord : *newWord;
  std::string place = "[" + std::to_string(index) + "]";
  if (std::optional<uint32_t> address = word.getSegment().address)
    place += " at 0x" + llvm::utohexstr(*address + index, /*LowerCase=*/true);
  std::optional<Told> oldTold, newTold;
  llvm::json::Object facts = makeFacts(word, index);
  if (oldWord) {
    oldTold = oldWord->tell();
    facts["oldWord"] = oldWord->get();
  }
  if (newWord) {
    newTold = newWord->tell();
    facts["newWord"] = newWord->get();
  }
  // Not everything in a word need have a meaning.
  if (oldTold && newTold && oldTold->text == newTold->text) {
    oldTold->text += " (" + oldWord->getHex() + ")";
    newTold->text += " (" + newWord->getHex() + ")";
  }
  if (oldWord && newWord && oldWord->getName() != newWord->getName())
    newTold->text += ", and now the " + newWord->getName();
  return Difference::make(place + ": " + word.getName(), std::move(facts),
                          std::move(oldTold), std::move(newTold));
}

std::string tidepool::diff::getGroupName(const Image &oldImage,
                                         const Image &newImage,
                                         const SegmentPair &pair) {
  const Segment &segment = pair.oldIndex ? oldImage.segments[*pair.oldIndex]
                                         : newImage.segments[*pair.newIndex];
  std::string name = toPrintable(segment.name);
  if (pair.isRepeated)
    name += ", write " + std::to_string(pair.occurrence + 1);
  return name;
}

void tidepool::diff::diffWords(const WordMeanings &oldMeanings,
                               const WordMeanings &newMeanings,
                               const SegmentPair &pair, Report &report) {
  llvm::ArrayRef<uint32_t> oldWords, newWords;
  if (pair.oldIndex)
    oldWords = oldMeanings.getImage().segments[*pair.oldIndex].words;
  if (pair.newIndex)
    newWords = newMeanings.getImage().segments[*pair.newIndex].words;
  if (oldWords == newWords)
    return;
  report.beginGroup(
      getGroupName(oldMeanings.getImage(), newMeanings.getImage(), pair));
  for (size_t k = 0; k < std::max(oldWords.size(), newWords.size()); ++k) {
    bool hasOld = k < oldWords.size(), hasNew = k < newWords.size();
    if (hasOld && hasNew && oldWords[k] == newWords[k])
      continue;
    report.add([&] {
      std::optional<Word> oldWord, newWord;
      if (hasOld)
        oldWord.emplace(oldMeanings, *pair.oldIndex, k);
      if (hasNew)
        newWord.emplace(newMeanings, *pair.newIndex, k);
      return tellWord(oldWord, newWord, k);
    });
  }
}
