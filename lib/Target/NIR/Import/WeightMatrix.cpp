//===- WeightMatrix.cpp - Weights of NIR nodes as matrices ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/WeightMatrix.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/Import/ReadNotes.h"
#include "tidepool/Target/NIR/Import/Unrolling.h"
#include "tidepool/Target/NIR/Notes.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// The matrix
//===----------------------------------------------------------------------===//

WeightMatrix::WeightMatrix(int64_t numInputs, int64_t numOutputs, bool isDouble)
    : numInputs(numInputs), numOutputs(numOutputs), isDouble(isDouble) {
  blob = HeapAsmResourceBlob::allocate(
      numInputs * numOutputs * (isDouble ? 8 : 4), alignof(double));
}

WeightMatrix WeightMatrix::clone() const {
  if (entries)
    return WeightMatrix(*entries, isDouble);
  WeightMatrix copy(numInputs, numOutputs, isDouble);
  std::memcpy(copy.blob.getMutableData().data(), blob.getData().data(),
              blob.getData().size());
  return copy;
}

void WeightMatrix::widen() {
  if (entries) {
    isDouble = true; // they are kept as doubles
    return;
  }
  WeightMatrix wide(numInputs, numOutputs, /*isDouble=*/true);
  llvm::copy(blob.getDataAs<float>(), wide.getDenseValues<double>().begin());
  *this = std::move(wide);
}

template <typename T>
void WeightMatrix::scaleValues(ArrayRef<double> factors) {
  MutableArrayRef<T> values = getDenseValues<T>();
  for (int64_t input = 0; input < numInputs; ++input)
    for (int64_t output = 0; output < numOutputs; ++output)
      values[input * numOutputs + output] *= factors[output];
}

void WeightMatrix::scaleOutputs(ArrayRef<double> factors) {
  // Trained weights are far from the ends of the range of floats.
  bool isModerate = llvm::all_of(factors, [](double factor) {
    return std::fabs(factor) > 1e-9 && std::fabs(factor) < 1e9;
  });
  if (!isDouble && !isModerate)
    widen();
  if (entries)
    return entries->scaleColumns(factors);
  isDouble ? scaleValues<double>(factors) : scaleValues<float>(factors);
}

