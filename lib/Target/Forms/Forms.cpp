//===- Forms.cpp - An image in the spelling of a lab ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Forms/Forms.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Forms/CHeader.h"
#include "tidepool/Target/Forms/IntelHex.h"
#include "tidepool/Target/Forms/WriteList.h"
#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::Image;
using bitstream::Segment;

static constexpr ImageForm imageForms[] = {
    {"ihex", "Intel HEX of the memory banks", /*needsAddresses=*/true,
     printIntelHex, checkIntelHex, readIntelHex},
    {"writes", "a list of the words that a host sends, in order",
     /*needsAddresses=*/true, printWriteList, checkWriteList, readWriteList},
    {"c-header", "a C header with the words and a function that sends them",
     /*needsAddresses=*/true, printCHeader, nullptr, nullptr},
    {"samna-json", "samna's configuration as JSON", /*needsAddresses=*/false,
     samna::printSamnaJson, samna::checkSamnaJson, /*read=*/nullptr,
     samna::getCaveat},
};

llvm::ArrayRef<ImageForm> forms::getImageForms() { return imageForms; }

const ImageForm *forms::findImageForm(llvm::StringRef name) {
  const ImageForm *form = llvm::find_if(
      imageForms, [&](const ImageForm &form) { return form.name == name; });
  return form == std::end(imageForms) ? nullptr : form;
}

static llvm::Error checkAddresses(const ImageForm &form, const Image &image) {
  for (const Segment &segment : image.segments)
    if (!segment.address)
      return makeError("'", form.name, "' says where words go, but the ",
                       "addresses of '", image.chip, "' are not public (bank '",
                       segment.name, "' has none); write a bitstream or RAM ",
                       "files, which name the banks");
  return llvm::Error::success();
}

llvm::Expected<std::string> forms::writeImageForm(const ImageForm &form,
                                                  const Image &image) {
  if (llvm::Error error = bitstream::encode(image).takeError())
    return std::move(error);
  if (form.needsAddresses)
    if (llvm::Error error = checkAddresses(form, image))
      return std::move(error);
  llvm::Expected<std::string> text = form.print(image);
  if (text && form.check)
    if (llvm::Error error = form.check(*text, image))
      return makeError(
          "internal error: '", form.name,
          "' reads back as another image: ", llvm::toString(std::move(error)));
  return text;
}

std::string forms::describeCaveat(const ImageForm &form, const Image &image) {
  const xylo::Chip *chip = xylo::findChip(image.chip);
  llvm::StringRef caveat = form.getCaveat && chip ? form.getCaveat(*chip) : "";
  if (caveat.empty())
    return "";
  return ("'" + form.name + "' is not verified for '" + chip->name +
          "': " + caveat)
      .str();
}
