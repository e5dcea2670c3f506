//===- XyloDialect.cpp - The xylo dialect ---------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/Xylo.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace tidepool::xylo;

#include "tidepool/Dialect/Xylo/IR/XyloDialect.cpp.inc"
#include "tidepool/Dialect/Xylo/IR/XyloEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "tidepool/Dialect/Xylo/IR/XyloAttributes.cpp.inc"

void XyloDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "tidepool/Dialect/Xylo/IR/XyloAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "tidepool/Dialect/Xylo/IR/XyloOps.cpp.inc"
      >();
}

LogicalResult XyloDialect::verifyOperationAttribute(Operation *op,
                                                    NamedAttribute attr) {
  return op->emitError() << "unknown attribute '" << attr.getName().getValue()
                         << "' of the xylo dialect";
}

//===----------------------------------------------------------------------===//
// Ids: `[0 to 39, 45]`
//===----------------------------------------------------------------------===//

/// More ids than any chip has neurons are refused before they are expanded.
static constexpr int32_t maxId = 1 << 16;

static ParseResult parseIdRange(OpAsmParser &parser,
                                SmallVectorImpl<int32_t> &ids) {
  int32_t first = 0, last = 0;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseInteger(first))
    return failure();
  last = first;
  if (succeeded(parser.parseOptionalKeyword("to")) && parser.parseInteger(last))
    return failure();
  if (first < 0 || last < first || last > maxId)
    return parser.emitError(loc, "expects ascending ids from 0 to ") << maxId;
  for (int32_t id = first; id <= last; ++id)
    ids.push_back(id);
  return success();
}

static ParseResult parseIdRanges(OpAsmParser &parser, DenseI32ArrayAttr &ids) {
  SmallVector<int32_t> values;
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, [&] {
        return parseIdRange(parser, values);
      }))
    return failure();
  ids = parser.getBuilder().getDenseI32ArrayAttr(values);
  return success();
}

static void printIdRanges(OpAsmPrinter &printer, Operation *,
                          DenseI32ArrayAttr ids) {
  ArrayRef<int32_t> values = ids;
  printer << '[';
  for (size_t begin = 0, end; begin < values.size(); begin = end) {
    end = begin + 1;
    while (end < values.size() && values[end] == values[end - 1] + 1)
      ++end;
    printer << (begin ? ", " : "") << values[begin];
    if (end - begin > 1)
      printer << " to " << values[end - 1];
  }
  printer << ']';
}

//===----------------------------------------------------------------------===//
// Words and addresses in hexadecimal
//===----------------------------------------------------------------------===//

static ParseResult parseWord(OpAsmParser &parser, int32_t &word) {
  SMLoc loc = parser.getCurrentLocation();
  APInt value;
  OptionalParseResult result = parser.parseOptionalInteger(value);
  if (!result.has_value())
    return parser.emitError(loc, "expected a word");
  if (failed(*result))
    return failure();
  if (value.getActiveBits() > 32)
    return parser.emitError(loc, "expected a word of at most 32 bits");
  word = static_cast<int32_t>(value.getZExtValue());
  return success();
}

static ParseResult parseHexValue(OpAsmParser &parser, IntegerAttr &attr) {
  int32_t word = 0;
  if (parseWord(parser, word))
    return failure();
  attr = parser.getBuilder().getI32IntegerAttr(word);
  return success();
}

static void printHexValue(OpAsmPrinter &printer, Operation *,
                          IntegerAttr attr) {
  printer << "0x";
  printer.getStream() << llvm::format_hex_no_prefix(
      static_cast<uint32_t>(attr.getValue().getZExtValue()), 1);
}

static ParseResult parseHexNumber(OpAsmParser &parser, IntegerAttr &attr) {
  return parseHexValue(parser, attr);
}

static void printHexNumber(OpAsmPrinter &printer, Operation *op,
                           IntegerAttr attr) {
  printHexValue(printer, op, attr);
}

static ParseResult parseHexWords(OpAsmParser &parser,
                                 DenseI32ArrayAttr &words) {
  SmallVector<int32_t> values;
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, [&] {
        return parseWord(parser, values.emplace_back());
      }))
    return failure();
  words = parser.getBuilder().getDenseI32ArrayAttr(values);
  return success();
}

/// As many digits as the width asks for, as in RAM files.
static void printHexWords(OpAsmPrinter &printer, Operation *op,
                          DenseI32ArrayAttr words) {
  unsigned digits = (cast<BankOp>(op).getWidth() + 3) / 4;
  printer << '[';
  llvm::interleaveComma(words.asArrayRef(), printer, [&](int32_t word) {
    printer.getStream() << llvm::format_hex(static_cast<uint32_t>(word),
                                            digits + 2);
  });
  printer << ']';
}

#define GET_OP_CLASSES
#include "tidepool/Dialect/Xylo/IR/XyloOps.cpp.inc"
