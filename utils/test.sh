#!/bin/sh
# Installs what is missing, builds everything and runs all tests.
#
# usage: utils/test.sh [--sanitize]    (--sanitize: with ASan and UBSan)
set -eu
cd "$(dirname "$0")/.."

build_dir=build
option=""
extra=""
if [ "${1-}" = --sanitize ]; then
  option=--sanitize
  extra=libclang-rt-22-dev
  build_dir=build-sanitize
elif [ $# -gt 0 ]; then
  echo "usage: $0 [--sanitize]" >&2
  exit 1
fi
# shellcheck disable=SC2086
utils/setup.sh libgtest-dev dpkg-dev graphviz patch python3 furo python3-myst-parser \
  python3-numpy python3-pip python3-setuptools python3-wheel $extra
utils/build.sh $option $build_dir all
/usr/lib/llvm-22/bin/lit -sv $build_dir/test
