#!/usr/bin/env python3
"""Kills imports into a store and migrations of it, and fails their system calls, one by one;
nothing may be half there.

    store_crash_test.py SEKISHO SOURCE

strace injects SIGKILL, EIO and ENOSPC into call number N of each kind that changes something, and
SIGKILL where it asks a server to, for every N that a run without harm has; on SQLite, and on a
PostgreSQL of the test's own. (A send that fails while the server lives would leave libpq waiting
for an answer; no kernel does that.) Afterwards the work is done again: an import is recorded once, an acknowledged one was
there already, the record has one entry a change, the schema is the newest, and the store equals its
evidence. An account with a token is there once, with its entries, or not at all.

STORE_CRASH_SECONDS bounds the time (60; 0: every point, however long), STORE_CRASH_SEED says which
points come first (1). Exit code 77: strace is missing or may not trace.
"""
import collections
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from postgres import Postgres

CALLS = ["pwrite64", "write", "fdatasync", "fsync", "syncfs", "ftruncate", "rename", "renameat",
         "mkdirat", "unlink", "unlinkat", "sendto"]
KILL = "signal=KILL"
HARM = [KILL, "error=EIO", "error=ENOSPC"]
CALL = re.compile(rf"^(?:\d+ +)?({'|'.join(CALLS)})\(", re.MULTILINE)
SHOWN = 5
PATIENCE = 60  # seconds that one command may take
OLD_SCHEMA = 4  # from which migrations begin


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Files:
    """The files of an import, and of the next one."""

    def __init__(self, root):
        self.place = os.path.join(root, "register")
        os.mkdir(self.place)
        self.put("A,one,tdso,\nR1,two,retailer,\nR2,two,retailer,\n", "R1")

    def put(self, rows, retailer):
        write(os.path.join(self.place, "entities.csv"), "entity,name,kind,parent\n" + rows)
        write(os.path.join(self.place, "supply_contracts.csv"),
              "supply_point,customer,retailer,from,until\n"
              f"0312345678901234567890,c1,{retailer},2019-04-01,\n")

    def put_next(self):
        self.put("A,one,tdso,\nR1,zwei,retailer,\nR2,two,retailer,\nR3,three,retailer,\n", "R2")


class Case:
    """A store that has one import, and what is done to copies of it."""

    def __init__(self, name, sekisho, source, root, files, server):
        self.name, self.sekisho, self.source, self.files = name, sekisho, source, files
        self.server, self.root = server, os.path.join(root, name)
        os.mkdir(self.root)
        self.copy = None  # the database of the last copy
        self.base = os.path.join(self.root, "base")
        database = ["--database", server.new_database()] if server else []
        self.must("store", "init", self.base, "--origin", "example.com/crash", *database)
        self.must(*self.importing(self.base))
        self.prepare()

    def prepare(self):
        """What the base needs beyond one import."""

    def work(self, store):
        """The command that is killed."""
        return self.importing(store)

    def importing(self, store):
        return ("register", "import", self.files.place, "--store", store, "--by", "u1", "--reason",
                "crash", "--profiles", os.path.join(self.source, "sources"), "--json")

    def run(self, *words, strace=()):
        done = subprocess.Popen([*strace, self.sekisho, *words], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True)
        try:
            out, err = done.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired as late:
            os.killpg(done.pid, signal.SIGKILL)  # strace, and what it traces
            done.communicate()
            raise RuntimeError(f"{' '.join(words)}: nothing after {PATIENCE} s") from late
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def fresh(self):
        store = os.path.join(self.root, "store")
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(self.base, store)
        if self.server:
            self.copy = self.server.separate(store, self.copy)
        return store

    def count(self):
        trace = os.path.join(self.root, "trace")
        done = self.run(*self.work(self.fresh()),
                        strace=("strace", "-f", "-o", trace, "-e", "trace=" + ",".join(CALLS)))
        if done.returncode not in (0, 1):
            return None
        with open(trace, encoding="utf-8", errors="replace") as file:
            return collections.Counter(CALL.findall(file.read()))

    def points(self):
        return [(self, call, number, harm) for call, times in sorted(self.count().items())
                for number in range(1, times + 1)
                for harm in ([KILL] if call == "sendto" else HARM)]

    def harmed(self, call, number, harm):
        """A store on which the work was cut off, and what the program said."""
        store = self.fresh()
        return store, self.run(*self.work(store), strace=(
            "strace", "-f", "-o", os.devnull, "-e", f"inject={call}:{harm}:when={number}"))

    def status(self, store):
        return json.loads(self.must("store", "status", store, "--json"))

    def problem(self, call, number, harm):
        store, done = self.harmed(call, number, harm)
        return self.judge(store, done.stdout)

    def judge(self, store, said):
        """What is wrong with a store on which the work was cut off once it had said that."""
        if '"change":2' in said and self.status(store)["changes"] != 2:
            return "an acknowledged change is gone"
        return self.not_whole(store)

    def not_whole(self, store):
        self.must(*self.importing(store))
        status = self.status(store)
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


