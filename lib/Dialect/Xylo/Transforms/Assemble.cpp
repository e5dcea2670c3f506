//===- Assemble.cpp - Lays a core out in memory ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/MemoryLayout.h"
#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"
#include "tidepool/Support/Version.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLOASSEMBLE
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool::xylo;

namespace {
/// Writes the image of one quantised core.
class Assembler {
public:
  Assembler(CoreOp core, OpBuilder &outer, const TargetOptions &target,
            StringRef calledWith);

  FailureOr<ImageOp> run();

private:
  /// The values of one bank, before they become words.
  using Values = std::vector<int64_t>;

  LogicalResult checkFanOut();
  void collectNeurons();
  void collectInputWeights();
  void collectRecurrentWeights();
  void collectOutputWeights();
  void collectAliases();
  Values &get(BankKind kind) { return values[static_cast<size_t>(kind)]; }

  ImageOp createImage();
  LogicalResult writeBank(const Bank &bank);
  LogicalResult writeBanks(bool isState);
  void writeRegister(const Register &reg, uint32_t value);
  void writeRegisters(RegisterKind kind, uint32_t value);
  LogicalResult writeSizes();
  LogicalResult writeTimeWrap();
  uint32_t getFeatures() const;
  LogicalResult writeSegments();
  void writeModules();

  CoreOp core;
  const Chip &chip;
  ImplicitLocOpBuilder builder;
  const TargetOptions &target;
  StringRef calledWith;
  MemoryLayout layout;
  bool hasBias = false;
  Values values[numBankKinds]; ///< by BankKind
};

struct AssemblePass : tidepool::xylo::impl::XyloAssembleBase<AssemblePass> {
  using XyloAssembleBase::XyloAssembleBase;
  void runOnOperation() override;

private:
  LogicalResult assemble(CoreOp core);
};
} // namespace

Assembler::Assembler(CoreOp core, OpBuilder &outer, const TargetOptions &target,
                     StringRef calledWith)
    : core(core), chip(core.getChipInfo()), builder(core.getLoc(), outer),
      target(target), calledWith(calledWith),
      layout(chip, target.rowStride, core.getNumInputs(),
             core.getInputExpansion(), core.getNumHidden(),
             core.getOutputExpansion(), core.getNumOutputs(),
             chip.getPadding(core.getNumHidden())) {
  int64_t entries = core.getRecurrentWeights().getSources().size();
  for (const Bank &bank : chip.banks)
    get(bank.kind).resize(layout.getNumWords(bank.kind, entries));
}

/// The values of a quantised core's numbers, which are i8 or i16.
static std::vector<int64_t> getIntegers(DenseElementsAttr attr) {
  auto copy = [](auto values) {
    return std::vector<int64_t>(values.begin(), values.end());
  };
  return attr.getElementType().isInteger(8) ? copy(attr.getValues<int8_t>())
                                            : copy(attr.getValues<int16_t>());
}

/// The core's verifier knows what the chip can have at most.
LogicalResult Assembler::checkFanOut() {
  auto [neuron, fanOut] = core.getRecurrentWeights().getLargestFanOut();
  if (fanOut <= target.maxFanOut)
    return success();
  return core.emitOpError("has hidden neuron ")
         << neuron << " feed " << fanOut << " others, but the fan-out of '"
         << chip.name << "' is taken to be at most " << target.maxFanOut
         << "; target option 'fan-out' sets it";
}

void Assembler::collectNeurons() {
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>()) {
    bool isHidden = neurons.getPopulation() == Population::Hidden;
    Values dashMem = getIntegers(neurons.getDashMem());
    Values dashSyn = getIntegers(neurons.getDashSyn());
    Values threshold = getIntegers(neurons.getThreshold());
    Values bias = getIntegers(neurons.getBias());
    size_t synapses = dashSyn.size() / neurons.getIds().size();
    for (auto [k, id] : llvm::enumerate(neurons.getIds())) {
      int64_t index =
          isHidden ? layout.getHiddenIndex(id) : layout.getOutputIndex(id);
      get(BankKind::DashMem)[index] = dashMem[k];
      get(BankKind::DashSyn)[index] = dashSyn[k * synapses];
      get(BankKind::Threshold)[index] = threshold[k];
      if (bias[k] != 0) {
        get(BankKind::Bias)[index] = bias[k];
        hasBias = true;
      }
      if (synapses > 1)
        get(BankKind::DashSyn2)[id] = dashSyn[k * synapses + 1];
    }
  }
}

void Assembler::collectInputWeights() {
  Values weights = getIntegers(core.getInputWeights().getWeights());
  int64_t synapses = core.getNumSynapses();
  for (int64_t input = 0; input < layout.inputs; ++input)
    for (int64_t id = 0; id < layout.inputExpansion; ++id) {
      int64_t index = layout.getInputWeightIndex(input, id);
      const int64_t *entry =
          &weights[(input * layout.inputExpansion + id) * synapses];
      get(BankKind::InputWeights)[index] = entry[0];
      if (synapses > 1)
        get(BankKind::InputWeights2)[index] = entry[1];
    }
}

