//===- Collapse.cpp - Several modules as one box --------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Collapse.h"

#include "tidepool/Target/Dot/DrawNetwork.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

#include <deque>

using namespace tidepool;
using namespace tidepool::picture;
using llvm::ArrayRef;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Prefixes
//===----------------------------------------------------------------------===//

namespace {

/// Units whose labels begin alike.
struct Section {
  std::vector<size_t> units;
  size_t prefixLength = 0; ///< with the `/` at its end
  std::string name;        ///< the last part of the prefix
  std::optional<size_t> cluster;
  unsigned depth = 0;
};

} // namespace

/// The sections inside a section, those of one unit included.
static std::vector<Section> split(const Section &section,
                                  ArrayRef<StringRef> labels) {
  llvm::MapVector<StringRef, std::vector<size_t>> parts;
  for (size_t unit : section.units) {
    StringRef rest = labels[unit].drop_front(section.prefixLength);
    size_t slash = rest.find('/');
    // Labels are unique, so a unit without further parts is alone.
    parts[slash == StringRef::npos ? rest : rest.take_front(slash + 1)]
        .push_back(unit);
  }
  std::vector<Section> inner;
  for (auto &[part, units] : parts)
    inner.push_back({std::move(units), section.prefixLength + part.size(),
                     part.rtrim('/').str(), std::nullopt, section.depth + 1});
  return inner;
}

static Box toBox(const Section &section, ArrayRef<StringRef> labels,
                 std::optional<size_t> cluster) {
  if (section.units.size() > 1)
    return {section.units, section.name, cluster};
  size_t unit = section.units.front();
  StringRef label = labels[unit].drop_front(section.prefixLength);
  return {section.units,
          label.empty() ? section.name : section.name + '/' + label.str(),
          cluster};
}

std::vector<Box> picture::groupByPrefix(ArrayRef<StringRef> labels,
                                        size_t maxBoxes,
                                        std::vector<Cluster> &clusters) {
  Section all;
  llvm::append_range(all.units, llvm::seq<size_t>(0, labels.size()));
  std::vector<Box> boxes;
  std::deque<Section> closed{std::move(all)};
  // The one box for all is not drawn, so opening it costs nothing.
  size_t numBoxes = 0;
  while (!closed.empty()) {
    Section section = std::move(closed.front());
    closed.pop_front();
    std::vector<Section> inner = split(section, labels);
    bool isOutermost = section.depth == 0;
    bool hasRoom = numBoxes + inner.size() <= maxBoxes &&
                   section.depth <= maxFrameDepth && section.units.size() > 1;
    if (!isOutermost && !hasRoom) {
      boxes.push_back(toBox(section, labels, section.cluster));
      continue;
    }
    numBoxes += inner.size();
    std::optional<size_t> cluster;
    if (!isOutermost) {
      cluster = clusters.size();
      clusters.push_back({section.name, "", section.cluster});
    }
    for (Section &part : inner) {
      part.cluster = cluster;
      closed.push_back(std::move(part));
    }
  }
  llvm::sort(boxes, [](const Box &a, const Box &b) {
    return a.units.front() < b.units.front();
  });
  return boxes;
}

//===----------------------------------------------------------------------===//
// Rows and neighbours
//===----------------------------------------------------------------------===//

/// One box for all units of several.
static Box join(std::vector<Box> &boxes, ArrayRef<size_t> indices) {
  if (indices.size() == 1)
    return std::move(boxes[indices.front()]);
  Box joined;
  for (size_t index : indices)
    llvm::append_range(joined.units, boxes[index].units);
  llvm::sort(joined.units);
  return joined;
}

/// All rows, the boxes in none as rows of one.
static std::vector<std::vector<size_t>>
findRows(size_t numBoxes,
         llvm::function_ref<std::optional<size_t>(size_t)> getNext) {
  std::vector<bool> hasPrevious(numBoxes), isInRow(numBoxes);
  for (size_t box = 0; box < numBoxes; ++box)
    if (std::optional<size_t> next = getNext(box))
      hasPrevious[*next] = true;
  std::vector<std::vector<size_t>> rows;
  auto addRow = [&](size_t first) {
    rows.emplace_back();
    for (std::optional<size_t> box = first; box && !isInRow[*box];
         box = getNext(*box)) {
      isInRow[*box] = true;
      rows.back().push_back(*box);
    }
  };
  for (size_t box = 0; box < numBoxes; ++box)
    if (!hasPrevious[box])
      addRow(box);
  // What is left are rings that nothing else feeds.
  for (size_t box = 0; box < numBoxes; ++box)
    if (!isInRow[box])
      addRow(box);
  return rows;
}

std::vector<Box> picture::joinRows(
    std::vector<Box> boxes,
    llvm::function_ref<std::optional<size_t>(size_t box)> getNext) {
  std::vector<Box> joined;
  for (ArrayRef<size_t> row : findRows(boxes.size(), getNext)) {
    joined.push_back(join(boxes, row.front()));
    if (row.size() > 2)
      joined.push_back(join(boxes, row.drop_front().drop_back()));
    if (row.size() > 1)
      joined.push_back(join(boxes, row.back()));
  }
  llvm::sort(joined, [](const Box &a, const Box &b) {
    return a.units.front() < b.units.front();
  });
  return joined;
}

std::vector<Box> picture::joinNeighbours(std::vector<Box> boxes,
                                         size_t maxBoxes) {
  size_t numTogether = (boxes.size() + maxBoxes - 1) / maxBoxes;
  std::vector<Box> joined;
  for (size_t begin = 0; begin < boxes.size(); begin += numTogether) {
    size_t end = std::min(begin + numTogether, boxes.size());
    joined.push_back(
        join(boxes, llvm::to_vector(llvm::seq<size_t>(begin, end))));
  }
  return joined;
}
