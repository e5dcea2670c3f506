//===- Compilation.cpp - From a network to its files ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compilation.h"

#include "Input.h"
#include "Report/HtmlReport.h"

#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantize.h"
#include "tidepool/Simulation/Chip/FiringAnalysis.h"
#include "tidepool/Simulation/Import/Import.h"
#include "tidepool/Simulation/Stimulus.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/Sha256.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/Dot/Svg.h"
#include "tidepool/Target/RamFiles/RamFiles.h"
#include "tidepool/Target/SourceMap/SourceMap.h"

#include "mlir/IR/OperationSupport.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace tidepool;

/// The length of the generated stimulus of --verify.
static constexpr unsigned numVerifiedSteps = 1000;

//===----------------------------------------------------------------------===//
// Stages
//===----------------------------------------------------------------------===//

LogicalResult Compilation::run() {
  FailureOr<graph::NetworkOp> network = selectNetwork(*module, options.top);
  if (failed(network))
    return failure();
  // With its holders, which are gone later.
  if (options.wantsPage())
    drawing = picture::drawNetwork(*network);
  if (failed(compile()))
    return failure();
  return write();
}

LogicalResult Compilation::compile() {
  if (options.emit->stage == Stage::Graph)
    return success();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildFlattenPipeline(pm, passOptions); })))
    return failure();
  summary.addNetwork(getOnly<graph::NetworkOp>());
  if (options.emit->stage == Stage::Flat)
    return success();
  if (options.verify || options.wantsPage() || !options.map.empty())
    flat = module->clone();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildMappingPipeline(pm, passOptions); })))
    return failure();
  if (options.emit->stage == Stage::Core)
    return success();
  quantize();
  if (options.emit->stage == Stage::Quantized)
    return success();
  return assemble();
}

/// As the pass `xylo-quantize`, with a log for the report.
void Compilation::quantize() {
  auto timing = timings.measure("xylo-quantize");
  auto mapped = getOnly<xylo::CoreOp>();
  if (options.wantsPage())
    realCore = mapped.clone();
  xylo::QuantizationLog log;
  xylo::quantizeCore(mapped, *xylo::parseQuantizeMethod(options.quantize),
                     &log);
  summary.method = options.quantize;
  summary.addCore(mapped, std::move(log));
  summary.maxFanOut =
      cantFail(xylo::parseTargetOptions(options.targetOptions, *chip))
          .maxFanOut;
}

LogicalResult Compilation::assemble() {
  core = getOnly<xylo::CoreOp>().clone();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildAssemblePipeline(pm, passOptions); })))
    return failure();
  image = getOnly<xylo::ImageOp>().clone();
  if (failed(analyzeImage()))
    return failure();
  if (options.emit->stage == Stage::Image)
    return success();
  FailureOr<std::string> serialized = bitstream::serializeImage(*image);
  if (failed(serialized))
    return failure();
  bytes = std::move(*serialized);
  if (failed(readBack()))
    return failure();
  if (options.verify && failed(verify()))
    return failure();
  return options.emit->form ? writeForm() : success();
}

/// Writes what a host reads from the bytes in the form asked for.
LogicalResult Compilation::writeForm() {
  auto timing = timings.measure("write " + options.emit->form->name.str());
  llvm::Expected<bitstream::Image> decoded = bitstream::decode(bytes);
  if (!decoded)
    return diagnostics.fail(llvm::toString(decoded.takeError()));
  llvm::Expected<std::string> text =
      forms::writeImageForm(*options.emit->form, *decoded);
  if (!text)
    return emitError(image->getLoc()) << llvm::toString(text.takeError());
  if (std::string caveat = forms::describeCaveat(*options.emit->form, *decoded);
      !caveat.empty())
    emitRemark(image->getLoc()) << caveat;
  form = std::move(*text);
  summary.form = options.emit->form->name.str();
  summary.numBytes = form.size();
  return success();
}

