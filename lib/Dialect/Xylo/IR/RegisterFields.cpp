//===- RegisterFields.cpp - What the bits of a register mean --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/RegisterFields.h"

#include "llvm/Support/ErrorHandling.h"

using namespace tidepool::xylo;

static constexpr RegisterField controlFields[] = {
    {"manual stepping", 0, 1},
    {"second synapses", 1, 1},
    {"aliases", 2, 1},
    {"biases", 3, 1},
    {"input weight shift", control::inputShift, 3},
    {"recurrent weight shift", control::recurrentShift, 3},
    {"output weight shift", control::outputShift, 3},
    {"memory clock", 16, 1},
    {"RAM", 17, 1},
};
static constexpr RegisterField sizes1Fields[] = {
    {"inputs", 0, 8},
    {"input expansion neurons", 8, 8},
    {"hidden neurons", 16, 16},
};
static constexpr RegisterField sizes2Fields[] = {
    {"outputs", 0, 8},
    {"output expansion neurons", 8, 8},
};
static constexpr RegisterField timeWrapFields[] = {
    {"core clocks per time step", 0, 32},
};
llvm::StringRef tidepool::xylo::getMeaning(RegisterKind kind) {
  switch (kind) {
  case RegisterKind::Control:
    return "features, weight shifts and memory access";
  case RegisterKind::Sizes1:
  case RegisterKind::Sizes2:
    return "sizes";
  case RegisterKind::TimeWrap:
    return "length of a time step";
  case RegisterKind::InputSpike:
    return "pending input spikes";
  case RegisterKind::Other:
    return "as a target option says";
  }
  llvm_unreachable("unknown register");
}

llvm::ArrayRef<RegisterField> tidepool::xylo::getFields(RegisterKind kind) {
  switch (kind) {
  case RegisterKind::Control:
    return controlFields;
  case RegisterKind::Sizes1:
    return sizes1Fields;
  case RegisterKind::Sizes2:
    return sizes2Fields;
  case RegisterKind::TimeWrap:
    return timeWrapFields;
  case RegisterKind::InputSpike:
  case RegisterKind::Other:
    return {};
  }
  llvm_unreachable("unknown register");
}
