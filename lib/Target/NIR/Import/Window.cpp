//===- Window.cpp - The windows of convolutions and poolings --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Window.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/StringExtras.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::ArrayRef;
using llvm::StringRef;

std::string tidepool::nir::formatShape(ArrayRef<int64_t> shape) {
  std::string text = "(";
  for (auto [index, size] : llvm::enumerate(shape))
    text += (index ? ", " : "") + std::to_string(size);
  return text + (shape.size() == 1 ? ",)" : ")");
}

int64_t tidepool::nir::countChannels(ArrayRef<int64_t> shape) {
  // Beyond any limit counts as one too many, so nothing overflows.
  constexpr int64_t tooMany = int64_t(1) << 40;
  int64_t count = 1;
  for (int64_t size : shape) {
    if (size == 0)
      return 0;
    count = size > tooMany / count ? tooMany : count * size;
  }
  return count;
}

Shape tidepool::nir::getShape(const Parameter &parameter) {
  return Shape(parameter.shape.begin(), parameter.shape.end());
}

bool Window::isWindow(NodeType type) {
  switch (type) {
  case NodeType::Conv1d:
  case NodeType::Conv2d:
  case NodeType::SumPool2d:
  case NodeType::AvgPool2d:
    return true;
  default:
    return false;
  }
}

/// A parameter with a number per axis, or one for all of them.
static llvm::Expected<Window::Pair> readPair(const Vertex &vertex,
                                             StringRef name, unsigned numAxes,
                                             int64_t minimum) {
  auto values = readIntegers(*vertex.find(name), minimum);
  if (!values)
    return makeError(name, ": ", llvm::toString(values.takeError()));
  if (values->size() != 1 && values->size() != numAxes)
    return makeError(name, ": expects one number per axis, but found ",
                     values->size());
  // The height of a Conv1d is a single cell.
  if (numAxes == 1)
    return Window::Pair{minimum, values->front()};
  return Window::Pair{values->front(), values->back()};
}

static llvm::Error readPadding(const Vertex &vertex, Window &window) {
  const Parameter &padding = *vertex.find("padding");
  if (padding.type != ElementType::String) {
    auto pair = readPair(vertex, "padding", window.numAxes, 0);
    if (!pair)
      return pair.takeError();
    window.padding = *pair;
    return llvm::Error::success();
  }
  if (padding.text != "same" && padding.text != "valid")
    return makeError("padding: expects numbers, \"same\" or \"valid\", but "
                     "found \"",
                     padding.text, "\"");
  window.keepsSize = padding.text == "same";
  if (window.keepsSize && window.stride != Window::Pair{1, 1})
    return makeError("padding \"same\" needs a stride of 1");
  return llvm::Error::success();
}

static llvm::Error readKernel(const Vertex &vertex, Window &window) {
  const Parameter &weight = *vertex.find("weight");
  if (weight.shape.size() != window.getRank() + 1)
    return makeError("weight: expects ", window.getRank() + 1,
                     " axes, but the shape is ", formatShape(getShape(weight)));
  auto groups = readInteger(vertex, "groups", 1, 1);
  if (!groups)
    return groups.takeError();
  Shape shape = getShape(weight);
  for (int64_t size : shape)
    if (size == 0)
      return makeError("weight: the shape is ", formatShape(shape),
                       ", without any element");
  window.numGroups = *groups;
  window.numOutputMaps = shape[0];
  if (*groups > shape[0] || shape[0] % *groups != 0)
    return makeError("groups: ", *groups, " groups do not divide the ",
                     shape[0], " output maps");
  window.numInputMaps = shape[1] * *groups;
  window.kernel = {window.numAxes == 1 ? 1 : shape[2], shape.back()};
  auto dilation = readPair(vertex, "dilation", window.numAxes, 1);
  if (!dilation)
    return dilation.takeError();
  window.dilation = *dilation;
  return llvm::Error::success();
}

llvm::Expected<Window> Window::read(const Vertex &vertex) {
  Window window;
  window.numAxes = vertex.type == NodeType::Conv1d ? 1 : 2;
  bool pools =
      vertex.type == NodeType::SumPool2d || vertex.type == NodeType::AvgPool2d;
  auto stride = readPair(vertex, "stride", window.numAxes, 1);
  if (!stride)
    return stride.takeError();
  window.stride = *stride;
  if (llvm::Error error = readPadding(vertex, window))
    return std::move(error);
  if (!pools) {
    if (llvm::Error error = readKernel(vertex, window))
      return std::move(error);
    return window;
  }
  auto kernel = readPair(vertex, "kernel_size", 2, 1);
  if (!kernel)
    return kernel.takeError();
  window.kernel = *kernel;
  return window;
}

int64_t Window::getPaddingBefore(unsigned axis) const {
  return keepsSize ? dilation[axis] * (kernel[axis] - 1) / 2 : padding[axis];
}

llvm::Expected<Shape> Window::getOutput(ArrayRef<int64_t> input) const {
  if (input.size() != getRank())
    return makeError("expects an input of ", getRank(), " axes, but found ",
                     formatShape(input));
  if (numInputMaps && input[0] != numInputMaps)
    return makeError("the weight is for ", numInputMaps,
                     " input maps, but the input is ", formatShape(input));
  Shape output = {numInputMaps ? numOutputMaps : input[0]};
  for (unsigned axis = 2 - numAxes; axis < 2; ++axis) {
    int64_t size = input[axis + numAxes - 1];
    int64_t room =
        size + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
    if (!keepsSize && room < 0)
      return makeError("the window is larger than the input, ",
                       formatShape(input));
    output.push_back(keepsSize ? size : room / stride[axis] + 1);
  }
  return output;
}