void Assembler::collectRecurrentWeights() {
  RecurrentWeightsOp recurrent = core.getRecurrentWeights();
  Values weights = getIntegers(recurrent.getWeights());
  ArrayRef<int32_t> sources = recurrent.getSources();
  ArrayRef<int32_t> targets = recurrent.getTargets();
  int64_t synapses = core.getNumSynapses();
  // Entries ascend by source, so the banks hold them in the same order.
  for (size_t entry = 0; entry < sources.size(); ++entry) {
    ++get(BankKind::FanOutCount)[sources[entry]];
    get(BankKind::FanOutTarget)[entry] = targets[entry];
    get(BankKind::RecurrentWeights)[entry] = weights[entry * synapses];
    if (synapses > 1)
      get(BankKind::RecurrentWeights2)[entry] = weights[entry * synapses + 1];
  }
}

void Assembler::collectOutputWeights() {
  Values weights = getIntegers(core.getOutputWeights().getWeights());
  for (int64_t row = 0; row < layout.outputExpansion; ++row)
    for (int64_t output = 0; output < layout.outputs; ++output)
      get(BankKind::OutputWeights)[layout.getOutputWeightIndex(row, output)] =
          weights[row * layout.outputs + output];
}

void Assembler::collectAliases() {
  llvm::fill(get(BankKind::AliasTarget),
             getNoAliasTarget(target.getBankBits(BankKind::AliasTarget)));
  AliasesOp aliases = core.getAliases();
  if (!aliases)
    return;
  Values &config = get(BankKind::AliasConfig);
  std::vector<unsigned> numSources(layout.hidden);
  for (auto [source, aliased] :
       llvm::zip(aliases.getSources(), aliases.getTargets())) {
    get(BankKind::AliasTarget)[source] = aliased;
    config[source] |=
        chip.hasAliasDefect ? aliasIsSource | aliasIsTarget : aliasIsSource;
    config[aliased] |= aliasIsTarget;
    ++numSources[aliased];
  }
  if (!target.sharedAliasBit)
    return;
  for (auto [source, aliased] :
       llvm::zip(aliases.getSources(), aliases.getTargets()))
    if (numSources[aliased] > 1)
      config[source] |= aliasIsShared;
}

ImageOp Assembler::createImage() {
  auto image = ImageOp::create(
      builder, core.getSymName(), core.getChip(), core.getDt(),
      ImageSizes{layout.inputs, layout.inputExpansion, layout.hidden,
                 layout.outputExpansion, layout.outputs, layout.padding});
  image.setSynapse2(core.getNumSynapses() > 1);
  image.setAlias(core.getAliases() != nullptr);
  image.setBias(hasBias);
  image.setInputShift(core.getInputWeights().getShift());
  image.setRecurrentShift(core.getRecurrentWeights().getShift());
  image.setOutputShift(core.getOutputWeights().getShift());
  // A core without neurons comes from no network.
  if (layout.getNumNeurons() > layout.padding) {
    image.setGraphHash(core.getGraphHash().value_or(""));
    image.setCompiler(tidepool::getVersionString());
    image.setOptions(calledWith);
  }
  builder.createBlock(&image.getBody());
  return image;
}

LogicalResult Assembler::writeBank(const Bank &bank) {
  std::vector<int32_t> words;
  words.reserve(get(bank.kind).size());
  unsigned bits = target.getBankBits(bank.kind);
  for (auto [index, value] : llvm::enumerate(get(bank.kind))) {
    std::optional<uint32_t> word = encodeWord(value, bits, bank.isSigned);
    if (!word)
      return core.emitOpError("needs ")
             << value << " in word " << index << " of bank " << bank.name
             << ", which does not fit into " << bits << " bits";
    words.push_back(static_cast<int32_t>(*word));
  }
  if (words.size() > bank.depth)
    return core.emitOpError("needs ")
           << words.size() << " words of bank " << bank.name << ", which has "
           << bank.depth;
  BankOp::create(
      builder, builder.getStringAttr(bank.name),
      bank.base ? builder.getI32IntegerAttr(*bank.base) : IntegerAttr(),
      builder.getI32IntegerAttr(bits), builder.getDenseI32ArrayAttr(words));
  return success();
}

void Assembler::writeRegister(const Register &reg, uint32_t value) {
  RegisterOp::create(builder, builder.getStringAttr(reg.name),
                     builder.getI32IntegerAttr(reg.address),
                     builder.getI32IntegerAttr(static_cast<int32_t>(value)));
}

