/*===-- test/CAPI/simulate.c - Runs networks ---------------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

// The outputs are those of graph-sim.
// RUN: graph-compile %source_dir/examples/braille.mlir --chip=xylo_a3 \
// RUN:   -o %t.xbit --quiet
// RUN: tidepool-capi-simulate-test %t.xbit %source_dir/examples/braille.mlir \
// RUN:   %t.inputs.csv %t.outputs.csv %t.state.json > %t
// RUN: FileCheck %s --input-file=%t
// RUN: graph-sim %t.xbit --input=%t.inputs.csv --output=%t.expected.csv \
// RUN:   --state-out=%t.expected.json --quiet
// RUN: cmp %t.outputs.csv %t.expected.csv
// RUN: cmp %t.state.json %t.expected.json

#include "tidepool-c/Simulate.h"

#include "Printing.h"

#include <string.h>

enum { numSteps = 100, numInputs = 12, numOutputs = 7 };

static TidepoolDiagnostics *diagnostics;
static uint32_t inputs[numSteps][numInputs];
static uint32_t outputs[numSteps][numOutputs];

static TidepoolSimulator *load(const char *path) {
  static char content[1 << 16];
  FILE *file = fopen(path, "rb");
  size_t size = fread(content, 1, sizeof(content), file);
  TidepoolSimulator *simulator = NULL;
  fclose(file);
  show("load", tidepoolSimulatorLoad(content, size, &simulator, diagnostics),
       diagnostics);
  // CHECK-LABEL: load: success
  // CHECK-NEXT: damaged: failure
  // CHECK-NEXT: error: {{.*}}offset
  // CHECK-NEXT: garbage: failure
  // CHECK-NEXT: error:
  content[size / 2] ^= 1;
  show("damaged",
       tidepoolSimulatorLoad(content, size, &(TidepoolSimulator *){0},
                             diagnostics),
       diagnostics);
  show("garbage",
       tidepoolSimulatorLoad("garbage", 7, &(TidepoolSimulator *){0},
                             diagnostics),
       diagnostics);
  return simulator;
}

static void testNetwork(const TidepoolSimulator *simulator) {
  // CHECK-LABEL: braille: 12 inputs, 7 outputs, 0.0001 s, 15 spikes
  printf("%s: %u inputs, %u outputs, %g s, %u spikes\n",
         tidepoolSimulatorGetNetworkName(simulator).data,
         (unsigned)tidepoolSimulatorGetNumInputs(simulator),
         (unsigned)tidepoolSimulatorGetNumOutputs(simulator),
         tidepoolSimulatorGetTimeStep(simulator),
         (unsigned)tidepoolSimulatorGetMaxInputSpikes(simulator));
  // The third is one too many.
  // CHECK-NEXT: 2 populations
  // CHECK-NEXT: 'lif1.lif' 0 40 39
  // CHECK-NEXT: 'lif2' 1 7 6
  // CHECK-NEXT: '' 0 0 0
  printf("%u populations\n",
         (unsigned)tidepoolSimulatorGetNumPopulations(simulator));
  for (size_t k = 0; k < 3; ++k) {
    size_t size = tidepoolSimulatorGetPopulationSize(simulator, k);
    const uint32_t *neurons =
        tidepoolSimulatorGetPopulationNeurons(simulator, k);
    printf("'%s' %d %u %u\n",
           tidepoolSimulatorGetPopulationLabel(simulator, k).data,
           (int)tidepoolSimulatorGetPopulationLayer(simulator, k),
           (unsigned)size, size ? (unsigned)neurons[size - 1] : 0u);
  }
}

static void fillInputs(void) {
  uint32_t state = 1;
  for (size_t k = 0; k < numSteps * numInputs; ++k) {
    state = state * 1664525u + 1013904223u;
    inputs[k / numInputs][k % numInputs] = state >> 30;
  }
}

static void writeCsv(const char *path, const uint32_t *counts, size_t width) {
  FILE *file = fopen(path, "w");
  for (size_t k = 0; k < numSteps * width; ++k)
    fprintf(file, "%u%c", (unsigned)counts[k],
            k % width == width - 1 ? '\n' : ',');
  fclose(file);
}

static TidepoolStatus run(TidepoolSimulator *simulator, size_t first,
                          size_t count, uint32_t *results) {
  return tidepoolSimulatorRun(simulator, count, inputs[first],
                              count * numInputs, results, count * numOutputs,
                              diagnostics);
}

static void testRun(TidepoolSimulator *simulator) {
  static uint32_t again[numSteps][numOutputs];
  TidepoolSimulator *clone = NULL;
  show("run", run(simulator, 0, numSteps, outputs[0]), diagnostics);
  // CHECK-LABEL: run: success
  // CHECK-NEXT: after 100 steps
  printf("after %u steps\n", (unsigned)tidepoolSimulatorGetNumSteps(simulator));
  // Step by step, by a clone that starts anew.
  // CHECK-NEXT: clone: success
  // CHECK-NEXT: after 0 steps
  // CHECK-NEXT: same outputs: 1
  show("clone", tidepoolSimulatorClone(simulator, &clone, diagnostics),
       diagnostics);
  printf("after %u steps\n", (unsigned)tidepoolSimulatorGetNumSteps(clone));
  for (size_t t = 0; t < numSteps; ++t)
    run(clone, t, 1, again[t]);
  printf("same outputs: %d\n", memcmp(outputs, again, sizeof(again)) == 0);
  // CHECK-NEXT: reset: success
  // CHECK-NEXT: after 0 steps
  // CHECK-NEXT: same outputs: 1
  memset(again, 0, sizeof(again));
  show("reset", tidepoolSimulatorReset(clone, diagnostics), diagnostics);
  printf("after %u steps\n", (unsigned)tidepoolSimulatorGetNumSteps(clone));
  run(clone, 0, numSteps, again[0]);
  printf("same outputs: %d\n", memcmp(outputs, again, sizeof(again)) == 0);
  // No steps need no arrays.
  // CHECK-NEXT: no steps: success
  show("no steps",
       tidepoolSimulatorRun(clone, 0, NULL, 0, NULL, 0, diagnostics),
       diagnostics);
  tidepoolSimulatorDestroy(clone);
}

static void testBadRuns(TidepoolSimulator *simulator) {
  // CHECK-LABEL: too few inputs: invalid
  // CHECK-NEXT: error: array 'inputs' has 5 numbers, but 2 steps of 12 are
  show("too few inputs",
       tidepoolSimulatorRun(simulator, 2, inputs[0], 5, outputs[0], 14,
                            diagnostics),
       diagnostics);
  // CHECK-NEXT: too many outputs: invalid
  // CHECK-NEXT: error: array 'outputs' has 15 numbers, but 2 steps of 7 are
  show("too many outputs",
       tidepoolSimulatorRun(simulator, 2, inputs[0], 24, outputs[0], 15,
                            diagnostics),
       diagnostics);
  // CHECK-NEXT: beyond memory: invalid
  // CHECK-NEXT: error: array 'inputs' has
  show("beyond memory",
       tidepoolSimulatorRun(simulator, SIZE_MAX / 12 + 1, inputs[0], 8,
                            outputs[0], 7, diagnostics),
       diagnostics);
  // CHECK-NEXT: null inputs: invalid
  // CHECK-NEXT: error: argument 'inputs' is null
  // CHECK-NEXT: null outputs: invalid
  // CHECK-NEXT: error: argument 'outputs' is null
  show("null inputs",
       tidepoolSimulatorRun(simulator, 1, NULL, 12, outputs[0], 7, diagnostics),
       diagnostics);
  show("null outputs",
       tidepoolSimulatorRun(simulator, 1, inputs[0], 12, NULL, 7, diagnostics),
       diagnostics);
  // Nothing was run.
  // CHECK-NEXT: after 100 steps
  printf("after %u steps\n", (unsigned)tidepoolSimulatorGetNumSteps(simulator));
}

static void testSignals(const TidepoolSimulator *simulator) {
  double values[40];
  // CHECK-DAG: signal hid_spikes of layer 0: 40
  // CHECK-DAG: signal vmem of layer 0: 40
  // CHECK-DAG: signal vmem_out of layer 1: 7
  // CHECK-DAG: last outputs are those of the run: 1
  for (size_t k = 0; k < tidepoolSimulatorGetNumSignals(simulator); ++k) {
    const char *name = tidepoolSimulatorGetSignalName(simulator, k).data;
    size_t size = tidepoolSimulatorGetSignalSize(simulator, k);
    int same = 1;
    printf("signal %s of layer %d: %u\n", name,
           (int)tidepoolSimulatorGetSignalLayer(simulator, k), (unsigned)size);
    if (tidepoolSimulatorReadSignal(simulator, k, values, size, diagnostics) !=
            TIDEPOOL_SUCCESS ||
        strcmp(name, "out_spikes") != 0)
      continue;
    for (size_t output = 0; output < numOutputs; ++output)
      same &= values[output] == outputs[numSteps - 1][output];
    printf("last outputs are those of the run: %d\n", same);
  }
  // CHECK: no such signal: invalid
  // CHECK-NEXT: error: there is no signal 99, there are
  // CHECK-NEXT: wrong size: invalid
  // CHECK-NEXT: error: array 'values' has 3 numbers, but 1 steps of 7 are
  // CHECK-NEXT: null values: invalid
  // CHECK-NEXT: error: argument 'values' is null
  show("no such signal",
       tidepoolSimulatorReadSignal(simulator, 99, values, 40, diagnostics),
       diagnostics);
  show("wrong size",
       tidepoolSimulatorReadSignal(simulator, 0, values, 3, diagnostics),
       diagnostics);
  show("null values",
       tidepoolSimulatorReadSignal(simulator, 0, NULL, 40, diagnostics),
       diagnostics);
}

static void testState(TidepoolSimulator *simulator, const char *path) {
  static uint32_t first[numSteps][numOutputs], second[numSteps][numOutputs];
  TidepoolBytes *state = NULL;
  TidepoolView text;
  FILE *file = fopen(path, "wb");
  show("save state", tidepoolSimulatorSaveState(simulator, &state, diagnostics),
       diagnostics);
  text = tidepoolBytesGetView(state);
  fwrite(text.data, 1, text.size, file);
  fclose(file);
  // CHECK-LABEL: save state: success
  // CHECK-NEXT: restore state: success
  // CHECK-NEXT: after 100 steps, same outputs: 1
  run(simulator, 0, numSteps, first[0]);
  show("restore state",
       tidepoolSimulatorRestoreState(simulator, text.data, text.size,
                                     diagnostics),
       diagnostics);
  printf("after %u steps, ", (unsigned)tidepoolSimulatorGetNumSteps(simulator));
  run(simulator, 0, numSteps, second[0]);
  printf("same outputs: %d\n", memcmp(first, second, sizeof(first)) == 0);
  // CHECK-NEXT: half of a state: failure
  // CHECK-NEXT: error:
  // CHECK: garbage state: failure
  // CHECK-NEXT: error:
  show("half of a state",
       tidepoolSimulatorRestoreState(simulator, text.data, text.size / 2,
                                     diagnostics),
       diagnostics);
  show("garbage state",
       tidepoolSimulatorRestoreState(simulator, "{}", 2, diagnostics),
       diagnostics);
  tidepoolBytesDestroy(state);
}

static TidepoolSimulator *make(TidepoolContext *context, const char *what,
                               const char *text, const char *option,
                               const char *value) {
  TidepoolModule *module = NULL;
  TidepoolOptions *options = tidepoolOptionsCreate();
  TidepoolSimulator *simulator = NULL;
  tidepoolModuleParse(context, text, strlen(text), "net.mlir", NULL, &module,
                      diagnostics);
  if (option)
    tidepoolOptionsSet(options, option, value, diagnostics);
  show(what, tidepoolSimulatorCreate(module, options, &simulator, diagnostics),
       diagnostics);
  tidepoolOptionsDestroy(options);
  tidepoolModuleDestroy(module);
  return simulator;
}

static void testStages(const char *braille) {
  static double real[numSteps][numOutputs];
  TidepoolContext *context = tidepoolContextCreate();
  TidepoolModule *module = NULL;
  TidepoolSimulator *simulator = NULL, *chip;
  const char *weights =
      "graph.network @half(%x: !graph.nodes<1>) -> !graph.nodes<1> {\n"
      "  %y = graph.linear_weights %x {weights = dense<0.5>\n"
      "      : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>\n"
      "  graph.output %y : !graph.nodes<1>\n"
      "}\n";
  uint32_t counts[2] = {2, 1}, results[2];
  double realResults[2];
  tidepoolModuleRead(context, braille, NULL, &module, diagnostics);
  // Real numbers, in the schedule of the graph.
  // CHECK-LABEL: network: success
  // CHECK-NEXT: run the network: success
  show("network",
       tidepoolSimulatorCreate(module, NULL, &simulator, diagnostics),
       diagnostics);
  // It needs neither module nor context any more.
  tidepoolModuleDestroy(module);
  show("run the network",
       tidepoolSimulatorRunReal(simulator, numSteps, inputs[0],
                                numSteps * numInputs, real[0],
                                numSteps * numOutputs, diagnostics),
       diagnostics);
  tidepoolSimulatorDestroy(simulator);

  // CHECK-LABEL: time step: success
  // CHECK-NEXT: of 0.001 s
  // CHECK-NEXT: whole numbers: failure
  // CHECK-NEXT: error: output 0 of step 1 is no number of spikes;
  // CHECK-NEXT: real numbers: success
  // CHECK-NEXT: 1 and 0.5
  simulator = make(context, "time step", weights, "dt", "0.001");
  printf("of %g s\n", tidepoolSimulatorGetTimeStep(simulator));
  show("whole numbers",
       tidepoolSimulatorRun(simulator, 2, counts, 2, results, 2, diagnostics),
       diagnostics);
  show("real numbers",
       tidepoolSimulatorRunReal(simulator, 2, counts, 2, realResults, 2,
                                diagnostics),
       diagnostics);
  printf("%g and %g\n", realResults[0], realResults[1]);
  tidepoolSimulatorDestroy(simulator);

  // CHECK-LABEL: chip's schedule: success
  // CHECK-NEXT: 15 spikes
  chip = make(context, "chip's schedule",
              "graph.network @one(%x: !graph.nodes<1>) -> !graph.nodes<1> {\n"
              "  %y = graph.lif_neurons %x {tau_mem = dense<0.02> : "
              "tensor<1xf32>, tau_syn = dense<0.02> : tensor<1xf32>,\n"
              "      threshold = dense<1.0> : tensor<1xf32>, dt = 1.0e-3 : "
              "f64} : !graph.nodes<1> -> !graph.nodes<1>\n"
              "  graph.output %y : !graph.nodes<1>\n"
              "}\n",
              "schedule", "chip");
  printf("%u spikes\n", (unsigned)tidepoolSimulatorGetMaxInputSpikes(chip));
  tidepoolSimulatorDestroy(chip);
  // CHECK-LABEL: no network: failure
  // CHECK-NEXT: error: there is no graph.network
  // CHECK-NEXT: something else: failure
  // CHECK-NEXT: net.mlir:1:1: error: cannot be run
  make(context, "no network", "", NULL, NULL);
  make(context, "something else", "module @m {}\nmodule @n {}", NULL, NULL);
  tidepoolContextDestroy(context);
}

static void testNull(void) {
  TidepoolSimulator *simulator = (TidepoolSimulator *)&simulator;
  TidepoolBytes *bytes = NULL;
  double value;
  // CHECK-LABEL: null bytes: invalid
  // CHECK-NEXT: error: argument 'bitstream' is null
  // CHECK-NEXT: result is null: 1
  // CHECK-NEXT: null result: invalid
  // CHECK-NEXT: error: argument 'simulator' is null
  // CHECK-NEXT: null module: invalid
  // CHECK-NEXT: error: argument 'module' is null
  // CHECK-NEXT: null clone: invalid
  // CHECK-NEXT: error: argument 'simulator' is null
  show("null bytes", tidepoolSimulatorLoad(NULL, 7, &simulator, diagnostics),
       diagnostics);
  printf("result is null: %d\n", simulator == NULL);
  show("null result", tidepoolSimulatorLoad("abc", 3, NULL, diagnostics),
       diagnostics);
  show("null module",
       tidepoolSimulatorCreate(NULL, NULL, &simulator, diagnostics),
       diagnostics);
  show("null clone", tidepoolSimulatorClone(NULL, &simulator, diagnostics),
       diagnostics);
  // CHECK-NEXT: statuses: 1 1 1 1 1 1
  printf("statuses: %d %d %d %d %d %d\n",
         (int)tidepoolSimulatorRun(NULL, 0, NULL, 0, NULL, 0, NULL),
         (int)tidepoolSimulatorRunReal(NULL, 0, NULL, 0, NULL, 0, NULL),
         (int)tidepoolSimulatorReset(NULL, NULL),
         (int)tidepoolSimulatorReadSignal(NULL, 0, &value, 1, NULL),
         (int)tidepoolSimulatorSaveState(NULL, &bytes, NULL),
         (int)tidepoolSimulatorRestoreState(NULL, "{}", 2, NULL));
  // CHECK-NEXT: facts: 0 0 0 0 0 0 0 0 0 0 0
  printf("facts: %u %u %u %u %u %u %u %u %u %u %g\n",
         (unsigned)tidepoolSimulatorGetNetworkName(NULL).size,
         (unsigned)tidepoolSimulatorGetNumInputs(NULL),
         (unsigned)tidepoolSimulatorGetNumOutputs(NULL),
         (unsigned)tidepoolSimulatorGetMaxInputSpikes(NULL),
         (unsigned)tidepoolSimulatorGetNumPopulations(NULL),
         (unsigned)tidepoolSimulatorGetPopulationSize(NULL, 0),
         (unsigned)tidepoolSimulatorGetPopulationLayer(NULL, 0),
         (unsigned)tidepoolSimulatorGetNumSignals(NULL),
         (unsigned)tidepoolSimulatorGetSignalSize(NULL, 0),
         (unsigned)tidepoolSimulatorGetNumSteps(NULL),
         tidepoolSimulatorGetTimeStep(NULL));
  tidepoolSimulatorDestroy(NULL);
}

int main(int argc, char **argv) {
  TidepoolSimulator *simulator;
  if (argc != 6)
    return 1;
  diagnostics = tidepoolDiagnosticsCreate();
  fillInputs();
  writeCsv(argv[3], inputs[0], numInputs);
  simulator = load(argv[1]);
  testNetwork(simulator);
  testRun(simulator);
  writeCsv(argv[4], outputs[0], numOutputs);
  testBadRuns(simulator);
  testSignals(simulator);
  testState(simulator, argv[5]);
  tidepoolSimulatorDestroy(simulator);
  testStages(argv[2]);
  testNull();
  tidepoolDiagnosticsDestroy(diagnostics);
  return 0;
}
