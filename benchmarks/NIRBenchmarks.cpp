//===- NIRBenchmarks.cpp - Time and memory of reading NIR files -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `import/<storage>` imports a file whose weights are 5000 by 5000 numbers, in
// front of neurons whose gains go into the weights. `read` and `copy` are what
// it is compared with: reading the bytes of the file into memory, and copying
// them on to a second place. The file is in the system's cache every time, and
// memory is new every time.
//
//===----------------------------------------------------------------------===//

#include "../unittests/Target/NIR/FileBuilder.h"

#include "tidepool/Target/NIR/ImportFile.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <random>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;
namespace fs = llvm::sys::fs;

static constexpr hsize_t numChannels = 5000;

/// How a file holds its weights.
struct Storage {
  hid_t type;
  hsize_t chunkSize; ///< rows and columns; 0 for one piece
  bool isCompressed;
};

static hid_t makeProperties(const Storage &storage) {
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  const hsize_t chunk[] = {storage.chunkSize, storage.chunkSize};
  if (storage.chunkSize)
    H5Pset_chunk(properties, 2, chunk);
  if (storage.isCompressed)
    H5Pset_deflate(properties, 4);
  return properties;
}

/// Random weights, row by row: the process never holds them all.
static void writeWeights(hid_t file, const char *path) {
  hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
  hid_t space = H5Dget_space(dataset);
  constexpr hsize_t numRows = 200;
  const hsize_t count[] = {numRows, numChannels};
  hid_t memory = H5Screate_simple(2, count, nullptr);
  std::minstd_rand random;
  std::vector<float> values(numRows * numChannels);
  for (hsize_t row = 0; row < numChannels; row += numRows) {
    for (float &value : values)
      value = static_cast<int>(random() >> 8) / 1e7f - 0.4f;
    const hsize_t begin[] = {row, 0};
    H5Sselect_hyperslab(space, H5S_SELECT_SET, begin, nullptr, count, nullptr);
    H5Dwrite(dataset, H5T_NATIVE_FLOAT, memory, space, H5P_DEFAULT,
             values.data());
  }
  H5Sclose(memory);
  H5Sclose(space);
  H5Dclose(dataset);
}

static void addNeurons(FileBuilder &file, const std::string &path) {
  file.addText(path + "/type", "CubaLIF");
  std::vector<double> values(numChannels);
  auto add = [&](const char *name, double value) {
    values.assign(numChannels, value);
    file.addNumbers(path + "/" + name, {numChannels}, values);
  };
  add("tau_mem", 0.02);
  add("tau_syn", 0.01);
  add("r", 3);
  add("w_in", 1.5);
  add("v_leak", 0);
  add("v_threshold", 1);
}

static std::unique_ptr<FileBuilder> makeFile(const Storage &storage) {
  auto file = std::make_unique<FileBuilder>();
  file->addText("version", "1.0.7");
  file->addText("node/type", "NIRGraph");
  file->addTexts("node/edges", {"input", "fc", "fc", "lif", "lif", "output"},
                 2);
  for (const char *port : {"Input", "Output"}) {
    std::string path = "node/nodes/" + llvm::StringRef(port).lower();
    file->addText(path + "/type", port);
    file->addNumbers(path + "/shape", {1}, {numChannels}, H5T_STD_I64LE);
  }
  file->addText("node/nodes/fc/type", "Linear");
  const char *weight = "node/nodes/fc/weight";
  hid_t properties = makeProperties(storage);
  file->addHeader(weight, {numChannels, numChannels}, storage.type, properties);
  H5Pclose(properties);
  writeWeights(file->getFile(), weight);
  addNeurons(*file, "node/nodes/lif");
  file->close();
  return file;
}

/// The most memory that the process ever held, in MiB: right for a benchmark
/// only if the process runs it alone.
static double getPeakMemory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/// Measures `run` on the path of a file.
static void measure(benchmark::State &state, const Storage &storage,
                    llvm::function_ref<bool(const std::string &path)> run) {
  std::unique_ptr<FileBuilder> file = makeFile(storage);
  double builtMemory = getPeakMemory();
  for (auto _ : state)
    if (!run(file->getPath()))
      state.SkipWithError("the file cannot be read");
  state.counters["built_MiB"] = builtMemory;
  state.counters["peak_MiB"] = getPeakMemory();
}

static void import(benchmark::State &state, Storage storage) {
  measure(state, storage, [](const std::string &path) {
    MLIRContext context(MLIRContext::Threading::DISABLED);
    ScopedDiagnosticHandler quiet(&context, [](Diagnostic &) {});
    return static_cast<bool>(importFile(path, ImportOptions(), &context));
  });
}

/// The bytes of a file in memory of their own. Null if they cannot be read.
static std::unique_ptr<llvm::WritableMemoryBuffer>
readBytes(const std::string &path) {
  uint64_t size = 0;
  llvm::Expected<fs::file_t> file = fs::openNativeFileForRead(path);
  if (!file || fs::file_size(path, size))
    return llvm::consumeError(file.takeError()), nullptr;
  auto bytes = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(size);
  llvm::MutableArrayRef<char> rest = bytes->getBuffer();
  while (!rest.empty()) {
    llvm::Expected<size_t> numRead = fs::readNativeFile(*file, rest);
    if (!numRead || *numRead == 0)
      return llvm::consumeError(numRead.takeError()), nullptr;
    rest = rest.drop_front(*numRead);
  }
  fs::closeFile(*file);
  return bytes;
}

static void read(benchmark::State &state, Storage storage) {
  measure(state, storage,
          [](const std::string &path) { return readBytes(path) != nullptr; });
}

static void copy(benchmark::State &state, Storage storage) {
  measure(state, storage, [](const std::string &path) {
    auto bytes = readBytes(path);
    return bytes && llvm::MemoryBuffer::getMemBufferCopy(StringRef(
                        bytes->getBufferStart(), bytes->getBufferSize()));
  });
}

static const Storage plain = {H5T_IEEE_F32LE, 0, false};

BENCHMARK_CAPTURE(read, float32, plain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(copy, float32, plain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import, float32, plain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import, float64, Storage{H5T_IEEE_F64LE, 0, false})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import, chunks, Storage{H5T_IEEE_F32LE, 250, false})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import, gzip, Storage{H5T_IEEE_F32LE, 250, true})
    ->Unit(benchmark::kMillisecond);
