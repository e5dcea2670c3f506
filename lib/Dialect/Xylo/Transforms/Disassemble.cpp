//===- Disassemble.cpp - Reads a core back from memory --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/MemoryLayout.h"
#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLODISASSEMBLE
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool::xylo;

namespace {
/// Reads the core of one image.
class Disassembler {
public:
  Disassembler(ImageOp image, const TargetOptions &target, OpBuilder &outer)
      : image(image), chip(image.getChipInfo()), builder(image.getLoc(), outer),
        target(target),
        layout(chip, target.rowStride, image.getInputs(), image.getIen(),
               image.getHidden(), image.getOen(), image.getOutputs(),
               image.getPadding()),
        numSynapses(image.getSynapse2() ? 2 : 1) {}

  FailureOr<CoreOp> run();

private:
  using Values = std::vector<int64_t>;

  LogicalResult readBanks();
  LogicalResult readBank(const Bank &bank, int64_t numEntries);
  void writeNeurons(Location loc, Population population, StringRef label,
                    ArrayRef<int32_t> ids);
  void writeAllNeurons();
  void writeInputWeights();
  void writeRecurrentWeights();
  void writeOutputWeights();
  void writeAliases();
  Values &get(BankKind kind) { return values[static_cast<size_t>(kind)]; }

  /// `values` as integers of type T, which hold every word of their bank.
  template <typename T>
  DenseElementsAttr getIntegers(ArrayRef<int64_t> shape, const Values &values) {
    auto type =
        RankedTensorType::get(shape, builder.getIntegerType(sizeof(T) * 8));
    return DenseElementsAttr::get(
        type, ArrayRef<T>(llvm::to_vector(llvm::map_range(
                  values, [](int64_t v) { return static_cast<T>(v); }))));
  }

  ImageOp image;
  const Chip &chip;
  ImplicitLocOpBuilder builder;
  const TargetOptions &target;
  MemoryLayout layout;
  int64_t numSynapses;
  Values values[numBankKinds]; ///< by BankKind
};

struct DisassemblePass
    : tidepool::xylo::impl::XyloDisassembleBase<DisassemblePass> {
  using XyloDisassembleBase::XyloDisassembleBase;
  void runOnOperation() override;
};
} // namespace

static BankOp findBankOp(ImageOp image, const Bank &bank) {
  for (BankOp op : image.getBody().getOps<BankOp>())
    if (op.getBankName() == bank.name)
      return op;
  return {};
}

LogicalResult Disassembler::readBank(const Bank &bank, int64_t numEntries) {
  BankOp op = findBankOp(image, bank);
  if (!op)
    return image.emitOpError("has no bank ") << bank.name;
  int64_t expected = layout.getNumWords(bank.kind, numEntries);
  if (static_cast<int64_t>(op.getWords().size()) != expected)
    return op.emitOpError("has ")
           << op.getWords().size() << " words, but this network needs "
           << expected;
  unsigned width = op.getWidth();
  for (int32_t word : op.getWords())
    get(bank.kind).push_back(
        decodeWord(static_cast<uint32_t>(word), width, bank.isSigned));
  return success();
}

LogicalResult Disassembler::readBanks() {
  // The counts say how long the fan-out lists are.
  const Bank *counts = chip.findBank(BankKind::FanOutCount);
  if (failed(readBank(*counts, 0)))
    return failure();
  int64_t numEntries = 0;
  for (int64_t count : get(BankKind::FanOutCount))
    numEntries += count;
  for (const Bank &bank : chip.banks)
    if (&bank != counts && failed(readBank(bank, numEntries)))
      return failure();
  return success();
}

void Disassembler::writeNeurons(Location loc, Population population,
                                StringRef label, ArrayRef<int32_t> ids) {
  bool isHidden = population == Population::Hidden;
  int64_t columns = isHidden ? numSynapses : 1;
  Values dashMem, dashSyn, threshold, bias;
  for (int32_t id : ids) {
    int64_t index =
        isHidden ? layout.getHiddenIndex(id) : layout.getOutputIndex(id);
    dashMem.push_back(get(BankKind::DashMem)[index]);
    dashSyn.push_back(get(BankKind::DashSyn)[index]);
    if (columns > 1)
      dashSyn.push_back(get(BankKind::DashSyn2)[id]);
    threshold.push_back(get(BankKind::Threshold)[index]);
    auto &biases = get(BankKind::Bias);
    bias.push_back(biases.empty() ? 0 : biases[index]);
  }
  int64_t count = ids.size();
  NeuronsOp::create(builder, loc, population, label, ids,
                    getIntegers<int8_t>({count}, dashMem),
                    getIntegers<int8_t>({count, columns}, dashSyn),
                    getIntegers<int16_t>({count}, threshold),
                    getIntegers<int8_t>({count}, bias));
}

