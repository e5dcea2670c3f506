//===- DiffNetworks.cpp - What differs between two networks ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffNetworks.h"

#include "DiffConnections.h"
#include "DiffElements.h"
#include "Order.h"

#include "tidepool/Conversion/GraphToXylo/NetworkHash.h"
#include "tidepool/Dialect/Graph/IR/MatrixView.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using graph::NetworkView;

namespace {
/// Compares two networks.
class NetworkDiff {
public:
  NetworkDiff(const NetworkView &oldView, const NetworkView &newView,
              Report &report)
      : match(oldView, newView), oldView(oldView), newView(newView),
        report(report) {}

  void run();

private:
  void diffPorts();
  void diffModules();
  void diffNodes(unsigned oldModule, unsigned newModule);
  void tellLoneModule(const NetworkView &view, unsigned module, bool isOld);
  void diffParameters(unsigned oldModule, unsigned newModule);
  void diffParameter(StringRef label, StringAttr name, Attribute oldAttr,
                     Attribute newAttr);

  NetworkMatch match;
  const NetworkView &oldView, &newView;
  Report &report;
};
} // namespace

static llvm::json::Object makeModuleFacts(StringRef kind, StringRef label) {
  return llvm::json::Object{{"kind", kind}, {"module", toUtf8(label)}};
}

static uint32_t getNumInputNodes(const NetworkView &view, unsigned module) {
  return view.getInputs(module).size();
}

static uint32_t getNumOutputNodes(const NetworkView &view, unsigned module) {
  return view.getOutputs(module).size();
}

void NetworkDiff::diffPorts() {
  report.beginGroup("header");
  report.compareField("inputs", static_cast<uint32_t>(oldView.getNumInputs()),
                      static_cast<uint32_t>(newView.getNumInputs()));
  report.compareField(
      "outputs", static_cast<uint32_t>(oldView.getNetworkOutputs().size()),
      static_cast<uint32_t>(newView.getNetworkOutputs().size()));
}

void NetworkDiff::tellLoneModule(const NetworkView &view, unsigned module,
                                 bool isOld) {
  report.add([&] {
    StringRef kind = view.getModule(module)->getName().getStringRef();
    Told told{(kind + ", " + Twine(getNumInputNodes(view, module)) +
               " input and " + Twine(getNumOutputNodes(view, module)) +
               " output nodes")
                  .str(),
              kind};
    std::optional<Told> oldTold, newTold;
    (isOld ? oldTold : newTold) = std::move(told);
    StringRef label = view.getLabel(module);
    return Difference::make("'" + toPrintable(label) + "'",
                            makeModuleFacts("module", label),
                            std::move(oldTold), std::move(newTold));
  });
}

/// Compares the numbers of nodes of two modules of one label and kind.
void NetworkDiff::diffNodes(unsigned oldModule, unsigned newModule) {
  StringRef label = oldView.getLabel(oldModule);
  auto compare = [&](StringRef what, uint32_t oldSize, uint32_t newSize) {
    if (oldSize == newSize)
      return;
    report.add([&] {
      llvm::json::Object facts = makeModuleFacts("size", label);
      facts["of"] = what;
      return Difference::make(what + " of '" + toPrintable(label) + "'",
                              std::move(facts), Told::of(oldSize),
                              Told::of(newSize));
    });
  };
  compare("input nodes", getNumInputNodes(oldView, oldModule),
          getNumInputNodes(newView, newModule));
  compare("output nodes", getNumOutputNodes(oldView, oldModule),
          getNumOutputNodes(newView, newModule));
}

