//===- Object.cpp - Groups and datasets of an HDF5 file -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Object.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

char ObjectError::ID = 0;

void ObjectError::log(llvm::raw_ostream &os) const {
  os << file << ": " << defect.path << ": " << defect.text;
}

std::vector<Defect> tidepool::nir::takeDefects(llvm::Error error) {
  std::vector<Defect> defects;
  llvm::handleAllErrors(
      std::move(error),
      [&](const ObjectError &error) { defects.push_back(error.getDefect()); },
      [&](const llvm::ErrorInfoBase &error) {
        defects.push_back({"/", error.message()});
      });
  return defects;
}

bool tidepool::nir::isPrintable(StringRef text) {
  const auto *begin = text.bytes_begin();
  return llvm::isLegalUTF8String(&begin, text.bytes_end()) &&
         llvm::none_of(text.bytes(), [](unsigned char byte) {
           return byte < ' ' || byte == 0x7F;
         });
}

std::string tidepool::nir::quote(StringRef text) {
  constexpr size_t longest = 80;
  std::string result = "'";
  llvm::raw_string_ostream os(result);
  if (text.size() <= longest && isPrintable(text))
    os << text;
  else
    os.write_escaped(text.take_front(longest));
  os << (text.size() > longest ? "...'" : "'");
  return result;
}

llvm::Expected<Object> Object::open(std::shared_ptr<OpenFile> file,
                                    std::string path, haddr_t address) {
  Handle id(H5Oopen_by_addr(file->id, address));
  Object object(std::move(file), std::move(path), address, std::move(id));
  if (!object.id.isValid())
    return object.error("cannot be opened (", getLastError(),
                        "): the file is damaged; get it again");
  if (!object.isGroup() && !object.isDataset())
    return object.error("is neither a group nor a dataset");
  return object;
}

llvm::Expected<Object> Object::openRoot(std::shared_ptr<OpenFile> file) {
  Object root(file, "/", HADDR_UNDEF, Handle(H5Gopen2(file->id, "/", 0)));
  if (!root.id.isValid())
    return root.error("cannot be opened (", getLastError(),
                      "): the file is damaged; get it again");
  return root;
}

llvm::Expected<Object> Object::open(const Link &link) const {
  std::string member = getPath(link.name);
  if (!link.problem.empty())
    return makeObjectError(std::move(member), link.problem);
  return open(file, std::move(member), link.address);
}

std::string Object::getPath(StringRef member) const {
  return path == "/" ? member.str() : path + "/" + member.str();
}

namespace {

/// Collects the links of a group.
struct LinkCollector {
  const Object &group;
  std::vector<Link> links;
  std::string error; ///< empty if there is none

  /// Zero to go on, as H5Literate wants it.
  herr_t add(StringRef name, const H5L_info_t &info) {
    if (!Budget::take(group.getFile()->budget.links, 1)) {
      error = "more members than a file of this size can have: they are there "
              "by several names, over and over";
      return 1;
    }
    if (!isPrintable(name) || name.contains('/'))
      links.push_back({escape(name), HADDR_UNDEF,
                       "its name is not UTF-8 or has control characters or "
                       "slashes: rename it"});
    else if (info.type != H5L_TYPE_HARD)
      links.push_back({name.str(), HADDR_UNDEF, describe(info.type)});
    else
      links.push_back({name.str(), info.u.address, ""});
    return 0;
  }

private:
  static std::string describe(H5L_type_t type) {
    StringRef kind = type == H5L_TYPE_SOFT       ? "a soft link"
                     : type == H5L_TYPE_EXTERNAL ? "a link to another file"
                                                 : "a link of an unknown kind";
    return ("is " + kind +
            ", which is not followed: put the object itself in its place")
        .str();
  }
  /// Without slashes, which would look like several names in a path.
  static std::string escape(StringRef name) {
    std::string text;
    llvm::raw_string_ostream os(text);
    for (char c : name)
      c == '/' ? os << "\\057" : os.write_escaped(StringRef(&c, 1));
    return text;
  }
};

} // namespace

llvm::Expected<std::vector<Link>> Object::getLinks() const {
  LinkCollector collector{*this, {}, {}};
  auto add = [](hid_t, const char *name, const H5L_info_t *info, void *data) {
    return static_cast<LinkCollector *>(data)->add(name, *info);
  };
  herr_t status =
      H5Literate(id, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &collector);
  if (!collector.error.empty())
    return error(collector.error);
  if (status < 0)
    return error("its members cannot be listed (", getLastError(),
                 "): the file is damaged; get it again");
  auto byName = [](const Link &a, const Link &b) { return a.name < b.name; };
  llvm::sort(collector.links, byName);
  for (size_t i = 1; i < collector.links.size(); ++i)
    if (collector.links[i - 1].name == collector.links[i].name)
      return error("two members have the name ",
                   quote(collector.links[i].name));
  return std::move(collector.links);
}
