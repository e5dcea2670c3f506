//===- RamFiles.cpp - One file of words per memory bank -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/RamFiles/RamFiles.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace tidepool::xylo;

static RamFile makeRamFile(BankOp bank) {
  RamFile file;
  file.name = bank.getBankName().lower() + ".ini";
  llvm::raw_string_ostream os(file.text);
  unsigned digits = (bank.getWidth() + 3) / 4;
  for (int32_t word : bank.getWords())
    os << llvm::format_hex_no_prefix(static_cast<uint32_t>(word), digits)
       << '\n';
  return file;
}

std::vector<RamFile> tidepool::xylo::makeRamFiles(ImageOp image) {
  const Chip &chip = image.getChipInfo();
  std::vector<RamFile> files;
  for (BankOp bank : image.getBody().getOps<BankOp>())
    if (!chip.findBank(bank.getBankName())->isState)
      files.push_back(makeRamFile(bank));
  return files;
}
