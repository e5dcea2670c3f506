//===- ImportTest.cpp - From MLIR to networks that run -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Import/Import.h"

#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

namespace {
class ImportTest : public ::testing::Test {
protected:
  ImportTest() : handler(&context, [this](Diagnostic &diag) { note(diag); }) {
    context.loadDialect<graph::GraphDialect, xylo::XyloDialect>();
    context.printOpOnDiagnostic(false);
  }

  void note(Diagnostic &diag) {
    errors.push_back(diag.str());
    for (Diagnostic &attached : diag.getNotes())
      errors.push_back(attached.str());
  }

  /// The first op of a text.
  template <typename OpTy>
  OpTy parse(const std::string &text) {
    module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text << (errors.empty() ? "" : errors[0]);
    return module ? *module->getOps<OpTy>().begin() : OpTy();
  }

  MLIRContext context;
  std::vector<std::string> errors;
  ScopedDiagnosticHandler handler;
  OwningOpRef<ModuleOp> module;
};
} // namespace

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

static const char *const mixed = R"mlir(
  graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
    %spikes = graph.merge %a, %skip : !graph.nodes<2>
    %w = graph.linear_weights %in {name = "w", weights = dense<[[0.5, 0.0, -1.0, 0.0], [0.0, 0.0, 0.0, 2.0]]> : tensor<2x4xf32>, biases = dense<[0.0, 1.0, 0.0, 0.25]> : tensor<4xf64>} : !graph.nodes<2> -> !graph.nodes<4>
    %a = graph.lif_neurons %w {name = "a", dt = 1.0e-3 : f64, tau_mem = dense<0.5> : tensor<2xf64>, tau_syn = dense<[0.001, 0.002, 0.004, 0.008]> : tensor<4xf64>, threshold = dense<[1.0, 2.0]> : tensor<2xf32>} : !graph.nodes<4> -> !graph.nodes<2>
    %b = graph.rate_neurons %spikes {name = "b", tau = dense<[0.002, 0.004]> : tensor<2xf64>, bias = dense<0.5> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
    %skip = graph.alias %a {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
    %turned = graph.select %b[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %turned : !graph.nodes<2>
  }
)mlir";

TEST_F(ImportTest, ReadsEveryModule) {
  FailureOr<ReferenceNetwork> network =
      importNetwork(parse<graph::NetworkOp>(mixed), Schedule::Graph);
  ASSERT_TRUE(succeeded(network));
  EXPECT_EQ(network->info.name, "net");
  EXPECT_EQ(network->info.dt, 1e-3);
  EXPECT_EQ(network->info.numInputs, 2u);
  EXPECT_EQ(network->info.numOutputs, 2u);
  ASSERT_EQ(network->modules.size(), 4u);

  const ReferenceModule &w = network->modules[0];
  auto &weights = std::get<LinearWeights>(w.meaning);
  EXPECT_EQ(w.label, "w");
  EXPECT_EQ(w.firstOutput, 2u);
  EXPECT_EQ(weights.rowEnd, (std::vector<size_t>{2, 3}));
  EXPECT_EQ(weights.columns, (std::vector<uint32_t>{0, 2, 3}));
  EXPECT_EQ(weights.values, (std::vector<double>{0.5, -1, 2}));
  EXPECT_EQ(weights.biases, (std::vector<double>{0, 1, 0, 0.25}));

  const ReferenceModule &a = network->modules[1];
  auto &lif = std::get<LIFNeurons>(a.meaning);
  EXPECT_EQ(lif.numSynapses, 2u);
  EXPECT_EQ(lif.membraneDecay, std::vector<double>(2, std::exp(-0.002)));
  EXPECT_EQ(lif.currentDecay[3], std::exp(-0.125));
  EXPECT_EQ(lif.threshold, (std::vector<double>{1, 2}));
  EXPECT_EQ(lif.bias, (std::vector<double>{0, 0}));
  EXPECT_EQ(a.layer, Layer::Hidden);

  const ReferenceModule &b = network->modules[2];
  auto &rate = std::get<RateNeurons>(b.meaning);
  EXPECT_EQ(rate.rate, (std::vector<double>{0.5, 0.25}));
  EXPECT_EQ(rate.bias, (std::vector<double>{0.5, 0.5}));
  ASSERT_EQ(b.inputs.get(1).size(), 2u);
  EXPECT_EQ(b.inputs.get(1)[0].node, a.firstOutput + 1);
  EXPECT_EQ(b.inputs.get(1)[1].node, network->modules[3].firstOutput + 1);
  EXPECT_EQ(b.layer, Layer::Output);
  // Output neurons have the numbers of the outputs.
  EXPECT_EQ(b.numbers, (std::vector<uint32_t>{1, 0}));
  EXPECT_TRUE(network->modules[3].isAlias());
  ASSERT_EQ(network->info.populations.size(), 2u);
  EXPECT_EQ(network->info.populations[1].label, "b");
  EXPECT_EQ(network->info.populations[1].neurons, b.numbers);
}

TEST_F(ImportTest, TakesTheTimeStepThatIsGiven) {
  std::string text = mixed;
  text.erase(text.find("dt = 1.0e-3 : f64, "), 19);
  auto op = parse<graph::NetworkOp>(text);
  EXPECT_TRUE(failed(importNetwork(op, Schedule::Graph)));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], "'a' names no time step, nor does any other population; "
                       "give dt");
  FailureOr<ReferenceNetwork> network =
      importNetwork(op, Schedule::Graph, 2e-3);
  ASSERT_TRUE(succeeded(network));
  EXPECT_EQ(network->info.dt, 2e-3);
  auto &rate = std::get<RateNeurons>(network->modules[2].meaning);
  EXPECT_EQ(rate.rate, (std::vector<double>{1, 0.5}));
}

