/* Compiles the Braille letter reader for Xylo Audio 3, runs it on a touch of
 * the first sensor, as the chip would, and prints how often each letter's
 * neuron spiked.
 *
 *   braille examples/braille.mlir */

#include "tidepool-c/Tidepool.h"

#include <stdio.h>

enum { numSteps = 200, numSensors = 12, numLetters = 7 };

/* Prints what the compiler had to say: `file:line:column: error: text`. */
static void printAll(const TidepoolDiagnostics *diagnostics) {
  static const char *const kinds[] = {"note", "remark", "warning", "error"};
  size_t count = tidepoolDiagnosticsGetCount(diagnostics);
  for (size_t k = 0; k < count; ++k) {
    TidepoolView file = tidepoolDiagnosticsGetFile(diagnostics, k);
    uint32_t line = tidepoolDiagnosticsGetLine(diagnostics, k);
    uint32_t column = tidepoolDiagnosticsGetColumn(diagnostics, k);
    if (line != 0)
      fprintf(stderr, "%s:%u:%u: ", file.data, (unsigned)line,
              (unsigned)column);
    else if (file.size != 0)
      fprintf(stderr, "%s: ", file.data);
    fprintf(stderr, "%s: %s\n",
            kinds[tidepoolDiagnosticsGetSeverity(diagnostics, k)],
            tidepoolDiagnosticsGetMessage(diagnostics, k).data);
  }
}

/* A spike of the first sensor in every fifth step. */
static TidepoolStatus run(TidepoolSimulator *simulator,
                          TidepoolDiagnostics *diagnostics) {
  static uint32_t touch[numSteps][numSensors];
  static uint32_t letters[numSteps][numLetters];
  for (size_t t = 0; t < numSteps; t += 5)
    touch[t][0] = 1;
  TidepoolStatus status =
      tidepoolSimulatorRun(simulator, numSteps, touch[0], numSteps * numSensors,
                           letters[0], numSteps * numLetters, diagnostics);
  if (status != TIDEPOOL_SUCCESS)
    return status;
  for (size_t letter = 0; letter < numLetters; ++letter) {
    unsigned spikes = 0;
    for (size_t t = 0; t < numSteps; ++t)
      spikes += (unsigned)letters[t][letter];
    printf("letter %u: %u spikes\n", (unsigned)letter, spikes);
  }
  return status;
}

int main(int argc, char **argv) {
  TidepoolDiagnostics *diagnostics = tidepoolDiagnosticsCreate();
  TidepoolContext *context = tidepoolContextCreate();
  TidepoolOptions *options = tidepoolOptionsCreate();
  TidepoolModule *module = NULL;
  TidepoolBytes *bitstream = NULL;
  TidepoolSimulator *simulator = NULL;

  TidepoolStatus status =
      tidepoolOptionsSet(options, "chip", "xylo_a3", diagnostics);
  if (status == TIDEPOOL_SUCCESS)
    status = tidepoolModuleRead(context, argc > 1 ? argv[1] : "braille.mlir",
                                options, &module, diagnostics);
  if (status == TIDEPOOL_SUCCESS)
    status = tidepoolModuleCompile(module, options, &bitstream, diagnostics);
  if (status == TIDEPOOL_SUCCESS) {
    TidepoolView bytes = tidepoolBytesGetView(bitstream);
    printf("%u bytes\n", (unsigned)bytes.size);
    status =
        tidepoolSimulatorLoad(bytes.data, bytes.size, &simulator, diagnostics);
  }
  if (status == TIDEPOOL_SUCCESS)
    status = run(simulator, diagnostics);
  printAll(diagnostics);

  /* In any order; what was never made is null, and that is fine. */
  tidepoolSimulatorDestroy(simulator);
  tidepoolBytesDestroy(bitstream);
  tidepoolModuleDestroy(module);
  tidepoolOptionsDestroy(options);
  tidepoolContextDestroy(context);
  tidepoolDiagnosticsDestroy(diagnostics);
  return status;
}
