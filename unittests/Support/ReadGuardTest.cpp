//===- ReadGuardTest.cpp - Tests of crashes while a file is read ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/ReadGuard.h"

#include "gtest/gtest.h"

#include <csignal>
#include <cstdlib>

using namespace tidepool;
using ::testing::ExitedWithCode;
using ::testing::KilledBySignal;

TEST(ReadGuardDeathTest, TellsTheFile) {
  auto crash = [](int signal) {
    ReadGuard::install();
    ReadGuard guard("bad\n.nir", "HDF5");
    std::raise(signal);
  };
  const char *message = "^bad..A.nir:0:0: error: HDF5 does not survive reading "
                        "it: the file is damaged; get it again\n$";
  EXPECT_EXIT(crash(SIGSEGV), ExitedWithCode(1), message);
  EXPECT_EXIT(crash(SIGFPE), ExitedWithCode(1), message);
  EXPECT_EXIT(crash(SIGABRT), ExitedWithCode(1), message);
}

TEST(ReadGuardDeathTest, TheInnermostCounts) {
  auto crash = [] {
    ReadGuard::install();
    ReadGuard outer("outer", "HDF5");
    {
      ReadGuard inner("inner", "HDF5");
    }
    std::abort();
  };
  EXPECT_EXIT(crash(), ExitedWithCode(1), "^outer:0:0: error");
}

TEST(ReadGuardDeathTest, LeavesOtherCrashesAlone) {
  auto crash = [] {
    ReadGuard::install();
    {
      ReadGuard guard("file", "HDF5");
    }
    std::abort();
  };
  EXPECT_EXIT(crash(), KilledBySignal(SIGABRT), "^$");
  EXPECT_EXIT(
      {
        ReadGuard guard("file", "HDF5");
        std::abort();
      },
      KilledBySignal(SIGABRT), "^$");
}
