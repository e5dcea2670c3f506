//===- ImportOptions.h - How to read a NIR model ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOPTIONS_H
#define TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOPTIONS_H

#include <cstdint>
#include <optional>
#include <string>

namespace tidepool::nir {

/// How the time constants and gains of a file turn into those of one step.
enum class Convention {
  Auto,    ///< as the parameters suggest
  Exact,   ///< decay exp(-dt/tau)
  Euler,   ///< decay 1 - dt/tau
  Rockpool ///< decay exp(-dt/tau), gains of one: r and w_in mean nothing
};

/// What happens to a membrane after a spike.
enum class Reset {
  FromFile, ///< what the file says; a difference is reported
  Subtract  ///< the threshold is subtracted, whatever the file says
};

enum class Strictness { Lenient, Normal, Strict };

struct ImportOptions {
  std::optional<double> dt; ///< seconds; found from the parameters by default
  Convention convention = Convention::Auto;
  Reset reset = Reset::FromFile;
  Strictness strictness = Strictness::Normal;
  /// The largest matrix that a convolution, a pooling, a scale or a batch of
  /// matrices may become, in elements that are not zero. Each takes up to 24
  /// bytes.
  int64_t maxEntries = int64_t(1) << 21;
  std::string fileName = "-";      ///< for messages
  std::string networkName = "nir"; ///< the symbol of the network

  /// What is not as by default and changes the numbers of the network, as on
  /// the command line: for the provenance of an image. The other options decide
  /// what is refused or reported.
  std::string describe() const;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_IMPORTOPTIONS_H
