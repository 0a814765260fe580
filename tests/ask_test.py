#!/usr/bin/env python3
"""A system behind an nginx without the gate: nginx asks the decision point before it passes a request
on, as examples/ask/nginx.conf has it.

    ask_test.py SEKISHO SOURCE

Who may, sees; whoever may not is told the number of the entry in the record, and so is whoever would
have to be masked. Without an answer nobody sees anything. Exit code 77: nginx is missing.
"""
import base64
import contextlib
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

from exchange import exchange
from gate_stage import NGINX, OTHER, PATIENCE, POINT, DecisionPoint, free_port, wait_for

SEKISHO, SOURCE = [os.path.abspath(path) for path in sys.argv[1:3]]
SHOWN = b'{"customer": "700001"}'
CRAFTED = 'k1","type","person'  # a name of a browser cannot have a colon


class System(http.server.BaseHTTPRequestHandler):
    asked = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        System.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(SHOWN)))
        self.end_headers()
        self.wfile.write(SHOWN)


class Desk:
    """The example in a directory of its own, its system and its decision point."""

    def __init__(self, root):
        self.root = root
        self.ends = contextlib.ExitStack()
        system = http.server.ThreadingHTTPServer(("127.0.0.1", 0), System)
        threading.Thread(target=system.serve_forever, daemon=True).start()
        self.ends.callback(system.server_close)
        self.ends.callback(system.shutdown)
        self.point = DecisionPoint(SEKISHO, root)
        self.ends.callback(self.point.end)
        self.port = free_port()
        self.start_nginx(system.server_port)

    def path(self, name):
        return os.path.join(self.root, name)

    def start_nginx(self, system):
        example = pathlib.Path(SOURCE, "examples/ask/nginx.conf").read_text(encoding="utf-8")
        for there, here in (("443 ssl", f"127.0.0.1:{self.port}"), ("127.0.0.1:8083",
                                                                    f"127.0.0.1:{system}"),
                            ("/run/sekisho/", self.root + "/"), ("/etc/sekisho/", self.root + "/")):
            assert there in example, there
            example = example.replace(there, here)
        pathlib.Path(self.path("registry.token.conf")).write_text(
            f'proxy_set_header Authorization "Bearer {self.point.token}";\n', encoding="utf-8")
        pathlib.Path(self.path("registry.people")).write_text(
            "".join(f"{name}:{{PLAIN}}x\n" for name in ("k1", "k2", "k4", CRAFTED)),
            encoding="utf-8")
        user = "user root;" if os.getuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path {self.path(kind)};"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        pathlib.Path(self.path("nginx.conf")).write_text(
            f"{user} daemon off; pid {self.path('pid')}; error_log {self.path('error.log')};\n"
            f"events {{ }}\nhttp {{ access_log off; {temporary}\n{example}}}\n", encoding="utf-8")
        nginx = subprocess.Popen([NGINX, "-e", self.path("error.log"), "-c",
                                  self.path("nginx.conf")])
        self.ends.callback(nginx.wait, PATIENCE)
        self.ends.callback(nginx.terminate)

        def listening():
            if nginx.poll() is not None:
                raise RuntimeError(pathlib.Path(self.path("error.log")).read_text(encoding="utf-8"))
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return True
            return False
        wait_for(listening)

    def look(self, account, point=POINT, terminal=1, path=None):
        word = base64.b64encode(f"{account}:x".encode()).decode()
        return exchange("127.0.0.1", self.port, "GET", path or f"/points/{point}", None,
                        {"Authorization": "Basic " + word, "Accept": "text/html"}, PATIENCE,
                        f"127.0.0.{terminal}")


class Ask(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.TemporaryDirectory(prefix="sekisho_ask_")
        cls.addClassCleanup(cls.root.cleanup)
        cls.desk = Desk(cls.root.name)
        cls.addClassCleanup(cls.desk.ends.close)

    def refused(self, answer):
        """The entry that whoever was refused is told."""
        self.assertEqual(answer.status, 403, answer.content)
        self.assertNotIn(SHOWN, answer.content)
        number = re.search("受付番号([0-9]+)", answer.content.decode())
        self.assertTrue(number, answer.content.decode())
        path = f"/api/v1/evidence/entries/{number.group(1)}"
        # The record shows what it has once a second.
        ask = self.desk.point.server.ask
        wait_for(lambda: ask("GET", path).status == 200)
        return json.loads(ask("GET", path).content)["entry"]

    def test_who_may_sees(self):
        answer = self.desk.look("k1")
        self.assertEqual((answer.status, answer.content), (200, SHOWN))

    def test_who_may_not_is_told_a_number(self):
        System.asked.clear()
        entry = self.refused(self.desk.look("k2", terminal=2))
        self.assertEqual((entry["kind"], entry["decision"]), ("decision", "deny"))
        self.refused(self.desk.look("k4", terminal=4))  # a helper has to be masked
        self.assertEqual(System.asked, [])

    def test_nobody_writes_into_the_question(self):
        self.refused(self.desk.look(CRAFTED))
        for path in (f"/points/{POINT}x", f"/points//{POINT}/", "/asked", "/"):
            self.assertEqual(self.desk.look("k1", path=path).status, 404, path)
        # What the system hears is what was asked about, however the browser spelt it.
        System.asked.clear()
        self.desk.look("k1", path=f"/points/{POINT}/..%2f{OTHER}?spid={POINT}")
        self.assertEqual(System.asked, [f"/points/{OTHER}"])

    def test_z_without_an_answer_nobody_sees(self):
        self.desk.point.end()
        answer = self.desk.look("k1")
        self.assertEqual(answer.status, 500)
        self.assertNotIn(SHOWN, answer.content)


if __name__ == "__main__":
    if NGINX is None:
        print("LEFT OUT: nginx is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
