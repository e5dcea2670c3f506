//===- SegmentMatch.cpp - Which segment of an image is which of another ---===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SegmentMatch.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace tidepool;
using namespace tidepool::diff;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;

static std::string getKey(const Segment &segment) {
  return (segment.kind == SegmentKind::Bank ? "b" : "r") + segment.name;
}

std::vector<SegmentPair> tidepool::diff::matchSegments(const Image &oldImage,
                                                       const Image &newImage) {
  std::vector<SegmentPair> pairs;
  llvm::StringMap<std::vector<size_t>> pairsOfName;
  for (auto [index, segment] : llvm::enumerate(oldImage.segments)) {
    std::vector<size_t> &ofName = pairsOfName[getKey(segment)];
    unsigned occurrence = ofName.size();
    ofName.push_back(pairs.size());
    pairs.push_back({index, std::nullopt, occurrence});
  }
  llvm::StringMap<unsigned> newOccurrences;
  for (auto [index, segment] : llvm::enumerate(newImage.segments)) {
    std::vector<size_t> &ofName = pairsOfName[getKey(segment)];
    unsigned occurrence = newOccurrences[getKey(segment)]++;
    if (occurrence < ofName.size()) {
      pairs[ofName[occurrence]].newIndex = index;
      continue;
    }
    ofName.push_back(pairs.size());
    pairs.push_back({std::nullopt, index, occurrence});
  }
  for (const auto &ofName : pairsOfName)
    for (size_t pair : ofName.second)
      pairs[pair].isRepeated = ofName.second.size() > 1;
  return pairs;
}
