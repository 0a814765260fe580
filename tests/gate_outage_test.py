#!/usr/bin/env python3
"""The gate while something around it fails: workers and recorders that are killed or frozen, a ring and a
disk that are full, configurations that are read anew. Whatever fails, nobody gets a wrong answer, and every
request that reached the system stands in the spool.

    gate_outage_test.py MODULE DRIVER SOURCE PROGRAM

Exit code 77: nginx is missing.
"""
import contextlib
import http.client
import http.server
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

from gate_stage import (NGINX, OTHER, PATIENCE, POINT, REGISTERS, RecorderProcess, Stage,
                        wait_for)
from gate_test import MASKS, ROUTES, SECRET, System, row

PROGRAMS = [os.path.abspath(path) for path in sys.argv[1:5]]
ADDRESSES = {"P1": "127.0.0.1", "P2": "127.0.0.2", "P4": "127.0.0.4"}
MANY = json.dumps({"points": [{"supply_point": f"09{n:020}"} for n in range(10_000)]}).encode()


class Failing(System):
    """Remembers which requests reached it, and may keep them waiting."""
    heard = set()
    go = threading.Event()
    waiting = threading.Semaphore(0)

    def do_GET(self):
        self.heard.add(self.headers["X-Sekisho-Request"])
        mode = self.path.partition("mode=")[2] or "plain"
        getattr(self, "mode_" + mode)()

    def mode_some(self):
        """Three points that nobody has seen before."""
        points = [f"09{random.randrange(10 ** 20):020}" for _ in range(3)]
        self.answer(json.dumps({"points": [row(point) for point in points]}).encode())

    def mode_many(self):
        """A long list, when the test says so."""
        self.waiting.release()
        self.go.wait(PATIENCE)
        self.answer(MANY)

    def mode_slow(self):
        self.waiting.release()
        self.go.wait(PATIENCE)
        self.mode_plain()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # whoever asked has gone: that is what is tested
        pass


class Load:
    """People who ask, again and again, until they are stopped. What they got is counted by a word;
    what they should not have got is kept in `wrong`."""

    def __init__(self, stage, threads, pause=0.0, denied=("P2",)):
        """`denied`: whom the gate may deny what they ask for."""
        self.stage, self.pause, self.denied = stage, pause, denied
        self.counts, self.wrong, self.listed = {}, [], set()
        self.guard, self.ended = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(threads)]
        for one in self.threads:
            one.start()

    def stop(self):
        self.ended.set()
        for one in self.threads:
            one.join(PATIENCE)
        if any(one.is_alive() for one in self.threads):
            self.wrong.append("somebody waits for ever")

    def count(self, word):
        with self.guard:
            self.counts[word] = self.counts.get(word, 0) + 1

    def work(self):
        while not self.ended.wait(self.pause):
            try:
                random.choice([self.clerk, self.clerk_lists, self.helper, self.affiliate])()
            except (http.client.HTTPException, OSError):
                self.count("broken")  # which is no answer

    def ask(self, who, path):
        """The body of an answer that shows something, or nothing."""
        status, body = ask(self.stage, who, path)
        if status == 200:
            self.count("shown")
            return body
        if status != 503 and who not in self.denied or SECRET.encode() in body:
            self.wrong.append((who, path, status, body))
        self.count(json.loads(body)["reason"].partition("/")[0] if body.startswith(b"{")
                   else str(status))
        return None

    def clerk(self):
        body = self.ask("P1", f"/points/{POINT}")
        if body is not None and json.loads(body) != row():
            self.wrong.append(("P1", body))

    def clerk_lists(self):
        body = self.ask("P1", "/points?mode=some")
        if body is not None:
            with self.guard:
                self.listed |= {one["supply_point"] for one in json.loads(body)["points"]}

    def helper(self):
        body = self.ask("P4", random.choice([f"/points/{OTHER}", "/points"]))
        if body is not None and (SECRET.encode() in body or b"name" not in body):
            self.wrong.append(("P4", body))

    def affiliate(self):
        if self.ask("P2", f"/points/{POINT}") is not None:
            self.wrong.append(("P2", "was let in"))


