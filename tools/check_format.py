#!/usr/bin/env python3
"""Holds every C++ file to .clang-format; `--fix` rewrites them instead."""
import subprocess
import sys

import tree


def main(argv):
    root = tree.root_argument(argv)
    sources = [path for path in tree.files(root)
               if path.startswith(("src/", "apps/", "tests/", "fuzz/", "bench/"))
               and path.endswith((".cc", ".h"))]
    if not sources:
        return 0
    how = ["-i"] if "--fix" in argv else ["--dry-run", "-Werror"]
    done = subprocess.run(["clang-format-19", *how, *sources], cwd=root, text=True,
                          capture_output=True)
    lines = [line for line in done.stderr.splitlines() if "clang-format" in line]
    complaints = sorted({line.split(":")[0] + ": not in the project's format; run ./dev format"
                         for line in lines})
    if done.returncode != 0 and not complaints:
        complaints = [done.stderr.strip()]
    return tree.report("format", complaints)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
