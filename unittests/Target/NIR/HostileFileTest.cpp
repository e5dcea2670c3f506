//===- HostileFileTest.cpp - Files that are refused -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileBuilder.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace tidepool::nir;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

static void write(const FileBuilder &file, llvm::StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream(file.getPath(), error) << bytes;
}

static std::string readErrorOf(llvm::StringRef bytes) {
  FileBuilder file;
  file.getBytes();
  write(file, bytes);
  return file.readError();
}

/// The error when the object at a path is replaced by numbers, or removed.
static std::string readErrorWithout(const std::string &path,
                                    bool withNumbers = false) {
  FileBuilder file;
  file.addNetwork().remove(path);
  if (withNumbers)
    file.addNumbers(path, {3, 2}, {1, 2, 3, 4, 5, 6});
  return file.readError();
}

//===----------------------------------------------------------------------===//
// Files as a whole
//===----------------------------------------------------------------------===//

TEST(NIRHostileFile, strangers) {
  EXPECT_THAT(readErrorOf(""), StartsWith("the file is empty"));
  EXPECT_THAT(readErrorOf("version https://git-lfs.github.com/spec/v1\noid"),
              StartsWith("this is a pointer of Git LFS"));
  EXPECT_THAT(readErrorOf("PK\x03\x04..."), StartsWith("this is a zip"));
  EXPECT_THAT(readErrorOf("<html>\n"), StartsWith("this is a text"));
  EXPECT_THAT(readErrorOf("\x89PNG\r\n\x1A\n"),
              StartsWith("this is not an HDF5 file"));
}

TEST(NIRHostileFile, notThere) {
  llvm::Expected<Model> model = readFile("/no/such/file.nir");
  EXPECT_EQ(toString(model.takeError()),
            "/no/such/file.nir: cannot be read: No such file or directory");
  model = readFile("/");
  EXPECT_EQ(toString(model.takeError()), "/: cannot be read: it is a folder");
}

TEST(NIRHostileFile, truncated) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  for (size_t size = 0; size < bytes.size(); size += 97)
    EXPECT_NE(readErrorOf(bytes.substr(0, size)), "no error") << size;
  EXPECT_THAT(readErrorOf(bytes.substr(0, bytes.size() / 2)),
              StartsWith("truncated file: "));
}

TEST(NIRHostileFile, recording) {
  FileBuilder file;
  hid_t space = H5Screate(H5S_SCALAR);
  H5Aclose(H5Acreate2(file.getFile(), "__type__", H5T_C_S1, space, H5P_DEFAULT,
                      H5P_DEFAULT));
  H5Sclose(space);
  EXPECT_EQ(file.readError(), "/: this is a recording (NIRData), not a "
                              "network: export the network with nir.write");
}

//===----------------------------------------------------------------------===//
// Missing and wrong members
//===----------------------------------------------------------------------===//

TEST(NIRHostileFile, missingMembers) {
  EXPECT_THAT(readErrorWithout("node"), StartsWith("/: has no group 'node'"));
  EXPECT_THAT(readErrorWithout("node/type"),
              StartsWith("node: has no dataset 'type'"));
  EXPECT_THAT(readErrorWithout("node/nodes"),
              StartsWith("node: this NIRGraph lacks nodes"));
  EXPECT_THAT(readErrorWithout("node/edges"),
              StartsWith("node: this NIRGraph lacks edges"));
  EXPECT_THAT(readErrorWithout("node/nodes/lif/type"),
              StartsWith("node/nodes/lif: has no dataset 'type'"));
  EXPECT_THAT(readErrorWithout("node/nodes/lif/tau"),
              StartsWith("node/nodes/lif: this LIF lacks tau"));
  EXPECT_THAT(readErrorWithout("node/nodes/input/shape"),
              StartsWith("node/nodes/input: this Input lacks shape"));
}

