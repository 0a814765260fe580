#!/usr/bin/env python3
"""Kills a log's process, and fails its system calls, one by one; what was acknowledged must be there.

    log_crash_test.py DRIVER

DRIVER is bin/log_driver. strace injects EIO, ENOSPC and SIGKILL into call number N of each kind that
changes something, for every N that a run without harm has, while a log is made, written and given
another key. Afterwards the log is opened: every acknowledged entry must be there, in order, once,
no two checkpoints that were ever seen may differ for one size, and the log must go on.

LOG_CRASH_SECONDS bounds the time (40; 0: every point, however long), LOG_CRASH_SEED says which
points come first and what the runs look like (1; `random` takes another one). Exit code 77: strace
is missing or may not trace.
"""
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

CALLS = ["pwrite64", "fdatasync", "fsync", "syncfs", "fallocate", "ftruncate", "renameat", "mkdirat",
         "unlinkat"]
HARM = ["error=EIO", "error=ENOSPC", "signal=KILL"]
CALL = re.compile(rf"^(\d+) +({'|'.join(CALLS)})\(", re.MULTILINE)
SHOWN = 5


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def checkpoint_in(path):
    """(size, root) of a checkpoint or guard; None where the file is missing or cut off."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    lines = lines[1:] if lines[0].startswith("sekisho-log-guard") else lines
    # A signed one has its signature; a guard ends behind the root.
    whole = len(lines) >= 4 and lines[1].isdigit() and (len(lines) == 4 or len(lines) >= 6)
    return (int(lines[1]), lines[2]) if whole else None


class Base:
    """A log of the driver's and what was seen of it."""

    def __init__(self, driver, path):
        self.driver, self.path = driver, path
        self.acknowledged, self.seen, self.problems = 0, {}, []

    def look(self):
        places = ["log/checkpoint", "log/checkpoint.tmp", "guard/guard", "guard/guard.tmp", "both"]
        kept = os.path.join(self.path, "checkpoints")
        places += [f"checkpoints/{name}" for name in os.listdir(kept)] if os.path.isdir(kept) else []
        for place in places:
            found = checkpoint_in(os.path.join(self.path, place))
            if found and self.seen.setdefault(found[0], found[1]) != found[1]:
                self.problems.append(f"two roots for size {found[0]}, one in {place}")

    def note(self, printed):
        for size in re.findall(r"^acknowledged (\d+)$", printed, re.MULTILINE):
            self.acknowledged = max(self.acknowledged, int(size))
        self.look()

    def must(self, *words):
        done = run(self.driver, words[0], self.path, *words[1:])
        if done.returncode != 0:
            self.problems.append(f"{words[0]}: {(done.stdout + done.stderr).strip()}")
        self.note(done.stdout)
        return done.stdout

    def recover(self):
        if not os.path.exists(os.path.join(self.path, "log/checkpoint")):
            if self.acknowledged:
                self.problems.append("the log is gone")
            self.must("init")
        found = re.search(r"^entries (\d+)$", self.must("entries"), re.MULTILINE)
        size = int(found.group(1)) if found else 0
        if size < self.acknowledged:
            self.problems.append(f"{self.acknowledged} entries were acknowledged, {size} are there")
        self.must("append", str(size + 70), "30", "50")
        now = checkpoint_in(os.path.join(self.path, "log/checkpoint"))
        if not now or now[0] != max(self.seen):
            self.problems.append(f"the log ends at {now}, and {max(self.seen)} were signed")


class Work:
    """A command of the driver's that is harmed, beginning with a copy of `before`."""

    def __init__(self, driver, folder, name, before, *words):
        self.driver, self.name, self.before, self.words = driver, name, before, words
        self.folder = folder

    def begin(self, name):
        path = os.path.join(self.folder, name)
        if self.before:
            shutil.copytree(self.before, path)
        return path

    def points(self):
        """(call, number, harm): the calls of the thread that has most of a kind."""
        path = self.begin("counted")
        trace = os.path.join(self.folder, "trace")
        done = run("strace", "-f", "-o", trace, "-e", f"trace={','.join(CALLS)}", self.driver,
                   self.words[0], path, *self.words[1:])
        shutil.rmtree(path)
        if done.returncode != 0:
            sys.exit(f"{self.name} fails without harm: {done.stderr}")
        with open(trace, encoding="utf-8") as file:
            counted = collections.Counter(CALL.findall(file.read()))
        most = collections.Counter()
        for (_, call), number in counted.items():
            most[call] = max(most[call], number)
        return [(self, call, number, harm) for call in CALLS for harm in HARM
                for number in range(1, most[call] + 1)]

    def harm(self, call, number, harm):
        """The problems; None where nothing was harmed."""
        path = self.begin("harmed")
        trace = os.path.join(self.folder, "trace")
        base = Base(self.driver, path)
        base.look()
        done = run("strace", "-f", "-o", trace, "-e", f"trace={call}", "-e",
                   f"inject={call}:{harm}:when={number}", self.driver, self.words[0], path,
                   *self.words[1:])
        base.note(done.stdout)
        with open(trace, encoding="utf-8") as file:
            traced = file.read()
        if "INJECTED" not in traced and "SIGKILL" not in traced:
            shutil.rmtree(path)
            return None
        base.recover()
        shutil.rmtree(path)
        return base.problems


def works(driver, folder, dice):
    """Making a log, writing it over the ends of tiles and segments, giving it another key."""
    written = os.path.join(folder, "written")
    size, batch, every = dice.randint(150, 400), dice.randint(20, 90), dice.randint(90, 160)
    for words in (("init",), ("append", str(size), str(batch), str(every))):
        done = run(driver, words[0], written, *words[1:])
        if done.returncode != 0:
            sys.exit(f"{words}: {done.stderr}")
    print(f"a log of {size} entries, then {size + 700}; {batch} at once, published every {every}")
    return [Work(driver, folder, "init", None, "init"),
            Work(driver, folder, "append", written, "append", str(size + 700), str(batch),
                 str(every)),
            Work(driver, folder, "rotate", written, "rotate")]


def main(driver):
    if not shutil.which("strace") or run("strace", "-f", "true").returncode != 0:
        print("strace is missing, or tracing is not allowed")
        return 77
    asked = os.environ.get("LOG_CRASH_SEED", "1")
    seed = random.randrange(1 << 32) if asked == "random" else int(asked)
    bound = float(os.environ.get("LOG_CRASH_SECONDS", "40"))
    print(f"LOG_CRASH_SEED={seed}")
    dice = random.Random(seed)
    done = collections.Counter()
    bad = 0
    begun = time.monotonic()
    # What a disk loses is the simulated one's affair; here, memory is quick.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        points = [point for work in works(driver, folder, dice) for point in work.points()]
        dice.shuffle(points)
        for work, call, number, harm in points:
            if bound and time.monotonic() - begun > bound:
                break
            problems = work.harm(call, number, harm)
            if problems is None:
                continue
            done[work.name] += 1
            if problems:
                bad += 1
                if bad <= SHOWN:
                    print(f"{work.name}, {call} number {number}, {harm}:\n  " + "\n  ".join(problems))
    told = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    print(f"{sum(done.values())} of {len(points)} points ({told}), {bad} bad")
    return 1 if bad or not done else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1])))