void NetworkDiff::diffModules() {
  report.beginGroup("modules");
  for (unsigned module = 0; module < oldView.getModules().size(); ++module) {
    unsigned partner = match.getNewModule(module);
    if (partner != NetworkView::none) {
      diffNodes(module, partner);
      continue;
    }
    tellLoneModule(oldView, module, /*isOld=*/true);
  }
  for (unsigned module = 0; module < newView.getModules().size(); ++module)
    if (match.getOldModule(module) == NetworkView::none)
      tellLoneModule(newView, module, /*isOld=*/false);
  // The chip's ids follow the order of neurons, so it matters.
  std::vector<unsigned> newNeurons;
  for (unsigned module = 0; module < oldView.getModules().size(); ++module)
    if (oldView.getAs<graph::NeuronsOpInterface>(module))
      newNeurons.push_back(match.getNewModule(module));
  diffOrder(
      "neurons", newNeurons,
      [&](unsigned module) { return newView.getLabel(module).str(); }, report);
}

static Told tellAttribute(Attribute attr) {
  if (auto number = dyn_cast<FloatAttr>(attr))
    return Told::of(number.getValueAsDouble());
  std::string text;
  llvm::raw_string_ostream os(text);
  attr.print(os);
  return {text, toUtf8(text)};
}

static std::optional<Told> tellPresence(Attribute attr) {
  if (!attr)
    return std::nullopt;
  if (isa<ElementsAttr>(attr)) // whose numbers may be many
    return Told{"given", true};
  return tellAttribute(attr);
}

static bool isNumbers(Attribute attr) {
  auto elements = dyn_cast_or_null<ElementsAttr>(attr);
  return elements && graph::MatrixView::isSupported(elements);
}

void NetworkDiff::diffParameter(StringRef label, StringAttr name,
                                Attribute oldAttr, Attribute newAttr) {
  if (oldAttr == newAttr)
    return;
  report.beginGroup(name.getValue() + " of '" + toPrintable(label) + "'");
  if (isNumbers(oldAttr) && isNumbers(newAttr))
    return diffElements({label, name.getValue()}, cast<ElementsAttr>(oldAttr),
                        cast<ElementsAttr>(newAttr), report);
  report.add([&] {
    llvm::json::Object facts = makeModuleFacts("parameter", label);
    facts["parameter"] = name.getValue();
    bool both = oldAttr && newAttr;
    return Difference::make(
        name.getValue(), std::move(facts),
        both ? tellAttribute(oldAttr) : tellPresence(oldAttr),
        both ? tellAttribute(newAttr) : tellPresence(newAttr));
  });
}

/// Compares the inherent attributes of two modules. Their names may differ
/// although the labels do not.
void NetworkDiff::diffParameters(unsigned oldModule, unsigned newModule) {
  Operation *oldOp = oldView.getModule(oldModule);
  Operation *newOp = newView.getModule(newModule);
  DictionaryAttr oldAttrs = oldOp->getAttrDictionary();
  DictionaryAttr newAttrs = newOp->getAttrDictionary();
  StringRef label = oldView.getLabel(oldModule);
  auto isParameter = [](Operation *op, NamedAttribute attr) {
    return !op->getDiscardableAttr(attr.getName());
  };
  for (NamedAttribute attr : oldAttrs)
    if (isParameter(oldOp, attr))
      diffParameter(label, attr.getName(), attr.getValue(),
                    newAttrs.get(attr.getName()));
  for (NamedAttribute attr : newAttrs)
    if (isParameter(newOp, attr) && !oldAttrs.contains(attr.getName()))
      diffParameter(label, attr.getName(), Attribute(), attr.getValue());
}

void NetworkDiff::run() {
  diffPorts();
  diffModules();
  diffConnections(match, report);
  for (unsigned module = 0; module < oldView.getModules().size(); ++module)
    if (unsigned partner = match.getNewModule(module);
        partner != NetworkView::none)
      diffParameters(module, partner);
}

void tidepool::diff::diffNetworks(graph::NetworkOp oldNetwork,
                                  graph::NetworkOp newNetwork, Report &report) {
  NetworkView oldView(oldNetwork), newView(newNetwork);
  NetworkDiff(oldView, newView, report).run();
}
