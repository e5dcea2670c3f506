//===- Options.h - What the command line says -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_REDUCE_OPTIONS_H
#define TIDEPOOL_TOOLS_GRAPH_REDUCE_OPTIONS_H

#include "tidepool/Reduce/ProgramTest.h"
#include "tidepool/Reduce/Reduction.h"

#include "llvm/Support/CommandLine.h"

namespace tidepool {

namespace cl = llvm::cl;

/// What the command line says.
struct Options {
  cl::OptionCategory category{"Options of graph-reduce"};

  cl::opt<std::string> input{cl::Positional, cl::Required,
                             cl::desc("<failing case: .mlir, .mlirbc or ->"),
                             cl::cat(category)};
  cl::opt<std::string> output{
      "o", cl::value_desc("file"), cl::init("-"),
      cl::desc("Where to write the small case; standard output by default"),
      cl::cat(category)};
  cl::opt<std::string> run{
      "run", cl::value_desc("command"),
      cl::desc("The command that shows the failure, with %s for the file. It "
               "is split at spaces (quotes keep words together) and run "
               "without a shell"),
      cl::cat(category)};
  cl::opt<std::string> test{
      "test", cl::value_desc("program"),
      cl::desc("A program, or script, that gets the file as its last argument "
               "and says by its exit status whether the case is interesting"),
      cl::cat(category)};
  cl::list<std::string> testArgs{
      "test-arg", cl::value_desc("argument"),
      cl::desc("An argument for --test, in front of the file or with %s for "
               "it. May be given several times"),
      cl::cat(category)};
  cl::list<std::string> expect{
      "expect", cl::value_desc("text"),
      cl::desc("Interesting: what the program prints contains this text. Given "
               "several times, all of them"),
      cl::cat(category)};
  cl::list<std::string> expectMatch{
      "expect-match", cl::value_desc("regex"),
      cl::desc("Interesting: a line that it prints matches"),
      cl::cat(category)};
  cl::opt<bool> expectCrash{"expect-crash",
                            cl::desc("Interesting: it ends by a signal"),
                            cl::cat(category)};
  cl::opt<bool> expectTimeout{
      "expect-timeout",
      cl::desc("Interesting: it takes longer than --timeout allows"),
      cl::cat(category)};
  cl::opt<int> expectStatus{
      "expect-status", cl::value_desc("number"),
      cl::desc("Interesting: it ends with this exit status. With --test and "
               "nothing else expected, 0; scripts for mlir-reduce need 1"),
      cl::cat(category)};
  cl::opt<unsigned> timeout{
      "timeout", cl::value_desc("seconds"), cl::init(60),
      cl::desc("How long a run may take (60 by default, 0 for ever); what "
               "takes longer is interesting with --expect-timeout only"),
      cl::cat(category)};
  cl::opt<unsigned> maxRuns{
      "max-runs", cl::value_desc("number"), cl::init(10000),
      cl::desc("How many candidates to test at most (10000 by default); the "
               "best so far is written"),
      cl::cat(category)};
  cl::list<std::string> reductions{
      "reductions", cl::CommaSeparated, cl::value_desc("name,..."),
      cl::desc("The reductions to try; all by default"), cl::cat(category)};
  cl::opt<bool> allowUnregistered{
      "allow-unregistered-dialect",
      cl::desc("Read operations of dialects that the tool does not know, and "
               "leave them as they are or drop them"),
      cl::cat(category)};
  cl::opt<bool> verbose{"verbose", cl::desc("Print each step that succeeds"),
                        cl::cat(category)};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no progress and no summary"),
                      cl::cat(category)};

  /// The program that judges candidates. Fails if the options do not name one
  /// or not what to expect of it.
  llvm::Expected<reduce::ProgramTest> createTest(const char *argv0) const;

  /// The reductions that are chosen, in their usual order. Fails if there is
  /// none of such a name.
  llvm::Expected<std::vector<reduce::Reduction>> getReductions() const;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_REDUCE_OPTIONS_H
