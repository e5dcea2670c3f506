//===- SimulatorStateTest.cpp - Where a run stopped -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/SimulatorState.h"

#include "tidepool/Simulation/RunRaster.h"
#include "tidepool/Simulation/SpikeCounter.h"

#include "gtest/gtest.h"

#include <cstring>
#include <limits>

using namespace tidepool::simulation;
using llvm::StringRef;

namespace {
/// A simulator that holds whatever is put in, of all types that there are.
class Shelf : public Simulator {
public:
  Shelf() {
    info.name = "shelf";
    info.numInputs = 2;
  }
  const NetworkInfo &getInfo() const override { return info; }
  std::unique_ptr<Simulator> clone() const override {
    return std::make_unique<Shelf>();
  }
  uint32_t getMaxInputSpikes() const override { return 15; }
  void reset() override {}
  void step(llvm::ArrayRef<uint32_t> counts) override {
    spikes[0] = counts[0];
    outputs[2] = counts[1] / 2.0;
  }
  Values getOutputs() const override { return llvm::ArrayRef<double>(outputs); }
  std::vector<Signal> getSignals() override {
    return {{"hid_spikes", Layer::Hidden, llvm::MutableArrayRef(spikes)},
            {"vmem", Layer::Hidden, llvm::MutableArrayRef(membrane)},
            {"out_spikes", Layer::Output, llvm::MutableArrayRef(outputs)}};
  }
  void stateChanged() override { ++numChanges; }

  NetworkInfo info;
  std::vector<uint8_t> spikes = {0, 255};
  std::vector<int16_t> membrane = {-32768, 32767};
  std::vector<double> outputs = {0.1, 1.0 / 3, -1e-300};
  unsigned numChanges = 0;
};

/// Gives a few steps.
class Steps : public RasterReader {
public:
  explicit Steps(std::vector<std::vector<uint32_t>> steps)
      : steps(std::move(steps)) {}
  llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) override {
    if (next == steps.size())
      return false;
    std::copy(steps[next].begin(), steps[next].end(), counts.begin());
    ++next;
    return true;
  }

private:
  std::vector<std::vector<uint32_t>> steps;
  size_t next = 0;
};
} // namespace

static std::string getReadError(StringRef text) {
  auto state = readState(text);
  return state ? "none" : llvm::toString(state.takeError());
}

static std::string getRestoreError(Shelf &shelf, const SimulatorState &state) {
  return llvm::toString(restoreState(shelf, state));
}

// Bit by bit, also what JSON has no numbers for.
TEST(SimulatorStateTest, ReadsWhatItWrites) {
  Shelf shelf, other;
  for (double value : {0.0, -0.0, 0.1, 1e300, 9007199254740993.0, 1e19, 5e-324,
                       -1e-310, std::numeric_limits<double>::infinity(),
                       -std::numeric_limits<double>::infinity(),
                       std::numeric_limits<double>::quiet_NaN()}) {
    shelf.outputs[0] = value;
    auto state = readState(writeState(saveState(shelf, 123456789012)));
    ASSERT_TRUE(static_cast<bool>(state));
    EXPECT_EQ(state->numSteps, 123456789012u);
    EXPECT_EQ(getRestoreError(other, *state), "");
    EXPECT_EQ(other.spikes, shelf.spikes);
    EXPECT_EQ(other.membrane, shelf.membrane);
    EXPECT_EQ(std::memcmp(other.outputs.data(), shelf.outputs.data(),
                          3 * sizeof(double)),
              0)
        << value;
  }
  EXPECT_EQ(other.numChanges, 11u);
}

TEST(SimulatorStateTest, WritesTheFormatOfTheDocument) {
  Shelf shelf;
  shelf.outputs[0] = -0.0;
  EXPECT_EQ(writeState(saveState(shelf, 7)),
            "{\n"
            "  \"format\": \"tidepool-state\",\n"
            "  \"version\": 1,\n"
            "  \"network\": \"shelf\",\n"
            "  \"kind\": \"other\",\n"
            "  \"steps\": 7,\n"
            "  \"signals\": {\n"
            "    \"hid_spikes\": [0,255],\n"
            "    \"vmem\": [-32768,32767],\n"
            "    \"out_spikes\": "
            "[\"-0.0\",0.33333333333333331,-1e-300]\n"
            "  }\n"
            "}\n");
}

