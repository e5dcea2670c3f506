/*===-- test/CAPI/Printing.h - What a call had to say ------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_TEST_CAPI_PRINTING_H
#define TIDEPOOL_TEST_CAPI_PRINTING_H

#include "tidepool-c/Support.h"

#include <stdio.h>

/* Prints status and diagnostics of a call, and forgets them. */
static void show(const char *call, TidepoolStatus status,
                 TidepoolDiagnostics *diagnostics) {
  static const char *const statuses[] = {"success", "invalid", "failure"};
  static const char *const kinds[] = {"note", "remark", "warning", "error"};
  size_t count = tidepoolDiagnosticsGetCount(diagnostics);
  printf("%s: %s\n", call, statuses[status]);
  for (size_t k = 0; k < count; ++k)
    printf("  %s:%u:%u: %s: %s\n",
           tidepoolDiagnosticsGetFile(diagnostics, k).data,
           (unsigned)tidepoolDiagnosticsGetLine(diagnostics, k),
           (unsigned)tidepoolDiagnosticsGetColumn(diagnostics, k),
           kinds[tidepoolDiagnosticsGetSeverity(diagnostics, k)],
           tidepoolDiagnosticsGetMessage(diagnostics, k).data);
  tidepoolDiagnosticsClear(diagnostics);
}

#endif /* TIDEPOOL_TEST_CAPI_PRINTING_H */
