//===- FormTranslations.h - Forms in graph-translate ---------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_FORMTRANSLATIONS_H
#define TIDEPOOL_TARGET_FORMS_FORMTRANSLATIONS_H

namespace tidepool::forms {

/// Registers `--xylo-to-<form>` and `--bitstream-to-<form>` for every form,
/// `--<form>-to-words` for those that are lists of words, and
/// `--patch-to-writes`.
void registerFormTranslations();

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_FORMTRANSLATIONS_H
