//===- ImageOps.cpp - The memory of a chip --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipVerifier.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace tidepool::xylo;

/// Checks that a bank or register is where the chip has it.
static LogicalResult verifyAddress(Operation *op,
                                   std::optional<uint32_t> address,
                                   std::optional<uint32_t> expected,
                                   StringRef chip) {
  if (address == expected)
    return success();
  if (!expected)
    return op->emitOpError("expects no address, as those of '")
           << chip << "' are not public, but got " << *address;
  InFlightDiagnostic diag = op->emitOpError("expects address ");
  diag << *expected << ", where '" << chip << "' has it, but ";
  if (address)
    return diag << "got " << *address;
  return diag << "has none";
}

//===----------------------------------------------------------------------===//
// BankOp, RegisterOp, ModuleIdsOp
//===----------------------------------------------------------------------===//

LogicalResult BankOp::verify() {
  // An image of an unknown chip is reported once, at the image.
  auto image = cast<ImageOp>((*this)->getParentOp());
  const Chip *chip = findChip(image.getChip());
  if (!chip)
    return success();
  const Bank *bank = chip->findBank(getBankName());
  if (!bank) // (C1)
    return emitOpError("names a bank '")
           << getBankName() << "' that '" << chip->name << "' does not have";
  if (failed(verifyAddress(*this, getAddress(), bank->base, chip->name)))
    return failure();
  if (getWidth() < bank->minBits || getWidth() > bank->maxBits) {
    InFlightDiagnostic diag = emitOpError("expects words of ");
    diag << static_cast<unsigned>(bank->minBits);
    if (bank->minBits != bank->maxBits)
      diag << " to " << static_cast<unsigned>(bank->maxBits);
    return diag << " bits, but got " << getWidth();
  }
  if (getWords().size() > bank->depth)
    return emitOpError("has ")
           << getWords().size() << " words, but the bank is " << bank->depth
           << " deep";
  unsigned width = getWidth();
  for (auto [index, word] : llvm::enumerate(getWords())) // (C2)
    if (!llvm::isUIntN(width, static_cast<uint32_t>(word)))
      return emitOpError("has word number ")
             << index << " = " << static_cast<uint32_t>(word)
             << ", which does not fit into " << width << " bits";
  return success();
}

LogicalResult RegisterOp::verify() { // (C1)
  auto image = cast<ImageOp>((*this)->getParentOp());
  const Chip *chip = findChip(image.getChip());
  if (!chip)
    return success();
  const Register *reg = chip->findRegister(getRegisterName());
  if (!reg)
    return emitOpError("names a register '") << getRegisterName() << "' that '"
                                             << chip->name << "' does not have";
  return verifyAddress(*this, getAddress(), reg->address, chip->name);
}

LogicalResult ModuleIdsOp::verify() { return verifyIds(*this, getIds()); }

//===----------------------------------------------------------------------===//
// ImageOp
//===----------------------------------------------------------------------===//

void ImageOp::build(OpBuilder &builder, OperationState &state, StringRef name,
                    StringRef chip, APFloat dt, const ImageSizes &sizes) {
  Properties &properties = state.getOrAddProperties<Properties>();
  properties.sym_name = builder.getStringAttr(name);
  properties.chip = builder.getStringAttr(chip);
  properties.dt = builder.getFloatAttr(builder.getF64Type(), dt);
  properties.inputs = builder.getI32IntegerAttr(sizes.inputs);
  properties.ien = builder.getI32IntegerAttr(sizes.inputExpansion);
  properties.hidden = builder.getI32IntegerAttr(sizes.hidden);
  properties.oen = builder.getI32IntegerAttr(sizes.outputExpansion);
  properties.outputs = builder.getI32IntegerAttr(sizes.outputs);
  properties.padding = builder.getI32IntegerAttr(sizes.padding);
  state.addRegion();
}

const Chip &ImageOp::getChipInfo() { return *findChip(getChip()); }

LogicalResult ImageOp::verify() {
  if (failed(
          verifyChipAndTimeStep(*this, getChip(), getDt().convertToDouble())))
    return failure(); // (C1)
  return verifySizes(
      *this, getChipInfo(), // (C2)
      {getInputs(), getIen(), getHidden(), getOen(), getOutputs()});
}

/// (C5): provenance is whole, and no id has two modules.
static LogicalResult verifyProvenance(ImageOp image) {
  auto modules = image.getBody().getOps<ModuleIdsOp>();
  bool hasModules = !modules.empty();
  for (bool has :
       {image.getGraphHash().has_value(), image.getCompiler().has_value(),
        image.getOptions().has_value()})
    if (has != hasModules)
      return image.emitOpError("expects xylo.module ops, 'graph_hash', "
                               "'compiler' and 'options' all together or not "
                               "at all");
  llvm::BitVector used[] = {llvm::BitVector(image.getHidden()),
                            llvm::BitVector(image.getOutputs())};
  for (ModuleIdsOp module : modules) {
    llvm::BitVector &ids = used[static_cast<unsigned>(module.getPopulation())];
    for (uint32_t id : module.getIds()) {
      if (id >= ids.size())
        return module.emitOpError("has id ")
               << id << ", but the image has only " << ids.size() << ' '
               << stringifyPopulation(module.getPopulation()) << " neurons";
      if (ids.test(id))
        return module.emitOpError("has id ")
               << id << ", which another module has too";
      ids.set(id);
    }
  }
  return success();
}

LogicalResult ImageOp::verifyRegions() {
  llvm::StringSet<> banks;
  for (Operation &op : getBody().front()) {
    if (!isa<BankOp, RegisterOp, ModuleIdsOp>(op)) // (C3)
      return op.emitOpError("does not belong into a xylo.image");
    auto bank = dyn_cast<BankOp>(op);
    if (bank && !banks.insert(bank.getBankName()).second) // (C4)
      return bank.emitOpError("writes bank '")
             << bank.getBankName() << "' a second time";
  }
  return verifyProvenance(*this);
}
