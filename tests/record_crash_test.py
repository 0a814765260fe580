#!/usr/bin/env python3
"""Kills `sekisho evidence` and its witness, and fails their system calls, one by one.

    record_crash_test.py PROGRAM SHARED

As log_crash_test.py does with a log alone, here with what stands around one: a key that changes, a
record that ends or goes on under another name, a record that is written, served and cosigned at the
same time, and the witness that cosigns. Afterwards every acknowledged entry must be there, every
checkpoint that was served must be continued, no witness may know a fork, and what was cut off must
be finished by asking again. In the end SHARED/tlog/check judges a cosigned record; without it (or
without Go) that is left out, and said.

RECORD_CRASH_SECONDS bounds the time (40; 0: every point), RECORD_CRASH_SEED says which points come
first (1; `random` takes another one). Exit code 77: strace is missing or may not trace.
"""
import collections
import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from log_crash_test import CALL, CALLS, HARM, SHOWN, run

ORIGIN = "test.example/record"
LINES = "".join(json.dumps({"n": number}) + "\n" for number in range(300))
TIMEOUT = 60  # seconds, for whatever should take a moment


class Server:
    """`sekisho … serve`, perhaps below strace."""

    def __init__(self, *command, address="127.0.0.1:0"):
        self.process = subprocess.Popen([*command, "--listen", address], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        self.address = self.process.stdout.readline().strip().removeprefix("http://")

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)  # strace does not pass it on
        self.process.wait(TIMEOUT)
        self.process.stdout.close()


