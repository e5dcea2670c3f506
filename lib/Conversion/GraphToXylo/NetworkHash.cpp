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
  void add(Attribute attr);
  template <typename Visit>
  void addNumbers(int64_t count, Visit forEachNonZero);
  void add(ArrayRef<NetworkView::Sources> nodes);
  std::string finish() {
    flush();
    return llvm::toHex(sha.final(), /*LowerCase=*/true);
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

void Hasher::add(ArrayRef<NetworkView::Sources> nodes) {
  add(static_cast<uint64_t>(nodes.size()));
  for (const NetworkView::Sources &sources : nodes) {
    // Addition does not care about order, so the hash does not either.
    NetworkView::Sources sorted = sources;
    llvm::sort(sorted, [](const auto &a, const auto &b) {
      return std::pair(a.module, a.node) < std::pair(b.module, b.node);
    });
    add(static_cast<uint64_t>(sorted.size()));
    for (const NetworkView::Source &source : sorted) {
      add(static_cast<uint64_t>(source.module));
      add(static_cast<uint64_t>(source.node));
      add(source.times);
    }
  }
}

std::string tidepool::xylo::hashNetwork(const NetworkView &view) {
  Hasher hasher;
  hasher.add(static_cast<uint64_t>(view.getNumInputs()));
  hasher.add(static_cast<uint64_t>(view.getModules().size()));
  for (auto [index, module] : llvm::enumerate(view.getModules())) {
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
    hasher.add(view.getInputs(index));
  }
  hasher.add(view.getNetworkOutputs());
  return hasher.finish();
}
