//===- SpikePlot.h - A picture of a run -------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_PLOT_SPIKEPLOT_H
#define TIDEPOOL_SIMULATION_PLOT_SPIKEPLOT_H

#include "tidepool/Simulation/Plot/RunHistory.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool::simulation {

/// Draws a run, so that a person can judge the network at a glance: rasters of
/// input, hidden and output spikes, the membranes of a few telling neurons,
/// totals, and what stayed silent. Time and memory of the picture do not depend
/// on the length of the run.
///
/// It reads the signals `hid_spikes`, `vmem`, `out_spikes` and `vmem_out`; what
/// a simulator does not have is left out.
class SpikePlot {
public:
  /// `simulator` must outlive the plot.
  explicit SpikePlot(Simulator &simulator) : history(simulator) {}

  /// Adds the step that the simulator has just made on this input, one count
  /// for each channel.
  void record(llvm::ArrayRef<uint32_t> counts) { history.record(counts); }

  /// Writes the picture as SVG 1.1: it stands alone, is 900 pixels wide and
  /// follows the reader's choice of light or dark.
  void write(llvm::raw_ostream &os) const;
  std::string toSvg() const;

private:
  RunHistory history;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_PLOT_SPIKEPLOT_H
