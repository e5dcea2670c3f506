//===- Layers.cpp - Layout of boxes in layers -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Layers.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <limits>
#include <tuple>

using namespace tidepool::picture;

// Distances in pixels.
constexpr double itemGap = 26, slotGap = 8;
constexpr double labelledGap = 15, plainGap = 9;
constexpr double labelHeight = 13, labelMargin = 6, passWidth = 6;
constexpr double endGap = 18, endMargin = 12;

// Enough for pictures that fit a page; more changes little.
constexpr unsigned numOrderSweeps = 12, numPlaceSweeps = 60;

namespace {

/// An item, or where a line passes a layer.
struct Slot {
  double width;
  size_t layer;
  bool isItem;
  size_t position = 0; ///< in its layer
  double x = 0;        ///< of its middle
};

/// A piece of a line between slots of consecutive layers.
struct Link {
  size_t upper, lower;           ///< slots
  double upperX = 0, lowerX = 0; ///< from the middles of the slots
  double weight;                 ///< how much it should be straight
};

/// Works on one frame.
class LayerLayout {
public:
  explicit LayerLayout(Layers &frame) : frame(frame) {}
  void run();

private:
  // Layers. Boxes are in even ones, labels in odd ones.
  void assignLayers();
  std::vector<size_t> sortTopologically() const;
  void pullDown(llvm::ArrayRef<size_t> order);
  void pinToEnds();

  // Slots and links.
  void makeSlots();
  size_t addSlot(double width, size_t layer, bool isItem);
  void makeWay(size_t line);
  void linkSlots();

  // Order within layers.
  void orderLayers();
  bool orderByWishes(std::vector<size_t> &layer);
  void orderByNeighbours(size_t layer, bool byUpper);
  size_t countCrossings() const;
  size_t countCrossingsBelow(size_t layer) const;

  // Coordinates.
  void spreadEnds();
  void spreadEnds(size_t item, bool lowerSide);
  void placeSlots();
  void pack(llvm::ArrayRef<size_t> layer);
  void placeByNeighbours(size_t layer, bool byUpper, bool byLower);
  void separate(llvm::ArrayRef<size_t> layer, llvm::ArrayRef<double> wanted,
                llvm::ArrayRef<double> weights);
  void placeLayers();
  void finishItems();
  void finishLine(size_t line);

  double getGap(size_t left, size_t right) const;

  Layers &frame;
  std::vector<size_t> layerOf; ///< by item, boxes only
  std::vector<Slot> slots;     ///< those of items first
  std::vector<Link> links;
  std::vector<std::vector<size_t>> upLinks, downLinks; ///< by slot
  std::vector<std::vector<size_t>> layers;             ///< slots
  std::vector<std::vector<size_t>> ways;               ///< slots, by line
  llvm::DenseMap<std::pair<size_t, size_t>, size_t> passes;
  std::vector<double> tops, bottoms; ///< by layer
};

} // namespace

