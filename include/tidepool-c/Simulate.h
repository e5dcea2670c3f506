/*===-- tidepool-c/Simulate.h - Runs networks ---------------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_C_SIMULATE_H
#define TIDEPOOL_C_SIMULATE_H

#include "tidepool-c/Module.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A network that runs, with its state. Different ones run in parallel. */
typedef struct TidepoolSimulator TidepoolSimulator;

/** Of a bitstream. It runs as on the chip, bit by bit. The bytes are not
 * needed afterwards. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorLoad(
    const void *bitstream, size_t size, TidepoolSimulator **simulator,
    TidepoolDiagnostics *diagnostics);

/** Of a module of any stage, which is not changed. Cores of integers and images
 * run as on the chip, real ones and networks in real numbers. `options` may be
 * null. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorCreate(
    const TidepoolModule *module, const TidepoolOptions *options,
    TidepoolSimulator **simulator, TidepoolDiagnostics *diagnostics);

/** Another one of the same network, in the state after loading. The network
 * is shared, so that this is cheap. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorClone(
    const TidepoolSimulator *simulator, TidepoolSimulator **clone,
    TidepoolDiagnostics *diagnostics);

TIDEPOOL_API void tidepoolSimulatorDestroy(TidepoolSimulator *simulator);

/*===----------------------------------------------------------------------===*\
|* The network                                                                *|
\*===----------------------------------------------------------------------===*/

/** All views and arrays are valid as long as the simulator. */
TIDEPOOL_API TidepoolView
tidepoolSimulatorGetNetworkName(const TidepoolSimulator *simulator);
/** The length of a step in seconds; 0 if the network does not say. */
TIDEPOOL_API double
tidepoolSimulatorGetTimeStep(const TidepoolSimulator *simulator);
TIDEPOOL_API size_t
tidepoolSimulatorGetNumInputs(const TidepoolSimulator *simulator);
TIDEPOOL_API size_t
tidepoolSimulatorGetNumOutputs(const TidepoolSimulator *simulator);
/** How many spikes an input takes in a step; those beyond are lost. */
TIDEPOOL_API uint32_t
tidepoolSimulatorGetMaxInputSpikes(const TidepoolSimulator *simulator);

/** Neurons that drive the network's outputs, and all others. Each layer counts
 * its neurons from 0. */
typedef enum TidepoolLayer {
  TIDEPOOL_HIDDEN = 0,
  TIDEPOOL_OUTPUT = 1
} TidepoolLayer;

/** Populations are the modules of the network that became neurons. */
TIDEPOOL_API size_t
tidepoolSimulatorGetNumPopulations(const TidepoolSimulator *simulator);
TIDEPOOL_API TidepoolView tidepoolSimulatorGetPopulationLabel(
    const TidepoolSimulator *simulator, size_t population);
TIDEPOOL_API TidepoolLayer tidepoolSimulatorGetPopulationLayer(
    const TidepoolSimulator *simulator, size_t population);
TIDEPOOL_API size_t tidepoolSimulatorGetPopulationSize(
    const TidepoolSimulator *simulator, size_t population);
/** The numbers of its neurons in the layer, in the module's own order. */
TIDEPOOL_API const uint32_t *
tidepoolSimulatorGetPopulationNeurons(const TidepoolSimulator *simulator,
                                      size_t population);

/*===----------------------------------------------------------------------===*\
|* Running                                                                    *|
\*===----------------------------------------------------------------------===*/

/** Runs `numSteps` steps on from where the simulator is.
 *
 * `inputs[t * getNumInputs + k]` are the spikes of input k in step t,
 * `outputs[t * getNumOutputs + k]` those of output k; `numInputs` and
 * `numOutputs` are the lengths of these arrays. Nothing is run if they do not
 * fit. Fails at the first output that is no whole number, as those of rate
 * neurons; the simulator is then behind that step. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorRun(
    TidepoolSimulator *simulator, size_t numSteps, const uint32_t *inputs,
    size_t numInputs, uint32_t *outputs, size_t numOutputs,
    TidepoolDiagnostics *diagnostics);

/** The same with outputs of any kind. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorRunReal(
    TidepoolSimulator *simulator, size_t numSteps, const uint32_t *inputs,
    size_t numInputs, double *outputs, size_t numOutputs,
    TidepoolDiagnostics *diagnostics);

/** Back to the state after loading. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorReset(
    TidepoolSimulator *simulator, TidepoolDiagnostics *diagnostics);

/** How many steps led to the state. */
TIDEPOOL_API uint64_t
tidepoolSimulatorGetNumSteps(const TidepoolSimulator *simulator);

/*===----------------------------------------------------------------------===*\
|* States                                                                     *|
\*===----------------------------------------------------------------------===*/

/** Signals hold one number of each neuron of a layer, as it is after the last
 * step. They are called as the traces of `graph-sim`: `vmem`, `isyn`,
 * `hid_spikes`, `vmem_out`, ... */
TIDEPOOL_API size_t
tidepoolSimulatorGetNumSignals(const TidepoolSimulator *simulator);
TIDEPOOL_API TidepoolView tidepoolSimulatorGetSignalName(
    const TidepoolSimulator *simulator, size_t signal);
TIDEPOOL_API TidepoolLayer tidepoolSimulatorGetSignalLayer(
    const TidepoolSimulator *simulator, size_t signal);
TIDEPOOL_API size_t tidepoolSimulatorGetSignalSize(
    const TidepoolSimulator *simulator, size_t signal);
/** Copies a signal; `numValues` is its size. Integers are exact. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorReadSignal(
    const TidepoolSimulator *simulator, size_t signal, double *values,
    size_t numValues, TidepoolDiagnostics *diagnostics);

/** The whole state as JSON, as `graph-sim --state-out` writes it. */
TIDEPOOL_API TidepoolStatus tidepoolSimulatorSaveState(
    const TidepoolSimulator *simulator, TidepoolBytes **state,
    TidepoolDiagnostics *diagnostics);
/** Goes on from a state of the same network. */
TIDEPOOL_API TidepoolStatus
tidepoolSimulatorRestoreState(TidepoolSimulator *simulator, const void *state,
                              size_t size, TidepoolDiagnostics *diagnostics);

#ifdef __cplusplus
}
#endif

#endif /* TIDEPOOL_C_SIMULATE_H */
