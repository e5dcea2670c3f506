//===- WriteFile.cpp - Writes NIR files -----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/WriteFile.h"

#include "HDF5.h"
#include "tidepool/Support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

namespace {

/// Writes a model into an empty file. The library's calls on an object that
/// could not be made fail as well, so that the last call tells of all.
class ModelWriter {
public:
  ModelWriter();

  llvm::Error write(hid_t file, const Model &model);

private:
  llvm::Error writeGraph(hid_t group, const Graph &graph);
  llvm::Error writeEdges(hid_t group, const Graph &graph);
  llvm::Error writeNode(hid_t group, const Node &node);
  llvm::Error writeMetadata(hid_t group, const Metadata &metadata);
  llvm::Error writeParameter(hid_t group, StringRef name,
                             const Parameter &parameter);
  llvm::Error writeText(hid_t group, StringRef name, StringRef text);
  llvm::Error writeTexts(hid_t group, StringRef name,
                         llvm::ArrayRef<hsize_t> shape,
                         llvm::ArrayRef<const char *> texts);
  template <typename T>
  llvm::Error writeNumbers(hid_t dataset, hid_t memoryType,
                           const Parameter &parameter);
  llvm::Error writeIntegers(hid_t dataset, const Parameter &parameter);

  Handle makeGroup(hid_t group, StringRef name) {
    return Handle(H5Gcreate2(group, name.str().c_str(), H5P_DEFAULT,
                             groupProperties, H5P_DEFAULT));
  }
  Handle makeDataset(hid_t group, StringRef name, hid_t type,
                     llvm::ArrayRef<hsize_t> shape);

  Handle groupProperties, datasetProperties;
  Handle textType, booleanType;
  /// Nested graphs that are not written yet, with their groups.
  llvm::SmallVector<std::pair<Handle, const Graph *>> pending;
};

} // namespace

static llvm::Error makeWriteError(StringRef name) {
  return makeError("cannot write '", name, "': ", getLastError());
}

//===----------------------------------------------------------------------===//
// Datasets
//===----------------------------------------------------------------------===//

ModelWriter::ModelWriter()
    : groupProperties(H5Pcreate(H5P_GROUP_CREATE)),
      datasetProperties(H5Pcreate(H5P_DATASET_CREATE)),
      textType(H5Tcopy(H5T_C_S1)), booleanType(H5Tenum_create(H5T_STD_I8LE)) {
  // Times would make every file another one.
  H5Pset_obj_track_times(groupProperties, false);
  H5Pset_obj_track_times(datasetProperties, false);
  H5Tset_size(textType, H5T_VARIABLE);
  H5Tset_cset(textType, H5T_CSET_UTF8);
  // As h5py has them.
  for (int8_t value : {0, 1})
    H5Tenum_insert(booleanType, value ? "TRUE" : "FALSE", &value);
}

Handle ModelWriter::makeDataset(hid_t group, StringRef name, hid_t type,
                                llvm::ArrayRef<hsize_t> shape) {
  Handle space(shape.empty()
                   ? H5Screate(H5S_SCALAR)
                   : H5Screate_simple(shape.size(), shape.data(), nullptr));
  return Handle(H5Dcreate2(group, name.str().c_str(), type, space, H5P_DEFAULT,
                           datasetProperties, H5P_DEFAULT));
}

llvm::Error ModelWriter::writeTexts(hid_t group, StringRef name,
                                    llvm::ArrayRef<hsize_t> shape,
                                    llvm::ArrayRef<const char *> texts) {
  Handle dataset = makeDataset(group, name, textType, shape);
  if (H5Dwrite(dataset, textType, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()) <
      0)
    return makeWriteError(name);
  return llvm::Error::success();
}

llvm::Error ModelWriter::writeText(hid_t group, StringRef name,
                                   StringRef text) {
  return writeTexts(group, name, {}, {text.str().c_str()});
}

