//===- HDF5.cpp - Handles of the HDF5 library -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HDF5.h"

std::string tidepool::nir::getLastError() {
  std::string text = "unknown error";
  auto keepFirst = [](unsigned index, const H5E_error2_t *error,
                      void *data) -> herr_t {
    if (index == 0 && error->desc)
      *static_cast<std::string *>(data) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, &text);
  return text;
}

bool tidepool::nir::isLastError(hid_t kind) {
  // Positive ends the walk, and is its result.
  auto isOfKind = [](unsigned, const H5E_error2_t *error,
                     void *data) -> herr_t {
    return error->min_num == *static_cast<hid_t *>(data);
  };
  return H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, isOfKind, &kind) > 0;
}
