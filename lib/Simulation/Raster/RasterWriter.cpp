//===- RasterWriter.cpp - Numbers over time, to files ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster/RasterWriter.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <charconv>
#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

RasterWriter::~RasterWriter() = default;

namespace {
/// Collects bytes, and writes them from some place in a file on.
class Buffer {
public:
  Buffer(OutputFile &file, uint64_t offset) : file(file), offset(offset) {}

  std::string &getBytes() { return bytes; }
  /// To be called now and then.
  llvm::Error writeIfLarge() {
    constexpr size_t large = 1 << 16;
    return bytes.size() < large ? llvm::Error::success() : write();
  }
  llvm::Error write() {
    llvm::Error error = file.write(offset, bytes);
    offset += bytes.size();
    bytes.clear();
    return error;
  }

private:
  OutputFile &file;
  uint64_t offset;
  std::string bytes;
};

/// Items one after the other.
class NpyItemWriter : public RasterWriter {
public:
  NpyItemWriter(OutputFile &file, uint64_t offset) : buffer(file, offset) {}

  llvm::Error writeStep(const Values &values) override {
    std::visit([&](auto array) { appendNpyItems(buffer.getBytes(), array); },
               values);
    return buffer.writeIfLarge();
  }
  llvm::Error finish() override { return buffer.write(); }

private:
  Buffer buffer;
};

/// An array of two dimensions. Its header comes last, when the number of steps
/// is known.
class NpyWriter : public RasterWriter {
public:
  NpyWriter(OutputFile &file, uint64_t numColumns, StringRef typeName)
      : file(file), numColumns(numColumns), typeName(typeName),
        items(file, makeHeader().size()) {}

  llvm::Error writeStep(const Values &values) override {
    ++numSteps;
    return items.writeStep(values);
  }
  llvm::Error finish() override {
    if (llvm::Error error = items.finish())
      return error;
    return file.write(0, makeHeader());
  }

private:
  std::string makeHeader() const {
    return writeNpyHeader({numSteps, numColumns}, typeName);
  }

  OutputFile &file;
  uint64_t numSteps = 0, numColumns;
  StringRef typeName;
  NpyItemWriter items;
};

/// A line for each step.
class CsvWriter : public RasterWriter {
public:
  explicit CsvWriter(OutputFile &file) : buffer(file, 0) {}

  llvm::Error writeStep(const Values &values) override;
  llvm::Error finish() override { return buffer.write(); }

private:
  Buffer buffer;
};

/// A line for each number that is not zero.
class EventWriter : public RasterWriter {
public:
  explicit EventWriter(OutputFile &file) : buffer(file, 0) {}

  llvm::Error writeStep(const Values &values) override;
  llvm::Error finish() override { return buffer.write(); }

private:
  template <typename T>
  llvm::Error writeEvents(llvm::ArrayRef<T> values);

  Buffer buffer;
  uint64_t step = 0;
};
} // namespace

/// The shortest decimal number that reads back as the same.
template <typename T>
static void appendNumber(std::string &text, T value) {
  char digits[32];
  auto result =
      std::to_chars(std::begin(digits), std::end(digits), toWritten(value));
  text.append(digits, result.ptr);
}

llvm::Error CsvWriter::writeStep(const Values &values) {
  std::string &text = buffer.getBytes();
  std::visit(
      [&](auto array) {
        llvm::ListSeparator comma(",");
        for (auto value : array) {
          text += StringRef(comma);
          appendNumber(text, value);
        }
      },
      values);
  text += '\n';
  return buffer.writeIfLarge();
}

template <typename T>
llvm::Error EventWriter::writeEvents(llvm::ArrayRef<T> values) {
  std::string &text = buffer.getBytes();
  for (size_t channel = 0; channel < values.size(); ++channel) {
    T value = values[channel];
    if (value == 0)
      continue;
    // Not a number is not below 0 either.
    bool isCount = value > 0;
    if constexpr (std::is_floating_point_v<T>)
      isCount = isCount && value == std::floor(value) && std::isfinite(value);
    if (!isCount)
      return makeError("output ", channel, " is ",
                       llvm::format("%g", double(value)), " in step ", step,
                       "; event lists hold whole counts, .csv and .npy files "
                       "any number");
    appendNumber(text, step);
    text += ',';
    appendNumber(text, channel);
    text += ',';
    if constexpr (std::is_floating_point_v<T>) {
      char digits[400];
      auto result = std::to_chars(std::begin(digits), std::end(digits), value,
                                  std::chars_format::fixed);
      text.append(digits, result.ptr);
    } else {
      appendNumber(text, value);
    }
    text += '\n';
  }
  return llvm::Error::success();
}

llvm::Error EventWriter::writeStep(const Values &values) {
  if (llvm::Error error =
          std::visit([&](auto array) { return writeEvents(array); }, values))
    return error;
  ++step;
  return buffer.writeIfLarge();
}

//===----------------------------------------------------------------------===//
// Interface
//===----------------------------------------------------------------------===//

static StringRef getTypeName(const Values &values) {
  return std::visit(
      [](auto array) {
        return getNpyTypeName<typename decltype(array)::value_type>();
      },
      values);
}

static size_t getNumBytes(const Values &values) {
  return std::visit(
      [](auto array) {
        return array.size() * sizeof(typename decltype(array)::value_type);
      },
      values);
}

std::unique_ptr<RasterWriter>
tidepool::simulation::makeRasterWriter(RasterFormat format, OutputFile &file,
                                       const Values &values) {
  switch (format) {
  case RasterFormat::Npy:
    return std::make_unique<NpyWriter>(file, getSize(values),
                                       getTypeName(values));
  case RasterFormat::Csv:
    return std::make_unique<CsvWriter>(file);
  case RasterFormat::Events:
    return std::make_unique<EventWriter>(file);
  }
  llvm_unreachable("unknown format");
}

RecordingsWriter::RecordingsWriter(OutputFile &file, uint64_t numRecordings,
                                   uint64_t numSteps, const Values &values)
    : file(file),
      header(writeNpyHeader({numRecordings, numSteps, getSize(values)},
                            getTypeName(values))),
      recordingSize(numSteps * getNumBytes(values)) {}

llvm::Error RecordingsWriter::writeHeader() { return file.write(0, header); }

std::unique_ptr<RasterWriter>
RecordingsWriter::makeWriter(uint64_t recording) const {
  return std::make_unique<NpyItemWriter>(file, header.size() +
                                                   recording * recordingSize);
}
