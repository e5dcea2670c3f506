//===- SvgTest.cpp - Layout of drawings -----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Dot/Svg.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

#include <random>
#include <regex>
#include <set>

using namespace tidepool::picture;

namespace {

struct Box {
  double x, y, width, height;

  bool overlaps(const Box &other) const {
    return x < other.x + other.width && other.x < x + width &&
           y < other.y + other.height && other.y < y + height;
  }
  bool contains(const Box &other) const {
    return x <= other.x && other.x + other.width <= x + width && y <= other.y &&
           other.y + other.height <= y + height;
  }
};

} // namespace

/// All rectangles with these classes, in their order.
static std::vector<Box> findBoxes(const std::string &svg,
                                  const std::string &classes) {
  std::regex pattern("<rect class=\"" + classes +
                     "\" x=\"([-.0-9]+)\" y=\"([-.0-9]+)\""
                     " width=\"([.0-9]+)\" height=\"([.0-9]+)\"");
  std::vector<Box> boxes;
  for (std::sregex_iterator it(svg.begin(), svg.end(), pattern), end; it != end;
       ++it)
    boxes.push_back({std::stod((*it)[1]), std::stod((*it)[2]),
                     std::stod((*it)[3]), std::stod((*it)[4])});
  return boxes;
}

static std::string render(const NetworkDrawing &drawing,
                          const SvgOptions &options = {}) {
  llvm::Expected<std::string> svg = renderSvg(drawing, options);
  EXPECT_TRUE(bool(svg));
  return svg ? *svg : llvm::toString(svg.takeError());
}

/// Boxes in frames in frames, and arrows between any of them.
static NetworkDrawing makeRandom(unsigned seed) {
  std::mt19937 random(seed);
  auto draw = [&](size_t bound) { return random() % bound; };
  NetworkDrawing drawing;
  drawing.name = "random";
  size_t numClusters = draw(6), numVertices = 2 + draw(30);
  for (size_t k = 0; k < numClusters; ++k) {
    Cluster cluster{"cluster", "", std::nullopt};
    if (k > 0 && draw(2))
      cluster.parent = draw(k);
    drawing.clusters.push_back(cluster);
  }
  for (size_t k = 0; k < numVertices; ++k) {
    Vertex vertex;
    vertex.kind = Kind::Weights;
    vertex.label = std::string(1 + draw(20), 'w');
    if (numClusters > 0 && draw(3))
      vertex.cluster = draw(numClusters);
    drawing.vertices.push_back(vertex);
  }
  std::set<std::pair<size_t, size_t>> ends;
  for (size_t k = 0; k < 2 * numVertices; ++k)
    ends.insert({draw(numVertices), draw(numVertices)});
  for (auto [source, sink] : ends) {
    Edge edge{source, sink, draw(1000), std::nullopt};
    if (draw(3) == 0) {
      edge.loop = draw(3);
      drawing.numLoops = 3;
    }
    drawing.edges.push_back(edge);
  }
  return drawing;
}

TEST(SvgTest, BoxesDoNotOverlap) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    NetworkDrawing drawing = makeRandom(seed);
    std::string svg = render(drawing);
    std::vector<Box> boxes = findBoxes(svg, "shape");
    std::vector<Box> frames = findBoxes(svg, "frame");
    ASSERT_EQ(boxes.size(), drawing.vertices.size());
    ASSERT_EQ(frames.size(), drawing.clusters.size());
    for (size_t a = 0; a < boxes.size(); ++a)
      for (size_t b = 0; b < a; ++b)
        EXPECT_FALSE(boxes[a].overlaps(boxes[b])) << seed;
  }
}

TEST(SvgTest, FramesHoldWhatIsInsideAndNothingElse) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    NetworkDrawing drawing = makeRandom(seed);
    std::string svg = render(drawing);
    std::vector<Box> boxes = findBoxes(svg, "shape");
    std::vector<Box> frames = findBoxes(svg, "frame");
    auto isInside = [&](std::optional<size_t> cluster, size_t frame) {
      while (cluster && *cluster != frame)
        cluster = drawing.clusters[*cluster].parent;
      return cluster.has_value();
    };
    for (size_t frame = 0; frame < frames.size(); ++frame) {
      for (size_t k = 0; k < boxes.size(); ++k)
        if (isInside(drawing.vertices[k].cluster, frame))
          EXPECT_TRUE(frames[frame].contains(boxes[k])) << seed;
        else
          EXPECT_FALSE(frames[frame].overlaps(boxes[k])) << seed;
      for (size_t other = frame + 1; other < frames.size(); ++other)
        if (isInside(other, frame))
          EXPECT_TRUE(frames[frame].contains(frames[other])) << seed;
        else
          EXPECT_FALSE(frames[frame].overlaps(frames[other])) << seed;
    }
  }
}

TEST(SvgTest, EveryArrowHasOneHeadAtEachSinkOrSharesIt) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    NetworkDrawing drawing = makeRandom(seed);
    std::string svg = render(drawing);
    size_t numEdges = 0, numHeads = 0;
    for (size_t at = 0; (at = svg.find("<g class=\"edge", at)) != svg.npos;
         ++at)
      ++numEdges;
    for (size_t at = 0; (at = svg.find("class=\"head\"", at)) != svg.npos; ++at)
      ++numHeads;
    EXPECT_EQ(numEdges, drawing.edges.size());
    EXPECT_LE(numHeads, numEdges);
    std::set<size_t> sinks;
    for (const Edge &edge : drawing.edges)
      sinks.insert(edge.sink);
    EXPECT_GE(numHeads, sinks.size());
  }
}

TEST(SvgTest, SameDrawingSameBytes) {
  EXPECT_EQ(render(makeRandom(7)), render(makeRandom(7)));
}

TEST(SvgTest, PagesBringTheStyleThemselves) {
  NetworkDrawing drawing = makeRandom(1);
  EXPECT_NE(render(drawing).find(getSvgStyle().str()), std::string::npos);
  std::string embedded = render(drawing, {/*isStandalone=*/false});
  EXPECT_EQ(embedded.find("<style>"), std::string::npos);
  EXPECT_EQ(embedded.find("id=\""), std::string::npos);
  // A style sheet in a page must not reach beyond the pictures.
  llvm::SmallVector<llvm::StringRef> lines;
  getSvgStyle().split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef line : lines)
    EXPECT_TRUE(line.starts_with(".tidepool-network") ||
                line.starts_with("@media") || line == "}")
        << line.str();
}

TEST(SvgTest, AnEmptyDrawingIsAnEmptyPage) {
  EXPECT_NE(render({}).find("</svg>"), std::string::npos);
  NetworkDrawing frames;
  frames.clusters = {{"a", "", std::nullopt}, {"b", "", 0}};
  EXPECT_EQ(findBoxes(render(frames), "frame").size(), 2u);
}

TEST(SvgTest, RefusesWhatIsTooBig) {
  NetworkDrawing drawing;
  drawing.vertices.resize(100);
  for (size_t k = 0; k <= maxSvgEdges; ++k)
    drawing.edges.push_back({k / 100, k % 100, 1, std::nullopt});
  llvm::Expected<std::string> svg = renderSvg(drawing);
  ASSERT_FALSE(bool(svg));
  EXPECT_EQ(llvm::toString(svg.takeError()),
            "a picture has at most 4000 arrows, but this one has 4001; draw "
            "fewer modules one by one");
  drawing.edges.pop_back();
  render(drawing);
}
