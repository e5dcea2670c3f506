//===- Schema.h - The keys of samna's configurations ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which keys each chip's configuration has and what they mean, as tables that
// writer and reader share.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SAMNAJSON_SCHEMA_H
#define TIDEPOOL_LIB_TARGET_SAMNAJSON_SCHEMA_H

#include "tidepool/Target/SamnaJson/Configuration.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <variant>

namespace tidepool::samna {

/// When a key is there.
enum class Presence : uint8_t {
  Always,
  WithBias,         ///< if the chip has biases
  WhereSynapse2Is,  ///< if the chip has second synapses and the network uses
                    ///< them; may be missing
  InOtherPartsOnly, ///< no part of the network: not written, and may be
                    ///< anything
};

/// An integer of a `T` in [min, max].
template <typename T>
struct Number {
  int64_t T::*member;
  int64_t min, max;
};

/// A switch of the network.
struct Flag {
  bool Configuration::*member;
};

/// A number of things in a network.
enum class Extent : uint8_t {
  Inputs,
  InputExpansion,
  Hidden,
  OutputExpansion,
  Outputs
};

size_t getSize(Extent extent, const Configuration &configuration);

/// A matrix of weights.
struct Weights {
  Matrix Configuration::*member;
  Extent rows, columns;
  bool isSynapse2 = false;
};

/// An alias: a hidden id, or none.
struct Alias {};

/// A key of a neuron.
struct NeuronField {
  llvm::StringLiteral key;
  std::variant<Number<Neuron>, Alias> content;
  Presence presence = Presence::Always;
};

/// A list of neurons.
struct Neurons {
  std::vector<Neuron> Configuration::*member;
  llvm::ArrayRef<NeuronField> fields;
};

/// A switch that is not the network's but follows from it.
struct FlagSetting {
  bool (*get)(const Configuration &configuration);
};

/// A number that is the same for all networks.
struct NumberSetting {
  int64_t value;
};

/// An optional that is always empty.
struct EmptySetting {};

struct Field;

/// An object inside the configuration.
struct Object {
  llvm::ArrayRef<Field> fields;
};

/// A key of a configuration.
struct Field {
  llvm::StringLiteral key;
  std::variant<Flag, Number<Configuration>, Weights, Neurons, FlagSetting,
               NumberSetting, EmptySetting, Object>
      content;
  Presence presence = Presence::Always;
};

/// The configuration of one chip.
struct Schema {
  llvm::StringLiteral chip;
  llvm::ArrayRef<Field> fields;
  llvm::StringLiteral caveat; ///< see `getCaveat`
};

/// The key that holds the configuration in its file.
inline constexpr llvm::StringLiteral rootKey("value0");

/// All schemas, in the order of the chips.
llvm::ArrayRef<Schema> getSchemas();
/// The one of a chip, or null if nothing is known about samna's.
const Schema *findSchema(const xylo::Chip &chip);

/// Whether a chip's configuration says how long a time step in hibernation is.
bool hasHibernationTimeWrap(const xylo::Chip &chip);

/// Whether a chip's configuration can have a key of this presence, has it in
/// every file, and has it in the file of this network.
bool isKnown(Presence presence, const xylo::Chip &chip);
bool isRequired(Presence presence, const xylo::Chip &chip);
bool isWritten(Presence presence, const Configuration &configuration);

} // namespace tidepool::samna

#endif // TIDEPOOL_LIB_TARGET_SAMNAJSON_SCHEMA_H
