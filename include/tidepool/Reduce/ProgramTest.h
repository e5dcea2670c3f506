//===- ProgramTest.h - Asks a program about cases ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_REDUCE_PROGRAMTEST_H
#define TIDEPOOL_REDUCE_PROGRAMTEST_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace tidepool::reduce {

/// Which runs of a program are interesting. Those that take too long are so
/// only if that is expected.
struct ProgramExpectation {
  /// Its exit status; any will do if absent.
  std::optional<int> status;
  /// It ends by a signal.
  bool crash = false;
  /// It takes longer than the timeout allows.
  bool timeout = false;
  /// Texts that standard output and standard error contain, taken together.
  std::vector<std::string> texts;
  /// Regular expressions that match somewhere in them.
  std::vector<std::string> patterns;
};

/// Asks a program about cases. No shell is involved.
class ProgramTest {
public:
  /// The program is `command[0]`, looked for beside the running program
  /// `argv0`, then in the path. `%s` in its arguments stands for the file with
  /// the case. A run is killed after `timeout` seconds; 0 means never. Fails if
  /// there is no such program, if no argument has a `%s` or a pattern is none.
  static llvm::Expected<ProgramTest> create(llvm::ArrayRef<std::string> command,
                                            ProgramExpectation expectation,
                                            unsigned timeout,
                                            const char *argv0);

  ProgramTest(ProgramTest &&other);
  ~ProgramTest();

  /// Whether a case is interesting. Fails if the program cannot be run.
  llvm::Expected<bool> isInteresting(llvm::StringRef text);

  /// What the program did in the last run, for messages: `ended with exit
  /// status 1` and the first line that it printed, if any. Empty if it could
  /// not be run.
  std::string describeRun() const;

private:
  /// How a run ended.
  struct Ending {
    enum Kind { Exit, Crash, Late } kind;
    int status; ///< after an exit
    std::string description;
  };

  ProgramTest() = default;
  llvm::Expected<Ending> runProgram() const;
  llvm::Expected<bool> hasExpectedOutput() const;

  std::string program;
  std::vector<std::string> arguments;
  ProgramExpectation expectation;
  unsigned timeout = 0;
  std::string casePath, outputPath; ///< temporary files
  std::string outcome;
};

} // namespace tidepool::reduce

#endif // TIDEPOOL_REDUCE_PROGRAMTEST_H