void Disassembler::writeAllNeurons() {
  auto modules = image.getBody().getOps<ModuleIdsOp>();
  for (ModuleIdsOp module : modules)
    writeNeurons(module.getLoc(), module.getPopulation(), module.getLabel(),
                 module.getIds());
  if (!modules.empty())
    return;
  auto writeAll = [&](Population population, int64_t count) {
    if (count > 0)
      writeNeurons(image.getLoc(), population, stringifyPopulation(population),
                   llvm::to_vector_of<int32_t>(llvm::seq<int64_t>(0, count)));
  };
  writeAll(Population::Hidden, layout.hidden);
  writeAll(Population::Output, layout.outputs);
}

void Disassembler::writeInputWeights() {
  Values weights;
  for (int64_t input = 0; input < layout.inputs; ++input)
    for (int64_t id = 0; id < layout.inputExpansion; ++id) {
      int64_t index = layout.getInputWeightIndex(input, id);
      weights.push_back(get(BankKind::InputWeights)[index]);
      if (numSynapses > 1)
        weights.push_back(get(BankKind::InputWeights2)[index]);
    }
  auto op = InputWeightsOp::create(
      builder,
      getIntegers<int8_t>({layout.inputs, layout.inputExpansion, numSynapses},
                          weights));
  op.setShift(image.getInputShift());
}

void Disassembler::writeRecurrentWeights() {
  std::vector<int32_t> sources, targets;
  Values weights;
  size_t entry = 0;
  for (auto [source, count] : llvm::enumerate(get(BankKind::FanOutCount)))
    for (int64_t k = 0; k < count; ++k, ++entry) {
      sources.push_back(source);
      targets.push_back(get(BankKind::FanOutTarget)[entry]);
      weights.push_back(get(BankKind::RecurrentWeights)[entry]);
      if (numSynapses > 1)
        weights.push_back(get(BankKind::RecurrentWeights2)[entry]);
    }
  auto op = RecurrentWeightsOp::create(
      builder, sources, targets,
      getIntegers<int8_t>({static_cast<int64_t>(sources.size()), numSynapses},
                          weights));
  op.setShift(image.getRecurrentShift());
}

void Disassembler::writeOutputWeights() {
  Values weights;
  for (int64_t row = 0; row < layout.outputExpansion; ++row)
    for (int64_t output = 0; output < layout.outputs; ++output)
      weights.push_back(get(
          BankKind::OutputWeights)[layout.getOutputWeightIndex(row, output)]);
  auto op = OutputWeightsOp::create(
      builder,
      getIntegers<int8_t>({layout.outputExpansion, layout.outputs}, weights));
  op.setShift(image.getOutputShift());
}

void Disassembler::writeAliases() {
  std::vector<int32_t> sources, targets;
  uint32_t none = getNoAliasTarget(target.getBankBits(BankKind::AliasTarget));
  for (auto [source, aliased] : llvm::enumerate(get(BankKind::AliasTarget))) {
    if (aliased == none)
      continue;
    sources.push_back(source);
    targets.push_back(aliased);
  }
  if (!sources.empty())
    AliasesOp::create(builder, sources, targets);
}

FailureOr<CoreOp> Disassembler::run() {
  if (failed(readBanks()))
    return failure();
  StringAttr hash = image.getGraphHashAttr();
  auto core = CoreOp::create(builder, image.getSymNameAttr(),
                             image.getChipAttr(), image.getDtAttr(),
                             hash && !hash.empty() ? hash : StringAttr());
  builder.createBlock(&core.getBody());
  writeAllNeurons();
  writeInputWeights();
  writeRecurrentWeights();
  writeOutputWeights();
  writeAliases();
  return core;
}

