//===- LoadPlan.cpp - Tables of words, and how they are sent --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoadPlan.h"

#include "tidepool/Target/Forms/CHeader.h"

#include "llvm/Support/Error.h"

#include <algorithm>

using namespace tidepool::forms;
using llvm::ArrayRef;
using llvm::StringRef;
using tidepool::bitstream::Image;
using tidepool::bitstream::Segment;

/// As many equal words take less memory as a step of their own than in a table:
/// a step has 20 bytes where pointers have 4, and one more follows it.
static constexpr size_t minFillSize = 64;

void Table::add(const Piece &piece) {
  pieces.push_back(piece);
  numWords += piece.words.size();
  for (uint32_t word : piece.words)
    allBits |= word;
}

LoadPlan::LoadPlan(const Image &image) {
  for (const Segment &segment : image.segments)
    addSegment(segment);
}

void LoadPlan::addSegment(const Segment &segment) {
  ArrayRef<uint32_t> words = segment.words;
  size_t begin = 0; // of the words that no step has yet
  std::optional<size_t> table;
  for (size_t run = 0, end; run < words.size(); run = end) {
    end = run + 1;
    while (end < words.size() && words[end] == words[run])
      ++end;
    if (end - run < std::min(minFillSize, words.size()))
      continue;
    addWords(segment, begin, run, table);
    addFill(segment, run, end);
    begin = end;
  }
  addWords(segment, begin, words.size(), table);
}

void LoadPlan::addFill(const Segment &segment, size_t begin, size_t end) {
  Step step{*segment.address + static_cast<uint32_t>(begin), end - begin,
            &segment, std::nullopt};
  step.fill = segment.words[begin];
  steps.push_back(step);
}

void LoadPlan::addWords(const Segment &segment, size_t begin, size_t end,
                        std::optional<size_t> &table) {
  if (begin == end)
    return;
  if (!table) {
    table = tables.size();
    tables.push_back({makeTableName(segment.name), segment.name, {}});
  }
  steps.push_back({*segment.address + static_cast<uint32_t>(begin), end - begin,
                   &segment, table, tables[*table].numWords});
  tables[*table].add(
      {begin, ArrayRef(segment.words).slice(begin, end - begin)});
}

/// A name that no other table has. Chips have plain names for their banks, but
/// an image can call them anything.
std::string LoadPlan::makeTableName(StringRef bank) {
  llvm::Expected<std::string> identifier = makeIdentifier(bank);
  std::string name =
      identifier ? StringRef(*identifier).lower() : std::string("bank");
  llvm::consumeError(identifier.takeError());
  // The count goes on where it was, so that many banks of one name take no
  // longer than others.
  std::string unique = name;
  size_t &copies = names[name];
  while (copies++ > 0) {
    unique = name + "_" + std::to_string(copies);
    if (names.try_emplace(unique, 1).second)
      break;
  }
  return unique;
}
