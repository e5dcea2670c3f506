/*===-- test/CAPI/support.c - Options and diagnostics ------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

// RUN: tidepool-capi-support-test | FileCheck %s

#include "tidepool-c/Support.h"

#include "Printing.h"

static void set(TidepoolOptions *options, const char *name, const char *value,
                TidepoolDiagnostics *diagnostics) {
  show(name ? name : "null",
       tidepoolOptionsSet(options, name, value, diagnostics), diagnostics);
}

static void testVersion(void) {
  // CHECK: version: Tidepool {{[0-9]+\.[0-9]+\.[0-9]+$}}
  printf("version: %s\n", tidepoolGetVersion().data);
}

static void testGoodOptions(TidepoolDiagnostics *diagnostics) {
  static const char *const good[][2] = {{"chip", "xylo_a3"},
                                        {"quantize", "global"},
                                        {"prune", "true"},
                                        {"prune", "false"},
                                        {"weight-bias", "error"},
                                        {"weight-bias", "drop"},
                                        {"weight-bias", "fold"},
                                        {"target-options", "row-stride=full"},
                                        {"top", "net"},
                                        {"schedule", "graph"},
                                        {"schedule", "chip"},
                                        {"dt", "0.001"},
                                        {"nir-dt", "1e-4"},
                                        {"nir-convention", "auto"},
                                        {"nir-convention", "exact"},
                                        {"nir-convention", "euler"},
                                        {"nir-convention", "rockpool"},
                                        {"nir-reset", "file"},
                                        {"nir-reset", "assume-subtract"},
                                        {"nir-strictness", "lenient"},
                                        {"nir-strictness", "normal"},
                                        {"nir-strictness", "strict"},
                                        {"nir-max-matrix", "1000"}};
  TidepoolOptions *options = tidepoolOptionsCreate();
  unsigned numSet = 0;
  for (size_t k = 0; k < sizeof(good) / sizeof(*good); ++k)
    numSet += tidepoolOptionsSet(options, good[k][0], good[k][1],
                                 diagnostics) == TIDEPOOL_SUCCESS;
  // CHECK: 23 options set, 0 diagnostics
  printf("%u options set, %u diagnostics\n", numSet,
         (unsigned)tidepoolDiagnosticsGetCount(diagnostics));
  tidepoolOptionsDestroy(options);
}

static void testBadOptions(TidepoolDiagnostics *diagnostics) {
  TidepoolOptions *options = tidepoolOptionsCreate();
  // CHECK: no-such-thing: invalid
  // CHECK: error: option 'no-such-thing': there is no such option
  set(options, "no-such-thing", "1", diagnostics);
  // CHECK: nir-no-such-thing: invalid
  // CHECK: error: option 'nir-no-such-thing': there is no such option
  set(options, "nir-no-such-thing", "1", diagnostics);
  // CHECK: weight-bias: invalid
  // CHECK: error: option 'weight-bias': 'maybe' is none of the values, which
  // CHECK-SAME: are 'error', 'drop', 'fold'
  set(options, "weight-bias", "maybe", diagnostics);
  // CHECK: prune: invalid
  // CHECK: are 'true', 'false'
  set(options, "prune", "", diagnostics);
  // CHECK: dt: invalid
  // CHECK: error: option 'dt': '0' is no time in seconds above 0
  set(options, "dt", "0", diagnostics);
  // CHECK: dt: invalid
  // CHECK: 'nan' is no time
  set(options, "dt", "nan", diagnostics);
  // CHECK: dt: invalid
  // CHECK: 'inf' is no time
  set(options, "dt", "inf", diagnostics);
  // CHECK: nir-dt: invalid
  // CHECK: 'soon' is no time
  set(options, "nir-dt", "soon", diagnostics);
  // CHECK: nir-max-matrix: invalid
  // CHECK: '-1' is no size
  set(options, "nir-max-matrix", "-1", diagnostics);
  // CHECK: null: invalid
  // CHECK: argument 'name' is null
  set(options, NULL, "1", diagnostics);
  // CHECK: chip: invalid
  // CHECK: argument 'value' is null
  set(options, "chip", NULL, diagnostics);
  // CHECK: chip: invalid
  // CHECK: argument 'options' is null
  set(NULL, "chip", "xylo_a3", diagnostics);
  // Nobody need listen.
  // CHECK: silent: 1
  printf("silent: %d\n", (int)tidepoolOptionsSet(NULL, NULL, NULL, NULL));
  tidepoolOptionsDestroy(options);
}

static void testDiagnostics(TidepoolDiagnostics *diagnostics) {
  TidepoolBytes *json = tidepoolDiagnosticsToJson(diagnostics);
  // CHECK: none: []
  printf("none: %s\n", tidepoolBytesGetView(json).data);
  tidepoolBytesDestroy(json);

  tidepoolOptionsSet(NULL, "a", "b", diagnostics);
  json = tidepoolDiagnosticsToJson(diagnostics);
  // CHECK: one: [{"locations":[],"message":"argument 'options' is null",
  // CHECK-SAME: "notes":[],"severity":"error"}]
  printf("one: %s\n", tidepoolBytesGetView(json).data);
  tidepoolBytesDestroy(json);
  // Beyond the last one.
  // CHECK: beyond: 0 0 0 0 '' ''
  printf("beyond: %d %u %u %u '%s' '%s'\n",
         (int)tidepoolDiagnosticsGetSeverity(diagnostics, 1),
         (unsigned)tidepoolDiagnosticsGetLine(diagnostics, 1),
         (unsigned)tidepoolDiagnosticsGetColumn(diagnostics, (size_t)-1),
         (unsigned)tidepoolDiagnosticsGetMessage(diagnostics, 1).size,
         tidepoolDiagnosticsGetMessage(diagnostics, 1).data,
         tidepoolDiagnosticsGetFile(diagnostics, 1).data);
  tidepoolDiagnosticsClear(diagnostics);
}

static void testNull(void) {
  tidepoolDiagnosticsClear(NULL);
  tidepoolDiagnosticsDestroy(NULL);
  tidepoolOptionsDestroy(NULL);
  tidepoolBytesDestroy(NULL);
  // CHECK: null: 0 0 1 1
  printf("null: %u %u %d %d\n", (unsigned)tidepoolDiagnosticsGetCount(NULL),
         (unsigned)tidepoolDiagnosticsGetMessage(NULL, 0).size,
         tidepoolDiagnosticsToJson(NULL) == NULL,
         tidepoolBytesGetView(NULL).data[0] == 0);
}

int main(void) {
  TidepoolDiagnostics *diagnostics = tidepoolDiagnosticsCreate();
  testVersion();
  testGoodOptions(diagnostics);
  testBadOptions(diagnostics);
  testDiagnostics(diagnostics);
  testNull();
  tidepoolDiagnosticsDestroy(diagnostics);
  return 0;
}
