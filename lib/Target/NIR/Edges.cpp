//===- Edges.cpp - Reads the edges of a graph -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Edges.h"

#include "Dataset.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

static std::optional<uint32_t> findNode(llvm::ArrayRef<Node> nodes,
                                        StringRef name) {
  const Node *node =
      llvm::lower_bound(nodes, name, [](const Node &node, StringRef name) {
        return node.name < name;
      });
  if (node == nodes.end() || node->name != name)
    return std::nullopt;
  return node - nodes.begin();
}

/// Whether one name is the other followed by a dot and more. Tools that flatten
/// graphs make such names, and some name ports so.
static bool isPart(StringRef name, StringRef whole) {
  return name.consume_front(whole) && name.starts_with(".");
}

/// The node whose name is part of this one, or has it as a part, or else
/// differs least, if it differs little.
static const Node *findSimilar(llvm::ArrayRef<Node> nodes, StringRef name) {
  constexpr size_t longest = 64; // the effort grows with the square
  unsigned least = name.size() / 3 + 1;
  const Node *similar = nullptr;
  for (const Node &node : nodes) {
    if (isPart(name, node.name) || isPart(node.name, name))
      return &node;
    if (std::max(name.size(), node.name.size()) > longest)
      continue;
    unsigned distance =
        name.edit_distance(node.name, /*AllowReplacements=*/true, least);
    if (distance < least || (distance == least && !similar)) {
      least = distance;
      similar = &node;
    }
  }
  return similar;
}

/// The only node that no edge names, if there is just one.
static const Node *findUnconnected(llvm::ArrayRef<Node> nodes,
                                   llvm::ArrayRef<std::string> ends) {
  llvm::BitVector isUnconnected(nodes.size(), true);
  for (const std::string &end : ends)
    if (std::optional<uint32_t> node = findNode(nodes, end))
      isUnconnected.reset(*node);
  return isUnconnected.count() == 1 ? &nodes[isUnconnected.find_first()]
                                    : nullptr;
}

static llvm::Error makeUnknownNode(const Object &dataset,
                                   llvm::ArrayRef<Node> nodes,
                                   llvm::ArrayRef<std::string> ends,
                                   size_t end) {
  const Node *hint = findSimilar(nodes, ends[end]);
  if (!hint)
    hint = findUnconnected(nodes, ends);
  return dataset.error("edge ", end / 2, " goes ",
                       end % 2 == 0 ? "from " : "to ", quote(ends[end]),
                       ", but the graph has no node of this name",
                       hint ? ": is it " + quote(hint->name) + "?"
                            : ": add it, or remove the "
                              "edge");
}

llvm::Error tidepool::nir::readEdges(const Object &dataset,
                                     llvm::ArrayRef<Node> nodes,
                                     std::vector<Edge> &edges) {
  if (!dataset.isDataset())
    return dataset.error("is a group, but must be a dataset: an array of "
                         "strings of shape (edges, 2)");
  llvm::Expected<DatasetInfo> info = describe(dataset);
  if (!info)
    return info.takeError();
  // h5py writes no edges at all as real numbers of shape (0,).
  if (info->numElements == 0)
    return llvm::Error::success();
  if (info->type != ElementType::String || info->shape.size() != 2 ||
      info->shape[1] != 2)
    return dataset.error("must be an array of strings of shape (edges, 2): "
                         "names of a source and a target in each row");

  llvm::Expected<std::vector<std::string>> ends = readTexts(dataset, *info);
  if (!ends)
    return ends.takeError();
  constexpr unsigned maxUnknown = 10; // looking for what is similar takes time
  llvm::StringSet<> unknown;
  llvm::Error error = llvm::Error::success();
  std::optional<uint32_t> source;
  for (auto [index, end] : llvm::enumerate(*ends)) {
    std::optional<uint32_t> node = findNode(nodes, end);
    if (index % 2 == 0)
      source = node;
    else if (source && node)
      edges.push_back({*source, *node});
    if (!node && unknown.size() < maxUnknown && unknown.insert(end).second)
      error = llvm::joinErrors(std::move(error),
                               makeUnknownNode(dataset, nodes, *ends, index));
  }
  return error;
}
