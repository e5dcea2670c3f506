//===- Layout.cpp - Where things go on the page ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Layout.h"

#include "Text.h"
#include "tidepool/Support/Svg.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <tuple>

using namespace tidepool;
using namespace tidepool::picture;

/// How often frames are laid out, each time knowing more of what is outside.
constexpr size_t numFrameRounds = 3;

constexpr double framePadding = 14, titleHeight = 24, pagePadding = 16;
constexpr double boxPadding = 14, minBoxWidth = 64;

namespace {

/// The item of a level that something is in.
struct Spot {
  size_t level, item;
};

/// Lays out one drawing. A level is the page (0) or the inside of a frame (its
/// index plus 1).
class Composer {
public:
  explicit Composer(const NetworkDrawing &drawing)
      : drawing(drawing), levels(drawing.clusters.size() + 1) {}
  Layout run();

private:
  /// A line, and what it is a part of.
  struct Part {
    size_t level, line;
  };
  /// What an arrow consists of, from its source on.
  struct Parts {
    std::vector<Part> parts;
    size_t labelled = 0; ///< the part between the frames
    bool goesUp = false;
  };
  /// An end of a line: a box, a port of this level, or a port on the border of
  /// a frame in it.
  struct End {
    size_t item;
    size_t frameLevel = 0; ///< inside the frame; 0 for no frame
    size_t port = 0;       ///< the item inside the frame
  };
  /// Where lines pass the border of a frame, and the line inside that ends
  /// there.
  struct Port {
    size_t item;
    Part part;
  };
  /// A level, the vertex at the inner end, and what the lines through a port
  /// have in common: leaving or not, going up or not, and the colour.
  using PortKey = std::tuple<size_t, size_t, bool, bool, unsigned>;
  /// A level, the upper end, going up or not, and the colour.
  using TrunkKey = std::tuple<size_t, size_t, size_t, bool, unsigned>;

  void addItems();
  Item makeBox(const Vertex &vertex) const;
  void measureLoops();
  size_t getLevel(std::optional<size_t> cluster) const {
    return cluster ? *cluster + 1 : 0;
  }
  size_t getParentLevel(size_t level) const {
    return getLevel(drawing.clusters[level - 1].parent);
  }

  // Arrows.
  void connect();
  std::vector<Spot> getSpots(size_t vertex) const;
  void turnCyclesUp();
  void turnCyclesUp(size_t level, llvm::ArrayRef<size_t> edges);
  void addParts(size_t edge);
  End leaveFrames(size_t edge, bool isSource, std::vector<Part> &parts);
  Port addPort(End inner, size_t level, bool leaves, bool goesUp,
               unsigned colour);
  Part addLine(size_t level, End from, End to, bool goesUp, unsigned colour);

  // From inside out, then from outside in.
  void layOutLevel(size_t level);
  void wishForPorts(size_t level);
  void placeFrames();
  Arrow drawArrow(size_t edge) const;
  Arrow drawSelfArrow(size_t edge) const;

  const NetworkDrawing &drawing;
  Layout layout;
  std::vector<Layers> levels;
  std::vector<size_t> itemOfVertex, itemOfCluster;       ///< in their levels
  std::vector<bool> hasSelfEdge;                         ///< by vertex
  std::vector<std::vector<Spot>> sourceSpots, sinkSpots; ///< by edge
  std::vector<Parts> partsOf;                            ///< by edge
  std::map<PortKey, Port> ports;
  std::map<TrunkKey, size_t> trunks;
  /// An end of a line that is on the border of a frame.
  struct BorderEnd {
    size_t line;
    bool isUpper;
    End end;
  };
  std::vector<std::vector<BorderEnd>> borderEnds; ///< by level
  std::vector<Point> origins;                     ///< by level
};

} // namespace

std::string picture::getTitle(const Cluster &cluster) {
  std::string title = text::toLine(cluster.label);
  if (!cluster.detail.empty())
    title += " · " + text::toLine(cluster.detail);
  return title;
}

std::string picture::getLabel(const Edge &edge) {
  return std::to_string(edge.connections);
}

static unsigned getColour(const Edge &edge) {
  return edge.loop ? *edge.loop + 1 : 0;
}