/// Asks the image, as the chip reads it, what a step costs, and which neurons
/// never or always fire.
LogicalResult Compilation::analyzeImage() {
  auto timing = timings.measure("find idle neurons");
  llvm::Expected<simulation::ChipNetwork> network =
      simulation::readNetwork(bitstream::exportImage(*image));
  if (!network)
    return diagnostics.fail(
        "internal error: the image is none that the chip can run: " +
        llvm::toString(network.takeError()));
  summary.cost.emplace(*network);
  summary.loss.addFiring(*core, simulation::analyzeFiring(*network));
  return success();
}

/// Where the result goes: standard output, unless an option says otherwise.
static std::string getOutput(const Options &options) {
  return options.output.empty() ? "-" : options.output.getValue();
}

static bool isSame(Operation *a, Operation *b) {
  return OperationEquivalence::isEquivalentTo(
      a, b, OperationEquivalence::Flags::IgnoreLocations);
}

/// Reads the bytes as a host would and compares with what was meant.
LogicalResult Compilation::readBack() {
  auto timing = timings.measure("read back");
  OwningOpRef<ModuleOp> again = bitstream::deserializeImage(
      bytes, getOutput(options), module->getContext());
  if (!again)
    return failure();
  auto imageAgain = *again->getOps<xylo::ImageOp>().begin();
  if (!isSame(*image, imageAgain))
    return diagnostics.fail(
        "internal error: the bitstream reads back as another image");
  OpBuilder builder(imageAgain);
  FailureOr<xylo::CoreOp> coreAgain =
      xylo::disassembleImage(imageAgain, builder);
  if (failed(coreAgain))
    return failure();
  if (!isSame(*core, *coreAgain))
    return diagnostics.fail(
        "internal error: the bitstream reads back as another core");
  summary.numBytes = bytes.size();
  summary.numSegments =
      llvm::range_size(image->getBody().front()) -
      llvm::range_size(image->getBody().getOps<xylo::ModuleIdsOp>());
  summary.file = getOutput(options);
  return success();
}

//===----------------------------------------------------------------------===//
// Verification
//===----------------------------------------------------------------------===//

/// The flat network as it was mapped: of chip neurons.
FailureOr<graph::NetworkOp> Compilation::getMappedNetwork() {
  PassManager pm(flat->getContext());
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloLowerToChipNeurons({options.chip}));
  if (failed(pm.run(*flat)))
    return failure();
  return *flat->getOps<graph::NetworkOp>().begin();
}

/// The stages, each as it is after what led to it.
FailureOr<CompiledStages> Compilation::collectStages() {
  FailureOr<graph::NetworkOp> network = getMappedNetwork();
  if (failed(network))
    return failure();
  FailureOr<simulation::ReferenceNetwork> graph =
      simulation::importNetwork(*network, simulation::Schedule::Chip);
  FailureOr<bitstream::Image> exported = bitstream::exportImage(*image);
  if (failed(graph) || failed(exported))
    return failure();
  auto decoded = bitstream::decode(bytes);
  if (!decoded)
    return diagnostics.fail(llvm::toString(decoded.takeError()));
  auto ofImage = simulation::readNetwork(*exported);
  if (!ofImage)
    return diagnostics.fail(llvm::toString(ofImage.takeError()));
  auto ofBitstream = simulation::readNetwork(*decoded);
  if (!ofBitstream)
    return diagnostics.fail(llvm::toString(ofBitstream.takeError()));
  return CompiledStages{std::move(*graph), simulation::importIntegerCore(*core),
                        std::move(*ofImage), std::move(*ofBitstream)};
}

/// The spikes to verify with: those of a file, or generated ones.
static llvm::Expected<std::unique_ptr<simulation::RasterReader>>
openStimulus(StringRef path, size_t numInputs) {
  if (path.empty())
    return std::make_unique<simulation::StimulusReader>(numVerifiedSteps);
  auto raster = simulation::RasterFile::open(path, numInputs, {});
  if (!raster)
    return raster.takeError();
  if (raster->hasRecordings())
    return makeError("'", path, "': --stimulus takes a single recording");
  return raster->read(0);
}