// All that is wrong with nodes and with edges, in one run.
TEST(NIRHostileFile, severalErrors) {
  FileBuilder file;
  file.addNetwork()
      .remove("node/nodes/fc/weight")
      .remove("node/nodes/lif/type")
      .addNumbers("node/nodes/lif/type", {}, {1})
      .addNumbers("node/nodes/output/color", {}, {1})
      .remove("node/edges")
      .addTexts("node/edges", {"in", "fc", "fc", "lif", "spikes", "output"}, 2);
  EXPECT_THAT(file.readError(),
              AllOf(HasSubstr("node/nodes/fc: this Linear lacks weight"),
                    HasSubstr("node/nodes/lif/type: must be a single text"),
                    HasSubstr("node/nodes/output: has the member 'color'"),
                    HasSubstr("node/edges: edge 0 goes from 'in'"),
                    HasSubstr("node/edges: edge 2 goes from 'spikes'")));
}

TEST(NIRHostileFile, severalEdgesToNowhere) {
  FileBuilder file;
  file.addNetwork()
      .remove("node/edges")
      .addTexts("node/edges",
                {"input", "fc", "fc", "spikes", "spikes", "ghost"}, 2);
  EXPECT_THAT(file.readError(), AllOf(HasSubstr("edge 1 goes to 'spikes'"),
                                      HasSubstr("edge 2 goes to 'ghost'"),
                                      Not(HasSubstr("edge 2 goes from"))));
}

TEST(NIRHostileFile, datasetsForGroups) {
  EXPECT_EQ(readErrorWithout("node/nodes/lif", /*withNumbers=*/true),
            "node/nodes/lif: is a dataset, but nodes are groups");
  EXPECT_EQ(readErrorWithout("node/nodes", /*withNumbers=*/true),
            "node/nodes: is a dataset, but must be a group of nodes");
  EXPECT_EQ(readErrorWithout("node", /*withNumbers=*/true),
            "node: is a dataset, but nodes are groups");
}

TEST(NIRHostileFile, groupsForDatasets) {
  for (const char *path : {"version", "node/type", "node/edges",
                           "node/nodes/lif/type", "node/nodes/lif/tau"}) {
    FileBuilder file;
    EXPECT_THAT(file.addNetwork().remove(path).addGroup(path).readError(),
                StartsWith(std::string(path) + ": is a group, but "));
  }
}

TEST(NIRHostileFile, unknownMember) {
  FileBuilder file;
  file.addNetwork().addNumbers("node/nodes/lif/refractory", {}, {1});
  EXPECT_EQ(file.readError(),
            "node/nodes/lif: has the member 'refractory', but LIF in NIR has "
            "only: type, metadata, tau, r, v_leak, v_threshold, v_reset");
}

TEST(NIRHostileFile, types) {
  auto readErrorWithType = [](const std::string &path, const char *type) {
    FileBuilder file;
    return file.addNetwork().remove(path).addText(path, type).readError();
  };
  std::string path = "node/nodes/lif/type";
  EXPECT_THAT(readErrorWithType(path, "lif"),
              StartsWith(path + ": NIR has no node of type 'lif', but these: "
                                "Affine, AvgPool2d, "));
  EXPECT_EQ(readErrorWithType(path, "\xFFLIF"),
            path + ": holds the text '\\377LIF', which is not UTF-8");
  EXPECT_THAT(
      readErrorWithType("node/type", "Flatten"),
      AllOf(StartsWith("node: has the member 'edges' (and 1 more), but Flatten "
                       "in NIR has only: type, metadata, input_type, "
                       "start_dim, end_dim\n"),
            HasSubstr("node: the network is a single Flatten, but must be a "
                      "NIRGraph")));
  EXPECT_EQ(readErrorWithout(path, /*withNumbers=*/true),
            path + ": must be a single text (a scalar string), not an array");
}

TEST(NIRHostileFile, typeInAnArray) {
  FileBuilder file;
  file.addNetwork().remove("node/nodes/lif/type");
  EXPECT_EQ(file.addTexts("node/nodes/lif/type", {"LIF"}, 1).readError(),
            "node/nodes/lif/type: must be a single text (a scalar string), not "
            "an array");
}

TEST(NIRHostileFile, rootOfAnotherType) {
  FileBuilder file;
  EXPECT_EQ(file.addLIF("node").readError(),
            "node: the network is a single LIF, but must be a NIRGraph");
}

//===----------------------------------------------------------------------===//
// Edges
//===----------------------------------------------------------------------===//

