//===- WeightMatrix.cpp - Weights of NIR nodes as matrices ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/WeightMatrix.h"

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"
#include "tidepool/Support/Error.h"

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

WeightMatrix WeightMatrix::zeros(int64_t numInputs, int64_t numOutputs,
                                 bool isDouble) {
  WeightMatrix matrix(numInputs, numOutputs, isDouble);
  llvm::fill(matrix.blob.getMutableData(), 0);
  return matrix;
}

WeightMatrix WeightMatrix::diagonal(ArrayRef<double> values, bool isDouble) {
  WeightMatrix matrix = zeros(values.size(), values.size(), isDouble);
  for (auto [index, value] : llvm::enumerate(values))
    matrix.add(index, index, value);
  return matrix;
}

double WeightMatrix::at(int64_t input, int64_t output) const {
  int64_t index = input * numOutputs + output;
  return isDouble ? blob.getDataAs<double>()[index]
                  : blob.getDataAs<float>()[index];
}

void WeightMatrix::add(int64_t input, int64_t output, double value) {
  int64_t index = input * numOutputs + output;
  if (isDouble)
    getValues<double>()[index] += value;
  else
    getValues<float>()[index] += value;
}

WeightMatrix WeightMatrix::clone() const {
  WeightMatrix copy(numInputs, numOutputs, isDouble);
  std::memcpy(copy.blob.getMutableData().data(), blob.getData().data(),
              blob.getData().size());
  return copy;
}

void WeightMatrix::widen() {
  WeightMatrix wide(numInputs, numOutputs, /*isDouble=*/true);
  llvm::copy(blob.getDataAs<float>(), wide.getValues<double>().begin());
  *this = std::move(wide);
}

template <typename T>
void WeightMatrix::scaleValues(ArrayRef<double> factors) {
  MutableArrayRef<T> values = getValues<T>();
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
  isDouble ? scaleValues<double>(factors) : scaleValues<float>(factors);
}

