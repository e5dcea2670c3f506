//===- ReadNotes.cpp - What a file's metadata say -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/ReadNotes.h"

#include "tidepool/Target/NIR/Import/Convention.h"
#include "tidepool/Target/NIR/Notes.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace tidepool::nir;
using llvm::StringRef;

static const Parameter *find(const Metadata &metadata, StringRef key) {
  auto it = metadata.find(key.str());
  return it == metadata.end() ? nullptr : &it->second;
}

/// All numbers of a note that has `count` of them along `rank` axes.
static std::optional<std::vector<double>>
findNumbers(const Metadata &metadata, StringRef key, unsigned rank,
            std::optional<uint64_t> count = std::nullopt) {
  const Parameter *note = find(metadata, key);
  if (!note || !note->numbers || note->shape.size() != rank ||
      (count && note->getNumElements() != *count))
    return std::nullopt;
  auto numbers = readNumbers(*note);
  if (numbers)
    return std::move(*numbers);
  llvm::consumeError(numbers.takeError());
  return std::nullopt;
}

static bool isWhole(double number) {
  return number == std::floor(number) && number >= 0 && number < 4294967295.0;
}

std::optional<StringRef> tidepool::nir::findText(const Metadata &metadata,
                                                 StringRef key) {
  const Parameter *note = find(metadata, key);
  if (!note || note->type != ElementType::String)
    return std::nullopt;
  // That it is UTF-8 has been checked in reading.
  bool isShown =
      llvm::none_of(StringRef(note->text).bytes(), [](unsigned char byte) {
        return byte < ' ' || byte == 0x7F;
      });
  return isShown ? std::optional<StringRef>(note->text) : std::nullopt;
}

std::optional<ReadingNotes>
tidepool::nir::findReadingNotes(const Metadata &metadata) {
  auto dt = findNumbers(metadata, note::dt, /*rank=*/0);
  std::optional<StringRef> text = findText(metadata, note::convention);
  if (!dt || !text || dt->front() <= 0)
    return std::nullopt;
  for (Convention convention :
       {Convention::Exact, Convention::Euler, Convention::Rockpool})
    if (*text == getConventionName(convention))
      return ReadingNotes{dt->front(), convention};
  return std::nullopt;
}

std::vector<uint32_t> tidepool::nir::readOrder(const Graph &graph) {
  size_t count = graph.nodes.size();
  auto places = findNumbers(graph.metadata, note::order, /*rank=*/1, count);
  if (!places)
    return {};
  constexpr uint32_t none = ~0u;
  std::vector<uint32_t> order(count, none);
  for (auto [node, place] : llvm::enumerate(*places)) {
    if (!isWhole(place) || place >= count || order[place] != none)
      return {};
    order[place] = node;
  }
  return order;
}

std::optional<std::vector<int64_t>>
tidepool::nir::findShape(const Metadata &metadata, int64_t numChannels) {
  auto sizes = findNumbers(metadata, note::shape, /*rank=*/1);
  if (!sizes || !llvm::all_of(*sizes, isWhole))
    return std::nullopt;
  Shape shape(sizes->begin(), sizes->end());
  if (countChannels(shape) != numChannels)
    return std::nullopt;
  return shape;
}

std::optional<ExactNumbers>
tidepool::nir::findExact(const Metadata &metadata, StringRef key,
                         llvm::ArrayRef<double> approximate) {
  auto values = findNumbers(metadata, key, /*rank=*/1, approximate.size());
  ElementType type = values ? find(metadata, key)->type : ElementType::Integer;
  if (type != ElementType::Float32 && type != ElementType::Float64)
    return std::nullopt;
  for (auto [exact, other] : llvm::zip(*values, approximate))
    if (std::fabs(exact - other) > 1e-6 * std::fabs(other))
      return std::nullopt;
  return ExactNumbers{std::move(*values), type};
}