void LayerLayout::run() {
  if (frame.items.empty())
    return;
  assignLayers();
  makeSlots();
  linkSlots();
  orderLayers();
  spreadEnds();
  placeSlots();
  placeLayers();
  finishItems();
  for (size_t line = 0; line < frame.lines.size(); ++line)
    finishLine(line);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

std::vector<size_t> LayerLayout::sortTopologically() const {
  size_t numItems = frame.items.size();
  std::vector<size_t> numUpper(numItems), order;
  std::vector<std::vector<size_t>> lower(numItems);
  for (const Line &line : frame.lines) {
    lower[line.upper].push_back(line.lower);
    ++numUpper[line.lower];
  }
  for (size_t item = 0; item < numItems; ++item)
    if (numUpper[item] == 0)
      order.push_back(item);
  for (size_t next = 0; next < order.size(); ++next)
    for (size_t item : lower[order[next]])
      if (--numUpper[item] == 0)
        order.push_back(item);
  assert(order.size() == numItems && "lines form a cycle");
  return order;
}

void LayerLayout::assignLayers() {
  bool hasTop = llvm::any_of(frame.items, [](const Item &item) {
    return item.place == Item::Place::Top;
  });
  for (const Item &item : frame.items)
    layerOf.push_back(hasTop && item.place != Item::Place::Top ? 1 : 0);
  std::vector<size_t> order = sortTopologically();
  std::vector<std::vector<size_t>> linesFrom(frame.items.size());
  for (auto [index, line] : llvm::enumerate(frame.lines))
    linesFrom[line.upper].push_back(index);
  for (size_t item : order)
    for (size_t index : linesFrom[item]) {
      size_t &layer = layerOf[frame.lines[index].lower];
      layer = std::max(layer, layerOf[item] + 1);
    }
  pullDown(order);
  pinToEnds();
}

/// Items that nothing feeds come close to what they feed.
void LayerLayout::pullDown(llvm::ArrayRef<size_t> order) {
  constexpr size_t none = std::numeric_limits<size_t>::max();
  std::vector<size_t> highestLower(frame.items.size(), none);
  std::vector<bool> hasUpper(frame.items.size());
  for (const Line &line : frame.lines) {
    highestLower[line.upper] =
        std::min(highestLower[line.upper], layerOf[line.lower]);
    hasUpper[line.lower] = true;
  }
  for (size_t item : order)
    if (!hasUpper[item] && highestLower[item] != none &&
        frame.items[item].place == Item::Place::Free)
      layerOf[item] = highestLower[item] - 1;
}

void LayerLayout::pinToEnds() {
  size_t last = 0;
  for (auto [item, layer] : llvm::zip(frame.items, layerOf))
    if (item.place != Item::Place::Bottom)
      last = std::max(last, layer);
  for (auto [item, layer] : llvm::zip(frame.items, layerOf)) {
    if (item.place == Item::Place::Last)
      layer = last;
    if (item.place == Item::Place::Bottom)
      layer = last + 1;
  }
}

//===----------------------------------------------------------------------===//
// Slots and links
//===----------------------------------------------------------------------===//

size_t LayerLayout::addSlot(double width, size_t layer, bool isItem) {
  if (layer >= layers.size())
    layers.resize(layer + 1);
  slots.push_back({width, layer, isItem});
  slots.back().position = layers[layer].size();
  layers[layer].push_back(slots.size() - 1);
  return slots.size() - 1;
}

void LayerLayout::makeSlots() {
  for (auto [item, layer] : llvm::zip(frame.items, layerOf))
    addSlot(item.width, 2 * layer, /*isItem=*/true);
  ways.resize(frame.lines.size());
  for (size_t line = 0; line < frame.lines.size(); ++line)
    makeWay(line);
}

/// A line passes every layer between its ends; the last one of these is for its
/// label.
void LayerLayout::makeWay(size_t index) {
  Line &line = frame.lines[index];
  line.numShared = 0;
  size_t first = slots[line.upper].layer, last = slots[line.lower].layer;
  std::vector<size_t> &way = ways[index];
  way.push_back(line.upper);
  for (size_t layer = first + 1; layer + 1 < last; ++layer) {
    auto [it, isNew] = passes.try_emplace({line.trunk, layer}, 0);
    if (!isNew)
      line.numShared = 2 * (way.size() + 1);
    else
      it->second = addSlot(passWidth, layer, /*isItem=*/false);
    way.push_back(it->second);
  }
  double width =
      line.labelWidth > 0 ? line.labelWidth + labelMargin : passWidth;
  way.push_back(addSlot(width, last - 1, /*isItem=*/false));
  way.push_back(line.lower);
}

void LayerLayout::linkSlots() {
  upLinks.resize(slots.size());
  downLinks.resize(slots.size());
  llvm::DenseMap<std::pair<size_t, size_t>, size_t> known;
  for (auto [line, way] : llvm::zip(frame.lines, ways))
    for (size_t k = 0; k + 1 < way.size(); ++k) {
      size_t upper = way[k], lower = way[k + 1];
      // Items meet every line on its own.
      auto [it, isNew] = known.try_emplace({upper, lower}, links.size());
      if (!isNew)
        continue;
      bool isLong = !slots[upper].isItem && !slots[lower].isItem;
      Link link{upper, lower, 0, 0, isLong ? 8.0 : 1.0};
      if (k == 0)
        link.upperX = line.upperX;
      if (k + 2 == way.size())
        link.lowerX = line.lowerX;
      upLinks[lower].push_back(links.size());
      downLinks[upper].push_back(links.size());
      links.push_back(link);
    }
}

//===----------------------------------------------------------------------===//
// Order within layers
//===----------------------------------------------------------------------===//

void LayerLayout::orderLayers() {
  // With items on the border, nothing else is in that layer.
  bool isTopGiven = orderByWishes(layers.front());
  bool isBottomGiven = orderByWishes(layers.back());
  std::vector<std::vector<size_t>> best = layers;
  size_t fewest = countCrossings();
  for (unsigned sweep = 0; sweep < numOrderSweeps && fewest > 0; ++sweep) {
    for (size_t layer = 1; layer + isBottomGiven < layers.size(); ++layer)
      orderByNeighbours(layer, /*byUpper=*/true);
    for (size_t layer = layers.size() - 1; layer-- > size_t(isTopGiven);)
      orderByNeighbours(layer, /*byUpper=*/false);
    size_t crossings = countCrossings();
    if (crossings < fewest) {
      fewest = crossings;
      best = layers;
    }
  }
  layers = std::move(best);
  for (llvm::ArrayRef<size_t> layer : layers)
    for (auto [position, slot] : llvm::enumerate(layer))
      slots[slot].position = position;
}

/// Returns whether the items of a layer have wishes.
bool LayerLayout::orderByWishes(std::vector<size_t> &layer) {
  auto getWish = [&](size_t slot) {
    return slots[slot].isItem ? frame.items[slot].wish : 0;
  };
  if (llvm::all_of(layer, [&](size_t slot) { return getWish(slot) == 0; }))
    return false;
  llvm::sort(layer, [&](size_t a, size_t b) {
    return std::pair(getWish(a), a) < std::pair(getWish(b), b);
  });
  for (auto [position, slot] : llvm::enumerate(layer))
    slots[slot].position = position;
  return true;
}

/// Orders a layer by the mean positions of the neighbours above or below.
void LayerLayout::orderByNeighbours(size_t layer, bool byUpper) {
  // Equal ones stay in their order.
  std::vector<std::tuple<double, size_t, size_t>> keys;
  for (size_t slot : layers[layer]) {
    llvm::ArrayRef<size_t> neighbours =
        byUpper ? upLinks[slot] : downLinks[slot];
    double sum = 0;
    for (size_t link : neighbours) {
      size_t other = byUpper ? links[link].upper : links[link].lower;
      // Where on the other one the line ends matters, if that is known.
      double end = byUpper ? links[link].upperX : links[link].lowerX;
      sum += slots[other].position + end / (slots[other].width + 1);
    }
    size_t position = slots[slot].position;
    keys.push_back(
        {neighbours.empty() ? double(position) : sum / neighbours.size(),
         position, slot});
  }
  llvm::sort(keys);
  for (auto [position, key] : llvm::enumerate(keys)) {
    size_t slot = std::get<2>(key);
    layers[layer][position] = slot;
    slots[slot].position = position;
  }
}

size_t LayerLayout::countCrossings() const {
  size_t crossings = 0;
  for (size_t layer = 0; layer + 1 < layers.size(); ++layer)
    crossings += countCrossingsBelow(layer);
  return crossings;
}

/// Counts pairs of links that change sides, with a Fenwick tree over the lower
/// positions.
size_t LayerLayout::countCrossingsBelow(size_t layer) const {
  std::vector<size_t> tree(layers[layer + 1].size() + 1);
  size_t crossings = 0, numSeen = 0;
  for (size_t upper : layers[layer]) {
    for (size_t link : downLinks[upper]) {
      size_t notRight = 0;
      for (size_t k = slots[links[link].lower].position + 1; k > 0; k &= k - 1)
        notRight += tree[k];
      crossings += numSeen - notRight;
    }
    for (size_t link : downLinks[upper]) {
      ++numSeen;
      for (size_t k = slots[links[link].lower].position + 1; k < tree.size();
           k += k & -k)
        ++tree[k];
    }
  }
  return crossings;
}

//===----------------------------------------------------------------------===//
// Coordinates
//===----------------------------------------------------------------------===//

void LayerLayout::spreadEnds() {
  for (size_t item = 0; item < frame.items.size(); ++item) {
    if (frame.items[item].isFrame)
      continue;
    spreadEnds(item, /*lowerSide=*/true);
    spreadEnds(item, /*lowerSide=*/false);
  }
}

/// Lets lines meet a side of a box at even distances, in the order in which
/// they come.
void LayerLayout::spreadEnds(size_t item, bool lowerSide) {
  std::vector<size_t> order = lowerSide ? downLinks[item] : upLinks[item];
  auto getOther = [&](size_t link) {
    return slots[lowerSide ? links[link].lower : links[link].upper].position;
  };
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::pair(getOther(a), a) < std::pair(getOther(b), b);
  });
  if (order.empty())
    return;
  double room = std::max(0.0, frame.items[item].width - 2 * endMargin);
  double gap = std::min(endGap, room / order.size());
  for (auto [k, link] : llvm::enumerate(order)) {
    double x = (double(k) - double(order.size() - 1) / 2) * gap;
    (lowerSide ? links[link].upperX : links[link].lowerX) = x;
  }
}