//===----------------------------------------------------------------------===//
// Cores
//===----------------------------------------------------------------------===//

/// A core of two inputs, three hidden neurons of which the first two see the
/// inputs and the last two feed the outputs, and two outputs. `T` stands for
/// numbers of the kind of weights, `H` for thresholds.
static std::string makeCore(StringRef chip, bool isReal) {
  std::string text = R"mlir(
xylo.core @net on "CHIP" dt 1.000000e-03 {
  xylo.neurons hidden "late" ids [2]
      dash_mem dense<2.> : tensor<1xT> dash_syn dense<[[2., 1.]]> : tensor<1x2xT>
      threshold dense<90.> : tensor<1xH> bias dense<0.> : tensor<1xT>
  xylo.neurons hidden "early" ids [0, 1]
      dash_mem dense<[3., 4.]> : tensor<2xT> dash_syn dense<[[2., 3.], [3., 2.]]> : tensor<2x2xT>
      threshold dense<[120., 150.]> : tensor<2xH> bias dense<[4., -6.]> : tensor<2xT>
  xylo.neurons output "readout" ids [0, 1]
      dash_mem dense<[3., 4.]> : tensor<2xT> dash_syn dense<[[2.], [3.]]> : tensor<2x1xT>
      threshold dense<[110., 140.]> : tensor<2xH> bias dense<[0., 3.]> : tensor<2xT>
  xylo.input_weights dense<[[[30., 0.], [-12., 25.]], [[0., -9.], [22., 0.]]]> : tensor<2x2x2xT> shift 1
  xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, 2] dense<[[18., 0.], [-14., 0.], [-11., 0.], [21., 5.], [-8., 0.]]> : tensor<5x2xT> shift 2
  xylo.output_weights dense<[[-12., 35.], [0., 9.]]> : tensor<2x2xT> shift 3
  xylo.aliases from [1, 2] to [2, 0]
}
)mlir";
  auto replaceAll = [&](StringRef from, StringRef to) {
    for (size_t at = 0; (at = text.find(from.str(), at)) != std::string::npos;
         at += to.size())
      text.replace(at, from.size(), to.str());
  };
  replaceAll("CHIP", chip);
  replaceAll("xT>", isReal ? "xf64>" : "xi8>");
  replaceAll("xH>", isReal ? "xf64>" : "xi16>");
  for (StringRef end : {",", "]", ">"})
    replaceAll("." + end.str(), (isReal ? ".0" : "") + end.str());
  return text;
}

static void expectEqual(const std::vector<NeuronParameters> &a,
                        const std::vector<NeuronParameters> &b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t k = 0; k < a.size(); ++k) {
    EXPECT_EQ(a[k].dashMem, b[k].dashMem) << k;
    EXPECT_EQ(a[k].dashSyn[0], b[k].dashSyn[0]) << k;
    EXPECT_EQ(a[k].dashSyn[1], b[k].dashSyn[1]) << k;
    EXPECT_EQ(a[k].threshold, b[k].threshold) << k;
    EXPECT_EQ(a[k].bias, b[k].bias) << k;
  }
}

static void expectEqual(const NetworkInfo &a, const NetworkInfo &b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.dt, b.dt);
  EXPECT_EQ(a.numInputs, b.numInputs);
  EXPECT_EQ(a.numOutputs, b.numOutputs);
  ASSERT_EQ(a.populations.size(), b.populations.size());
  for (size_t k = 0; k < a.populations.size(); ++k) {
    EXPECT_EQ(a.populations[k].layer, b.populations[k].layer);
    EXPECT_EQ(a.populations[k].label, b.populations[k].label);
    EXPECT_EQ(a.populations[k].neurons, b.populations[k].neurons);
  }
}

