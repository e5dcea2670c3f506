//===- RamFiles.cpp - One file of words per memory bank -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/RamFiles/RamFiles.h"

#include "mlir/Support/FileUtilities.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;
using namespace tidepool::xylo;

using OutputFile = std::unique_ptr<llvm::ToolOutputFile>;

/// Writes a bank to a file that vanishes again unless the caller keeps it.
static FailureOr<OutputFile> writeBank(BankOp bank, StringRef folder) {
  SmallString<128> path(folder);
  llvm::sys::path::append(path, bank.getBankName().lower() + ".ini");
  std::string message;
  OutputFile file = openOutputFile(path, &message);
  if (!file)
    return bank.emitOpError("cannot be written: ") << message;
  llvm::raw_fd_ostream &os = file->os();
  unsigned digits = (bank.getWidth() + 3) / 4;
  for (int32_t word : bank.getWords())
    os << llvm::format_hex_no_prefix(static_cast<uint32_t>(word), digits)
       << '\n';
  os.flush();
  if (std::error_code error = os.error()) {
    os.clear_error();
    return bank.emitOpError("cannot be written to '")
           << path << "': " << error.message();
  }
  return file;
}

LogicalResult tidepool::xylo::writeRamFiles(ImageOp image, StringRef folder) {
  if (std::error_code error = llvm::sys::fs::create_directories(folder))
    return image.emitOpError("cannot write RAM files to '")
           << folder << "': " << error.message();
  const Chip &chip = image.getChipInfo();
  std::vector<OutputFile> files;
  for (BankOp bank : image.getBody().getOps<BankOp>()) {
    if (chip.findBank(bank.getBankName())->isState)
      continue;
    FailureOr<OutputFile> file = writeBank(bank, folder);
    if (failed(file))
      return failure();
    files.push_back(std::move(*file));
  }
  for (OutputFile &file : files)
    file->keep();
  return success();
}