def ask(stage, who, path):
    """The status and the body, over a connection of its own."""
    where = "T-4" if who == "P4" else "-"
    with contextlib.closing(http.client.HTTPConnection(
            "127.0.0.1", stage.port, timeout=PATIENCE, source_address=(ADDRESSES[who], 0))) as one:
        one.request("GET", path, headers={"Cookie": "__Host-sekisho=" + stage.tokens[who, where]})
        response = one.getresponse()
        return response.status, response.read()


def mounted(path, megabytes):
    """Whether a file system of that size is mounted there now."""
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", path],
                          capture_output=True).returncode == 0


def unmount(path):
    subprocess.run(["umount", path], check=True, timeout=PATIENCE)


class Scene:
    """The gate before a system that fails as it is told, with a recorder of its own."""

    def __init__(self, root):
        self.system = Server(("127.0.0.1", 0), Failing)
        threading.Thread(target=self.system.serve_forever, daemon=True).start()
        self.stage = Stage(root, PROGRAMS[:3], f"http://127.0.0.1:{self.system.server_port}", ROUTES,
                           MASKS)
        self.stage.tell("recorder off")
        self.recorder = None

    def new_recorder(self, spool):
        self.recorder = RecorderProcess(self.stage, PROGRAMS[3], spool)
        self.requests, self.records = set(), set()  # that are known to be recorded
        return self.recorder

    def works(self):
        with contextlib.suppress(http.client.HTTPException, OSError):
            return ask(self.stage, "P1", f"/points/{POINT}")[0] == 200
        return False

    def gather(self):
        """What the spool of a recorder that is stopped has."""
        for entry in self.recorder.entries():
            if entry["decision"] == "permit":
                self.requests.add(entry["request"])
                self.records.update(entry.get("records", []))

    def unrecorded(self, listed=frozenset()):
        """What reached the system, or was shown in a list, and is not recorded. Stops the recorder."""
        self.recorder.stop()
        self.gather()
        return (Failing.heard - self.requests) | (set(listed) - self.records)

    def close(self):
        Failing.go.set()
        self.stage.close()
        self.system.shutdown()
        self.system.server_close()


class OutageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sekisho-outage-")
        cls.scene = Scene(cls.folder.name)
        cls.stage = cls.scene.stage

    @classmethod
    def tearDownClass(cls):
        cls.scene.close()
        cls.folder.cleanup()

    def setUp(self):
        """Every test has a spool of its own."""
        Failing.heard.clear()
        Failing.go.clear()
        while Failing.waiting.acquire(blocking=False):
            pass
        self.recorder = self.scene.new_recorder("spool-" + self.id().rpartition(".")[2])
        self.addCleanup(self.recorder.stop)

    def begin(self):
        self.recorder.start()
        wait_for(self.scene.works, self.stage.log)

    def all_at_once(self, count, path):
        """So many ask; `answers` gives what they got once they have."""
        out = []

        def one():
            try:
                out.append(ask(self.stage, "P1", path))
            except (http.client.HTTPException, OSError) as error:
                out.append((0, str(error).encode()))
        threads = [threading.Thread(target=one) for _ in range(count)]
        for thread in threads:
            thread.start()
        for _ in threads:
            self.assertTrue(Failing.waiting.acquire(timeout=PATIENCE))

        def answers():
            for thread in threads:
                thread.join(PATIENCE)
            return out
        return answers

    def holds(self, load):
        load.stop()
        self.assertEqual(load.wrong, [])
        self.assertEqual(self.scene.unrecorded(load.listed), set())

    def test_a_configuration_is_read_anew_and_nobody_notices(self):
        self.begin()
        load = Load(self.stage, 4)
        for _ in range(4):
            self.stage.reload()
        self.holds(load)
        self.assertEqual({"broken", "spool", "gate"} & set(load.counts), set())
        self.assertNotIn("left in connection", self.stage.log())

    def test_registers_that_cannot_be_read_leave_the_old_ones_in_force(self):
        self.begin()
        load = Load(self.stage, 2)
        grants = "facts/registers/grants.csv"
        self.addCleanup(self.stage.write, grants, REGISTERS["grants.csv"])
        self.stage.write(grants, REGISTERS["grants.csv"] + "D1,P2,nol,k2,T-2,someday,\n")
        said = self.stage.tell("facts")
        self.stage.nginx.send_signal(signal.SIGHUP)
        wait_for(lambda: "grants.csv:3" in self.stage.log() + str(said), self.stage.log)
        self.holds(load)
        self.assertEqual({"broken", "spool", "gate"} & set(load.counts), set())

    def test_a_killed_worker_takes_its_requests_with_it_and_nothing_else(self):
        self.begin()
        answers = self.all_at_once(8, f"/points/{POINT}?mode=slow")
        os.kill(self.stage.workers()[0], signal.SIGKILL)
        Failing.go.set()
        self.assertEqual({status for status, _ in answers()}, {0})
        wait_for(self.scene.works, self.stage.log)
        self.assertEqual(self.scene.unrecorded(), set())

    def test_a_killed_recorder_leaves_no_look_behind(self):
        self.begin()
        load = Load(self.stage, 4)
        for _ in range(3):
            before = load.counts.get("spool", 0)
            self.recorder.send(signal.SIGKILL)
            self.recorder.wait()
            wait_for(lambda: load.counts.get("spool", 0) > before)
            self.begin()
        self.holds(load)

    def test_a_frozen_recorder_lets_nobody_in(self):
        self.begin()
        self.recorder.send(signal.SIGSTOP)
        heard = len(Failing.heard)
        for _ in range(2):  # the second one finds it silent already
            status, body = ask(self.stage, "P1", f"/points/{POINT}")
            self.assertEqual((status, json.loads(body)["reason"]), (503, "spool/silent"))
        self.assertEqual(len(Failing.heard), heard)
        self.recorder.send(signal.SIGCONT)
        wait_for(self.scene.works, self.stage.log)
        self.assertEqual(self.scene.unrecorded(), set())

    def test_a_full_ring_shows_nothing(self):
        self.begin()
        answers = self.all_at_once(12, "/points?mode=many")
        self.recorder.send(signal.SIGSTOP)
        Failing.go.set()  # more names of records than the ring has room for
        got = answers()
        self.assertEqual({status for status, _ in got}, {503})
        # Which of the two a worker meets first depends on how fast it is.
        self.assertLessEqual({json.loads(body)["reason"] for _, body in got},
                             {"spool/full", "spool/silent"})
        self.recorder.send(signal.SIGCONT)
        wait_for(self.scene.works, self.stage.log)
        self.assertEqual(self.scene.unrecorded(), set())

    def test_a_full_disk_shows_nothing(self):
        os.mkdir(self.recorder.spool)
        if not mounted(self.recorder.spool, 10):
            self.skipTest("a file system for the spool cannot be mounted")
        self.addCleanup(unmount, self.recorder.spool)
        self.begin()
        Failing.go.set()
        for _ in range(100):
            status, body = ask(self.stage, "P1", "/points?mode=many")
            if status != 200:
                break
        self.assertEqual((status, json.loads(body)["reason"].partition("/")[0]), (503, "spool"))
        self.assertEqual(self.recorder.wait(), 4)
        self.assertEqual(ask(self.stage, "P1", f"/points/{POINT}")[0], 503)
        subprocess.run(["mount", "-o", "remount,size=64m", self.recorder.spool], check=True)
        self.begin()
        self.assertEqual(self.scene.unrecorded(), set())


if __name__ == "__main__":
    if not NGINX:
        print("skipped: nginx is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
