//===- FileTest.cpp - Reads NIR files -------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileBuilder.h"

#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace tidepool::nir;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

static std::string getInput(const std::string &name) {
  return TIDEPOOL_SOURCE_DIR "/unittests/Target/NIR/Inputs/" + name;
}

static Model read(FileBuilder &file) {
  llvm::Expected<Model> model = file.read();
  EXPECT_TRUE(bool(model)) << (model ? "" : toString(model.takeError()));
  return model ? std::move(*model) : Model();
}

/// The first node is number 0.
static const Parameter &getParameter(const Model &model, size_t node,
                                     const char *name) {
  const Parameter *parameter = model.graph.nodes.at(node).find(name);
  EXPECT_NE(parameter, nullptr) << name;
  static const Parameter none;
  return parameter ? *parameter : none;
}

template <typename T = double>
static std::vector<T> getNumbers(const Parameter &parameter) {
  std::vector<T> numbers(parameter.getNumElements());
  EXPECT_FALSE(parameter.numbers->read(llvm::MutableArrayRef<T>(numbers)));
  return numbers;
}

static std::vector<std::pair<uint32_t, uint32_t>> getEdges(const Graph &graph) {
  std::vector<std::pair<uint32_t, uint32_t>> edges;
  for (Edge edge : graph.edges)
    edges.push_back({edge.source, edge.target});
  return edges;
}

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

TEST(NIRFile, network) {
  FileBuilder file;
  Model model = read(file.addNetwork());
  EXPECT_EQ(model.version, "1.0.7");
  EXPECT_TRUE(model.warnings.empty());
  ASSERT_EQ(model.graph.nodes.size(), 4u);
  EXPECT_EQ(model.graph.path, "node");
  EXPECT_EQ(model.graph.nodes[0].name, "fc");
  EXPECT_EQ(model.graph.nodes[0].path, "node/nodes/fc");
  EXPECT_EQ(model.graph.nodes[0].type, NodeType::Linear);
  EXPECT_EQ(model.graph.nodes[2].type, NodeType::LIF);
  EXPECT_THAT(getEdges(model.graph),
              ElementsAre(Pair(1, 0), Pair(0, 2), Pair(2, 3)));
  const Parameter &weight = getParameter(model, 0, "weight");
  EXPECT_EQ(weight.path, "node/nodes/fc/weight");
  EXPECT_EQ(weight.type, ElementType::Float32);
  EXPECT_THAT(weight.shape, ElementsAre(3, 2));
  EXPECT_THAT(getNumbers(weight), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(getNumbers<float>(weight), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(NIRFile, filesOfOtherWriters) {
  llvm::Expected<Model> braille = readFile(getInput("braille.nir"));
  ASSERT_TRUE(bool(braille));
  EXPECT_EQ(braille->version, "0.2.0");
  EXPECT_EQ(braille->graph.nodes.size(), 7u);
  EXPECT_EQ(braille->graph.edges.size(), 7u);

  llvm::Expected<Model> norse = readFile(getInput("lif-norse.nir"));
  ASSERT_TRUE(bool(norse));
  EXPECT_EQ(norse->version, "0.1.1");
  EXPECT_EQ(norse->graph.nodes.size(), 4u);

  llvm::Expected<Model> li = readFile(getInput("li.nir"));
  ASSERT_TRUE(bool(li));
  EXPECT_EQ(li->graph.nodes.size(), 3u);
}

TEST(NIRFile, danglingEdgeOfAnotherWriter) {
  llvm::Expected<Model> model = readFile(getInput("braille-subgraph.nir"));
  ASSERT_FALSE(bool(model));
  EXPECT_THAT(toString(model.takeError()),
              testing::EndsWith(
                  "braille-subgraph.nir: node/nodes/lif1/edges: edge 0 goes to "
                  "'lif', but the graph has no node of this name: is it "
                  "'lif1'?"));
}

TEST(NIRFile, nestedGraph) {
  FileBuilder file;
  std::string sub = "node/nodes/sub";
  file.addNetwork().addText(sub + "/type", "NIRGraph");
  file.addTexts(sub + "/edges", {"lif", "lif", "lif", "lif"}, 2);
  Model model = read(file.addLIF(sub + "/nodes/lif"));
  ASSERT_EQ(model.graph.nodes.size(), 5u);
  const Node &node = model.graph.nodes[4];
  ASSERT_NE(node.graph, nullptr);
  EXPECT_EQ(node.graph->path, "node/nodes/sub");
  ASSERT_EQ(node.graph->nodes.size(), 1u);
  EXPECT_EQ(node.graph->nodes[0].path, "node/nodes/sub/nodes/lif");
  EXPECT_THAT(getEdges(*node.graph), ElementsAre(Pair(0, 0), Pair(0, 0)));
}

TEST(NIRFile, noEdges) {
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  EXPECT_TRUE(read(file.addHeader("node/edges", {0}, H5T_IEEE_F64LE))
                  .graph.edges.empty());
}

TEST(NIRFile, noVersion) {
  FileBuilder file;
  EXPECT_EQ(read(file.addNetwork().remove("version")).version, "");
}

TEST(NIRFile, optionalParameters) {
  FileBuilder file;
  file.addNetwork().addNumbers("node/nodes/lif/v_reset", {3}, {0, 0, 0});
  file.addText("node/nodes/flatten/type", "Flatten");
  Model model = read(file);
  EXPECT_TRUE(model.graph.nodes[1].parameters.empty());
  EXPECT_EQ(model.graph.nodes[3].parameters.count("v_reset"), 1u);
}

TEST(NIRFile, paddingInWords) {
  FileBuilder file;
  std::string conv = "node/nodes/conv";
  file.addNetwork().addText(conv + "/type", "Conv1d");
  file.addNumbers(conv + "/weight", {1, 1, 1}, {1});
  for (const char *name : {"stride", "dilation", "groups", "bias"})
    file.addNumbers(conv + "/" + name, {}, {1}, H5T_STD_I64LE);
  Model model = read(file.addText(conv + "/padding", "same"));
  const Parameter &padding = getParameter(model, 0, "padding");
  EXPECT_EQ(padding.type, ElementType::String);
  EXPECT_EQ(padding.text, "same");
  EXPECT_EQ(padding.numbers, nullptr);
}

TEST(NIRFile, metadata) {
  FileBuilder file;
  file.addNetwork().addText("node/metadata/author", "me");
  file.addNumbers("node/metadata/training/epochs", {}, {7}, H5T_STD_I32LE);
  file.addTexts("node/metadata/list", {"a", "b"}, 1);
  Model model = read(file.addText("node/nodes/lif/metadata/note", "x"));
  EXPECT_EQ(model.graph.metadata.size(), 2u);
  EXPECT_EQ(model.graph.metadata["author"].text, "me");
  EXPECT_THAT(getNumbers(model.graph.metadata["training/epochs"]),
              ElementsAre(7));
  EXPECT_EQ(model.graph.nodes[2].metadata["note"].text, "x");
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].path, "node/metadata/list");
  EXPECT_EQ(model.warnings[0].text,
            "must be a single text (a scalar string), not an array; ignored");
}

TEST(NIRFile, unknownMembersOfTheRoot) {
  FileBuilder file;
  Model model = read(file.addNetwork().addText("history", "long"));
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].path, "/");
  EXPECT_EQ(model.warnings[0].text,
            "has the member 'history', which NIR does not have; ignored");
}