static std::string readErrorWithEdges(std::vector<const char *> edges,
                                      hsize_t rowSize = 2) {
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  return file.addTexts("node/edges", std::move(edges), rowSize).readError();
}

TEST(NIRHostileFile, edgesOfAnotherForm) {
  std::string expected =
      "node/edges: must be an array of strings of shape (edges, 2): names of a "
      "source and a target in each row";
  EXPECT_EQ(readErrorWithEdges({"input", "fc", "lif"}, 3), expected);
  EXPECT_EQ(readErrorWithout("node/edges", /*withNumbers=*/true), expected);
}

TEST(NIRHostileFile, edgesToNowhere) {
  auto hint = [](const char *end) {
    std::string error = readErrorWithEdges({"input", "fc", "fc", end});
    std::string start = "node/edges: edge 1 goes to '" + std::string(end) +
                        "', but the graph has no node of this name: ";
    EXPECT_THAT(error, StartsWith(start));
    return error.substr(start.size());
  };
  EXPECT_EQ(hint("lif1"), "is it 'lif'?");
  EXPECT_EQ(hint("lif.input"), "is it 'lif'?");
  EXPECT_EQ(hint("out"), "add it, or remove the edge");
  // The only node that no edge names.
  EXPECT_THAT(
      readErrorWithEdges({"ghost", "fc", "fc", "lif", "lif", "output"}),
      HasSubstr("edge 0 goes from 'ghost', but the graph has no node of this "
                "name: is it 'input'?"));
}

//===----------------------------------------------------------------------===//
// Links
//===----------------------------------------------------------------------===//

TEST(NIRHostileFile, softLink) {
  FileBuilder file;
  file.addNetwork();
  H5Lcreate_soft("/node/nodes/lif", file.getFile(), "node/nodes/soft",
                 H5P_DEFAULT, H5P_DEFAULT);
  EXPECT_EQ(file.readError(),
            "node/nodes/soft: is a soft link, which is not followed: put the "
            "object itself in its place");
}

TEST(NIRHostileFile, externalLink) {
  FileBuilder file;
  file.addNetwork();
  H5Lcreate_external("/etc/passwd", "/", file.getFile(), "node/nodes/far",
                     H5P_DEFAULT, H5P_DEFAULT);
  EXPECT_EQ(file.readError(),
            "node/nodes/far: is a link to another file, which is not "
            "followed: put the object itself in its place");
}

TEST(NIRHostileFile, cycle) {
  FileBuilder file;
  file.addNetwork().addHardLink("node/nodes/self", "node");
  EXPECT_EQ(file.readError(),
            "node/nodes/self: lies within itself, by a hard link: remove the "
            "link");
}

TEST(NIRHostileFile, cycleInMetadata) {
  FileBuilder file;
  file.addNetwork().addGroup("node/metadata");
  file.addHardLink("node/metadata/self", "node/metadata");
  EXPECT_THAT(file.readError(),
              StartsWith("node/metadata/self: lies within itself"));
}

TEST(NIRHostileFile, deepNesting) {
  FileBuilder file;
  std::string graph = "node";
  for (unsigned depth = 0; depth <= maxNesting; ++depth) {
    file.addText(graph + "/type", "NIRGraph");
    file.addHeader(graph + "/edges", {0}, H5T_IEEE_F64LE);
    file.addGroup(graph + "/nodes");
    graph += "/nodes/n";
  }
  EXPECT_THAT(file.readError(),
              HasSubstr("lies within 100 others, which is the limit"));
}

/// Each group is there twice in the next: the file means exponentially more
/// than it holds.
TEST(NIRHostileFile, manyNamesForOneObject) {
  FileBuilder file;
  file.addNetwork().addText("node/metadata/0/text", "x");
  for (unsigned level = 1; level < 40; ++level) {
    std::string group = "node/metadata/" + std::to_string(level);
    std::string last = "node/metadata/" + std::to_string(level - 1);
    file.addGroup(group).addHardLink(group + "/a", last);
    file.addHardLink(group + "/b", last);
  }
  EXPECT_THAT(file.readError(),
              HasSubstr("more members than a file of this size can have"));
}

