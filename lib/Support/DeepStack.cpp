//===- DeepStack.cpp - Room for deep recursion ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/DeepStack.h"

#include "tidepool/Support/Error.h"

#include <cstring>
#include <pthread.h>

using namespace tidepool;

using Work = llvm::function_ref<void()>;

static void *call(void *work) {
  (*static_cast<Work *>(work))();
  return nullptr;
}

/// As `pthread_create`, which std::thread and llvm::thread end the process for.
static int createThread(pthread_t &thread, Work &work) {
  pthread_attr_t attributes;
  if (int error = pthread_attr_init(&attributes))
    return error;
  int error = pthread_attr_setstacksize(&attributes, deepStackSize);
  if (!error)
    error = pthread_create(&thread, &attributes, call, &work);
  pthread_attr_destroy(&attributes);
  return error;
}

llvm::Error tidepool::runOnDeepStack(Work work) {
  pthread_t thread;
  if (int error = createThread(thread, work))
    return makeError("cannot start a thread with a stack of ",
                     deepStackSize >> 20, " MiB: ", std::strerror(error));
  pthread_join(thread, nullptr);
  return llvm::Error::success();
}
