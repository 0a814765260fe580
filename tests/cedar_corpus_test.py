#!/usr/bin/env python3
"""Unpacks the Cedar project's conformance tests and has our evaluator pass them.

    cedar_corpus_test.py PROGRAM SHARED

SHARED holds cedar/*.tar.xz. Exit code 77: they do not stand beside this checkout.
"""
import os
import subprocess
import sys
import tarfile
import tempfile

ARCHIVES = ["corpus-tests", "corpus-tests-validation", "corpus-tests-json-schemas", "handwritten"]


def main(program, shared):
    archives = [os.path.join(shared, "cedar", f"{name}.tar.xz") for name in ARCHIVES]
    if not all(os.path.exists(archive) for archive in archives):
        print(f"no conformance tests in {shared}: nothing tested")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        for archive in archives:
            with tarfile.open(archive) as file:
                file.extractall(folder)
        results = [subprocess.run([program, os.path.join(folder, name)], check=False).returncode
                   for name in ("corpus-tests", "tests")]
    return 0 if results == [0, 0] else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
