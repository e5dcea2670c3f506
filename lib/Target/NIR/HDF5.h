//===- HDF5.h - Handles of the HDF5 library ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_HDF5_H
#define TIDEPOOL_LIB_TARGET_NIR_HDF5_H

#include <hdf5.h>

#include <string>
#include <utility>

namespace tidepool::nir {

/// Owns one reference to an object of the library: a file, a group, a type.
class Handle {
public:
  explicit Handle(hid_t id = H5I_INVALID_HID) : id(id) {}
  Handle(Handle &&other) : id(std::exchange(other.id, H5I_INVALID_HID)) {}
  Handle &operator=(Handle &&other) {
    std::swap(id, other.id);
    return *this;
  }
  ~Handle() {
    if (id >= 0)
      H5Idec_ref(id);
  }

  operator hid_t() const { return id; }
  bool isValid() const { return id >= 0; }

private:
  hid_t id;
};

/// While it lives, the library does not print its errors.
class QuietErrors {
public:
  QuietErrors() {
    H5Eget_auto2(H5E_DEFAULT, &printer, &data);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, printer, data); }
  QuietErrors(const QuietErrors &) = delete;
  QuietErrors &operator=(const QuietErrors &) = delete;

private:
  H5E_auto2_t printer = nullptr;
  void *data = nullptr;
};

/// What the library says about the call that failed last: the first cause.
std::string getLastError();
/// Whether a cause of that is of this kind, such as H5E_NOTHDF5.
bool isLastError(hid_t kind);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_HDF5_H
