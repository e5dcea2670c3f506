//===- CoreWeights.h - The weights of a core by what they connect *- C++
//-*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_COREWEIGHTS_H
#define TIDEPOOL_LIB_DIFF_COREWEIGHTS_H

#include "CoreMatch.h"

#include <tuple>

namespace tidepool::diff {

/// The numbers of a core: f64, i8 or i16.
class Numbers {
public:
  explicit Numbers(mlir::DenseElementsAttr attr);

  double operator[](size_t index) const { return values[index]; }
  size_t size() const { return values.size(); }
  /// An entry of a matrix with so many columns; none beyond them.
  std::optional<double> get(size_t row, size_t column,
                            size_t numColumns) const {
    if (column >= numColumns)
      return std::nullopt;
    return values[row * numColumns + column];
  }

private:
  std::vector<double> values;
};

/// A weight that is not zero, or an alias. Neurons have the ids that they have
/// in the old core.
struct Weight {
  uint32_t source, target;
  uint8_t synapse;
  double value; ///< 1 of an alias

  auto getPlace() const { return std::tie(source, target, synapse); }
};

/// Takes the source, target, synapse and value of a weight; ids are those of
/// its core.
using AddWeight =
    llvm::function_ref<void(uint32_t, uint32_t, unsigned, double)>;

/// One kind of weights.
struct WeightKind {
  llvm::StringLiteral group;              ///< in the report
  llvm::StringLiteral name;               ///< of one of them, for programs
  std::optional<xylo::Population> source; ///< none: input channels
  xylo::Population target;
  void (*visit)(xylo::CoreOp core, AddWeight add);
};

extern const WeightKind inputWeights, recurrentWeights, outputWeights, aliases;

/// The weights of one kind between neurons that both cores have, sorted. Those
/// of others are counted in `lost`, by module of this core.
std::vector<Weight> collectWeights(const WeightKind &kind, xylo::CoreOp core,
                                   const CoreMatch &match, bool isOld,
                                   std::vector<uint64_t> &lost);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_COREWEIGHTS_H
