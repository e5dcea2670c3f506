/*===-- tidepool-c/Tidepool.h - Tidepool for C --------------------*- C -*-===*\
|*                                                                            *|
|* Part of the Tidepool Project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef TIDEPOOL_C_TIDEPOOL_H
#define TIDEPOOL_C_TIDEPOOL_H

#include "tidepool-c/Compile.h"
#include "tidepool-c/Module.h"
#include "tidepool-c/Simulate.h"
#include "tidepool-c/Support.h"

#endif /* TIDEPOOL_C_TIDEPOOL_H */
