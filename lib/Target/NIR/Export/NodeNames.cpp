//===- NodeNames.cpp - Names that NIR files can have ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export/NodeNames.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using llvm::StringRef;

static bool isControl(unsigned char byte) { return byte < ' ' || byte == 0x7F; }

static bool isUTF8(StringRef text) {
  const auto *begin = text.bytes_begin();
  return llvm::isLegalUTF8String(&begin, text.bytes_end());
}

bool tidepool::nir::isStorable(StringRef text) {
  return isUTF8(text) && llvm::none_of(text.bytes(), isControl);
}

std::string tidepool::nir::encodeName(StringRef name) {
  if (name.empty())
    return "node";
  bool isDot = name == ".";
  bool hasText = isUTF8(name);
  std::string encoded;
  for (unsigned char byte : name.bytes())
    if (byte == '/' || isDot || isControl(byte) || (byte >= 0x80 && !hasText))
      encoded += "%" + llvm::utohexstr(byte, /*LowerCase=*/false, /*Width=*/2);
    else
      encoded += byte;
  return encoded;
}
