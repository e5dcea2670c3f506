//===- Dataset.cpp - Numbers and texts in an HDF5 file --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dataset.h"

#include "llvm/ADT/STLExtras.h"

#include <array>

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

static bool hasByteOrder(hid_t type) {
  H5T_order_t order = H5Tget_order(type);
  return order == H5T_ORDER_LE || order == H5T_ORDER_BE;
}

/// Whether all bits are used, from the first one on.
static bool isFull(hid_t type) {
  return H5Tget_precision(type) == 8 * H5Tget_size(type) &&
         H5Tget_offset(type) == 0;
}

static bool isInteger(hid_t type) {
  return H5Tget_class(type) == H5T_INTEGER && H5Tget_size(type) <= 8 &&
         isFull(type) && hasByteOrder(type);
}

/// Whether a float has the fields of IEEE 754 for its size.
static bool isIEEE(hid_t type) {
  size_t sign, exponent, exponentBits, mantissa, mantissaBits;
  if (!isFull(type) || !hasByteOrder(type) ||
      H5Tget_fields(type, &sign, &exponent, &exponentBits, &mantissa,
                    &mantissaBits) < 0)
    return false;
  size_t bits = 8 * H5Tget_size(type);
  size_t expected = bits == 16 ? 10 : bits == 32 ? 23 : 52;
  return (bits == 16 || bits == 32 || bits == 64) && mantissa == 0 &&
         mantissaBits == expected && exponent == expected &&
         exponentBits == bits - 1 - expected && sign == bits - 1 &&
         H5Tget_ebias(type) == (size_t(1) << (exponentBits - 1)) - 1;
}

/// h5py's boolean: an enumeration of FALSE = 0 and TRUE = 1.
static bool isBoolean(hid_t type) {
  if (H5Tget_class(type) != H5T_ENUM || H5Tget_size(type) != 1 ||
      H5Tget_nmembers(type) != 2)
    return false;
  for (StringRef name : {"FALSE", "TRUE"}) {
    int8_t value = -1;
    if (H5Tenum_valueof(type, name.data(), &value) < 0 ||
        value != (name == "TRUE"))
      return false;
  }
  return true;
}

static std::optional<ElementType> classify(hid_t type) {
  if (H5Tget_class(type) == H5T_STRING)
    return ElementType::String;
  if (isBoolean(type))
    return ElementType::Boolean;
  if (isInteger(type))
    return ElementType::Integer;
  if (H5Tget_class(type) == H5T_FLOAT && isIEEE(type))
    return H5Tget_size(type) == 8 ? ElementType::Float64 : ElementType::Float32;
  return std::nullopt;
}

/// h5py's complex numbers are pairs of r and i.
static bool isComplex(hid_t type) {
  return H5Tget_nmembers(type) == 2 && H5Tget_member_index(type, "r") >= 0 &&
         H5Tget_member_index(type, "i") >= 0;
}

static StringRef describeStrangeType(hid_t type) {
  switch (H5Tget_class(type)) {
  case H5T_INTEGER:
    return "integers of an unusual form";
  case H5T_FLOAT:
    return "floating-point numbers that are not IEEE 754 with 16, 32 or 64 "
           "bits";
  case H5T_ENUM:
    return "an enumeration that is no boolean";
  case H5T_COMPOUND:
    return isComplex(type) ? "complex numbers" : "a compound type";
  case H5T_REFERENCE:
    return "references";
  case H5T_OPAQUE:
    return "opaque bytes";
  case H5T_BITFIELD:
    return "bit fields";
  case H5T_VLEN:
    return "lists of different lengths";
  case H5T_ARRAY:
    return "an array type";
  default:
    return "a type that is unknown";
  }
}

//===----------------------------------------------------------------------===//
// Shape and place
//===----------------------------------------------------------------------===//

/// Fails where the elements are in other files.
static llvm::Error checkPlace(const Object &dataset, hid_t properties) {
  if (H5Pget_layout(properties) == H5D_VIRTUAL)
    return dataset.error("is a virtual dataset, made of others, which is not "
                         "followed: copy the numbers into it");
  if (H5Pget_external_count(properties) != 0)
    return dataset.error("has its elements in another file, which is not "
                         "followed: copy them into this one");
  return llvm::Error::success();
}

static llvm::Error readShape(const Object &dataset, DatasetInfo &info) {
  Handle space(H5Dget_space(dataset.getId()));
  std::array<hsize_t, H5S_MAX_RANK> sizes;
  if (H5Sget_simple_extent_type(space) == H5S_NULL) {
    info.shape = {0};
    return llvm::Error::success();
  }
  int rank = H5Sget_simple_extent_dims(space, sizes.data(), nullptr);
  if (rank < 0)
    return dataset.error("has no shape (", getLastError(),
                         "): the file is damaged; get it again");
  info.shape.assign(sizes.begin(), sizes.begin() + rank);
  return llvm::Error::success();
}

/// Counts the elements.
static llvm::Error countElements(const Object &dataset, DatasetInfo &info) {
  info.numElements = llvm::is_contained(info.shape, 0) ? 0 : 1;
  for (uint64_t size : info.shape)
    if (__builtin_mul_overflow(info.numElements, size, &info.numElements))
      return dataset.error("claims more elements than 64 bits can count: the "
                           "file is damaged; get it again");
  return llvm::Error::success();
}

llvm::Expected<DatasetInfo> tidepool::nir::describe(const Object &dataset) {
  DatasetInfo info;
  Handle properties(H5Dget_create_plist(dataset.getId()));
  Handle type(H5Dget_type(dataset.getId()));
  if (!properties.isValid() || !type.isValid())
    return dataset.error("cannot be read (", getLastError(),
                         "): the file is damaged; get it again");
  // The library opens other files when it is asked for the shape.
  if (llvm::Error error = checkPlace(dataset, properties))
    return std::move(error);

  std::optional<ElementType> elementType = classify(type);
  if (!elementType)
    return dataset.error("holds ", describeStrangeType(type),
                         ", which NIR does not have: store real numbers");
  info.type = *elementType;
  if (llvm::Error error = readShape(dataset, info))
    return std::move(error);
  if (llvm::Error error = countElements(dataset, info))
    return std::move(error);
  if (llvm::Error error =
          checkStorage(dataset, properties, info, H5Tget_size(type)))
    return std::move(error);
  return info;
}