/// Some rows at a time.
template <typename T>
llvm::Error ModelWriter::writeNumbers(hid_t dataset, hid_t memoryType,
                                      const Parameter &parameter) {
  constexpr uint64_t slabSize = uint64_t(1) << 20; // numbers
  uint64_t count = parameter.getNumElements();
  uint64_t numRows = parameter.shape.empty() ? 1 : parameter.shape.front();
  if (count == 0)
    return llvm::Error::success();
  uint64_t rowSize = count / numRows;
  uint64_t slabRows =
      std::min(numRows, std::max<uint64_t>(1, slabSize / rowSize));
  std::vector<T> values(slabRows * rowSize);
  for (uint64_t row = 0; row < numRows; row += slabRows) {
    values.resize(std::min(slabRows, numRows - row) * rowSize);
    llvm::MutableArrayRef<T> slab = values;
    if (llvm::Error error = parameter.numbers->read(slab, row * rowSize))
      return error;
    llvm::SmallVector<hsize_t> begin(parameter.shape.size());
    llvm::SmallVector<hsize_t> sizes(parameter.shape.begin(),
                                     parameter.shape.end());
    Handle space(H5Dget_space(dataset));
    if (!sizes.empty()) {
      begin[0] = row;
      sizes[0] = slab.size() / rowSize;
      H5Sselect_hyperslab(space, H5S_SELECT_SET, begin.data(), nullptr,
                          sizes.data(), nullptr);
    }
    Handle part(H5Screate_simple(sizes.size(), sizes.data(), nullptr));
    if (H5Dwrite(dataset, memoryType, part, space, H5P_DEFAULT, slab.data()) <
        0)
      return makeWriteError(parameter.path);
  }
  return llvm::Error::success();
}

/// Sizes and positions, which doubles hold exactly. Few.
llvm::Error ModelWriter::writeIntegers(hid_t dataset,
                                       const Parameter &parameter) {
  std::vector<double> numbers(parameter.getNumElements());
  if (llvm::Error error = parameter.numbers->read(numbers))
    return error;
  auto write = [&](hid_t type, const auto &values) -> llvm::Error {
    if (!values.empty() && H5Dwrite(dataset, type, H5S_ALL, H5S_ALL,
                                    H5P_DEFAULT, values.data()) < 0)
      return makeWriteError(parameter.path);
    return llvm::Error::success();
  };
  if (parameter.type == ElementType::Boolean)
    return write(booleanType,
                 std::vector<int8_t>(numbers.begin(), numbers.end()));
  return write(H5T_NATIVE_INT64,
               std::vector<int64_t>(numbers.begin(), numbers.end()));
}

llvm::Error ModelWriter::writeParameter(hid_t group, StringRef name,
                                        const Parameter &parameter) {
  llvm::SmallVector<hsize_t> shape(parameter.shape.begin(),
                                   parameter.shape.end());
  auto make = [&](hid_t type) { return makeDataset(group, name, type, shape); };
  switch (parameter.type) {
  case ElementType::String:
    return writeText(group, name, parameter.text);
  case ElementType::Integer:
    return writeIntegers(make(H5T_STD_I64LE), parameter);
  case ElementType::Boolean:
    return writeIntegers(make(booleanType), parameter);
  case ElementType::Float32:
    return writeNumbers<float>(make(H5T_IEEE_F32LE), H5T_NATIVE_FLOAT,
                               parameter);
  case ElementType::Float64:
    return writeNumbers<double>(make(H5T_IEEE_F64LE), H5T_NATIVE_DOUBLE,
                                parameter);
  }
  llvm_unreachable("all types are above");
}

