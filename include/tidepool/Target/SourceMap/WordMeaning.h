//===- WordMeaning.h - What the words of an image mean ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names every word of an image in the network's own terms: input channels,
// modules and their neurons, parameters. Free of MLIR.
//
// An image may be made by hand, or come from a file, and contradict itself:
// sizes, fan-out counts and lists need not fit, and provenance may be missing.
// Words that belong to nothing say so; nothing here fails.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SOURCEMAP_WORDMEANING_H
#define TIDEPOOL_TARGET_SOURCEMAP_WORDMEANING_H

#include "tidepool/Dialect/Xylo/IR/MemoryLayout.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <array>

namespace tidepool::bitstream {

/// A neuron by all its names.
struct NeuronName {
  Population population = Population::Hidden;
  uint32_t id = 0; ///< on the chip; hidden and output neurons count from 0
  /// Whether the network has this id. Words that are ids can be anything.
  bool exists = true;
  /// The module it comes from, a place in `Provenance::modules`; none if
  /// provenance does not say.
  std::optional<uint32_t> module;
  llvm::StringRef label; ///< of the module
  uint32_t index = 0;    ///< among the neurons of the module
};

/// `hidden 17 (lif1[3])`; `hidden 17` without a module.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const NeuronName &neuron);

/// What the words of a bank are, in one word for programs: `input_weight`,
/// `dash_mem`, ...
llvm::StringRef getParameter(xylo::BankKind kind);

/// What a word means. Holds as long as the image and its `WordMeanings`.
struct WordMeaning {
  enum class Role : uint8_t {
    Network,  ///< a parameter or a state of the network
    Padding,  ///< of an unused neuron between hidden and output ones, or a
              ///< weight to it
    Filler,   ///< at the end of a row of weights, beyond those of the network
    Register, ///< a register
    Beyond,   ///< beyond the words of its bank that the sizes, or the fan-out
              ///< counts, account for
    Unknown   ///< of a bank or register that the chip does not have
  };
  Role role = Role::Unknown;
  const xylo::Bank *bank = nullptr;
  const xylo::Register *reg = nullptr;
  /// The name of the segment.
  llvm::StringRef segment;
  /// The number of the word in its bank.
  uint32_t index = 0;

  /// The neuron that the word is a parameter or a state of.
  std::optional<NeuronName> neuron;
  /// What a weight, or an entry of a fan-out list, comes from: an input
  /// channel or a neuron.
  std::optional<uint32_t> input;
  std::optional<NeuronName> source;
  /// The neuron that a weight goes to; for a fan-out or an alias target, the
  /// neuron that the word names. None if it names no alias.
  std::optional<NeuronName> target;
  /// The number of an entry in the fan-out list of its source.
  std::optional<uint32_t> entry;
  /// The number of a padding neuron.
  std::optional<uint32_t> padding;

  /// What the word is: that of its bank, `register` or `unknown`.
  llvm::StringRef getParameter() const;
};

/// `threshold of hidden 17 (lif1[3])`, `weight from hidden 4 (a[4]) to hidden 9
/// (b[1]), synapse 2`. Does not depend on the value of the word.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os,
                              const WordMeaning &meaning);

/// The meanings of all words of an image.
class WordMeanings {
public:
  /// Takes time and memory linear in the image, which must stay as it is.
  explicit WordMeanings(const Image &image);

  const Image &getImage() const { return image; }
  /// The bank or register of a segment; null if the segment is none of them, or
  /// if the chip does not have it.
  const xylo::Bank *getBank(size_t segment) const { return banks[segment]; }
  const xylo::Register *getRegister(size_t segment) const {
    return registers[segment];
  }

  /// The meaning of a word of a segment. In constant time.
  WordMeaning get(size_t segment, size_t word) const;

  /// The number that a word stands for: negative where its bank is signed.
  int64_t getValue(size_t segment, size_t word) const;

  /// The value of a word for people: `-14`, `hidden 9 (b[1])`, `none`,
  /// `manual stepping, biases, input weight shift 2`.
  void printValue(llvm::raw_ostream &os, size_t segment, size_t word) const;

  /// All names of a neuron.
  NeuronName getNeuron(Population population, uint32_t id) const;

private:
  /// A neuron in its module.
  struct Place {
    uint32_t module = ~0u; ///< all ones: none
    uint32_t index = 0;
  };

  void findSegments();
  void readModules();
  void readFanOut();
  std::vector<uint32_t> readBank(xylo::BankKind kind) const;
  std::optional<uint32_t> findIndexInBank(size_t segment, size_t word) const;
  NeuronName getHidden(int64_t id) const;
  void nameBankWord(WordMeaning &meaning, uint32_t value) const;
  void nameNeuron(WordMeaning &meaning) const;
  void nameInputWeight(WordMeaning &meaning) const;
  void nameOutputWeight(WordMeaning &meaning) const;
  void nameEntry(WordMeaning &meaning) const;

  const Image &image;
  const xylo::Chip *chip; ///< null if unknown
  xylo::MemoryLayout layout;
  /// By segment.
  std::vector<const xylo::Bank *> banks;
  std::vector<const xylo::Register *> registers;
  std::array<std::vector<Place>, 2> places; ///< by population and id
  /// The source and the target of each fan-out entry, as far as both are known.
  std::vector<uint32_t> entrySources, entryTargets;
  std::vector<uint64_t> firstEntries; ///< by hidden neuron
};

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_SOURCEMAP_WORDMEANING_H
