#!/usr/bin/env python3
"""The gate as it runs: `sekisho serve` keeps what it decides by, `sekisho gate recorder` makes looks
durable, nginx stands before a system. Everything listens on ports of its own and ends with the test.

    gate_server_test.py SEKISHO MODULE SOURCE

Somebody logs in and looks, and is transferred by an import of registers; somebody logs out; what they
looked at stands in the record, each look once.
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
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from api_server import Server, token_for
from gate_stage import ASSIGNMENTS, NGINX, PATIENCE, POINT, TRANSFER, Stage, free_port
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
        self.server = Server(SEKISHO, data, token_for(SEKISHO, data), "--gate", root, "--spool",
                             self.path("spool"), "--behind-proxy")
        self.ends.callback(self.server.end)
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


if __name__ == "__main__":
    if not NGINX or not shutil.which("openssl"):
        print("skipped: nginx or openssl is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
