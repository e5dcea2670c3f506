//===- graph-diff.cpp - Tells what differs between two networks -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"
#include "Options.h"

#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Support/Utf8.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/Patch.h"

#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;

static constexpr const char *overview =
    "Tidepool's diff: tells what differs between two networks of the same "
    "stage, in the network's own terms, and makes and applies patches of "
    "bitstreams\n\n"
    "  What did the last training change?\n"
    "    graph-diff old.nir new.nir\n"
    "  What does the chip get that it did not get before?\n"
    "    graph-diff old.xbit new.xbit\n"
    "  The same for programs:\n"
    "    graph-diff old.xbit new.xbit --format=json -o differences.json\n"
    "  Only ask:\n"
    "    graph-diff --quiet old.xbit new.xbit && echo same\n"
    "  Send the chip only what changes:\n"
    "    graph-diff old.xbit new.xbit --patch=change.xpatch\n"
    "    graph-diff --apply=change.xpatch old.xbit -o new.xbit\n\n"
    "EXIT STATUS, as that of diff: 0 if there are no differences, 1 if there "
    "are, 2 for bad input. With --apply: 0, or 2 for bad input\n";

namespace {
/// What becomes of two networks.
enum ExitStatus { Equal = 0, Different = 1, Trouble = 2 };

/// What a patch costs.
struct PatchSize {
  uint64_t words, allWords; ///< that a host sends, and those of the whole image
  uint64_t bytes, allBytes; ///< of the file, and of the whole bitstream
};

/// The two files that are compared.
struct Comparison {
  StringRef oldPath, newPath;
  const StageNetwork &oldNetwork, &newNetwork;
  const Report &report;
  std::optional<PatchSize> patch;
};
} // namespace

//===----------------------------------------------------------------------===//
// Reports
//===----------------------------------------------------------------------===//

static void printSide(StringRef mark, StringRef path,
                      const StageNetwork &network, raw_ostream &os) {
  os << mark << ' ' << toPrintable(path) << ": " << network.describe() << ", '"
     << toPrintable(network.getName()) << "'";
  if (!network.getChip().empty())
    os << " on " << network.getChip();
  os << '\n';
}

static void printText(const Comparison &comparison, raw_ostream &os) {
  if (!comparison.report.isEmpty()) {
    printSide("---", comparison.oldPath, comparison.oldNetwork, os);
    printSide("+++", comparison.newPath, comparison.newNetwork, os);
    comparison.report.print(os);
  }
  if (const std::optional<PatchSize> &patch = comparison.patch)
    os << "patch: " << patch->words << " of " << patch->allWords
       << " words to send, " << patch->bytes << " of " << patch->allBytes
       << " bytes\n";
}

static llvm::json::Object sideToJson(StringRef path,
                                     const StageNetwork &network) {
  llvm::json::Object side{{"file", toUtf8(path)},
                          {"stage", network.getStage()},
                          {"network", toUtf8(network.getName())}};
  if (!network.getChip().empty())
    side["chip"] = network.getChip();
  return side;
}

static void printJson(const Comparison &comparison, raw_ostream &os) {
  llvm::json::Object object = comparison.report.toJson();
  object["old"] = sideToJson(comparison.oldPath, comparison.oldNetwork);
  object["new"] = sideToJson(comparison.newPath, comparison.newNetwork);
  object["equal"] = comparison.report.isEmpty();
  if (const std::optional<PatchSize> &patch = comparison.patch)
    object["patch"] = llvm::json::Object{{"words", patch->words},
                                         {"allWords", patch->allWords},
                                         {"bytes", patch->bytes},
                                         {"allBytes", patch->allBytes}};
  os << llvm::formatv("{0:2}", llvm::json::Value(std::move(object))) << '\n';
}

//===----------------------------------------------------------------------===//
// Patches
//===----------------------------------------------------------------------===//

static llvm::Error checkIsImage(StringRef path, const StageNetwork &network) {
  if (network.getImage())
    return llvm::Error::success();
  return makeError("--patch is for memory images, but '", path, "' is ",
                   network.describe(), "; compile it first");
}

/// Adds the patch between two images to the outputs.
static llvm::Expected<PatchSize>
writePatch(const Comparison &comparison, StringRef path, OutputFiles &files) {
  if (llvm::Error error =
          checkIsImage(comparison.oldPath, comparison.oldNetwork))
    return error;
  if (llvm::Error error =
          checkIsImage(comparison.newPath, comparison.newNetwork))
    return error;
  const bitstream::Image &newImage = *comparison.newNetwork.getImage();
  auto patch =
      bitstream::makePatch(*comparison.oldNetwork.getImage(), newImage);
  if (!patch)
    return patch.takeError();
  auto bytes = bitstream::encodePatch(*patch);
  if (!bytes)
    return bytes.takeError();
  auto whole = bitstream::encode(newImage);
  if (!whole)
    return whole.takeError();
  if (llvm::Error error = files.add(path, *bytes))
    return error;
  uint64_t allWords = 0;
  for (const bitstream::Segment &segment : newImage.segments)
    allWords += segment.words.size();
  return PatchSize{bitstream::countWords(*patch), allWords, bytes->size(),
                   whole->size()};
}