LogicalResult Compilation::verify() {
  auto timing = timings.measure("verify");
  FailureOr<CompiledStages> stages = collectStages();
  if (failed(stages))
    return failure();
  auto stimulus = openStimulus(options.stimulus, stages->graph.info.numInputs);
  if (!stimulus)
    return diagnostics.fail(llvm::toString(stimulus.takeError()));
  auto result = Verification::run(std::move(*stages), **stimulus);
  if (!result)
    return diagnostics.fail(llvm::toString(result.takeError()));
  verification = std::move(*result);
  return success();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

LogicalResult Compilation::write() {
  if (llvm::Error error = writeFiles())
    return diagnostics.fail(llvm::toString(std::move(error)));
  bool wantsSummary =
      !options.quiet && diagnostics.getFormat() == DiagnosticFormat::Text;
  if (wantsSummary && options.emit->stage >= Stage::Quantized)
    summary.print(llvm::errs(), *chip);
  if (wantsSummary && verification)
    verification->print(llvm::errs());
  return success();
}

template <typename Printable>
static std::string toText(const Printable &value) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << value << '\n';
  return text;
}

std::string Compilation::takeResult() {
  if (options.emit->form)
    return std::move(form);
  return options.wantsBitstream() ? std::move(bytes) : toText(**module);
}

llvm::Error Compilation::writeFiles() {
  OutputFiles outputs;
  // The report looks at the bytes that go out next.
  if (!options.report.empty())
    if (llvm::Error error = addReport(outputs))
      return error;
  std::string result = takeResult();
  if (llvm::Error error = outputs.add(getOutput(options), result))
    return error;
  if (!options.idMap.empty())
    if (llvm::Error error =
            outputs.add(options.idMap, toText(makeIdMap(*core))))
      return error;
  if (!options.map.empty())
    if (llvm::Error error = addMap(outputs))
      return error;
  if (!options.ramFiles.empty())
    if (llvm::Error error = addRamFiles(outputs))
      return error;
  return outputs.keep();
}

llvm::Error Compilation::addMap(OutputFiles &outputs) {
  FailureOr<graph::NetworkOp> network = getMappedNetwork();
  if (failed(network))
    return makeError("internal error: the mapped network cannot be mapped");
  bitstream::Image exported = bitstream::exportImage(*image);
  std::string text;
  llvm::raw_string_ostream os(text);
  bitstream::writeSourceMap(os, bitstream::WordMeanings(exported), *network);
  return outputs.add(options.map, text);
}

llvm::Error Compilation::addReport(OutputFiles &outputs) {
  llvm::Expected<std::string> report = makeReport();
  if (!report)
    return report.takeError();
  return outputs.add(options.report, *report);
}

llvm::Expected<std::string> Compilation::makeReport() {
  if (options.wantsPage())
    return makePage();
  llvm::json::Value report = summary.toJson(*chip);
  if (verification)
    (*report.getAsObject())["verification"] = verification->toJson();
  return toText(report);
}

llvm::Expected<std::string> Compilation::makePage() {
  FailureOr<bitstream::Image> exported = bitstream::exportImage(*image);
  if (failed(exported))
    return makeError("internal error: the image cannot be exported");
  report::Contents contents{
      summary,
      *chip,
      *realCore,
      *core,
      *exported,
      diagnostics.getCollected(),
      options.reportTimings ? &timings : nullptr,
      verification.get(),
      options.command,
      inputHash,
      picture::renderSvg(drawing, {/*isStandalone=*/false}),
      bytes.empty() ? "" : makeSha256(bytes)};
  return report::makeHtmlReport(std::move(contents));
}

llvm::Error Compilation::addRamFiles(OutputFiles &outputs) {
  if (llvm::Error error = outputs.addFolder(options.ramFiles))
    return error;
  bitstream::Image exported = bitstream::exportImage(*image);
  std::vector<forms::RamFile> files = forms::makeRamFiles(exported);
  if (llvm::Error error = forms::checkRamFiles(files, exported))
    return makeError("internal error: RAM files read back as another image: ",
                     llvm::toString(std::move(error)));
  for (const forms::RamFile &file : files) {
    SmallString<128> path(options.ramFiles.getValue());
    llvm::sys::path::append(path, file.name);
    if (llvm::Error error = outputs.add(path, file.text))
      return error;
  }
  return llvm::Error::success();
}
