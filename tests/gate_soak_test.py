#!/usr/bin/env python3
"""The gate for twenty minutes under a mixed load, while once a second something happens to it: facts that
change with the configuration read anew, workers and recorders that are killed or frozen, a disk that is full
again and again. At the end there was no wrong answer, whatever reached the system stands in the spool, and
nothing has grown.

    gate_soak_test.py MODULE DRIVER SOURCE PROGRAM

GATE_SOAK_MINUTES: how long; GATE_SOAK_SEED: which second brings what. Exit code 77: nginx is missing,
or our module for it.
"""
import contextlib
import json
import os
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import unittest

from gate_outage_test import PROGRAMS, Load, Scene, mounted, unmount
from gate_stage import NGINX, PATIENCE, REGISTERS, wait_for

MINUTES = float(os.environ.get("GATE_SOAK_MINUTES", "20"))
SEED = os.environ.get("GATE_SOAK_SEED", "1")
DISK_MEGABYTES = 16  # a few segments of the spool
GROWTH, SLACK_KB = 1.25, 4096  # of memory, from the second quarter to the last


def memory_kb(process):
    """What the process has of its own and its part of what it shares; 0: it has gone."""
    try:
        text = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


class Soak:
    def __init__(self, root):
        self.dice = random.Random(SEED)
        self.scene = Scene(root)
        self.stage = self.scene.stage
        self.recorder = self.scene.new_recorder("soaked-spool")
        os.mkdir(self.recorder.spool)
        self.has_disk = mounted(self.recorder.spool, DISK_MEGABYTES)
        if not self.has_disk:
            print("the disk is never full: a file system for the spool cannot be mounted")
        self.recorder.start()
        self.happened = {}
        self.memory = {"master": [], "workers": [], "recorder": []}
        self.lent = True

    def run(self, seconds):
        """What it found: a Load that is stopped."""
        wait_for(self.scene.works, self.stage.log)
        load = Load(self.stage, 4, pause=0.02, denied=("P2", "P4"))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(1)
            self.restart_recorder()
            self.sample()
            what = self.dice.choice([self.swap, self.swap, self.swap, self.kill_worker,
                                     self.kill_recorder, self.freeze_recorder])
            what()
            self.happened[what.__name__] = self.happened.get(what.__name__, 0) + 1
        self.restart_recorder()
        wait_for(self.scene.works, self.stage.log)
        load.stop()
        return load

    def swap(self):
        """The helper's grant comes or goes."""
        self.lent = not self.lent
        rows = REGISTERS["grants.csv"].splitlines(keepends=True)
        self.stage.write("facts/registers/grants.new", "".join(rows if self.lent else rows[:1]))
        os.rename(self.stage.path("facts/registers/grants.new"),
                  self.stage.path("facts/registers/grants.csv"))
        self.stage.tell("facts")
        self.stage.reload()

    def kill_worker(self):
        os.kill(self.dice.choice(self.stage.workers()), signal.SIGKILL)

    def kill_recorder(self):
        self.recorder.send(signal.SIGKILL)
        self.recorder.wait()

    def freeze_recorder(self):
        self.recorder.send(signal.SIGSTOP)
        time.sleep(self.dice.choice([0.1, 1, 3]))
        self.recorder.send(signal.SIGCONT)

    def restart_recorder(self):
        """As a service manager does; a disk that is full is read to its end and emptied first."""
        while (code := self.recorder.process.poll()) is not None:
            self.recorder.wait()
            if code not in (4, -signal.SIGKILL):
                raise RuntimeError(f"the recorder ended with {code}")
            if code == 4:
                self.empty_disk()
            with contextlib.suppress(RuntimeError):  # the disk is full for it, too
                self.recorder.start()

    def empty_disk(self):
        if not self.has_disk:
            raise RuntimeError("the disk of this machine is full")
        self.happened["full disk"] = self.happened.get("full disk", 0) + 1
        # The last that was acknowledged is shown when the next recorder has found it.
        subprocess.run(["mount", "-o", f"remount,size={2 * DISK_MEGABYTES}m", self.recorder.spool],
                       check=True, timeout=PATIENCE)
        self.recorder.start()
        self.recorder.stop()
        self.scene.gather()
        unmount(self.recorder.spool)
        if not mounted(self.recorder.spool, DISK_MEGABYTES):
            raise RuntimeError("the disk went away")

    def sample(self):
        self.memory["master"].append(memory_kb(self.stage.nginx.pid))
        self.memory["workers"].append(max(map(memory_kb, self.stage.workers()), default=0))
        self.memory["recorder"].append(memory_kb(self.recorder.process.pid))

    def grown(self):
        """Processes that are larger in the last quarter than they were in the second."""
        out = {}
        for name, sizes in self.memory.items():
            quarter = len(sizes) // 4
            before = statistics.median(sizes[quarter:2 * quarter])
            after = statistics.median(sizes[-quarter:])
            if after > GROWTH * before + SLACK_KB:
                out[name] = (before, after)
        return out

    def close(self):
        self.scene.close()
        self.recorder.stop()
        if self.has_disk:
            unmount(self.recorder.spool)


class SoakTest(unittest.TestCase):
    def test_holds(self):
        folder = tempfile.TemporaryDirectory(prefix="sekisho-soak-")
        self.addCleanup(folder.cleanup)
        soak = Soak(folder.name)
        self.addCleanup(soak.close)
        load = soak.run(MINUTES * 60)
        print(json.dumps({"minutes": MINUTES, "seed": SEED, "answers": load.counts,
                          "happened": soak.happened,
                          "memory_kb": {name: [min(sizes), max(sizes)]
                                        for name, sizes in soak.memory.items()}}))
        self.assertEqual(load.wrong, [])
        self.assertEqual(soak.scene.unrecorded(load.listed), set())
        self.assertGreater(load.counts["shown"], 0)
        self.assertEqual(soak.grown(), {})


if __name__ == "__main__":
    if not NGINX or not os.path.exists(PROGRAMS[0]):
        print("skipped: nginx or our module for it is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
