#!/bin/sh
# Configures and builds Tidepool.
#
# usage: utils/build.sh [--no-tests | --sanitize] FOLDER TARGET...
set -eu
source_dir=$(cd "$(dirname "$0")/.." && pwd)

build_type=Release
sanitizers=""
tests=ON
if [ "${1-}" = --no-tests ]; then
  shift
  tests=OFF
elif [ "${1-}" = --sanitize ]; then
  shift
  build_type=RelWithDebInfo
  sanitizers="Address;Undefined"
fi
build_dir=${1:?usage: $0 [--no-tests | --sanitize] FOLDER TARGET...}
shift

launcher=""
command -v ccache >/dev/null && launcher=ccache
cmake -G Ninja -S "$source_dir" -B "$build_dir" \
  -DCMAKE_BUILD_TYPE=$build_type -DTIDEPOOL_BUILD_TESTS=$tests \
  -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 \
  -DLLVM_USE_LINKER=lld \
  -DCMAKE_C_COMPILER_LAUNCHER=$launcher -DCMAKE_CXX_COMPILER_LAUNCHER=$launcher \
  -DMLIR_DIR=/usr/lib/llvm-22/lib/cmake/mlir \
  -DLLVM_EXTERNAL_LIT=/usr/lib/llvm-22/bin/lit \
  -DPython3_EXECUTABLE=/usr/bin/python3 \
  -DLLVM_USE_SANITIZER="$sanitizers" \
  -DLLVM_UBSAN_FLAGS="-fsanitize=undefined -fno-sanitize-recover=all" \
  >"$build_dir.log" 2>&1 || {
  cat "$build_dir.log" >&2
  exit 1
}
rm -f "$build_dir.log"
ninja -C "$build_dir" "$@"
