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
#include "tidepool/Support/ReadGuard.h"
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
/// object, and go on with the next; they return what keeps an object from being
/// read at all: damage, links that lead elsewhere, groups within themselves.
class ModelReader {
public:
  ModelReader(const ReadOptions &options, Model &model)
      : options(options), model(model) {}

  void read(const Object &root);

private:
  llvm::Error readRoot(const Object &root);
  void readNetwork(llvm::Expected<Object> group);
  void readNode(llvm::Expected<Object> group, Node &node);
  llvm::Error readGroup(const Object &group, Node &node);
  llvm::Error readMetadataOf(const Object &group, llvm::ArrayRef<Link> links,
                             Node &node);
  void readGraph(const Object &group, llvm::ArrayRef<Link> links, Node &node);
  llvm::Error readNodes(const Object &group, Graph &graph);
  llvm::Error readEdgesOf(const Object &group, llvm::ArrayRef<Link> links,
                          Graph &graph);
  void readParameters(const Object &group, llvm::ArrayRef<Link> links,
                      Node &node);
  llvm::Error readMetadata(const Object &object, const std::string &prefix,
                           Metadata &metadata);
  llvm::Error readMetadataGroup(const Object &group, const std::string &prefix,
                                Metadata &metadata);
  llvm::Error readParameterOf(const Object &group, const Link &link, Node &node,
                              bool mayBeText);
  void checkMembers(const Object &group, llvm::ArrayRef<Link> links,
                    Node &node);
  /// Runs `read` while `group` is on the path of open groups.
  llvm::Error enter(const Object &group,
                    llvm::function_ref<llvm::Error()> read);
  void report(llvm::Error error) {
    llvm::append_range(model.errors, takeDefects(std::move(error)));
  }
  void report(Node &node, llvm::Error error) {
    node.isBroken = true;
    report(std::move(error));
  }
  void warn(llvm::Error error);
  /// What all other objects would say as well is said only once.
  bool hasEnough(const Object &object) const {
    const Budget &budget = object.getFile()->budget;
    return model.errors.size() >= maxErrors || budget.links == 0 ||
           budget.paths == 0;
  }

  const ReadOptions &options;
  Model &model;
  std::vector<haddr_t> openGroups; ///< from the root to where it reads
};

} // namespace

