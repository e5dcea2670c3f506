/*===-- test/CAPI/threads.c - Several threads at a time ----------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

// Threads share a context, and clones of a simulator.
// RUN: tidepool-capi-threads-test %source_dir/examples/braille.mlir \
// RUN:   | FileCheck %s
// CHECK: 8 of 8 threads agree

#include "tidepool-c/Tidepool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { numThreads = 8, numSteps = 100, numInputs = 12, numOutputs = 7 };

typedef struct Job {
  TidepoolContext *context;
  const char *path;
  TidepoolSimulator *simulator;
  uint32_t outputs[numSteps][numOutputs];
  size_t numBytes;
} Job;

static void *run(void *argument) {
  Job *job = argument;
  TidepoolModule *module = NULL;
  TidepoolBytes *bytes = NULL;
  TidepoolOptions *options = tidepoolOptionsCreate();
  static uint32_t inputs[numSteps][numInputs]; /* only read */
  tidepoolOptionsSet(options, "chip", "xylo_a3", NULL);
  tidepoolModuleRead(job->context, job->path, NULL, &module, NULL);
  tidepoolModuleCompile(module, options, &bytes, NULL);
  job->numBytes = tidepoolBytesGetView(bytes).size;
  tidepoolSimulatorRun(job->simulator, numSteps, inputs[0],
                       numSteps * numInputs, job->outputs[0],
                       numSteps * numOutputs, NULL);
  tidepoolBytesDestroy(bytes);
  tidepoolModuleDestroy(module);
  tidepoolOptionsDestroy(options);
  return NULL;
}

int main(int argc, char **argv) {
  TidepoolContext *context = tidepoolContextCreate();
  TidepoolModule *module = NULL;
  TidepoolSimulator *simulator = NULL;
  static Job jobs[numThreads];
  pthread_t threads[numThreads];
  unsigned numAgreeing = 0;
  if (argc != 2)
    return 1;
  tidepoolModuleRead(context, argv[1], NULL, &module, NULL);
  tidepoolSimulatorCreate(module, NULL, &simulator, NULL);
  for (size_t k = 0; k < numThreads; ++k) {
    jobs[k].context = context;
    jobs[k].path = argv[1];
    tidepoolSimulatorClone(simulator, &jobs[k].simulator, NULL);
    if (pthread_create(&threads[k], NULL, run, &jobs[k]) != 0)
      return 1;
  }
  for (size_t k = 0; k < numThreads; ++k) {
    pthread_join(threads[k], NULL);
    numAgreeing +=
        jobs[k].numBytes != 0 && jobs[k].numBytes == jobs[0].numBytes &&
        memcmp(jobs[k].outputs, jobs[0].outputs, sizeof(jobs[k].outputs)) == 0;
    tidepoolSimulatorDestroy(jobs[k].simulator);
  }
  printf("%u of %d threads agree\n", numAgreeing, (int)numThreads);
  tidepoolSimulatorDestroy(simulator);
  tidepoolModuleDestroy(module);
  tidepoolContextDestroy(context);
  return 0;
}
