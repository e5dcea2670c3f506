//===- HtmlReport.h - A page about a compilation ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTMLREPORT_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTMLREPORT_H

#include "../Timings.h"
#include "../Verification.h"
#include "Summary.h"

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/Support/Error.h"

namespace tidepool::report {

/// What the page tells. Everything is referred to, not owned.
struct Contents {
  const Summary &summary;
  const xylo::Chip &chip;
  xylo::CoreOp realCore, core; ///< before and after quantisation
  const bitstream::Image &image;
  const llvm::json::Array &diagnostics; ///< as of --diagnostics=json
  const Timings *timings;               ///< null: not told
  const Verification *verification;     ///< null: not verified
  std::string command;                  ///< as a shell takes it
  std::string inputHash;                ///< SHA-256 of the input file
  /// Of the network, as SVG, or why there is none.
  llvm::Expected<std::string> drawing;
  std::string bitstreamHash; ///< SHA-256; empty without bitstream
};

/// The page, a document of HTML that needs no other file.
std::string makeHtmlReport(Contents contents);

} // namespace tidepool::report

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTMLREPORT_H
