//===- Parameters.h - The parameters of a NIR node --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_PARAMETERS_H
#define TIDEPOOL_TARGET_NIR_IMPORT_PARAMETERS_H

#include "tidepool/Target/NIR/Import/Circuit.h"

#include <vector>

namespace tidepool::nir {

/// Whether the node has the parameters that its type must have.
bool hasAllParameters(const Vertex &vertex);

/// Reports parameters that a node lacks or that its type does not have.
void checkParameterNames(const Vertex &vertex, Reporter &reporter);

/// All numbers of a parameter. An error if it is a text, if there are more than
/// a layer may have channels, or if one is NaN or infinite.
llvm::Expected<std::vector<double>> readNumbers(const Parameter &parameter);

/// The numbers of a parameter that says sizes or positions: whole and at least
/// `minimum`.
llvm::Expected<std::vector<int64_t>> readIntegers(const Parameter &parameter,
                                                  int64_t minimum);

/// The only number of a parameter; `byDefault` if there is none.
llvm::Expected<int64_t> readInteger(const Vertex &vertex, llvm::StringRef name,
                                    int64_t minimum, int64_t byDefault);

/// With nine digits, as many as a float has.
std::string formatNumber(double number);

/// Where in an array the element with this flat index is: `[1, 2]`.
std::string formatIndex(llvm::ArrayRef<uint64_t> shape, uint64_t index);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_PARAMETERS_H
