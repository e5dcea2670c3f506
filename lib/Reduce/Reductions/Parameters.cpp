//===- Parameters.cpp - Simplifies parameters and attributes --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"
#include "Reductions.h"

#include "tidepool/Reduce/CaseSize.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

namespace {
/// Changes of attributes, to be made when all places are known.
class AttributeChanges {
public:
  void set(Operation *op, StringAttr name, Attribute value) {
    changes.push_back({op, name, value});
  }
  void drop(Operation *op, StringAttr name) { set(op, name, {}); }
  void apply() {
    for (const Change &change : changes) {
      if (change.value)
        change.op->setAttr(change.name, change.value);
      else
        change.op->removeAttr(change.name);
    }
  }

private:
  struct Change {
    Operation *op;
    StringAttr name;
    Attribute value; ///< null: to be dropped
  };
  SmallVector<Change> changes;
};
} // namespace

/// Visits the parameters of all modules.
static void visitParameters(
    mlir::ModuleOp module,
    function_ref<void(Operation *, StringAttr name, ElementsAttr)> visit) {
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    for (NamedAttribute parameter : reduce::getParameters(op))
      visit(op, parameter.getName(), cast<ElementsAttr>(parameter.getValue()));
  });
}

void reduce::zeroWeights(mlir::ModuleOp module, Places &places) {
  AttributeChanges changes;
  visitParameters(module, [&](Operation *op, StringAttr name,
                              ElementsAttr values) {
    bool mayBeZero = name == "weights" || name == "biases" || name == "bias";
    if (mayBeZero && findSplat(values) != 0.0 && places.next())
      changes.set(op, name, makeSplat(values.getShapedType(), 0));
  });
  changes.apply();
}

/// The first value that is not zero; zero if there is none.
static double findTypicalValue(ElementsAttr values) {
  if (auto sparse = dyn_cast<SparseElementsAttr>(values))
    values = sparse.getValues();
  FloatElementsView view = FloatElementsView::ofVerified(values);
  for (int64_t i = 0, e = view.size(); i != e; ++i)
    if (view[i] != 0)
      return view[i];
  return 0;
}

void reduce::splatParameters(mlir::ModuleOp module, Places &places) {
  AttributeChanges changes;
  visitParameters(module, [&](Operation *op, StringAttr name,
                              ElementsAttr values) {
    if (!findSplat(values) && places.next())
      changes.set(op, name,
                  makeSplat(values.getShapedType(), findTypicalValue(values)));
  });
  changes.apply();
}

void reduce::roundNumbers(mlir::ModuleOp module, Places &places) {
  AttributeChanges changes;
  visitParameters(
      module, [&](Operation *op, StringAttr name, ElementsAttr values) {
        std::optional<double> splat = findSplat(values);
        if (!splat)
          return;
        ElementsAttr rounded =
            makeSplat(values.getShapedType(), roundToOneDigit(*splat));
        if (rounded != values && places.next())
          changes.set(op, name, rounded);
      });
  module.walk<WalkOrder::PreOrder>([&](NeuronsOpInterface neurons) {
    auto dt = neurons->getAttrOfType<FloatAttr>("dt");
    if (!dt)
      return;
    auto rounded =
        FloatAttr::get(dt.getType(), roundToOneDigit(dt.getValueAsDouble()));
    if (rounded != dt && places.next())
      changes.set(neurons, StringAttr::get(dt.getContext(), "dt"), rounded);
  });
  changes.apply();
}

/// Whether the ops of the graph dialect can do without an attribute.
static bool isOptional(Operation *op, NamedAttribute attribute) {
  if (!op->getInherentAttr(attribute.getName()))
    return true;
  static constexpr StringLiteral optional[] = {
      "arg_attrs", "bias",      "biases",        "dt",
      "name",      "res_attrs", "sym_visibility"};
  return isa_and_present<GraphDialect>(op->getDialect()) &&
         llvm::is_contained(optional, attribute.getName().getValue());
}

void reduce::dropAttributes(mlir::ModuleOp module, Places &places) {
  AttributeChanges changes;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    for (NamedAttribute attribute : op->getAttrs())
      if (isOptional(op, attribute) && places.next())
        changes.drop(op, attribute.getName());
  });
  changes.apply();
}
