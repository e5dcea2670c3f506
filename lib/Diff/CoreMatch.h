//===- CoreMatch.h - Which neuron of a core is which of another -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_COREMATCH_H
#define TIDEPOOL_LIB_DIFF_COREMATCH_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"

#include <array>

namespace tidepool::diff {

/// A neuron by its module and its place in it.
struct NeuronPlace {
  uint32_t module, index;
};

/// The modules and neurons of a core.
class CoreModules {
public:
  explicit CoreModules(xylo::CoreOp core);

  struct Module {
    xylo::NeuronsOp op;
    xylo::Population population;
    std::string label;           ///< different in each population
    mlir::ArrayRef<int32_t> ids; ///< by neuron
  };

  /// In text order.
  mlir::ArrayRef<Module> getModules() const { return modules; }
  /// By id.
  mlir::ArrayRef<NeuronPlace> getNeurons(xylo::Population population) const {
    return neurons[static_cast<size_t>(population)];
  }
  /// The number of a module; none if there is no such module.
  std::optional<uint32_t> find(xylo::Population population,
                               llvm::StringRef label) const;
  /// `lif1[3]`.
  std::string getName(xylo::Population population, uint32_t id) const;
  /// The same for programs.
  llvm::json::Object toJson(xylo::Population population, uint32_t id) const;

private:
  std::vector<Module> modules;
  std::array<llvm::StringMap<uint32_t>, 2> numbers; ///< by population
  std::array<std::vector<NeuronPlace>, 2> neurons;
};

/// Two cores side by side.
class CoreMatch {
public:
  static constexpr uint32_t none = ~0u;

  CoreMatch(xylo::CoreOp oldCore, xylo::CoreOp newCore);

  const CoreModules &getOld() const { return oldModules; }
  const CoreModules &getNew() const { return newModules; }

  /// The module of the other core with the same label, or `none`.
  uint32_t getNewModule(uint32_t oldModule) const {
    return newModuleOf[oldModule];
  }
  /// The same of all modules.
  mlir::ArrayRef<uint32_t> getNewModules() const { return newModuleOf; }
  uint32_t getOldModule(uint32_t newModule) const {
    return oldModuleOf[newModule];
  }
  /// The id of a neuron in the new core, or `none`.
  uint32_t getNewId(xylo::Population population, uint32_t oldId) const {
    return newIds[static_cast<size_t>(population)][oldId];
  }
  uint32_t getOldId(xylo::Population population, uint32_t newId) const {
    return oldIds[static_cast<size_t>(population)][newId];
  }

private:
  CoreModules oldModules, newModules;
  std::vector<uint32_t> newModuleOf, oldModuleOf;
  std::array<std::vector<uint32_t>, 2> newIds, oldIds; ///< by population
};

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_COREMATCH_H