Layout Composer::run() {
  borderEnds.resize(levels.size());
  measureLoops();
  addItems();
  connect();
  // What is outside says in which order lines should leave what is inside.
  size_t numRounds = drawing.clusters.empty() ? 1 : numFrameRounds;
  for (size_t round = 0; round < numRounds; ++round) {
    // Frames inside have larger numbers.
    for (size_t level = levels.size(); level-- > 0;)
      layOutLevel(level);
    for (size_t level = 0; level < levels.size(); ++level)
      wishForPorts(level);
  }
  placeFrames();
  for (size_t edge = 0; edge < drawing.edges.size(); ++edge)
    layout.arrows.push_back(sourceSpots[edge].empty() ? drawSelfArrow(edge)
                                                      : drawArrow(edge));
  return std::move(layout);
}

//===----------------------------------------------------------------------===//
// Items
//===----------------------------------------------------------------------===//

void Composer::measureLoops() {
  hasSelfEdge.resize(drawing.vertices.size());
  for (const Edge &edge : drawing.edges)
    if (edge.source == edge.sink)
      hasSelfEdge[edge.source] = true;
}

Item Composer::makeBox(const Vertex &vertex) const {
  Item box;
  double width = svg::getWidth(text::toLine(vertex.label), labelSize);
  for (const std::string &detail : vertex.details)
    width = std::max(width, svg::getWidth(text::toLine(detail), detailSize));
  box.width = std::max(minBoxWidth, width + 2 * boxPadding);
  box.height = lineHeight * double(1 + vertex.details.size()) + boxPadding;
  if (isPort(vertex.kind))
    box.height += portPoint;
  if (vertex.kind == Kind::Input)
    box.place = Item::Place::First;
  if (vertex.kind == Kind::Output)
    box.place = Item::Place::Last;
  return box;
}

/// Boxes and frames, in the order of the text.
void Composer::addItems() {
  itemOfVertex.resize(drawing.vertices.size());
  itemOfCluster.resize(drawing.clusters.size());
  std::vector<bool> isAdded(drawing.clusters.size());
  for (auto [index, vertex] : llvm::enumerate(drawing.vertices)) {
    for (std::optional<size_t> cluster = vertex.cluster;
         cluster && !isAdded[*cluster];
         cluster = drawing.clusters[*cluster].parent) {
      Layers &level = levels[getLevel(drawing.clusters[*cluster].parent)];
      isAdded[*cluster] = true;
      itemOfCluster[*cluster] = level.items.size();
      level.items.emplace_back().isFrame = true;
    }
    Layers &level = levels[getLevel(vertex.cluster)];
    itemOfVertex[index] = level.items.size();
    Item box = makeBox(vertex);
    layout.vertices.push_back({0, 0, box.width, box.height});
    if (hasSelfEdge[index])
      box.width += 4 * loopReach;
    level.items.push_back(box);
  }
  // Frames without boxes.
  for (auto [index, cluster] : llvm::enumerate(drawing.clusters))
    if (!isAdded[index]) {
      Layers &level = levels[getLevel(cluster.parent)];
      itemOfCluster[index] = level.items.size();
      level.items.emplace_back().isFrame = true;
    }
}

//===----------------------------------------------------------------------===//
// Arrows
//===----------------------------------------------------------------------===//

/// A vertex and all frames around it, each in its level.
std::vector<Spot> Composer::getSpots(size_t vertex) const {
  size_t level = getLevel(drawing.vertices[vertex].cluster);
  std::vector<Spot> spots = {{level, itemOfVertex[vertex]}};
  while (level > 0) {
    size_t item = itemOfCluster[level - 1];
    level = getParentLevel(level);
    spots.push_back({level, item});
  }
  return spots;
}

/// Drops the frames that are around both.
static void dropCommonFrames(std::vector<Spot> &source,
                             std::vector<Spot> &sink) {
  // Two vertices are in different items where they part.
  while (source.back().item == sink.back().item) {
    source.pop_back();
    sink.pop_back();
  }
}

void Composer::connect() {
  size_t numEdges = drawing.edges.size();
  sourceSpots.resize(numEdges);
  sinkSpots.resize(numEdges);
  partsOf.resize(numEdges);
  for (auto [index, edge] : llvm::enumerate(drawing.edges)) {
    if (edge.source == edge.sink)
      continue;
    sourceSpots[index] = getSpots(edge.source);
    sinkSpots[index] = getSpots(edge.sink);
    dropCommonFrames(sourceSpots[index], sinkSpots[index]);
  }
  turnCyclesUp();
  for (size_t edge = 0; edge < numEdges; ++edge)
    if (!sourceSpots[edge].empty())
      addParts(edge);
}

