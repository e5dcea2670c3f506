//===- Convention.h - What time step and equations a file means -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_CONVENTION_H
#define TIDEPOOL_TARGET_NIR_IMPORT_CONVENTION_H

#include "tidepool/Target/NIR/Import/Neurons.h"
#include "tidepool/Target/NIR/Import/ReadNotes.h"

namespace tidepool::nir {

/// The W0 branch of Lambert's function: the w with w * exp(w) = x, x > 0.
double lambertW(double x);

/// The time step under which all gains are one: dt = tau_mem / r =
/// tau_syn / w_in, as snnTorch writes files. Nothing if there is no such step,
/// or if it rests on a single number, as any number gives some step.
std::optional<double> findUnitGainStep(llvm::ArrayRef<NeuronLayer> layers);

/// The time step that Rockpool wrote into r = tau_mem / dt * exp(-dt /
/// tau_mem), where a
/// single number counts if the step is a round one.
std::optional<double> findRockpoolStep(llvm::ArrayRef<NeuronLayer> layers);

/// Decides how to read the layers: what the options say, then what the file's
/// notes say, then what the parameters show, then 1 ms and the exact equations,
/// as an assumption.
Reading chooseReading(llvm::ArrayRef<NeuronLayer> layers,
                      const ImportOptions &options,
                      const std::optional<ReadingNotes> &notes = std::nullopt);

llvm::StringRef getConventionName(Convention convention);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_CONVENTION_H
