//===- NetworkFile.h - The networks that can be run -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H

#include "Options.h"

#include "tidepool/Simulation/Import/ImportStage.h"
#include "tidepool/Support/ReadFile.h"
#include "tidepool/Target/NIR/Import/ImportOptions.h"

namespace tidepool {

/// What a file leaves open.
struct NetworkOptions : simulation::StageOptions {
  nir::ImportOptions nir; ///< for NIR files
};

/// A network that can be run, of any stage.
class NetworkFile {
public:
  /// Reads a bitstream, a NIR file, or MLIR with networks of the `graph`
  /// dialect, one `xylo.core` or one `xylo.image`. Fails without a text where
  /// MLIR has printed one.
  static llvm::Expected<NetworkFile> read(llvm::StringRef path,
                                          const NetworkOptions &options);

  llvm::StringRef getPath() const { return path; }
  /// Whether it is run as the chip does, integer by integer.
  bool isExact() const { return network.chip != nullptr; }
  /// What the chip runs, or null.
  const simulation::ChipNetwork *getChipNetwork() const {
    return network.chip.get();
  }
  /// What runs in real numbers, or null.
  const simulation::ReferenceNetwork *getReferenceNetwork() const {
    return network.reference.get();
  }
  /// Whether it is a network of the `graph` dialect, which has two schedules;
  /// all others run in the chip's.
  bool isGraph() const { return network.isGraph; }
  /// A simulator, which the file has to outlive.
  llvm::Expected<std::unique_ptr<simulation::Simulator>>
  makeSimulator(simulation::Schedule schedule) const {
    return network.makeSimulator(schedule);
  }

private:
  simulation::StageNetwork network;
  std::string path;

  llvm::Error readModule(std::unique_ptr<llvm::MemoryBuffer> file,
                         const NetworkOptions &options);
};

/// The network in a file, read as the command line says.
llvm::Expected<NetworkFile> openNetwork(llvm::StringRef path,
                                        const Options &options);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H
