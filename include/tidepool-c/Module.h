/*===-- tidepool-c/Module.h - Networks of any stage ---------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_C_MODULE_H
#define TIDEPOOL_C_MODULE_H

#include "tidepool-c/Support.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where modules live. Several are independent and work in parallel. Weights
 * stay in memory until the context ends: its modules share equal ones. */
typedef struct TidepoolContext TidepoolContext;

/** A context that knows all dialects and passes of Tidepool. */
TIDEPOOL_API TidepoolContext *tidepoolContextCreate(void);
/** Ends a context, or lets it end with the last of its modules. */
TIDEPOOL_API void tidepoolContextDestroy(TidepoolContext *context);

/** What a file holds: networks, a core or an image. */
typedef struct TidepoolModule TidepoolModule;

TIDEPOOL_API void tidepoolModuleDestroy(TidepoolModule *module);

/** Reads a file: MLIR as text or bytecode, a NIR file or a bitstream.
 * `options` may be null. */
TIDEPOOL_API TidepoolStatus tidepoolModuleRead(
    TidepoolContext *context, const char *path, const TidepoolOptions *options,
    TidepoolModule **module, TidepoolDiagnostics *diagnostics);

/** The same for the content of a file, which is copied, or read through
 * before the function returns. `name` stands for the file's in diagnostics; a
 * NIR network is called by it. */
TIDEPOOL_API TidepoolStatus
tidepoolModuleParse(TidepoolContext *context, const void *data, size_t size,
                    const char *name, const TidepoolOptions *options,
                    TidepoolModule **module, TidepoolDiagnostics *diagnostics);

/** A copy that shares nothing that changes. */
TIDEPOOL_API TidepoolStatus
tidepoolModuleClone(const TidepoolModule *module, TidepoolModule **clone,
                    TidepoolDiagnostics *diagnostics);

/** The module as text. */
TIDEPOOL_API TidepoolStatus
tidepoolModulePrint(const TidepoolModule *module, TidepoolBytes **text,
                    TidepoolDiagnostics *diagnostics);

/** The module as bytecode. */
TIDEPOOL_API TidepoolStatus tidepoolModuleWriteBytecode(
    const TidepoolModule *module, TidepoolBytes **bytecode,
    TidepoolDiagnostics *diagnostics);

/** Runs passes, named as for `graph-opt --pass-pipeline`:
 * `builtin.module(graph-flatten, canonicalize)`. */
TIDEPOOL_API TidepoolStatus
tidepoolModuleRunPasses(TidepoolModule *module, const char *pipeline,
                        TidepoolDiagnostics *diagnostics);

#ifdef __cplusplus
}
#endif

#endif /* TIDEPOOL_C_MODULE_H */
