//===- DiffImages.cpp - What differs between two memory images ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffImages.h"

#include "DiffModuleIds.h"
#include "DiffWords.h"
#include "Order.h"
#include "SegmentMatch.h"

#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Diff/DiffCores.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::diff;

namespace {
/// Compares two images.
class ImageDiff {
public:
  ImageDiff(const Image &oldImage, const Image &newImage, MLIRContext *context,
            Report &report)
      : oldImage(oldImage), newImage(newImage), context(context),
        pairs(matchSegments(oldImage, newImage)), report(report) {}

  void run();

private:
  void diffHeader();
  void diffProvenance();
  void diffSegments();
  void diffSegment(const SegmentPair &pair);
  void tellLoneSegment(const SegmentPair &pair);
  /// Whether both images name modules. If only one does, ids are the only names
  /// that they share.
  bool isNamed() const { return oldImage.provenance && newImage.provenance; }
  bool hasSameStructure() const;
  bool hasSameFanOut() const;
  bool diffMeaning();
  void diffAllWords();
  void diffUnmovedWords();
  template <typename Wanted>
  void diffWordsOf(Wanted wanted);

  const Image &oldImage, &newImage;
  MLIRContext *context;
  std::vector<SegmentPair> pairs;
  Report &report;
};

/// The network in an image.
struct ImageNetwork {
  OwningOpRef<ModuleOp> module;
  xylo::CoreOp core;
  bool hasFullRows = false, sharedAliasBit = false;
};
} // namespace

//===----------------------------------------------------------------------===//
// Header and provenance
//===----------------------------------------------------------------------===//

void ImageDiff::diffHeader() {
  report.beginGroup("header");
  auto compare = [&](StringRef field, auto Image::*member) {
    report.compareField(field, oldImage.*member, newImage.*member);
  };
  auto compareSize = [&](StringRef field, uint32_t Sizes::*member) {
    report.compareField(field, oldImage.sizes.*member, newImage.sizes.*member);
  };
  auto compareShift = [&](StringRef field, uint8_t Image::*member) {
    report.compareField<uint32_t>(field, oldImage.*member, newImage.*member);
  };
  compare("chip", &Image::chip);
  compare("network", &Image::network);
  compare("dt", &Image::dt);
  compareSize("inputs", &Sizes::inputs);
  compareSize("input expansion neurons", &Sizes::inputExpansion);
  compareSize("hidden neurons", &Sizes::hidden);
  compareSize("output expansion neurons", &Sizes::outputExpansion);
  compareSize("output neurons", &Sizes::outputs);
  compareSize("padding neurons", &Sizes::padding);
  compare("second synapses", &Image::synapse2);
  compare("aliases", &Image::alias);
  compare("biases", &Image::bias);
  compareShift("input weight shift", &Image::inputShift);
  compareShift("recurrent weight shift", &Image::recurrentShift);
  compareShift("output weight shift", &Image::outputShift);
}

void ImageDiff::diffProvenance() {
  report.beginGroup("provenance");
  report.compareField("provenance", oldImage.provenance.has_value(),
                      newImage.provenance.has_value());
  if (!isNamed())
    return;
  auto compare = [&](StringRef field, std::string Provenance::*member) {
    report.compareField(field, *oldImage.provenance.*member,
                        *newImage.provenance.*member);
  };
  compare("graph hash", &Provenance::graphHash);
  compare("compiler", &Provenance::compiler);
  compare("options", &Provenance::options);
}

//===----------------------------------------------------------------------===//
// Segments
//===----------------------------------------------------------------------===//

static Told tellAddress(std::optional<uint32_t> address) {
  if (!address)
    return {"none", nullptr};
  return {"0x" + llvm::utohexstr(*address, /*LowerCase=*/true), *address};
}

static Told tellLength(const Segment &segment) {
  return Told::of(static_cast<uint32_t>(segment.words.size()));
}

static llvm::json::Object makeSegmentFacts(StringRef segment, StringRef field) {
  return llvm::json::Object{
      {"kind", "segment"}, {"segment", toUtf8(segment)}, {"field", field}};
}

void ImageDiff::tellLoneSegment(const SegmentPair &pair) {
  std::string name = getGroupName(oldImage, newImage, pair);
  report.beginGroup(name);
  report.add([&] {
    std::optional<Told> oldLength, newLength;
    if (pair.oldIndex)
      oldLength = tellLength(oldImage.segments[*pair.oldIndex]);
    if (pair.newIndex)
      newLength = tellLength(newImage.segments[*pair.newIndex]);
    Told &length = oldLength ? *oldLength : *newLength;
    length.text += length.json == 1 ? " word" : " words";
    return Difference::make("segment", makeSegmentFacts(name, "words"),
                            std::move(oldLength), std::move(newLength));
  });
}

/// Compares all but the words of two segments. How many there are is told with
/// the words, or follows from the network.
void ImageDiff::diffSegment(const SegmentPair &pair) {
  std::string name = getGroupName(oldImage, newImage, pair);
  report.beginGroup(name);
  auto compare = [&](StringRef field, Told oldTold, Told newTold) {
    if (oldTold.json == newTold.json)
      return;
    report.add([&] {
      return Difference::make(field, makeSegmentFacts(name, field),
                              std::move(oldTold), std::move(newTold));
    });
  };
  const Segment &oldSegment = oldImage.segments[*pair.oldIndex];
  const Segment &newSegment = newImage.segments[*pair.newIndex];
  compare("address", tellAddress(oldSegment.address),
          tellAddress(newSegment.address));
  compare("bits of a word", Told::of(uint32_t(oldSegment.wordBits)),
          Told::of(uint32_t(newSegment.wordBits)));
}