void ModelReader::warn(llvm::Error error) {
  for (Defect &defect : takeDefects(std::move(error)))
    if (model.warnings.size() < maxErrors)
      model.warnings.push_back({defect.path, defect.text + "; ignored"});
}

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
                               Node &node) {
  NodeType type = node.type;
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
      warn(group.error(text));
    else
      report(node, group.error(text));
  }
  std::string missing;
  for (const Member &member : getMembers(type))
    if (member.isRequired && !findLink(links, member.name))
      missing += (missing.empty() ? "" : ", ") + member.name.str();
  if (!missing.empty())
    report(node, group.error("this ", getName(type), " lacks ", missing,
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

/// What is wrong with a node is no reason not to read the next.
void ModelReader::readNode(llvm::Expected<Object> group, Node &node) {
  if (llvm::Error error = group ? readGroup(*group, node) : group.takeError())
    report(node, std::move(error));
}

llvm::Error ModelReader::readGroup(const Object &group, Node &node) {
  if (!group.isGroup())
    return group.error("is a dataset, but nodes are groups");
  return enter(group, [&]() -> llvm::Error {
    llvm::Expected<std::vector<Link>> links = group.getLinks();
    if (!links)
      return links.takeError();
    llvm::Expected<NodeType> type = readType(group, *links);
    if (type) {
      node.type = *type;
      checkMembers(group, *links, node);
    } else {
      report(node, type.takeError());
    }
    // Only graphs have nodes, whatever the type says.
    if (node.type == NodeType::NIRGraph || (!type && findLink(*links, "nodes")))
      readGraph(group, *links, node);
    else
      readParameters(group, *links, node);
    return readMetadataOf(group, *links, node);
  });
}

llvm::Error ModelReader::readMetadataOf(const Object &group,
                                        llvm::ArrayRef<Link> links,
                                        Node &node) {
  const Link *link = findLink(links, "metadata");
  if (!link)
    return llvm::Error::success();
  llvm::Expected<Object> object = group.open(*link);
  if (!object)
    return object.takeError();
  if (!object->isGroup()) {
    warn(object->error("is a dataset, but metadata are a group"));
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
        report(node, std::move(error));
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

void ModelReader::readGraph(const Object &group, llvm::ArrayRef<Link> links,
                            Node &node) {
  node.graph = std::make_unique<Graph>();
  Graph &graph = *node.graph;
  graph.path = group.getPath();
  graph.isComplete = false;
  const Link *link = findLink(links, "nodes");
  if (!link)
    return; // has been reported
  llvm::Expected<Object> nodes = group.open(*link);
  if (llvm::Error error = nodes ? readNodes(*nodes, graph) : nodes.takeError())
    return report(node, std::move(error));
  if (!findLink(links, "edges") || hasEnough(group))
    return;
  if (llvm::Error error = readEdgesOf(group, links, graph))
    return report(node, std::move(error));
  graph.isComplete = llvm::none_of(
      graph.nodes, [](const Node &node) { return node.isBroken; });
}

llvm::Error ModelReader::readEdgesOf(const Object &group,
                                     llvm::ArrayRef<Link> links, Graph &graph) {
  llvm::Expected<Object> dataset = group.open(*findLink(links, "edges"));
  if (!dataset)
    return dataset.takeError();
  return readEdges(*dataset, graph.nodes, graph.edges);
}

/// Nodes that come after too many errors are only named.
llvm::Error ModelReader::readNodes(const Object &group, Graph &graph) {
  if (!group.isGroup())
    return group.error("is a dataset, but must be a group of nodes");
  llvm::Expected<std::vector<Link>> links = group.getLinks();
  if (!links)
    return links.takeError();
  uint64_t &budget = group.getFile()->budget.paths;
  for (const Link &link : *links) {
    std::string path = group.getPath(link.name);
    if (budget == 0)
      break; // has been reported
    if (!Budget::take(budget, path.size())) {
      budget = 0;
      return group.error("more nodes than a file of this size can have: they "
                         "are there by several long names, over and over");
    }
    Node &node = graph.nodes.emplace_back();
    node.name = link.name;
    node.path = std::move(path);
    node.isBroken = hasEnough(group);
    if (!node.isBroken)
      readNode(group.open(link), node);
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
    warn(parameter.takeError());
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

void ModelReader::readNetwork(llvm::Expected<Object> group) {
  Node node;
  node.path = "node";
  readNode(std::move(group), node);
  if (node.graph) {
    model.graph = std::move(*node.graph);
    return;
  }
  if (node.type != NodeType::Unknown) {
    node.isBroken = true;
    model.errors.push_back({node.path, "the network is a single " +
                                           getName(node.type).str() +
                                           ", but must be a NIRGraph"});
  }
  // It is the only node that the file has.
  model.graph.path = node.path;
  model.graph.isComplete = false;
  model.graph.nodes.push_back(std::move(node));
}

void ModelReader::read(const Object &root) {
  model.graph.isComplete = false; // until there is one
  if (llvm::Error error = readRoot(root))
    report(std::move(error));
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
      warn(root.error("has the member ", quote(link.name),
                      ", which NIR does not have"));
  if (const Link *link = findLink(*links, "version"))
    if (llvm::Error error = readVersion(root, *link).moveInto(model.version))
      report(std::move(error));
  const Link *link = findLink(*links, "node");
  if (!link)
    return root.error("has no group 'node', as NIR files since 0.1 do: export "
                      "the network with nir.write");
  readNetwork(root.open(*link));
  return llvm::Error::success();
}

/// All that is wrong with a file, as one error.
static llvm::Error joinErrors(const OpenFile &file, const Model &model) {
  llvm::Error all = llvm::Error::success();
  for (const Defect &defect : model.errors)
    all = llvm::joinErrors(std::move(all),
                           llvm::make_error<ObjectError>(file.name, defect));
  return all;
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
  ModelReader(options, model).read(*root);
  if (!options.partial)
    if (llvm::Error error = joinErrors(**file, model))
      return std::move(error);
  (*file)->texts = {}; // all are in the model
  return std::move(model);
}

llvm::Expected<Model> tidepool::nir::readFile(StringRef path,
                                              const ReadOptions &options) {
  ReadGuard guard(path == "-" ? "<stdin>" : path, "HDF5");
  QuietErrors quiet;
  return readOpen(openFile(path), options);
}

llvm::Expected<Model> tidepool::nir::readBytes(llvm::MemoryBufferRef bytes,
                                               const ReadOptions &options) {
  ReadGuard guard(bytes.getBufferIdentifier(), "HDF5");
  QuietErrors quiet;
  return readOpen(openBytes(bytes), options);
}

void tidepool::nir::skipCleanUpAtExit() {
  // Nothing may come before it. Once more, it fails and does no harm.
  H5dont_atexit();
}
