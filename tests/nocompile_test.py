#!/usr/bin/env python3
"""What must not compile: each tests/nocompile/*.cc fails, and for the reason that it states.

Each file holds the mistake (WRONG is defined) and its twin, which differs in the mistake only and
compiles: so the file fails for the mistake and not for a name that has changed.

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
    command = [compiler, "-std=c++23", "-fsyntax-only", f"-I{ROOT}/src", path]
    twin = subprocess.run(command, capture_output=True, text=True, check=False)
    if twin.returncode != 0 or twin.stderr:
        return f"the twin without the mistake does not compile:\n{twin.stderr}"
    done = subprocess.run([*command, "-DWRONG"], capture_output=True, text=True, check=False)
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
