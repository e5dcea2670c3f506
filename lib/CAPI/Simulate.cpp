//===- Simulate.cpp - Runs networks ---------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Objects.h"

#include "tidepool/Simulation/SimulatorState.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

struct TidepoolSimulator {
  TidepoolSimulator(std::shared_ptr<const StageNetwork> network,
                    std::unique_ptr<Simulator> simulator)
      : network(std::move(network)), simulator(std::move(simulator)) {
    for (Signal &signal : this->simulator->getSignals())
      if (!signal.isInternal)
        signals.push_back(std::move(signal));
  }

  const NetworkInfo &getInfo() const { return simulator->getInfo(); }

  std::shared_ptr<const StageNetwork> network; ///< outlives its simulators
  std::unique_ptr<Simulator> simulator;
  std::vector<Signal> signals;
  uint64_t numSteps = 0;
};

//===----------------------------------------------------------------------===//
// Making simulators
//===----------------------------------------------------------------------===//

static TidepoolStatus failWith(llvm::Error error,
                               TidepoolDiagnostics *diagnostics) {
  return fail(TIDEPOOL_FAILURE, llvm::toString(std::move(error)), diagnostics);
}

static llvm::Expected<TidepoolSimulator *> makeSimulator(StageNetwork stage,
                                                         Schedule schedule) {
  auto network = std::make_shared<const StageNetwork>(std::move(stage));
  auto simulator = network->makeSimulator(schedule);
  if (!simulator)
    return simulator.takeError();
  return new TidepoolSimulator(std::move(network), std::move(*simulator));
}

static llvm::Expected<TidepoolSimulator *> loadSimulator(StringRef bitstream) {
  llvm::Expected<bitstream::Image> image = bitstream::decode(bitstream);
  if (!image)
    return image.takeError();
  llvm::Expected<StageNetwork> stage = importImage(*image);
  if (!stage)
    return stage.takeError();
  return makeSimulator(std::move(*stage), Schedule::Chip);
}

