# Sourced by tests of the console: goes to its folder, with its packages there. Ends the test as
# skipped, 77, where npm is not there or its packages cannot be had.
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
