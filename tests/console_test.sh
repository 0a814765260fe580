#!/usr/bin/env bash
# Checks and builds the web console, and tries it in a browser.
#
#   console_test.sh SEKISHO [--language LANGUAGE] [PART...]
#
# Of the tests in the browser those whose names have one of the PARTs in them, as console/tests/browser.mjs
# says; without any, all, in both languages.
# 77, a skip, where npm is not there or its packages cannot be had; without chromium the part in the
# browser says so and is left out.
set -euo pipefail
program=$(realpath "$1")
. "$(dirname "${BASH_SOURCE[0]}")/console_packages.sh"
npm run --silent check
npm run --silent build
npm run --silent test
SEKISHO=$program npm run --silent test:browser -- "${@:2}"