double LayerLayout::getGap(size_t left, size_t right) const {
  bool areItems = slots[left].isItem && slots[right].isItem;
  return (slots[left].width + slots[right].width) / 2 +
         (areItems ? itemGap : slotGap);
}

void LayerLayout::pack(llvm::ArrayRef<size_t> layer) {
  double x = 0;
  for (size_t k = 0; k < layer.size(); ++k) {
    if (k > 0)
      x += getGap(layer[k - 1], layer[k]);
    slots[layer[k]].x = x;
  }
  for (size_t slot : layer)
    slots[slot].x -= x / 2;
}

void LayerLayout::placeSlots() {
  for (llvm::ArrayRef<size_t> layer : layers)
    pack(layer);
  for (unsigned sweep = 0; sweep < numPlaceSweeps; ++sweep) {
    bool isLate = 2 * sweep >= numPlaceSweeps;
    for (size_t layer = 0; layer < layers.size(); ++layer)
      placeByNeighbours(layer, /*byUpper=*/true, /*byLower=*/isLate);
    for (size_t layer = layers.size(); layer-- > 0;)
      placeByNeighbours(layer, /*byUpper=*/isLate, /*byLower=*/true);
  }
}

/// Moves a layer to where its links are straightest.
void LayerLayout::placeByNeighbours(size_t layer, bool byUpper, bool byLower) {
  std::vector<double> wanted, weights;
  for (size_t slot : layers[layer]) {
    double sum = 0, weight = 0;
    auto pull = [&](size_t other, double way, double linkWeight) {
      sum += linkWeight * (slots[other].x + way);
      weight += linkWeight;
    };
    if (byUpper)
      for (size_t index : upLinks[slot]) {
        const Link &link = links[index];
        pull(link.upper, link.upperX - link.lowerX, link.weight);
      }
    if (byLower)
      for (size_t index : downLinks[slot]) {
        const Link &link = links[index];
        pull(link.lower, link.lowerX - link.upperX, link.weight);
      }
    wanted.push_back(weight > 0 ? sum / weight : slots[slot].x);
    weights.push_back(weight > 0 ? weight : 0.1);
  }
  separate(layers[layer], wanted, weights);
}