class Migration(Case):
    """A store of an older schema becomes one of this program."""

    def prepare(self):
        self.must("store", "migrate", self.base, "--to", str(OLD_SCHEMA))

    def work(self, store):
        return ("store", "migrate", store)

    def judge(self, store, said):
        self.must("store", "migrate", store)
        status = self.status(store)
        if status["schema"] != status["newest_schema"] or status["changes"] != 1:
            return f"schema {status['schema']}, {status['changes']} changes"
        return self.not_whole(store)


class Account(Case):
    """A program gets an account and a token."""

    def work(self, store):
        return ("user", "token", store, "--login", "nightly", "--role", "internal-audit",
                "--scope", "view", "--by", "P1", "--number", "1", "--json")

    def judge(self, store, said):
        again = self.run(*self.work(store))
        if again.returncode == 0 and '"token"' in said:
            return "an acknowledged token is gone"
        if again.returncode != 0 and "has an account already" not in again.stderr:
            return f"again: {again.stdout}{again.stderr}"
        entries = [json.loads(line)["entry"] for line in
                   self.must("evidence", "search", os.path.join(store, "record"),
                             "--json").splitlines()]
        told = collections.Counter(one["target"].split("/")[0] for one in entries
                                   if one["on"] == "account")
        if told["token"] != 1 or self.status(store)["waiting"]:
            return f"the record tells of {dict(told)}"
        return None if self.server else self.not_equal(store, told)

    def not_equal(self, store, told):
        with contextlib.closing(sqlite3.connect(os.path.join(store, "store.db"))) as database:
            one = lambda sql: database.execute(sql).fetchone()[0]
            there = {"roles": one("SELECT revision FROM office_member"),
                     "token": one("SELECT COUNT(*) FROM identity_api_token")}
        return None if dict(told) == there else f"record: {dict(told)}, store: {there}"


def cases(sekisho, source, root, server):
    files = Files(root)
    kinds = [("import", Case), ("migration", Migration), ("account", Account)]
    made = [kind(f"{name}-sqlite", sekisho, source, root, files, None) for name, kind in kinds]
    if server:
        made += [kind(f"{name}-postgres", sekisho, source, root, files, server)
                 for name, kind in kinds]
    else:
        print("LEFT OUT: postgresql-15 is not installed")
    files.put_next()
    return made


def try_all(points, seconds):
    """How many were tried, and what was wrong."""
    began, tried, problems = time.monotonic(), 0, []
    for case, *point in points:
        if seconds and time.monotonic() - began > seconds and tried >= len(HARM):
            break
        tried += 1
        try:
            problem = case.problem(*point)
        except RuntimeError as error:
            problem = str(error)
        if problem:
            problems.append(f"{case.name} {' '.join(map(str, point))}: {problem}")
    return tried, problems


def main():
    if shutil.which("strace") is None:
        print("LEFT OUT: strace is missing")
        return 77
    seconds = float(os.environ.get("STORE_CRASH_SECONDS", "60"))
    seed = os.environ.get("STORE_CRASH_SEED", "1")
    server = Postgres.start()
    try:
        with tempfile.TemporaryDirectory(prefix="sekisho_store_crash_") as root:
            made = cases(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), root, server)
            if not made[0].count():
                print("LEFT OUT: strace may not trace here")
                return 77
            points = [point for case in made for point in case.points()]
            random.Random(seed).shuffle(points)
            tried, problems = try_all(points, seconds)
    finally:
        if server:
            server.__exit__()
    for problem in problems[:SHOWN]:
        print(problem)
    print(f"{tried} of {len(points)} points on {len(made)} cases, {len(problems)} problems "
          f"(seed {seed})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