/// Applies a patch, which takes one bitstream.
static llvm::Expected<ExitStatus> applyPatch(const Options &options) {
  if (options.inputs.size() != 1)
    return makeError("--apply takes one bitstream, the old one");
  if (!options.patch.empty())
    return makeError("--patch makes a patch, --apply applies one; choose one");
  if (options.apply == "-" && options.inputs.front() == "-")
    return makeError("standard input cannot be both the patch and the "
                     "bitstream");
  if (llvm::Error error = checkIsNotRead(
          options.output, {options.apply, options.inputs.front()}))
    return error;
  auto patchFile = readFile(options.apply);
  if (!patchFile)
    return patchFile.takeError();
  auto patch = bitstream::decodePatch((*patchFile)->getBuffer());
  if (!patch)
    return inFile(options.apply, patch.takeError());
  auto file = readFile(options.inputs.front());
  if (!file)
    return file.takeError();
  auto bytes = bitstream::applyPatch(*patch, (*file)->getBuffer());
  if (!bytes)
    return inFile(options.inputs.front(), bytes.takeError());
  OutputFiles files;
  if (llvm::Error error = files.add(options.output, *bytes))
    return error;
  if (llvm::Error error = files.keep())
    return error;
  return Equal;
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

static llvm::Error writeOutputs(Comparison &comparison,
                                const Options &options) {
  OutputFiles files;
  if (!options.patch.empty()) {
    auto size = writePatch(comparison, options.patch, files);
    if (!size)
      return size.takeError();
    comparison.patch = *size;
  }
  std::string text;
  llvm::raw_string_ostream os(text);
  if (!options.quiet)
    options.format == ReportFormat::Json ? printJson(comparison, os)
                                         : printText(comparison, os);
  if (!text.empty() || options.output != "-")
    if (llvm::Error error = files.add(options.output, text))
      return error;
  if (llvm::Error error = files.keep())
    return error;
  if (comparison.patch && comparison.patch->bytes >= comparison.patch->allBytes)
    llvm::WithColor::warning(llvm::errs(), "graph-diff")
        << "the patch is no shorter than the whole bitstream; send that\n";
  return llvm::Error::success();
}

static llvm::Expected<ExitStatus> compareNetworks(const Options &options) {
  if (options.inputs.size() != 2)
    return makeError("two networks are compared, the old one and the new one");
  StringRef oldPath = options.inputs[0], newPath = options.inputs[1];
  if (oldPath == "-" && newPath == "-")
    return makeError("standard input cannot be both networks");
  for (const cl::opt<std::string> *path : {&options.output, &options.patch})
    if (llvm::Error error = checkIsNotRead(path->getValue(), options.inputs))
      return error;
  DialectRegistry registry;
  registerAllDialects(registry);
  // One context, in which equal parameters are one.
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  auto oldNetwork = readNetwork(oldPath, options, context);
  if (!oldNetwork)
    return oldNetwork.takeError();
  auto newNetwork = readNetwork(newPath, options, context);
  if (!newNetwork)
    return newNetwork.takeError();
  Report report(options.getLimit());
  if (!diffStages(*oldNetwork, *newNetwork, &context, report))
    return makeError("'", oldPath, "' is ", oldNetwork->describe(), ", but '",
                     newPath, "' is ", newNetwork->describe(),
                     "; bring both to one stage with graph-compile --emit");
  Comparison comparison{oldPath,     newPath, *oldNetwork,
                        *newNetwork, report,  std::nullopt};
  if (llvm::Error error = writeOutputs(comparison, options))
    return error;
  return report.isEmpty() ? Equal : Different;
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) -> int {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    if (!cl::ParseCommandLineOptions(argc, argv, overview, &llvm::errs()))
      return Trouble;
    llvm::Expected<ExitStatus> status =
        options.apply.empty() ? compareNetworks(options) : applyPatch(options);
    if (status)
      return *status;
    // MLIR has printed its own errors, with their places.
    std::string text = llvm::toString(status.takeError());
    if (!text.empty())
      llvm::WithColor::error(llvm::errs(), "graph-diff") << text << '\n';
    return Trouble;
  });
}