static void expectEqual(const ChipNetwork &a, const ChipNetwork &b) {
  expectEqual(a.info, b.info);
  EXPECT_EQ(a.coreVersion, b.coreVersion);
  EXPECT_EQ(a.inputExpansion, b.inputExpansion);
  EXPECT_EQ(a.outputExpansion, b.outputExpansion);
  EXPECT_EQ(a.hasSynapse2, b.hasSynapse2);
  expectEqual(a.hidden, b.hidden);
  expectEqual(a.outputs, b.outputs);
  EXPECT_EQ(a.hiddenState.size(), b.hiddenState.size());
  EXPECT_EQ(a.outputState.size(), b.outputState.size());
  EXPECT_EQ(a.pendingSpikes, b.pendingSpikes);
  for (unsigned s = 0; s < 2; ++s)
    EXPECT_EQ(a.inputWeights[s], b.inputWeights[s]);
  EXPECT_EQ(a.fanOutBegin, b.fanOutBegin);
  ASSERT_EQ(a.fanOut.size(), b.fanOut.size());
  for (size_t k = 0; k < a.fanOut.size(); ++k) {
    EXPECT_EQ(a.fanOut[k].target, b.fanOut[k].target) << k;
    EXPECT_EQ(a.fanOut[k].weights[0], b.fanOut[k].weights[0]) << k;
    EXPECT_EQ(a.fanOut[k].weights[1], b.fanOut[k].weights[1]) << k;
  }
  EXPECT_EQ(a.outputWeights, b.outputWeights);
  EXPECT_EQ(a.aliasTarget, b.aliasTarget);
}

/// One hidden neuron with one synapse, one output; no features.
static const char *const smallCore = R"mlir(
xylo.core @small on "xylo_a2" dt 1.000000e-03 {
  xylo.neurons hidden "hidden" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<3> : tensor<1x1xi8>
      threshold dense<100> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "readout" ids [0]
      dash_mem dense<4> : tensor<1xi8> dash_syn dense<1> : tensor<1x1xi8>
      threshold dense<60> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.input_weights dense<64> : tensor<1x1x1xi8>
  xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xi8>
  xylo.output_weights dense<40> : tensor<1x1xi8>
}
)mlir";

TEST_F(ImportTest, IntegerCoresAreWhatTheirImagesSay) {
  for (const std::string &text :
       {makeCore("xylo_a3", /*isReal=*/false), std::string(smallCore)}) {
    auto core = parse<xylo::CoreOp>(text);
    ASSERT_TRUE(core);
    ChipNetwork imported = importIntegerCore(core);
    OpBuilder builder(core);
    FailureOr<xylo::ImageOp> image = xylo::assembleCore(
        core, builder, xylo::TargetOptions(core.getChipInfo()));
    ASSERT_TRUE(succeeded(image));
    llvm::Expected<ChipNetwork> read =
        readNetwork(bitstream::exportImage(*image));
    ASSERT_TRUE(static_cast<bool>(read));
    expectEqual(imported, *read);
  }
}

// Nothing passes a synapse with dash 0, on a chip or in real numbers.
TEST_F(ImportTest, SynapsesWithDash0AreNotThere) {
  std::string text = makeCore("xylo_a3", /*isReal=*/true);
  StringRef last = "[[2.0, 1.0]]";
  text.replace(text.find(last.str()), last.size(), "[[2.0, 0.0]]");
  auto core = parse<xylo::CoreOp>(text);
  ASSERT_TRUE(core);
  ReferenceNetwork network = importRealCore(core);
  auto &hidden = std::get<LIFNeurons>(network.modules[2].meaning);
  EXPECT_EQ(hidden.currentDecay[4], std::exp(-0.25));
  EXPECT_EQ(hidden.currentDecay[5], 0);
}

TEST_F(ImportTest, RealCoresBecomeNetworks) {
  auto core = parse<xylo::CoreOp>(makeCore("xylo_a3", /*isReal=*/true));
  ASSERT_TRUE(core);
  ReferenceNetwork network = importRealCore(core);
  expectEqual(
      network.info,
      importIntegerCore(parse<xylo::CoreOp>(makeCore("xylo_a3", false))).info);
  ASSERT_EQ(network.modules.size(), 6u);
  auto &hidden = std::get<LIFNeurons>(network.modules[2].meaning);
  EXPECT_EQ(hidden.threshold, (std::vector<double>{120, 150, 90}));
  EXPECT_EQ(hidden.bias, (std::vector<double>{4, -6, 0}));
  EXPECT_EQ(hidden.membraneDecay[1], std::exp(-1.0 / 16));
  EXPECT_EQ(hidden.currentDecay[5], std::exp(-0.5));
  auto &input = std::get<LinearWeights>(network.modules[0].meaning);
  EXPECT_EQ(input.values, (std::vector<double>{60, -24, 50, -18, 44}));
  EXPECT_EQ(input.columns, (std::vector<uint32_t>{0, 2, 3, 1, 2}));

  // Neuron 1 gets 4 * 44 at its first synapse; with the bias of -6 that stays
  // below 150.
  auto simulator = ReferenceSimulator::create(network, Schedule::Chip);
  ASSERT_TRUE(static_cast<bool>(simulator));
  (*simulator)->step({0, 4});
  for (const Signal &signal : (*simulator)->getSignals()) {
    double value = std::get<llvm::MutableArrayRef<double>>(signal.values)[1];
    if (signal.name == "isyn")
      EXPECT_DOUBLE_EQ(value, 176 * std::exp(-0.125));
    if (signal.name == "vmem")
      EXPECT_DOUBLE_EQ(value, 176 * std::exp(-0.125) - 6);
    if (signal.name == "hid_spikes")
      EXPECT_EQ(value, 0);
  }
}
