//===- DatasetStorage.cpp - What a dataset really holds -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The header of a dataset may claim any size, and the library would take memory
// for it.
//
//===----------------------------------------------------------------------===//

#include "Dataset.h"

#include "tidepool/Target/NIR/File.h"

#include "llvm/Support/MathExtras.h"

#include <array>

using namespace tidepool;
using namespace tidepool::nir;

/// The most that deflate, the strongest usual filter, expands one byte to.
static constexpr uint64_t maxExpansion = 1032;

static bool isFiltered(hid_t properties) {
  return H5Pget_nfilters(properties) != 0;
}

static llvm::Error makeNeverWritten(const Object &dataset) {
  return dataset.error("its elements were never written, or only in part: "
                       "export the network again");
}

/// The chunks that an array needs, and the bytes that they have together. The
/// last of a row may reach beyond it.
struct Chunks {
  uint64_t count = 1;
  uint64_t size = 0; ///< saturated
};

static Chunks computeChunks(hid_t properties, const DatasetInfo &info,
                            uint64_t elementSize) {
  std::array<hsize_t, H5S_MAX_RANK> sizes;
  Chunks chunks;
  chunks.size = elementSize;
  H5Pget_chunk(properties, info.shape.size(), sizes.data());
  for (size_t axis = 0; axis < info.shape.size(); ++axis) {
    // The library refuses files with chunks of no size.
    uint64_t chunkSize = std::max<uint64_t>(sizes[axis], 1);
    uint64_t count = llvm::divideCeil(info.shape[axis], chunkSize);
    chunks.count = llvm::SaturatingMultiply(chunks.count, count);
    chunks.size = llvm::SaturatingMultiply(
        chunks.size, llvm::SaturatingMultiply(count, chunkSize));
  }
  return chunks;
}

/// Checks an array in chunks that take `stored` bytes of the file.
static llvm::Error checkChunks(const Object &dataset, hid_t properties,
                               const Chunks &chunks, uint64_t stored) {
  hsize_t numWritten = 0;
  Handle space(H5Dget_space(dataset.getId()));
  if (H5Dget_num_chunks(dataset.getId(), space, &numWritten) < 0)
    return makeReadError(dataset);
  if (numWritten < chunks.count)
    return makeNeverWritten(dataset);
  if (!isFiltered(properties))
    return stored < chunks.size ? makeNeverWritten(dataset)
                                : llvm::Error::success();
  if (chunks.size / maxExpansion > stored)
    return dataset.error("claims ", chunks.size,
                         " bytes, which cannot have "
                         "been compressed to ",
                         stored,
                         ": the file is "
                         "damaged; get it again");
  if (!Budget::take(dataset.getFile()->budget.expanded, chunks.size))
    return dataset.error("the compressed arrays of the file have more than ",
                         maxExpandedSize >> 20,
                         " MiB up to here: write the "
                         "file without compression");
  return llvm::Error::success();
}

llvm::Error tidepool::nir::checkStorage(const Object &dataset, hid_t properties,
                                        const DatasetInfo &info,
                                        uint64_t elementSize) {
  if (info.numElements == 0)
    return llvm::Error::success();
  uint64_t stored = H5Dget_storage_size(dataset.getId());
  if (stored == 0)
    return makeNeverWritten(dataset);
  if (stored > dataset.getFile()->size)
    return dataset.error("claims to take ", stored, " bytes of a file of ",
                         dataset.getFile()->size,
                         ": the file is damaged; get it again");
  if (H5Pget_layout(properties) == H5D_CHUNKED) {
    int rank = H5Pget_chunk(properties, 0, nullptr);
    if (rank != static_cast<int>(info.shape.size()))
      return dataset.error("has chunks of ", rank, " dimensions, but ",
                           info.shape.size(),
                           " itself: the file is damaged; get it again");
    return checkChunks(dataset, properties,
                       computeChunks(properties, info, elementSize), stored);
  }
  if (llvm::SaturatingMultiply(info.numElements, elementSize) > stored)
    return makeNeverWritten(dataset);
  return llvm::Error::success();
}