/// The same with graphs, and names that make paths much longer than the file.
TEST(NIRHostileFile, manyLongPaths) {
  FileBuilder file;
  std::string name(1000, 'x');
  for (unsigned level = 0; level < 40; ++level) {
    std::string graph = level ? "node/" + std::to_string(level) : "node";
    file.addText(graph + "/type", "NIRGraph");
    file.addHeader(graph + "/edges", {0}, H5T_IEEE_F64LE);
    file.addGroup(graph + "/nodes");
  }
  for (unsigned level = 1; level < 40; ++level) {
    std::string last =
        level > 1 ? "node/" + std::to_string(level - 1) : std::string("node");
    for (const char *end : {"a", "b"})
      file.addHardLink(last + "/nodes/" + name + end,
                       "node/" + std::to_string(level));
  }
  EXPECT_THAT(file.readError(),
              HasSubstr("more nodes than a file of this size can have"));
}

TEST(NIRHostileFile, names) {
  FileBuilder file;
  file.addNetwork().addLIF("node/nodes/\x1B[31m");
  EXPECT_EQ(file.readError(),
            "node/nodes/\\033[31m: its name is not UTF-8 or has control "
            "characters or slashes: rename it");
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static std::string readErrorWithWeight(const Extents &shape, hid_t type,
                                       hid_t properties = H5P_DEFAULT) {
  FileBuilder file;
  file.addNetwork().remove("node/nodes/fc/weight");
  file.addHeader("node/nodes/fc/weight", shape, type, properties);
  std::string error = file.readError();
  EXPECT_THAT(error, StartsWith("node/nodes/fc/weight: "));
  return error;
}

static hid_t makeChunks(const Extents &sizes) {
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_chunk(properties, sizes.size(), sizes.data());
  return properties;
}

TEST(NIRHostileFile, elementTypes) {
  hid_t complex = H5Tcreate(H5T_COMPOUND, 8);
  H5Tinsert(complex, "r", 0, H5T_IEEE_F32LE);
  H5Tinsert(complex, "i", 4, H5T_IEEE_F32LE);
  EXPECT_THAT(readErrorWithWeight({3, 2}, complex),
              HasSubstr("holds complex numbers"));
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_STD_REF_OBJ),
              HasSubstr("holds references"));
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_STD_B8LE),
              HasSubstr("holds bit fields"));
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_NATIVE_LDOUBLE),
              HasSubstr("holds floating-point numbers that are not IEEE 754"));
  hid_t list = H5Tvlen_create(H5T_IEEE_F32LE);
  EXPECT_THAT(readErrorWithWeight({3, 2}, list),
              HasSubstr("holds lists of different lengths"));
  hid_t colour = H5Tenum_create(H5T_NATIVE_INT8);
  int8_t red = 0;
  H5Tenum_insert(colour, "RED", &red);
  EXPECT_THAT(readErrorWithWeight({3, 2}, colour),
              HasSubstr("holds an enumeration that is no boolean"));
  H5Tclose(complex);
  H5Tclose(list);
  H5Tclose(colour);
}

TEST(NIRHostileFile, textForNumbers) {
  FileBuilder file;
  file.addNetwork().remove("node/nodes/fc/weight");
  EXPECT_EQ(file.addText("node/nodes/fc/weight", "1").readError(),
            "node/nodes/fc/weight: is a text, but must be numbers");
}

TEST(NIRHostileFile, neverWritten) {
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_IEEE_F32LE),
              HasSubstr("its elements were never written"));
  hid_t chunks = makeChunks({100, 100});
  EXPECT_THAT(readErrorWithWeight({200000, 200000}, H5T_IEEE_F32LE, chunks),
              HasSubstr("its elements were never written"));
  H5Pclose(chunks);
}

TEST(NIRHostileFile, writtenInPart) {
  hid_t properties = makeChunks({1, 2});
  FileBuilder file;
  file.addNetwork().remove("node/nodes/fc/weight");
  file.addHeader("node/nodes/fc/weight", {3, 2}, H5T_IEEE_F32LE, properties);
  hid_t dataset = H5Dopen2(file.getFile(), "node/nodes/fc/weight", H5P_DEFAULT);
  float numbers[] = {1, 2};
  hsize_t offset[] = {1, 0};
  H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset, sizeof(numbers), numbers);
  H5Dclose(dataset);
  H5Pclose(properties);
  EXPECT_THAT(file.readError(), HasSubstr("its elements were never written"));
}

