//===- PatchWrites.cpp - What a host sends for a patch --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Forms/WriteList.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::bitstream;

static void printRun(const SegmentPatch &segment, const WordRun &run,
                     llvm::raw_ostream &os) {
  for (auto [offset, word] : llvm::enumerate(run.words)) {
    uint32_t index = run.first + offset;
    forms::printWrite(os, {*segment.address + index, word});
    os << " # " << toPrintable(segment.name);
    if (segment.kind == SegmentKind::Bank)
      os << '[' << index << ']';
    os << '\n';
  }
}

llvm::Expected<std::string> forms::printWriteList(const Patch &patch) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "# patch for " << patch.image.chip << ", gives "
     << toPrintable(patch.image.network) << '\n'
     << "# old bitstream: SHA-256 " << patch.appliesTo << '\n'
     << "# new bitstream: SHA-256 " << patch.gives << '\n';
  for (const SegmentPatch &segment : patch.segments) {
    if (!segment.address)
      return makeError("a list of writes says where words go, but '",
                       toPrintable(segment.name), "' of ", patch.image.chip,
                       " has no address");
    for (const WordRun &run : segment.runs)
      printRun(segment, run, os);
  }
  return std::move(text);
}
