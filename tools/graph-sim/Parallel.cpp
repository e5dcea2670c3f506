//===- Parallel.cpp - Work in order, on all cores -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parallel.h"

#include "llvm/Support/ThreadPool.h"

#include <atomic>
#include <mutex>

using namespace tidepool;

unsigned tidepool::getNumWorkers(size_t numJobs, unsigned numThreads) {
  // Beyond this, a system may refuse to make them.
  constexpr unsigned limit = 256;
  unsigned most = llvm::hardware_concurrency(numThreads).compute_thread_count();
  return std::clamp<size_t>(numJobs, 1, std::clamp(most, 1u, limit));
}

namespace {
/// The jobs that are left, and the first error.
class Queue {
public:
  explicit Queue(size_t numJobs) : end(numJobs) {}

  std::optional<size_t> take() {
    std::lock_guard<std::mutex> lock(mutex);
    if (next >= end)
      return std::nullopt;
    return next++;
  }

  /// Errors of later jobs are forgotten, and no later job is taken.
  void fail(size_t job, llvm::Error error) {
    std::lock_guard<std::mutex> lock(mutex);
    if (job >= end) {
      llvm::consumeError(std::move(error));
      return;
    }
    llvm::consumeError(std::move(firstError));
    firstError = std::move(error);
    end = job;
  }

  llvm::Error takeError() { return std::move(firstError); }

private:
  std::mutex mutex;
  size_t next = 0, end;
  llvm::Error firstError = llvm::Error::success();
};
} // namespace

llvm::Error tidepool::runInOrder(
    size_t numJobs, unsigned numWorkers,
    llvm::function_ref<llvm::Error(unsigned worker, size_t job)> run) {
  Queue queue(numJobs);
  auto work = [&](unsigned worker) {
    while (std::optional<size_t> job = queue.take())
      if (llvm::Error error = run(worker, *job))
        queue.fail(*job, std::move(error));
  };
  if (numWorkers == 1) {
    work(0);
    return queue.takeError();
  }
  llvm::DefaultThreadPool pool(llvm::hardware_concurrency(numWorkers));
  for (unsigned worker = 0; worker < numWorkers; ++worker)
    pool.async(work, worker);
  pool.wait();
  return queue.takeError();
}
