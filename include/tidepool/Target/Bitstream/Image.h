//===- Image.h - The memory image of a chip ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The content of a bitstream as plain data: what a chip's memory holds and who
// put it there. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_BITSTREAM_IMAGE_H
#define TIDEPOOL_TARGET_BITSTREAM_IMAGE_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::bitstream {

/// The configured sizes of a network on the chip.
struct Sizes {
  uint32_t inputs = 0;
  uint32_t inputExpansion = 0; ///< hidden neurons that inputs reach
  uint32_t hidden = 0;
  uint32_t outputExpansion = 0; ///< hidden neurons that reach outputs
  uint32_t outputs = 0;
  uint32_t padding = 0; ///< unused neurons between hidden and output ones
};

/// What a segment is written to.
enum class SegmentKind : uint8_t { Bank = 0, Register = 1 };

/// Consecutive words for one bank or register.
struct Segment {
  SegmentKind kind = SegmentKind::Bank;
  std::string name;
  /// Word address of the first word; absent where the chip's address map is not
  /// public.
  std::optional<uint32_t> address;
  /// Bits used of each word, 1 to 32. Words are unsigned; negative numbers are
  /// two's complement in this width.
  uint8_t wordBits = 32;
  std::vector<uint32_t> words;
};

/// Consecutive hardware ids.
struct IdRange {
  uint32_t first = 0;
  uint32_t count = 0;
};

/// Which population ids belong to; both count from 0.
enum class Population : uint8_t { Hidden = 0, Output = 1 };

/// The hardware ids of one module's neurons, in the order of its neurons.
struct ModuleIds {
  Population population = Population::Hidden;
  std::string label;
  std::vector<IdRange> ids;
};

/// Where the image comes from. Never sent to the chip.
struct Provenance {
  std::vector<ModuleIds> modules;
  std::string graphHash; ///< SHA-256 of the flat canonical network, hexadecimal
  std::string compiler;  ///< name and version
  std::string options;   ///< as on the command line
};

/// All that a bitstream says.
struct Image {
  std::string chip; ///< as in `--chip=`
  std::string network;
  double dt = 0; ///< seconds
  Sizes sizes;
  bool synapse2 = false; ///< second synapses are in use
  bool alias = false;    ///< aliases are in use
  bool bias = false;     ///< biases are in use
  uint8_t inputShift = 0;
  uint8_t recurrentShift = 0;
  uint8_t outputShift = 0;
  std::vector<Segment> segments; ///< in the order in which a host sends them
  std::optional<Provenance> provenance;
};

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_BITSTREAM_IMAGE_H
