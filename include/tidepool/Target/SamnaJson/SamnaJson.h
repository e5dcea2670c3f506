//===- SamnaJson.h - Configurations of samna as JSON ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes and reads the JSON that samna's `to_json` writes and its `from_json`
// reads, as docs/SamnaJson.md describes it. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SAMNAJSON_SAMNAJSON_H
#define TIDEPOOL_TARGET_SAMNAJSON_SAMNAJSON_H

#include "tidepool/Target/SamnaJson/Configuration.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace tidepool::samna {

/// What is not known about the JSON for this chip, as half a sentence; empty
/// where it has been compared with a file of samna's.
llvm::StringRef getCaveat(const xylo::Chip &chip);

/// The text of a configuration that was made or read: deterministic, with a
/// line for each neuron and each row of a matrix.
std::string writeJson(const Configuration &configuration);

/// The same for the network in an image; fails as `makeConfiguration` does.
llvm::Expected<std::string> printSamnaJson(const bitstream::Image &image);

/// Fails unless `text` is the configuration of the network in `image`.
llvm::Error checkSamnaJson(llvm::StringRef text, const bitstream::Image &image);

/// A configuration that was read.
struct ReadConfiguration {
  Configuration configuration;
  /// Settings that differ from those that `writeJson` gives this network, and
  /// those of other parts of the chip: `value0.debug.keepInterrupt = true`.
  std::vector<std::string> otherSettings;
};

/// Reads what samna or `writeJson` has written, for whichever chip has these
/// keys. Fails if the text is no JSON, with line and column; else with the
/// place
/// (`value0.reservoir.neurons[3].threshold`) of a key that is missing or
/// unknown, of a value of the wrong type, out of range or of the wrong shape,
/// or of something that is there but switched off.
llvm::Expected<ReadConfiguration> readJson(llvm::StringRef text);

} // namespace tidepool::samna

#endif // TIDEPOOL_TARGET_SAMNAJSON_SAMNAJSON_H
