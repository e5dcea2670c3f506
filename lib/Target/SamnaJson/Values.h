//===- Values.h - Values of a JSON file, with their place -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SAMNAJSON_VALUES_H
#define TIDEPOOL_LIB_TARGET_SAMNAJSON_VALUES_H

#include "Place.h"

#include "tidepool/Target/SamnaJson/Configuration.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"

namespace tidepool::samna {

/// The JSON in a text. Fails with line and column if there is none, or if it
/// nests deeper or has more values than any configuration: before the parser
/// takes stack and memory for them.
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef text);

/// The value at a place, if it is of this type.
llvm::Expected<const llvm::json::Object *>
readObject(const llvm::json::Value &value, const Place &place);
llvm::Expected<const llvm::json::Array *>
readArray(const llvm::json::Value &value, const Place &place);
llvm::Expected<bool> readBool(const llvm::json::Value &value,
                              const Place &place);
llvm::Expected<int64_t> readInteger(const llvm::json::Value &value, int64_t min,
                                    int64_t max, const Place &place);

/// A key that an object can have.
struct Key {
  llvm::StringRef name;
  bool isRequired = true;
};

/// The object at a place, if it has all required keys and no others than these.
llvm::Expected<const llvm::json::Object *>
readObject(const llvm::json::Value &value, llvm::ArrayRef<Key> keys,
           const Place &place);

/// A matrix of weights: its dimensions, offsets of rows and columns, and
/// values.
llvm::Expected<Matrix> readMatrix(const llvm::json::Value &value,
                                  const Place &place);

/// The value inside an optional, or null if it is empty.
llvm::Expected<const llvm::json::Value *>
readOptional(const llvm::json::Value &value, const Place &place);

} // namespace tidepool::samna

#endif // TIDEPOOL_LIB_TARGET_SAMNAJSON_VALUES_H