class Record:
    """A record below a directory, and what is wrong with it."""

    def __init__(self, program, folder):
        self.program, self.folder, self.problems = program, folder, []

    def path(self, name="record"):
        return os.path.join(self.folder, name)

    def say(self, *words, text="", codes=(0,)):
        done = subprocess.run([self.program, *words], input=text, text=True, capture_output=True,
                              timeout=TIMEOUT, check=False)
        if done.returncode not in codes:
            self.problems.append(f"{' '.join(words)}: {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def keys(self, name="record"):
        with open(f"{self.path(name)}/keys", encoding="utf-8") as file:
            return file.read().split()

    def size(self, name="record"):
        with open(f"{self.path(name)}/checkpoint", encoding="utf-8") as file:
            return int(file.read().split("\n")[1])

    def verify(self, keys, old=(), name="record"):
        self.say("evidence", "verify", self.path(name), *(f"--key={key}" for key in keys),
                 *(("--old", *old) if old else ()))


class Rotation:
    """Another key, up to the end of the old one."""
    name = "rotate"

    def __init__(self, finish):
        self.finish = finish

    def begin(self, record):
        record.say("evidence", "append", record.path(), text=LINES)
        if self.finish:
            record.say("evidence", "rotate", record.path())
        shutil.copy(f"{record.path()}/checkpoint", record.path("old"))

    def command(self, record):
        return ["evidence", "rotate", record.path(), *(["--finish"] if self.finish else [])]

    def recover(self, record, _):
        record.say("evidence", "append", record.path(), text=LINES)
        record.verify(record.keys(), [record.path("old")])
        if not self.finish:
            again = record.say("evidence", "rotate", record.path(), codes=(0, 2))
            if record.keys()[-1] not in again.stdout + again.stderr:
                record.problems.append(f"the new key is not told: {again.stderr}")
        again = record.say("evidence", "rotate", record.path(), "--finish", codes=(0, 2))
        if again.returncode == 2 and "one key signs" not in again.stderr:
            record.problems.append(again.stderr)
        record.say("evidence", "append", record.path(), text=LINES)
        if len(record.keys()) != 2 or os.path.exists(f"{record.path()}.private/log.key.next"):
            record.problems.append(f"the rotation has no end: {record.keys()}")
        record.verify(record.keys()[1:])


class Continuation:
    """A record that ends, and goes on under another name."""
    name = "continue"

    def begin(self, record):
        record.say("evidence", "append", record.path(), text=LINES)
        shutil.copy(f"{record.path()}/checkpoint", record.path("old"))

    def command(self, record):
        return ["evidence", "init", record.path("next"), "--origin", "test.example/next",
                "--continues", record.path()]

    def recover(self, record, _):
        again = record.say(*self.command(record), codes=(0, 2))
        if again.returncode == 2 and "there is a log already" not in again.stderr:
            record.problems.append(again.stderr)
        record.verify(record.keys(), [record.path("old")])
        record.say("evidence", "append", record.path(), text=LINES, codes=(2,))
        record.say("evidence", "append", record.path("next"), text=LINES)
        record.verify(record.keys("next"), name="next")
        first = record.say("evidence", "show", record.path("next"), "0", "--json").stdout
        if json.loads(first)["entry"].get("event") != "continued":
            record.problems.append(f"the first entry of the next record is {first}")


class Cosigned:
    """A record that is served and cosigned: its writer is harmed, or its witness."""

    def __init__(self, harms_witness):
        self.harms_witness = harms_witness
        self.name = "witness" if harms_witness else "writer"

    def begin(self, record):
        record.say("witness", "init", record.path("witness"), "--name", "test.example/w")
        record.say("witness", "add-log", record.path("witness"), record.keys()[0])
        record.say("evidence", "append", record.path(), text=LINES)
        shutil.copy(f"{record.path()}/checkpoint", record.path("old"))

    def witness_command(self, record):
        return [record.program, "witness", "serve", record.path("witness")]

    def command(self, record):
        return ["evidence", "append", record.path(), "--policy", record.path("policy")]

    def with_servers(self, record, trace, stack):
        """Starts what is around; the witness below strace where it is what is harmed."""
        witness = Server(*(trace if self.harms_witness else []), *self.witness_command(record))
        stack.callback(witness.end)
        served = Server(record.program, "evidence", "serve", record.path())
        stack.callback(served.end)
        key = record.say("witness", "status", record.path("witness"), "--json").stdout
        with open(record.path("policy"), "w", encoding="utf-8") as file:
            file.write(f"log {record.keys()[0]}\nwitness w {json.loads(key)['key']} "
                       f"http://{witness.address}\nquorum w\n")
        return witness, served

    def recover(self, record, told):
        witness = Server(*self.witness_command(record))
        served = Server(record.program, "evidence", "serve", record.path())
        try:
            with open(record.path("policy"), encoding="utf-8") as file:
                policy = file.read()
            with open(record.path("policy"), "w", encoding="utf-8") as file:
                file.write(policy.rpartition(" http://")[0] + f" http://{witness.address}\nquorum w\n")
            record.say("evidence", "append", record.path(), text='{"last":1}\n')
            record.say("evidence", "cosign", record.path(), "--policy", record.path("policy"))
            record.say("witness", "status", record.path("witness"))
            entries = record.say("evidence", "export", record.path()).stdout.splitlines()
            numbers = [json.loads(entry)["content"].get("n") for entry in entries[300:-1]]
            if len(numbers) < told or numbers != list(range(len(numbers))):
                record.problems.append(f"{told} were acknowledged, {len(numbers)} are there")
            with urllib.request.urlopen(f"http://{served.address}/checkpoint") as answer:
                with open(record.path("served"), "wb") as file:
                    file.write(answer.read())
            record.verify(record.keys(), [path for path in map(record.path, ("old", "seen", "served"))
                                          if os.path.exists(path)])
        finally:
            witness.end()
            served.end()


class Work:
    def __init__(self, program, folder, case):
        self.program, self.folder, self.case, self.name = program, folder, case, case.name
        record = Record(program, os.path.join(folder, f"{case.name}-{id(case)}"))
        os.mkdir(record.folder)
        record.say("evidence", "init", record.path(), "--origin", ORIGIN)
        case.begin(record)
        if record.problems:
            sys.exit("\n".join(record.problems))
        self.before = record.folder

    def play(self, folder, *strace):
        """A copy in which the command ran below strace, how many lines it acknowledged, the trace."""
        shutil.copytree(self.before, folder)
        record = Record(self.program, folder)
        trace = os.path.join(self.folder, "trace")
        below = ["strace", "-f", "-o", trace, *strace]
        with contextlib.ExitStack() as stack:
            harmed = below
            if isinstance(self.case, Cosigned):
                _, served = self.case.with_servers(record, below, stack)
                harmed = [] if self.case.harms_witness else below
            done = subprocess.run([*harmed, self.program, *self.case.command(record)], input=LINES,
                                  text=True, capture_output=True, timeout=TIMEOUT, check=False)
            if isinstance(self.case, Cosigned):
                with urllib.request.urlopen(f"http://{served.address}/checkpoint") as answer:
                    with open(record.path("seen"), "wb") as file:
                        file.write(answer.read())
        told = done.stdout.count("\n") if isinstance(self.case, Cosigned) else 0
        with open(trace, encoding="utf-8", errors="replace") as file:
            return record, told, file.read()

    def points(self):
        folder = os.path.join(self.folder, "counted")
        record, _, traced = self.play(folder, "-e", f"trace={','.join(CALLS)}")
        if record.problems:
            sys.exit("\n".join(record.problems))
        shutil.rmtree(folder)
        most = collections.Counter()
        for (_, call), number in collections.Counter(CALL.findall(traced)).items():
            most[call] = max(most[call], number)
        return [(self, call, number, harm) for call in CALLS for harm in HARM
                for number in range(1, most[call] + 1)]

    def harm(self, call, number, harm):
        """The problems; None where nothing was harmed."""
        folder = os.path.join(self.folder, "harmed")
        record, told, traced = self.play(folder, "-e", f"trace={call}", "-e",
                                         f"inject={call}:{harm}:when={number}")
        if "INJECTED" not in traced and "SIGKILL" not in traced:
            shutil.rmtree(folder)
            return None
        self.case.recover(record, told)
        if not record.problems:
            shutil.rmtree(folder)
        return record.problems


def judge(program, folder, shared):
    check = os.path.join(shared, "tlog", "check")
    if not os.path.exists(check) or not shutil.which("go"):
        print("an independent judge: left out, there is no tlog/check or no Go")
        return
    work = Work(program, folder, Cosigned(False))
    record, _, _ = work.play(os.path.join(folder, "judged"))
    work.case.recover(record, 300)
    key = json.loads(record.say("witness", "status", record.path("witness"), "--json").stdout)["key"]
    done = run(check, record.path(), f"{record.keys()[0]},{key}", record.path("old"))
    if record.problems or done.returncode != 0 or "valid signatures=2" not in done.stdout:
        sys.exit(f"{record.problems}\n{done.stdout}{done.stderr}")
    print(f"of a record that is cosigned it says {done.stdout.strip().splitlines()[-1]}")


def main(program, shared):
    if not shutil.which("strace") or run("strace", "-f", "true").returncode != 0:
        print("strace is missing, or tracing is not allowed")
        return 77
    os.environ["no_proxy"] = "*"
    asked = os.environ.get("RECORD_CRASH_SEED", "1")
    seed = random.randrange(1 << 32) if asked == "random" else int(asked)
    bound = float(os.environ.get("RECORD_CRASH_SECONDS", "40"))
    print(f"RECORD_CRASH_SEED={seed}")
    dice = random.Random(seed)
    done, bad = collections.Counter(), 0
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        judge(program, folder, shared)
        of_works = []
        for case in (Rotation(False), Rotation(True), Continuation(), Cosigned(False), Cosigned(True)):
            of_works.append(Work(program, folder, case).points())
            dice.shuffle(of_works[-1])
        # Each work gets its turn, however few points it has.
        points = [point for turn in itertools.zip_longest(*of_works) for point in turn if point]
        begun = time.monotonic()
        for work, call, number, harm in points:
            if bound and time.monotonic() - begun > bound:
                break
            problems = work.harm(call, number, harm)
            if problems is None:
                continue
            done[work.name] += 1
            if problems:
                bad += 1
                shutil.rmtree(os.path.join(folder, "harmed"))
                if bad <= SHOWN:
                    print(f"{work.name}, {call} number {number}, {harm}:\n  " + "\n  ".join(problems))
    told = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    print(f"{sum(done.values())} of {len(points)} points ({told}), {bad} bad")
    return 1 if bad or not done else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
