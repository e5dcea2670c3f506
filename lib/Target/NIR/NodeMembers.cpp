//===- NodeMembers.cpp - What the nodes of NIR have -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/NodeMembers.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool::nir;
using llvm::StringRef;

// What older writers leave out is optional, though newer readers want it.
static constexpr Member optional(llvm::StringLiteral name) {
  return {name, /*isRequired=*/false};
}

static constexpr Member affine[] = {{"weight"}, {"bias"}};
static constexpr Member convolution[] = {
    optional("input_shape"),
    {"weight"},
    {"stride"},
    {"padding", /*isRequired=*/true, /*mayBeText=*/true},
    {"dilation"},
    {"groups"},
    {"bias"}};
static constexpr Member cubaLI[] = {
    {"tau_syn"}, {"tau_mem"}, {"r"}, {"v_leak"}, optional("w_in")};
static constexpr Member cubaLIF[] = {
    {"tau_syn"},         {"tau_mem"},      {"r"}, {"v_leak"}, {"v_threshold"},
    optional("v_reset"), optional("w_in"),
};
static constexpr Member delay[] = {{"delay"}};
static constexpr Member flatten[] = {
    optional("input_type"), optional("start_dim"), optional("end_dim")};
static constexpr Member integrator[] = {{"r"}};
static constexpr Member integrateAndFire[] = {
    {"r"}, {"v_threshold"}, optional("v_reset")};
static constexpr Member leakyIntegrator[] = {{"tau"}, {"r"}, {"v_leak"}};
static constexpr Member leakyIntegrateAndFire[] = {
    {"tau"}, {"r"}, {"v_leak"}, {"v_threshold"}, optional("v_reset")};
static constexpr Member linear[] = {{"weight"}};
static constexpr Member graph[] = {{"edges"}, {"nodes"}};
static constexpr Member pool[] = {{"kernel_size"}, {"stride"}, {"padding"}};
static constexpr Member port[] = {{"shape"}};
static constexpr Member scale[] = {{"scale"}};
static constexpr Member threshold[] = {{"threshold"}};

llvm::ArrayRef<Member> tidepool::nir::getMembers(NodeType type) {
  switch (type) {
  case NodeType::Affine:
    return affine;
  case NodeType::Conv1d:
  case NodeType::Conv2d:
    return convolution;
  case NodeType::CubaLI:
    return cubaLI;
  case NodeType::CubaLIF:
    return cubaLIF;
  case NodeType::Delay:
    return delay;
  case NodeType::Flatten:
    return flatten;
  case NodeType::I:
    return integrator;
  case NodeType::IF:
    return integrateAndFire;
  case NodeType::Input:
  case NodeType::Output:
    return port;
  case NodeType::LI:
    return leakyIntegrator;
  case NodeType::LIF:
    return leakyIntegrateAndFire;
  case NodeType::Linear:
    return linear;
  case NodeType::NIRGraph:
    return graph;
  case NodeType::AvgPool2d:
  case NodeType::SumPool2d:
    return pool;
  case NodeType::Scale:
    return scale;
  case NodeType::Threshold:
    return threshold;
  case NodeType::Unknown:
    return {};
  }
  llvm_unreachable("all types are above");
}

const Member *tidepool::nir::findMember(NodeType type, StringRef name) {
  for (const Member &member : getMembers(type))
    if (member.name == name)
      return &member;
  return nullptr;
}

std::string tidepool::nir::listMembers(NodeType type) {
  std::string names = "type, metadata";
  for (const Member &member : getMembers(type))
    names += ", " + member.name.str();
  return names;
}
