#!/usr/bin/env bash
# Security keys in a browser: webauthn_test.mjs, with what the console's tests use.
#
#   webauthn_test.sh SEKISHO
#
# 77, a skip, where npm is not there, its packages cannot be had, or there is no chromium.
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
# The packages bring a node that is new enough.
PATH=$PWD/node_modules/.bin:$PATH SEKISHO=$program exec node ../tests/webauthn_test.mjs