TEST(NIRFile, lenient) {
  FileBuilder file;
  file.addNetwork().addNumbers("node/nodes/lif/refractory", {}, {1});
  ReadOptions options;
  options.lenient = true;
  llvm::Expected<Model> model = file.read(options);
  ASSERT_TRUE(bool(model));
  EXPECT_EQ(model->warnings.size(), 1u);
  EXPECT_EQ(model->graph.nodes[2].find("refractory"), nullptr);
}

//===----------------------------------------------------------------------===//
// Broken files
//===----------------------------------------------------------------------===//

static Model readPart(FileBuilder &file) {
  ReadOptions options;
  options.partial = true;
  llvm::Expected<Model> model = file.read(options);
  EXPECT_TRUE(bool(model)) << (model ? "" : toString(model.takeError()));
  return model ? std::move(*model) : Model();
}

static std::vector<std::string> listNodes(const Graph &graph) {
  std::vector<std::string> names;
  for (const Node &node : graph.nodes)
    names.push_back(node.name + ": " + getName(node.type).str() +
                    (node.isBroken ? ", broken" : ""));
  return names;
}

static std::vector<std::string> listErrors(const Model &model) {
  std::vector<std::string> paths;
  for (const Defect &error : model.errors)
    paths.push_back(error.path);
  return paths;
}

TEST(NIRFile, soundFileInPart) {
  FileBuilder file;
  Model model = readPart(file.addNetwork());
  EXPECT_TRUE(model.errors.empty());
  EXPECT_TRUE(model.graph.isComplete);
}

