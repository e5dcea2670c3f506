//===- File.cpp - Reads NIR files -----------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/File.h"

#include "Dataset.h"
#include "Edges.h"
#include "tidepool/Target/NIR/NodeMembers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

using namespace tidepool;
using namespace tidepool::nir;
using llvm::StringRef;

static const Link *findLink(llvm::ArrayRef<Link> links, StringRef name) {
  const Link *link =
      llvm::lower_bound(links, name, [](const Link &link, StringRef name) {
        return link.name < name;
      });
  return link != links.end() && link->name == name ? link : nullptr;
}

namespace {

/// Reads a model from an open file.
class ModelReader {
public:
  ModelReader(const ReadOptions &options, Model &model)
      : options(options), model(model) {}

  llvm::Error read(const Object &root);

private:
  llvm::Error readNetwork(const Object &group);
  llvm::Error readNode(const Object &group, Node &node);
  llvm::Error readContent(const Object &group, llvm::ArrayRef<Link> links,
                          Node &node);
  llvm::Error readGraph(const Object &group, llvm::ArrayRef<Link> links,
                        Graph &graph);
  llvm::Error readNodes(const Object &group, Graph &graph);
  llvm::Error readParameters(const Object &group, llvm::ArrayRef<Link> links,
                             Node &node);
  llvm::Error readMetadata(const Object &object, const std::string &prefix,
                           Metadata &metadata);
  llvm::Error readMetadataGroup(const Object &group, const std::string &prefix,
                                Metadata &metadata);
  llvm::Error checkMembers(const Object &group, llvm::ArrayRef<Link> links,
                           NodeType type);
  /// Runs `read` while `group` is on the path of open groups.
  llvm::Error enter(const Object &group,
                    llvm::function_ref<llvm::Error()> read);
  void warn(const Object &object, const llvm::Twine &text) {
    model.warnings.push_back(llvm::toString(object.error(text)));
  }

  const ReadOptions &options;
  Model &model;
  std::vector<haddr_t> openGroups; ///< from the root to where it reads
};

} // namespace

//===----------------------------------------------------------------------===//
// Types and members
//===----------------------------------------------------------------------===//

static std::string listNodeTypes() {
  std::string names;
  for (StringRef name : getNodeTypeNames())
    names += (names.empty() ? "" : ", ") + name.str();
  return names;
}

static llvm::Expected<NodeType> readType(const Object &group,
                                         llvm::ArrayRef<Link> links) {
  const Link *link = findLink(links, "type");
  if (!link)
    return group.error("has no dataset 'type', as every node must (a slash in "
                       "a node's name makes such groups): export the network "
                       "again");
  llvm::Expected<Object> dataset = group.open(*link);
  if (!dataset)
    return dataset.takeError();
  if (!dataset->isDataset())
    return dataset->error("is a group, but must be a dataset");
  llvm::Expected<std::string> name = readText(*dataset);
  if (!name)
    return name.takeError();
  std::optional<NodeType> type = findNodeType(*name);
  if (!type)
    return dataset->error("NIR has no node of type ", quote(*name),
                          ", but these: ", listNodeTypes());
  return *type;
}

