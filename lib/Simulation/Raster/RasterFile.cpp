//===- RasterFile.cpp - Spikes over time, from files ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RasterReaders.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

RasterReader::~RasterReader() = default;
RasterFile::RasterFile() = default;
RasterFile::RasterFile(RasterFile &&) = default;
RasterFile::~RasterFile() = default;

std::optional<RasterFormat>
tidepool::simulation::findRasterFormat(StringRef path) {
  return llvm::StringSwitch<std::optional<RasterFormat>>(
             llvm::sys::path::extension(path))
      .Case(".npy", RasterFormat::Npy)
      .Case(".csv", RasterFormat::Csv)
      .Cases({".events", ".txt"}, RasterFormat::Events)
      .Default(std::nullopt);
}

/// The format of a file: its first bytes count more than what it is said to be.
static llvm::Expected<RasterFormat>
chooseFormat(InputFile &file, StringRef path,
             std::optional<RasterFormat> format) {
  llvm::Expected<StringRef> begin = file.peek(npyMagic.size());
  if (!begin)
    return begin.takeError();
  if (*begin == npyMagic)
    return RasterFormat::Npy;
  if (!format)
    format = findRasterFormat(path);
  if (!format)
    return file.makeFileError(
        "cannot tell the format of the raster: its name does not "
        "end in .npy, .csv, .events or .txt, and no format is given");
  return *format;
}

/// Takes over what the header of an array says.
llvm::Error RasterFile::openNpy(InputFile &file) {
  if (file.isPipe())
    if (llvm::Error error = file.load())
      return error;
  llvm::Expected<StringRef> begin = file.peek(maxNpyHeaderSize);
  if (!begin)
    return begin.takeError();
  llvm::Expected<NpyHeader> read = readNpyHeader(*begin, file.getSize());
  if (!read)
    return file.makeFileError(llvm::toString(read.takeError()));
  header = std::move(*read);
  size_t rank = header.shape.size();
  if (rank != 2 && rank != 3)
    return file.makeFileError("the raster has ", rank,
                              rank == 1 ? " dimension" : " dimensions",
                              "; expected 2, steps and channels, or 3, "
                              "recordings, steps and channels");
  if (header.shape.back() != numChannels)
    return file.makeFileError("the raster has ", header.shape.back(),
                              header.shape.back() == 1 ? " channel"
                                                       : " channels",
                              ", but the network has ", numChannels, " inputs");
  numSteps = header.shape[rank - 2];
  recordings = rank == 3;
  numRecordings = recordings ? header.shape.front() : 1;
  // Their number would be limited by nothing.
  if (recordings && numRecordings > 0 && *numSteps * numChannels == 0)
    return file.makeFileError("the raster has recordings, but nothing in them");
  return llvm::Error::success();
}

llvm::Expected<RasterFile> RasterFile::open(StringRef path, size_t numChannels,
                                            const Options &options) {
  llvm::Expected<std::unique_ptr<InputFile>> file = InputFile::open(path);
  if (!file)
    return file.takeError();
  RasterFile raster;
  raster.path = path.str();
  raster.numChannels = numChannels;
  llvm::Expected<RasterFormat> format =
      chooseFormat(**file, path, options.format);
  if (!format)
    return format.takeError();
  raster.format = *format;
  if (*format == RasterFormat::Npy)
    if (llvm::Error error = raster.openNpy(**file))
      return error;
  if (*format == RasterFormat::Events)
    raster.numSteps = options.numSteps;
  if ((*file)->isPipe())
    raster.pipe = std::move(*file);
  return std::move(raster);
}

llvm::Expected<std::unique_ptr<RasterReader>>
RasterFile::read(size_t recording) const {
  std::shared_ptr<InputFile> file = pipe;
  if (!file) {
    llvm::Expected<std::unique_ptr<InputFile>> opened = InputFile::open(path);
    if (!opened)
      return opened.takeError();
    file = std::move(*opened);
  }
  switch (format) {
  case RasterFormat::Npy:
    return makeNpyReader(std::move(file), header, recording);
  case RasterFormat::Csv:
    return makeCsvReader(std::move(file), numChannels);
  case RasterFormat::Events:
    return makeEventReader(std::move(file), numChannels, numSteps);
  }
  llvm_unreachable("unknown format");
}
