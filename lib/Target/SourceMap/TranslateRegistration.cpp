//===- TranslateRegistration.cpp - Named words in graph-translate ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/SourceMap/SourceMap.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;

/// A line for each word: where it goes, its digits, what it means.
static void printWords(const Image &image, raw_ostream &os) {
  WordMeanings meanings(image);
  for (size_t number = 0; number < image.segments.size(); ++number) {
    const Segment &segment = image.segments[number];
    unsigned digits = (segment.wordBits + 3) / 4;
    for (size_t word = 0; word < segment.words.size(); ++word) {
      os << segment.name << '[' << word << ']';
      if (segment.address)
        os << " at " << llvm::format_hex(*segment.address + word, 7);
      os << ": " << llvm::format_hex_no_prefix(segment.words[word], digits)
         << ", " << meanings.get(number, word) << ": ";
      meanings.printValue(os, number, word);
      os << '\n';
    }
  }
}

static LogicalResult translateWords(llvm::SourceMgr &sourceMgr, raw_ostream &os,
                                    MLIRContext *context) {
  FailureOr<Image> image = decodeMainFile(sourceMgr, context);
  if (failed(image))
    return failure();
  printWords(*image, os);
  return success();
}

void tidepool::bitstream::registerSourceMapTranslations() {
  static TranslateRegistration words(
      "bitstream-to-words", "print each word of a bitstream with its meaning",
      [](const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
         MLIRContext *context) {
        return translateWords(*sourceMgr, os, context);
      });
}
