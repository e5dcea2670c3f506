//===- ImportOptions.cpp - How to read a NIR model ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/ImportOptions.h"

#include "tidepool/Support/ShortestNumber.h"
#include "tidepool/Target/NIR/Import/Convention.h"

std::string tidepool::nir::ImportOptions::describe() const {
  std::string text;
  if (convention != Convention::Auto)
    text = ("nir-convention=" + getConventionName(convention)).str();
  if (dt)
    text += (text.empty() ? "nir-dt=" : " nir-dt=") + formatShortest(*dt);
  return text;
}
