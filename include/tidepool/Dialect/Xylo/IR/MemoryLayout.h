//===- MemoryLayout.h - Which word of a bank means what ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The index formulas of the memory banks, in both directions: used by assembly,
// disassembly, simulation and by those who name words. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_MEMORYLAYOUT_H
#define TIDEPOOL_DIALECT_XYLO_IR_MEMORYLAYOUT_H

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"

#include <optional>

namespace tidepool::xylo {

/// What a word of a bank with a word per neuron belongs to.
struct NeuronPlace {
  enum Kind { Hidden, Padding, Output } kind;
  int64_t id; ///< among the neurons of this kind
};

/// The place of a word in a bank of weights.
struct WeightPlace {
  int64_t row, column;
};

/// The configured sizes of a network, and where its values lie.
struct MemoryLayout {
  int64_t inputs, inputExpansion, hidden, outputExpansion, outputs, padding;
  /// Words from one row of the input or output weight banks to the next.
  int64_t inputStride, outputStride;

  MemoryLayout(const Chip &chip, RowStride stride, int64_t inputs,
               int64_t inputExpansion, int64_t hidden, int64_t outputExpansion,
               int64_t outputs, int64_t padding)
      : inputs(inputs), inputExpansion(inputExpansion), hidden(hidden),
        outputExpansion(outputExpansion), outputs(outputs), padding(padding),
        // Rows of input weights run over padding neurons as well.
        inputStride(inputExpansion + padding), outputStride(outputs) {
    if (stride == RowStride::Full)
      useFullRows(chip);
  }

  void useFullRows(const Chip &chip) {
    inputStride = chip.maxExpansion.value_or(chip.maxHidden);
    outputStride = chip.maxOutputs;
  }

  /// Whether an image with so many words of input and output weights has longer
  /// rows than this layout, which has configured ones.
  bool hasFullRows(const Chip &chip, int64_t inputWords,
                   int64_t outputWords) const {
    return chip.hasUncertainRows &&
           (inputWords > getNumWords(BankKind::InputWeights, 0) ||
            outputWords > getNumWords(BankKind::OutputWeights, 0));
  }

  /// In banks with a word per neuron.
  int64_t getHiddenIndex(int64_t id) const { return id; }
  int64_t getOutputIndex(int64_t id) const { return hidden + padding + id; }
  int64_t getNumNeurons() const { return hidden + padding + outputs; }

  int64_t getInputWeightIndex(int64_t input, int64_t id) const {
    return input * inputStride + id;
  }
  int64_t getOutputWeightIndex(int64_t row, int64_t output) const {
    return row * outputStride + output;
  }
  /// The hidden neuron of a row of the output weights: the highest ids.
  int64_t getOutputRowId(int64_t row) const {
    return hidden - outputExpansion + row;
  }

  /// The way back: none for a word beyond those of the network.
  std::optional<NeuronPlace> findNeuron(int64_t index) const {
    if (index < hidden)
      return NeuronPlace{NeuronPlace::Hidden, index};
    if (index < hidden + padding)
      return NeuronPlace{NeuronPlace::Padding, index - hidden};
    if (index < getNumNeurons())
      return NeuronPlace{NeuronPlace::Output, index - hidden - padding};
    return std::nullopt;
  }
  /// The row is the input. Columns behind the input expansion neurons are the
  /// padding neurons; behind them rows may be longer than the network needs.
  std::optional<WeightPlace> findInputWeight(int64_t index) const {
    if (index >= inputs * inputStride)
      return std::nullopt;
    return WeightPlace{index / inputStride, index % inputStride};
  }
  /// The row is that of `getOutputRowId`. A column may be one behind the
  /// outputs.
  std::optional<WeightPlace> findOutputWeight(int64_t index) const {
    if (index >= outputExpansion * outputStride)
      return std::nullopt;
    return WeightPlace{index / outputStride, index % outputStride};
  }

  /// How many words of a bank this network uses; `entries` is the number of
  /// connections between hidden neurons.
  int64_t getNumWords(BankKind kind, int64_t entries) const {
    switch (kind) {
    case BankKind::InputWeights:
    case BankKind::InputWeights2:
      return inputs * inputStride;
    case BankKind::SynapticCurrent:
    case BankKind::Membrane:
    case BankKind::DashSyn:
    case BankKind::DashMem:
    case BankKind::Bias:
    case BankKind::Threshold:
      return getNumNeurons();
    case BankKind::SynapticCurrent2:
    case BankKind::DashSyn2:
    case BankKind::AliasConfig:
    case BankKind::AliasTarget:
    case BankKind::SpikeCount:
    case BankKind::FanOutCount:
      return hidden;
    case BankKind::FanOutTarget:
    case BankKind::RecurrentWeights:
    case BankKind::RecurrentWeights2:
      return entries;
    case BankKind::OutputWeights:
      return outputExpansion * outputStride;
    }
    llvm_unreachable("unknown bank");
  }
};

/// `value` as an unsigned word of `bits` bits, if it fits.
inline std::optional<uint32_t> encodeWord(int64_t value, unsigned bits,
                                          bool isSigned) {
  if (isSigned ? !llvm::isIntN(bits, value) : !llvm::isUIntN(bits, value))
    return std::nullopt;
  return static_cast<uint32_t>(value) & llvm::maskTrailingOnes<uint32_t>(bits);
}

/// The value that a word of `bits` bits stands for.
inline int64_t decodeWord(uint32_t word, unsigned bits, bool isSigned) {
  return isSigned ? llvm::SignExtend64(word, bits) : word;
}

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_IR_MEMORYLAYOUT_H
