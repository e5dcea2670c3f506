//===- graph-compile.cpp - From a network to a chip's memory --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole way in one command: read a network, compile it stage by stage,
// write what was asked for, and read the bitstream back to show that nothing
// was lost.
//
//===----------------------------------------------------------------------===//

#include "Diagnostics.h"
#include "Summary.h"
#include "Verification.h"

#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantize.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Simulation/Chip/FiringAnalysis.h"
#include "tidepool/Simulation/Import/Import.h"
#include "tidepool/Simulation/Stimulus.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/NIR/ImportFile.h"
#include "tidepool/Target/RamFiles/RamFiles.h"

#include "mlir/IR/OperationSupport.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

namespace cl = llvm::cl;
using namespace mlir;
using namespace tidepool;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {
/// The stages that can be written, in the order in which they are reached.
enum class Stage { Graph, Flat, Core, Quantized, Image, Bitstream };

struct Options {
  cl::OptionCategory category{"Options of graph-compile"};

  cl::opt<std::string> input{cl::Positional, cl::Required,
                             cl::desc("<network: .nir, .mlir, .mlirbc or ->"),
                             cl::cat(category)};
  cl::opt<std::string> output{
      "o", cl::value_desc("file"),
      cl::desc("Where to write the result; - is standard output (the default "
               "for all stages but the bitstream)"),
      cl::cat(category)};
  cl::opt<std::string> chip{
      "chip", cl::value_desc("name"),
      cl::desc("The chip: xylo_a1, xylo_a2, xylo_imu or xylo_a3 (this version "
               "assembles for xylo_a2 and xylo_a3)"),
      cl::cat(category)};
  cl::opt<std::string> quantize{
      "quantize", cl::init("channel"), cl::value_desc("method"),
      cl::desc("How neurons share scales: global, global-fuzzy or channel (the "
               "default)"),
      cl::cat(category)};
  cl::opt<Stage> emit{
      "emit", cl::init(Stage::Bitstream), cl::desc("The stage to write:"),
      cl::values(
          clEnumValN(Stage::Graph, "graph", "the network as written"),
          clEnumValN(Stage::Flat, "flat", "without holders and instances"),
          clEnumValN(Stage::Core, "core", "in the chip's terms, real numbers"),
          clEnumValN(Stage::Quantized, "quantized",
                     "in the chip's terms, integers"),
          clEnumValN(Stage::Image, "image", "the chip's memory"),
          clEnumValN(Stage::Bitstream, "bitstream",
                     "the chip's memory as bytes (default)")),
      cl::cat(category)};
  cl::opt<std::string> top{
      "top", cl::value_desc("network"),
      cl::desc("The network to compile; needed if there are several that no "
               "instance uses"),
      cl::cat(category)};
  cl::opt<bool> prune{
      "prune",
      cl::desc("Remove modules that reach no output before the design rules"),
      cl::cat(category)};
  cl::opt<xylo::WeightBias> weightBias{
      "weight-bias", cl::init(xylo::WeightBias::Error),
      cl::desc("What becomes of the biases of weights, which the chip does not "
               "have:"),
      xylo::getWeightBiasValues(), cl::cat(category)};
  cl::opt<std::string> targetOptions{
      "target-options", cl::value_desc("name=value,..."),
      cl::desc("What to take of the facts about the chip that no public source "
               "states; the list is above"),
      cl::cat(category)};
  cl::opt<std::string> ramFiles{
      "ram-files", cl::value_desc("folder"),
      cl::desc("Also write each constant memory bank as <folder>/<bank>.ini"),
      cl::cat(category)};
  cl::opt<std::string> idMap{
      "id-map", cl::value_desc("file"),
      cl::desc("Also write which hardware ids each module got, as JSON"),
      cl::cat(category)};
  cl::opt<std::string> report{"report", cl::value_desc("file"),
                              cl::desc("Also write the summary as JSON"),
                              cl::cat(category)};
  cl::opt<bool> verify{
      "verify",
      cl::desc(
          "Run all stages on the same spikes: core, image and bitstream "
          "must agree in every state; what quantising changes is reported"),
      cl::cat(category)};
  cl::opt<std::string> stimulus{
      "stimulus", cl::value_desc("file"),
      cl::desc(
          "The spikes that --verify runs on (.npy, .csv or .events, as for "
          "graph-sim); random ones by default"),
      cl::cat(category)};
  cl::opt<DiagnosticFormat> diagnostics{
      "diagnostics", cl::init(DiagnosticFormat::Text),
      cl::desc("How to print errors and warnings:"),
      cl::values(
          clEnumValN(DiagnosticFormat::Text, "text", "for people (default)"),
          clEnumValN(DiagnosticFormat::Json, "json",
                     "as one JSON array on standard error, without a "
                     "summary")),
      cl::cat(category)};
  nir::ImportCommandLine nir{category};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no summary"), cl::cat(category)};
};
} // namespace

