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

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"
#include "tidepool/Target/NIR/Import/ImportOptions.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/MemoryBuffer.h"

#include <optional>

namespace tidepool {

/// The bytes of a file; `-` is standard input.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef path);

/// `error`, with the file that it is about.
llvm::Error inFile(llvm::StringRef path, llvm::Error error);

/// What a file leaves open.
struct NetworkOptions {
  std::string top; ///< the network, if there are several
  /// In which a graph has to have a meaning.
  simulation::Schedule schedule = simulation::Schedule::Graph;
  std::optional<double> dt; ///< for graphs that name no time step, in seconds
  nir::ImportOptions nir;   ///< for NIR files
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
  bool isExact() const { return chip != nullptr; }
  /// What the chip runs, or null.
  const simulation::ChipNetwork *getChipNetwork() const { return chip.get(); }
  /// What runs in real numbers, or null.
  const simulation::ReferenceNetwork *getReferenceNetwork() const {
    return reference.get();
  }
  /// Whether it is a network of the `graph` dialect, which has two schedules;
  /// all others run in the chip's.
  bool isGraph() const { return hasSchedules; }
  /// A simulator, which the file has to outlive.
  llvm::Expected<std::unique_ptr<simulation::Simulator>>
  makeSimulator(simulation::Schedule schedule) const;

private:
  /// One of both; they stay in place when the file moves.
  std::unique_ptr<simulation::ChipNetwork> chip;
  std::unique_ptr<simulation::ReferenceNetwork> reference;
  std::string path;
  bool hasSchedules = false;

  mlir::LogicalResult readStage(mlir::ModuleOp module,
                                const NetworkOptions &options);
  mlir::LogicalResult readGraph(mlir::ModuleOp module,
                                const NetworkOptions &options);
  mlir::LogicalResult readCore(xylo::CoreOp core);
  llvm::Error readImage(const bitstream::Image &image);
  llvm::Error readModule(std::unique_ptr<llvm::MemoryBuffer> file,
                         const NetworkOptions &options);
};

/// The network in a file, read as the command line says.
llvm::Expected<NetworkFile> openNetwork(llvm::StringRef path,
                                        const Options &options);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H