ElementsAttr WeightMatrix::takeAttr(MLIRContext *context, StringRef name) {
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

/// How many cells of the input and of its padding an output looks at.
static int64_t countWindowCells(const Vertex &vertex) {
  if (!Window::isWindow(vertex.type))
    return 0;
  Expected<Window> window = Window::read(vertex);
  if (!window) {
    llvm::consumeError(window.takeError());
    return 0;
  }
  int64_t numMaps =
      window->numInputMaps ? window->numInputMaps / window->numGroups : 1;
  return countChannels({numMaps, window->kernel[0], window->kernel[1]});
}

bool tidepool::nir::exceedsLimit(const Vertex &vertex, const NodeShapes &shapes,
                                 const ImportOptions &options) {
  // The file itself holds a matrix of two axes.
  const Parameter *weight = vertex.find("weight");
  if (weight && weight->shape.size() == 2)
    return false;
  int64_t perOutput =
      std::max(countChannels(*shapes.input), countWindowCells(vertex));
  return perOutput > options.maxDenseElements / countChannels(*shapes.output);
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
  llvm::Error readTransposed(WeightMatrix &matrix) const;
  template <typename T>
  void transposeRows(ArrayRef<T> rows, int64_t first,
                     WeightMatrix &matrix) const;
  Expected<WeightMatrix> readScale() const;
  Expected<WeightMatrix> readWindow() const;
  Expected<std::vector<double>> readKernel(const Window &window) const;

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

/// Puts rows of the file, from number `first` on, in their place. A batch of
/// matrices becomes blocks along the diagonal.
template <typename T>
void WeightsReader::transposeRows(ArrayRef<T> rows, int64_t first,
                                  WeightMatrix &matrix) const {
  int64_t numInputs = input.back(), numOutputs = output.back();
  int64_t stride = matrix.getNumOutputs();
  while (!rows.empty()) {
    int64_t block = first / numOutputs, row = first % numOutputs;
    int64_t numRows =
        std::min<int64_t>(rows.size() / numInputs, numOutputs - row);
    T *to = matrix.getValues<T>().data() + block * numInputs * stride + first;
    transpose(rows.data(), numRows, numInputs, to, stride);
    rows = rows.drop_front(numRows * numInputs);
    first += numRows;
  }
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

/// Reads slab by slab, so that the numbers are in memory only once.
template <typename T>
llvm::Error WeightsReader::readTransposed(WeightMatrix &matrix) const {
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
    transposeRows<T>(slab, begin / input.back(), matrix);
  }
  return llvm::Error::success();
}

Expected<WeightMatrix> WeightsReader::readLinear() const {
  bool isDouble = isWide(*vertex.find("weight"));
  int64_t numInputs = countChannels(input), numOutputs = countChannels(output);
  bool isBatch = input.size() > 1;
  WeightMatrix matrix =
      isBatch ? WeightMatrix::zeros(numInputs, numOutputs, isDouble)
              : WeightMatrix(numInputs, numOutputs, isDouble);
  if (llvm::Error error = isDouble ? readTransposed<double>(matrix)
                                   : readTransposed<float>(matrix))
    return std::move(error);
  return matrix;
}

Expected<WeightMatrix> WeightsReader::readScale() const {
  const Parameter &scale = *vertex.find("scale");
  auto values = readNumbers(scale);
  if (!values)
    return makeError("scale: ", llvm::toString(values.takeError()));
  if (values->size() == 1)
    values->resize(countChannels(input), values->front());
  return WeightMatrix::diagonal(*values, isWide(scale));
}

/// By output map, input map of the group, row and column. A pooling has a map
/// of its own for each.
Expected<std::vector<double>>
WeightsReader::readKernel(const Window &window) const {
  if (const Parameter *weight = vertex.find("weight")) {
    auto values = readNumbers(*weight);
    if (!values)
      return makeError("weight: ", llvm::toString(values.takeError()));
    return values;
  }
  int64_t area = window.kernel[0] * window.kernel[1];
  double share = vertex.type == NodeType::AvgPool2d ? 1.0 / area : 1.0;
  return std::vector<double>(input[0] * area, share);
}

/// Every output cell sums the cells under its window (cross-correlation).
Expected<WeightMatrix> WeightsReader::readWindow() const {
  Expected<Window> window = Window::read(vertex);
  if (!window)
    return window.takeError();
  auto kernel = readKernel(*window);
  if (!kernel)
    return kernel.takeError();
  const Parameter *weight = vertex.find("weight");
  WeightMatrix matrix = WeightMatrix::zeros(
      countChannels(input), countChannels(output), weight && isWide(*weight));
  bool isFlat = window->numAxes == 1;
  int64_t height = isFlat ? 1 : input[1], width = input.back();
  int64_t outHeight = isFlat ? 1 : output[1], outWidth = output.back();
  int64_t groups = weight ? window->numGroups : input[0];
  int64_t mapsPerGroup = input[0] / groups;
  int64_t outPerGroup = output[0] / groups;
  int64_t numRows = window->kernel[0], numColumns = window->kernel[1];
  auto visitCell = [&](int64_t outMap, int64_t row, int64_t column) {
    int64_t target = (outMap * outHeight + row) * outWidth + column;
    int64_t top = row * window->stride[0] - window->getPaddingBefore(0);
    int64_t left = column * window->stride[1] - window->getPaddingBefore(1);
    const double *value =
        kernel->data() + outMap * mapsPerGroup * numRows * numColumns;
    for (int64_t m = 0; m < mapsPerGroup; ++m)
      for (int64_t r = 0; r < numRows; ++r)
        for (int64_t c = 0; c < numColumns; ++c, ++value) {
          int64_t y = top + r * window->dilation[0];
          int64_t x = left + c * window->dilation[1];
          int64_t map = outMap / outPerGroup * mapsPerGroup + m;
          if (y >= 0 && y < height && x >= 0 && x < width)
            matrix.add((map * height + y) * width + x, target, *value);
        }
  };
  for (int64_t outMap = 0; outMap < output[0]; ++outMap)
    for (int64_t row = 0; row < outHeight; ++row)
      for (int64_t column = 0; column < outWidth; ++column)
        visitCell(outMap, row, column);
  return matrix;
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
