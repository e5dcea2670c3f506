#!/bin/sh
# From nothing to a chip's memory: installs what is missing, builds Tidepool and
# compiles the Braille reader for Xylo Audio 3.
set -eu
cd "$(dirname "$0")/.."

utils/setup.sh
utils/build.sh --no-tests build graph-compile graph-opt graph-translate
set -x
build/bin/graph-compile examples/braille.mlir --chip=xylo_a3 -o braille.xbit
