//===- WriteFileTest.cpp - Writes NIR files -------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/WriteFile.h"

#include "FileBuilder.h"

#include "tidepool/Support/Error.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::nir;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// The numbers 1, 2, 3, ..., and how much of them was asked for at once.
class CountingNumbers : public NumberSource {
public:
  using NumberSource::read;
  llvm::Error read(llvm::MutableArrayRef<float> values,
                   uint64_t begin) const override {
    return fill(begin, values);
  }
  llvm::Error read(llvm::MutableArrayRef<double> values,
                   uint64_t begin) const override {
    return fill(begin, values);
  }

  mutable size_t largest = 0;

private:
  template <typename T>
  llvm::Error fill(uint64_t first, llvm::MutableArrayRef<T> values) const {
    largest = std::max(largest, values.size());
    for (T &value : values)
      value = ++first;
    return llvm::Error::success();
  }
};

/// Numbers that cannot be read.
class BrokenNumbers : public NumberSource {
public:
  llvm::Error read(llvm::MutableArrayRef<float>, uint64_t) const override {
    return makeError("the source is broken");
  }
  llvm::Error read(llvm::MutableArrayRef<double>, uint64_t) const override {
    return makeError("the source is broken");
  }
};

Parameter makeNumbers(std::vector<uint64_t> shape,
                      ElementType type = ElementType::Float32) {
  Parameter parameter;
  parameter.type = type;
  parameter.shape = std::move(shape);
  parameter.numbers = std::make_shared<CountingNumbers>();
  return parameter;
}

Parameter makeText(std::string text) {
  Parameter parameter;
  parameter.type = ElementType::String;
  parameter.text = std::move(text);
  return parameter;
}

Node makeNode(std::string name, NodeType type,
              std::map<std::string, Parameter> parameters) {
  Node node;
  node.name = std::move(name);
  node.type = type;
  node.parameters = std::move(parameters);
  return node;
}

Node makePort(std::string name, NodeType type) {
  return makeNode(std::move(name), type,
                  {{"shape", makeNumbers({1}, ElementType::Integer)}});
}

/// Ports around a matrix of (3, 2), and a graph that holds the same matrix.
Model makeModel() {
  Model model;
  model.version = "1.0.7";
  std::vector<Node> &nodes = model.graph.nodes;
  nodes.push_back(
      makeNode("fc", NodeType::Linear, {{"weight", makeNumbers({3, 2})}}));
  nodes.push_back(makePort("in", NodeType::Input));
  nodes.push_back(makePort("out", NodeType::Output));
  nodes.push_back(makeNode("sub", NodeType::NIRGraph, {}));
  nodes.back().graph = std::make_unique<Graph>();
  nodes.back().graph->nodes.push_back(
      makeNode("a%2Fb é", NodeType::Linear,
               {{"weight", makeNumbers({2, 3}, ElementType::Float64)}}));
  model.graph.edges = {{1, 0}, {0, 2}, {0, 2}};
  return model;
}

std::string write(const Model &model) {
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  llvm::Error error = writeFile(model, os);
  EXPECT_FALSE(bool(error)) << toString(std::move(error));
  return bytes;
}

/// The file with these bytes, read.
class WrittenFile {
public:
  explicit WrittenFile(const Model &model) {
    std::error_code error;
    llvm::sys::fs::createUniqueDirectory("tidepool", folder);
    llvm::raw_fd_ostream(getPath(), error) << write(model);
  }
  ~WrittenFile() { llvm::sys::fs::remove_directories(folder); }
  std::string getPath() const { return (folder + "/model.nir").str(); }
  Model read() {
    llvm::Expected<Model> model = readFile(getPath());
    EXPECT_TRUE(bool(model)) << (model ? "" : toString(model.takeError()));
    return model ? std::move(*model) : Model();
  }

private:
  llvm::SmallString<128> folder;
};

std::vector<double> getNumbers(const Parameter &parameter) {
  std::vector<double> numbers(parameter.getNumElements());
  EXPECT_FALSE(parameter.numbers->read(llvm::MutableArrayRef<double>(numbers)));
  return numbers;
}

