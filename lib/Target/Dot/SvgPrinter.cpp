//===- SvgPrinter.cpp - Drawings as SVG -----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Layout.h"
#include "Text.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/Svg.h"
#include "tidepool/Target/Dot/Svg.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::picture;
using llvm::StringRef;
using svg::Px;

namespace {

/// Writes one picture.
class SvgPrinter {
public:
  SvgPrinter(const NetworkDrawing &drawing, const Layout &layout,
             llvm::raw_ostream &os)
      : drawing(drawing), layout(layout), os(os), writer(os) {}
  void print(const SvgOptions &options);

private:
  void printCluster(size_t index);
  void printTitle(size_t index);
  void printEdge(size_t index);
  void printStroke(const Stroke &stroke);
  void printSelfEdge(const Rect &box);
  void printHead(Point tip, double dx, double dy);
  void printVertex(size_t index);
  void printShape(Kind kind, const Rect &box);
  void printRect(const Rect &rect, double radius, StringRef classes);
  void printPolygon(llvm::ArrayRef<Point> points);
  void printTooltip(StringRef text);
  void openGroup(const llvm::Twine &classes, std::optional<unsigned> loop,
                 bool isRecurrent = false);

  const NetworkDrawing &drawing;
  const Layout &layout;
  llvm::raw_ostream &os;
  svg::Writer writer;
};

} // namespace

static llvm::raw_ostream &operator<<(llvm::raw_ostream &os, Point point) {
  return os << Px{point.x} << ' ' << Px{point.y};
}

