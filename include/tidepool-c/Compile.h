/*===-- tidepool-c/Compile.h - From networks to bytes -------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_C_COMPILE_H
#define TIDEPOOL_C_COMPILE_H

#include "tidepool-c/Module.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Compiles a network of the graph dialect, in which `options` must name a
 * chip. The bytes are those that `graph-compile` writes. */
TIDEPOOL_API TidepoolStatus tidepoolModuleCompile(
    const TidepoolModule *module, const TidepoolOptions *options,
    TidepoolBytes **bitstream, TidepoolDiagnostics *diagnostics);

/** The bytes of a module that holds one `xylo.image`. `tidepoolModuleParse`
 * is the way back. */
TIDEPOOL_API TidepoolStatus tidepoolModuleWriteBitstream(
    const TidepoolModule *module, TidepoolBytes **bitstream,
    TidepoolDiagnostics *diagnostics);

#ifdef __cplusplus
}
#endif

#endif /* TIDEPOOL_C_COMPILE_H */
