//===- WeightMatrix.h - Weights of NIR nodes as matrices --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H
#define TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H

#include "tidepool/Target/NIR/Import/Shapes.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"

namespace tidepool::nir {

/// A dense matrix of shape (Nin, Nout), f32 or f64, in the memory that an
/// attribute will own.
class WeightMatrix {
public:
  /// A matrix of any numbers, to be overwritten.
  WeightMatrix(int64_t numInputs, int64_t numOutputs, bool isDouble);
  static WeightMatrix zeros(int64_t numInputs, int64_t numOutputs,
                            bool isDouble);
  /// The matrix with these numbers on the diagonal.
  static WeightMatrix diagonal(llvm::ArrayRef<double> values, bool isDouble);

  int64_t getNumInputs() const { return numInputs; }
  int64_t getNumOutputs() const { return numOutputs; }
  bool hasDoubles() const { return isDouble; }
  double at(int64_t input, int64_t output) const;
  void add(int64_t input, int64_t output, double value);

  template <typename T>
  llvm::MutableArrayRef<T> getValues() {
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

  int64_t numInputs, numOutputs;
  bool isDouble;
  mlir::AsmResourceBlob blob;
};

/// What a Linear, Affine, Scale, convolution or pooling multiplies with and
/// adds.
struct Weights {
  WeightMatrix matrix;
  std::vector<double> biases; ///< empty if there are none
};

bool isWeights(NodeType type);

/// Whether the node's matrix is larger than the file's own numbers and beyond
/// the limit of the options.
bool exceedsLimit(const Vertex &vertex, const NodeShapes &shapes,
                  const ImportOptions &options);

/// Reads the weights of a node of known shapes. Nothing after errors.
std::optional<Weights>
readWeights(const Vertex &vertex, const NodeShapes &shapes, Reporter &reporter);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_WEIGHTMATRIX_H
