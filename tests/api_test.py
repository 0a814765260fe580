#!/usr/bin/env python3
"""Holds `sekisho serve` to api/openapi.yaml.

    api_test.py SEKISHO

The server runs on a made-up utility with one finished review. Every operation of the document is
asked as it should be, and in every way in which it should not: each answer has a status and a media
type that the document gives it, and a body that fits its schema. Then come the promises that no
schema can say: pages, tags, keys, events, restarts, strangers.
"""
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from api_case import PATIENCE, ROOT, SEKISHO, Api
from api_operations import EveryOperation
from api_people import Findings, People
from api_server import Server, token_for
from api_work import Jobs, Registers, Uploads
from openapi import DOCUMENT


class WholeServer(Api):
    """What the server does as a whole."""

    def test_problems_are_in_both_languages(self):
        for wanted, language in (("見つかりません", "ja"), ("見つかりません", "ja-JP,en;q=0.8"),
                                 ("nothing here", "en"), ("nothing here", "en,ja;q=0.9"),
                                 ("nothing here", "fr"), ("nothing here", "")):
            answer = self.ask("GET", "/nowhere", Accept_Language=language)
            body = self.problem(answer, 404, "not-found")
            self.assertIn(wanted, body["title"])
        for name, problem in DOCUMENT["x-sekisho-problems"].items():
            body = self.json("/api/v1/problems/" + name)
            self.assertEqual((body["title"], body["title_ja"], body["status"]),
                             (problem["title"], problem["title_ja"], problem["status"]))

    def test_the_document_is_the_file(self):
        self.assertEqual(self.json("/api/openapi.json"), DOCUMENT)

    def test_request_ids(self):
        answer = self.ask("GET", "/healthz", X_Request_Id="client-7.a_b")
        self.assertEqual(answer.getheader("X-Request-Id"), "client-7.a_b")
        for bad in ("with space", 'quote"', "x" * 65):
            self.assertNotEqual(self.ask("GET", "/healthz", X_Request_Id=bad)
                                .getheader("X-Request-Id"), bad)

    def test_metrics_count(self):
        count = lambda: int(re.search(
            r'sekisho_http_requests_total\{operation="getHealth",status="200"\} (\d+)',
            self.ask("GET", "/metrics").content.decode())[1])
        self.ask("GET", "/healthz")
        before = count()
        self.ask("GET", "/healthz")
        self.assertEqual(count(), before + 1)
        self.assertRegex(self.ask("GET", "/metrics").content.decode(),
                         r'sekisho_jobs\{state="queued"\} \d+')

    def test_entries_of_the_record(self):
        items, path = [], "/api/v1/evidence/entries?limit=3"
        page = self.json(path)
        while True:
            items += page["items"]
            if "next" not in page:
                break
            page = self.json(f"{path}&cursor={page['next']}")
        # First how the tester came to an account and to roles, last what the server wrote.
        self.assertEqual([one["index"] for one in items], list(range(len(items))))
        told = [i for i, one in enumerate(items) if "say" in one["entry"].get("content", {})]
        self.assertEqual(told, list(range(told[0], told[0] + 7)))
        found = self.json("/api/v1/evidence/entries?limit=1000&system=nol")["items"]
        self.assertEqual([one["index"] for one in found], [told[i] for i in (1, 3, 5)])
        entry = self.json("/api/v1/evidence/entries/5")
        self.assertEqual(entry, items[5])
        proof = os.path.join(self.base, "proof")
        with open(proof, "wb") as file:
            file.write(self.ask("GET", "/api/v1/evidence/entries/5/proof").content)
        with open(proof + ".entry", "w", encoding="utf-8") as file:
            file.write(json.dumps(entry["entry"], separators=(",", ":"), sort_keys=True,
                                  ensure_ascii=False))
        with open(os.path.join(self.data, "store", "record", "keys"), encoding="utf-8") as file:
            key = file.read().split("\n")[0]
        verified = subprocess.run([SEKISHO, "evidence", "verify", proof, "--key", key],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def raw(self, text, wait=PATIENCE):
        with socket.create_connection((self.server.host, int(self.server.port)), wait) as one:
            one.sendall(text)
            out = b""
            while True:
                some = one.recv(65536)
                if not some:
                    return out
                out += some

    def test_heads_that_cannot_be_read(self):
        answer = self.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 20000 + b"\r\n\r\n")
        self.assertIn(b" 431 ", answer.split(b"\r\n")[0])
        self.assertIn(b"/api/v1/problems/head-too-large", answer)
        answer = self.raw(b"nonsense\r\n\r\n")
        self.assertIn(b" 400 ", answer.split(b"\r\n")[0])
        self.assertIn(b"application/problem+json", answer)
        for path in ("/api/v1/reviews/%zz", "/api/v1/reviews/%00", "/api/v1/reviews/%ff"):
            self.problem(self.ask("GET", path), 400, "malformed-request")
        for path in ("/api/v1/reviews/..%2f..%2fetc", "/api/v1/reviews/.", "/api/v1/reviews/%2e%2e"):
            self.assertEqual(self.ask("GET", path).status, 422, path)
        self.problem(self.ask("GET", "/a/../healthz"), 404, "not-found")

    def test_http_1_0_gets_a_whole_stream(self):
        cookies = "; ".join(f"{k}={v}" for k, v in self.looking().cookies.items())
        answer = self.raw(b"GET /api/v1/reviews/demo/findings/export HTTP/1.0\r\nCookie: " +
                          cookies.encode() + b"\r\n\r\n")
        with open(os.path.join(self.data, "reviews", "demo", "findings.csv"), "rb") as file:
            self.assertEqual(answer.split(b"\r\n\r\n", 1)[1], file.read())

    def test_a_slow_client_holds_up_nobody(self):
        slow = [socket.create_connection((self.server.host, int(self.server.port)), PATIENCE)
                for _ in range(20)]
        for one in slow:
            one.sendall(b"POST /api/v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        self.assertEqual(self.ask("GET", "/healthz").status, 200)
        for one in slow:
            one.close()

    def test_logs_name_nobody(self):
        self.looking().ask("GET", "/api/v1/reviews/demo/findings?viewer=P000401")
        with open(os.path.join(self.base, "server.log"), encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        self.assertTrue(lines)
        for line in lines:
            self.assertEqual(sorted(line), ["caller", "milliseconds", "operation", "request_id",
                                            "status", "time"])
        text = json.dumps(lines)
        self.assertNotIn("P000401", text)
        self.assertNotIn(self.server.token, text)

    def test_a_data_directory_has_one_server(self):
        second = subprocess.run([SEKISHO, "serve", "--data", self.data, "--listen", "127.0.0.1:0"],
                                capture_output=True, text=True, check=False, timeout=PATIENCE)
        self.assertEqual(second.returncode, 2, second.stderr)


class Alone(unittest.TestCase):
    """Servers of their own, on an empty machine."""

    def setUp(self):
        self.base = tempfile.mkdtemp(prefix="sekisho-api-")
        self.data = os.path.join(self.base, "new", "data")
        os.makedirs(os.path.dirname(self.data))

    def tearDown(self):
        shutil.rmtree(self.base)

    def test_an_empty_machine(self):
        server = Server(SEKISHO, self.data, token_for(SEKISHO, self.data))
        server.wait_until_ready()
        self.assertEqual(server.ask("GET", "/readyz", token=False).status, 200)
        policies = json.loads(server.ask("GET", "/api/v1/policies").content)
        lists = json.loads(server.ask("GET", "/api/v1/data-sets").content)
        self.assertEqual(lists, {"registers": [], "logs": [],
                                 "policies": [policies["in_force"]["version"]]})
        self.assertEqual(json.loads(server.ask("GET", "/api/v1/reviews").content), {"items": []})
        self.assertEqual(server.ask("GET", "/api/v1/evidence/checkpoint").status, 200)
        self.assertEqual(server.end(), 0)

    def test_the_first_administrator_has_a_code(self):
        server = Server(SEKISHO, self.data, None)
        self.assertRegex(server.code, r"^([A-Z2-7]{5}-){4}[A-Z2-7]{5}$")
        self.assertEqual(server.ask("GET", "/api/v1/reviews", token=False).status, 401)
        server.end()
        again = Server(SEKISHO, self.data, None)  # until somebody has enrolled with one
        self.assertNotEqual(again.code, server.code)
        again.end()

    def test_a_job_that_ran_when_the_process_died_runs_again_by_itself(self):
        server = Server(SEKISHO, self.data, token_for(SEKISHO, self.data))
        demo = os.path.join(self.base, "demo")
        subprocess.run([SEKISHO, "demo", "--out", demo, "--accesses", "200000"], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.copytree(os.path.join(demo, "register"), os.path.join(self.data, "registers", "big"))
        shutil.copytree(os.path.join(demo, "logs"), os.path.join(self.data, "logs", "big"))
        body = {"registers": "big", "logs": "big"}
        jobs = [json.loads(server.ask("POST", "/api/v1/reviews", body,
                                      Idempotency_Key=str(i)).content)["job"] for i in range(2)]
        state = lambda one: json.loads(server.ask("GET", "/api/v1/jobs/" + one).content)["state"]
        until = time.monotonic() + PATIENCE
        while state(jobs[0]) == "queued" and time.monotonic() < until:
            time.sleep(0.01)
        server.end(signal.SIGKILL)
        server = Server(SEKISHO, self.data, server.token)
        replay = server.ask("POST", "/api/v1/reviews", body, Idempotency_Key="1")
        self.assertEqual(json.loads(replay.content)["job"], jobs[1])  # not a third
        until = time.monotonic() + PATIENCE
        while {state(one) for one in jobs} != {"done"} and time.monotonic() < until:
            time.sleep(0.1)
        self.assertEqual([state(one) for one in jobs], ["done", "done"])
        results = []
        for one in jobs:
            with open(os.path.join(self.data, "reviews", one, "findings.csv"), "rb") as file:
                results.append(file.read())
        self.assertEqual(results[0], results[1])
        self.assertEqual(server.end(), 0)

    def test_too_many_requests_of_a_stranger(self):
        server = Server(SEKISHO, self.data, token_for(SEKISHO, self.data))
        connection = http.client.HTTPConnection(server.host, int(server.port), timeout=PATIENCE)
        statuses = []
        for _ in range(320):
            connection.request("GET", "/api/v1/jobs")
            answer = connection.getresponse()
            body = answer.read()
            statuses.append(answer.status)
        connection.close()
        # More than one window may have passed on a slow machine; then there were at least 300.
        self.assertIn(429, statuses)
        self.assertGreaterEqual(statuses.index(429), 300)
        if answer.status == 429:
            self.assertGreater(int(answer.getheader("Retry-After")), 0)
            self.assertEqual(json.loads(body)["type"], "/api/v1/problems/too-many-requests")
        self.assertEqual(server.ask("GET", "/api/v1/jobs").status, 200)  # whom it knows is served
        server.end()

    def test_the_python_example(self):
        server = Server(SEKISHO, self.data, token_for(SEKISHO, self.data))
        demo = os.path.join(self.base, "demo")
        subprocess.run([SEKISHO, "demo", "--out", demo, "--accesses", "20000"], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.copytree(os.path.join(demo, "register"), os.path.join(self.data, "registers", "d"))
        shutil.copytree(os.path.join(demo, "logs"), os.path.join(self.data, "logs", "d"))
        done = subprocess.run(
            [sys.executable, str(ROOT / "examples" / "api_client.py"),
             f"http://{server.host}:{server.port}", "d", "d"],
            env={**os.environ, "SEKISHO_TOKEN": server.token}, capture_output=True, text=True,
            check=False, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"contracts: [\d,]+")
        server.end()


def load_tests(loader, _tests, _pattern):
    """Api itself is what the others stand on."""
    suite = unittest.TestSuite()
    for case in (EveryOperation, People, Findings, Jobs, Uploads, Registers, WholeServer, Alone):
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    unittest.main()
