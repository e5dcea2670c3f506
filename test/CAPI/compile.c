/*===-- test/CAPI/compile.c - From networks to bytes -------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

// The bytes are those of graph-compile, byte by byte.
// RUN: tidepool-capi-compile-test %source_dir/examples %t.xbit %t.nir.xbit > %t
// RUN: FileCheck %s --input-file=%t
// RUN: graph-compile %source_dir/examples/braille.mlir --chip=xylo_a3 \
// RUN:   --quantize=global -o %t.expected.xbit --quiet
// RUN: cmp %t.xbit %t.expected.xbit
// RUN: graph-compile %source_dir/examples/braille.nir --chip=xylo_a3 \
// RUN:   --repair=none --nir-dt=1e-4 --nir-convention=rockpool \
// RUN:   --target-options=core-clock=50,row-stride=full \
// RUN:   -o %t.expected.nir.xbit --quiet 2> /dev/null
// RUN: cmp %t.nir.xbit %t.expected.nir.xbit

#include "tidepool-c/Compile.h"

#include "Printing.h"

#include <string.h>

static TidepoolDiagnostics *diagnostics;
static TidepoolContext *context;

static TidepoolModule *read(const char *folder, const char *name) {
  char path[1000];
  TidepoolModule *module = NULL;
  snprintf(path, sizeof(path), "%s/%s", folder, name);
  show("read", tidepoolModuleRead(context, path, NULL, &module, diagnostics),
       diagnostics);
  return module;
}

// Compiles for a chip; null after an error.
static TidepoolBytes *compile(const char *what, const TidepoolModule *module,
                              const char *chip, const char *method) {
  TidepoolOptions *options = tidepoolOptionsCreate();
  TidepoolBytes *bytes = NULL;
  tidepoolOptionsSet(options, "chip", chip, diagnostics);
  tidepoolOptionsSet(options, "quantize", method, diagnostics);
  show(what, tidepoolModuleCompile(module, options, &bytes, diagnostics),
       diagnostics);
  tidepoolOptionsDestroy(options);
  return bytes;
}

static int areEqual(TidepoolView a, TidepoolView b) {
  return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static TidepoolBytes *testGood(const char *examples, const char *output) {
  TidepoolModule *module = read(examples, "braille.mlir");
  TidepoolBytes *bytes, *twice;
  FILE *file = fopen(output, "wb");
  // CHECK-LABEL: compile: success
  bytes = compile("compile", module, "xylo_a3", "global");
  // The module is as it was.
  twice = compile("compile twice", module, "xylo_a3", "global");
  // CHECK: twice the same: 1
  printf("twice the same: %d\n",
         areEqual(tidepoolBytesGetView(bytes), tidepoolBytesGetView(twice)));
  fwrite(tidepoolBytesGetView(bytes).data, 1, tidepoolBytesGetView(bytes).size,
         file);
  fclose(file);
  tidepoolBytesDestroy(twice);
  tidepoolModuleDestroy(module);
  return bytes;
}

// The options of reading are in the bytes, those of a clone too.
static void testNIR(const char *examples, const char *output) {
  TidepoolOptions *options = tidepoolOptionsCreate();
  TidepoolModule *module = NULL, *clone = NULL;
  TidepoolBytes *bytes = NULL;
  FILE *file = fopen(output, "wb");
  char path[1000];
  snprintf(path, sizeof(path), "%s/braille.nir", examples);
  tidepoolOptionsSet(options, "nir-convention", "rockpool", diagnostics);
  tidepoolOptionsSet(options, "nir-dt", "0.00010", diagnostics);
  // CHECK-LABEL: read NIR: success
  show("read NIR",
       tidepoolModuleRead(context, path, options, &module, diagnostics),
       diagnostics);
  tidepoolModuleClone(module, &clone, diagnostics);
  tidepoolOptionsDestroy(options);
  options = tidepoolOptionsCreate();
  tidepoolOptionsSet(options, "chip", "xylo_a3", diagnostics);
  tidepoolOptionsSet(options, "target-options", "row-stride=full,core-clock=50",
                     diagnostics);
  // CHECK: compile NIR: success
  show("compile NIR",
       tidepoolModuleCompile(clone, options, &bytes, diagnostics), diagnostics);
  fwrite(tidepoolBytesGetView(bytes).data, 1, tidepoolBytesGetView(bytes).size,
         file);
  fclose(file);
  tidepoolBytesDestroy(bytes);
  tidepoolModuleDestroy(clone);
  tidepoolModuleDestroy(module);
  tidepoolOptionsDestroy(options);
}

static void testRoundTrip(TidepoolView bytes) {
  TidepoolModule *module = NULL;
  TidepoolBytes *again = NULL;
  show("read back",
       tidepoolModuleParse(context, bytes.data, bytes.size, "a.xbit", NULL,
                           &module, diagnostics),
       diagnostics);
  show("write again", tidepoolModuleWriteBitstream(module, &again, diagnostics),
       diagnostics);
  // CHECK: same bytes: 1
  printf("same bytes: %d\n", areEqual(bytes, tidepoolBytesGetView(again)));
  // A module that was compiled is no network.
  // CHECK-LABEL: compile an image: failure
  // CHECK-NEXT: a.xbit:0:0: error: only graph.network can be compiled, but
  // found xylo.image
  compile("compile an image", module, "xylo_a3", "channel");
  tidepoolBytesDestroy(again);
  tidepoolModuleDestroy(module);
}

static void testBad(const char *examples) {
  TidepoolModule *module = read(examples, "braille.mlir");
  TidepoolModule *big = read(examples, "too-big.mlir");
  TidepoolBytes *bytes = (TidepoolBytes *)&bytes, *json;
  TidepoolOptions *options = tidepoolOptionsCreate();
  // CHECK-LABEL: unknown chip: failure
  // CHECK-NEXT: error: unknown chip 'none'; chips are
  // CHECK-NEXT: unknown method: failure
  // CHECK-NEXT: error: unknown quantisation method 'none'; methods are
  compile("unknown chip", module, "none", "channel");
  compile("unknown method", module, "xylo_a3", "none");
  // CHECK-NEXT: no options: failure
  // CHECK-NEXT: error: option 'chip' is missing
  // CHECK-NEXT: result is null: 1
  show("no options", tidepoolModuleCompile(module, NULL, &bytes, diagnostics),
       diagnostics);
  printf("result is null: %d\n", bytes == NULL);
  // All that is wrong, with rules.
  // CHECK-NEXT: too big: failure
  // CHECK-NEXT: too-big.mlir:5:1: error: [hidden-neurons] 1000 hidden neurons
  // CHECK-NEXT: too-big.mlir:8:13: note: 'hidden' has 1000
  // CHECK-NEXT: error: [input-expansion]
  compile("too big", big, "xylo_a3", "channel");
  // For programs.
  // CHECK-LABEL: as JSON
  // CHECK-SAME: "id":"hidden-neurons","limit":992,
  tidepoolOptionsSet(options, "chip", "xylo_a3", diagnostics);
  tidepoolModuleCompile(big, options, &bytes, diagnostics);
  json = tidepoolDiagnosticsToJson(diagnostics);
  printf("as JSON: %s\n", tidepoolBytesGetView(json).data);
  tidepoolDiagnosticsClear(diagnostics);
  tidepoolBytesDestroy(json);
  // CHECK-NEXT: unknown top: failure
  // CHECK-NEXT: error: there is no network 'none'; networks are 'braille'
  tidepoolOptionsSet(options, "top", "none", diagnostics);
  show("unknown top",
       tidepoolModuleCompile(module, options, &bytes, diagnostics),
       diagnostics);
  // CHECK-NEXT: a network as bitstream: failure
  // CHECK-NEXT: error: only a module with one xylo.image and nothing else
  show("a network as bitstream",
       tidepoolModuleWriteBitstream(module, &bytes, diagnostics), diagnostics);
  // CHECK-NEXT: null module: invalid
  // CHECK-NEXT: error: argument 'module' is null
  // CHECK-NEXT: null result: invalid
  // CHECK-NEXT: error: argument 'bitstream' is null
  // CHECK-NEXT: null image: invalid
  // CHECK-NEXT: error: argument 'module' is null
  show("null module", tidepoolModuleCompile(NULL, options, &bytes, diagnostics),
       diagnostics);
  show("null result", tidepoolModuleCompile(module, options, NULL, diagnostics),
       diagnostics);
  show("null image", tidepoolModuleWriteBitstream(NULL, &bytes, diagnostics),
       diagnostics);
  tidepoolOptionsDestroy(options);
  tidepoolModuleDestroy(module);
  tidepoolModuleDestroy(big);
}

int main(int argc, char **argv) {
  TidepoolBytes *bytes;
  if (argc != 4)
    return 1;
  diagnostics = tidepoolDiagnosticsCreate();
  context = tidepoolContextCreate();
  bytes = testGood(argv[1], argv[2]);
  testNIR(argv[1], argv[3]);
  testRoundTrip(tidepoolBytesGetView(bytes));
  tidepoolBytesDestroy(bytes);
  testBad(argv[1]);
  tidepoolContextDestroy(context);
  tidepoolDiagnosticsDestroy(diagnostics);
  return 0;
}