static LogicalResult checkOptions(const Options &options,
                                  Diagnostics &diagnostics) {
  auto fail = [&](const Twine &text) { return diagnostics.fail(text); };
  if (options.emit >= Stage::Core && !xylo::findChip(options.chip)) {
    if (options.chip.empty())
      return fail("which chip? say --chip=NAME; chips are " +
                  xylo::listChipNames());
    return fail("unknown chip '" + options.chip + "'; chips are " +
                xylo::listChipNames());
  }
  if (const xylo::Chip *chip = xylo::findChip(options.chip)) {
    auto target = xylo::parseTargetOptions(options.targetOptions, *chip);
    if (!target)
      return fail(llvm::toString(target.takeError()));
  }
  if (!xylo::parseQuantizeMethod(options.quantize))
    return fail("unknown quantisation method '" + options.quantize +
                "'; methods are 'global', 'global-fuzzy' and 'channel'");
  if (options.emit == Stage::Bitstream && options.output.empty())
    return fail("where to? say -o FILE.xbit, or -o - for standard output");
  if (options.verify && options.emit != Stage::Bitstream)
    return fail("--verify needs --emit=bitstream");
  if (!options.stimulus.empty() && !options.verify)
    return fail("--stimulus needs --verify");
  bool wantsImage = !options.idMap.empty() || !options.ramFiles.empty() ||
                    !options.report.empty();
  if (wantsImage && options.emit < Stage::Image)
    return fail("--id-map, --ram-files and --report need --emit=image or "
                "--emit=bitstream");
  return success();
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// Formats that are recognised only to say something helpful.
static LogicalResult checkFormat(StringRef name, StringRef bytes,
                                 Diagnostics &diagnostics) {
  if (bytes.starts_with(bitstream::magic))
    return diagnostics.fail("'" + name +
                            "' is a bitstream already; graph-translate "
                            "--bitstream-to-xylo shows what is in it");
  return success();
}

static OwningOpRef<ModuleOp>
readModule(const Options &options,
           const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
           MLIRContext &context, Diagnostics &diagnostics) {
  StringRef name = options.input;
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> buffer = openInputFile(name, &message);
  if (!buffer)
    return (void)diagnostics.fail(message), nullptr;
  if (failed(checkFormat(name, buffer->getBuffer(), diagnostics)))
    return {};
  if (nir::isNIRFile(name, buffer->getBuffer()))
    return nir::importFile(name, options.nir.get(), &context);
  sourceMgr->AddNewSourceBuffer(std::move(buffer), SMLoc());
  return parseModule(sourceMgr, &context);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

template <typename Printable>
static std::string toText(const Printable &value) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << value << '\n';
  return text;
}

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

/// The length of the generated stimulus of --verify.
static constexpr unsigned numVerifiedSteps = 1000;

namespace {
class Compilation {
public:
  Compilation(const Options &options, Diagnostics &diagnostics,
              OwningOpRef<ModuleOp> module)
      : options(options), diagnostics(diagnostics),
        passOptions{options.chip, options.quantize, options.prune,
                    options.weightBias, options.targetOptions},
        module(std::move(module)), chip(xylo::findChip(options.chip)) {}

  LogicalResult run();

private:
  LogicalResult compile();
  LogicalResult assemble();
  LogicalResult analyzeFiring();
  LogicalResult readBack();
  FailureOr<CompiledStages> collectStages();
  LogicalResult verify();
  llvm::json::Value makeReport() const;
  LogicalResult write();
  llvm::Error writeFiles();
  llvm::Error addRamFiles(OutputFiles &outputs);

  using BuildPipeline = llvm::function_ref<void(OpPassManager &)>;
  LogicalResult runPasses(BuildPipeline build) {
    PassManager pm(module->getContext());
    build(pm);
    return pm.run(*module);
  }
  template <typename OpTy>
  OpTy getOnly() {
    return *module->getOps<OpTy>().begin();
  }

  const Options &options;
  Diagnostics &diagnostics;
  CompileOptions passOptions;
  OwningOpRef<ModuleOp> module;
  const xylo::Chip *chip;
  OwningOpRef<ModuleOp> flat;     ///< for verification
  OwningOpRef<xylo::CoreOp> core; ///< as quantised
  OwningOpRef<xylo::ImageOp> image;
  std::string bytes;
  Summary summary;
  std::unique_ptr<Verification> verification;
};
} // namespace

LogicalResult Compilation::run() {
  for (Operation &op : *module->getBody())
    if (!isa<graph::NetworkOp>(op))
      return op.emitError("only graph.network can be compiled, but found ")
             << op.getName();
  if (failed(graph::keepTopNetwork(*module, options.top)) || failed(compile()))
    return failure();
  return write();
}

LogicalResult Compilation::compile() {
  if (options.emit == Stage::Graph)
    return success();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildFlattenPipeline(pm, passOptions); })))
    return failure();
  summary.addNetwork(getOnly<graph::NetworkOp>());
  if (options.emit == Stage::Flat)
    return success();
  if (options.verify)
    flat = module->clone();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildMappingPipeline(pm, passOptions); })))
    return failure();
  if (options.emit == Stage::Core)
    return success();
  auto mapped = getOnly<xylo::CoreOp>();
  xylo::QuantizationLog log;
  xylo::quantizeCore(mapped, *xylo::parseQuantizeMethod(options.quantize),
                     &log);
  summary.method = options.quantize;
  summary.addCore(mapped, std::move(log));
  if (options.emit == Stage::Quantized)
    return success();
  return assemble();
}