// The fills of loops differ in hue and in lightness, and their lines are thick:
// they can be told in black and white. Programs that know no variables in
// styles (librsvg, Inkscape) take the colour that stands before each.
static constexpr StringRef style = R"css(
.tidepool-network{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;--ink:#1c2530;--muted:#5d6875;--line:#6b7785;--page:#fff;--box:#fff;--port:#e9edf2;--frame:#f6f7f9;--rule:#c3cad3;--loop-line:#0b66ad;--loop-fill:#dcecf9}
.tidepool-network .loop-1{--loop-line:#b35806;--loop-fill:#fbd7ae}
.tidepool-network .loop-2{--loop-line:#1b5e3a;--loop-fill:#9fd0b4}
.tidepool-network .loop-3{--loop-line:#7b2d8b;--loop-fill:#f6e9f8}
.tidepool-network .page{fill:#fff;fill:var(--page)}
.tidepool-network text{font-size:11px;fill:#5d6875;fill:var(--muted);text-anchor:middle;font-variant-numeric:tabular-nums}
.tidepool-network .name{font-size:12px;font-weight:600;fill:#1c2530;fill:var(--ink)}
.tidepool-network .frame{fill:#f6f7f9;fill:var(--frame);stroke:#c3cad3;stroke:var(--rule)}
.tidepool-network .title{text-anchor:start}
.tidepool-network .vertex .shape{fill:#fff;fill:var(--box);stroke:#6b7785;stroke:var(--line);stroke-width:1.2}
.tidepool-network .input .shape,.tidepool-network .output .shape{fill:#e9edf2;fill:var(--port)}
.tidepool-network .group .shape{stroke-dasharray:5 3}
.tidepool-network .vertex.loop .shape{fill:#dcecf9;fill:var(--loop-fill);stroke:#0b66ad;stroke:var(--loop-line);stroke-width:2}
.tidepool-network .vertex.recurrent .shape{stroke-width:2.6}
.tidepool-network .edge path{fill:none;stroke:#6b7785;stroke:var(--line);stroke-width:1.2;stroke-linejoin:round}
.tidepool-network .edge .head{fill:#6b7785;fill:var(--line);stroke:none}
.tidepool-network .edge.loop path{stroke:#0b66ad;stroke:var(--loop-line);stroke-width:2}
.tidepool-network .edge.loop .head{fill:#0b66ad;fill:var(--loop-line);stroke:none}
.tidepool-network .edge text,.tidepool-network .title{paint-order:stroke;stroke:#fff;stroke:var(--page);stroke-width:6px;stroke-linejoin:round}
.tidepool-network .title{stroke:#f6f7f9;stroke:var(--frame)}
@media screen and (prefers-color-scheme:dark){
.tidepool-network{--ink:#e4e8ed;--muted:#98a3b0;--line:#8692a0;--page:#14181d;--box:#1f262e;--port:#2c343e;--frame:#191e24;--rule:#39424d;--loop-line:#5cb3f2;--loop-fill:#12344f}
.tidepool-network .loop-1{--loop-line:#f39a5c;--loop-fill:#6b3a12}
.tidepool-network .loop-2{--loop-line:#7fd6a4;--loop-fill:#2d6b4a}
.tidepool-network .loop-3{--loop-line:#d9a0e6;--loop-fill:#351a3d}
}
)css";

StringRef picture::getSvgStyle() { return style; }

void SvgPrinter::print(const SvgOptions &options) {
  os << "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tidepool-network\""
     << " width=\"" << Px{layout.width} << "\" height=\"" << Px{layout.height}
     << "\" viewBox=\"0 0 " << Px{layout.width} << ' ' << Px{layout.height}
     << "\" role=\"img\">\n";
  printTooltip(drawing.describe());
  if (options.isStandalone)
    os << "<style>" << style << "</style>\n";
  printRect({0, 0, layout.width, layout.height}, 0, "page");
  // Outer frames first, then lines, and texts and boxes above all.
  for (size_t cluster = 0; cluster < drawing.clusters.size(); ++cluster)
    printCluster(cluster);
  for (size_t edge = 0; edge < drawing.edges.size(); ++edge)
    printEdge(edge);
  for (size_t cluster = 0; cluster < drawing.clusters.size(); ++cluster)
    printTitle(cluster);
  for (size_t vertex = 0; vertex < drawing.vertices.size(); ++vertex)
    printVertex(vertex);
  os << "</svg>\n";
}

void SvgPrinter::openGroup(const llvm::Twine &classes,
                           std::optional<unsigned> loop, bool isRecurrent) {
  os << "<g class=\"" << classes;
  if (loop)
    os << " loop loop-" << *loop % numLoopColours;
  if (isRecurrent)
    os << " recurrent";
  os << "\">\n";
}

void SvgPrinter::printTooltip(StringRef line) {
  os << "<title>" << svg::escape(text::toLine(line, text::maxTooltipLength))
     << "</title>\n";
}

void SvgPrinter::printRect(const Rect &rect, double radius, StringRef classes) {
  os << "<rect class=\"" << classes << '"';
  if (rect.x != 0 || rect.y != 0)
    os << " x=\"" << Px{rect.x} << "\" y=\"" << Px{rect.y} << '"';
  os << " width=\"" << Px{rect.width} << "\" height=\"" << Px{rect.height}
     << '"';
  if (radius > 0)
    os << " rx=\"" << Px{radius} << '"';
  os << "/>\n";
}

void SvgPrinter::printPolygon(llvm::ArrayRef<Point> points) {
  os << "<path class=\"shape\" d=\"M";
  llvm::interleave(points, os, [&](Point point) { os << point; }, "L");
  os << "Z\"/>\n";
}

void SvgPrinter::printCluster(size_t index) {
  const Rect &frame = layout.clusters[index];
  openGroup("cluster", std::nullopt);
  printRect(frame, 8, "frame");
  os << "</g>\n";
}

void SvgPrinter::printTitle(size_t index) {
  const Rect &frame = layout.clusters[index];
  writer.text(frame.x + 12, frame.y + 17, "title",
              getTitle(drawing.clusters[index]));
}

//===----------------------------------------------------------------------===//
// Arrows
//===----------------------------------------------------------------------===//

void SvgPrinter::printEdge(size_t index) {
  const Edge &edge = drawing.edges[index];
  const Arrow &arrow = layout.arrows[index];
  openGroup("edge", edge.loop);
  printTooltip(drawing.vertices[edge.source].fullLabel + " → " +
               drawing.vertices[edge.sink].fullLabel + ": " +
               formatCount(edge.connections, "connection"));
  for (const Stroke &stroke : arrow.strokes)
    printStroke(stroke);
  if (arrow.strokes.empty())
    printSelfEdge(layout.vertices[edge.source]);
  writer.text(arrow.label.x, arrow.label.y + 4, "", getLabel(edge));
  os << "</g>\n";
}

/// Lines run straight up or down at all points.
void SvgPrinter::printStroke(const Stroke &stroke) {
  constexpr double headLength = 7;
  std::vector<Point> way = stroke.way;
  Point tip = way.back();
  double direction = way.front().y < tip.y ? 1 : -1;
  if (stroke.hasHead)
    way.back().y -= direction * headLength;
  os << "<path d=\"M" << way.front();
  for (size_t k = 1; k < way.size(); ++k) {
    Point from = way[k - 1], to = way[k];
    if (std::abs(from.x - to.x) < 0.1) {
      if (k + 1 == way.size() || std::abs(to.x - way[k + 1].x) >= 0.1)
        os << 'V' << Px{to.y};
      continue;
    }
    double middle = (from.y + to.y) / 2;
    os << 'C' << Point{from.x, middle} << ' ' << Point{to.x, middle} << ' '
       << to;
  }
  os << "\"/>\n";
  if (stroke.hasHead)
    printHead(tip, 0, direction * headLength);
}

/// From the lower half of the right side of a box to the upper half.
void SvgPrinter::printSelfEdge(const Rect &box) {
  constexpr double headLength = 7;
  double right = box.x + box.width, far = right + 1.4 * loopReach;
  double top = box.y + box.height / 3, bottom = box.y + 2 * box.height / 3;
  os << "<path d=\"M" << Point{right, bottom} << 'C' << Point{far, bottom + 6}
     << ' ' << Point{far, top - 6} << ' ' << Point{right + headLength, top}
     << "\"/>\n";
  printHead({right, top}, -headLength, 0);
}

/// An arrowhead whose axis is (dx, dy).
void SvgPrinter::printHead(Point tip, double dx, double dy) {
  Point base = {tip.x - dx, tip.y - dy};
  os << "<path class=\"head\" d=\"M" << tip << 'L'
     << Point{base.x - dy / 2, base.y + dx / 2} << 'L'
     << Point{base.x + dy / 2, base.y - dx / 2} << "Z\"/>\n";
}

//===----------------------------------------------------------------------===//
// Boxes
//===----------------------------------------------------------------------===//

void SvgPrinter::printVertex(size_t index) {
  const Vertex &vertex = drawing.vertices[index];
  const Rect &box = layout.vertices[index];
  openGroup("vertex " + getName(vertex.kind), vertex.loop, vertex.isRecurrent);
  printTooltip(vertex.describe());
  printShape(vertex.kind, box);
  double x = box.x + box.width / 2;
  double y = box.y + box.height / 2 + 4 -
             lineHeight * double(vertex.details.size()) / 2;
  if (isPort(vertex.kind))
    y += (vertex.kind == Kind::Input ? -0.5 : 0.5) * portPoint;
  writer.text(x, y, "name", text::toLine(vertex.label));
  for (StringRef detail : vertex.details)
    writer.text(x, y += lineHeight, "", text::toLine(detail));
  os << "</g>\n";
}

void SvgPrinter::printShape(Kind kind, const Rect &box) {
  double left = box.x, right = box.x + box.width;
  double top = box.y, bottom = box.y + box.height;
  double middle = (top + bottom) / 2;
  switch (kind) {
  case Kind::Weights:
  case Kind::Group:
    return printRect(box, 0, "shape");
  case Kind::LIFNeurons:
    return printRect(box, box.height / 2, "shape");
  case Kind::Neurons:
    return printRect(box, 10, "shape");
  case Kind::RateNeurons: // a hexagon
    return printPolygon({{left + 10, top},
                         {right - 10, top},
                         {right, middle},
                         {right - 10, bottom},
                         {left + 10, bottom},
                         {left, middle}});
  case Kind::Alias: // a parallelogram
    return printPolygon(
        {{left + 10, top}, {right, top}, {right - 10, bottom}, {left, bottom}});
  case Kind::Module: // a box with a strip at each side
    printRect(box, 0, "shape");
    return printPolygon({{left + 6, top},
                         {right - 6, top},
                         {right - 6, bottom},
                         {left + 6, bottom}});
  case Kind::Holder: // a sheet before another one
  case Kind::Instance:
    printRect({left + 4, top + 4, box.width, box.height}, 5, "shape");
    return printRect(box, 5, "shape");
  case Kind::Input: // points down
    return printPolygon({{left, top},
                         {right, top},
                         {right, bottom - portPoint},
                         {(left + right) / 2, bottom},
                         {left, bottom - portPoint}});
  case Kind::Output: // is pointed at
    return printPolygon({{left, top},
                         {(left + right) / 2, top + portPoint},
                         {right, top},
                         {right, bottom},
                         {left, bottom}});
  }
}

llvm::Expected<std::string> picture::renderSvg(const NetworkDrawing &drawing,
                                               const SvgOptions &options) {
  if (drawing.vertices.size() > maxSvgVertices)
    return makeError("a picture has at most ", maxSvgVertices,
                     " boxes, but this one has ", drawing.vertices.size(),
                     "; draw fewer modules one by one");
  if (drawing.edges.size() > maxSvgEdges)
    return makeError("a picture has at most ", maxSvgEdges,
                     " arrows, but this one has ", drawing.edges.size(),
                     "; draw fewer modules one by one");
  std::string svg;
  llvm::raw_string_ostream os(svg);
  SvgPrinter(drawing, layOut(drawing), os).print(options);
  return svg;
}
