//===- ToolMainTest.cpp - Tests of what all tools do first ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/ToolMain.h"
#include "tidepool/Support/ReadGuard.h"

#include "llvm/Support/ErrorHandling.h"
#include "gtest/gtest.h"

using namespace tidepool;

TEST(ToolMainDeathTest, TellsThatMemoryIsOut) {
  auto runOutOfMemory = [] {
    char name[] = "tool";
    char *arguments[] = {name, nullptr};
    runTool(1, arguments, [](int, char **) -> int {
      ReadGuard guard("net.mlir", "MLIR"); // the file is not at fault
      llvm::report_bad_alloc_error("Allocation failed");
    });
  };
  EXPECT_EXIT(runOutOfMemory(), ::testing::ExitedWithCode(1),
              "^error: out of memory\n$");
}