void Composer::turnCyclesUp() {
  std::vector<std::vector<size_t>> edgesIn(levels.size());
  for (size_t edge = 0; edge < drawing.edges.size(); ++edge)
    if (!sourceSpots[edge].empty())
      edgesIn[sourceSpots[edge].back().level].push_back(edge);
  for (size_t level = 0; level < levels.size(); ++level)
    turnCyclesUp(level, edgesIn[level]);
}

/// Finds the arrows that close cycles, searching in depth in the order of the
/// text: they go up.
void Composer::turnCyclesUp(size_t level, llvm::ArrayRef<size_t> edges) {
  size_t numItems = levels[level].items.size();
  std::vector<std::vector<size_t>> from(numItems);
  for (size_t edge : edges)
    from[sourceSpots[edge].back().item].push_back(edge);
  enum class State { New, Open, Done };
  struct Frame {
    size_t item, next;
  };
  std::vector<State> states(numItems, State::New);
  std::vector<Frame> stack;
  auto enter = [&](size_t item) {
    states[item] = State::Open;
    stack.push_back({item, 0});
  };
  for (size_t start = 0; start < numItems; ++start) {
    if (states[start] == State::New)
      enter(start);
    while (!stack.empty()) {
      Frame &frame = stack.back();
      if (frame.next == from[frame.item].size()) {
        states[frame.item] = State::Done;
        stack.pop_back();
        continue;
      }
      size_t edge = from[frame.item][frame.next++];
      size_t sink = sinkSpots[edge].back().item;
      partsOf[edge].goesUp = states[sink] == State::Open;
      if (states[sink] == State::New)
        enter(sink);
    }
  }
}

Composer::Part Composer::addLine(size_t level, End from, End to, bool goesUp,
                                 unsigned colour) {
  const End &upper = goesUp ? to : from, &lower = goesUp ? from : to;
  Line line;
  line.upper = upper.item;
  line.lower = lower.item;
  line.trunk = trunks
                   .try_emplace({level, upper.item, upper.port, goesUp, colour},
                                trunks.size())
                   .first->second;
  size_t index = levels[level].lines.size();
  levels[level].lines.push_back(line);
  if (upper.frameLevel > 0)
    borderEnds[level].push_back({index, /*isUpper=*/true, upper});
  if (lower.frameLevel > 0)
    borderEnds[level].push_back({index, /*isUpper=*/false, lower});
  return {level, index};
}

Composer::Port Composer::addPort(End inner, size_t level, bool leaves,
                                 bool goesUp, unsigned colour) {
  Item item;
  item.width = 2;
  item.place = leaves == goesUp ? Item::Place::Top : Item::Place::Bottom;
  End port = {levels[level].items.size()};
  levels[level].items.push_back(item);
  return {port.item, leaves ? addLine(level, inner, port, goesUp, colour)
                            : addLine(level, port, inner, goesUp, colour)};
}

/// Leads an end of an arrow through the borders of the frames around it.
/// Appends the lines inside, the innermost first, and returns the end outside.
Composer::End Composer::leaveFrames(size_t edge, bool isSource,
                                    std::vector<Part> &parts) {
  llvm::ArrayRef<Spot> spots = isSource ? sourceSpots[edge] : sinkSpots[edge];
  size_t vertex =
      isSource ? drawing.edges[edge].source : drawing.edges[edge].sink;
  unsigned colour = getColour(drawing.edges[edge]);
  bool goesUp = partsOf[edge].goesUp;
  End end = {spots.front().item};
  for (size_t k = 0; k + 1 < spots.size(); ++k) {
    size_t level = spots[k].level;
    PortKey key = {level, vertex, isSource, goesUp, colour};
    auto it = ports.find(key);
    if (it == ports.end())
      it = ports.try_emplace(key, addPort(end, level, isSource, goesUp, colour))
               .first;
    parts.push_back(it->second.part);
    end = {spots[k + 1].item, level, it->second.item};
  }
  return end;
}

