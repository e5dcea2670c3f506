//===- SourceMapTest.cpp - From words back to the text --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What no compiled network shows: locations of all kinds, images without
// addresses or provenance, and images of another network.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SourceMap/SourceMap.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;
namespace json = llvm::json;

static const char *const network = R"mlir(
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<1.0> : tensor<1x2xf64>} : !graph.nodes<1> -> !graph.nodes<2>
  %a = graph.lif_neurons %w_in {name = "a", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>, tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %w_out = graph.linear_weights %a {name = "w_out", weights = dense<1.0> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %out = graph.lif_neurons %w_out {name = "out", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>, tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %out : !graph.nodes<1>
}
)mlir";

static Segment makeBank(const char *name, uint8_t bits,
                        std::vector<uint32_t> words) {
  return {SegmentKind::Bank, name, std::nullopt, bits, std::move(words)};
}

/// An image of the network, with banks that have no address.
static Image makeImage() {
  Image image;
  image.chip = "xylo_a3";
  image.network = "net";
  image.dt = 1e-3;
  image.sizes = {1, 2, 2, 2, 1, 0};
  image.segments = {makeBank("IWTRAM", 8, {1, 2}),
                    makeBank("NTHRAM", 16, {100, 200, 300}),
                    makeBank("OWTRAM", 8, {3, 4})};
  Provenance provenance;
  provenance.modules = {{Population::Hidden, "a", {{1, 1}, {0, 1}}},
                        {Population::Output, "out", {{0, 1}}}};
  image.provenance = provenance;
  return image;
}

namespace {
class SourceMapTest : public ::testing::Test {
protected:
  SourceMapTest() {
    context.loadDialect<graph::GraphDialect>();
    module = parseSourceString<ModuleOp>(network, &context, "net.mlir");
  }

  graph::NetworkOp getNetwork() {
    return *module->getOps<graph::NetworkOp>().begin();
  }

  Operation *getModule(StringRef name) {
    for (Operation &op : getNetwork().getBody().front())
      if (auto attr = op.getAttrOfType<StringAttr>("name"))
        if (attr == name)
          return &op;
    return nullptr;
  }

  std::string makeText(const Image &image) {
    std::string text;
    llvm::raw_string_ostream os(text);
    writeSourceMap(os, WordMeanings(image), getNetwork());
    return text;
  }

  /// The map, which must be JSON.
  json::Object makeMap(const Image &image) {
    std::string text = makeText(image);
    llvm::Expected<json::Value> map = json::parse(text);
    EXPECT_TRUE(static_cast<bool>(map)) << text.substr(0, 4000);
    return map ? std::move(*map->getAsObject()) : json::Object();
  }

  /// The locations of 'a', as text.
  std::string findLocations(Location loc) {
    getModule("a")->setLoc(loc);
    json::Object map = makeMap(makeImage());
    std::string text;
    llvm::raw_string_ostream os(text);
    const json::Array &numbers =
        *(*map.getArray("modules"))[1].getAsObject()->getArray("locations");
    for (const json::Value &number : numbers)
      os << (*map.getArray("locations"))[*number.getAsInteger()];
    return text;
  }

  Location at(StringRef file, unsigned line) {
    return FileLineColLoc::get(&context, file, line, 1);
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};
} // namespace

static std::string toText(const json::Value &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

TEST_F(SourceMapTest, WritesImagesWithoutAddresses) {
  json::Object map = makeMap(makeImage());
  EXPECT_EQ(toText((*map.getArray("segments"))[0]),
            R"({"address":null,"bank":"IWTRAM","bits":8,"columns":["index",)"
            R"("value","input","target","origin"],"parameter":"input_weight",)"
            R"("rows":[[0,1,0,0,0],[1,2,0,1,0]]})");
  EXPECT_EQ(toText(map["neurons"]),
            R"([["hidden",0,1,1],["hidden",1,1,0],["output",0,3,0]])");
  EXPECT_EQ(toText(map["origins"]), "[[0],[2]]");
}

TEST_F(SourceMapTest, WritesImagesWithoutProvenance) {
  Image image = makeImage();
  image.provenance.reset();
  json::Object map = makeMap(image);
  EXPECT_EQ(toText(map["neurons"]),
            R"([["hidden",0,null,null],["hidden",1,null,null],)"
            R"(["output",0,null,null]])");
  EXPECT_EQ(
      toText((*map.getArray("segments"))[2].getAsObject()->get("rows")[0]),
      "[[0,3,0,2,null],[1,4,1,2,null]]");
  EXPECT_EQ(toText(map["origins"]), "[]");
}

TEST_F(SourceMapTest, SurvivesImagesOfOtherNetworks) {
  Image image = makeImage();
  image.provenance->modules[0].label = "b";
  EXPECT_EQ(toText((*makeMap(image).getArray("neurons"))[0]),
            R"(["hidden",0,null,null])");
  image = makeImage();
  image.provenance->modules[0].label = "w_in";
  EXPECT_EQ(toText((*makeMap(image).getArray("neurons"))[0]),
            R"(["hidden",0,null,null])");
  image = makeImage();
  image.sizes = {9, 9, 9, 9, 9, 0};
  image.provenance->modules[0].ids = {{0, 9}};
  image.segments[0].words.resize(81);
  image.segments[2].words.resize(81);
  json::Object map = makeMap(image);
  EXPECT_EQ(toText((*map.getArray("neurons"))[2]), R"(["hidden",2,null,null])");
}

TEST_F(SourceMapTest, KnowsAllKindsOfLocations) {
  EXPECT_EQ(findLocations(at("a.mlir", 7)),
            R"({"column":1,"file":"a.mlir","line":7})");
  EXPECT_EQ(findLocations(UnknownLoc::get(&context)), "");
  auto name = StringAttr::get(&context, "node/a");
  EXPECT_EQ(findLocations(NameLoc::get(name, at("a.nir", 0))),
            R"({"file":"a.nir","node":"node/a"})");
  EXPECT_EQ(findLocations(NameLoc::get(name)), R"({"node":"node/a"})");
  EXPECT_EQ(findLocations(FusedLoc::get(
                &context, {at("a.mlir", 1), at("b.mlir", 2), at("a.mlir", 1),
                           UnknownLoc::get(&context)})),
            R"({"column":1,"file":"a.mlir","line":1})"
            R"({"column":1,"file":"b.mlir","line":2})");
  // What has no place is where it was called.
  EXPECT_EQ(findLocations(
                CallSiteLoc::get(UnknownLoc::get(&context), at("a.mlir", 3))),
            R"({"column":1,"file":"a.mlir","line":3})");
}

TEST_F(SourceMapTest, FollowsLongChainsOfCalls) {
  Location loc = at("top.mlir", 1);
  for (unsigned depth = 0; depth < 100000; ++depth)
    loc = CallSiteLoc::get(at("layer.mlir", depth + 1), loc);
  getModule("a")->setLoc(loc);
  std::string text = makeText(makeImage());
  EXPECT_NE(text.find(R"("label":"a","op":"graph.lif_neurons","locations":)"
                      R"([100001]})"),
            std::string::npos);
  EXPECT_NE(text.find(R"({"file":"layer.mlir","line":100000,"column":1,)"
                      R"("called_from":100000})"),
            std::string::npos);
}
