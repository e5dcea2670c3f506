//===- LoadPlan.h - Tables of words, and how they are sent ---- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How the words of an image are stored in firmware. A microcontroller has few
// bytes, so that what is all the same is no table.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_FORMS_LOADPLAN_H
#define TIDEPOOL_LIB_TARGET_FORMS_LOADPLAN_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace tidepool::forms {

/// Words of one bank.
struct Table {
  /// Words that follow each other in the bank.
  struct Piece {
    size_t first; ///< in the bank
    llvm::ArrayRef<uint32_t> words;
  };

  std::string name; ///< no other table has it
  llvm::StringRef bank;
  std::vector<Piece> pieces;
  size_t numWords = 0;  ///< of all pieces
  uint32_t allBits = 0; ///< those that any word has

  void add(const Piece &piece);
  /// Bytes of the smallest type that holds all words: 1, 2 or 4.
  unsigned getWordSize() const {
    return allBits <= UINT8_MAX ? 1 : allBits <= UINT16_MAX ? 2 : 4;
  }
};

/// Words at consecutive addresses: those of a table, or all the same.
struct Step {
  uint32_t address;
  size_t count;
  const bitstream::Segment *segment;
  std::optional<size_t> table; ///< its number
  size_t offset = 0;           ///< in the table
  uint32_t fill = 0;
};

/// All words of an image, in the order in which a host sends them. Refers to
/// the image.
class LoadPlan {
public:
  /// All segments must have addresses.
  explicit LoadPlan(const bitstream::Image &image);

  llvm::ArrayRef<Step> getSteps() const { return steps; }
  llvm::ArrayRef<Table> getTables() const { return tables; }

private:
  void addSegment(const bitstream::Segment &segment);
  void addFill(const bitstream::Segment &segment, size_t begin, size_t end);
  void addWords(const bitstream::Segment &segment, size_t begin, size_t end,
                std::optional<size_t> &table);
  std::string makeTableName(llvm::StringRef bank);

  std::vector<Step> steps;
  std::vector<Table> tables;
  /// How many tables wanted a name. What the header itself calls something is
  /// no name of a table.
  llvm::StringMap<size_t> names = {{"load", 1}};
};

} // namespace tidepool::forms

#endif // TIDEPOOL_LIB_TARGET_FORMS_LOADPLAN_H
