//===- HostileTextTest.cpp - Texts that are refused -----------------------===//
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
using testing::HasSubstr;

/// Puts bytes in the place of those of the file, and reads it.
static std::string readErrorOf(FileBuilder &file, const std::string &bytes) {
  std::error_code error;
  llvm::raw_fd_ostream(file.getPath(), error) << bytes;
  return file.readError();
}

static haddr_t getOffset(const FileBuilder &file, const char *path) {
  hid_t dataset = H5Dopen2(file.getFile(), path, H5P_DEFAULT);
  haddr_t offset = H5Dget_offset(dataset);
  H5Dclose(dataset);
  return offset;
}

//===----------------------------------------------------------------------===//
// Heaps
//===----------------------------------------------------------------------===//

static constexpr const char *notThere =
    "refers to a text that is not there: the file is damaged; get it again";

TEST(NIRHostileText, damagedHeap) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  size_t heap = bytes.find("GCOL");
  ASSERT_NE(heap, std::string::npos);
  // Signature, version, size, number of the first object, its size.
  for (size_t offset : {0, 4, 14, 16, 25}) {
    std::string damaged = bytes;
    damaged[heap + offset] = 0x7F;
    EXPECT_THAT(readErrorOf(file, damaged), HasSubstr(notThere)) << offset;
  }
}

TEST(NIRHostileText, everyByteOfAHeap) {
  FileBuilder file;
  std::string bytes = file.addNetwork().getBytes();
  size_t heap = bytes.find("GCOL");
  for (size_t offset = 0; offset < 512; ++offset) {
    std::string damaged = bytes;
    damaged[heap + offset] = ~damaged[heap + offset];
    readErrorOf(file, damaged); // ends
  }
}

TEST(NIRHostileText, damagedReference) {
  FileBuilder file;
  haddr_t reference = getOffset(file.addNetwork(), "node/nodes/lif/type");
  std::string bytes = file.getBytes();
  // Length, address of the heap, number of the object.
  for (size_t offset : {0, 3, 4, 11, 12, 15}) {
    std::string damaged = bytes;
    damaged[reference + offset] ^= 0x7F;
    EXPECT_EQ(readErrorOf(file, damaged),
              std::string("node/nodes/lif/type: ") + notThere)
        << offset;
  }
}

TEST(NIRHostileText, manyReferencesToOneText) {
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  std::string name(10000, 'x');
  file.addNumbers("node/nodes/" + name + "/scale", {}, {1});
  file.addText("node/nodes/" + name + "/type", "Scale");
  std::vector<const char *> ends(1000, "x");
  ends[0] = name.c_str();
  haddr_t references =
      getOffset(file.addTexts("node/edges", ends, 2), "node/edges");
  std::string bytes = file.getBytes();
  for (size_t index = 1; index < ends.size(); ++index)
    bytes.replace(references + 16 * index, 16, bytes, references, 16);
  EXPECT_EQ(
      readErrorOf(file, bytes),
      "node/edges: refers to more text than a file of this size can have");
}

//===----------------------------------------------------------------------===//
// Other texts
//===----------------------------------------------------------------------===//

TEST(NIRHostileText, compressedTexts) {
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t chunk[] = {1, 2};
  H5Pset_chunk(properties, 2, chunk);
  H5Pset_deflate(properties, 9);
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, 1 << 20);
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  file.addHeader("node/edges", {1, 2}, type, properties);
  hid_t dataset = H5Dopen2(file.getFile(), "node/edges", H5P_DEFAULT);
  std::string texts(2 << 20, '\0');
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
  H5Dclose(dataset);
  H5Tclose(type);
  H5Pclose(properties);
  EXPECT_EQ(file.readError(),
            "node/edges: holds more text than a file of this size can have");
}

TEST(NIRHostileText, textsInChunks) {
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t chunk[] = {1, 2};
  H5Pset_chunk(properties, 2, chunk);
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  FileBuilder file;
  file.addNetwork().remove("node/edges");
  file.addHeader("node/edges", {1, 2}, type, properties);
  hid_t dataset = H5Dopen2(file.getFile(), "node/edges", H5P_DEFAULT);
  const char *texts[] = {"fc", "lif"};
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts);
  H5Dclose(dataset);
  H5Tclose(type);
  H5Pclose(properties);
  EXPECT_EQ(file.readError(), "node/edges: holds texts of variable length in "
                              "chunks: store them in one piece (contiguous)");
}

TEST(NIRHostileText, smallAddresses) {
  FileBuilder file;
  file.getBytes();
  hid_t properties = H5Pcreate(H5P_FILE_CREATE);
  H5Pset_sizes(properties, 4, 4);
  H5Fclose(H5Fcreate(file.getPath().c_str(), H5F_ACC_TRUNC, properties,
                     H5P_DEFAULT));
  H5Pclose(properties);
  file.reopen();
  EXPECT_THAT(file.addNetwork().readError(),
              testing::StartsWith("version: the file has addresses that are "
                                  "not of 64 bits: export the network with "
                                  "nir.write\n"));
}
