#!/usr/bin/env python3
"""What must not compile: each tests/nocompile/*.cc fails, and for the reason that it states.

    nocompile_test.py COMPILER
"""
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def complaint(compiler, path):
    """What is wrong with one file, or None."""
    with open(path, encoding="utf-8") as file:
        first = file.readline()
    if not first.startswith("// expect: "):
        return "the first line does not say what to expect"
    expected = first.removeprefix("// expect: ").strip()
    done = subprocess.run([compiler, "-std=c++23", "-fsyntax-only", f"-I{ROOT}/src", path],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return "it compiles"
    if done.stderr.count(" error: ") != 1 or expected not in done.stderr:
        return f"expected only `{expected}`, got:\n{done.stderr}"
    return None


def main(compiler):
    paths = sorted(glob.glob(os.path.join(ROOT, "tests/nocompile/*.cc")))
    complaints = {path: complaint(compiler, path) for path in paths}
    for path, what in complaints.items():
        if what:
            print(f"{os.path.relpath(path, ROOT)}: {what}")
    return 1 if not paths or any(complaints.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
