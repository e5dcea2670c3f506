//===- XyloBenchmarks.cpp - Time from a parsed network to bytes -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One family per stage, named `<stage>/<network>`; `compile` is all of them.
// `all_chips` is a network as large as the chip for each of them, in turn.
// With --network=FILE --chip=NAME, a network of the user's own is measured
// instead. With --write=FOLDER nothing is measured: the networks that are built
// in memory are written as files, to measure whole processes with.
//
//===----------------------------------------------------------------------===//

#include "Networks.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

namespace cl = llvm::cl;
using namespace mlir;
using namespace tidepool;
using namespace tidepool::benchmarks;

static constexpr llvm::StringLiteral braillePath(TIDEPOOL_SOURCE_DIR
                                                 "/examples/braille.mlir");

namespace {
/// A network to measure with, and where it comes from.
struct Subject {
  std::string name, chip;
  std::function<OwningOpRef<ModuleOp>(MLIRContext &)> load;
};

/// The stages in the order in which they are passed. `Map` checks design rules
/// first.
enum class Stage { Flatten, Map, Quantize, Assemble, Serialize };
} // namespace

/// Takes `module` through the stages from `first` to `last`, verifiers on;
/// returns the bytes if there are any yet.
static FailureOr<std::string> run(ModuleOp module, StringRef chip, Stage first,
                                  Stage last) {
  CompileOptions options;
  options.chip = chip.str();
  PassManager pm(module->getName());
  auto covers = [&](Stage stage) { return first <= stage && stage <= last; };
  if (covers(Stage::Flatten))
    buildFlattenPipeline(pm, options);
  if (covers(Stage::Map))
    buildMappingPipeline(pm, options);
  if (covers(Stage::Quantize))
    buildQuantizePipeline(pm, options);
  if (covers(Stage::Assemble))
    buildAssemblePipeline(pm, options);
  if (failed(pm.run(module)))
    return failure();
  if (!covers(Stage::Serialize))
    return std::string();
  return bitstream::serializeImage(*module.getOps<xylo::ImageOp>().begin());
}

/// The most memory that the process ever held, in MiB.
static double getPeakMemory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/// Loads a network and takes it through the stages before `first`; null if
/// that fails.
static OwningOpRef<ModuleOp> prepare(const Subject &subject, Stage first,
                                     MLIRContext &context) {
  OwningOpRef<ModuleOp> module = subject.load(context);
  if (module && first != Stage::Flatten &&
      failed(run(*module, subject.chip, Stage::Flatten,
                 static_cast<Stage>(static_cast<int>(first) - 1))))
    return {};
  return module;
}

/// Measures the stages from `first` to `last`, for one network after another.
/// Every run starts with a context of its own, so that none finds attributes
/// that an earlier one made. Loading, earlier stages and freeing are not timed.
/// Memory is a peak of the whole process: right only if the process runs this
/// benchmark alone.
static void measure(benchmark::State &state,
                    const std::vector<Subject> &subjects, Stage first,
                    Stage last) {
  size_t numBytes = 0;
  double loadedMemory = 0;
  for (auto _ : state) {
    state.PauseTiming();
    {
      MLIRContext context(MLIRContext::Threading::DISABLED);
      context.loadDialect<graph::GraphDialect, xylo::XyloDialect>();
      std::vector<OwningOpRef<ModuleOp>> modules;
      for (const Subject &subject : subjects) {
        modules.push_back(prepare(subject, first, context));
        if (!modules.back())
          return state.SkipWithError("a network does not load");
      }
      if (loadedMemory == 0)
        loadedMemory = getPeakMemory();
      numBytes = 0;
      state.ResumeTiming();
      for (auto [subject, module] : llvm::zip(subjects, modules)) {
        FailureOr<std::string> bytes = run(*module, subject.chip, first, last);
        if (failed(bytes))
          return state.SkipWithError("the stage failed");
        numBytes += bytes->size();
      }
      state.PauseTiming();
    }
    state.ResumeTiming();
  }
  if (numBytes > 0)
    state.counters["bytes"] = numBytes;
  state.counters["loaded_MiB"] = loadedMemory;
  state.counters["peak_MiB"] = getPeakMemory();
}

