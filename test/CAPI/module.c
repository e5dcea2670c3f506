/*===-- test/CAPI/module.c - Networks of any stage ---------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

// RUN: tidepool-capi-module-test %source_dir/examples > %t
// RUN: FileCheck %s --input-file=%t

#include "tidepool-c/Module.h"

#include "Printing.h"

#include <stdlib.h>
#include <string.h>

static TidepoolDiagnostics *diagnostics;
static TidepoolContext *context;

static TidepoolModule *parse(const char *what, const void *data, size_t size,
                             const char *name) {
  TidepoolModule *module = NULL;
  show(what,
       tidepoolModuleParse(context, data, size, name, NULL, &module,
                           diagnostics),
       diagnostics);
  return module;
}

static TidepoolModule *parseText(const char *what, const char *text) {
  return parse(what, text, strlen(text), "net.mlir");
}

static TidepoolModule *read(const char *folder, const char *name) {
  char path[1000];
  TidepoolModule *module = NULL;
  snprintf(path, sizeof(path), "%s/%s", folder, name);
  show(name, tidepoolModuleRead(context, path, NULL, &module, diagnostics),
       diagnostics);
  return module;
}

static void print(const TidepoolModule *module) {
  TidepoolBytes *text = NULL;
  show("print", tidepoolModulePrint(module, &text, diagnostics), diagnostics);
  if (text)
    printf("%s", tidepoolBytesGetView(text).data);
  tidepoolBytesDestroy(text);
}

static const char *const holder =
    "graph.network @top(%x: !graph.nodes<2>) -> !graph.nodes<2> {\n"
    "  %y = graph.instance @pass(%x) : (!graph.nodes<2>) -> !graph.nodes<2>\n"
    "  graph.output %y : !graph.nodes<2>\n"
    "}\n"
    "graph.network @pass(%x: !graph.nodes<2>) -> !graph.nodes<2> {\n"
    "  %w = graph.linear_weights %x {name = \"w\",\n"
    "      weights = dense<0.5> : tensor<2x2xf32>}\n"
    "      : !graph.nodes<2> -> !graph.nodes<2>\n"
    "  graph.output %w : !graph.nodes<2>\n"
    "}\n";

static void testPasses(void) {
  // CHECK-LABEL: good text: success
  TidepoolModule *module = parseText("good text", holder), *clone = NULL;
  show("clone", tidepoolModuleClone(module, &clone, diagnostics), diagnostics);
  // CHECK: flatten: success
  // CHECK: print: success
  // CHECK: graph.network @top
  // CHECK-NEXT: graph.linear_weights
  // CHECK-NOT: graph.instance
  show("flatten",
       tidepoolModuleRunPasses(module, "builtin.module(graph-flatten)",
                               diagnostics),
       diagnostics);
  print(module);
  // The clone is as it was.
  // CHECK-LABEL: the clone
  // CHECK: graph.instance
  printf("the clone\n");
  print(clone);

  // Passes that fail change nothing.
  // CHECK-LABEL: bad passes
  // CHECK-NEXT: net.mlir:{{.*}}: error: unknown chip 'none'; chips are 'xylo
  // CHECK: graph.instance
  show("bad passes",
       tidepoolModuleRunPasses(
           clone, "builtin.module(graph-to-xylo-pipeline{chip=none})",
           diagnostics),
       diagnostics);
  print(clone);

  // CHECK-LABEL: unknown pass: failure
  // CHECK: error: {{.*}}'no-such-pass' does not refer to a registered pass
  show("unknown pass",
       tidepoolModuleRunPasses(clone, "builtin.module(no-such-pass)",
                               diagnostics),
       diagnostics);
  // CHECK-LABEL: no anchor: failure
  // CHECK: error: {{.*}}expected pass pipeline to be wrapped with the anchor
  show("no anchor",
       tidepoolModuleRunPasses(clone, "graph-flatten", diagnostics),
       diagnostics);
  // CHECK-LABEL: other anchor: failure
  // CHECK: error: can't run 'graph.network' pass manager on 'builtin.module'
  show("other anchor",
       tidepoolModuleRunPasses(clone, "graph.network(canonicalize)",
                               diagnostics),
       diagnostics);
  // CHECK-LABEL: garbage passes: failure
  // CHECK: error:
  show("garbage passes",
       tidepoolModuleRunPasses(clone, "builtin.module((((,}\x01", diagnostics),
       diagnostics);
  tidepoolModuleDestroy(module);
  tidepoolModuleDestroy(clone);
}

static void testBytecode(void) {
  TidepoolModule *module = parseText("text", holder), *again;
  TidepoolBytes *bytecode = NULL;
  TidepoolView view;
  show("bytecode", tidepoolModuleWriteBytecode(module, &bytecode, diagnostics),
       diagnostics);
  view = tidepoolBytesGetView(bytecode);
  // CHECK-LABEL: bytecode again: success
  // CHECK: graph.network @top
  again = parse("bytecode again", view.data, view.size, "net.mlirbc");
  print(again);
  tidepoolModuleDestroy(again);
  // CHECK-LABEL: half of the bytecode: failure
  // CHECK: half.mlirbc:{{.*}}: error:
  parse("half of the bytecode", view.data, view.size / 2, "half.mlirbc");
  tidepoolBytesDestroy(bytecode);
  tidepoolModuleDestroy(module);
}

static void testBadTexts(void) {
  size_t depth = 1000000;
  char *nested = malloc(depth);
  // CHECK-LABEL: bad shape: failure
  // CHECK-NEXT: net.mlir:2:8: error: {{.*}}'weights' expects shape (2, 2)
  parseText("bad shape",
            "graph.network @a(%x: !graph.nodes<2>) -> !graph.nodes<2> {\n"
            "  %w = graph.linear_weights %x {weights = dense<0.5>\n"
            "      : tensor<3x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>\n"
            "  graph.output %w : !graph.nodes<2>\n"
            "}\n");
  // The second place is a note.
  // CHECK-LABEL: recursion: failure
  // CHECK-NEXT: net.mlir:2:8: error: {{.*}}contain itself
  // CHECK-NEXT: net.mlir:6:8: note: through this instance of 'a'
  parseText("recursion",
            "graph.network @a(%x: !graph.nodes<2>) -> !graph.nodes<2> {\n"
            "  %y = graph.instance @b(%x) : (!graph.nodes<2>) -> "
            "!graph.nodes<2>\n"
            "  graph.output %y : !graph.nodes<2>\n"
            "}\n"
            "graph.network @b(%x: !graph.nodes<2>) -> !graph.nodes<2> {\n"
            "  %y = graph.instance @a(%x) : (!graph.nodes<2>) -> "
            "!graph.nodes<2>\n"
            "  graph.output %y : !graph.nodes<2>\n"
            "}\n");
  // CHECK-LABEL: garbage: failure
  // CHECK-NEXT: net.mlir:1:2: error: unexpected character
  parse("garbage", "\x00\xff\x01garbage", 10, "net.mlir");
  // CHECK-LABEL: deep nesting: failure
  // CHECK-NEXT: net.mlir:1:20001: error: nests deeper than 20000 levels
  memset(nested, '[', depth);
  parse("deep nesting", nested, depth, "net.mlir");
  free(nested);
  // No network at all is one, too.
  // CHECK-LABEL: nothing: success
  tidepoolModuleDestroy(parse("nothing", "", 0, "net.mlir"));
}

static char *readFile(const char *folder, const char *name, size_t *size) {
  char path[1000];
  char *content = malloc(1 << 20);
  FILE *file;
  snprintf(path, sizeof(path), "%s/%s", folder, name);
  file = fopen(path, "rb");
  *size = fread(content, 1, 1 << 20, file);
  fclose(file);
  return content;
}

static void testFiles(const char *examples) {
  size_t size;
  char *content = readFile(examples, "braille.nir", &size);
  TidepoolModule *fromFile, *fromBytes;
  // CHECK-LABEL: braille.mlir: success
  tidepoolModuleDestroy(read(examples, "braille.mlir"));
  // CHECK-LABEL: braille.nir: success
  // CHECK-NEXT: braille.nir:0:0: remark: 'node': reads the neurons with
  fromFile = read(examples, "braille.nir");
  // CHECK-LABEL: NIR in memory: success
  // CHECK-NEXT: memory.nir:0:0: remark: 'node': reads the neurons with
  // CHECK: graph.network @memory
  fromBytes = parse("NIR in memory", content, size, "memory.nir");
  memset(content, 'x', size);
  print(fromBytes);
  tidepoolModuleDestroy(fromFile);
  tidepoolModuleDestroy(fromBytes);
  free(content);
  // CHECK-LABEL: no such file: failure
  // CHECK-NEXT: no such file:0:0: error: cannot be read: No such file
  read(examples, "no such file");
  // CHECK-LABEL: .: failure
  // CHECK-NEXT: error: cannot be read: Is a directory
  read(examples, ".");
  // CHECK-LABEL: NIR of garbage: failure
  // CHECK-NEXT: net.nir:0:0: error: this is a text, not a NIR file
  parse("NIR of garbage", "garbage", 7, "net.nir");
  // CHECK-LABEL: damaged NIR: failure
  // CHECK-NEXT: net:0:0: error: {{.*}}the file is damaged
  parse("damaged NIR", "\x89HDF\r\n\x1a\n and no more", 20, "net");
  // CHECK-LABEL: damaged bitstream: failure
  // CHECK-NEXT: net.xbit:0:0: error: {{.*}}offset
  parse("damaged bitstream", "\x89XBT\r\n\x1a\n\x01", 9, "net.xbit");
}

static void testNull(void) {
  TidepoolModule *module = (TidepoolModule *)&module;
  TidepoolBytes *bytes = (TidepoolBytes *)&bytes;
  TidepoolModule *good = parseText("text", holder);
  // CHECK-LABEL: null context: invalid
  // CHECK-NEXT: error: argument 'context' is null
  // CHECK-NEXT: result is null: 1
  show("null context",
       tidepoolModuleRead(NULL, "a", NULL, &module, diagnostics), diagnostics);
  printf("result is null: %d\n", module == NULL);
  // CHECK-NEXT: null path: invalid
  // CHECK-NEXT: error: argument 'path' is null
  show("null path",
       tidepoolModuleRead(context, NULL, NULL, &module, diagnostics),
       diagnostics);
  // CHECK-NEXT: null result: invalid
  // CHECK-NEXT: error: argument 'module' is null
  show("null result", tidepoolModuleRead(context, "a", NULL, NULL, diagnostics),
       diagnostics);
  // CHECK-NEXT: null data: invalid
  // CHECK-NEXT: error: argument 'data' is null
  // CHECK-NEXT: null name: invalid
  // CHECK-NEXT: error: argument 'name' is null
  parse("null data", NULL, 3, "net.mlir");
  parse("null name", "abc", 3, NULL);
  // CHECK-NEXT: null print: invalid
  // CHECK-NEXT: error: argument 'module' is null
  // CHECK-NEXT: result is null: 1
  show("null print", tidepoolModulePrint(NULL, &bytes, diagnostics),
       diagnostics);
  printf("result is null: %d\n", bytes == NULL);
  // CHECK-NEXT: null text: invalid
  // CHECK-NEXT: error: argument 'text' is null
  show("null text", tidepoolModulePrint(good, NULL, diagnostics), diagnostics);
  // CHECK-NEXT: null bytecode: invalid
  // CHECK-NEXT: error: argument 'bytecode' is null
  show("null bytecode", tidepoolModuleWriteBytecode(good, NULL, diagnostics),
       diagnostics);
  // CHECK-NEXT: null clone: invalid
  // CHECK-NEXT: error: argument 'module' is null
  show("null clone", tidepoolModuleClone(NULL, &module, diagnostics),
       diagnostics);
  // CHECK-NEXT: null passes: invalid
  // CHECK-NEXT: error: argument 'pipeline' is null
  show("null passes", tidepoolModuleRunPasses(good, NULL, diagnostics),
       diagnostics);
  tidepoolModuleDestroy(NULL);
  tidepoolContextDestroy(NULL);
  // Nobody need listen.
  tidepoolModuleParse(context, "garbage", 7, "net.mlir", NULL, &module, NULL);
  tidepoolModuleDestroy(good);
}

int main(int argc, char **argv) {
  TidepoolModule *survivor;
  if (argc != 2)
    return 1;
  diagnostics = tidepoolDiagnosticsCreate();
  context = tidepoolContextCreate();
  testPasses();
  testBytecode();
  testBadTexts();
  testFiles(argv[1]);
  testNull();
  // A module outlives the handle of its context.
  // CHECK-LABEL: survivor: success
  // CHECK: graph.network @top
  survivor = parseText("survivor", holder);
  tidepoolContextDestroy(context);
  print(survivor);
  tidepoolModuleDestroy(survivor);
  tidepoolDiagnosticsDestroy(diagnostics);
  return 0;
}
