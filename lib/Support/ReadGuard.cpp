//===- ReadGuard.cpp - Crashes of other people's readers ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/ReadGuard.h"

#include "tidepool/Support/Printable.h"

#include "llvm/Support/Signals.h"

#include <unistd.h>

using namespace tidepool;

/// The innermost guard of this thread, which is the one that gets the signal.
static thread_local const ReadGuard *innermost = nullptr;

ReadGuard::ReadGuard(llvm::StringRef file, llvm::StringRef reader)
    : message((toPrintable(file) + ":0:0: error: " + reader +
               " does not survive reading it: the file is damaged; get it "
               "again\n")
                  .str()),
      outer(innermost) {
  innermost = this;
}

ReadGuard::~ReadGuard() { innermost = outer; }

void ReadGuard::tellCrash(void *) {
  if (!innermost)
    return; // to the next handler, which prints the stack
  // Nothing but calls that are safe in signal handlers.
  const std::string &message = innermost->message;
  (void)!write(STDERR_FILENO, message.data(), message.size());
  _exit(1);
}

void ReadGuard::install() { llvm::sys::AddSignalHandler(tellCrash, nullptr); }
