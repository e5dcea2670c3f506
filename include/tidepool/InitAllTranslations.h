//===- InitAllTranslations.h - All translations of the tools ----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_INITALLTRANSLATIONS_H
#define TIDEPOOL_INITALLTRANSLATIONS_H

#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/Dot/DrawNetwork.h"
#include "tidepool/Target/Forms/FormTranslations.h"
#include "tidepool/Target/NIR/ImportFile.h"
#include "tidepool/Target/SamnaJson/CoreConversion.h"
#include "tidepool/Target/SourceMap/SourceMap.h"

namespace tidepool {

/// Registers all translations of Tidepool.
inline void registerAllTranslations() {
  bitstream::registerBitstreamTranslations();
  forms::registerFormTranslations();
  picture::registerPictureTranslations();
  nir::registerNIRTranslations();
  samna::registerSamnaJsonTranslations();
  bitstream::registerSourceMapTranslations();
}

} // namespace tidepool

#endif // TIDEPOOL_INITALLTRANSLATIONS_H
