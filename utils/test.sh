#!/bin/sh
# Installs what is missing, builds everything and runs all tests.
#
# usage: utils/test.sh [--sanitize]    (--sanitize: with ASan and UBSan)
set -eu
cd "$(dirname "$0")/.."

build_dir=build
option=""
if [ "${1-}" = --sanitize ]; then
  option=--sanitize
  build_dir=build-sanitize
  utils/setup.sh libgtest-dev python3 libclang-rt-22-dev
else
  utils/setup.sh libgtest-dev python3
fi
utils/build.sh $option $build_dir all
/usr/lib/llvm-22/bin/lit -s $build_dir/test