TEST(NIRFile, brokenNodes) {
  FileBuilder file;
  file.addNetwork()
      .remove("node/nodes/fc/weight")
      .remove("node/nodes/lif/type");
  file.addText("node/nodes/lif/type", "Izhikevich");
  H5Lcreate_external("/etc/passwd", "/", file.getFile(), "node/nodes/far",
                     H5P_DEFAULT, H5P_DEFAULT);
  Model model = readPart(file.addLIF("node/nodes/\x1B[31m"));
  EXPECT_THAT(listNodes(model.graph),
              ElementsAre("\\033[31m: -, broken", "far: -, broken",
                          "fc: Linear, broken", "input: Input",
                          "lif: -, broken", "output: Output"));
  EXPECT_THAT(listErrors(model),
              ElementsAre("node/nodes/\\033[31m", "node/nodes/far",
                          "node/nodes/fc", "node/nodes/lif/type"));
  EXPECT_FALSE(model.graph.isComplete);
  // Edges are those between any nodes of the file.
  EXPECT_THAT(getEdges(model.graph),
              ElementsAre(Pair(3, 2), Pair(2, 4), Pair(4, 5)));
  EXPECT_EQ(model.version, "1.0.7");
}

TEST(NIRFile, brokenEdges) {
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  Model model = readPart(file.addTexts(
      "node/edges", {"input", "fc", "fc", "ghost", "fc", "lif"}, 2));
  EXPECT_THAT(getEdges(model.graph), ElementsAre(Pair(1, 0), Pair(0, 2)));
  EXPECT_THAT(listErrors(model), ElementsAre("node/edges"));
  EXPECT_FALSE(model.graph.isComplete);
}

TEST(NIRFile, brokenNestedGraph) {
  FileBuilder file;
  std::string sub = "node/nodes/sub";
  file.addNetwork().addLIF(sub + "/nodes/lif").remove(sub + "/nodes/lif/tau");
  // Neither a type nor edges: only a graph has nodes.
  Model model = readPart(file);
  EXPECT_THAT(listErrors(model), ElementsAre(sub, sub + "/nodes/lif"));
  ASSERT_EQ(model.graph.nodes.size(), 5u);
  EXPECT_TRUE(model.graph.nodes[4].isBroken);
  ASSERT_NE(model.graph.nodes[4].graph, nullptr);
  EXPECT_THAT(listNodes(*model.graph.nodes[4].graph),
              ElementsAre("lif: LIF, broken"));
}

TEST(NIRFile, brokenRoot) {
  FileBuilder untyped;
  Model model = readPart(untyped.addNetwork().remove("node/type"));
  EXPECT_EQ(model.graph.nodes.size(), 4u);
  EXPECT_THAT(listErrors(model), ElementsAre("node"));

  FileBuilder single;
  model = readPart(single.addLIF("node"));
  EXPECT_THAT(listNodes(model.graph), ElementsAre(": LIF, broken"));
  EXPECT_EQ(model.graph.nodes.front().path, "node");

  FileBuilder empty;
  model = readPart(empty.addText("version", "1"));
  EXPECT_TRUE(model.graph.nodes.empty());
  EXPECT_THAT(listErrors(model), ElementsAre("/"));
}

// Nodes behind too many errors are there, but nothing of them is.
TEST(NIRFile, manyBrokenNodes) {
  FileBuilder file;
  file.addNetwork();
  for (unsigned i = 100; i < 250; ++i)
    file.addText("node/nodes/" + std::to_string(i) + "/type", "Linear");
  Model model = readPart(file);
  EXPECT_EQ(model.errors.size(), 100u);
  std::vector<std::string> nodes = listNodes(model.graph);
  ASSERT_EQ(nodes.size(), 154u);
  EXPECT_EQ(nodes[99], "199: Linear, broken");
  EXPECT_EQ(nodes[100], "200: -, broken");
  EXPECT_EQ(nodes[153], "output: -, broken");
}