TEST(SimulatorStateTest, RefusesOtherTexts) {
  EXPECT_TRUE(StringRef(getReadError(""))
                  .starts_with("this is no state of graph-sim: "));
  for (const std::string &text :
       {std::string("[]"), std::string("{}"),
        std::string("{\"format\": \"other\"}"), std::string(1000000, '['),
        std::string(1000000, '{')})
    EXPECT_EQ(getReadError(text), "this is no state of graph-sim");
  EXPECT_EQ(getReadError("{\"format\": \"tidepool-state\", \"version\": 2}"),
            "the state has another version than 1, which is known");
  auto change = [](StringRef from, StringRef to) {
    Shelf shelf;
    std::string text = writeState(saveState(shelf, 7));
    return getReadError(text.replace(text.find(from), from.size(), to));
  };
  for (auto [from, to] : {std::pair("\"steps\": 7", "\"steps\": -7"),
                          std::pair("\"network\": \"shelf\"", "\"network\": 1"),
                          std::pair("\"signals\"", "\"signal\"")})
    EXPECT_EQ(change(from, to),
              "the state lacks its network, kind, steps or signals");
  EXPECT_EQ(change("[0,255]", "255"),
            "signal 'hid_spikes' of the state is no array");
  EXPECT_EQ(change("[0,255]", "[0,\"255\"]"),
            "item 1 of signal 'hid_spikes' in the state is no number");
}

TEST(SimulatorStateTest, RefusesWhatDoesNotFit) {
  Shelf shelf;
  const SimulatorState good = saveState(shelf, 7);
  SimulatorState bad = good;
  bad.network = "other";
  EXPECT_EQ(getRestoreError(shelf, bad),
            "the state belongs to the network 'other', not to 'shelf'");
  bad = good;
  bad.kind = "chip";
  EXPECT_EQ(getRestoreError(shelf, bad),
            "the state is one of 'chip', not of 'other'");
  bad = good;
  bad.signals.pop_back();
  EXPECT_EQ(getRestoreError(shelf, bad),
            "the state lacks the signal 'out_spikes'");
  bad = good;
  bad.signals.push_back({"isyn", {}});
  EXPECT_EQ(getRestoreError(shelf, bad),
            "the state has a signal 'isyn', which this simulation does not "
            "have");
  bad = good;
  bad.signals[1].values.pop_back();
  EXPECT_EQ(getRestoreError(shelf, bad),
            "the state has 1 numbers of signal 'vmem', but the network needs "
            "2");
  bad = good;
  for (double value : {-1.0, 256.0, 0.5}) {
    bad.signals[0].values[1] = value;
    EXPECT_EQ(getRestoreError(shelf, bad),
              "number 1 of signal 'hid_spikes' in the state is " +
                  std::string(value == 0.5 ? "0.5"
                              : value < 0  ? "-1"
                                           : "256") +
                  ", which is no integer from 0 to 255");
  }
  bad = good;
  bad.signals[1].values[0] = -32769;
  EXPECT_EQ(getRestoreError(shelf, bad),
            "number 0 of signal 'vmem' in the state is -32769, which is no "
            "integer from -32768 to 32767");
  EXPECT_EQ(shelf.numChanges, 0u);
  EXPECT_EQ(shelf.membrane[0], -32768);
}

//===----------------------------------------------------------------------===//
// Runs of any simulator
//===----------------------------------------------------------------------===//

TEST(RunRasterTest, CountsWhatHappens) {
  Shelf shelf;
  SpikeCounter counter(shelf);
  Steps steps({{3, 1}, {16, 0}, {0, 20}});
  StepObserver record = [&](llvm::ArrayRef<uint32_t> inputs) {
    counter.record(inputs);
    return llvm::Error::success();
  };
  ASSERT_FALSE(static_cast<bool>(runRaster(shelf, steps, record)));
  SpikeCounts counts = counter.getCounts();
  EXPECT_EQ(counts.numSteps, 3u);
  EXPECT_EQ(counts.numInputSpikes, 3u + 1 + 15 + 15);
  EXPECT_EQ(counts.numClipped, 2u);
  EXPECT_EQ(counts.hidden, (std::vector<double>{19, 3 * 255}));
  EXPECT_EQ(counts.channels[2], 10.5);
  EXPECT_EQ(counts.output, counts.channels);
  counts.add(counter.getCounts());
  EXPECT_EQ(counts.numSteps, 6u);
  EXPECT_EQ(counts.hidden[0], 38);
}

TEST(RunRasterTest, ObserversEndTheRun) {
  Shelf shelf;
  Steps steps({{1, 0}, {2, 0}, {3, 0}});
  StepObserver fail = [&](llvm::ArrayRef<uint32_t> inputs) -> llvm::Error {
    if (inputs[0] == 2)
      return llvm::createStringError("enough");
    return llvm::Error::success();
  };
  EXPECT_EQ(llvm::toString(runRaster(shelf, steps, fail)), "enough");
  EXPECT_EQ(shelf.spikes[0], 2);
}