LogicalResult Compilation::assemble() {
  core = getOnly<xylo::CoreOp>().clone();
  if (failed(runPasses(
          [&](OpPassManager &pm) { buildAssemblePipeline(pm, passOptions); })))
    return failure();
  image = getOnly<xylo::ImageOp>().clone();
  if (failed(analyzeFiring()))
    return failure();
  if (options.emit == Stage::Image)
    return success();
  FailureOr<std::string> serialized = bitstream::serializeImage(*image);
  if (failed(serialized))
    return failure();
  bytes = std::move(*serialized);
  if (failed(readBack()))
    return failure();
  return options.verify ? verify() : success();
}

/// Asks the image, as the chip reads it, which neurons never or always fire.
LogicalResult Compilation::analyzeFiring() {
  llvm::Expected<simulation::ChipNetwork> network =
      simulation::readNetwork(bitstream::exportImage(*image));
  if (!network)
    return diagnostics.fail(
        "internal error: the image is none that the chip can run: " +
        llvm::toString(network.takeError()));
  summary.loss.addFiring(*core, simulation::analyzeFiring(*network));
  return success();
}

static bool isSame(Operation *a, Operation *b) {
  return OperationEquivalence::isEquivalentTo(
      a, b, OperationEquivalence::Flags::IgnoreLocations);
}

/// Reads the bytes as a host would and compares with what was meant.
LogicalResult Compilation::readBack() {
  OwningOpRef<ModuleOp> again = bitstream::deserializeImage(
      bytes, options.output.getValue(), module->getContext());
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
  summary.file = options.output;
  return success();
}

