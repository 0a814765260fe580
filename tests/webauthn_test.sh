#!/usr/bin/env bash
# Security keys in a browser: webauthn_test.mjs, with what the console's tests use.
#
#   webauthn_test.sh SEKISHO
#
# 77, a skip, where npm is not there, its packages cannot be had, or there is no chromium.
set -euo pipefail
program=$(realpath "$1")
. "$(dirname "${BASH_SOURCE[0]}")/console_packages.sh"
# The packages bring a node that is new enough.
PATH=$PWD/node_modules/.bin:$PATH SEKISHO=$program exec node ../tests/webauthn_test.mjs
