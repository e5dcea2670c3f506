//===- Notes.h - What Tidepool notes in NIR files ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The metadata that the export writes and the import uses where they are. NIR
// says nothing about time steps, about the order of nodes or about names with
// slashes. A file without these notes is read as well, and notes that do not
// fit the file are ignored.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_NOTES_H
#define TIDEPOOL_TARGET_NIR_NOTES_H

#include "llvm/ADT/StringRef.h"

namespace tidepool::nir::note {

// Of the root graph.
constexpr llvm::StringLiteral dt("dt"); ///< seconds
/// How the neurons are to be read: `exact`, `euler` or `rockpool`.
constexpr llvm::StringLiteral convention("convention");
/// What a spike does to the membrane: `subtract`.
constexpr llvm::StringLiteral reset("reset");
/// The version of Tidepool that wrote the file.
constexpr llvm::StringLiteral writer("writer");
/// The version of the NIR file that the network first came from; empty if
/// there is none.
constexpr llvm::StringLiteral origin("origin");

// Of the root graph and of nodes.
/// The name that cannot be, or is not, the name in the file.
constexpr llvm::StringLiteral name("name");

// Of any graph.
/// For each node, sorted by name, its place in the program.
constexpr llvm::StringLiteral order("order");

// Of nodes.
/// The shape of an Output node in which the network had it.
constexpr llvm::StringLiteral shape("shape");
/// What the network has lost already on its way into this file.
constexpr llvm::StringLiteral fidelity("fidelity");

/// `sparse` if the weights of a Linear or Affine had this form.
constexpr llvm::StringLiteral storage("storage");

// Parameters that reading could give back in another type or rounded. They
// count only next to parameters that say the same but for the rounding.
constexpr llvm::StringLiteral tauMem("tau_mem"), tauSyn("tau_syn"),
    threshold("threshold"), bias("bias");

} // namespace tidepool::nir::note

#endif // TIDEPOOL_TARGET_NIR_NOTES_H