void ImageDiff::diffSegments() {
  for (const SegmentPair &pair : pairs)
    pair.isWhole() ? diffSegment(pair) : tellLoneSegment(pair);
  report.beginGroup("order of segments");
  std::vector<uint32_t> partners;
  for (const SegmentPair &pair : pairs)
    partners.push_back(pair.isWhole() ? *pair.newIndex : ~0u);
  diffOrder(
      "segments", partners,
      [&](uint32_t segment) { return newImage.segments[segment].name; },
      report);
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

static auto tie(const Sizes &sizes) {
  return std::tie(sizes.inputs, sizes.inputExpansion, sizes.hidden,
                  sizes.outputExpansion, sizes.outputs, sizes.padding);
}

/// Whether both images have fan-out lists of the same lengths.
bool ImageDiff::hasSameFanOut() const {
  const xylo::Chip *chip = xylo::findChip(oldImage.chip);
  const xylo::Bank *counts =
      chip ? chip->findBank(xylo::BankKind::FanOutCount) : nullptr;
  return llvm::all_of(pairs, [&](const SegmentPair &pair) {
    const Segment &segment = oldImage.segments[*pair.oldIndex];
    return !counts || segment.name != counts->name ||
           segment.words == newImage.segments[*pair.newIndex].words;
  });
}

/// Whether words in the same places mean the same.
bool ImageDiff::hasSameStructure() const {
  if (tie(oldImage.sizes) != tie(newImage.sizes))
    return false;
  for (const SegmentPair &pair : pairs)
    if (!pair.isWhole() || oldImage.segments[*pair.oldIndex].words.size() !=
                               newImage.segments[*pair.newIndex].words.size())
      return false;
  if (isNamed()) {
    Report ids(0);
    diffModuleIds(*oldImage.provenance, *newImage.provenance, ids);
    if (!ids.isEmpty())
      return false;
  }
  return hasSameFanOut();
}

/// Reads an image back; none if it holds no whole network.
static std::optional<ImageNetwork> readNetwork(const Image &image,
                                               MLIRContext *context) {
  context->loadDialect<xylo::XyloDialect>();
  ScopedDiagnosticHandler silence(context, [](Diagnostic &) {});
  Location loc = UnknownLoc::get(context);
  ImageNetwork network;
  network.module = ModuleOp::create(loc);
  OpBuilder builder(network.module->getBodyRegion());
  FailureOr<xylo::ImageOp> op = importImage(builder, loc, image);
  if (failed(op) || failed(verify(*network.module)))
    return std::nullopt;
  xylo::TargetOptions target = xylo::findTargetOptions(*op);
  network.hasFullRows = target.rowStride == xylo::RowStride::Full;
  network.sharedAliasBit = target.sharedAliasBit;
  FailureOr<xylo::CoreOp> core = xylo::disassembleImage(*op, builder);
  if (failed(core))
    return std::nullopt;
  network.core = *core;
  return network;
}

/// Compares what the words mean; false if an image holds no whole network.
bool ImageDiff::diffMeaning() {
  auto read = [&](const Image &image) {
    if (isNamed())
      return readNetwork(image, context);
    Image nameless = image;
    nameless.provenance.reset();
    return readNetwork(nameless, context);
  };
  std::optional<ImageNetwork> oldNetwork = read(oldImage);
  std::optional<ImageNetwork> newNetwork = read(newImage);
  if (!oldNetwork || !newNetwork)
    return false;
  report.addNote("the structure differs, which moves words; neurons and "
                 "connections are compared instead");
  diffCoreContents(oldNetwork->core, newNetwork->core, report);
  // What one network can look like in memory; registers say the rest.
  report.beginGroup("target options");
  report.compareField("full rows", oldNetwork->hasFullRows,
                      newNetwork->hasFullRows);
  report.compareField("shared alias bit", oldNetwork->sharedAliasBit,
                      newNetwork->sharedAliasBit);
  diffUnmovedWords();
  return true;
}

template <typename Wanted>
void ImageDiff::diffWordsOf(Wanted wanted) {
  WordMeanings oldMeanings(oldImage), newMeanings(newImage);
  for (const SegmentPair &pair : pairs) {
    const Segment &segment = pair.oldIndex ? oldImage.segments[*pair.oldIndex]
                                           : newImage.segments[*pair.newIndex];
    if (wanted(segment))
      diffWords(oldMeanings, newMeanings, pair, report);
  }
}

/// Compares what no network says: registers.
void ImageDiff::diffUnmovedWords() {
  diffWordsOf([](const Segment &segment) {
    return segment.kind == SegmentKind::Register;
  });
}

void ImageDiff::diffAllWords() {
  diffWordsOf([](const Segment &) { return true; });
}

void ImageDiff::run() {
  diffHeader();
  if (oldImage.chip != newImage.chip)
    return report.addNote("the images are for different chips, so words are "
                          "not compared");
  diffProvenance();
  diffSegments();
  if (!hasSameStructure() && diffMeaning())
    return;
  if (isNamed())
    diffModuleIds(*oldImage.provenance, *newImage.provenance, report);
  diffAllWords();
}

void tidepool::diff::diffImages(const Image &oldImage, const Image &newImage,
                                MLIRContext *context, Report &report) {
  ImageDiff(oldImage, newImage, context, report).run();
}