/// The weight in one chunk that is `stored` after all filters.
static void addStoredWeight(FileBuilder &file, const Extents &shape,
                            hid_t properties, const std::string &stored) {
  file.addNetwork().remove("node/nodes/fc/weight");
  file.addHeader("node/nodes/fc/weight", shape, H5T_IEEE_F32LE, properties);
  hid_t dataset = H5Dopen2(file.getFile(), "node/nodes/fc/weight", H5P_DEFAULT);
  Extents offset(shape.size(), 0);
  H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), stored.size(),
                 stored.data());
  H5Dclose(dataset);
  H5Pclose(properties);
}

TEST(NIRHostileFile, impossibleCompression) {
  hid_t properties = makeChunks({1000, 1000});
  H5Pset_deflate(properties, 4);
  FileBuilder file;
  addStoredWeight(file, {1000, 1000}, properties, "garbage");
  EXPECT_THAT(file.readError(),
              StartsWith("node/nodes/fc/weight: claims 4000000 bytes, which "
                         "cannot have been compressed to 7"));
}

TEST(NIRHostileFile, muchCompression) {
  hid_t properties = makeChunks({20000, 20000});
  H5Pset_deflate(properties, 4);
  FileBuilder file;
  addStoredWeight(file, {20000, 20000}, properties, std::string(2000000, 'x'));
  EXPECT_THAT(file.readError(),
              StartsWith("node/nodes/fc/weight: the compressed arrays of the "
                         "file have more than 1024 MiB up to here"));
}

TEST(NIRHostileFile, chunksOfAnotherRank) {
  FileBuilder file;
  addStoredWeight(file, {773}, makeChunks({773}), std::string(773 * 4, 'x'));
  std::string bytes = file.getBytes();
  // The dataspace: version, rank, 6 bytes, size.
  size_t size = bytes.find(std::string("\x05\x03\0\0\0\0\0\0", 8));
  ASSERT_NE(size, std::string::npos);
  ASSERT_EQ(bytes[size - 7], 1);
  bytes[size - 7] = 0;
  EXPECT_EQ(readErrorOf(bytes),
            "node/nodes/fc/weight: has chunks of 1 dimensions, but 0 itself: "
            "the file is damaged; get it again");
}

/// The error when the weight is read.
static std::string readNumbersError(FileBuilder &file) {
  llvm::Expected<Model> model = file.read();
  if (!model)
    return toString(model.takeError());
  std::vector<double> numbers(6);
  return toString(model->graph.nodes[0].find("weight")->numbers->read(
      llvm::MutableArrayRef<double>(numbers)));
}

TEST(NIRHostileFile, damagedCompression) {
  hid_t properties = makeChunks({3, 2});
  H5Pset_deflate(properties, 4);
  FileBuilder file;
  addStoredWeight(file, {3, 2}, properties, "garbage");
  EXPECT_THAT(readNumbersError(file),
              HasSubstr("node/nodes/fc/weight: cannot be read (inflate() "
                        "failed): the file is damaged"));
}

TEST(NIRHostileFile, missingFilter) {
  hid_t properties = makeChunks({3, 2});
  H5Pset_filter(properties, 32000, H5Z_FLAG_OPTIONAL, 0, nullptr);
  FileBuilder file;
  addStoredWeight(file, {3, 2}, properties, "garbage");
  EXPECT_THAT(readNumbersError(file),
              HasSubstr("node/nodes/fc/weight: is compressed with lzf (filter "
                        "32000), which this HDF5 library lacks"));
}

TEST(NIRHostileFile, elsewhere) {
  hid_t external = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_external(external, "/etc/passwd", 0, 24);
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_IEEE_F32LE, external),
              HasSubstr("has its elements in another file"));
  H5Pclose(external);

  hid_t composed = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t sizes[] = {3, 2};
  hid_t space = H5Screate_simple(2, sizes, nullptr);
  H5Pset_virtual(composed, space, "other.h5", "weight", space);
  EXPECT_THAT(readErrorWithWeight({3, 2}, H5T_IEEE_F32LE, composed),
              HasSubstr("is a virtual dataset"));
  H5Sclose(space);
  H5Pclose(composed);
}
