//===- ProgramTest.cpp - Asks a program about cases -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Reduce/ProgramTest.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Signals.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

using namespace tidepool;
using llvm::StringRef;
using reduce::ProgramTest;
namespace fs = llvm::sys::fs;

static constexpr llvm::StringLiteral caseMark("%s");

/// The most that messages repeat of what a program printed, in bytes.
static constexpr size_t maxLineLength = 200;

static llvm::Expected<std::string> findProgram(StringRef name,
                                               const char *argv0) {
  static int anchor; // any address in the program
  std::string self = fs::getMainExecutable(argv0, &anchor);
  StringRef folder = llvm::sys::path::parent_path(self);
  // A name with a slash is taken as it is.
  for (llvm::ArrayRef<StringRef> folders : {llvm::ArrayRef(folder), {}})
    if (auto path = llvm::sys::findProgramByName(name, folders))
      if (fs::can_execute(*path) && !fs::is_directory(*path))
        return *path;
  if (fs::exists(name))
    return makeError("cannot run '", name, "': it is no executable file");
  return makeError("there is no program '", name, "'");
}

static llvm::Error checkPattern(StringRef pattern) {
  std::string message;
  if (llvm::Regex(pattern).isValid(message))
    return llvm::Error::success();
  return makeError("'", pattern, "' is no regular expression: ", message);
}

static llvm::Error createTemporaryFile(StringRef suffix, std::string &path) {
  llvm::SmallString<128> name;
  if (std::error_code error =
          fs::createTemporaryFile("graph-reduce", suffix, name))
    return makeError("cannot create a temporary file: ", error.message());
  path = name.str().str();
  llvm::sys::RemoveFileOnSignal(path);
  return llvm::Error::success();
}

llvm::Expected<ProgramTest>
ProgramTest::create(llvm::ArrayRef<std::string> command,
                    ProgramExpectation expectation, unsigned timeout,
                    const char *argv0) {
  if (command.empty())
    return makeError("there is no program to run");
  auto namesCase = [](StringRef text) { return text.contains(caseMark); };
  if (llvm::none_of(command.drop_front(), namesCase))
    return makeError("no argument of '", command.front(), "' is '", caseMark,
                     "', which stands for the file to test");
  for (StringRef pattern : expectation.patterns)
    if (llvm::Error error = checkPattern(pattern))
      return std::move(error);
  llvm::Expected<std::string> program = findProgram(command.front(), argv0);
  if (!program)
    return program.takeError();

  ProgramTest test;
  test.program = std::move(*program);
  test.expectation = std::move(expectation);
  test.timeout = timeout;
  if (llvm::Error error = createTemporaryFile("mlir", test.casePath))
    return std::move(error);
  if (llvm::Error error = createTemporaryFile("txt", test.outputPath))
    return std::move(error);
  for (std::string argument : command) {
    size_t at = 0;
    while ((at = argument.find(caseMark.str(), at)) != std::string::npos) {
      argument.replace(at, caseMark.size(), test.casePath);
      at += test.casePath.size();
    }
    test.arguments.push_back(std::move(argument));
  }
  return std::move(test);
}

ProgramTest::ProgramTest(ProgramTest &&other)
    : program(std::move(other.program)), arguments(std::move(other.arguments)),
      expectation(std::move(other.expectation)), timeout(other.timeout),
      casePath(std::exchange(other.casePath, {})),
      outputPath(std::exchange(other.outputPath, {})),
      outcome(std::move(other.outcome)) {}

ProgramTest::~ProgramTest() {
  for (const std::string &path : {casePath, outputPath}) {
    if (path.empty())
      continue;
    (void)fs::remove(path); // nothing can be done about it
    llvm::sys::DontRemoveFileOnSignal(path);
  }
}

static llvm::Error writeFile(StringRef path, StringRef text) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  if (!error) {
    os << text;
    os.close();
    error = os.error();
    os.clear_error();
  }
  if (error)
    return makeError("cannot write '", path, "': ", error.message());
  return llvm::Error::success();
}

/// The program that is running, with all that it has started, for interrupts.
static std::atomic<pid_t> runningGroup{0};

