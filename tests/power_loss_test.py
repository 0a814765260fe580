#!/usr/bin/env python3
"""Takes the power away from stores and servers on SQLite, whose disk loses what was not synced;
nothing that was acknowledged may be gone, and nothing half there.

    power_loss_test.py SEKISHO SOURCE [WORD...]

The work is that of store_crash_test.py and of server_acts.py, and so is the judgement of what is
left. Each piece of work is done once and recorded. Then the power goes at any moment of it: what the
disk keeps is chosen by a seed (recorded_disk.py), and whoever starts there has to find a store that
is whole, equal to its evidence, and with everything that had been acknowledged by then.

A disk that forgets what was synced has to be found out: it is tried first.

POWER_LOSS_POINTS says how many moments are tried (8; of each piece of work in turn), and
POWER_LOSS_SEED which (1). With WORDs only work whose name has all of these. Exit code 77: strace is
missing or may not trace.
"""
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import people
import recorded_disk
from server_acts import ACTS, LOST, PATIENCE, Base, Server
from store_crash_test import Account, Case, Files, Migration

LIES = 20  # losses of a disk that lies, of which one has to be noticed


def wait_for_trace(trace, process):
    """Until strace, which nobody waits for, has written that the process is gone."""
    end = re.compile(rf"^{process} +[0-9.]+ \+\+\+ ", re.MULTILINE)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with open(trace, "rb") as file:
            file.seek(max(0, os.path.getsize(trace) - 4096))
            if end.search(file.read().decode("latin1")):
                return
        time.sleep(0.05)
    raise RuntimeError("strace does not end")


class Init:
    """A store begins, in a directory that is there."""

    def __init__(self, sekisho, root):
        self.name, self.sekisho, self.root = "init-sqlite", sekisho, os.path.join(root, "init")
        self.base = os.path.join(self.root, "base")
        os.makedirs(self.base)

    def fresh(self):
        place = os.path.join(self.root, "place")
        shutil.copytree(self.base, place)
        return place

    def work(self, place):
        return ("store", "init", os.path.join(place, "store"), "--origin", "example.com/crash")

    def judge(self, place, said):
        again = subprocess.run([self.sekisho, *self.work(place)], capture_output=True, text=True,
                               check=False, timeout=PATIENCE)
        if again.returncode != 0 or said not in ("", again.stdout):
            return f"{said} again: {again.stdout}{again.stderr}"
        checked = subprocess.run([self.sekisho, "store", "verify", place + "/store"],
                                 capture_output=True, text=True, check=False, timeout=PATIENCE)
        return None if checked.returncode == 0 else checked.stdout + checked.stderr


