//===- ReadNotes.h - What a file's metadata say -----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Notes are help, not law: what is missing, malformed or at odds with the file
// counts as not being there.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_READNOTES_H
#define TIDEPOOL_TARGET_NIR_IMPORT_READNOTES_H

#include "tidepool/Target/NIR/Import/ImportOptions.h"
#include "tidepool/Target/NIR/Model.h"

namespace tidepool::nir {

/// A text that may be shown: one without control characters.
std::optional<llvm::StringRef> findText(const Metadata &metadata,
                                        llvm::StringRef key);

/// What the notes of the root graph say about reading the neurons.
struct ReadingNotes {
  double dt = 0; ///< seconds
  Convention convention = Convention::Exact;
};

/// Only if both are there and possible.
std::optional<ReadingNotes> findReadingNotes(const Metadata &metadata);

/// The nodes in the order of the program; empty if there is no permutation.
std::vector<uint32_t> readOrder(const Graph &graph);

/// The shape of so many channels that a port had.
std::optional<std::vector<int64_t>> findShape(const Metadata &metadata,
                                              int64_t numChannels);

/// Numbers that are those of `approximate`, but for a relative rounding of
/// 1e-6.
struct ExactNumbers {
  std::vector<double> values;
  ElementType type = ElementType::Float64; ///< or Float32
};
/// The numbers under `key`, if they are there and agree with `approximate`.
std::optional<ExactNumbers> findExact(const Metadata &metadata,
                                      llvm::StringRef key,
                                      llvm::ArrayRef<double> approximate);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_READNOTES_H
