//===- Configuration.h - What samna is told of a network --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// samna, SynSense's library, is not given a chip's words but a network: dense
// matrices of weights and a list of neurons, from which it makes the words
// itself. This is that network as plain data. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SAMNAJSON_CONFIGURATION_H
#define TIDEPOOL_TARGET_SAMNAJSON_CONFIGURATION_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <vector>

namespace tidepool::samna {

/// Weights as they are written, before shifts: [source][target].
struct Matrix {
  size_t rows = 0, columns = 0;
  std::vector<int8_t> values; ///< row by row

  Matrix() = default;
  Matrix(size_t rows, size_t columns)
      : rows(rows), columns(columns), values(rows * columns) {}

  int8_t &at(size_t row, size_t column) {
    return values[row * columns + column];
  }
  bool operator==(const Matrix &other) const {
    return rows == other.rows && columns == other.columns &&
           values == other.values;
  }
};

/// A hidden or output neuron.
struct Neuron {
  int64_t threshold = 0;
  int64_t dashMem = 0;
  int64_t dashSyn = 0;
  int64_t dashSyn2 = 0;
  int64_t bias = 0;
  std::optional<int64_t> aliasTarget; ///< hidden id

  bool operator==(const Neuron &other) const;
};

/// A network for samna.
///
/// On chips with limited expansion the input weights have a column for each of
/// the lowest hidden neurons that inputs reach, and the output weights a row
/// for each of the highest ones that reach outputs; on the others all hidden
/// neurons have one.
struct Configuration {
  const xylo::Chip *chip = nullptr;
  bool synapse2 = false, alias = false, bias = false; ///< what is switched on
  int64_t inputShift = 0, recurrentShift = 0, outputShift = 0;
  /// The length of a time step in core clocks, 0 if it is left open; and the
  /// same in hibernation, 0 where samna's configuration does not have it.
  int64_t timeWrap = 0, hibernationTimeWrap = 0;
  /// Those of the second synapse are empty while it is switched off.
  Matrix inputWeights, inputWeights2, recurrentWeights, recurrentWeights2,
      outputWeights;
  std::vector<Neuron> hidden, outputs;

  bool operator==(const Configuration &other) const;
};

/// The network in an image. Fails if nothing is known about samna's
/// configuration of its chip, if the image is none that the chip can run, or if
/// it says what a configuration cannot: states that are not zero, or two
/// connections between the same neurons.
llvm::Expected<Configuration> makeConfiguration(const bitstream::Image &image);

} // namespace tidepool::samna

#endif // TIDEPOOL_TARGET_SAMNAJSON_CONFIGURATION_H
