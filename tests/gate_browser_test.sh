#!/usr/bin/env bash
# People in a browser before the example systems: gate_browser_test.mjs, with what the console's tests use.
#
#   gate_browser_test.sh SEKISHO [--screens DIR]
#
# 77, a skip, where npm is not there, its packages cannot be had, or there is no chromium, nginx,
# openssl or python3-cryptography.
set -euo pipefail
program=$(realpath "$1")
screens=()
[ $# -lt 3 ] || screens=("$2" "$(realpath -m "$3")")
for needed in openssl nginx; do
  PATH=$PATH:/usr/sbin command -v $needed >/dev/null || {
    echo "skipped: there is no $needed"
    exit 77
  }
done
python3 -c "import cryptography" 2>/dev/null || {
  echo "skipped: Python's cryptography is missing"
  exit 77
}
. "$(dirname "${BASH_SOURCE[0]}")/console_packages.sh"
npm run --silent build
PATH=$PWD/node_modules/.bin:$PATH SEKISHO=$program exec node ../tests/gate_browser_test.mjs "${screens[@]}"