/// The stages, each as it is after what led to it.
FailureOr<CompiledStages> Compilation::collectStages() {
  PassManager pm(flat->getContext());
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloLowerToChipNeurons({options.chip}));
  if (failed(pm.run(*flat)))
    return failure();
  FailureOr<simulation::ReferenceNetwork> graph = simulation::importNetwork(
      *flat->getOps<graph::NetworkOp>().begin(), simulation::Schedule::Chip);
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
  FailureOr<CompiledStages> stages = collectStages();
  if (failed(stages))
    return failure();
  auto stimulus = openStimulus(options.stimulus, stages->graph.info.numInputs);
  if (!stimulus)
    return diagnostics.fail(llvm::toString(stimulus.takeError()));
  auto result = Verification::run(*stages, **stimulus);
  if (!result)
    return diagnostics.fail(llvm::toString(result.takeError()));
  verification = std::move(*result);
  return success();
}

llvm::Error Compilation::addRamFiles(OutputFiles &outputs) {
  if (llvm::Error error = outputs.addFolder(options.ramFiles))
    return error;
  for (xylo::RamFile &file : xylo::makeRamFiles(*image)) {
    SmallString<128> path(options.ramFiles.getValue());
    llvm::sys::path::append(path, file.name);
    if (llvm::Error error = outputs.add(path, std::move(file.text)))
      return error;
  }
  return llvm::Error::success();
}

llvm::json::Value Compilation::makeReport() const {
  llvm::json::Value report = summary.toJson(*chip);
  if (verification)
    (*report.getAsObject())["verification"] = verification->toJson();
  return report;
}

llvm::Error Compilation::writeFiles() {
  OutputFiles outputs;
  std::string result =
      options.emit == Stage::Bitstream ? std::move(bytes) : toText(**module);
  if (llvm::Error error =
          outputs.add(options.output.empty() ? "-" : options.output.getValue(),
                      std::move(result)))
    return error;
  if (!options.idMap.empty())
    if (llvm::Error error =
            outputs.add(options.idMap, toText(makeIdMap(*core))))
      return error;
  if (!options.report.empty())
    if (llvm::Error error = outputs.add(options.report, toText(makeReport())))
      return error;
  if (!options.ramFiles.empty())
    if (llvm::Error error = addRamFiles(outputs))
      return error;
  return outputs.keep();
}

LogicalResult Compilation::write() {
  if (llvm::Error error = writeFiles())
    return diagnostics.fail(llvm::toString(std::move(error)));
  bool wantsSummary =
      !options.quiet && diagnostics.getFormat() == DiagnosticFormat::Text;
  if (wantsSummary && options.emit >= Stage::Quantized)
    summary.print(llvm::errs(), *chip);
  if (wantsSummary && verification)
    verification->print(llvm::errs());
  return success();
}

static LogicalResult compileFile(const Options &options) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  Diagnostics diagnostics(options.diagnostics, context, sourceMgr);
  if (failed(checkOptions(options, diagnostics)))
    return failure();
  OwningOpRef<ModuleOp> module =
      readModule(options, sourceMgr, context, diagnostics);
  if (!module)
    return failure();
  return Compilation(options, diagnostics, std::move(module)).run();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    std::string overview =
        "Tidepool's compiler: from a spiking network to a chip's memory\n\n"
        "  Compile a network and write the bitstream:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit\n"
        "  See what a stage makes of it:\n"
        "    graph-compile net.mlir --chip=xylo_a3 --emit=quantized\n"
        "  Be sure that nothing got lost, and see what quantising changes:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit --verify\n"
        "  Words for a test bench, and which module they belong to:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --ram-files=ram --id-map=ids.json\n"
        "  Everything that stands in the way, for a program:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --diagnostics=json 2> problems.json\n\n"
        "TARGET OPTIONS, separated by commas:\n" +
        xylo::describeTargetOptions();
    cl::ParseCommandLineOptions(argc, argv, overview);
    return failed(compileFile(options)) ? 1 : 0;
  });
}