ElementsAttr WeightMatrix::takeAttr(MLIRContext *context, StringRef name) {
  if (entries)
    return std::exchange(entries, std::nullopt)
        ->build(context, isDouble, name, /*maxInline=*/0);
  Type element = isDouble ? Type(Float64Type::get(context))
                          : Type(Float32Type::get(context));
  auto type = RankedTensorType::get({numInputs, numOutputs}, element);
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

bool tidepool::nir::isWeights(NodeType type) {
  return type == NodeType::Linear || type == NodeType::Affine ||
         type == NodeType::Scale || Window::isWindow(type);
}

/// Elements that are not zero, but for zeros in the file.
static int64_t countEntries(const Vertex &vertex, const NodeShapes &shapes) {
  if (const Parameter *weight = vertex.find("weight");
      weight && !Window::isWindow(vertex.type))
    return weight->getNumElements();
  if (vertex.type == NodeType::Scale)
    return countChannels(*shapes.input);
  Expected<Window> window = Window::read(vertex);
  if (window)
    return Unrolling(*window, *shapes.input, *shapes.output).countEntries();
  llvm::consumeError(window.takeError()); // reading reports it
  return 0;
}

bool tidepool::nir::exceedsLimit(const Vertex &vertex, const NodeShapes &shapes,
                                 const ImportOptions &options) {
  // The file itself holds a matrix of two axes.
  const Parameter *weight = vertex.find("weight");
  if (weight && weight->shape.size() == 2)
    return false;
  return countEntries(vertex, shapes) > options.maxEntries;
}

namespace {
/// Reads the weights of one node.
class WeightsReader {
public:
  WeightsReader(const Vertex &vertex, const NodeShapes &shapes)
      : vertex(vertex), input(*shapes.input), output(*shapes.output) {}

  Expected<WeightMatrix> readMatrix() const;
  Expected<std::vector<double>> readBiases() const;

private:
  Expected<WeightMatrix> readLinear() const;
  template <typename T>
  Expected<WeightMatrix> readDense() const;
  template <typename T>
  Expected<WeightMatrix> readEntries() const;
  template <typename T>
  using SlabVisitor = llvm::function_ref<void(ArrayRef<T> slab, int64_t begin)>;
  template <typename T>
  llvm::Error readSlabs(SlabVisitor<T> visit) const;
  Expected<WeightMatrix> readScale() const;
  Expected<WeightMatrix> readWindow() const;
  Expected<WeightMatrix> readConvolution(const Window &window) const;
  Expected<WeightMatrix> readPooling(const Window &window) const;

  const Vertex &vertex;
  const Shape &input, &output;
};
} // namespace

static bool isWide(const Parameter &parameter) {
  return parameter.type == ElementType::Float64 ||
         parameter.type == ElementType::Integer;
}

/// Transposes rows of the file, which are outputs, in tiles that fit the cache.
template <typename T>
static void transpose(const T *from, int64_t numRows, int64_t numColumns, T *to,
                      int64_t stride) {
  constexpr int64_t tile = 32;
  for (int64_t firstColumn = 0; firstColumn < numColumns; firstColumn += tile)
    for (int64_t firstRow = 0; firstRow < numRows; firstRow += tile)
      for (int64_t column = firstColumn;
           column < std::min(firstColumn + tile, numColumns); ++column)
        for (int64_t row = firstRow; row < std::min(firstRow + tile, numRows);
             ++row)
          to[column * stride + row] = from[row * numColumns + column];
}

/// How many slices along the first axis to read at a time: about so many that
/// they fit the cache, and whole pieces of the file.
static uint64_t chooseSlabSize(const Parameter &weight, uint64_t sliceBytes) {
  constexpr uint64_t cacheSize = uint64_t(1) << 20;
  uint64_t numSlices = weight.shape.front();
  uint64_t slices = llvm::bit_floor(cacheSize / sliceBytes);
  slices = std::clamp<uint64_t>(slices, 1, numSlices);
  return llvm::alignTo(
      slices, std::min(weight.numbers->getSlicesPerPiece(), numSlices));
}

/// Reads slab by slab, so that the numbers are in memory only once. Each slab
/// has whole rows.
template <typename T>
llvm::Error WeightsReader::readSlabs(SlabVisitor<T> visit) const {
  const Parameter &weight = *vertex.find("weight");
  uint64_t numElements = weight.getNumElements();
  uint64_t sliceSize = numElements / weight.shape.front();
  uint64_t slabSize = sliceSize * chooseSlabSize(weight, sliceSize * sizeof(T));
  std::vector<T> slab(std::min(slabSize, numElements));
  for (uint64_t begin = 0; begin < numElements; begin += slab.size()) {
    slab.resize(std::min<uint64_t>(slab.size(), numElements - begin));
    if (llvm::Error error = weight.numbers->read(slab, begin))
      return error;
    if (int64_t index = graph::FloatElementsView(slab).findNonFinite();
        index >= 0)
      return makeError("weight: element ",
                       formatIndex(weight.shape, begin + index), " is ",
                       std::isnan(slab[index]) ? "NaN" : "infinite");
    visit(slab, begin);
  }
  return llvm::Error::success();
}

template <typename T>
Expected<WeightMatrix> WeightsReader::readDense() const {
  int64_t numInputs = input.back(), numOutputs = output.back();
  WeightMatrix matrix(numInputs, numOutputs, std::is_same_v<T, double>);
  llvm::Error error = readSlabs<T>([&](ArrayRef<T> slab, int64_t begin) {
    transpose(slab.data(), slab.size() / numInputs, numInputs,
              matrix.getDenseValues<T>().data() + begin / numInputs,
              numOutputs);
  });
  if (error)
    return std::move(error);
  return matrix;
}

/// A batch of matrices becomes blocks along the diagonal.
template <typename T>
Expected<WeightMatrix> WeightsReader::readEntries() const {
  int64_t numInputs = input.back(), numOutputs = output.back();
  graph::MatrixBuilder rows(countChannels(output), countChannels(input));
  llvm::Error error = readSlabs<T>([&](ArrayRef<T> slab, int64_t begin) {
    for (auto [offset, value] : llvm::enumerate(slab)) {
      int64_t index = begin + offset;
      int64_t row = index / numInputs, block = row / numOutputs;
      rows.add(row, block * numInputs + index % numInputs, value);
    }
  });
  if (error)
    return std::move(error);
  return WeightMatrix(graph::MatrixBuilder::transpose(rows.getView()),
                      std::is_same_v<T, double>);
}

Expected<WeightMatrix> WeightsReader::readLinear() const {
  bool isDouble = isWide(*vertex.find("weight"));
  bool isSparse = findText(vertex.node->metadata, note::storage) == "sparse";
  if (input.size() > 1 || isSparse)
    return isDouble ? readEntries<double>() : readEntries<float>();
  return isDouble ? readDense<double>() : readDense<float>();
}

Expected<WeightMatrix> WeightsReader::readScale() const {
  const Parameter &scale = *vertex.find("scale");
  auto values = readNumbers(scale);
  if (!values)
    return makeError("scale: ", llvm::toString(values.takeError()));
  if (values->size() == 1)
    values->resize(countChannels(input), values->front());
  return WeightMatrix(graph::MatrixBuilder::diagonal(*values), isWide(scale));
}

Expected<WeightMatrix> WeightsReader::readPooling(const Window &window) const {
  // As a float, like the matrix.
  float share = 1;
  if (vertex.type == NodeType::AvgPool2d)
    share = 1.0 / (static_cast<double>(window.kernel[0]) * window.kernel[1]);
  Unrolling unrolling(window, input, output);
  return WeightMatrix(unrolling.getMatrix([&](int64_t, int64_t, int64_t,
                                              int64_t) { return share; }),
                      /*isDouble=*/false);
}

Expected<WeightMatrix>
WeightsReader::readConvolution(const Window &window) const {
  const Parameter &weight = *vertex.find("weight");
  auto values = readNumbers(weight);
  if (!values)
    return makeError("weight: ", llvm::toString(values.takeError()));
  auto [height, width] = window.kernel;
  int64_t numMaps = window.numInputMaps / window.numGroups;
  Unrolling unrolling(window, input, output);
  return WeightMatrix(unrolling.getMatrix([&, height = height, width = width](
                                              int64_t output, int64_t map,
                                              int64_t row, int64_t column) {
    return (
        *values)[((output * numMaps + map) * height + row) * width + column];
  }),
                      isWide(weight));
}

Expected<WeightMatrix> WeightsReader::readWindow() const {
  Expected<Window> window = Window::read(vertex);
  if (!window)
    return window.takeError();
  return window->numInputMaps ? readConvolution(*window) : readPooling(*window);
}

Expected<WeightMatrix> WeightsReader::readMatrix() const {
  if (vertex.type == NodeType::Scale)
    return readScale();
  return Window::isWindow(vertex.type) ? readWindow() : readLinear();
}

/// Of every output channel; none if all are zero.
Expected<std::vector<double>> WeightsReader::readBiases() const {
  const Parameter *bias = vertex.find("bias");
  if (!bias)
    return std::vector<double>();
  auto values = readNumbers(*bias);
  if (!values)
    return makeError("bias: ", llvm::toString(values.takeError()));
  bool isZero = llvm::all_of(*values, [](double value) { return value == 0; });
  // `False` stands for "no bias" in files by nirviz.
  if (isZero && bias->shape.empty())
    return std::vector<double>();
  if (bias->type == ElementType::Boolean)
    return makeError("bias: is the truth value True, not a number");
  int64_t count = countChannels(output);
  int64_t numMaps = Window::isWindow(vertex.type) ? output[0] : count;
  if (static_cast<int64_t>(values->size()) != numMaps)
    return makeError("bias: has ", values->size(), " elements, but there are ",
                     numMaps, " outputs");
  if (isZero)
    return std::vector<double>();
  std::vector<double> biases;
  for (double value : *values)
    biases.insert(biases.end(), count / numMaps, value);
  return biases;
}

std::optional<Weights> tidepool::nir::readWeights(const Vertex &vertex,
                                                  const NodeShapes &shapes,
                                                  Reporter &reporter) {
  WeightsReader reader(vertex, shapes);
  auto biases = reader.readBiases();
  if (!biases)
    reporter.error(vertex.path, biases.takeError());
  auto matrix = reader.readMatrix();
  if (!matrix)
    reporter.error(vertex.path, matrix.takeError());
  if (!biases || !matrix)
    return std::nullopt;
  return Weights{std::move(*matrix), std::move(*biases)};
}
