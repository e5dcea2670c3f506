//===- Parameters.cpp - The parameters of a NIR node ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Parameters.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/NodeMembers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::nir;
using llvm::ArrayRef;
using llvm::StringRef;

bool tidepool::nir::hasAllParameters(const Vertex &vertex) {
  return llvm::all_of(getMembers(vertex.type), [&](const Member &member) {
    return !member.isRequired || vertex.find(member.name);
  });
}

void tidepool::nir::checkParameterNames(const Vertex &vertex,
                                        Reporter &reporter) {
  if (!vertex.node || !vertex.isLeaf() || vertex.isBroken())
    return;
  for (const Member &member : getMembers(vertex.type))
    if (member.isRequired && !vertex.find(member.name))
      reporter.error(vertex.path, getName(vertex.type) + " without '" +
                                      member.name + "', which it needs");
  for (const auto &[name, parameter] : vertex.node->parameters)
    if (!findMember(vertex.type, name))
      reporter.failUnlessLenient(parameter.path,
                                 getName(vertex.type) +
                                     " has no parameter of this name");
}

std::string tidepool::nir::formatNumber(double number) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.9g", number);
  return text;
}

std::string tidepool::nir::formatIndex(ArrayRef<uint64_t> shape,
                                       uint64_t index) {
  std::vector<std::string> parts(shape.size());
  for (size_t axis = shape.size(); axis-- > 0; index /= shape[axis])
    parts[axis] = std::to_string(index % shape[axis]);
  return "[" + llvm::join(parts, ", ") + "]";
}

llvm::Expected<std::vector<double>>
tidepool::nir::readNumbers(const Parameter &parameter) {
  if (!parameter.numbers)
    return makeError("expects numbers, but found a text");
  // Of small parameters only; weights are read straight to their place.
  constexpr uint64_t most = uint64_t(1) << 24;
  if (parameter.getNumElements() > most)
    return makeError("has ", parameter.getNumElements(), " numbers; at most ",
                     most, " are supported here");
  std::vector<double> values(parameter.getNumElements());
  if (llvm::Error error = parameter.numbers->read(values))
    return error;
  for (auto [index, value] : llvm::enumerate(values))
    if (!std::isfinite(value))
      return makeError("element ", formatIndex(parameter.shape, index), " is ",
                       std::isnan(value) ? "NaN" : "infinite");
  return values;
}

llvm::Expected<std::vector<int64_t>>
tidepool::nir::readIntegers(const Parameter &parameter, int64_t minimum) {
  llvm::Expected<std::vector<double>> values = readNumbers(parameter);
  if (!values)
    return values.takeError();
  std::vector<int64_t> integers;
  for (double value : *values) {
    if (value != std::floor(value) || std::fabs(value) > 2147483647.0)
      return makeError("expects whole numbers, but found ",
                       formatNumber(value));
    if (value < minimum)
      return makeError("expects numbers of at least ", minimum, ", but found ",
                       formatNumber(value));
    integers.push_back(value);
  }
  return integers;
}

llvm::Expected<int64_t> tidepool::nir::readInteger(const Vertex &vertex,
                                                   StringRef name,
                                                   int64_t minimum,
                                                   int64_t byDefault) {
  const Parameter *parameter = vertex.find(name);
  if (!parameter)
    return byDefault;
  auto values = readIntegers(*parameter, minimum);
  if (!values)
    return makeError(name, ": ", llvm::toString(values.takeError()));
  if (values->size() != 1)
    return makeError(name, ": expects one number, but found ", values->size());
  return values->front();
}