static void killRunningGroup() {
  if (pid_t group = runningGroup)
    kill(-group, SIGKILL);
  std::raise(SIGINT);
}

/// Waits until `child` has ended, and kills it with all that it has started
/// when `timeout` seconds are over; returns whether it did so.
static bool waitFor(llvm::sys::ProcessInfo &child, unsigned timeout,
                    std::string &message) {
  // LLVM's own limit is an alarm, which need not reach this thread.
  using Clock = std::chrono::steady_clock;
  Clock::time_point end = Clock::now() + std::chrono::seconds(timeout);
  pid_t pid = child.Pid;
  while (timeout == 0 || Clock::now() < end) {
    child = llvm::sys::Wait(child, timeout ? std::optional(0u) : std::nullopt,
                            &message);
    if (child.Pid == pid)
      return false;
    child.Pid = child.Process = pid;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  kill(-pid, SIGKILL);
  kill(pid, SIGKILL); // should it not lead its group yet
  child = llvm::sys::Wait(child, std::nullopt);
  return true;
}

llvm::Expected<ProgramTest::Ending> ProgramTest::runProgram() const {
  llvm::SmallVector<StringRef> args(arguments.begin(), arguments.end());
  std::optional<StringRef> redirects[] = {StringRef(), outputPath, outputPath};
  std::string message;
  bool cannotRun = false;
  llvm::sys::SetInterruptFunction(killRunningGroup);
  // Detached, it leads a group of its own.
  llvm::sys::ProcessInfo child = llvm::sys::ExecuteNoWait(
      program, args, std::nullopt, redirects, /*MemoryLimit=*/0, &message,
      &cannotRun, /*AffinityMask=*/nullptr, /*DetachProcess=*/true);
  if (cannotRun)
    return makeError("cannot run '", program, "': ", message);
  runningGroup = child.Pid;
  bool isLate = waitFor(child, timeout, message);
  runningGroup = 0;
  if (isLate)
    return Ending{Ending::Late, 0,
                  "did not end within " + llvm::utostr(timeout) + " seconds"};
  if (child.ReturnCode == -1)
    return makeError("cannot run '", program, "': ", message);
  if (child.ReturnCode == -2)
    return Ending{Ending::Crash, 0, "ended by a signal: " + message};
  return Ending{Ending::Exit, child.ReturnCode,
                "ended with exit status " + llvm::itostr(child.ReturnCode)};
}

llvm::Expected<bool> ProgramTest::isInteresting(StringRef text) {
  outcome.clear();
  if (llvm::Error error = writeFile(casePath, text))
    return std::move(error);
  // The program's output goes over what is there, which may be longer.
  if (llvm::Error error = writeFile(outputPath, ""))
    return std::move(error);
  llvm::Expected<Ending> ending = runProgram();
  if (!ending)
    return ending.takeError();
  outcome = ending->description;
  if (expectation.timeout != (ending->kind == Ending::Late))
    return false;
  if (expectation.crash && ending->kind != Ending::Crash)
    return false;
  if (expectation.status &&
      (ending->kind != Ending::Exit || *expectation.status != ending->status))
    return false;
  return hasExpectedOutput();
}

std::string ProgramTest::describeRun() const {
  auto output = llvm::MemoryBuffer::getFile(outputPath);
  if (outcome.empty() || !output)
    return outcome;
  StringRef line = (*output)->getBuffer().ltrim().split('\n').first;
  return line.empty() ? outcome
                      : outcome + " and printed: " +
                            toPrintable(line.take_front(maxLineLength));
}

llvm::Expected<bool> ProgramTest::hasExpectedOutput() const {
  if (expectation.texts.empty() && expectation.patterns.empty())
    return true;
  auto buffer = llvm::MemoryBuffer::getFile(outputPath);
  if (!buffer)
    return makeError("cannot read '", outputPath,
                     "': ", buffer.getError().message());
  StringRef output = (*buffer)->getBuffer();
  return llvm::all_of(expectation.texts,
                      [&](StringRef text) { return output.contains(text); }) &&
         llvm::all_of(expectation.patterns, [&](StringRef pattern) {
           return llvm::Regex(pattern, llvm::Regex::Newline).match(output);
         });
}
