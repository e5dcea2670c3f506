//===- Html.cpp - Text, tables and charts of a page -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Html.h"

#include "tidepool/Support/Svg.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cmath>

using namespace tidepool;
using namespace tidepool::report;
using llvm::StringRef;
using svg::escape;
using svg::formatNumber;
using svg::Px;

// Blue for what is used, vermilion for what is beyond or wrong: they differ for
// all kinds of colour vision, and in grey.
static constexpr llvm::StringLiteral style = R"(
:root{--ink:#1c2530;--muted:#5d6875;--page:#fff;--field:#f4f6f8;--rule:#dde2e8;--used:#2166ac;--over:#b2401f;--hidden:#2166ac;--output:#b2401f}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaef;--muted:#9aa5b1;--page:#12161b;--field:#1b2127;--rule:#313942;--used:#6fb1e8;--over:#f08a62;--hidden:#6fb1e8;--output:#f08a62}}
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:60rem;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;color:var(--ink);background:var(--page);font-variant-numeric:tabular-nums}
h1{font-size:1.7rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:0 0 .6rem}
section{margin-top:2.4rem}
p{margin:.3rem 0 .8rem;max-width:44rem;overflow-wrap:anywhere}
.note,caption,figcaption{color:var(--muted);font-size:.85rem}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.6rem;margin:1.2rem 0 0}
.figures div{background:var(--field);border-radius:6px;padding:.55rem .75rem}
.figures b{display:block;font-size:1.25rem;font-weight:600}
.figures span{color:var(--muted);font-size:.85rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th{text-align:left;font-weight:600;color:var(--muted);font-size:.8rem}
th,td{padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
th:last-child,td:last-child{padding-right:0}
td.n,th.n{text-align:right;white-space:nowrap}
code{font:.88em ui-monospace,"SF Mono",Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
td:not(:last-child) code{display:inline-block;max-width:20rem;overflow-wrap:break-word}
.wide pre{font:.82rem/1.45 ui-monospace,"SF Mono",Consolas,"DejaVu Sans Mono",monospace;margin:0}
.meter{display:flex;align-items:center;gap:.6rem;min-width:15rem;min-height:1.4em}
.meter i{flex:1;height:.6rem;min-width:4rem;border-radius:3px;background:var(--field);box-shadow:inset 0 0 0 1px var(--rule);overflow:hidden}
.meter i b{display:block;height:100%;min-width:1px;background:var(--used)}
.meter.over i b{background:var(--over)}
.meter span{flex:0 0 9.5rem;text-align:right;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,26rem));gap:1.2rem 2rem;margin-bottom:1.2rem}
figure{margin:0}
figure svg{display:block;width:100%;height:auto}
figcaption b{color:var(--ink);font-weight:600}
.bar{fill:var(--used)}
.axis{stroke:var(--rule);stroke-width:1}
.tick{fill:var(--muted);font-size:10px}
.picture{border:1px solid var(--rule);border-radius:6px;padding:.75rem;margin-bottom:.4rem;max-height:min(90vh,56rem);overflow:auto}
.picture svg .page{fill:none}
.picture svg{margin:0 auto;max-width:100%;min-width:calc(var(--width)*.7);height:auto;width:auto}
ul{list-style:none;margin:0;padding:0}
li{padding:.3rem 0 .3rem .8rem;border-left:3px solid var(--over);margin-bottom:.6rem;overflow-wrap:anywhere}
li.remark{border-color:var(--rule);color:var(--muted)}
li span{display:block;font-size:.85rem;color:var(--muted)}
li .advice{color:var(--ink)}
ul.long{max-height:36rem;overflow-y:auto}
@media (max-width:34rem){.charts{grid-template-columns:minmax(0,1fr)}body{padding:1.25rem .9rem 3rem;font-size:14px}table{font-size:.85rem}th,td{padding-right:.35rem}td:not(:last-child) code{max-width:9rem}.meter{flex-direction:column;align-items:stretch;gap:.15rem;min-width:5.5rem}.meter span{flex:none;text-align:left}.meter i{flex:none;height:.45rem}}
@media print{:root{--ink:#000;--muted:#444;--page:#fff;--field:#f4f4f4;--rule:#bbb;--used:#2166ac;--over:#b2401f}body{max-width:none;padding:0;font-size:10pt}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.wide,.picture,ul.long{overflow:visible;max-height:none}section{margin-top:1.6rem}h2{break-after:avoid}tr,li,figure,.figures{break-inside:avoid}.figures{grid-template-columns:repeat(6,minmax(0,1fr))}.picture svg{min-width:0;max-height:22cm}}
)";

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Histogram Histogram::ofIntegers(int64_t least, size_t binWidth,
                                size_t numBins) {
  int64_t end = least + int64_t(binWidth * numBins);
  Histogram histogram(double(least) - 0.5, double(end) - 0.5, numBins);
  histogram.least = double(least);
  histogram.greatest = double(end - 1);
  return histogram;
}

void Histogram::add(double value) {
  ++total;
  if (value == 0) {
    ++zeros;
    return;
  }
  double place = (value - low) / (high - low) * double(counts.size());
  double last = double(counts.size()) - 1;
  ++counts[size_t(std::clamp(std::floor(place), 0.0, last))];
}

Cell Cell::text(StringRef bytes) { return {escape(bytes)}; }
Cell Cell::number(double value) {
  return {formatNumber(value), /*isNumber=*/true};
}
Cell Cell::code(StringRef bytes) {
  return {"<code>" + escape(bytes) + "</code>"};
}

Cell Cell::meter(double used, double available) {
  double share = available > 0 ? used / available : used > 0;
  Cell cell;
  llvm::raw_string_ostream os(cell.markup);
  os << "<div class=\"meter" << (share > 1 ? " over" : "") << "\"><span>"
     << formatNumber(used) << " of " << formatNumber(available)
     << "</span><i><b style=\"width:" << Px{100 * std::min(share, 1.0)}
     << "%\"></b></i></div>";
  return cell;
}

Cell Cell::bar(double share) {
  Cell cell;
  llvm::raw_string_ostream(cell.markup)
      << "<div class=\"meter\"><i><b style=\"width:" << Px{100 * share}
      << "%\"></b></i></div>";
  return cell;
}

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

Page::Page(llvm::raw_ostream &os, StringRef title, StringRef pictureStyle)
    : os(os) {
  os << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta "
        "charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>"
     << escape(title) << "</title>\n<style>" << style << pictureStyle
     << "</style>\n</head>\n<body>\n<h1>" << escape(title) << "</h1>\n";
}

Page::~Page() {
  os << (isInSection ? "</section>\n" : "") << "</body>\n</html>\n";
}

void Page::section(StringRef id, StringRef heading) {
  os << (isInSection ? "</section>\n" : "") << "<section id=\"" << id
     << "\">\n<h2>" << escape(heading) << "</h2>\n";
  isInSection = true;
}

void Page::paragraph(StringRef text) {
  os << "<p>" << escape(text) << "</p>\n";
}

void Page::note(StringRef text) {
  os << "<p class=\"note\">" << escape(text) << "</p>\n";
}

void Page::figures(
    llvm::ArrayRef<std::pair<std::string, std::string>> numbersAndNames) {
  os << "<div class=\"figures\">\n";
  for (const auto &[number, name] : numbersAndNames)
    os << "<div><b>" << escape(number) << "</b><span>" << escape(name)
       << "</span></div>\n";
  os << "</div>\n";
}

void Page::table(llvm::ArrayRef<StringRef> heads,
                 llvm::ArrayRef<std::vector<Cell>> rows) {
  auto getClass = [&](size_t column) {
    return !rows.empty() && rows.front()[column].isNumber ? " class=\"n\"" : "";
  };
  os << "<div class=\"wide\"><table>\n<thead><tr>";
  for (auto [column, head] : llvm::enumerate(heads))
    os << "<th" << getClass(column) << '>' << escape(head) << "</th>";
  os << "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell> &row : rows) {
    os << "<tr>";
    for (auto [column, cell] : llvm::enumerate(row))
      os << "<td" << getClass(column) << '>' << cell.markup << "</td>";
    os << "</tr>\n";
  }
  os << "</tbody>\n</table></div>\n";
}

void Page::preformatted(StringRef text) {
  os << "<div class=\"wide\"><pre>";
  for (StringRef line : llvm::split(text, "\n"))
    os << escape(line) << '\n';
  os << "</pre></div>\n";
}

void Page::list(llvm::ArrayRef<Item> items) {
  constexpr size_t maxUnfolded = 24;
  // What scrolls must be within reach of the keyboard.
  os << (items.size() > maxUnfolded ? "<ul class=\"long\" tabindex=\"0\">\n"
                                    : "<ul>\n");
  auto addSpan = [&](StringRef kind, StringRef text) {
    if (!text.empty())
      os << "<span class=\"" << kind << "\">" << escape(text) << "</span>";
  };
  for (const Item &item : items) {
    os << "<li" << (item.isRemark ? " class=\"remark\"" : "") << '>'
       << escape(item.text);
    addSpan("advice", item.advice);
    addSpan("place", item.place);
    os << "</li>\n";
  }
  os << "</ul>\n";
}

//===----------------------------------------------------------------------===//
// Charts
//===----------------------------------------------------------------------===//

void Page::charts(llvm::function_ref<void()> write) {
  os << "<div class=\"charts\">\n";
  write();
  os << "</div>\n";
}

void Page::histogram(StringRef title, StringRef caption,
                     const Histogram &values) {
  constexpr double width = 320, height = 96, top = 12, axis = top + height;
  size_t greatest = *llvm::max_element(values.counts);
  double binWidth = width / double(values.counts.size());
  os << "<figure>\n<svg viewBox=\"0 0 " << Px{width} << ' ' << Px{axis + 14}
     << "\" role=\"img\" aria-label=\"" << escape(title) << ": "
     << escape(caption) << "\">\n";
  svg::Writer svg(os);
  for (auto [bin, count] : llvm::enumerate(values.counts)) {
    if (count == 0)
      continue;
    // A single value shall be seen beside thousands.
    double size = std::max(1.0, height * double(count) / double(greatest));
    svg.rect(double(bin) * binWidth, axis - size,
             std::max(binWidth - 1, binWidth / 2), size, "bar");
  }
  svg.line(0, axis, width, axis, "axis");
  svg.text(0, 9, "tick", greatest > 0 ? "up to " + formatNumber(greatest) : "");
  svg.text(0, axis + 11, "tick", formatNumber(values.least));
  os << "<text x=\"" << Px{width} << "\" y=\"" << Px{axis + 11}
     << "\" class=\"tick\" text-anchor=\"end\">"
     << formatNumber(values.greatest) << "</text>\n</svg>\n<figcaption><b>"
     << escape(title) << "</b> " << escape(caption)
     << "</figcaption>\n</figure>\n";
}

void Page::picture(StringRef svg, StringRef caption) {
  // Only the element itself: a page has its own prologue.
  svg = svg.substr(std::min(svg.find("<svg"), svg.size()));
  // A wide picture rather scrolls than shrinks until nobody can read it.
  StringRef width = svg.split(" width=\"").second.split('"').first;
  os << "<figure>\n<div class=\"picture\" style=\"--width:" << escape(width)
     << "px\">\n"
     << svg << "</div>\n<figcaption>" << escape(caption)
     << "</figcaption>\n</figure>\n";
}