llvm::Error ModelReader::checkMembers(const Object &group,
                                      llvm::ArrayRef<Link> links,
                                      NodeType type) {
  for (const Link &link : links) {
    if (link.name == "type" || link.name == "metadata" ||
        findMember(type, link.name))
      continue;
    std::string text = "has the member " + quote(link.name) + ", but " +
                       getName(type).str() +
                       " in NIR has only: " + listMembers(type);
    if (!options.lenient)
      return group.error(text);
    warn(group, text + "; ignored");
  }
  std::string missing;
  for (const Member &member : getMembers(type))
    if (member.isRequired && !findLink(links, member.name))
      missing += (missing.empty() ? "" : ", ") + member.name.str();
  if (!missing.empty())
    return group.error("this ", getName(type), " lacks ", missing,
                       ": export the network again");
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

llvm::Error ModelReader::enter(const Object &group,
                               llvm::function_ref<llvm::Error()> read) {
  if (llvm::is_contained(openGroups, group.getAddress()))
    return group.error("lies within itself, by a hard link: remove the link");
  if (openGroups.size() >= maxNesting)
    return group.error("lies within ", maxNesting,
                       " others, which is the limit: flatten the graph");
  openGroups.push_back(group.getAddress());
  llvm::Error error = read();
  openGroups.pop_back();
  return error;
}

llvm::Error ModelReader::readNode(const Object &group, Node &node) {
  node.path = group.getPath();
  if (!group.isGroup())
    return group.error("is a dataset, but nodes are groups");
  return enter(group, [&]() -> llvm::Error {
    llvm::Expected<std::vector<Link>> links = group.getLinks();
    if (!links)
      return links.takeError();
    llvm::Expected<NodeType> type = readType(group, *links);
    if (!type)
      return type.takeError();
    node.type = *type;
    return readContent(group, *links, node);
  });
}

llvm::Error ModelReader::readContent(const Object &group,
                                     llvm::ArrayRef<Link> links, Node &node) {
  if (llvm::Error error = checkMembers(group, links, node.type))
    return error;
  if (node.type == NodeType::NIRGraph) {
    node.graph = std::make_unique<Graph>();
    if (llvm::Error error = readGraph(group, links, *node.graph))
      return error;
  } else if (llvm::Error error = readParameters(group, links, node)) {
    return error;
  }
  const Link *link = findLink(links, "metadata");
  if (!link)
    return llvm::Error::success();
  llvm::Expected<Object> object = group.open(*link);
  if (!object)
    return object.takeError();
  if (!object->isGroup()) {
    warn(*object, "is a dataset, but metadata are a group; ignored");
    return llvm::Error::success();
  }
  return readMetadata(*object, "",
                      node.graph ? node.graph->metadata : node.metadata);
}

llvm::Error ModelReader::readParameters(const Object &group,
                                        llvm::ArrayRef<Link> links,
                                        Node &node) {
  for (const Link &link : links) {
    const Member *member = findMember(node.type, link.name);
    if (!member)
      continue;
    llvm::Expected<Object> object = group.open(link);
    if (!object)
      return object.takeError();
    if (!object->isDataset())
      return object->error("is a group, but parameters are datasets");
    llvm::Expected<Parameter> parameter = readParameter(*object);
    if (!parameter)
      return parameter.takeError();
    if (parameter->type == ElementType::String && !member->mayBeText)
      return object->error("is a text, but must be numbers");
    node.parameters.emplace(link.name, std::move(*parameter));
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

llvm::Error ModelReader::readGraph(const Object &group,
                                   llvm::ArrayRef<Link> links, Graph &graph) {
  graph.path = group.getPath();
  llvm::Expected<Object> nodes = group.open(*findLink(links, "nodes"));
  if (!nodes)
    return nodes.takeError();
  if (llvm::Error error = readNodes(*nodes, graph))
    return error;
  llvm::Expected<Object> dataset = group.open(*findLink(links, "edges"));
  if (!dataset)
    return dataset.takeError();
  llvm::Expected<std::vector<Edge>> edges = readEdges(*dataset, graph.nodes);
  if (!edges)
    return edges.takeError();
  graph.edges = std::move(*edges);
  return llvm::Error::success();
}

llvm::Error ModelReader::readNodes(const Object &group, Graph &graph) {
  if (!group.isGroup())
    return group.error("is a dataset, but must be a group of nodes");
  llvm::Expected<std::vector<Link>> links = group.getLinks();
  if (!links)
    return links.takeError();
  for (const Link &link : *links) {
    llvm::Expected<Object> object = group.open(link);
    if (!object)
      return object.takeError();
    Node &node = graph.nodes.emplace_back();
    node.name = link.name;
    if (llvm::Error error = readNode(*object, node))
      return error;
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Metadata
//===----------------------------------------------------------------------===//

// Networks mean the same without metadata, so what cannot be held is left out.
llvm::Error ModelReader::readMetadata(const Object &object,
                                      const std::string &prefix,
                                      Metadata &metadata) {
  if (object.isGroup())
    return enter(object,
                 [&] { return readMetadataGroup(object, prefix, metadata); });
  llvm::Expected<Parameter> parameter = readParameter(object);
  if (parameter)
    metadata.emplace(prefix, std::move(*parameter));
  else
    model.warnings.push_back(llvm::toString(parameter.takeError()) +
                             "; ignored");
  return llvm::Error::success();
}

llvm::Error ModelReader::readMetadataGroup(const Object &group,
                                           const std::string &prefix,
                                           Metadata &metadata) {
  llvm::Expected<std::vector<Link>> links = group.getLinks();
  if (!links)
    return links.takeError();
  for (const Link &link : *links) {
    llvm::Expected<Object> object = group.open(link);
    if (!object)
      return object.takeError();
    std::string name = prefix.empty() ? link.name : prefix + "/" + link.name;
    if (llvm::Error error = readMetadata(*object, name, metadata))
      return error;
  }
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static llvm::Expected<std::string> readVersion(const Object &root,
                                               const Link &link) {
  llvm::Expected<Object> version = root.open(link);
  if (!version)
    return version.takeError();
  if (!version->isDataset())
    return version->error("is a group, but must be a text");
  return readText(*version);
}

llvm::Error ModelReader::readNetwork(const Object &group) {
  Node node;
  if (llvm::Error error = readNode(group, node))
    return error;
  if (node.type != NodeType::NIRGraph)
    return group.error("the network is a single ", getName(node.type),
                       ", but must be a NIRGraph");
  model.graph = std::move(*node.graph);
  return llvm::Error::success();
}

llvm::Error ModelReader::read(const Object &root) {
  if (H5Aexists(root.getId(), "__type__") > 0)
    return root.error("this is a recording (NIRData), not a network: export "
                      "the network with nir.write");
  llvm::Expected<std::vector<Link>> links = root.getLinks();
  if (!links)
    return links.takeError();
  for (const Link &link : *links)
    if (link.name != "node" && link.name != "version")
      warn(root, "has the member " + quote(link.name) +
                     ", which NIR does not have; ignored");
  if (const Link *link = findLink(*links, "version"))
    if (llvm::Error error = readVersion(root, *link).moveInto(model.version))
      return error;
  const Link *link = findLink(*links, "node");
  if (!link)
    return root.error("has no group 'node', as NIR files since 0.1 do: export "
                      "the network with nir.write");
  llvm::Expected<Object> group = root.open(*link);
  return group ? readNetwork(*group) : group.takeError();
}

static llvm::Expected<Model>
readOpen(llvm::Expected<std::shared_ptr<OpenFile>> file,
         const ReadOptions &options) {
  if (!file)
    return file.takeError();
  llvm::Expected<Object> root = Object::openRoot(*file);
  if (!root)
    return root.takeError();
  Model model;
  if (llvm::Error error = ModelReader(options, model).read(*root))
    return std::move(error);
  (*file)->texts = {}; // all are in the model
  return std::move(model);
}

llvm::Expected<Model> tidepool::nir::readFile(StringRef path,
                                              const ReadOptions &options) {
  QuietErrors quiet;
  return readOpen(openFile(path), options);
}

llvm::Expected<Model> tidepool::nir::readBytes(llvm::MemoryBufferRef bytes,
                                               const ReadOptions &options) {
  QuietErrors quiet;
  return readOpen(openBytes(bytes), options);
}

void tidepool::nir::skipCleanUpAtExit() {
  // Nothing may come before it. Once more, it fails and does no harm.
  H5dont_atexit();
}