TEST(NIRFile, strangersHaveNoParts) {
  ReadOptions options;
  options.partial = true;
  llvm::Expected<Model> model =
      readBytes(llvm::MemoryBufferRef("PK", "<stdin>"), options);
  EXPECT_THAT(toString(model.takeError()), HasSubstr("this is a zip archive"));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

static Parameter readWeight(FileBuilder &file, hid_t type,
                            const std::vector<double> &numbers,
                            hid_t properties = H5P_DEFAULT) {
  file.addNetwork().remove("node/nodes/fc/weight");
  file.addNumbers("node/nodes/fc/weight", {3, 2}, numbers, type, properties);
  return getParameter(read(file), 0, "weight");
}

TEST(NIRFile, elementTypes) {
  std::vector<double> numbers = {-1, 2, 3, 4, 5, 100};
  auto check = [&](hid_t type, ElementType expected) {
    FileBuilder file;
    Parameter weight = readWeight(file, type, numbers);
    EXPECT_EQ(weight.type, expected);
    EXPECT_EQ(getNumbers(weight), numbers);
  };
  check(H5T_IEEE_F32BE, ElementType::Float32);
  check(H5T_IEEE_F64LE, ElementType::Float64);
  check(H5T_IEEE_F64BE, ElementType::Float64);
  check(H5T_STD_I8LE, ElementType::Integer);
  check(H5T_STD_I16BE, ElementType::Integer);
  check(H5T_STD_I64LE, ElementType::Integer);
}

TEST(NIRFile, halfPrecision) {
  hid_t half = H5Tcopy(H5T_IEEE_F32LE);
  H5Tset_fields(half, 15, 10, 5, 0, 10);
  H5Tset_precision(half, 16);
  H5Tset_ebias(half, 15);
  H5Tset_size(half, 2);
  FileBuilder file;
  Parameter weight = readWeight(file, half, {0.5, -2, 3, 0, 65504, 1});
  EXPECT_EQ(weight.type, ElementType::Float32);
  EXPECT_THAT(getNumbers(weight), ElementsAre(0.5, -2, 3, 0, 65504, 1));
  H5Tclose(half);
}

TEST(NIRFile, booleans) {
  hid_t boolean = H5Tenum_create(H5T_NATIVE_INT8);
  int8_t value = 0;
  H5Tenum_insert(boolean, "FALSE", &value);
  value = 1;
  H5Tenum_insert(boolean, "TRUE", &value);
  FileBuilder file;
  file.addNetwork().addHeader("node/nodes/lif/v_reset", {2}, boolean);
  hid_t dataset =
      H5Dopen2(file.getFile(), "node/nodes/lif/v_reset", H5P_DEFAULT);
  int8_t values[] = {1, 0};
  H5Dwrite(dataset, boolean, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Dclose(dataset);
  H5Tclose(boolean);
  Model model = read(file);
  const Parameter &reset = getParameter(model, 2, "v_reset");
  EXPECT_EQ(reset.type, ElementType::Boolean);
  EXPECT_THAT(getNumbers(reset), ElementsAre(1, 0));
}

TEST(NIRFile, compressedNumbers) {
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t chunk[] = {2, 2};
  H5Pset_chunk(properties, 2, chunk);
  H5Pset_shuffle(properties);
  H5Pset_deflate(properties, 4);
  FileBuilder file;
  Parameter weight =
      readWeight(file, H5T_IEEE_F32LE, {1, 2, 3, 4, 5, 6}, properties);
  EXPECT_THAT(getNumbers(weight), ElementsAre(1, 2, 3, 4, 5, 6));
  H5Pclose(properties);
}

/// Rows 2 and 3 of five, read from a file that stores `weight` so.
static std::vector<double> readMiddleRows(hid_t properties) {
  FileBuilder file;
  file.addNetwork().remove("node/nodes/fc/weight");
  file.addNumbers("node/nodes/fc/weight", {5, 2},
                  {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, H5T_IEEE_F32LE, properties);
  Parameter weight = getParameter(read(file), 0, "weight");
  EXPECT_EQ(weight.numbers->getSlicesPerPiece(),
            properties == H5P_DEFAULT ? 1u : 3u);
  std::vector<double> numbers(4);
  EXPECT_FALSE(weight.numbers->read(llvm::MutableArrayRef<double>(numbers), 4));
  return numbers;
}

TEST(NIRFile, rows) {
  EXPECT_THAT(readMiddleRows(H5P_DEFAULT), ElementsAre(4, 5, 6, 7));
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  const hsize_t chunk[] = {3, 1};
  H5Pset_chunk(properties, 2, chunk);
  H5Pset_deflate(properties, 4);
  EXPECT_THAT(readMiddleRows(properties), ElementsAre(4, 5, 6, 7));
  H5Pclose(properties);
}

TEST(NIRFile, rowsThatAreNotThere) {
  FileBuilder file;
  Parameter weight = getParameter(read(file.addNetwork()), 0, "weight");
  auto readError = [&](size_t count, uint64_t begin) {
    std::vector<double> numbers(count);
    return toString(
        weight.numbers->read(llvm::MutableArrayRef<double>(numbers), begin));
  };
  EXPECT_EQ(readError(2, 4), "");
  EXPECT_THAT(readError(2, 6), HasSubstr("node/nodes/fc/weight: does not have "
                                         "2 numbers from number 6 on"));
  // Parts of rows.
  EXPECT_THAT(readError(1, 2), HasSubstr("does not have 1 numbers"));
  EXPECT_THAT(readError(2, 3), HasSubstr("does not have 2 numbers"));
}

TEST(NIRFile, noNumbers) {
  FileBuilder file;
  file.addNetwork().remove("node/nodes/fc/weight");
  Model model =
      read(file.addHeader("node/nodes/fc/weight", {3, 0}, H5T_IEEE_F32LE));
  EXPECT_TRUE(getNumbers(getParameter(model, 0, "weight")).empty());
}

TEST(NIRFile, sharedNumbers) {
  FileBuilder file;
  file.addNetwork().addText("node/nodes/fc2/type", "Linear");
  Model model =
      read(file.addHardLink("node/nodes/fc2/weight", "node/nodes/fc/weight"));
  EXPECT_EQ(getNumbers(getParameter(model, 1, "weight")),
            getNumbers(getParameter(model, 0, "weight")));
}

TEST(NIRFile, textsOfFixedSize) {
  for (auto [field, padding] :
       {std::pair<std::string, H5T_str_t>{{"LI\0zzz", 6}, H5T_STR_NULLTERM},
        {{"LI\0\0", 4}, H5T_STR_NULLPAD},
        {"LI", H5T_STR_NULLPAD},
        {"LI    ", H5T_STR_SPACEPAD}}) {
    FileBuilder file;
    file.addNetwork().remove("node/nodes/lif/type");
    file.remove("node/nodes/lif/v_threshold");
    Model model =
        read(file.addFixedText("node/nodes/lif/type", field, padding));
    ASSERT_EQ(model.graph.nodes.size(), 4u);
    EXPECT_EQ(model.graph.nodes[2].type, NodeType::LI);
  }
}

TEST(NIRFile, userBlock) {
  FileBuilder file;
  std::string bytes = std::string(512, 'x') + file.addNetwork().getBytes();
  std::error_code error;
  llvm::raw_fd_ostream(file.getPath(), error) << bytes;
  Model model = read(file);
  EXPECT_THAT(getNumbers(getParameter(model, 0, "weight")),
              ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(NIRFile, pipe) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  std::string pipe = file.getPath() + ".pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] {
    std::error_code error;
    llvm::raw_fd_ostream(pipe, error) << bytes;
  });
  llvm::Expected<Model> model = readFile(pipe);
  writer.join();
  unlink(pipe.c_str()); // which the folder would stay for
  ASSERT_TRUE(bool(model)) << toString(model.takeError());
  EXPECT_THAT(getNumbers(getParameter(*model, 0, "weight")),
              ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(NIRFile, bytes) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  llvm::Expected<Model> model =
      readBytes(llvm::MemoryBufferRef(bytes, "<stdin>"));
  ASSERT_TRUE(bool(model)) << toString(model.takeError());
  // The reader has bytes of its own.
  bytes.assign(bytes.size(), 'x');
  EXPECT_THAT(getNumbers(getParameter(*model, 0, "weight")),
              ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(NIRFile, severalBytes) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  auto braille = llvm::MemoryBuffer::getFile(getInput("braille.nir"));
  ASSERT_TRUE(bool(braille));
  // A network in memory is another one than the one before, even of one name.
  llvm::Expected<Model> model = readBytes(llvm::MemoryBufferRef(bytes, "net"));
  llvm::Expected<Model> other =
      readBytes(llvm::MemoryBufferRef((*braille)->getBuffer(), "net"));
  ASSERT_TRUE(bool(model)) << toString(model.takeError());
  ASSERT_TRUE(bool(other)) << toString(other.takeError());
  EXPECT_EQ(other->graph.nodes.size(),
            readFile(getInput("braille.nir"))->graph.nodes.size());
}

TEST(NIRFile, bytesOfOtherThings) {
  auto readError = [](llvm::StringRef bytes) {
    return toString(
        readBytes(llvm::MemoryBufferRef(bytes, "<stdin>")).takeError());
  };
  EXPECT_THAT(readError(""), HasSubstr("<stdin>: the file is empty"));
  EXPECT_THAT(readError("PK"), HasSubstr("<stdin>: this is a zip archive"));
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  EXPECT_THAT(readError(llvm::StringRef(bytes).drop_back(100)),
              HasSubstr("<stdin>: truncated file"));
}

TEST(NIRFile, numbersOutliveTheModel) {
  FileBuilder file;
  Parameter weight = getParameter(read(file.addNetwork()), 0, "weight");
  EXPECT_THAT(getNumbers(weight), ElementsAre(1, 2, 3, 4, 5, 6));
}
