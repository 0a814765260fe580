#!/usr/bin/env python3
"""Kills a server, and fails its system calls, while people log in, sign off, hand in and review;
nothing that was acknowledged may be gone, and nothing half there.

    server_crash_test.py SEKISHO [WORD...]

strace is attached to a running server and injects SIGKILL, EIO and ENOSPC into call number N of each
kind that changes something, for the N that a run without harm has; on SQLite, and on a PostgreSQL
of the test's own. Then the server starts again on what is left: each step that was acknowledged is
there, once; the others can be done; the store equals its evidence.

SERVER_CRASH_POINTS says how many points are tried (4; 0: every one), of each act in turn, and
SERVER_CRASH_SEED which (1). With WORDs only points whose names, as a problem shows them, have all of
these. Exit code 77: strace is missing or may not attach.
"""
import collections
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile

import people
from postgres import Postgres
from server_acts import ACTS, LOST, PATIENCE, Base, Lines, Server
from store_crash_test import CALL, CALLS, HARM, KILL


class Tracer:
    """strace, attached to a server."""

    def __init__(self, server, trace, harm):
        inject = ["-e", f"inject={harm[0]}:{harm[2]}:when={harm[1]}"] if harm else []
        self.process = subprocess.Popen(
            ["strace", "-f", "-p", str(server.process.pid), "-o", trace, "-e",
             "trace=" + ",".join(CALLS), *inject],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.attached = "attached" in Lines(self.process.stderr).next()

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Point:
    """One act on one base, harmed at one system call, or not at all."""

    def __init__(self, base, kind, harm=None):
        self.base, self.kind, self.harm = base, kind, harm

    def __str__(self):
        return f"{self.base.name} {self.kind.__name__} {self.harm}"

    def cut_off(self, act, data):
        """How many steps were acknowledged, with the server killed behind the last one."""
        act.server = Server(self.base.sekisho, data)
        acknowledged = 0
        tracer = None
        try:
            act.ready()
            tracer = Tracer(act.server, os.path.join(self.base.root, "trace"), self.harm)
            if not tracer.attached:
                return None
            for step in act.steps():
                if not step[1]():
                    break
                acknowledged += 1
        except (RuntimeError, *LOST) as error:
            if self.harm is None:
                raise RuntimeError(f"without harm: {error}") from error
        finally:
            act.server.end(signal.SIGKILL)
            if tracer:
                tracer.end()
        return acknowledged

    def problem(self):
        data = self.base.fresh()
        act = self.kind(self.base)
        return act.judge(data, self.cut_off(act, data))

    def count(self):
        """How often a thread makes each call, at most: strace counts them by thread."""
        act = self.kind(self.base)
        if self.cut_off(act, self.base.fresh()) is None:
            return None
        counts = collections.Counter()
        with open(os.path.join(self.base.root, "trace"), encoding="utf-8",
                  errors="replace") as file:
            for line in file:
                call = CALL.match(line)
                if call:
                    counts[line.split()[0], call.group(1)] += 1
        most = {}
        for (_, call), times in counts.items():
            most[call] = max(most.get(call, 0), times)
        return most

    def points(self):
        return [Point(self.base, self.kind, (call, number, harm))
                for call, times in sorted((self.count() or {}).items())
                for number in range(1, times + 1)
                for harm in ([KILL] if call == "sendto" else HARM)]


def may_attach(base):
    server = Server(base.sekisho, base.fresh())
    tracer = Tracer(server, os.devnull, None)
    server.end(signal.SIGKILL)
    tracer.end()
    return tracer.attached


def try_all(points):
    """What was wrong, said at once: a night is long."""
    problems = 0
    for point in points:
        try:
            problem = point.problem()
        except (RuntimeError, subprocess.TimeoutExpired, *LOST) as error:
            problem = str(error)
        if problem:
            problems += 1
            print(f"{point}: {problem}", flush=True)
    return problems


def chosen(bases, most, order, words):
    """At most so many points, of each act on each base in turn; with `words` only those that have
    all of these in their names."""
    kinds = [Point(base, kind) for base in bases for kind in ACTS]
    kinds = [one for one in kinds if not words or words[0] in str(one)]
    order.shuffle(kinds)
    lists = []
    for kind in kinds[:most or None]:
        points = [one for one in kind.points() if all(word in str(one) for word in words)]
        order.shuffle(points)
        lists.append(points)
    in_turn = [one for row in itertools.zip_longest(*lists) for one in row if one]
    return in_turn[:most or None], len(in_turn)


def main():
    if shutil.which("strace") is None:
        print("LEFT OUT: strace is missing")
        return 77
    people.PATIENCE = PATIENCE
    most = int(os.environ.get("SERVER_CRASH_POINTS", "4"))
    seed = os.environ.get("SERVER_CRASH_SEED", "1")
    if seed == "random":
        seed = str(random.SystemRandom().randrange(2**32))
    sekisho = os.path.abspath(sys.argv[1])
    postgres = Postgres.start()
    if postgres is None:
        print("LEFT OUT: postgresql-15 is not installed")
    try:
        with tempfile.TemporaryDirectory(prefix="sekisho_server_crash_") as root:
            bases = [Base("sqlite", sekisho, root, None)]
            if not may_attach(bases[0]):
                print("LEFT OUT: strace may not attach here")
                return 77
            if postgres:
                bases.append(Base("postgres", sekisho, root, postgres))
            points, all_points = chosen(bases, most, random.Random(seed), sys.argv[2:])
            problems = try_all(points)
    finally:
        if postgres:
            postgres.__exit__()
    print(f"{len(points)} of {all_points} points, {problems} problems (seed {seed})")
    return 1 if problems or not points else 0


if __name__ == "__main__":
    sys.exit(main())
