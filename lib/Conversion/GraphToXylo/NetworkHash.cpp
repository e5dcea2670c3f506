//===- NetworkHash.cpp - The content hash of a network --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/NetworkHash.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/SHA256.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using graph::NetworkView;

namespace {
/// Feeds values to SHA-256 so that no two sequences of values look alike: all
/// have a fixed width or a length in front.
class Hasher {
public:
  using Digest = std::array<uint8_t, 32>;

  void add(uint64_t value) {
    if (numBuffered == sizeof(buffer))
      flush();
    llvm::support::endian::write64le(buffer + numBuffered, value);
    numBuffered += sizeof(value);
  }
  void add(double value) { add(llvm::bit_cast<uint64_t>(value)); }
  void add(StringRef text) {
    add(static_cast<uint64_t>(text.size()));
    flush();
    sha.update(text);
  }
  void add(const Digest &digest) {
    flush();
    sha.update(digest);
  }
  void add(Attribute attr);
  template <typename Visit>
  void addNumbers(int64_t count, Visit forEachNonZero);
  template <typename Ends>
  void addEnds(ArrayRef<Ends> nodes, ArrayRef<unsigned> numbers);
  Digest finish() {
    flush();
    return sha.final();
  }

private:
  /// SHA256 takes long over small pieces.
  void flush() {
    sha.update(ArrayRef(buffer, numBuffered));
    numBuffered = 0;
  }

  llvm::SHA256 sha;
  uint8_t buffer[4096];
  size_t numBuffered = 0;
};
} // namespace

/// Numbers count by value: a splat is what it stands for, and f32 what it is
/// in f64. A matrix may be mostly zero, dense or sparse, so n zeros in a row
/// are one word, ~n: as a number that is a NaN, which no parameter is.
/// `forEachNonZero(visit)` calls `visit(index, value)`.
template <typename Visit>
void Hasher::addNumbers(int64_t count, Visit forEachNonZero) {
  add(static_cast<uint64_t>(count));
  int64_t next = 0;
  auto addZerosUpTo = [&](int64_t end) {
    if (next < end)
      add(~static_cast<uint64_t>(end - next));
  };
  forEachNonZero([&](int64_t index, double value) {
    addZerosUpTo(index);
    add(value);
    next = index + 1;
  });
  addZerosUpTo(count);
}

void Hasher::add(Attribute attr) {
  auto elements = dyn_cast<ElementsAttr>(attr);
  if (!elements || !graph::MatrixView::isSupported(elements)) {
    std::string text;
    llvm::raw_string_ostream os(text);
    attr.print(os);
    return add(StringRef(text));
  }
  int64_t count = elements.getNumElements();
  if (elements.getShapedType().getRank() != 2) {
    auto values = graph::FloatElementsView::ofVerified(elements);
    return addNumbers(
        count, [&](auto visit) { values.forEachNonZero(0, count, visit); });
  }
  auto matrix = graph::MatrixView::ofVerified(elements);
  addNumbers(count, [&](auto visit) {
    matrix.forEachNonZero([&](int64_t row, int64_t column, double value) {
      visit(row * matrix.getNumColumns() + column, value);
    });
  });
}

/// What feeds nodes, or what they feed: `Sources` or `Sinks`. Modules count by
/// their `numbers`.
template <typename Ends>
void Hasher::addEnds(ArrayRef<Ends> nodes, ArrayRef<unsigned> numbers) {
  add(static_cast<uint64_t>(nodes.size()));
  for (const Ends &ends : nodes) {
    // Addition does not care about order, so the hash does not either.
    SmallVector<std::tuple<uint64_t, uint64_t, double>> sorted;
    for (const auto &end : ends)
      sorted.push_back({end.module == NetworkView::none ? NetworkView::none
                                                        : numbers[end.module],
                        end.node, end.times});
    llvm::sort(sorted);
    add(static_cast<uint64_t>(sorted.size()));
    for (auto [module, node, times] : sorted) {
      add(module);
      add(node);
      add(times);
    }
  }
}

/// Of what a module is by itself.
static Hasher::Digest hashContent(Operation *module) {
  Hasher hasher;
  hasher.add(module->getName().getStringRef());
  hasher.add(
      static_cast<uint64_t>(graph::countNodes(module->getResultTypes())));
  // Inherent attributes, sorted by name.
  for (NamedAttribute attr : module->getAttrDictionary()) {
    if (module->getDiscardableAttr(attr.getName()))
      continue;
    hasher.add(attr.getName().getValue());
    hasher.add(attr.getValue());
  }
  return hasher.finish();
}

/// The modules in an order that depends on the text for neurons alone, which
/// come first: it decides on their ids. Nothing but their content and what they
/// connect tells the others apart: the design rules let weights feed neurons
/// only, and an alias goes wherever the neuron goes that it is merged with.
static std::vector<unsigned> sortModules(const NetworkView &view,
                                         ArrayRef<Hasher::Digest> contents) {
  // Modules that have no number yet share one.
  unsigned numModules = view.getModules().size();
  std::vector<unsigned> order, numbers(numModules, numModules);
  for (unsigned module = 0; module < numModules; ++module)
    if (view.getAs<graph::NeuronsOpInterface>(module)) {
      numbers[module] = order.size();
      order.push_back(module);
    }
  std::vector<std::pair<Hasher::Digest, unsigned>> others;
  for (unsigned module = 0; module < numModules; ++module)
    if (numbers[module] == numModules) {
      Hasher hasher;
      hasher.add(contents[module]);
      hasher.addEnds(view.getInputs(module), numbers);
      hasher.addEnds(view.getOutputs(module), numbers);
      others.push_back({hasher.finish(), module});
    }
  llvm::sort(others);
  llvm::append_range(order, llvm::make_second_range(others));
  return order;
}

std::string tidepool::xylo::hashNetwork(const NetworkView &view) {
  std::vector<Hasher::Digest> contents;
  for (Operation *module : view.getModules())
    contents.push_back(hashContent(module));
  std::vector<unsigned> order = sortModules(view, contents);
  std::vector<unsigned> numbers(order.size());
  for (auto [number, module] : llvm::enumerate(order))
    numbers[module] = number;
  Hasher hasher;
  hasher.add(static_cast<uint64_t>(view.getNumInputs()));
  hasher.add(static_cast<uint64_t>(order.size()));
  for (unsigned module : order) {
    hasher.add(contents[module]);
    hasher.addEnds(view.getInputs(module), numbers);
  }
  hasher.addEnds(view.getNetworkOutputs(), numbers);
  return llvm::toHex(hasher.finish(), /*LowerCase=*/true);
}
