//===- MemoryLayout.h - Which word of a bank means what ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The index formulas of the memory banks, used by assembly and disassembly
// alike.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_XYLO_TRANSFORMS_MEMORYLAYOUT_H
#define TIDEPOOL_LIB_DIALECT_XYLO_TRANSFORMS_MEMORYLAYOUT_H

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"

namespace tidepool::xylo {

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
    if (stride == RowStride::Full) {
      inputStride = chip.maxExpansion.value_or(chip.maxHidden);
      outputStride = chip.maxOutputs;
    }
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

#endif // TIDEPOOL_LIB_DIALECT_XYLO_TRANSFORMS_MEMORYLAYOUT_H
