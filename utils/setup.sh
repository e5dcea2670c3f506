#!/bin/sh
# Installs what building Tidepool needs on Debian 12, if it is missing.
#
# usage: utils/setup.sh [PACKAGE...]    (packages beyond those of a plain build)
set -eu

packages="cmake ninja-build clang-22 lld-22 llvm-22-dev libmlir-22-dev mlir-22-tools
libhdf5-dev $*"
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null |
    grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "error: run as root, or install sudo, to get:$missing" >&2
    exit 1
  }
  as_root="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
# A fresh machine has no package lists, or old ones; MLIR 22 is in the security
# suite.
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null
