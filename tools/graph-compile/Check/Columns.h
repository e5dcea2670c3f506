//===- Columns.h - Text in columns ------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_COLUMNS_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_COLUMNS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace tidepool {

/// Rows of which the cells stand below each other.
class Columns {
public:
  explicit Columns(std::vector<std::string> header)
      : header(std::move(header)) {}

  void add(std::vector<std::string> row) { rows.push_back(std::move(row)); }
  /// Columns without anything in them are left out.
  void print(llvm::raw_ostream &os) const {
    std::vector<size_t> widths(header.size());
    for (const std::vector<std::string> &row : rows)
      for (auto [width, cell] : llvm::zip_equal(widths, row))
        width = std::max(width, cell.size());
    for (auto [width, cell] : llvm::zip_equal(widths, header))
      width = width ? std::max(width, cell.size()) : 0;
    printRow(os, header, widths);
    for (const std::vector<std::string> &row : rows)
      printRow(os, row, widths);
  }

private:
  static void printRow(llvm::raw_ostream &os, llvm::ArrayRef<std::string> row,
                       llvm::ArrayRef<size_t> widths) {
    std::string line;
    for (auto [width, cell] : llvm::zip_equal(widths, row))
      if (width)
        line += "  " + cell + std::string(width - cell.size(), ' ');
    os << llvm::StringRef(line).rtrim() << '\n';
  }

  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_COLUMNS_H