/// Finds the places closest to the wanted ones, in weighted squares, that keep
/// order and distances: isotonic regression by pooling adjacent violators.
void LayerLayout::separate(llvm::ArrayRef<size_t> layer,
                           llvm::ArrayRef<double> wanted,
                           llvm::ArrayRef<double> weights) {
  struct Pool {
    double mean, weight;
    size_t end;
  };
  std::vector<Pool> pools;
  std::vector<double> shifts;
  for (size_t k = 0; k < layer.size(); ++k) {
    shifts.push_back(k == 0 ? 0
                            : shifts.back() + getGap(layer[k - 1], layer[k]));
    Pool pool{wanted[k] - shifts[k], weights[k], k + 1};
    while (!pools.empty() && pools.back().mean > pool.mean) {
      double weight = pools.back().weight + pool.weight;
      pool.mean =
          (pools.back().mean * pools.back().weight + pool.mean * pool.weight) /
          weight;
      pool.weight = weight;
      pools.pop_back();
    }
    pools.push_back(pool);
  }
  size_t k = 0;
  for (const Pool &pool : pools)
    for (; k < pool.end; ++k)
      slots[layer[k]].x = pool.mean + shifts[k];
}

void LayerLayout::placeLayers() {
  std::vector<double> heights(layers.size());
  for (auto [item, layer] : llvm::zip(frame.items, layerOf))
    heights[2 * layer] = std::max(heights[2 * layer], item.height);
  for (auto [line, way] : llvm::zip(frame.lines, ways))
    if (line.labelWidth > 0)
      heights[slots[way[way.size() - 2]].layer] = labelHeight;
  double y = 0;
  for (auto [layer, height] : llvm::enumerate(heights)) {
    tops.push_back(y);
    bottoms.push_back(y + height);
    size_t labels = layer | 1; // of the two, the one for labels
    bool isLabelled = labels < heights.size() && heights[labels] > 0;
    y += height + (isLabelled ? labelledGap : plainGap);
  }
  frame.height = bottoms.back();
}

