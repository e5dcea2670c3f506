//===- Options.cpp - What the command line says ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/StringSaver.h"

using namespace tidepool;
using namespace tidepool::reduce;
using llvm::StringRef;

/// Splits a command as a shell would, which is not asked.
static std::vector<std::string> splitCommand(StringRef command) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char *> words;
  cl::TokenizeGNUCommandLine(command, saver, words);
  return std::vector<std::string>(words.begin(), words.end());
}

/// The command of `--test`: the program, its arguments, the file.
static std::vector<std::string>
makeTestCommand(StringRef program, llvm::ArrayRef<std::string> args) {
  // A script in the current folder needs no `./`.
  bool isHere = !program.contains('/') && llvm::sys::fs::exists(program);
  std::vector<std::string> command = {(isHere ? "./" : "") + program.str()};
  command.insert(command.end(), args.begin(), args.end());
  if (llvm::none_of(args, [](StringRef arg) { return arg.contains("%s"); }))
    command.push_back("%s");
  return command;
}

llvm::Expected<ProgramTest> Options::createTest(const char *argv0) const {
  if (run.empty() == test.empty())
    return makeError("how to tell whether a case fails? say either "
                     "--run='COMMAND %s' or --test=PROGRAM");
  if (test.empty() && !testArgs.empty())
    return makeError("--test-arg needs --test");
  bool isExpected = expectCrash || expectTimeout || !expect.empty() ||
                    !expectMatch.empty() ||
                    expectStatus.getNumOccurrences() > 0;
  if (test.empty() && !isExpected)
    return makeError("what of the command is interesting? say --expect=TEXT, "
                     "--expect-match=REGEX, --expect-crash, --expect-timeout "
                     "or --expect-status=NUMBER");
  bool expectsEnd = expectCrash || expectStatus.getNumOccurrences() > 0;
  if (expectTimeout && expectsEnd)
    return makeError("a run that --expect-timeout looks for has no end; leave "
                     "out --expect-crash and --expect-status");
  if (expectTimeout && timeout == 0)
    return makeError("--expect-timeout needs a --timeout");

  ProgramExpectation expectation;
  if (expectStatus.getNumOccurrences() > 0 || !isExpected)
    expectation.status = expectStatus;
  expectation.crash = expectCrash;
  expectation.timeout = expectTimeout;
  expectation.texts.assign(expect.begin(), expect.end());
  expectation.patterns.assign(expectMatch.begin(), expectMatch.end());
  return ProgramTest::create(test.empty() ? splitCommand(run)
                                          : makeTestCommand(test, testArgs),
                             std::move(expectation), timeout, argv0);
}

llvm::Expected<std::vector<Reduction>> Options::getReductions() const {
  for (StringRef name : reductions)
    if (llvm::none_of(reduce::getReductions(), [&](const Reduction &reduction) {
          return reduction.name == name;
        }))
      return makeError("there is no reduction '", name,
                       "'; --help lists them all");
  std::vector<Reduction> chosen;
  for (const Reduction &reduction : reduce::getReductions())
    if (reductions.empty() || llvm::is_contained(reductions, reduction.name))
      chosen.push_back(reduction);
  return chosen;
}