void Composer::addParts(size_t index) {
  const Edge &edge = drawing.edges[index];
  Parts &arrow = partsOf[index];
  std::vector<Part> entering;
  End from = leaveFrames(index, /*isSource=*/true, arrow.parts);
  End to = leaveFrames(index, /*isSource=*/false, entering);
  Part middle = addLine(sourceSpots[index].back().level, from, to, arrow.goesUp,
                        getColour(edge));
  levels[middle.level].lines[middle.line].labelWidth =
      svg::getWidth(getLabel(edge), detailSize);
  arrow.labelled = arrow.parts.size();
  arrow.parts.push_back(middle);
  llvm::append_range(arrow.parts, llvm::reverse(entering));
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

void Composer::layOutLevel(size_t index) {
  Layers &level = levels[index];
  for (const BorderEnd &end : borderEnds[index]) {
    const Layers &frame = levels[end.end.frameLevel];
    Line &line = level.lines[end.line];
    (end.isUpper ? line.upperX : line.lowerX) =
        frame.items[end.end.port].x - frame.width / 2;
  }
  level.layOut();
  if (index == 0)
    return;
  // The frame is the inside, padding and a title.
  const Cluster &cluster = drawing.clusters[index - 1];
  double title = svg::getWidth(getTitle(cluster), detailSize);
  double width = std::max(level.width, title) + 2 * framePadding;
  double shift = (width - level.width) / 2;
  level.width = width;
  level.height += titleHeight + framePadding;
  auto move = [&](double &x, double &y) {
    x += shift;
    y += titleHeight;
  };
  for (Item &item : level.items)
    move(item.x, item.y);
  for (Line &line : level.lines) {
    for (Point &point : line.way)
      move(point.x, point.y);
    move(line.label.x, line.label.y);
    // Lines through the border reach it.
    if (level.items[line.upper].place == Item::Place::Top)
      line.way.front().y = 0;
    if (level.items[line.lower].place == Item::Place::Bottom)
      line.way.back().y = level.height;
  }
  Item &box = levels[getParentLevel(index)].items[itemOfCluster[index - 1]];
  box.width = level.width;
  box.height = level.height;
}

/// Lines leave frames in the order in which they are outside.
void Composer::wishForPorts(size_t index) {
  for (const BorderEnd &border : borderEnds[index]) {
    const Line &line = levels[index].lines[border.line];
    Item &port = levels[border.end.frameLevel].items[border.end.port];
    port.wish =
        border.isUpper ? line.way[2].x : line.way[line.way.size() - 3].x;
  }
}

void Composer::placeFrames() {
  origins.push_back({pagePadding, pagePadding});
  layout.width = levels[0].width + 2 * pagePadding;
  layout.height = levels[0].height + 2 * pagePadding;
  for (size_t index = 0; index < drawing.clusters.size(); ++index) {
    size_t parent = getParentLevel(index + 1);
    const Item &box = levels[parent].items[itemOfCluster[index]];
    Point origin = {origins[parent].x + box.x - box.width / 2,
                    origins[parent].y + box.y};
    origins.push_back(origin);
    layout.clusters.push_back({origin.x, origin.y, box.width, box.height});
  }
  for (auto [index, rect] : llvm::enumerate(layout.vertices)) {
    size_t level = getLevel(drawing.vertices[index].cluster);
    const Item &box = levels[level].items[itemOfVertex[index]];
    rect.x = origins[level].x + box.x - rect.width / 2;
    rect.y = origins[level].y + box.y;
  }
}

Arrow Composer::drawArrow(size_t index) const {
  const Parts &parts = partsOf[index];
  Arrow arrow;
  for (auto [k, part] : llvm::enumerate(parts.parts)) {
    const Line &line = levels[part.level].lines[part.line];
    Point origin = origins[part.level];
    Stroke stroke;
    // The last point that others draw, and those that they don't.
    size_t begin = line.numShared > 0 ? line.numShared - 1 : 0;
    for (Point point : llvm::ArrayRef(line.way).drop_front(begin))
      stroke.way.push_back({origin.x + point.x, origin.y + point.y});
    if (parts.goesUp)
      std::reverse(stroke.way.begin(), stroke.way.end());
    stroke.hasHead =
        k + 1 == parts.parts.size() && !(parts.goesUp && line.numShared > 0);
    arrow.strokes.push_back(std::move(stroke));
    if (k == parts.labelled)
      arrow.label = {origin.x + line.label.x, origin.y + line.label.y};
  }
  return arrow;
}

/// The way around the right side of a box is for the one who draws it.
Arrow Composer::drawSelfArrow(size_t index) const {
  const Rect &box = layout.vertices[drawing.edges[index].source];
  Arrow arrow;
  arrow.label = {box.x + box.width + 1.4 * loopReach, box.y + box.height / 2};
  return arrow;
}

Layout picture::layOut(const NetworkDrawing &drawing) {
  return Composer(drawing).run();
}
