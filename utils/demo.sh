#!/bin/sh
# From nothing to a chip's memory: installs what is missing, builds Tidepool,
# compiles the Braille reader's NIR file for Xylo Audio 3, and runs it as the chip would.
set -eu
cd "$(dirname "$0")/.."

utils/setup.sh
utils/build.sh --no-tests build graph-compile graph-diff graph-opt graph-sim graph-translate
set -x
build/bin/graph-compile examples/braille.nir --chip=xylo_a3 \
  --nir-convention=rockpool --nir-dt=1e-4 -o braille.xbit
build/bin/graph-sim braille.xbit --input=examples/touch.events --plot=braille.svg
