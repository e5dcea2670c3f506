//===- DatasetContent.cpp - Reads numbers and texts -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dataset.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MathExtras.h"

#include <array>

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Failures
//===----------------------------------------------------------------------===//

/// h5py brings a filter that the library does not have.
static constexpr H5Z_filter_t lzf = 32000;

/// The filter of a dataset that this library does not have, if there is one.
static std::string findMissingFilter(hid_t properties) {
  for (int index = 0; index < H5Pget_nfilters(properties); ++index) {
    size_t numValues = 0;
    H5Z_filter_t filter = H5Pget_filter2(properties, index, nullptr, &numValues,
                                         nullptr, 0, nullptr, nullptr);
    if (filter < 0 || H5Zfilter_avail(filter) > 0)
      continue;
    std::string number = std::to_string(filter);
    return filter == lzf ? "lzf (filter " + number + ")" : "filter " + number;
  }
  return "";
}

llvm::Error tidepool::nir::makeReadError(const Object &dataset) {
  std::string reason = getLastError();
  Handle properties(H5Dget_create_plist(dataset.getId()));
  std::string filter = findMissingFilter(properties);
  if (!filter.empty())
    return dataset.error("is compressed with ", filter,
                         ", which this HDF5 library lacks: write the file with "
                         "gzip or without compression");
  return dataset.error("cannot be read (", reason,
                       "): the file is damaged; get it again");
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

namespace {

/// Elements of an array, and as what they are in memory. Both have the same
/// shape: the library goes element by element otherwise.
struct Selection {
  Handle inFile, inMemory;
};

} // namespace

/// Selects so many elements from one on. Nothing if they are not there, or are
/// no whole slices along the first axis.
static std::optional<Selection> selectSlices(const Object &dataset,
                                             uint64_t begin, uint64_t count) {
  Handle space(H5Dget_space(dataset.getId()));
  hssize_t numElements = H5Sget_simple_extent_npoints(space);
  if (numElements < 0)
    return std::nullopt;
  uint64_t size = numElements;
  if (begin == 0 && count == size)
    return Selection{Handle(H5Scopy(space)), std::move(space)};
  std::array<hsize_t, H5S_MAX_RANK> begins = {}, sizes;
  int rank = H5Sget_simple_extent_dims(space, sizes.data(), nullptr);
  if (begin > size || count > size - begin || rank < 1)
    return std::nullopt;
  uint64_t sliceSize = size / sizes[0];
  if (begin % sliceSize != 0 || count % sliceSize != 0)
    return std::nullopt;
  begins[0] = begin / sliceSize;
  sizes[0] = count / sliceSize;
  if (H5Sselect_hyperslab(space, H5S_SELECT_SET, begins.data(), nullptr,
                          sizes.data(), nullptr) < 0)
    return std::nullopt;
  return Selection{std::move(space),
                   Handle(H5Screate_simple(rank, sizes.data(), nullptr))};
}

namespace {

/// The numbers of a dataset, which is opened when they are read.
class DatasetNumbers : public NumberSource {
public:
  explicit DatasetNumbers(const Object &dataset)
      : file(dataset.getFile()), path(dataset.getPath()),
        address(dataset.getAddress()),
        slicesPerPiece(countSlicesPerChunk(dataset)) {}

  using NumberSource::read;
  llvm::Error read(llvm::MutableArrayRef<float> values,
                   uint64_t begin) const override {
    return readAs(H5T_NATIVE_FLOAT, values.data(), begin, values.size());
  }
  llvm::Error read(llvm::MutableArrayRef<double> values,
                   uint64_t begin) const override {
    return readAs(H5T_NATIVE_DOUBLE, values.data(), begin, values.size());
  }
  uint64_t getSlicesPerPiece() const override { return slicesPerPiece; }

private:
  static uint64_t countSlicesPerChunk(const Object &dataset) {
    Handle properties(H5Dget_create_plist(dataset.getId()));
    std::array<hsize_t, H5S_MAX_RANK> sizes = {1};
    if (H5Pget_layout(properties) == H5D_CHUNKED)
      H5Pget_chunk(properties, sizes.size(), sizes.data());
    return std::max<uint64_t>(sizes.front(), 1);
  }

  llvm::Error readAs(hid_t type, void *values, uint64_t begin,
                     uint64_t count) const {
    QuietErrors quiet;
    llvm::Expected<Object> dataset = Object::open(file, path, address);
    if (!dataset)
      return dataset.takeError();
    // The file may no longer be what it was when it was opened.
    std::optional<Selection> slices = selectSlices(*dataset, begin, count);
    if (!slices)
      return dataset->error("does not have ", count, " numbers from number ",
                            begin, " on");
    if (count != 0 && H5Dread(dataset->getId(), type, slices->inMemory,
                              slices->inFile, H5P_DEFAULT, values) < 0)
      return makeReadError(*dataset);
    return llvm::Error::success();
  }

  std::shared_ptr<OpenFile> file;
  std::string path;
  haddr_t address;
  uint64_t slicesPerPiece;
};

} // namespace

llvm::Expected<Parameter> tidepool::nir::readParameter(const Object &dataset) {
  llvm::Expected<DatasetInfo> info = describe(dataset);
  if (!info)
    return info.takeError();
  Parameter parameter;
  parameter.path = dataset.getPath();
  parameter.type = info->type;
  if (info->type == ElementType::String) {
    llvm::Expected<std::string> text = readText(dataset);
    if (!text)
      return text.takeError();
    parameter.text = std::move(*text);
    return parameter;
  }
  parameter.shape = std::move(info->shape);
  parameter.numbers = std::make_shared<DatasetNumbers>(dataset);
  return parameter;
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

static llvm::Error readFixed(const Object &dataset, hid_t type,
                             std::vector<std::string> &texts) {
  size_t size = H5Tget_size(type);
  std::string bytes(size * texts.size(), '\0');
  if (H5Dread(dataset.getId(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT,
              bytes.data()) < 0)
    return makeReadError(dataset);
  bool isSpacePadded = H5Tget_strpad(type) == H5T_STR_SPACEPAD;
  for (size_t index = 0; index < texts.size(); ++index) {
    StringRef field = StringRef(bytes).substr(index * size, size);
    texts[index] =
        (isSpacePadded ? field.rtrim(' ') : field.take_until([](char byte) {
          return byte == '\0';
        })).str();
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::string>>
tidepool::nir::readTexts(const Object &dataset, const DatasetInfo &info) {
  Handle type(H5Dget_type(dataset.getId()));
  // Even an empty text takes room.
  if (!Budget::take(dataset.getFile()->budget.text,
                    llvm::SaturatingMultiply<uint64_t>(info.numElements,
                                                       H5Tget_size(type))))
    return dataset.error("holds more text than a file of this size can have");
  std::vector<std::string> texts(info.numElements);
  if (llvm::Error error = H5Tis_variable_str(type) > 0
                              ? dataset.getFile()->texts.read(dataset, texts)
                              : readFixed(dataset, type, texts))
    return std::move(error);
  for (const std::string &text : texts) {
    const auto *begin = StringRef(text).bytes_begin();
    if (!llvm::isLegalUTF8String(&begin, StringRef(text).bytes_end()))
      return dataset.error("holds the text ", quote(text),
                           ", which is not UTF-8");
  }
  return std::move(texts);
}

llvm::Expected<std::string> tidepool::nir::readText(const Object &dataset) {
  llvm::Expected<DatasetInfo> info = describe(dataset);
  if (!info)
    return info.takeError();
  if (info->type != ElementType::String || !info->shape.empty())
    return dataset.error("must be a single text (a scalar string), not ",
                         info->shape.empty() ? "a number" : "an array");
  llvm::Expected<std::vector<std::string>> texts = readTexts(dataset, *info);
  if (!texts)
    return texts.takeError();
  return std::move(texts->front());
}
