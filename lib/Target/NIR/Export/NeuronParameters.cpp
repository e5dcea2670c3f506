//===- NeuronParameters.cpp - Neurons of the graph dialect in NIR ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export/NeuronParameters.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/Export/Arrays.h"
#include "tidepool/Target/NIR/NodeMembers.h"
#include "tidepool/Target/NIR/Notes.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// CubaLIF
//===----------------------------------------------------------------------===//

/// The synaptic time constant of every neuron.
static Expected<std::vector<double>> getTauSyn(graph::LIFNeuronsOp op) {
  std::vector<double> all = getNumbers(op.getTauSyn());
  int64_t numSynapses = all.size() / op.getTauMem().getNumElements();
  std::vector<double> taus;
  for (size_t first = 0; first < all.size(); first += numSynapses) {
    for (int64_t synapse = 1; synapse < numSynapses; ++synapse)
      if (all[first + synapse] != all[first])
        return makeError("neuron ", first / numSynapses,
                         " has synapses of different time constants, but a "
                         "CubaLIF has one; give the synapses a population each "
                         "or one time constant");
    taus.push_back(all[first]);
  }
  return taus;
}

/// The time constant that a file has for one of the network.
static double toFileTau(double tau, const Reading &reading) {
  return reading.convention == Convention::Euler
             ? reading.dt / -std::expm1(-reading.dt / tau)
             : tau;
}

/// The number that, multiplied with `share`, gives `product`; the nearest one
/// where rounding leaves none.
static double divideBack(double product, double share) {
  double quotient = product / share;
  for (double candidate : {quotient, std::nextafter(quotient, HUGE_VAL),
                           std::nextafter(quotient, -HUGE_VAL)})
    if (candidate * share == product)
      return candidate;
  return quotient;
}

static ChannelValues makeChannels(ArrayRef<double> tauMem,
                                  ArrayRef<double> tauSyn,
                                  ArrayRef<double> bias,
                                  const Reading &reading) {
  bool isRockpool = reading.convention == Convention::Rockpool;
  ChannelValues values;
  for (auto [mem, syn, drive] : llvm::zip_equal(tauMem, tauSyn, bias)) {
    double fileMem = toFileTau(mem, reading), fileSyn = toFileTau(syn, reading);
    Leak memLeak = getLeak(fileMem, reading);
    Leak synLeak = getLeak(fileSyn, reading);
    values["tau_mem"].push_back(fileMem);
    values["tau_syn"].push_back(fileSyn);
    values["r"].push_back(isRockpool ? mem / reading.dt * memLeak.decay
                                     : 1 / memLeak.share);
    values["w_in"].push_back(isRockpool ? 1 : synLeak.decay / synLeak.share);
    values["v_leak"].push_back(isRockpool ? drive
                                          : divideBack(drive, memLeak.share));
  }
  return values;
}

static llvm::Error checkChannels(const ChannelValues &values) {
  for (const auto &[name, numbers] : values)
    for (auto [channel, number] : llvm::enumerate(numbers))
      if (!std::isfinite(number))
        return makeError("the time constants of neuron ", channel,
                         " do not fit the time step: ", name,
                         " would be infinite");
  return llvm::Error::success();
}

/// Notes what reading does not give back as it was.
static void noteExact(Metadata &metadata, StringRef key, ElementsAttr attr,
                      std::vector<double> numbers,
                      const std::vector<double> &restored) {
  if (getElementType(attr) == ElementType::Float32 || numbers != restored)
    metadata[key.str()] = makeArray(std::move(numbers), getElementType(attr));
}

