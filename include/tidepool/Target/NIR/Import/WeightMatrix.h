//===- WeightMatrix.h - Weights of NIR nodes as matrices --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H
#define TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"
#include "tidepool/Target/NIR/Import/Shapes.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"

namespace tidepool::nir {

/// A matrix of shape (Nin, Nout), f32 or f64: all elements, in the memory that
/// an attribute will own, or only those that are not zero.
class WeightMatrix {
public:
  /// A dense matrix of any numbers, to be overwritten.
  WeightMatrix(int64_t numInputs, int64_t numOutputs, bool isDouble);
  WeightMatrix(graph::MatrixBuilder entries, bool isDouble)
      : isDouble(isDouble), entries(std::move(entries)) {}

  template <typename T>
  llvm::MutableArrayRef<T> getDenseValues() {
    return {reinterpret_cast<T *>(blob.getMutableData().data()),
            static_cast<size_t>(numInputs * numOutputs)};
  }

  /// Multiplies the column of each output with its factor, in place. Numbers
  /// become doubles if they could leave the range of floats.
  void scaleOutputs(llvm::ArrayRef<double> factors);
  WeightMatrix clone() const;

  /// Gives the memory away; the name need not be unique.
  mlir::ElementsAttr takeAttr(mlir::MLIRContext *context, llvm::StringRef name);

private:
  template <typename T>
  void scaleValues(llvm::ArrayRef<double> factors);
  void widen();

  int64_t numInputs = 0, numOutputs = 0; ///< of a dense matrix
  bool isDouble;
  mlir::AsmResourceBlob blob; ///< of a dense matrix
  std::optional<graph::MatrixBuilder> entries;
};

/// What a Linear, Affine, Scale, convolution or pooling multiplies with and
/// adds.
struct Weights {
  WeightMatrix matrix;
  std::vector<double> biases; ///< empty if there are none
};

bool isWeights(NodeType type);

/// Whether the node's matrix has more elements that are not zero than the limit
/// of the options, and is not in the file as it is.
bool exceedsLimit(const Vertex &vertex, const NodeShapes &shapes,
                  const ImportOptions &options);

/// Reads the weights of a node of known shapes. Nothing after errors.
std::optional<Weights>
readWeights(const Vertex &vertex, const NodeShapes &shapes, Reporter &reporter);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H
