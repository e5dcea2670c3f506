#!/bin/sh
# Checks what needs no build: format, spelling, links, scripts, Python's annotations.
#
# usage: utils/lint.sh [--fix]    (--fix: formats the C++ files that need it)
set -eu
cd "$(dirname "$0")/.."

utils/setup.sh clang-format-22 codespell mypy python3 python3-numpy shellcheck
if [ "${1-}" = --fix ]; then
  git ls-files '*.cpp' '*.h' '*.c' | xargs clang-format-22 -i
fi
status=0
git ls-files '*.cpp' '*.h' '*.c' | xargs clang-format-22 --dry-run --Werror || status=1
git ls-files | xargs codespell || status=1
git ls-files '*.md' ':!test/**/Inputs/*' | xargs python3 utils/check-links.py || status=1
git ls-files '*.sh' .ci/run | xargs shellcheck || status=1
(cd python && mypy --cache-dir=/dev/null tidepool) || status=1
exit $status