TEST(NIRWriteFile, network) {
  WrittenFile file(makeModel());
  Model model = file.read();
  EXPECT_EQ(model.version, "1.0.7");
  EXPECT_TRUE(model.warnings.empty());
  ASSERT_EQ(model.graph.nodes.size(), 4u);
  const Parameter &weight = *model.graph.nodes[0].find("weight");
  EXPECT_EQ(weight.type, ElementType::Float32);
  EXPECT_THAT(weight.shape, ElementsAre(3, 2));
  EXPECT_THAT(getNumbers(weight), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(model.graph.nodes[1].find("shape")->type, ElementType::Integer);
  ASSERT_EQ(model.graph.edges.size(), 3u);
  EXPECT_EQ(model.graph.edges[0].source, 1u);
  EXPECT_EQ(model.graph.edges[2].target, 2u);
  const Graph &sub = *model.graph.nodes[3].graph;
  EXPECT_EQ(sub.nodes.at(0).name, "a%2Fb é");
  EXPECT_EQ(sub.nodes[0].find("weight")->type, ElementType::Float64);
  EXPECT_TRUE(sub.edges.empty());
}

TEST(NIRWriteFile, metadata) {
  Model model = makeModel();
  model.graph.metadata = {{"dt", makeNumbers({}, ElementType::Float64)},
                          {"deep/er/text", makeText("ü")},
                          {"deep/flag", makeNumbers({}, ElementType::Boolean)},
                          {"order", makeNumbers({4}, ElementType::Integer)}};
  model.graph.nodes[0].metadata = {{"name", makeText("")}};
  model.graph.nodes[3].graph->metadata = {{"name", makeText("a/b")}};
  WrittenFile file(model);
  Model read = file.read();
  const Metadata &metadata = read.graph.metadata;
  EXPECT_EQ(metadata.size(), 4u);
  EXPECT_EQ(metadata.at("dt").type, ElementType::Float64);
  EXPECT_TRUE(metadata.at("dt").shape.empty());
  EXPECT_EQ(metadata.at("deep/er/text").text, "ü");
  EXPECT_EQ(metadata.at("deep/flag").type, ElementType::Boolean);
  EXPECT_THAT(getNumbers(metadata.at("order")), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(read.graph.nodes[0].metadata.at("name").text, "");
  EXPECT_EQ(read.graph.nodes[3].graph->metadata.at("name").text, "a/b");
}

/// The forms that h5py gives.
TEST(NIRWriteFile, formsOfDatasets) {
  WrittenFile written(makeModel());
  hid_t file = H5Fopen(written.getPath().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t text = H5Dopen2(file, "node/nodes/fc/type", H5P_DEFAULT);
  hid_t type = H5Dget_type(text);
  EXPECT_GT(H5Tis_variable_str(type), 0);
  EXPECT_EQ(H5Tget_cset(type), H5T_CSET_UTF8);
  EXPECT_EQ(H5Tget_strpad(type), H5T_STR_NULLTERM);
  hid_t edges = H5Dopen2(file, "node/nodes/sub/edges", H5P_DEFAULT);
  hid_t edgesType = H5Dget_type(edges);
  EXPECT_GT(H5Tequal(edgesType, H5T_IEEE_F64LE), 0);
  hid_t weight = H5Dopen2(file, "node/nodes/fc/weight", H5P_DEFAULT);
  hid_t properties = H5Dget_create_plist(weight);
  EXPECT_EQ(H5Pget_layout(properties), H5D_CONTIGUOUS);
  EXPECT_EQ(H5Pget_nfilters(properties), 0);
  for (hid_t id : {type, edgesType})
    H5Tclose(id);
  for (hid_t id : {text, edges, weight})
    H5Dclose(id);
  H5Pclose(properties);
  H5Fclose(file);
}

TEST(NIRWriteFile, sameBytes) {
  std::string bytes = write(makeModel());
  EXPECT_TRUE(llvm::StringRef(bytes).starts_with("\x89HDF"));
  EXPECT_EQ(bytes, write(makeModel()));
}

TEST(NIRWriteFile, largeArraysInParts) {
  Model model;
  model.graph.nodes.push_back(makeNode(
      "fc", NodeType::Linear, {{"weight", makeNumbers({3001, 1000})}}));
  WrittenFile file(model);
  const auto &source = static_cast<const CountingNumbers &>(
      *model.graph.nodes[0].find("weight")->numbers);
  EXPECT_LE(source.largest, size_t(1) << 20);
  Model read = file.read();
  const Parameter &weight = *read.graph.nodes[0].find("weight");
  std::vector<double> numbers = getNumbers(weight);
  for (size_t index = 0; index < numbers.size(); ++index)
    ASSERT_EQ(numbers[index], index + 1);

  // What was read is written again, also in parts.
  WrittenFile again(read);
  EXPECT_EQ(write(model).size(), write(read).size());
  Model readAgain = again.read();
  EXPECT_EQ(getNumbers(*readAgain.graph.nodes[0].find("weight")), numbers);
}

TEST(NIRWriteFile, nothingOnFailure) {
  Model model = makeModel();
  model.graph.nodes[0].parameters["weight"].numbers =
      std::make_shared<BrokenNumbers>();
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  EXPECT_THAT(toString(writeFile(model, os)),
              HasSubstr("the source is broken"));
  EXPECT_EQ(bytes, "");

  // Two nodes of one name.
  model = makeModel();
  model.graph.nodes[1].name = "fc";
  EXPECT_THAT(toString(writeFile(model, os)), HasSubstr("cannot write 'fc'"));
  EXPECT_EQ(bytes, "");
}

} // namespace
