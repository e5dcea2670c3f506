//===- DiffImages.h - What differs between two memory images ----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIFF_DIFFIMAGES_H
#define TIDEPOOL_DIFF_DIFFIMAGES_H

#include "tidepool/Diff/Report.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "mlir/IR/MLIRContext.h"

namespace tidepool::diff {

/// Adds all differences between two images: header, provenance, segments and
/// words. Only the headers of images for different chips are compared.
///
/// Words in the same places are compared if both images have the same structure
/// (sizes, ids, lengths of banks and of fan-out lists). Otherwise one weight
/// more would move all words behind it; then both images are read back as
/// cores, and these are compared. An image that no core assembles to is always
/// compared word by word. Nothing fails: images may be anything that bitstreams
/// can hold. Equal images, and no others, have no differences.
void diffImages(const bitstream::Image &oldImage,
                const bitstream::Image &newImage, mlir::MLIRContext *context,
                Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_DIFF_DIFFIMAGES_H