void LayerLayout::finishItems() {
  double left = 0, right = 0;
  for (auto [index, slot] : llvm::enumerate(slots)) {
    double slotLeft = slot.x - slot.width / 2;
    left = index == 0 ? slotLeft : std::min(left, slotLeft);
    right = index == 0 ? slotLeft + slot.width
                       : std::max(right, slotLeft + slot.width);
  }
  for (Slot &slot : slots)
    slot.x -= left;
  frame.width = right - left;
  for (auto [index, item] : llvm::enumerate(frame.items)) {
    size_t layer = slots[index].layer;
    item.x = slots[index].x;
    item.y = (tops[layer] + bottoms[layer] - item.height) / 2;
  }
}

void LayerLayout::finishLine(size_t index) {
  Line &line = frame.lines[index];
  llvm::ArrayRef<size_t> way = ways[index];
  auto findLink = [&](size_t upper, size_t lower) -> const Link & {
    return links[*llvm::find_if(downLinks[upper], [&](size_t link) {
      return links[link].lower == lower;
    })];
  };
  const Item &upper = frame.items[line.upper], &lower = frame.items[line.lower];
  double x = upper.x + findLink(way[0], way[1]).upperX;
  line.way = {{x, upper.y + upper.height}, {x, bottoms[slots[way[0]].layer]}};
  for (size_t slot : way.drop_front().drop_back()) {
    line.way.push_back({slots[slot].x, tops[slots[slot].layer]});
    line.way.push_back({slots[slot].x, bottoms[slots[slot].layer]});
  }
  size_t label = way[way.size() - 2];
  x = lower.x + findLink(label, way.back()).lowerX;
  line.way.push_back({x, tops[slots[way.back()].layer]});
  line.way.push_back({x, lower.y});
  size_t layer = slots[label].layer;
  line.label = {slots[label].x, (tops[layer] + bottoms[layer]) / 2};
}

void Layers::layOut() { LayerLayout(*this).run(); }
