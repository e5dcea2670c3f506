//===- LowerToChipNeurons.h - Own modules on a chip -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How modules of other dialects get onto a chip: their dialect offers patterns
// that rewrite them to what the chip has, and mapping applies them first.
// `ExpandableModuleOpInterface` says what a module consists of; the patterns
// here may depend on the chip.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_LOWERTOCHIPNEURONS_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_LOWERTOCHIPNEURONS_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "mlir/IR/DialectInterface.h"

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace tidepool::xylo {

/// Implemented by dialects whose modules have a form on some chips. It may be
/// attached from outside the dialect:
///
/// ```c++
/// struct LowerMyNeurons : OpRewritePattern<MyNeuronsOp> {
///   LowerMyNeurons(MLIRContext *context, const xylo::Chip &chip)
///       : OpRewritePattern(context), chip(chip) {}
///
///   LogicalResult matchAndRewrite(MyNeuronsOp op,
///                                 PatternRewriter &rewriter) const override {
///     if (op.getBias() && !chip.hasBias)
///       return rewriter.notifyMatchFailure(op, "the chip has no biases");
///     rewriter.replaceOpWithNewOp<graph::LIFNeuronsOp>(
///         op, op.getType(), op.getInput(), op.getTauMem(), ...);
///     return success();
///   }
///
///   const xylo::Chip &chip;
/// };
///
/// struct MyLowering : xylo::LowerToChipNeuronsPatternInterface {
///   using LowerToChipNeuronsPatternInterface::
///       LowerToChipNeuronsPatternInterface;
///
///   void populateLowerToChipNeuronsPatterns(
///       const xylo::Chip &chip, RewritePatternSet &patterns) const override {
///     patterns.add<LowerMyNeurons>(patterns.getContext(), chip);
///   }
/// };
///
/// registry.addExtension(+[](MLIRContext *, MyDialect *dialect) {
///   dialect->addInterfaces<MyLowering>();
/// });
/// ```
class LowerToChipNeuronsPatternInterface
    : public mlir::DialectInterface::Base<LowerToChipNeuronsPatternInterface> {
public:
  LowerToChipNeuronsPatternInterface(mlir::Dialect *dialect) : Base(dialect) {}

  /// Adds patterns that rewrite modules of the dialect to `graph` ops that
  /// `chip` can hold. The patterns may keep `chip`: it is an entry of the table
  /// or outlives them.
  ///
  /// - A pattern must match a module, not plumbing.
  /// - It declines a module that the chip cannot hold; the module stays, and
  ///   the design rule `module-kind` reports it.
  /// - What it builds should carry the module's name (`graph::getBaseLabel`),
  ///   or names with that in front (`name/part`), and its location. It should
  ///   not build holders: networks are flat when they are mapped.
  /// - It must not replace a module by a result of that module. Regions are
  ///   graph regions, so a module may be its own operand.
  virtual void populateLowerToChipNeuronsPatterns(
      const Chip &chip, mlir::RewritePatternSet &patterns) const = 0;
};

/// Adds the patterns of all dialects that are loaded in the context of
/// `patterns`, in the order of their names. `chip` must outlive the patterns.
/// For passes and drivers that have patterns of their own:
///
/// ```c++
/// RewritePatternSet patterns(context);
/// patterns.add<MyPattern>(context);
/// xylo::populateLowerToChipNeuronsPatterns(*xylo::findChip("xylo_a3"),
///                                          patterns);
/// ```
void populateLowerToChipNeuronsPatterns(const Chip &chip,
                                        mlir::RewritePatternSet &patterns);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_LOWERTOCHIPNEURONS_H
