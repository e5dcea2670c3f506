//===- Dataset.h - Numbers and texts in an HDF5 file ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_DATASET_H
#define TIDEPOOL_LIB_TARGET_NIR_DATASET_H

#include "Object.h"

namespace tidepool::nir {

/// What a dataset holds. That it really does has been checked, so memory may be
/// taken for it.
struct DatasetInfo {
  ElementType type = ElementType::Float32;
  std::vector<uint64_t> shape; ///< empty for a scalar
  uint64_t numElements = 0;
};

/// Fails where the elements are of a type that NIR does not have, or lie
/// elsewhere, or are not there.
llvm::Expected<DatasetInfo> describe(const Object &dataset);

/// The texts of a dataset, row by row. They are valid UTF-8.
llvm::Expected<std::vector<std::string>> readTexts(const Object &dataset,
                                                   const DatasetInfo &info);
/// The text of a scalar dataset.
llvm::Expected<std::string> readText(const Object &dataset);

/// A dataset as a parameter of a node. Its numbers stay in the file.
llvm::Expected<Parameter> readParameter(const Object &dataset);

/// Compares what a dataset claims to hold with what the file has. `properties`
/// are those that it was created with.
llvm::Error checkStorage(const Object &dataset, hid_t properties,
                         const DatasetInfo &info, uint64_t elementSize);

/// Why the elements of a dataset could not be read.
llvm::Error makeReadError(const Object &dataset);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_DATASET_H
