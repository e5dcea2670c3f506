//===- ToolMain.cpp - What all tools do first -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/ToolMain.h"
#include "tidepool/Support/ReadGuard.h"
#include "tidepool/Support/Version.h"

#include "mlir/Bytecode/BytecodeReader.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

#include <csignal>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

using namespace mlir;
using namespace tidepool;

/// Lets threads that are started without a stack size of their own, such as
/// MLIR's thread pool, have a deep stack too.
static void setDefaultStackSize() {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0)
    return;
  if (pthread_attr_setstacksize(&attributes, deepStackSize) == 0)
    pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
}

/// Gives numbers to standard streams that the caller has closed, so that no
/// file gets them and has messages written into it. Reading such an input and
/// writing such an output fails as it would have; messages are lost.
static void openClosedStreams() {
  for (auto [stream, mode] :
       {std::pair(STDIN_FILENO, O_WRONLY), std::pair(STDOUT_FILENO, O_RDONLY),
        std::pair(STDERR_FILENO, O_WRONLY)})
    if (fcntl(stream, F_GETFD) == -1)
      (void)open("/dev/null", mode); // gets the lowest number, which is this
}

/// Ends the process with one line; half-written files go. Without it LLVM
/// aborts, and a file that is being read would be called damaged.
static void tellOutOfMemory(void *, const char *, bool) {
  constexpr StringRef message = "error: out of memory\n";
  (void)!write(STDERR_FILENO, message.data(), message.size());
  llvm::sys::RunInterruptHandlers();
  _exit(1);
}

int tidepool::runTool(int argc, char **argv,
                      function_ref<int(int, char **)> toolMain) {
  openClosedStreams();
  ReadGuard::install();
  llvm::InitLLVM init(argc, argv);
  llvm::install_bad_alloc_error_handler(tellOutOfMemory);
  // A file beyond the user's limit is an error of writing, not a crash.
  std::signal(SIGXFSZ, SIG_IGN);
  llvm::cl::SetVersionPrinter([](raw_ostream &os) {
    os << getVersionString() << ", on MLIR " LLVM_VERSION_STRING "\n";
  });
  // All options that there are yet are LLVM's own; tools add those that matter.
  llvm::cl::HideUnrelatedOptions({});
  setDefaultStackSize();
  int status = 1;
  if (llvm::Error error =
          runOnDeepStack([&] { status = toolMain(argc, argv); }))
    llvm::WithColor::error() << llvm::toString(std::move(error)) << '\n';
  return status;
}

/// Advances `cursor`, which stands on a quote, behind the closing one.
static const char *skipString(const char *cursor, const char *end) {
  // Megabytes of hexadecimal digits are worth a faster way than the loop below.
  StringRef inside(cursor + 1, end - cursor - 1);
  inside = inside.take_front(inside.find('"'));
  if (!inside.contains('\\') && !inside.contains('\n'))
    return inside.end() == end ? end : inside.end() + 1;
  for (++cursor; cursor != end && *cursor != '"' && *cursor != '\n'; ++cursor)
    if (*cursor == '\\' && cursor + 1 != end)
      ++cursor;
  return cursor == end ? end : cursor + 1;
}

/// Where `text` begins to nest deeper than the tools can take, null if nowhere.
static const char *findTooDeepNesting(llvm::MemoryBufferRef text) {
  if (isBytecode(text))
    return nullptr;
  unsigned depth = 0;
  const char *end = text.getBufferEnd();
  for (const char *cursor = text.getBufferStart(); cursor != end;) {
    if (*cursor == '"') {
      cursor = skipString(cursor, end);
      continue;
    }
    if (end - cursor >= 2 && cursor[0] == '/' && cursor[1] == '/') {
      cursor = std::find(cursor, end, '\n');
      continue;
    }
    if (StringRef("{<[(").contains(*cursor) && ++depth > maxNestingDepth)
      return cursor;
    // A bracket that closes nothing is the parser's to report; `->` closes
    // none.
    bool isArrow =
        *cursor == '>' && cursor != text.getBufferStart() && cursor[-1] == '-';
    if (StringRef("}>])").contains(*cursor) && !isArrow && depth > 0)
      --depth;
    ++cursor;
  }
  return nullptr;
}

static std::string describeTooDeepNesting() {
  return "nests deeper than " + std::to_string(maxNestingDepth) +
         " levels; use networks and instances instead of holders in holders";
}

/// What a file is that users take for MLIR, and what to do about it; empty if
/// it is none of these.
static StringRef describeStranger(StringRef bytes) {
  if (bytes.starts_with("\x89HDF\r\n\x1a\n"))
    return "this is an HDF5 file, as NIR files are, not MLIR: graph-translate "
           "--import-nir reads it";
  if (bytes.starts_with("\x89XBT\r\n\x1a\n"))
    return "this is a bitstream, not MLIR: graph-translate --bitstream-to-xylo "
           "reads it";
  if (bytes.starts_with("\x93NUMPY"))
    return "this is a NumPy array, not a network";
  if (bytes.starts_with("PK\x03\x04"))
    return "this is a zip archive (checkpoints of PyTorch are such), not a "
           "network: export the network with nir.write";
  if (bytes.starts_with("\x89")) // as pictures do
    return "this is a binary file that is neither MLIR text nor bytecode";
  return "";
}

LogicalResult tidepool::checkText(llvm::MemoryBufferRef text) {
  StringRef stranger = describeStranger(text.getBuffer());
  if (!stranger.empty()) {
    llvm::errs() << text.getBufferIdentifier() << ":0:0: error: " << stranger
                 << '\n';
    return failure();
  }
  const char *place = findTooDeepNesting(text);
  if (!place)
    return success();
  llvm::SourceMgr sourceMgr;
  sourceMgr.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBuffer(text, false),
                               SMLoc());
  sourceMgr.PrintMessage(SMLoc::getFromPointer(place),
                         llvm::SourceMgr::DK_Error, describeTooDeepNesting());
  return failure();
}

OwningOpRef<ModuleOp>
tidepool::parseModule(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
                      MLIRContext *context) {
  const llvm::MemoryBuffer *text =
      sourceMgr->getMemoryBuffer(sourceMgr->getMainFileID());
  StringRef name = text->getBufferIdentifier();
  StringRef stranger = describeStranger(text->getBuffer());
  if (!stranger.empty()) {
    emitError(FileLineColLoc::get(context, name, 0, 0)) << stranger;
    return {};
  }
  if (const char *place = findTooDeepNesting(*text)) {
    auto [line, column] =
        sourceMgr->getLineAndColumn(SMLoc::getFromPointer(place));
    emitError(FileLineColLoc::get(context, name, line, column))
        << describeTooDeepNesting();
    return {};
  }
  ReadGuard guard(name, "MLIR");
  return parseSourceFile<ModuleOp>(sourceMgr, context);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
/// LLVM's own libraries are not instrumented: memory pools that our inlined
/// copy of their code poisons are never unpoisoned by theirs, which would be
/// reported as use-after-poison. Real overflows are found all the same.
extern "C" const char *__asan_default_options() {
  return "allow_user_poisoning=0";
}
#endif
#endif
