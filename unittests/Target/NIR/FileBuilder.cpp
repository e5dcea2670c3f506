//===- FileBuilder.cpp - Makes NIR files for tests ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileBuilder.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace tidepool::nir;

FileBuilder::FileBuilder() {
  llvm::sys::fs::createUniqueDirectory("tidepool", folder);
  file = H5Fcreate(getPath().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
}

FileBuilder::~FileBuilder() {
  close();
  llvm::sys::fs::remove_directories(folder);
}

void FileBuilder::close() {
  if (file >= 0)
    H5Fclose(file);
  file = H5I_INVALID_HID;
}

void FileBuilder::reopen() {
  file = H5Fopen(getPath().c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
}

std::string FileBuilder::getPath() const {
  return (folder + "/model.nir").str();
}

std::string FileBuilder::getBytes() {
  close();
  auto buffer = llvm::MemoryBuffer::getFile(getPath());
  return buffer ? (*buffer)->getBuffer().str() : "no file";
}

llvm::Expected<Model> FileBuilder::read(const ReadOptions &options) {
  close();
  return readFile(getPath(), options);
}

std::string FileBuilder::readError() {
  llvm::Expected<Model> model = read();
  if (model)
    return "no error";
  std::string text = llvm::toString(model.takeError());
  return text.substr(text.find(".nir: ") + 6);
}

hid_t FileBuilder::makeDataset(const std::string &path, hid_t type,
                               const Extents &shape, hid_t properties) {
  hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  hid_t space = shape.empty()
                    ? H5Screate(H5S_SCALAR)
                    : H5Screate_simple(shape.size(), shape.data(), nullptr);
  hid_t dataset = H5Dcreate2(file, path.c_str(), type, space, links, properties,
                             H5P_DEFAULT);
  H5Sclose(space);
  H5Pclose(links);
  return dataset;
}

static hid_t makeTextType() {
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

FileBuilder &FileBuilder::addText(const std::string &path,
                                  const std::string &text) {
  hid_t type = makeTextType();
  hid_t dataset = makeDataset(path, type, {}, H5P_DEFAULT);
  const char *pointer = text.c_str();
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer);
  H5Dclose(dataset);
  H5Tclose(type);
  return *this;
}

FileBuilder &FileBuilder::addFixedText(const std::string &path,
                                       const std::string &field,
                                       H5T_str_t padding) {
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, field.size());
  H5Tset_strpad(type, padding);
  hid_t dataset = makeDataset(path, type, {}, H5P_DEFAULT);
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, field.data());
  H5Dclose(dataset);
  H5Tclose(type);
  return *this;
}

FileBuilder &FileBuilder::addTexts(const std::string &path,
                                   std::vector<const char *> texts,
                                   hsize_t rowSize) {
  hid_t type = makeTextType();
  hid_t dataset =
      makeDataset(path, type, {texts.size() / rowSize, rowSize}, H5P_DEFAULT);
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
  H5Dclose(dataset);
  H5Tclose(type);
  return *this;
}

FileBuilder &FileBuilder::addNumbers(const std::string &path,
                                     const Extents &shape,
                                     const std::vector<double> &numbers,
                                     hid_t type, hid_t properties) {
  hid_t dataset = makeDataset(path, type, shape, properties);
  H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
           numbers.data());
  H5Dclose(dataset);
  return *this;
}

FileBuilder &FileBuilder::addHeader(const std::string &path,
                                    const Extents &shape, hid_t type,
                                    hid_t properties) {
  H5Dclose(makeDataset(path, type, shape, properties));
  return *this;
}

FileBuilder &FileBuilder::addGroup(const std::string &path) {
  H5Gclose(
      H5Gcreate2(file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  return *this;
}

FileBuilder &FileBuilder::addHardLink(const std::string &path,
                                      const std::string &object) {
  H5Lcreate_hard(file, object.c_str(), file, path.c_str(), H5P_DEFAULT,
                 H5P_DEFAULT);
  return *this;
}

FileBuilder &FileBuilder::remove(const std::string &path) {
  H5Ldelete(file, path.c_str(), H5P_DEFAULT);
  return *this;
}

FileBuilder &FileBuilder::addLIF(const std::string &lif) {
  addText(lif + "/type", "LIF");
  for (const char *name : {"tau", "r", "v_leak", "v_threshold"})
    addNumbers(lif + "/" + name, {3}, {0.25, 0.5, 1});
  return *this;
}

FileBuilder &FileBuilder::addNetwork() {
  addText("version", "1.0.7");
  addText("node/type", "NIRGraph");
  addTexts("node/edges", {"input", "fc", "fc", "lif", "lif", "output"}, 2);
  addText("node/nodes/input/type", "Input");
  addNumbers("node/nodes/input/shape", {1}, {2}, H5T_STD_I64LE);
  addText("node/nodes/fc/type", "Linear");
  addNumbers("node/nodes/fc/weight", {3, 2}, {1, 2, 3, 4, 5, 6});
  addLIF("node/nodes/lif");
  addText("node/nodes/output/type", "Output");
  return addNumbers("node/nodes/output/shape", {1}, {3}, H5T_STD_I64LE);
}