/// The first difference between the segments of two images, as text.
static std::optional<std::string> findDifference(ImageOp a, ImageOp b) {
  if (a.getSynapse2() != b.getSynapse2() || a.getAlias() != b.getAlias() ||
      a.getBias() != b.getBias())
    return "the features in use";
  auto isSegment = [](Operation &op) { return !isa<ModuleIdsOp>(op); };
  auto segmentsOfA = llvm::make_filter_range(a.getBody().front(), isSegment);
  auto segmentsOfB = llvm::make_filter_range(b.getBody().front(), isSegment);
  auto itB = segmentsOfB.begin();
  for (Operation &op : segmentsOfA) {
    StringRef name = isa<BankOp>(op) ? cast<BankOp>(op).getBankName()
                                     : cast<RegisterOp>(op).getRegisterName();
    if (itB == segmentsOfB.end() ||
        op.getAttrDictionary() != (*itB).getAttrDictionary())
      return ("the order of segments or the words of " + name).str();
    ++itB;
  }
  if (itB != segmentsOfB.end())
    return "missing segments at the end";
  return std::nullopt;
}

/// The number of words that an image writes to a bank.
static int64_t countWords(ImageOp image, BankKind kind) {
  const Bank *bank = image.getChipInfo().findBank(kind);
  BankOp op = bank ? findBankOp(image, *bank) : BankOp();
  return op ? static_cast<int64_t>(op.getWords().size()) : 0;
}

TargetOptions tidepool::xylo::findTargetOptions(ImageOp image) {
  const Chip &chip = image.getChipInfo();
  TargetOptions target(chip);
  target.maxFanOut = chip.maxFanOut.max;
  MemoryLayout configured(chip, RowStride::Configured, image.getInputs(),
                          image.getIen(), image.getHidden(), image.getOen(),
                          image.getOutputs(), image.getPadding());
  if (configured.hasFullRows(chip, countWords(image, BankKind::InputWeights),
                             countWords(image, BankKind::OutputWeights)))
    target.rowStride = RowStride::Full;
  for (BankOp op : image.getBody().getOps<BankOp>()) {
    BankKind kind = chip.findBank(op.getBankName())->kind;
    target.setBankBits(kind, op.getWidth());
    if (kind == BankKind::AliasConfig)
      target.sharedAliasBit = llvm::any_of(
          op.getWords(), [](int32_t word) { return word & aliasIsShared; });
  }
  for (RegisterOp op : image.getBody().getOps<RegisterOp>()) {
    auto value = static_cast<uint32_t>(op.getValue());
    const Register *reg = chip.findRegister(op.getRegisterName());
    RegisterKind kind = reg->kind;
    if (kind == RegisterKind::Other)
      target.registers[reg - chip.registers.begin()] = value;
    if (kind == RegisterKind::TimeWrap && value > 0)
      target.coreClock = value / image.getDt().convertToDouble();
    // The lowest byte is the number of outputs.
    if (kind == RegisterKind::Sizes2 &&
        (value & 0xFF) + 1 == image.getOutputs())
      target.sizeCoding = SizeCoding::CountMinusOne;
  }
  return target;
}

FailureOr<CoreOp> tidepool::xylo::disassembleImage(ImageOp image,
                                                   OpBuilder &builder) {
  TargetOptions target = findTargetOptions(image);
  FailureOr<CoreOp> core = Disassembler(image, target, builder).run();
  if (failed(core))
    return failure();
  // What the core cannot express must not get lost: it has to assemble to the
  // image it was read from.
  OpBuilder scratch(image.getContext());
  if (failed(verify(*core)))
    return (*core).erase(), failure();
  FailureOr<ImageOp> again = assembleCore(*core, scratch, target);
  if (failed(again))
    return (*core).erase(), failure();
  OwningOpRef<ImageOp> owned(*again);
  if (std::optional<std::string> difference = findDifference(image, *again)) {
    (*core).erase();
    return image.emitOpError("is not what any core assembles to; it differs "
                             "in ")
           << *difference;
  }
  return core;
}

void DisassemblePass::runOnOperation() {
  WalkResult result = getOperation().walk([&](ImageOp image) {
    OpBuilder builder(image);
    if (failed(disassembleImage(image, builder)))
      return WalkResult::interrupt();
    image->erase();
    return WalkResult::skip();
  });
  if (result.wasInterrupted())
    signalPassFailure();
}
