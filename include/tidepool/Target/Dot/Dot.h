//===- Dot.h - Drawings for Graphviz ----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_DOT_DOT_H
#define TIDEPOOL_TARGET_DOT_DOT_H

#include "tidepool/Target/Dot/NetworkDrawing.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool::picture {

/// Writes a drawing in Graphviz' DOT language, with colours for a white page.
/// Labels are escaped: no name can add to the graph or to its attributes.
void printDot(const NetworkDrawing &drawing, llvm::raw_ostream &os);

} // namespace tidepool::picture

#endif // TIDEPOOL_TARGET_DOT_DOT_H
