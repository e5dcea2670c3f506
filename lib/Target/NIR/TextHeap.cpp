//===- TextHeap.cpp - Texts of variable length ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TextHeap.h"

#include "Object.h"

#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;
using llvm::support::endian::read16le;
using llvm::support::endian::read32le;
using llvm::support::endian::read64le;

/// A reference is a length (4 bytes), the address of a heap, the number of an
/// object in it (4).
static constexpr size_t referenceSize = 16;
/// A heap begins with its signature, version 1, 3 unused bytes, its size.
static constexpr StringRef heapStart("GCOL\x01", 5);
static constexpr size_t heapHeaderSize = 16;
/// An object begins with its number (2 bytes; 0 is the room that is left), 6
/// bytes about its use, its size.
static constexpr size_t objectHeaderSize = 16;

static llvm::Error makeTooMuchText(const Object &dataset) {
  return dataset.error("refers to more text than a file of this size can have");
}

static llvm::Error makeDamaged(const Object &dataset) {
  return dataset.error("refers to a text that is not there: the file is "
                       "damaged; get it again");
}

/// Where address 0 is in the file. Fails where addresses and sizes do not have
/// 8 bytes, as they nearly always do.
static llvm::Expected<uint64_t> findBase(const Object &dataset) {
  Handle properties(H5Fget_create_plist(dataset.getFile()->id));
  size_t addressSize = 0, sizeSize = 0;
  hsize_t userBlockSize = 0;
  if (H5Pget_sizes(properties, &addressSize, &sizeSize) < 0 ||
      H5Pget_userblock(properties, &userBlockSize) < 0 || addressSize != 8 ||
      sizeSize != 8)
    return dataset.error("the file has addresses that are not of 64 bits: "
                         "export the network with nir.write");
  return userBlockSize;
}

bool TextHeap::parse(Collection &collection) {
  StringRef rest = StringRef(collection.bytes).drop_front(heapHeaderSize);
  while (rest.size() >= objectHeaderSize) {
    uint16_t number = read16le(rest.data());
    uint64_t size = read64le(rest.data() + 8);
    if (number == 0)
      break;
    rest = rest.drop_front(objectHeaderSize);
    if (size > rest.size())
      return false;
    collection.objects[number] = rest.take_front(size);
    rest =
        rest.drop_front(std::min<size_t>(llvm::alignTo(size, 8), rest.size()));
  }
  return true;
}

llvm::Expected<const TextHeap::Collection *>
TextHeap::getCollection(const Object &dataset, uint64_t offset) {
  auto [it, isNew] = collections.try_emplace(offset);
  Collection &collection = it->second;
  if (!isNew)
    return &collection;
  OpenFile &file = *dataset.getFile();
  char header[heapHeaderSize];
  if (!file.read(offset, header) ||
      !StringRef(header, heapHeaderSize).starts_with(heapStart))
    return makeDamaged(dataset);
  uint64_t size = read64le(header + 8);
  if (size < heapHeaderSize || size > file.size)
    return makeDamaged(dataset);
  if (!Budget::take(file.budget.text, size))
    return makeTooMuchText(dataset);
  collection.bytes.resize(size);
  if (!file.read(offset, collection.bytes) || !parse(collection))
    return makeDamaged(dataset);
  return &collection;
}

llvm::Expected<StringRef>
TextHeap::follow(const Object &dataset, const char *reference, uint64_t base) {
  uint32_t length = read32le(reference);
  if (length == 0)
    return "";
  llvm::Expected<const Collection *> collection =
      getCollection(dataset, base + read64le(reference + 4));
  if (!collection)
    return collection.takeError();
  const auto &objects = (*collection)->objects;
  auto object = objects.find(read32le(reference + 12));
  if (object == objects.end() || length > object->second.size())
    return makeDamaged(dataset);
  if (!Budget::take(dataset.getFile()->budget.text, length))
    return makeTooMuchText(dataset);
  return object->second.take_front(length);
}

llvm::Error TextHeap::read(const Object &dataset,
                           std::vector<std::string> &texts) {
  haddr_t offset = H5Dget_offset(dataset.getId());
  if (offset == HADDR_UNDEF)
    return dataset.error("holds texts of variable length in chunks: store them "
                         "in one piece (contiguous)");
  llvm::Expected<uint64_t> base = findBase(dataset);
  if (!base)
    return base.takeError();
  std::string references(referenceSize * texts.size(), '\0');
  if (!dataset.getFile()->read(offset, references))
    return makeDamaged(dataset);
  for (size_t index = 0; index < texts.size(); ++index) {
    llvm::Expected<StringRef> text =
        follow(dataset, references.data() + index * referenceSize, *base);
    if (!text)
      return text.takeError();
    texts[index] = text->take_until([](char byte) { return byte == 0; }).str();
  }
  return llvm::Error::success();
}