class Commands:
    """What a command does to a store."""

    def __init__(self, case):
        self.case, self.name = case, case.name

    def record(self):
        self.place, trace = self.case.fresh(), os.path.join(self.case.root, "trace")
        done = subprocess.Popen([*recorded_disk.under(trace), self.case.sekisho,
                                 *self.case.work(self.place)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, wrong = done.communicate(timeout=PATIENCE)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{self.name}: {said}{wrong}")
        wait_for_trace(trace, done.pid)
        self.disk = recorded_disk.Recording(trace, self.place, self.case.base)
        self.moments = self.disk.moments

    def judge(self, moment):
        return self.case.judge(self.place, self.disk.said_before(moment))


def remembering(kind):
    """The same act, of which one knows what it knew at any time."""
    class Remembering(kind):
        def __setattr__(self, name, value):
            self.__dict__.setdefault("learnt", []).append((time.time(), name, value))
            super().__setattr__(name, value)

    return Remembering


class Acts:
    """What people do at a server."""

    def __init__(self, base, kind):
        self.base, self.kind, self.name = base, kind, f"server-{kind.__name__}"

    def record(self):
        self.act = act = remembering(self.kind)(self.base)
        self.place, trace = self.base.fresh(), os.path.join(self.base.root, "trace")
        act.server = Server(self.base.sekisho, self.place, recorded_disk.under(trace))
        self.acknowledged = []
        try:
            act.ready()
            begun = time.time()
            for name, do, _ in act.steps():
                if not do():
                    raise RuntimeError(f"{self.name}: {name} is refused")
                self.acknowledged.append(time.time())
        finally:
            act.server.end(signal.SIGKILL)
        wait_for_trace(trace, act.server.process.pid)
        # Codes of people's apps that this disk knows to be spent.
        self.used = {name: person.used for name, person in self.base.people.items()}
        self.disk = recorded_disk.Recording(trace, self.place, self.base.data)
        self.moments = range(self.disk.first_after(begun), self.disk.moments.stop)

    def judge(self, moment):
        now = self.disk.time(moment)
        for name, used in self.used.items():
            self.base.people[name].used = used
        act = self.kind(self.base)
        for when, name, value in self.act.learnt:
            if when <= now:
                setattr(act, name, dict(value) if isinstance(value, dict) else value)
        return act.judge(self.place, sum(when <= now for when in self.acknowledged))


def differs(work):
    """Whether what was recorded is not what happened."""
    there, recorded = recorded_disk.Tree.of(work.place), work.disk.whole()
    names = [name for name in there.files.keys() | recorded.files.keys()
             if not name.endswith("-shm") and there.files.get(name) != recorded.files.get(name)]
    if sorted(there.folders) != sorted(recorded.folders) or names:
        return f"{work.name}: the record is not what happened: {names}"
    return None


def loss(work, moment, seed, lies=False):
    """What is wrong after it, or nothing."""
    work.disk.after_loss(moment, random.Random(seed), lies).put(work.place)
    try:
        return work.judge(moment)
    except (RuntimeError, subprocess.TimeoutExpired, *LOST) as error:
        return str(error)


def is_found_out(work):
    """Whether a disk that lies is noticed at the end of the work."""
    return any(loss(work, work.moments[-1], seed, lies=True) for seed in range(LIES))


def chosen(works, points, order):
    """The moments of each, in the order in which they are tried."""
    tried = {work: order.sample(work.moments, min(len(work.moments), points)) for work in works}
    rows = max(len(moments) for moments in tried.values())
    in_turn = [(work, tried[work][row]) for row in range(rows) for work in works
               if row < len(tried[work])]
    return in_turn[:points]


def try_all(points, seed):
    problems = 0
    for number, (work, moment) in enumerate(points):
        problem = loss(work, moment, f"{seed}.{number}")
        if problem:
            problems += 1
            print(f"{work.name} moment {moment} seed {seed}.{number}: {problem}", flush=True)
    return problems


def every_work(sekisho, source, root):
    files = Files(root)
    for name, kind in (("import", Case), ("migration", Migration), ("account", Account)):
        yield Commands(kind(f"{name}-sqlite", sekisho, source, root, files, None))
    files.put_next()
    yield Commands(Init(sekisho, root))
    base = Base("sqlite", sekisho, root, None)
    for kind in ACTS:
        yield Acts(base, kind)


def run(sekisho, source, root, named, most, seed):
    order = random.Random(seed)
    works = [work for work in every_work(sekisho, source, root)
             if all(word in work.name for word in named)]
    # Which pieces of work, where there are fewer moments to try: the import among them.
    works = works[:1] + order.sample(works[1:], min(len(works), most) - 1)
    for work in works:
        work.record()
        wrong = differs(work)
        if wrong:
            print(wrong)
            return 1
    if "import" in works[0].name and not is_found_out(works[0]):
        print(f"{works[0].name}: a disk that forgets what was synced is not noticed")
        return 1
    points = chosen(works, most, order)
    problems = try_all(points, seed)
    print(f"{len(points)} of {sum(len(work.moments) for work in works)} moments of {len(works)} "
          f"pieces of work, {problems} problems (seed {seed})")
    return 1 if problems or not points else 0


def main():
    if shutil.which("strace") is None:
        print("LEFT OUT: strace is missing")
        return 77
    people.PATIENCE = PATIENCE
    seed = os.environ.get("POWER_LOSS_SEED", "1")
    if seed == "random":
        seed = str(random.SystemRandom().randrange(2**32))
    with tempfile.TemporaryDirectory(prefix="sekisho_power_loss_") as root:
        trace = os.path.join(root, "may")
        if subprocess.run([*recorded_disk.under(trace), "true"], check=False,
                          capture_output=True).returncode != 0:
            print("LEFT OUT: strace may not trace here")
            return 77
        return run(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), root, sys.argv[3:],
                   int(os.environ.get("POWER_LOSS_POINTS", "8")), seed)


if __name__ == "__main__":
    sys.exit(main())