Expected<NodeContent> tidepool::nir::makeCubaLIF(graph::LIFNeuronsOp op,
                                                 const Reading &reading,
                                                 Version version) {
  std::vector<double> tauMem = getNumbers(op.getTauMem());
  std::vector<double> bias(tauMem.size());
  if (op.getBias())
    bias = getNumbers(*op.getBias());
  auto tauSyn = getTauSyn(op);
  if (!tauSyn)
    return tauSyn.takeError();
  NeuronLayer layer;
  layer.values = makeChannels(tauMem, *tauSyn, bias, reading);
  layer.values["v_threshold"] = getNumbers(op.getThreshold());
  if (llvm::Error error = checkChannels(layer.values))
    return std::move(error);
  // The import itself says what it makes of them.
  auto restored = convertNeurons(layer, reading);
  if (!restored)
    return restored.takeError();

  NodeContent content;
  ElementType type = getElementType(op.getThreshold());
  if (version == Version::V1_0_7)
    content.parameters["v_reset"] =
        makeArray(std::vector<double>(tauMem.size()), type);
  for (auto &[name, numbers] : layer.values)
    content.parameters[name] = makeArray(numbers);
  content.parameters["v_threshold"] = makeArray(op.getThreshold());
  if (reading.convention != Convention::Euler) {
    content.parameters["tau_mem"] = makeArray(op.getTauMem());
    content.parameters["tau_syn"] =
        makeArray(*tauSyn, getElementType(op.getTauSyn()));
  }
  Metadata &notes = content.metadata;
  noteExact(notes, note::tauMem, op.getTauMem(), tauMem, restored->tauMem);
  noteExact(notes, note::tauSyn, op.getTauSyn(), *tauSyn, restored->tauSyn);
  noteExact(notes, note::threshold, op.getThreshold(),
            layer.values["v_threshold"], restored->threshold);
  if (op.getBias() && llvm::any_of(bias, [](double b) { return b != 0; }))
    noteExact(notes, note::bias, *op.getBias(), bias, restored->bias);
  return content;
}

//===----------------------------------------------------------------------===//
// Nodes kept by the import
//===----------------------------------------------------------------------===//

/// No verifier looks at what an op keeps.
static bool hasData(ElementsAttr attr) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(attr);
  if (!resource)
    return true;
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  size_t width = attr.getElementType().isF64() ? 8 : 4;
  return blob && blob->getData().size() == attr.getNumElements() * width;
}

/// The numbers that an op keeps of a parameter, one per channel.
static Expected<ElementsAttr> getKept(Operation *op, StringRef name) {
  auto attr = op->getAttrOfType<ElementsAttr>(("nir." + name).str());
  int64_t size = graph::countNodes(op->getResult(0));
  if (!attr || !graph::FloatElementsView::isSupported(attr) ||
      attr.getNumElements() != size)
    return makeError("nir.", name, " must be a tensor<", size,
                     "xf32> or tensor<", size, "xf64>");
  if (!hasData(attr))
    return makeError("nir.", name,
                     " has no data, or not as much as its type "
                     "says");
  for (auto [channel, number] : llvm::enumerate(getNumbers(attr))) {
    const char *fault =
        std::isfinite(number) ? findFault(name, number) : "it must be finite";
    if (fault)
      return makeError("nir.", name, " of channel ", channel, ": ", fault);
  }
  return attr;
}

/// Says why `type` is nothing that the export can write.
static Expected<NodeType> getKeptType(Operation *op) {
  auto type = op->getAttrOfType<StringAttr>("nir.type");
  if (!type)
    return makeError("NIR has no such node; only what the import has kept as "
                     "nir.type and nir.* parameters can be written");
  std::optional<NodeType> found = findNodeType(type);
  if (!found || !hasChannelValues(*found))
    return makeError("a node of type '", type.getValue(),
                     "' cannot be written from attributes");
  return *found;
}

Expected<NodeContent> tidepool::nir::makeKeptNode(Operation *op,
                                                  Version version) {
  auto type = getKeptType(op);
  if (!type)
    return type.takeError();
  if (graph::countNodes(op->getOperands().getTypes()) !=
      graph::countNodes(op->getResultTypes()))
    return makeError("a node of type ", getName(*type),
                     " has as many inputs as outputs");
  NodeContent content;
  content.type = *type;
  for (const Member &member : getMembers(*type)) {
    if (!member.isRequired && !op->hasAttr(("nir." + member.name).str()))
      continue;
    auto attr = getKept(op, member.name);
    if (!attr)
      return attr.takeError();
    if (member.name != "v_reset" || version == Version::V1_0_7)
      content.parameters[member.name.str()] = makeArray(*attr);
    else if (llvm::any_of(getNumbers(*attr), [](double v) { return v != 0; }))
      return makeError("nir.v_reset is not zero, but files of version 1.0.5 "
                       "have no v_reset");
  }
  return content;
}
