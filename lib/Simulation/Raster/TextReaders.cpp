//===- TextReaders.cpp - Rasters in text files ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LineReader.h"
#include "RasterReaders.h"

#include "llvm/ADT/StringExtras.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

/// Room for the cells of a line, spaces and names included.
static size_t getMaxLineSize(size_t numChannels) {
  constexpr size_t perChannel = 256, minimum = 1 << 16;
  return std::max(minimum, numChannels * perChannel);
}

static std::optional<uint32_t> parseCount(StringRef cell) {
  uint32_t count = 0;
  if (cell.empty() || !llvm::isDigit(cell.front()) ||
      cell.getAsInteger(10, count))
    return std::nullopt;
  return count;
}

/// Whether a line gives names of columns: no cell looks like a number.
static bool isHeader(llvm::ArrayRef<StringRef> cells) {
  return llvm::none_of(cells, [](StringRef cell) {
    double number = 0;
    return cell.empty() || llvm::isDigit(cell.front()) ||
           StringRef("+-.").contains(cell.front()) || !cell.getAsDouble(number);
  });
}

/// What stands between commas.
static void splitCells(StringRef line,
                       llvm::SmallVectorImpl<StringRef> &cells) {
  cells.clear();
  line.split(cells, ',');
  for (StringRef &cell : cells)
    cell = cell.trim();
}

//===----------------------------------------------------------------------===//
// CSV
//===----------------------------------------------------------------------===//

namespace {
/// A line for each step, after an optional one of names.
class CsvReader : public RasterReader {
public:
  CsvReader(std::shared_ptr<InputFile> file, size_t numChannels)
      : lines(std::move(file), getMaxLineSize(numChannels)) {}

  llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) override;

private:
  llvm::Error expectEnd();

  LineReader lines;
  llvm::SmallVector<StringRef> cells;
};
} // namespace

/// An empty line can only be one of those that some editors leave at the end.
llvm::Error CsvReader::expectEnd() {
  while (true) {
    StringRef line;
    llvm::Expected<bool> isLine = lines.readLine(line);
    if (!isLine)
      return isLine.takeError();
    if (!*isLine)
      return llvm::Error::success();
    if (!line.empty())
      return lines.makeLineError("the lines before it are empty; a step "
                                 "without spikes is a line of zeros");
  }
}

