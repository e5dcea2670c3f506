/*===-- tidepool-c/Support.h - What all functions share -----------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* Rules of the whole interface, which docs/CAPI.md explains:                 *|
|*                                                                            *|
|* - Who gets an object from a function called ...Create or through an        *|
|*   out-parameter owns it and ends it with the ...Destroy of its type. An    *|
|*   object needs none of those that it was made from: they can be destroyed  *|
|*   in any order. Destroying null does nothing.                              *|
|* - Functions that can fail return a status. On failure, out-parameters are  *|
|*   null and arguments are as they were. The last parameter collects what    *|
|*   there is to say, warnings included; it may be null.                      *|
|* - Null where an object or text is needed, sizes that do not fit and        *|
|*   numbers out of range are errors like others, never crashes. Functions    *|
|*   without a status return zero or an empty view then.                      *|
|* - Any thread may call any function, as long as no two use one object at    *|
|*   the same time, unless both only read it by functions without status.     *|
|*   Modules of one context count as different objects; their functions wait  *|
|*   for each other.                                                          *|
|* - The library writes nothing to files and, but for passes that do, nothing *|
|*   to standard streams.                                                     *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_C_SUPPORT_H
#define TIDEPOOL_C_SUPPORT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TIDEPOOL_API __attribute__((visibility("default")))
#else
#define TIDEPOOL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*===----------------------------------------------------------------------===*\
|* Results                                                                    *|
\*===----------------------------------------------------------------------===*/

typedef enum TidepoolStatus {
  TIDEPOOL_SUCCESS = 0,
  /** A call that cannot be meant: null, a wrong size, an unknown option. */
  TIDEPOOL_INVALID_ARGUMENT = 1,
  /** The input is wrong, or does not fit the chip. */
  TIDEPOOL_FAILURE = 2
} TidepoolStatus;

/** Bytes of another object, valid as long as it says. A byte that is zero, and
 * not counted, follows. `data` is never null; `size` is 0 if there is nothing.
 */
typedef struct TidepoolView {
  const char *data;
  size_t size;
} TidepoolView;

/** Bytes: a text or the content of a file. */
typedef struct TidepoolBytes TidepoolBytes;

/** The bytes, which are valid until they are destroyed. */
TIDEPOOL_API TidepoolView tidepoolBytesGetView(const TidepoolBytes *bytes);
TIDEPOOL_API void tidepoolBytesDestroy(TidepoolBytes *bytes);

/** Name and version of the library, such as `Tidepool 0.1.0`. */
TIDEPOOL_API TidepoolView tidepoolGetVersion(void);

/*===----------------------------------------------------------------------===*\
|* Diagnostics                                                                *|
\*===----------------------------------------------------------------------===*/

/** What functions had to say, in the order in which they said it. */
typedef struct TidepoolDiagnostics TidepoolDiagnostics;

typedef enum TidepoolSeverity {
  /** Belongs to the diagnostic before it. */
  TIDEPOOL_NOTE = 0,
  TIDEPOOL_REMARK = 1,
  TIDEPOOL_WARNING = 2,
  TIDEPOOL_ERROR = 3
} TidepoolSeverity;

TIDEPOOL_API TidepoolDiagnostics *tidepoolDiagnosticsCreate(void);
TIDEPOOL_API void tidepoolDiagnosticsDestroy(TidepoolDiagnostics *diagnostics);
/** Forgets all. Functions only ever add to what is there. */
TIDEPOOL_API void tidepoolDiagnosticsClear(TidepoolDiagnostics *diagnostics);

/** How many there are, notes counted. */
TIDEPOOL_API size_t
tidepoolDiagnosticsGetCount(const TidepoolDiagnostics *diagnostics);
/** Of one of them; TIDEPOOL_NOTE if there is no such one. */
TIDEPOOL_API TidepoolSeverity tidepoolDiagnosticsGetSeverity(
    const TidepoolDiagnostics *diagnostics, size_t index);
/** The text, valid until `diagnostics` changes. */
TIDEPOOL_API TidepoolView tidepoolDiagnosticsGetMessage(
    const TidepoolDiagnostics *diagnostics, size_t index);
/** The file that it is about, empty if there is none; valid likewise. */
TIDEPOOL_API TidepoolView tidepoolDiagnosticsGetFile(
    const TidepoolDiagnostics *diagnostics, size_t index);
/** Line and column in it, from 1; 0 if it is about the whole file. */
TIDEPOOL_API uint32_t tidepoolDiagnosticsGetLine(
    const TidepoolDiagnostics *diagnostics, size_t index);
TIDEPOOL_API uint32_t tidepoolDiagnosticsGetColumn(
    const TidepoolDiagnostics *diagnostics, size_t index);

/** All as JSON, with ids of rules, values, limits and advice, as
 * `graph-compile --diagnostics=json` prints it. Null if `diagnostics` is null.
 */
TIDEPOOL_API TidepoolBytes *
tidepoolDiagnosticsToJson(const TidepoolDiagnostics *diagnostics);

/*===----------------------------------------------------------------------===*\
|* Options                                                                    *|
\*===----------------------------------------------------------------------===*/

/** How to read, compile and simulate. */
typedef struct TidepoolOptions TidepoolOptions;

/** Options with the defaults of `graph-compile` and `graph-sim`. */
TIDEPOOL_API TidepoolOptions *tidepoolOptionsCreate(void);
TIDEPOOL_API void tidepoolOptionsDestroy(TidepoolOptions *options);

/** Sets an option by its name on the command lines of the tools, without
 * dashes:
 *
 *   to read      nir-dt, nir-convention, nir-reset, nir-strictness,
 *                nir-max-matrix
 *   to compile   chip, quantize, prune (true or false), weight-bias,
 *                target-options, top
 *   to simulate  schedule, dt, top
 */
TIDEPOOL_API TidepoolStatus
tidepoolOptionsSet(TidepoolOptions *options, const char *name,
                   const char *value, TidepoolDiagnostics *diagnostics);

#ifdef __cplusplus
}
#endif

#endif /* TIDEPOOL_C_SUPPORT_H */
