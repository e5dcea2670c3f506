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

/// So much is told of one file: damaged ones may have an error for each of very
/// many objects.
static constexpr size_t maxErrors = 100;

static const Link *findLink(llvm::ArrayRef<Link> links, StringRef name) {
  const Link *link =
      llvm::lower_bound(links, name, [](const Link &link, StringRef name) {
        return link.name < name;
      });
  return link != links.end() && link->name == name ? link : nullptr;
}

namespace {

/// Reads a model from an open file. Functions report what is wrong with one
/// object, and go on with the next; they return what makes the rest of the file
/// doubtful: damage, links that lead elsewhere, groups within themselves.
class ModelReader {
public:
  ModelReader(const ReadOptions &options, Model &model)
      : options(options), model(model) {}

  llvm::Error read(const Object &root);

private:
  llvm::Error readRoot(const Object &root);
  llvm::Error readNetwork(const Object &group);
  llvm::Error readNode(const Object &group, Node &node);
  llvm::Error readContent(const Object &group, llvm::ArrayRef<Link> links,
                          Node &node);
  llvm::Error readGraph(const Object &group, llvm::ArrayRef<Link> links,
                        Graph &graph);
  llvm::Error readNodes(const Object &group, Graph &graph);
  void readParameters(const Object &group, llvm::ArrayRef<Link> links,
                      Node &node);
  llvm::Error readMetadata(const Object &object, const std::string &prefix,
                           Metadata &metadata);
  llvm::Error readMetadataGroup(const Object &group, const std::string &prefix,
                                Metadata &metadata);
  llvm::Error readParameterOf(const Object &group, const Link &link, Node &node,
                              bool mayBeText);
  void checkMembers(const Object &group, llvm::ArrayRef<Link> links,
                    NodeType type);
  /// Runs `read` while `group` is on the path of open groups.
  llvm::Error enter(const Object &group,
                    llvm::function_ref<llvm::Error()> read);
  void report(llvm::Error error) { errors.push_back(std::move(error)); }
  bool hasEnoughErrors() const { return errors.size() >= maxErrors; }
  void warn(const Object &object, const llvm::Twine &text) {
    model.warnings.push_back(llvm::toString(object.error(text)));
  }

  const ReadOptions &options;
  Model &model;
  std::vector<llvm::Error> errors;
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

void ModelReader::checkMembers(const Object &group, llvm::ArrayRef<Link> links,
                               NodeType type) {
  llvm::SmallVector<StringRef> unknown;
  for (const Link &link : links)
    if (link.name != "type" && link.name != "metadata" &&
        !findMember(type, link.name))
      unknown.push_back(link.name);
  if (!unknown.empty()) {
    std::string others = std::to_string(unknown.size() - 1);
    std::string text =
        "has the member " + quote(unknown.front()) +
        (unknown.size() > 1 ? " (and " + others + " more)" : "") + ", but " +
        getName(type).str() + " in NIR has only: " + listMembers(type);
    if (options.lenient)
      warn(group, text + "; ignored");
    else
      report(group.error(text));
  }
  std::string missing;
  for (const Member &member : getMembers(type))
    if (member.isRequired && !findLink(links, member.name))
      missing += (missing.empty() ? "" : ", ") + member.name.str();
  if (!missing.empty())
    report(group.error("this ", getName(type), " lacks ", missing,
                       ": export the network again"));
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
  if (!group.isGroup()) {
    report(group.error("is a dataset, but nodes are groups"));
    return llvm::Error::success();
  }
  return enter(group, [&]() -> llvm::Error {
    llvm::Expected<std::vector<Link>> links = group.getLinks();
    if (!links)
      return links.takeError();
    llvm::Expected<NodeType> type = readType(group, *links);
    if (!type) {
      report(type.takeError());
      return llvm::Error::success();
    }
    node.type = *type;
    return readContent(group, *links, node);
  });
}

llvm::Error ModelReader::readContent(const Object &group,
                                     llvm::ArrayRef<Link> links, Node &node) {
  checkMembers(group, links, node.type);
  if (node.type == NodeType::NIRGraph) {
    node.graph = std::make_unique<Graph>();
    if (llvm::Error error = readGraph(group, links, *node.graph))
      return error;
  } else {
    readParameters(group, links, node);
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

llvm::Error ModelReader::readParameterOf(const Object &group, const Link &link,
                                         Node &node, bool mayBeText) {
  llvm::Expected<Object> object = group.open(link);
  if (!object)
    return object.takeError();
  if (!object->isDataset())
    return object->error("is a group, but parameters are datasets");
  llvm::Expected<Parameter> parameter = readParameter(*object);
  if (!parameter)
    return parameter.takeError();
  if (parameter->type == ElementType::String && !mayBeText)
    return object->error("is a text, but must be numbers");
  node.parameters.emplace(link.name, std::move(*parameter));
  return llvm::Error::success();
}

void ModelReader::readParameters(const Object &group,
                                 llvm::ArrayRef<Link> links, Node &node) {
  for (const Link &link : links)
    if (const Member *member = findMember(node.type, link.name))
      if (llvm::Error error =
              readParameterOf(group, link, node, member->mayBeText))
        report(std::move(error));
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

llvm::Error ModelReader::readGraph(const Object &group,
                                   llvm::ArrayRef<Link> links, Graph &graph) {
  graph.path = group.getPath();
  size_t numErrors = errors.size();
  const Link *nodesLink = findLink(links, "nodes");
  const Link *edgesLink = findLink(links, "edges");
  if (!nodesLink)
    return llvm::Error::success(); // has been reported
  llvm::Expected<Object> nodes = group.open(*nodesLink);
  if (!nodes)
    return nodes.takeError();
  if (llvm::Error error = readNodes(*nodes, graph))
    return error;
  // What is wrong with edges may come from what is wrong with nodes.
  if (!edgesLink || errors.size() > numErrors)
    return llvm::Error::success();
  llvm::Expected<Object> dataset = group.open(*edgesLink);
  if (!dataset)
    return dataset.takeError();
  if (llvm::Error error =
          readEdges(*dataset, graph.nodes).moveInto(graph.edges))
    report(std::move(error));
  return llvm::Error::success();
}

llvm::Error ModelReader::readNodes(const Object &group, Graph &graph) {
  if (!group.isGroup())
    return group.error("is a dataset, but must be a group of nodes");
  llvm::Expected<std::vector<Link>> links = group.getLinks();
  if (!links)
    return links.takeError();
  for (const Link &link : *links) {
    if (hasEnoughErrors())
      break;
    Node &node = graph.nodes.emplace_back();
    node.name = link.name;
    llvm::Expected<Object> object = group.open(link);
    if (!object)
      return object.takeError();
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
  // Its type may be among what has been reported.
  if (errors.empty() && node.type != NodeType::NIRGraph)
    return group.error("the network is a single ", getName(node.type),
                       ", but must be a NIRGraph");
  if (node.graph)
    model.graph = std::move(*node.graph);
  return llvm::Error::success();
}

llvm::Error ModelReader::read(const Object &root) {
  if (llvm::Error error = readRoot(root))
    report(std::move(error));
  llvm::Error all = llvm::Error::success();
  for (llvm::Error &error : errors)
    all = llvm::joinErrors(std::move(all), std::move(error));
  return all;
}

llvm::Error ModelReader::readRoot(const Object &root) {
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
