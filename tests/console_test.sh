#!/usr/bin/env bash
# Checks and builds the web console, and tries it in a browser.
#
#   console_test.sh SEKISHO [PART...]
#
# Of the tests in the browser those whose names have one of the PARTs in them; without any, all.
# 77, a skip, where npm is not there or its packages cannot be had; without chromium the part in the
# browser says so and is left out.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../console"

command -v npm >/dev/null || {
  echo "skipped: there is no npm"
  exit 77
}
[ node_modules/.package-lock.json -nt package-lock.json ] ||
  npm ci --no-audit --no-fund --loglevel error || {
  echo "skipped: npm's registry cannot be reached"
  exit 77
}
npm run --silent check
npm run --silent build
npm run --silent test
SEKISHO=$program npm run --silent test:browser -- "${@:2}"