/// Writes all registers of a kind. A chip whose layout of sizes is not public
/// has none of that kind: the sizes are in the image's header.
void Assembler::writeRegisters(RegisterKind kind, uint32_t value) {
  for (const Register &reg : chip.registers)
    if (reg.kind == kind)
      writeRegister(reg, value);
}

/// The control register of a running network.
uint32_t Assembler::getFeatures() const {
  CoreOp op = core;
  uint32_t value = control::manual;
  if (op.getNumSynapses() > 1)
    value |= control::synapse2Enable;
  if (op.getAliases())
    value |= control::aliasEnable;
  if (hasBias)
    value |= control::biasEnable;
  value |= op.getInputWeights().getShift() << control::inputShift;
  value |= op.getRecurrentWeights().getShift() << control::recurrentShift;
  value |= op.getOutputWeights().getShift() << control::outputShift;
  return value;
}

LogicalResult Assembler::writeBanks(bool isState) {
  for (const Bank &bank : chip.banks)
    if (bank.isState == isState && failed(writeBank(bank)))
      return failure();
  return success();
}

LogicalResult Assembler::writeSizes() {
  int64_t sizes[] = {layout.inputs, layout.inputExpansion, layout.hidden,
                     layout.outputs, layout.outputExpansion};
  if (target.sizeCoding == SizeCoding::CountMinusOne)
    for (int64_t &size : sizes)
      if (size-- == 0)
        return core.emitOpError(
            "has no inputs, neurons or expansion neurons of some kind, which "
            "size registers that hold n-1 cannot say");
  writeRegisters(RegisterKind::Sizes1,
                 sizes[0] | sizes[1] << 8 | sizes[2] << 16);
  writeRegisters(RegisterKind::Sizes2, sizes[3] | sizes[4] << 8);
  return success();
}

LogicalResult Assembler::writeTimeWrap() {
  if (!target.coreClock)
    return success();
  double dt = core.getDt().convertToDouble();
  std::optional<uint32_t> wrap = target.getTimeWrap(dt);
  if (!wrap)
    return core.emitOpError("has a time step of ")
           << dt << " s, which is " << dt * *target.coreClock
           << " core clocks; the time wrap registers hold 1 to 2^32 - 1";
  writeRegisters(RegisterKind::TimeWrap, *wrap);
  return success();
}

LogicalResult Assembler::writeSegments() {
  using namespace control;
  writeRegisters(RegisterKind::Control, manual | ramActive);
  writeRegisters(RegisterKind::Control, manual | ramActive | memoryClockOn);
  if (failed(writeBanks(/*isState=*/false)) ||
      failed(writeBanks(/*isState=*/true)))
    return failure();
  writeRegisters(RegisterKind::InputSpike, 0);
  if (failed(writeSizes()) || failed(writeTimeWrap()))
    return failure();
  for (auto [index, word] : target.registers)
    writeRegister(chip.registers[index], word);
  uint32_t features = getFeatures();
  writeRegisters(RegisterKind::Control, features | ramActive | memoryClockOn);
  writeRegisters(RegisterKind::Control, features | ramActive);
  writeRegisters(RegisterKind::Control, features);
  return success();
}

void Assembler::writeModules() {
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>())
    ModuleIdsOp::create(builder, neurons.getLoc(), neurons.getPopulation(),
                        neurons.getLabel(), neurons.getIds());
}

FailureOr<ImageOp> Assembler::run() {
  if (!core.isQuantized())
    return core.emitOpError("holds real numbers; run xylo-quantize first");
  if (failed(checkFanOut()))
    return failure();
  collectNeurons();
  collectInputWeights();
  collectRecurrentWeights();
  collectOutputWeights();
  collectAliases();
  ImageOp image = createImage();
  if (failed(writeSegments())) {
    image.erase();
    return failure();
  }
  writeModules();
  return image;
}

FailureOr<ImageOp> tidepool::xylo::assembleCore(CoreOp core, OpBuilder &builder,
                                                const TargetOptions &target,
                                                StringRef calledWith) {
  return Assembler(core, builder, target, calledWith).run();
}

LogicalResult AssemblePass::assemble(CoreOp core) {
  llvm::Expected<TargetOptions> target =
      parseTargetOptions(targetOptions, core.getChipInfo());
  if (!target)
    return mlir::emitError(core.getLoc(), llvm::toString(target.takeError()));
  OpBuilder builder(core);
  if (failed(assembleCore(core, builder, *target, calledWith)))
    return failure();
  core->erase();
  return success();
}

void AssemblePass::runOnOperation() {
  WalkResult result = getOperation().walk([&](CoreOp core) {
    return failed(assemble(core)) ? WalkResult::interrupt()
                                  : WalkResult::skip();
  });
  if (result.wasInterrupted())
    signalPassFailure();
}