TidepoolStatus tidepoolSimulatorLoad(const void *bitstream, size_t size,
                                     TidepoolSimulator **simulator,
                                     TidepoolDiagnostics *diagnostics) {
  if (simulator)
    *simulator = nullptr;
  if (!areGiven({{"bitstream", bitstream}, {"simulator", simulator}},
                diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  llvm::Expected<TidepoolSimulator *> made =
      loadSimulator({static_cast<const char *>(bitstream), size});
  if (!made)
    return failWith(made.takeError(), diagnostics);
  *simulator = *made;
  return TIDEPOOL_SUCCESS;
}

TidepoolStatus tidepoolSimulatorCreate(const TidepoolModule *module,
                                       const TidepoolOptions *options,
                                       TidepoolSimulator **simulator,
                                       TidepoolDiagnostics *diagnostics) {
  if (simulator)
    *simulator = nullptr;
  if (!areGiven({{"module", module}, {"simulator", simulator}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  const StageOptions &stageOptions = orDefaults(options).stage;
  return module->context->run(
      [&]() -> LogicalResult {
        OwningOpRef<ModuleOp> flat((*module->module).clone());
        FailureOr<StageNetwork> stage = importStage(*flat, stageOptions);
        if (failed(stage))
          return failure();
        llvm::Expected<TidepoolSimulator *> made =
            makeSimulator(std::move(*stage), stageOptions.schedule);
        if (!made)
          return flat->emitError(llvm::toString(made.takeError()));
        *simulator = *made;
        return success();
      },
      diagnostics);
}

TidepoolStatus tidepoolSimulatorClone(const TidepoolSimulator *simulator,
                                      TidepoolSimulator **clone,
                                      TidepoolDiagnostics *diagnostics) {
  if (clone)
    *clone = nullptr;
  if (!areGiven({{"simulator", simulator}, {"clone", clone}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  *clone =
      new TidepoolSimulator(simulator->network, simulator->simulator->clone());
  return TIDEPOOL_SUCCESS;
}

void tidepoolSimulatorDestroy(TidepoolSimulator *simulator) {
  delete simulator;
}

//===----------------------------------------------------------------------===//
// The network
//===----------------------------------------------------------------------===//

static TidepoolLayer convert(Layer layer) {
  return layer == Layer::Hidden ? TIDEPOOL_HIDDEN : TIDEPOOL_OUTPUT;
}

TidepoolView
tidepoolSimulatorGetNetworkName(const TidepoolSimulator *simulator) {
  return toView(simulator ? StringRef(simulator->getInfo().name) : "");
}

double tidepoolSimulatorGetTimeStep(const TidepoolSimulator *simulator) {
  return simulator ? simulator->getInfo().dt : 0;
}

size_t tidepoolSimulatorGetNumInputs(const TidepoolSimulator *simulator) {
  return simulator ? simulator->getInfo().numInputs : 0;
}

size_t tidepoolSimulatorGetNumOutputs(const TidepoolSimulator *simulator) {
  return simulator ? simulator->getInfo().numOutputs : 0;
}

uint32_t
tidepoolSimulatorGetMaxInputSpikes(const TidepoolSimulator *simulator) {
  return simulator ? simulator->simulator->getMaxInputSpikes() : 0;
}

size_t tidepoolSimulatorGetNumPopulations(const TidepoolSimulator *simulator) {
  return simulator ? simulator->getInfo().populations.size() : 0;
}

/// One of the populations, or an empty one.
static const Population &getPopulation(const TidepoolSimulator *simulator,
                                       size_t population) {
  static const Population none;
  return population < tidepoolSimulatorGetNumPopulations(simulator)
             ? simulator->getInfo().populations[population]
             : none;
}

TidepoolView
tidepoolSimulatorGetPopulationLabel(const TidepoolSimulator *simulator,
                                    size_t population) {
  return toView(getPopulation(simulator, population).label);
}

TidepoolLayer
tidepoolSimulatorGetPopulationLayer(const TidepoolSimulator *simulator,
                                    size_t population) {
  return convert(getPopulation(simulator, population).layer);
}

size_t tidepoolSimulatorGetPopulationSize(const TidepoolSimulator *simulator,
                                          size_t population) {
  return getPopulation(simulator, population).neurons.size();
}

const uint32_t *
tidepoolSimulatorGetPopulationNeurons(const TidepoolSimulator *simulator,
                                      size_t population) {
  return getPopulation(simulator, population).neurons.data();
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Whether an array is there and has room for every step.
static bool checkRaster(const char *name, const void *array, size_t size,
                        size_t numSteps, size_t width,
                        TidepoolDiagnostics *diagnostics) {
  if (size != 0 && !areGiven({{name, array}}, diagnostics))
    return false;
  if (llvm::checkedMulUnsigned(numSteps, width) == size)
    return true;
  fail(TIDEPOOL_INVALID_ARGUMENT,
       "array '" + Twine(name) + "' has " + Twine(size) + " numbers, but " +
           Twine(numSteps) + " steps of " + Twine(width) + " are needed",
       diagnostics);
  return false;
}

static bool store(double value, double &result) {
  result = value;
  return true;
}

static bool store(double value, uint32_t &result) {
  if (!(value >= 0 && value <= UINT32_MAX) || value != std::trunc(value))
    return false;
  result = static_cast<uint32_t>(value);
  return true;
}

/// Copies the outputs of the last step; the number of the first one that the
/// results cannot hold, or none.
template <typename T>
static std::optional<size_t> copyOutputs(const Simulator &simulator,
                                         T *results) {
  return std::visit(
      [&](auto outputs) -> std::optional<size_t> {
        for (auto [k, output] : llvm::enumerate(outputs))
          if (!store(output, results[k]))
            return k;
        return std::nullopt;
      },
      simulator.getOutputs());
}

template <typename T>
static TidepoolStatus run(TidepoolSimulator *simulator, size_t numSteps,
                          const uint32_t *inputs, size_t numInputs, T *outputs,
                          size_t numOutputs, TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"simulator", simulator}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  const NetworkInfo &info = simulator->getInfo();
  if (!checkRaster("inputs", inputs, numInputs, numSteps, info.numInputs,
                   diagnostics) ||
      !checkRaster("outputs", outputs, numOutputs, numSteps, info.numOutputs,
                   diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  for (size_t t = 0; t < numSteps; ++t) {
    simulator->simulator->step(
        ArrayRef(inputs + t * info.numInputs, info.numInputs));
    ++simulator->numSteps;
    if (auto output =
            copyOutputs(*simulator->simulator, outputs + t * info.numOutputs))
      return fail(TIDEPOOL_FAILURE,
                  "output " + Twine(*output) + " of step " + Twine(t) +
                      " is no number of spikes; tidepoolSimulatorRunReal "
                      "takes outputs of any kind",
                  diagnostics);
  }
  return TIDEPOOL_SUCCESS;
}

TidepoolStatus tidepoolSimulatorRun(TidepoolSimulator *simulator,
                                    size_t numSteps, const uint32_t *inputs,
                                    size_t numInputs, uint32_t *outputs,
                                    size_t numOutputs,
                                    TidepoolDiagnostics *diagnostics) {
  return run(simulator, numSteps, inputs, numInputs, outputs, numOutputs,
             diagnostics);
}

TidepoolStatus tidepoolSimulatorRunReal(TidepoolSimulator *simulator,
                                        size_t numSteps, const uint32_t *inputs,
                                        size_t numInputs, double *outputs,
                                        size_t numOutputs,
                                        TidepoolDiagnostics *diagnostics) {
  return run(simulator, numSteps, inputs, numInputs, outputs, numOutputs,
             diagnostics);
}

TidepoolStatus tidepoolSimulatorReset(TidepoolSimulator *simulator,
                                      TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"simulator", simulator}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  simulator->simulator->reset();
  simulator->numSteps = 0;
  return TIDEPOOL_SUCCESS;
}

uint64_t tidepoolSimulatorGetNumSteps(const TidepoolSimulator *simulator) {
  return simulator ? simulator->numSteps : 0;
}

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

size_t tidepoolSimulatorGetNumSignals(const TidepoolSimulator *simulator) {
  return simulator ? simulator->signals.size() : 0;
}

/// One of the signals, or null.
static const Signal *getSignal(const TidepoolSimulator *simulator,
                               size_t signal) {
  return signal < tidepoolSimulatorGetNumSignals(simulator)
             ? &simulator->signals[signal]
             : nullptr;
}

TidepoolView tidepoolSimulatorGetSignalName(const TidepoolSimulator *simulator,
                                            size_t signal) {
  const Signal *found = getSignal(simulator, signal);
  return toView(found ? StringRef(found->name) : "");
}

TidepoolLayer
tidepoolSimulatorGetSignalLayer(const TidepoolSimulator *simulator,
                                size_t signal) {
  const Signal *found = getSignal(simulator, signal);
  return convert(found ? found->layer : Layer::Hidden);
}

size_t tidepoolSimulatorGetSignalSize(const TidepoolSimulator *simulator,
                                      size_t signal) {
  const Signal *found = getSignal(simulator, signal);
  return found ? getSize(found->values) : 0;
}

TidepoolStatus tidepoolSimulatorReadSignal(const TidepoolSimulator *simulator,
                                           size_t signal, double *values,
                                           size_t numValues,
                                           TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"simulator", simulator}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  const Signal *found = getSignal(simulator, signal);
  if (!found)
    return fail(TIDEPOOL_INVALID_ARGUMENT,
                "there is no signal " + Twine(signal) + ", there are " +
                    Twine(simulator->signals.size()),
                diagnostics);
  if (!checkRaster("values", values, numValues, 1, getSize(found->values),
                   diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  std::visit([&](auto numbers) { llvm::copy(numbers, values); }, found->values);
  return TIDEPOOL_SUCCESS;
}

TidepoolStatus tidepoolSimulatorSaveState(const TidepoolSimulator *simulator,
                                          TidepoolBytes **state,
                                          TidepoolDiagnostics *diagnostics) {
  if (state)
    *state = nullptr;
  if (!areGiven({{"simulator", simulator}, {"state", state}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  *state = new TidepoolBytes{
      writeState(saveState(*simulator->simulator, simulator->numSteps))};
  return TIDEPOOL_SUCCESS;
}

TidepoolStatus tidepoolSimulatorRestoreState(TidepoolSimulator *simulator,
                                             const void *state, size_t size,
                                             TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"simulator", simulator}, {"state", state}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  llvm::Expected<SimulatorState> read =
      readState({static_cast<const char *>(state), size});
  if (!read)
    return failWith(read.takeError(), diagnostics);
  if (llvm::Error error = restoreState(*simulator->simulator, *read))
    return failWith(std::move(error), diagnostics);
  simulator->numSteps = read->numSteps;
  return TIDEPOOL_SUCCESS;
}