static void registerBenchmarks(const std::string &name,
                               const std::vector<Subject> &subjects) {
  auto add = [&](const char *stage, Stage first, Stage last) {
    benchmark::RegisterBenchmark((stage + ("/" + name)).c_str(), measure,
                                 subjects, first, last)
        ->Unit(benchmark::kMillisecond);
  };
  add("compile", Stage::Flatten, Stage::Serialize);
  add("flatten", Stage::Flatten, Stage::Flatten);
  add("map", Stage::Map, Stage::Map);
  add("quantize", Stage::Quantize, Stage::Quantize);
  add("assemble", Stage::Assemble, Stage::Assemble);
  add("serialize", Stage::Serialize, Stage::Serialize);
}

/// The networks that are built in memory, each for its chip.
static std::vector<Subject> listBuiltNetworks() {
  std::vector<Subject> subjects = {{"wide", "xylo_a2", buildWideNetwork},
                                   {"deep", "xylo_a2", buildDeepNetwork}};
  for (const xylo::Chip &chip : xylo::getChips())
    subjects.push_back({("full_" + chip.name).str(), chip.name.str(),
                        [&](MLIRContext &context) {
                          return buildFullNetwork(context, chip);
                        }});
  return subjects;
}

/// Those that fill a chip, one for each.
static std::vector<Subject> takeFullNetworks(ArrayRef<Subject> subjects) {
  std::vector<Subject> full;
  llvm::copy_if(subjects, std::back_inserter(full), [](const Subject &subject) {
    return StringRef(subject.name).starts_with("full_");
  });
  return full;
}

/// A network in a file, as text or bytecode.
static Subject fromFile(std::string name, std::string path, std::string chip) {
  return {std::move(name), std::move(chip), [path](MLIRContext &context) {
            return parseSourceFile<ModuleOp>(path, &context);
          }};
}

/// Writes `subject` as text and bytecode into `folder`.
static LogicalResult write(const Subject &subject, StringRef folder) {
  MLIRContext context;
  context.loadDialect<graph::GraphDialect>();
  OwningOpRef<ModuleOp> module = subject.load(context);
  auto writeFile = [&](StringRef extension,
                       function_ref<void(raw_ostream &)> print) {
    std::error_code error;
    llvm::raw_fd_ostream os(
        (folder + "/" + subject.name + "." + extension).str(), error);
    if (!error)
      print(os);
    else
      llvm::errs() << error.message() << '\n';
    return success(!error);
  };
  return success(
      succeeded(writeFile("mlir", [&](raw_ostream &os) { os << *module; })) &&
      succeeded(writeFile("mlirbc", [&](raw_ostream &os) {
        (void)writeBytecodeToFile(*module, os);
      })));
}

int main(int argc, char **argv) {
  cl::OptionCategory category{"Options of XyloBenchmarks"};
  cl::opt<std::string> network{
      "network", cl::value_desc("file"),
      cl::desc("Measure with this network, .mlir or .mlirbc"),
      cl::cat(category)};
  cl::opt<std::string> chip{"chip", cl::value_desc("name"),
                            cl::desc("The chip to compile it for"),
                            cl::cat(category)};
  cl::opt<std::string> folder{
      "write", cl::value_desc("folder"),
      cl::desc("Write the networks that are built in memory there instead"),
      cl::cat(category)};
  cl::HideUnrelatedOptions(category);
  benchmark::Initialize(&argc, argv);
  cl::ParseCommandLineOptions(argc, argv);

  const std::vector<Subject> built = listBuiltNetworks();
  if (!folder.empty()) {
    for (const Subject &subject : built)
      if (failed(write(subject, folder)))
        return 1;
    return 0;
  }
  if (!network.empty()) {
    registerBenchmarks("file", {fromFile("file", network, chip)});
  } else {
    registerBenchmarks("braille",
                       {fromFile("braille", braillePath.str(), "xylo_a3")});
    for (const Subject &subject : built)
      registerBenchmarks(subject.name, {subject});
    registerBenchmarks("all_chips", takeFullNetworks(built));
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
