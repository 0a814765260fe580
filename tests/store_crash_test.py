#!/usr/bin/env python3
"""Kills an import into a store, and fails its system calls, one by one; nothing may be half there.

    store_crash_test.py SEKISHO SOURCE

strace injects SIGKILL, EIO and ENOSPC into call number N of each kind that changes something, for
every N that an import without harm has. Afterwards the import is done again: it is recorded once,
an acknowledged one was there already, the record has one entry a change, and the store equals its
evidence.

STORE_CRASH_SECONDS bounds the time (40; 0: every point, however long), STORE_CRASH_SEED says which
points come first (1). Exit code 77: strace is missing or may not trace.
"""
import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

CALLS = ["pwrite64", "write", "fdatasync", "fsync", "syncfs", "ftruncate", "rename", "renameat",
         "mkdirat", "unlink", "unlinkat"]
HARM = ["signal=KILL", "error=EIO", "error=ENOSPC"]
CALL = re.compile(rf"^(?:\d+ +)?({'|'.join(CALLS)})\(", re.MULTILINE)
SHOWN = 5


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Case:
    """A store that has one import, and the files of the next one."""

    def __init__(self, sekisho, source, root):
        self.sekisho, self.source, self.root = sekisho, source, root
        self.files = os.path.join(root, "register")
        os.mkdir(self.files)
        self.put("A,one,tdso,\nR1,two,retailer,\nR2,two,retailer,\n")
        write(os.path.join(self.files, "supply_contracts.csv"),
              "supply_point,customer,retailer,from,until\n0312345678901234567890,c1,R1,2019-04-01,\n")
        base = os.path.join(root, "base")
        self.must("store", "init", base, "--origin", "example.com/crash")
        self.must(*self.importing(base))
        self.put("A,one,tdso,\nR1,zwei,retailer,\nR2,two,retailer,\nR3,three,retailer,\n")
        write(os.path.join(self.files, "supply_contracts.csv"),
              "supply_point,customer,retailer,from,until\n0312345678901234567890,c1,R2,2019-04-01,\n")

    def put(self, rows):
        write(os.path.join(self.files, "entities.csv"), "entity,name,kind,parent\n" + rows)

    def importing(self, store):
        return ("register", "import", self.files, "--store", store, "--by", "u1", "--reason",
                "crash", "--profiles", os.path.join(self.source, "sources"), "--json")

    def run(self, *words, strace=()):
        return subprocess.run([*strace, self.sekisho, *words], capture_output=True, text=True,
                              check=False)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def fresh(self):
        store = os.path.join(self.root, "store")
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(os.path.join(self.root, "base"), store)
        return store

    def count(self):
        trace = os.path.join(self.root, "trace")
        done = self.run(*self.importing(self.fresh()),
                        strace=("strace", "-f", "-o", trace, "-e", "trace=" + ",".join(CALLS)))
        if done.returncode not in (0, 1):
            return None
        with open(trace, encoding="utf-8", errors="replace") as file:
            return collections.Counter(CALL.findall(file.read()))

    def problem(self, call, number, harm):
        store = self.fresh()
        done = self.run(*self.importing(store),
                        strace=("strace", "-f", "-o", os.devnull, "-e",
                                f"inject={call}:{harm}:when={number}"))
        acknowledged = done.returncode in (0, 1) and '"change":2' in done.stdout
        before = json.loads(self.must("store", "status", store, "--json"))["changes"]
        if acknowledged and before != 2:
            return "an acknowledged change is gone"
        self.must(*self.importing(store))
        status = json.loads(self.must("store", "status", store, "--json"))
        if (status["changes"], status["waiting"]) != (2, 0):
            return f"{status['changes']} changes, {status['waiting']} waiting"
        if status["facts"]["entities"] != 4 or status["facts"]["supply_contracts"] != 1:
            return f"the facts are {status['facts']}"
        checked = self.run("store", "verify", store, "--json")
        if checked.returncode != 0:
            return f"verify: {checked.stdout}{checked.stderr}"
        with open(os.path.join(store, "record/checkpoint"), encoding="utf-8") as file:
            size = file.read().split("\n")[1]
        return None if size == "2" else f"the record has {size} entries"


def main():
    if shutil.which("strace") is None:
        print("LEFT OUT: strace is missing")
        return 77
    seconds = float(os.environ.get("STORE_CRASH_SECONDS", "40"))
    seed = os.environ.get("STORE_CRASH_SEED", "1")
    with tempfile.TemporaryDirectory(prefix="sekisho_store_crash_") as root:
        case = Case(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), root)
        counted = case.count()
        if not counted:
            print("LEFT OUT: strace may not trace here")
            return 77
        points = [(call, number, harm) for call, times in sorted(counted.items())
                  for number in range(1, times + 1) for harm in HARM]
        random.Random(seed).shuffle(points)
        began, tried, problems = time.monotonic(), 0, []
        for point in points:
            if seconds and time.monotonic() - began > seconds and tried >= len(HARM):
                break
            tried += 1
            try:
                problem = case.problem(*point)
            except RuntimeError as error:
                problem = str(error)
            if problem:
                problems.append(f"{point[0]} {point[1]} {point[2]}: {problem}")
    for problem in problems[:SHOWN]:
        print(problem)
    print(f"{tried} of {len(points)} points, {len(problems)} problems (seed {seed})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