llvm::Error ModelWriter::writeMetadata(hid_t group, const Metadata &metadata) {
  if (metadata.empty())
    return llvm::Error::success();
  // By path. Metadata are sorted, so what a group holds stands together or
  // after what another has; both lead to the same group.
  std::map<std::string, Handle> groups;
  groups.emplace("", makeGroup(group, "metadata"));
  for (const auto &[key, value] : metadata) {
    std::string path;
    hid_t parent = groups.at("");
    auto [folders, name] = StringRef(key).rsplit('/');
    if (name.empty())
      std::swap(folders, name);
    llvm::SmallVector<StringRef> steps;
    folders.split(steps, '/', -1, /*KeepEmpty=*/false);
    for (StringRef step : steps) {
      path += "/" + step.str();
      auto known = groups.find(path);
      if (known == groups.end())
        known = groups.emplace(path, makeGroup(parent, step)).first;
      parent = known->second;
    }
    if (llvm::Error error = writeParameter(parent, name, value))
      return error;
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

llvm::Error ModelWriter::writeEdges(hid_t group, const Graph &graph) {
  // As h5py writes an empty list.
  if (graph.edges.empty()) {
    Handle dataset = makeDataset(group, "edges", H5T_IEEE_F64LE, {0});
    return dataset.isValid() ? llvm::Error::success() : makeWriteError("edges");
  }
  std::vector<const char *> names;
  names.reserve(2 * graph.edges.size());
  for (Edge edge : graph.edges)
    for (uint32_t end : {edge.source, edge.target})
      names.push_back(graph.nodes[end].name.c_str());
  return writeTexts(group, "edges", {graph.edges.size(), 2}, names);
}

llvm::Error ModelWriter::writeNode(hid_t group, const Node &node) {
  Handle members = makeGroup(group, node.name);
  if (!members.isValid())
    return makeWriteError(node.name);
  if (node.graph) {
    pending.push_back({std::move(members), node.graph.get()});
    return llvm::Error::success();
  }
  if (llvm::Error error = writeText(members, "type", getName(node.type)))
    return error;
  for (const auto &[name, parameter] : node.parameters)
    if (llvm::Error error = writeParameter(members, name, parameter))
      return error;
  return writeMetadata(members, node.metadata);
}

llvm::Error ModelWriter::writeGraph(hid_t group, const Graph &graph) {
  if (llvm::Error error = writeText(group, "type", getName(NodeType::NIRGraph)))
    return error;
  if (llvm::Error error = writeEdges(group, graph))
    return error;
  if (llvm::Error error = writeMetadata(group, graph.metadata))
    return error;
  Handle nodes = makeGroup(group, "nodes");
  for (const Node &node : graph.nodes)
    if (llvm::Error error = writeNode(nodes, node))
      return error;
  return llvm::Error::success();
}

llvm::Error ModelWriter::write(hid_t file, const Model &model) {
  if (!model.version.empty())
    if (llvm::Error error = writeText(file, "version", model.version))
      return error;
  pending.push_back({makeGroup(file, "node"), &model.graph});
  while (!pending.empty()) {
    auto [group, graph] = pending.pop_back_val();
    if (llvm::Error error = writeGraph(group, *graph))
      return error;
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static Handle createFile(StringRef path) {
  Handle creation(H5Pcreate(H5P_FILE_CREATE));
  H5Pset_obj_track_times(creation, false); // of the root group
  Handle access(H5Pcreate(H5P_FILE_ACCESS));
  // So that any library reads it.
  H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
  return Handle(H5Fcreate(path.str().c_str(), H5F_ACC_TRUNC, creation, access));
}

static llvm::Error writeFileAt(StringRef path, const Model &model) {
  QuietErrors quiet;
  Handle file = createFile(path);
  if (!file.isValid())
    return makeWriteError(path);
  if (llvm::Error error = ModelWriter().write(file, model))
    return error;
  // A full disk shows here.
  if (H5Fflush(file, H5F_SCOPE_LOCAL) < 0)
    return makeWriteError(path);
  return llvm::Error::success();
}

llvm::Error tidepool::nir::writeFile(const Model &model,
                                     llvm::raw_ostream &os) {
  llvm::SmallString<128> path;
  if (std::error_code error =
          llvm::sys::fs::createTemporaryFile("tidepool", "nir", path))
    return makeError("cannot make a temporary file: ", error.message());
  llvm::FileRemover remover(path);
  if (llvm::Error error = writeFileAt(path, model))
    return error;
  auto bytes = llvm::MemoryBuffer::getFile(path);
  if (!bytes)
    return makeError("cannot read '", path,
                     "' again: ", bytes.getError().message());
  os << (*bytes)->getBuffer();
  return llvm::Error::success();
}