llvm::Expected<bool>
CsvReader::readStep(llvm::MutableArrayRef<uint32_t> counts) {
  StringRef line;
  llvm::Expected<bool> isLine = lines.readLine(line);
  if (!isLine || !*isLine)
    return isLine;
  if (line.empty()) {
    if (llvm::Error error = expectEnd())
      return std::move(error);
    return false;
  }
  splitCells(line, cells);
  if (cells.size() != counts.size())
    return lines.makeLineError("it has ", cells.size(),
                               " cells between commas, but the network has ",
                               counts.size(), " inputs");
  if (lines.getLineNumber() == 1 && isHeader(cells))
    return readStep(counts);
  for (size_t channel = 0; channel < cells.size(); ++channel) {
    std::optional<uint32_t> count = parseCount(cells[channel]);
    if (!count)
      return lines.makeLineError("cell ", channel + 1, " is ",
                                 quote(cells[channel]),
                                 ", but a count of spikes is a whole number "
                                 "from 0 to ",
                                 std::numeric_limits<uint32_t>::max());
    counts[channel] = *count;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Event lists
//===----------------------------------------------------------------------===//

namespace {
/// Longer than any recording that is meant.
static constexpr uint64_t maxEventSteps = 1ull << 32;

/// A line for each event, in the order of steps.
class EventReader : public RasterReader {
public:
  EventReader(std::shared_ptr<InputFile> file, size_t numChannels,
              std::optional<uint64_t> numSteps)
      : lines(std::move(file), getMaxLineSize(/*numChannels=*/3)),
        numChannels(numChannels), numSteps(numSteps) {}

  llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) override;

private:
  struct Event {
    uint64_t step = 0;
    size_t channel = 0;
    uint32_t count = 1;
  };

  llvm::Error readEvent();
  llvm::Expected<std::optional<Event>> parseEvent(StringRef line);
  llvm::Error check(const Event &event) const;

  LineReader lines;
  size_t numChannels;
  std::optional<uint64_t> numSteps;
  /// The next event, none behind the last.
  std::optional<Event> event;
  bool hasBegun = false;
  uint64_t step = 0;
  llvm::SmallVector<StringRef> cells;
};
} // namespace

/// The event of a line; none if it only holds names.
llvm::Expected<std::optional<EventReader::Event>>
EventReader::parseEvent(StringRef line) {
  if (line.contains(',')) {
    splitCells(line, cells);
  } else {
    cells.clear();
    llvm::SplitString(line, cells);
  }
  if (!hasBegun && isHeader(cells))
    return std::nullopt;
  Event event;
  bool isGood = cells.size() == 2 || cells.size() == 3;
  isGood = isGood && llvm::isDigit(line.front()) &&
           !cells[0].getAsInteger(10, event.step) &&
           !cells[1].getAsInteger(10, event.channel);
  if (isGood && cells.size() == 3) {
    std::optional<uint32_t> count = parseCount(cells[2]);
    isGood = count.has_value();
    event.count = count.value_or(0);
  }
  if (!isGood)
    return lines.makeLineError(quote(line),
                               " is no event; expected whole numbers "
                               "step,channel or step,channel,count");
  if (llvm::Error error = check(event))
    return std::move(error);
  return event;
}

llvm::Error EventReader::check(const Event &event) const {
  if (event.channel >= numChannels)
    return lines.makeLineError("channel ", event.channel,
                               " does not exist; the network has ", numChannels,
                               " inputs, numbered from 0");
  if (event.step < step)
    return lines.makeLineError("step ", event.step, " comes after step ", step,
                               "; sort the events, as with 'sort -n'");
  if (event.step >= maxEventSteps)
    return lines.makeLineError(
        "step ", event.step, " is beyond the ", maxEventSteps,
        " steps that a recording may have; events carry steps of the network, "
        "not time stamps");
  if (numSteps && event.step >= *numSteps)
    return lines.makeLineError("step ", event.step, " lies behind the ",
                               *numSteps, " steps of the recording");
  return llvm::Error::success();
}

/// Goes to the next event.
llvm::Error EventReader::readEvent() {
  event.reset();
  while (!event) {
    StringRef line;
    llvm::Expected<bool> isLine = lines.readLine(line);
    if (!isLine)
      return isLine.takeError();
    if (!*isLine)
      return llvm::Error::success();
    line = line.take_until([](char c) { return c == '#'; }).rtrim();
    if (line.empty())
      continue;
    llvm::Expected<std::optional<Event>> parsed = parseEvent(line);
    if (!parsed)
      return parsed.takeError();
    event = *parsed;
    hasBegun = true;
  }
  return llvm::Error::success();
}

llvm::Expected<bool>
EventReader::readStep(llvm::MutableArrayRef<uint32_t> counts) {
  if (!hasBegun)
    if (llvm::Error error = readEvent())
      return std::move(error);
  hasBegun = true;
  if (!event && step >= numSteps.value_or(0))
    return false;
  std::fill(counts.begin(), counts.end(), 0);
  while (event && event->step == step) {
    uint32_t &count = counts[event->channel];
    if (event->count > std::numeric_limits<uint32_t>::max() - count)
      return lines.makeLineError("channel ", event->channel, " gets more than ",
                                 std::numeric_limits<uint32_t>::max(),
                                 " spikes in step ", step);
    count += event->count;
    if (llvm::Error error = readEvent())
      return std::move(error);
  }
  ++step;
  return true;
}

//===----------------------------------------------------------------------===//
// Interface
//===----------------------------------------------------------------------===//

std::unique_ptr<RasterReader>
tidepool::simulation::makeCsvReader(std::shared_ptr<InputFile> file,
                                    size_t numChannels) {
  return std::make_unique<CsvReader>(std::move(file), numChannels);
}

std::unique_ptr<RasterReader>
tidepool::simulation::makeEventReader(std::shared_ptr<InputFile> file,
                                      size_t numChannels,
                                      std::optional<uint64_t> numSteps) {
  return std::make_unique<EventReader>(std::move(file), numChannels, numSteps);
}
