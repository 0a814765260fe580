#!/usr/bin/env python3
"""The gate as it runs: `sekisho serve` keeps what it decides by, `sekisho gate recorder` makes looks
durable, nginx stands before a system. Everything listens on ports of its own and ends with the test.

    gate_server_test.py SEKISHO MODULE SOURCE

Somebody logs in and looks, and is transferred by an import of registers; somebody logs out; what they
looked at stands in the record, each look once. The server is killed: a system stays open as was declared.
Somebody without a right looks in an emergency.
Exit code 77: nginx or openssl is missing.
"""
import contextlib
import glob
import hashlib
import http.server
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from api_server import Server, token_for
from gate_stage import ASSIGNMENTS, NGINX, PATIENCE, POINT, SINCE, TRANSFER, Stage, free_port
from people import Person

SEKISHO, MODULE, SOURCE = [os.path.abspath(path) for path in sys.argv[1:4]]
COOKIE = "__Host-sekisho"
LOOK = f"/points/{POINT}"
ROUTES = """
system = "nol"
[[route]]
methods = ["GET"]
path    = "/points/{spid}"
record  = "path:spid"
kind    = "supply_point"
"""


class System(http.server.BaseHTTPRequestHandler):
    heard = []  # reference numbers

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.heard.append(self.headers["X-Sekisho-Request"])
        body = json.dumps({"supply_point": POINT}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def until(what, wanted):
    """Waits until it says that."""
    begun = time.monotonic()
    while (said := what()) != wanted:
        if time.monotonic() - begun > PATIENCE:
            raise RuntimeError(f"it still says {said}")
        time.sleep(0.05)


class ServedStage(Stage):
    """A stage whose server, recorder and people are real."""

    def __init__(self, root, system):
        self.root, self.system, self.more = root, system, ""
        self.module, self.source = MODULE, SOURCE
        self.ends = contextlib.ExitStack()
        data = self.path("data")
        self.recorder = subprocess.Popen([SEKISHO, "gate", "recorder", "--directory",
                                          self.path("spool"), "--socket", self.path("spool.sock")],
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                         text=True)
        self.ends.callback(self.end_recorder)
        self.recorder.stdout.readline()
        self.token = token_for(SEKISHO, data)
        self.start_server()
        self.ends.callback(self.end_server)
        self.write_registers("import")
        self.import_registers("import")
        until(lambda: bool(glob.glob(self.path("facts", "generation.*"))), True)
        self.write("routes.toml", ROUTES)
        shutil.copy(os.path.join(SOURCE, "policies", "masks", "common.toml"), self.path("masks.toml"))
        with open(self.path("identity.key"), "wb") as key:
            key.write(os.urandom(32))
        self.locations = f"""location /api/ {{
      sekisho off;
      proxy_pass http://{self.server.host}:{self.server.port};
      proxy_set_header X-Forwarded-For $remote_addr;
    }}"""
        self.port, self.tls = free_port(), free_port()
        self.make_certificates()
        self.start_nginx()
        self.ends.callback(self.end_nginx)

    def start_server(self, first=True):
        self.server = Server(SEKISHO, self.path("data"), self.token, "--gate", self.root, "--spool",
                             self.path("spool"), "--behind-proxy", first=first)

    def end_server(self):
        if self.server.process.poll() is None:
            self.server.end()

    def ask(self, *asked, **headers):
        """As a program that may import registers."""
        answer = self.server.ask(*asked, **headers)
        if answer.status >= 300:
            raise RuntimeError(f"{asked}: {answer.status} {answer.content}")
        return json.loads(answer.content)

    def wait_for(self, job):
        until(lambda: self.ask("GET", "/api/v1/jobs/" + job["job"])["state"], "done")

    def import_registers(self, folder):
        uploads = []
        for file in sorted(pathlib.Path(self.path(folder)).iterdir()):
            content = file.read_bytes()
            uploads.append(self.ask("POST", "/api/v1/uploads",
                                    {"name": file.name, "bytes": len(content),
                                     "sha256": hashlib.sha256(content).hexdigest()})["upload"])
            self.ask("PATCH", "/api/v1/uploads/" + uploads[-1], content, Upload_Offset="0",
                     Content_Type="application/partial-upload")
        prepared = self.ask("POST", "/api/v1/imports", {"uploads": uploads})
        self.wait_for(prepared)
        path = "/api/v1/imports/" + prepared["import"]
        tag = self.server.ask("GET", path).getheader("ETag")
        self.wait_for(self.ask("POST", path + "/apply", {"reason": "test", "approval": "R8-1"},
                               If_Match=tag))

    def end_recorder(self):
        self.recorder.terminate()
        self.recorder.wait(PATIENCE)
        self.recorder.stdout.close()

    def end_nginx(self):
        self.nginx.terminate()
        self.nginx.wait(PATIENCE)

    def close(self):
        self.ends.close()


class GateServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sekisho-gate-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.system = http.server.ThreadingHTTPServer(("127.0.0.1", 0), System)
        cls.system.daemon_threads = True
        threading.Thread(target=cls.system.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.system.server_close)
        cls.addClassCleanup(cls.system.shutdown)
        cls.stage = ServedStage(cls.folder.name, f"http://127.0.0.1:{cls.system.server_port}")
        cls.addClassCleanup(cls.stage.close)
        admin = Person("127.0.0.1", cls.stage.port, "admin").enrol(cls.stage.server.code).log_in()
        cls.clerk = admin.invite("ichiro", ["network-clerk"], person="P1")
        cls.helper = admin.invite("hanako", ["network-clerk"], person="P2")

    def enter(self, who):
        return who.must("POST", "/api/v1/gate-sessions")

    def reason(self, who):
        """Why the gate refuses; empty: it does not."""
        answer = who.ask("GET", LOOK)
        return "" if answer.status == 200 else json.loads(answer.content)["reason"]

    def records_of(self, reference):
        """The entries of the record about a request."""
        entries, cursor = [], ""
        while cursor is not None:
            page = self.stage.ask("GET", "/api/v1/evidence/entries?kind=decision" + cursor)
            entries += page["items"]
            cursor = "&cursor=" + page["next"] if "next" in page else None
        return [one for one in entries if reference in json.dumps(one)]

    def test_passes_looks_that_reach_the_record_once_and_ends_with_a_transfer(self):
        self.assertEqual(self.reason(self.clerk), "session/no-token")
        opened = self.enter(self.clerk)
        self.assertEqual((opened["person"], opened["terminal"], opened["own"]), ("P1", "T-1", True))
        self.assertEqual(self.reason(self.clerk), "")
        reference = System.heard[-1]
        until(lambda: len(self.records_of(reference)), 1)
        listed = self.clerk.must("GET", "/api/v1/gate-sessions")["items"]
        self.assertEqual([one["session"] for one in listed], [opened["session"]])

        before, after = TRANSFER
        self.stage.write("transfer/assignments.csv", ASSIGNMENTS.replace(before, after), "cp932")
        self.stage.import_registers("transfer")
        until(lambda: self.reason(self.clerk), "session/ended")
        self.enter(self.clerk)
        self.assertNotIn("session/", self.reason(self.clerk) or "session/none")
        self.assertEqual(len(self.records_of(reference)), 1)

    def test_ends_with_the_session_that_opened_it(self):
        self.enter(self.helper)
        self.assertNotIn("session/", self.reason(self.helper))
        kept = self.helper.cookies[COOKIE]
        again = self.enter(self.helper)
        self.assertEqual(self.reason_with(kept), "session/ended")
        self.assertNotIn("session/", self.reason(self.helper))
        self.helper.must("DELETE", "/api/v1/gate-sessions/" + again["session"])
        self.assertEqual(self.reason(self.helper), "session/ended")
        self.enter(self.helper)
        kept = self.helper.cookies[COOKIE]
        self.helper.must("DELETE", "/api/v1/session")
        self.assertNotIn(COOKIE, self.helper.cookies)
        until(lambda: self.reason_with(kept), "session/ended")

    def reason_with(self, token):
        stranger = Person("127.0.0.1", self.stage.port)
        stranger.cookies = {COOKIE: token}
        return self.reason(stranger)


class OutageStage(ServedStage):
    """P3 and P5 work for the network company, too: P3 at a terminal of the affiliate, P5 without a right."""

    def write_registers(self, folder):
        super().write_registers(folder)
        for name, encoding, lines in (
                ("accounts.csv", "utf-8", "".join(f"nol,k{n},personal,P{n},{SINCE}\n" for n in (3, 5))),
                ("entitlements.csv", "utf-8", f"nol,k3,照会,{SINCE},決裁-1\n"),
                ("terminals.csv", "utf-8", f"T-3,AF,S1,P3,{SINCE}\nT-5,TD,S1,P5,{SINCE}\n"),
                ("addresses.csv", "utf-8", "".join(f"127.0.0.{n},T-{n},{SINCE}\n" for n in (3, 5))),
                ("people.csv", "cp932", "P3,田中 次郎,タナカ\r\nP5,鈴木 五郎,スズキ\r\n"),
                ("assignments.csv", "cp932", "".join(f"P{n},TD,託送営業,本務,平成30年4月1日,\r\n"
                                                     for n in (3, 5)))):
            with open(self.path(folder, name), "ab") as file:
                file.write(lines.encode(encoding))

    def set_back(self, seconds):
        """Nobody has confirmed anything for so long: facts and sessions."""
        then = struct.pack("<q", int((time.time() - seconds) * 1_000_000))
        for name, at in (("facts/current", 24), ("sessions/sessions", 24)):
            with open(self.path(name), "r+b") as file:
                file.seek(at)
                file.write(then)

    def spooled(self):
        done = subprocess.run([SEKISHO, "gate", "spool", "show", self.path("spool"), "-n", "1000",
                               "--json"], check=True, capture_output=True, text=True)
        return [json.loads(json.loads(line)["entry"]) for line in done.stdout.splitlines()]


class OutageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sekisho-gate-")
        self.addCleanup(folder.cleanup)
        system = http.server.ThreadingHTTPServer(("127.0.0.1", 0), System)
        system.daemon_threads = True
        threading.Thread(target=system.serve_forever, daemon=True).start()
        self.addCleanup(system.server_close)
        self.addCleanup(system.shutdown)
        self.stage = OutageStage(folder.name, f"http://127.0.0.1:{system.server_port}")
        self.addCleanup(self.stage.close)
        self.admin = Person("127.0.0.1", self.stage.port, "admin").enrol(self.stage.server.code).log_in()

    def person(self, number, *roles):
        """Somebody at their terminal, with a session at the gate."""
        one = self.admin.invite(f"p{number}", roles or ["network-clerk"], person=f"P{number}")
        one.source = f"127.0.0.{number}"
        one.must("POST", "/api/v1/gate-sessions")
        return one

    def looks(self, who):
        answer = who.ask("GET", LOOK)
        return "" if answer.status == 200 else json.loads(answer.content)["reason"]

    def declare(self):
        plan = self.stage.ask("POST", "/api/v1/outage-plans",
                              {"system": "nol", "opens": True, "actions": ["view"], "minutes": 10,
                               "reason": "停電対応・保安業務"})
        # The token that drafted it has authority, and does not approve its own draft.
        self.assertEqual(self.stage.server.ask(
            "POST", f"/api/v1/outage-plans/{plan['plan']}/start", {}).status, 403)
        begun = self.stage.ask("POST", f"/api/v1/outage-plans/{plan['plan']}/start",
                               {"number": "R8-12"})
        self.assertEqual(begun["state"], "in-force")
        until(lambda: any('"plan":"1"' in pathlib.Path(one).read_text(encoding="utf-8") for one in
                          glob.glob(self.stage.path("facts", "generation.*"))), True)

    def test_a_system_closes_unless_somebody_declared_otherwise(self):
        clerk = self.person(1)
        self.assertEqual(self.looks(clerk), "")
        self.stage.server.end(signal.SIGKILL)
        self.stage.set_back(40)
        self.assertEqual(self.looks(clerk), "session/stale")

    def test_one_that_stays_open_lets_the_companys_own_terminals_through_and_is_gone_through(self):
        self.declare()
        clerk, elsewhere, stranger, other = (self.person(n) for n in (1, 3, 2, 5))
        self.assertEqual((self.looks(clerk), self.looks(elsewhere)), ("", "own-staff/terminal-of-operator"))
        known = len(self.stage.spooled())
        self.stage.server.end(signal.SIGKILL)
        self.stage.set_back(40)
        self.assertEqual(self.looks(clerk), "")
        reference = System.heard[-1]
        until(lambda: len(self.stage.spooled()) > known, True)
        spooled = self.stage.spooled()[known:]
        self.assertEqual([one["outage_plan"] for one in spooled], ["1"])
        self.assertLess(spooled[0]["unconfirmed_since"], spooled[0]["time"] - 39_000_000)
        # A terminal of the affiliate, one that nobody knows, and people whom no rule permits.
        self.assertEqual(self.looks(elsewhere), "session/stale")
        clerk.source = "127.0.0.9"
        self.assertNotEqual(self.looks(clerk), "")
        clerk.source = "127.0.0.1"
        self.assertEqual(self.looks(stranger), "own-staff/works-for-operator")
        self.assertEqual(self.looks(other), "own-staff/entitled")
        self.assertEqual(self.looks(clerk), "")
        # Its time is over.
        self.stage.set_back(11 * 60)
        self.assertEqual(self.looks(clerk), "session/stale")

        # The server is back: it takes the looks over, and they wait to be gone through.
        self.stage.start_server(first=False)
        until(lambda: len(self.waiting()), 2)
        look = [one for one in self.waiting() if one["request"] == reference]
        self.assertEqual(len(look), 1)
        self.assertEqual((look[0]["plan"], look[0]["overdue"]), (1, False))
        until(lambda: self.waiting()[0].get("judged_again", {}).get("allowed"), True)
        done = self.stage.ask("POST", "/api/v1/outage-looks/review",
                              {"looks": [str(one["look"]) for one in self.waiting()],
                               "result": "in-order", "comment": "停電対応の記録と照合した"})
        self.assertEqual({one["result"] for one in done["items"]}, {"in-order"})
        self.assertEqual(self.waiting(), [])
        until(lambda: self.looks(clerk), "")
        until(lambda: "outage_plan" in self.stage.spooled()[-1], False)

    def waiting(self):
        return self.stage.ask("GET", "/api/v1/outage-looks?reviewed=no")["items"]

    def test_an_emergency_opens_within_a_moment_and_ends(self):
        goro = self.person(5, "network-clerk")
        self.assertEqual(self.looks(goro), "own-staff/entitled")
        asked = goro.must("POST", "/api/v1/emergencies",
                          {"person": "P5", "system": "nol", "account": "k5", "hours": 1,
                           "reason": "断線現場の復旧"})
        path = f"/api/v1/emergencies/{asked['emergency']}"
        self.assertEqual(goro.ask("POST", path + "/start", {}).status, 403)
        self.assertEqual(self.looks(goro), "own-staff/entitled")
        self.stage.ask("POST", path + "/start", {})
        begun = time.monotonic()
        until(lambda: self.looks(goro), "")
        took = time.monotonic() - begun
        print(f"an emergency opens after {took:.2f} s", flush=True)
        reference = System.heard[-1]
        until(lambda: [one["request"] for one in
                       self.stage.ask("GET", path + "/looks")["items"]][:1], [reference])
        goro.must("POST", path + "/end", {"reason": "復旧した"})
        until(lambda: self.looks(goro) != "", True)


if __name__ == "__main__":
    if not NGINX or not shutil.which("openssl"):
        print("skipped: nginx or openssl is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
