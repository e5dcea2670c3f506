//===- NpyReader.cpp - Rasters in NumPy's array files ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RasterReaders.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

namespace {
/// Reads a recording in chunks of steps. Places are counted in items of the
/// array.
class NpyReader : public RasterReader {
public:
  NpyReader(std::shared_ptr<InputFile> file, const NpyHeader &header,
            size_t recording);

  llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) override;

private:
  llvm::Error readChunk();
  llvm::Expected<StringRef> readItems(uint64_t place, size_t count);
  template <typename GetCount>
  llvm::Error readRow(uint64_t place, uint64_t stride, size_t numItems,
                      GetCount getCount);
  llvm::Error makeCountError(int64_t value, size_t index) const;

  std::shared_ptr<InputFile> file;
  NpyHeader header;
  size_t recording;
  uint64_t numSteps, numChannels;
  uint64_t begin, stepStride, channelStride;
  /// Steps below `step` are done, those below `chunkEnd` are in `chunk`.
  uint64_t step = 0, chunkEnd = 0;
  size_t chunkSize;
  std::vector<uint32_t> chunk; ///< [step][channel]
  llvm::SmallVector<char, 0> buffer;
};
} // namespace

NpyReader::NpyReader(std::shared_ptr<InputFile> file, const NpyHeader &header,
                     size_t recording)
    : file(std::move(file)), header(header), recording(recording) {
  llvm::ArrayRef<uint64_t> shape = header.shape;
  numSteps = shape[shape.size() - 2];
  numChannels = shape.back();
  uint64_t numRecordings = shape.size() == 3 ? shape.front() : 1;
  if (header.isFortran) {
    begin = recording;
    stepStride = numRecordings;
    channelStride = numRecordings * numSteps;
  } else {
    begin = recording * numSteps * numChannels;
    stepStride = numChannels;
    channelStride = 1;
  }
  constexpr uint64_t itemsPerChunk = 1 << 16;
  chunkSize =
      std::max<uint64_t>(1, itemsPerChunk / std::max<uint64_t>(1, numChannels));
}

llvm::Error NpyReader::makeCountError(int64_t value, size_t index) const {
  std::string place;
  if (header.shape.size() == 3)
    place = "recording " + std::to_string(recording) + ", ";
  return file->makeFileError("the raster has ", value, " spikes in ", place,
                             "step ", step + index / numChannels, ", channel ",
                             index % numChannels, "; a count is from 0 to ",
                             std::numeric_limits<uint32_t>::max());
}

llvm::Expected<StringRef> NpyReader::readItems(uint64_t place, size_t count) {
  size_t numBytes = count * header.type.size;
  llvm::Expected<StringRef> bytes = file->read(
      header.dataOffset + place * header.type.size, numBytes, buffer);
  if (bytes && bytes->size() < numBytes)
    return file->makeFileError(
        "the .npy file has become shorter while it was read");
  return bytes;
}

/// Fills the chunk from items in a row: all of it in C order, or a channel.
template <typename GetCount>
llvm::Error NpyReader::readRow(uint64_t place, uint64_t stride, size_t numItems,
                               GetCount getCount) {
  llvm::Expected<StringRef> bytes =
      readItems(place, (numItems - 1) * stride + 1);
  if (!bytes)
    return bytes.takeError();
  for (size_t k = 0; k < numItems; ++k) {
    int64_t value =
        readNpyItem(bytes->data() + k * stride * header.type.size, header.type);
    uint32_t &count = getCount(k);
    if (value < 0 || value > std::numeric_limits<uint32_t>::max())
      return makeCountError(value, &count - chunk.data());
    count = value;
  }
  return llvm::Error::success();
}

llvm::Error NpyReader::readChunk() {
  size_t size = std::min<uint64_t>(chunkSize, numSteps - step);
  chunkEnd = step + size;
  chunk.resize(size * numChannels);
  if (chunk.empty())
    return llvm::Error::success();
  uint64_t place = begin + step * stepStride;
  if (!header.isFortran)
    return readRow(place, 1, chunk.size(),
                   [&](size_t k) -> uint32_t & { return chunk[k]; });
  for (size_t channel = 0; channel < numChannels; ++channel)
    if (llvm::Error error = readRow(place + channel * channelStride, stepStride,
                                    size, [&](size_t k) -> uint32_t & {
                                      return chunk[k * numChannels + channel];
                                    }))
      return error;
  return llvm::Error::success();
}

llvm::Expected<bool>
NpyReader::readStep(llvm::MutableArrayRef<uint32_t> counts) {
  if (step == numSteps)
    return false;
  if (step == chunkEnd)
    if (llvm::Error error = readChunk())
      return std::move(error);
  size_t row = chunk.size() - (chunkEnd - step) * numChannels;
  std::copy_n(chunk.begin() + row, numChannels, counts.begin());
  ++step;
  return true;
}

llvm::Expected<std::unique_ptr<RasterReader>>
tidepool::simulation::makeNpyReader(std::shared_ptr<InputFile> file,
                                    const NpyHeader &header, size_t recording) {
  // In Fortran order a recording is spread over the whole file.
  if (header.isFortran && header.shape.size() == 3)
    if (llvm::Error error = file->load())
      return std::move(error);
  return std::make_unique<NpyReader>(std::move(file), header, recording);
}
