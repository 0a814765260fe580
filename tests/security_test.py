#!/usr/bin/env python3
"""What somebody with bad intentions does to `sekisho serve`, by name.

    security_test.py SEKISHO

Somebody else's things by their ids, on every operation of api/openapi.yaml that takes one; sessions
that were planted; guesses; uploads that lie about their length, never end or unpack to more than
they said; text that means something to SQL, to a log, to a header or to a spreadsheet. What unit
tests show is not shown again: docs/security.md says which test shows what.
"""
import csv
import gzip
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from api_server import Server, make_reviewed, token_for
from openapi import body_of, resolved, served
from people import PASSWORD, Person

SEKISHO = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "sekisho"
PATIENCE = 120  # seconds, on a machine that others use too
SESSION = "sekisho-local-session"
NOBODYS = "0123456789abcdef0123456789abcdef"
# Of these each person has their own: to others they are not there.
OWN = {"upload", "session", "factor", "token", "notice"}
BOMB_BYTES = 256 << 20  # that a small file unpacks to
MEMORY_MIB = 128  # that the server may take for it


class Attack(unittest.TestCase):
    """A server with one finished review, and people of several roles."""

    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.mkdtemp(prefix="sekisho-security-")
        cls.data, demo = os.path.join(cls.base, "data"), os.path.join(cls.base, "demo")
        run = lambda *words: subprocess.run([SEKISHO, *words], check=False, capture_output=True)
        make_reviewed(run, demo, cls.data, 2000)
        carrier = token_for(SEKISHO, cls.data, "carrier", ("system-administrator",),
                            ("view", "deliver", "prepare-import"), ("nws",))
        cls.server = Server(SEKISHO, cls.data, carrier, "--rate", "1000000")
        cls.admin = Person(cls.server.host, cls.server.port, "admin")
        cls.admin.enrol(cls.server.code).log_in().step_up("account")
        cls.hana = cls.admin.invite("hana", ["conduct-regulation"], approves=True)

    @classmethod
    def tearDownClass(cls):
        cls.server.end()
        shutil.rmtree(cls.base)

    def raw(self, sent, more=lambda connection: None):
        """What is answered to these bytes, and to what `more` sends behind them."""
        with socket.create_connection((self.server.host, int(self.server.port)), PATIENCE) as one:
            out = b""
            try:
                one.sendall(sent)
                more(one)
                while some := one.recv(65536):
                    out += some
            except ConnectionError:
                pass  # it takes no more
            return out

    def begin_upload(self, who, name, content):
        made = who.must("POST", "/api/v1/uploads", {
            "name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        return made["upload"]

    def send(self, who, upload, content):
        answer = who.ask("PATCH", "/api/v1/uploads/" + upload, content, Upload_Offset="0",
                         Content_Type="application/partial-upload")
        self.assertEqual(answer.status, 200, answer.content)

    def job(self, who, job):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = who.must("GET", "/api/v1/jobs/" + job)
            if found["state"] not in ("queued", "running"):
                return found
            time.sleep(0.05)
        self.fail(f"the job is {found['state']}")

    def logged(self):
        with open(os.path.join(self.base, "server.log"), encoding="utf-8") as file:
            return file.read()


class Program:
    """What asks with the server's token."""

    def __init__(self, server):
        self.server = server

    def ask(self, *asked, **headers):
        return self.server.ask(*asked, **headers)

    must = Person.must


class SomebodyElsesThings(Attack):
    """ASVS 4.2.1. Who may do what at all is held to the office by src/http/access_test.cc; here the
    things are there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = {name: cls.admin.invite(name, [role], **more) for name, role, more in (
            ("ken", "conduct-regulation", {}), ("kei", "network-clerk", {}),
            ("rei", "internal-audit", {}), ("mio", "first-line-quality", {}),
            ("sho", "system-administrator", {"administers": ["nol"]}),
            ("nao", "disaster-desk", {}))}
        hana = cls.hana.step_up("account")
        cls.things = {"user": hana.user, "review": "demo"}
        self = cls("make")
        self.make(hana)

    def make(self, hana):
        """One of each kind that has an id, made by hana; the delivery, by a system's administrator."""
        things = self.things
        people = "社員番号,氏名,カナ\nP1,a,b\n".encode("cp932")
        upload = self.begin_upload(hana, "people.csv", people)
        self.send(hana, upload, people)
        prepared = hana.must("POST", "/api/v1/imports", {"uploads": [upload]})
        things["import"], things["job"] = prepared["import"], prepared["job"]
        self.job(hana, prepared["job"])
        things["upload"] = self.begin_upload(hana, "people.csv", people)
        things["token"] = hana.must("POST", "/api/v1/tokens",
                                    {"name": "n", "scopes": ["view"], "days": 1})["token"]
        things["notice"] = hana.must("GET", "/api/v1/notices")["items"][0]["notice"]  # of the token
        things["session"] = hana.must("GET", "/api/v1/session")["session"]
        things["factor"] = hana.must("GET", "/api/v1/factors")["items"][0]["factor"]
        hana.must("POST", "/api/v1/cases", {"scope": "demo", "review": "demo"})
        things["case"] = hana.must("GET", "/api/v1/cases")["items"][0]["case"]
        case = f"/api/v1/cases/{things['case']}"
        things["sha256"] = hana.must("POST", case + "/attachments", {
            "name": "a.html", "media": "text/html", "content": "PHNjcmlwdD4="})["sha256"]
        with open(f"{self.data}/reviews/demo/findings.csv", newline="", encoding="utf-8") as file:
            viewers = {row["viewer"] for row in csv.DictReader(file)} - {""}
        for viewer in viewers:  # until it is one of the case's
            answer = hana.ask("POST", case + "/inquiries", {
                "to": "manager", "addressee": "課長", "subject": viewer, "question": "理由は",
                "due": "2099-01-15", "user": self.others["kei"].user})
            if answer.status == 201:
                break
        things["inquiry"] = json.loads(answer.content)["inquiry"]["inquiry"]
        things["campaign"] = hana.must("POST", "/api/v1/campaigns", {
            "fiscal_year": 2022, "half": 2, "cut_off": "2023-04-20"})["campaign"]
        things["draft"] = hana.must("POST", "/api/v1/policy-drafts", {"title": "t", "files": [
            {"name": "barrier/90-x.cedar", "text": "permit ("}]})["draft"]["draft"]
        things["export"] = hana.must("POST", "/api/v1/exports", {
            "review": "demo", "table": "findings", "format": "csv", "approval": "1",
            "recipient": "r"})["export"]
        things["figure"] = hana.must("POST", "/api/v1/figures", {
            "figure": "f-1", "title": "t", "recipient": "r", "review": "demo", "part": "total",
            "counts": ["contracts"], "approval": "1"})["figure"]
        carrier = Program(self.server)
        log = b'{"time":"2024-10-01T00:00:00Z","actor":{"id":"u1"},"op":"read"}\n'
        upload = self.begin_upload(carrier, "nws/a.jsonl", log)
        self.send(carrier, upload, log)
        handed = carrier.must("POST", "/api/v1/deliveries", {
            "upload": upload, "system": "nws", "extracted_by": "P1", "query": "q", "counted": 1,
            "from": "2024-10-01", "until": "2024-10-03",
            "sha256": hashlib.sha256(log).hexdigest()})
        things["delivery"] = handed["delivery"]["delivery"]
        self.job(hana, handed["job"])

    def asked(self, who, method, path, operation, things):
        """The answer about these things, without what every answer has of its own."""
        for one in map(resolved, operation.get("parameters", [])):
            if one["in"] == "path":
                name = one["name"]
                none = "999999" if one["schema"].get("type") == "integer" or \
                    name in ("case", "campaign", "inquiry", "draft", "export", "delivery") else NOBODYS
                path = path.replace("{" + name + "}", str(things.get(name, none)))
        _, body = body_of(operation)
        answer = who.ask(method, path, body.get("example"))
        if b"request_id" not in answer.content:
            return answer.status, answer.content
        problem = json.loads(answer.content)
        told = {name: problem.get(name) for name in ("type", "status", "errors", "purpose")}
        return answer.status, told

    def of_things(self):
        for method, path, operation in served():
            names = set(re.findall(r"\{(\w+)\}", path))
            if names and names <= set(self.things):
                yield method, path, operation, names

    def test_an_id_of_another_is_as_an_id_of_nothing(self):
        """For whoever may not see such things at all, and for everybody with what each has alone."""
        tried = set()
        for name, person in self.others.items():
            for method, path, operation, names in self.of_things():
                nothing = self.asked(person, method, path, operation, {})
                own = bool(names & OWN) or operation["operationId"] == "answerInquiry"
                if name == "kei" and operation["operationId"] == "answerInquiry":
                    continue  # who is asked
                if own:
                    self.assertIn(nothing[0], (403, 404, 422), operation["operationId"])
                elif nothing[0] != 403:
                    continue  # their role works on the department's things: roles.md
                with self.subTest(operation["operationId"], who=name):
                    self.assertEqual(
                        self.asked(person, method, path, operation, self.things), nothing)
                    tried.add((operation["operationId"], name))
        # Nearly every operation is closed to somebody.
        self.assertGreater(len({one for one, _ in tried}), 50)
        self.assertGreater(len(tried), 200)

    def test_the_owner_finds_them(self):
        """The ids are real: else the test above would show nothing."""
        found = 0
        for method, path, operation, _ in self.of_things():
            if method == "GET" and operation["operationId"] not in ("getAttachment", "followJob"):
                with self.subTest(operation["operationId"]):
                    status, _ = self.asked(self.hana, method, path, operation, self.things)
                    self.assertNotEqual(status, 404)
                    found += 1
        self.assertGreater(found, 15)

    def test_an_administrator_sees_deliveries_of_the_own_systems_only(self):
        path = "/api/v1/deliveries/"
        sho = self.others["sho"]
        there = sho.ask("GET", path + str(self.things["delivery"]))
        self.assertEqual(there.status, 404)
        self.assertEqual(sho.ask("GET", path + "999999").status, 404)
        self.assertEqual(sho.must("GET", path[:-1])["items"], [])
        self.assertEqual(Program(self.server).must("GET", path + str(self.things["delivery"]))
                         ["delivery"], self.things["delivery"])

    def test_who_is_asked_sees_the_own_inquiry_only(self):
        kei = self.others["kei"]
        own = kei.must("GET", "/api/v1/own-inquiries")["items"]
        self.assertEqual([one["inquiry"] for one in own], [self.things["inquiry"]])
        for name in ("ken", "rei", "mio"):
            self.assertEqual(self.others[name].must("GET", "/api/v1/own-inquiries")["items"], [])
        self.assertEqual(kei.ask("GET", f"/api/v1/inquiries/{self.things['inquiry']}").status, 403)
        self.assertEqual(kei.ask("GET", f"/api/v1/cases/{self.things['case']}").status, 403)

    def test_a_file_of_a_case_is_nothing_that_a_browser_shows(self):
        path = f"/api/v1/cases/{self.things['case']}/attachments/{self.things['sha256']}"
        self.assertEqual(self.hana.ask("GET", path).status, 403)  # names people: a purpose first
        self.hana.step_up("unmask").must("POST", "/api/v1/unmaskings", {
            "thing": "case", "id": str(self.things["case"]), "purpose": "試験"})
        answer = self.hana.ask("GET", path)
        self.assertEqual((answer.status, answer.content), (200, b"<script>"))
        self.assertEqual(answer.getheader("Content-Type"), "application/octet-stream")
        self.assertEqual(answer.getheader("Content-Disposition"), "attachment")
        self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")


class Sessions(Attack):
    """ASVS 3.2.1, 3.3.1; 2.2.1. What other sites send is refused: src/http/access_test.cc."""

    def test_a_session_that_was_planted_is_none(self):
        planted = "sks_" + "A" * 43
        for plant in (planted, self.hana.cookies[SESSION]):
            victim = Person(self.server.host, self.server.port, "hana")
            victim.secret, victim.used = self.hana.secret, self.hana.used
            victim.cookies = {SESSION: plant}
            step = victim.must("POST", "/api/v1/session",
                               {"login_name": "hana", "password": PASSWORD})
            self.assertEqual(victim.cookies[SESSION], plant)  # nothing before the second factor
            victim.must("POST", "/api/v1/session/factors",
                        {"login": step["login"], "code": victim.code()})
            self.hana.used = victim.used
            self.assertNotEqual(victim.cookies[SESSION], plant)
            self.assertEqual(victim.ask("GET", "/api/v1/session").status, 200)
        stranger = Person(self.server.host, self.server.port)
        stranger.cookies = {SESSION: planted}
        self.assertEqual(stranger.ask("GET", "/api/v1/session").status, 401)

    def test_half_a_log_in_is_no_session(self):
        person = Person(self.server.host, self.server.port, "hana")
        step = person.must("POST", "/api/v1/session", {"login_name": "hana", "password": PASSWORD})
        self.assertNotIn(SESSION, person.cookies)
        for name in (SESSION, "sekisho-local-device"):
            person.cookies = {name: step["login"]}
            self.assertEqual(person.ask("GET", "/api/v1/session").status, 401)
        self.assertEqual(self.server.ask("GET", "/api/v1/session", token=step["login"]).status, 401)

    def test_two_sessions_at_once_are_none(self):
        """A cookie of the same name that another host of the domain set goes before or behind."""
        own = f"{SESSION}={self.hana.cookies[SESSION]}"
        for cookies in (f"{own}; {SESSION}=sks_x", f"{SESSION}=sks_x; {own}", f"{own}; {own}"):
            answer = self.server.ask("GET", "/api/v1/session", token=False, Cookie=cookies)
            self.assertEqual(answer.status, 401, cookies)
        self.assertEqual(self.hana.ask("GET", "/api/v1/session").status, 200)

    def test_whoever_guesses_is_slowed_down_and_nobody_is_locked_out(self):
        guesser = Person(self.server.host, self.server.port, "hana")
        for _ in range(12):
            answer = guesser.ask("POST", "/api/v1/session", {"login_name": "hana", "password": "x"})
            if answer.status != 401:
                break
        self.assertEqual(answer.status, 429, answer.content)
        self.assertGreater(int(answer.getheader("Retry-After")), 0)
        # From the same address, at the same time, with the right password: not even that is told.
        right = guesser.ask("POST", "/api/v1/session", {"login_name": "hana", "password": PASSWORD})
        self.assertEqual(right.status, 429)
        # Her session goes on, and her own browser logs in.
        self.assertEqual(self.hana.ask("GET", "/api/v1/session").status, 200)
        device = dict(self.hana.cookies)
        device.pop(SESSION)
        again = Person(self.server.host, self.server.port, "hana")
        again.secret, again.used, again.cookies = self.hana.secret, self.hana.used, device
        step = again.must("POST", "/api/v1/session", {"login_name": "hana", "password": PASSWORD})
        again.must("POST", "/api/v1/session/factors", {"login": step["login"], "code": again.code()})
        self.hana.used = again.used


class Uploads(Attack):
    """ASVS 12.1: what is sent to fill the disk, the memory or the time of the server."""

    HEAD = ("PATCH /api/v1/uploads/{} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n"
            "Upload-Offset: 0\r\nContent-Type: application/partial-upload\r\n{}\r\n\r\n")

    def peak(self):
        with open(f"/proc/{self.server.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) >> 10

    def head(self, upload, length):
        return self.HEAD.format(upload, self.server.token, length).encode()

    def offset(self, upload):
        return Program(self.server).must("GET", "/api/v1/uploads/" + upload)["offset"]

    def test_lengths_that_lie(self):
        upload = self.begin_upload(Program(self.server), "a", b"abc")
        for length in ("Content-Length: 99999999", "Content-Length: 18446744073709551615",
                       "Content-Length: -1", "Content-Length: 3\r\nContent-Length: 4",
                       "Content-Length: 3\r\nTransfer-Encoding: chunked"):
            with self.subTest(length):
                answer = self.raw(self.head(upload, length) + b"x" * 99,
                                  lambda one: one.shutdown(socket.SHUT_WR))
                self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])
                self.assertLessEqual(self.offset(upload), 3)
        for said in (1 << 62, (1 << 63) - 1):
            answer = self.server.ask("POST", "/api/v1/uploads", {"name": "a", "bytes": said,
                                                                 "sha256": "0" * 64})
            self.assertEqual(answer.status, 413, answer.content)

    def test_chunks_without_end(self):
        upload = self.begin_upload(Program(self.server), "a", b"abc")
        sent, chunk = [0], b"10000\r\n" + b"x" * 65536 + b"\r\n"

        def go_on(connection):
            while sent[0] < 2000:  # 125 MiB, where nobody stops it
                connection.sendall(chunk)
                sent[0] += 1

        before = self.peak()
        answer = self.raw(self.head(upload, "Transfer-Encoding: chunked"), go_on)
        self.assertLess(sent[0], 2000)
        self.assertTrue(not answer or b" 413 " in answer.split(b"\r\n")[0], answer[:200])
        self.assertLessEqual(self.offset(upload), 3)
        self.assertLess(self.peak() - before, 48, "MiB")

    def test_bodies_without_end(self):
        before = self.peak()
        head = (b"POST /api/v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n")

        def go_on(connection):
            for _ in range(2000):
                connection.sendall(b"10000\r\n" + b"[" * 65536 + b"\r\n")

        answer = self.raw(head, go_on)
        self.assertTrue(not answer or b" 413 " in answer.split(b"\r\n")[0], answer[:200])
        self.assertLess(self.peak() - before, 48, "MiB")

    def test_a_log_that_unpacks_to_more_than_memory_holds(self):
        """One line without end, and lines without end, in little more than one MiB: nothing is kept."""
        carrier, before = Program(self.server), self.peak()
        line = b'{"time":"2024-10-01T00:00:00Z"}\n'
        for name, content in (("line", b"x" * BOMB_BYTES),
                              ("lines", line * (BOMB_BYTES // 8 // len(line)))):
            with self.subTest(name):
                packed = gzip.compress(content, 1)
                self.assertLess(len(packed), 3 << 20)
                upload = self.begin_upload(carrier, f"nws/{name}.jsonl.gz", packed)
                self.send(carrier, upload, packed)
                handed = carrier.must("POST", "/api/v1/deliveries", {
                    "upload": upload, "system": "nws", "extracted_by": "P1", "query": "q",
                    "counted": 1, "from": "2024-10-01", "until": "2024-10-03",
                    "sha256": hashlib.sha256(packed).hexdigest()})
                self.job(self.hana, handed["job"])
                found = carrier.must("GET", f"/api/v1/deliveries/{handed['delivery']['delivery']}")
                self.assertEqual(found["state"], "refused", found)
        self.assertLess(self.peak() - before, MEMORY_MIB, "MiB")
        self.assertEqual(carrier.must("GET", "/api/v1/archive/segments")["items"], [])


class Injection(Attack):
    """ASVS 5.1, 5.3, 7.3.1, 14.4."""

    SQL = ["' OR '1'='1", "'; DROP TABLE casework_case; --", "1) UNION SELECT 1 --", "\\'", "%' --"]

    def test_sql_is_text(self):
        self.hana.must("POST", "/api/v1/cases", {"scope": "demo", "review": "demo"})
        cases = self.hana.must("GET", "/api/v1/cases")["items"]
        path = f"/api/v1/cases/{cases[0]['case']}"
        for text in self.SQL:
            with self.subTest(text):
                for asked in ("/api/v1/cases?route=", "/api/v1/cases?scope=",
                              "/api/v1/deliveries?system=", "/api/v1/coming?table=",
                              "/api/v1/registers/people/facts?key=",
                              "/api/v1/reviews/demo/findings?system=",
                              "/api/v1/evidence/entries?system="):
                    answer = self.hana.ask("GET", asked + urllib.parse.quote(text))
                    self.assertIn(answer.status, (200, 422), answer.content)
                    if answer.status == 200:
                        said = json.loads(answer.content)
                        self.assertEqual(said.get("items", said.get("facts")), [], asked)
                self.hana.must("POST", path + "/comments", {"text": text})
                self.assertIn(json.dumps(text)[1:-1],
                              self.hana.ask("GET", path + "/history").content.decode())
        self.assertEqual(len(self.hana.must("GET", "/api/v1/cases")["items"]), len(cases))

    def test_nothing_of_a_request_becomes_a_header_or_a_line_of_the_log(self):
        evil = ["a\r\nSet-Cookie: x=y", "a\nb", 'a"}\n{"operation":"forged"}', "\x1b[2J", "a" * 65]
        for text in evil:
            answer = self.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                              b"X-Request-Id: " + text.encode() + b"\r\n\r\n")
            self.assertNotIn(b"x=y", answer.lower())
        quoted = urllib.parse.quote(evil[0], safe="")
        for path in ("/api/v1/problems/" + quoted, "/" + quoted,
                     f"/api/v1/reviews/{quoted}/findings/export"):
            answer = self.hana.ask("GET", path)
            self.assertGreaterEqual(answer.status, 400)
            self.assertIsNone(answer.getheader("Set-Cookie"))
        self.hana.ask("POST", "/api/v1/session", {"login_name": evil[2], "password": "x"})
        for line in self.logged().splitlines():
            self.assertNotEqual(json.loads(line)["operation"], "forged")

    def test_what_is_given_twice_is_refused(self):
        for path, body in (("/api/v1/cases?limit=1&limit=2", None), ("/api/v1/cases?limit=1&LIMIT=2",
                                                                     None)):
            self.assertEqual(self.hana.ask("GET", path, body).status, 422, path)
        answer = self.hana.ask("POST", "/api/v1/cases", '{"scope":"demo","review":"demo","scope":"x"}',
                               Content_Type="application/json")
        self.assertEqual(answer.status, 422)

    def test_every_answer_has_its_headers_whatever_was_asked(self):
        heads = [b"GET /healthz HTTP/1.1", b"GET /nowhere HTTP/1.1", b"PUT /healthz HTTP/1.1",
                 b"GET /api/v1/reviews HTTP/1.1", b"GET /%zz HTTP/1.1", b"nonsense",
                 b"POST /api/v1/session HTTP/1.1\r\nContent-Length: 99999999999",
                 b"GET / HTTP/1.1\r\nA: " + b"a" * 20000, b"TRACE / HTTP/1.1",
                 b"OPTIONS /api/v1/reviews HTTP/1.1\r\nOrigin: https://elsewhere.example"]
        for head in heads:
            with self.subTest(head[:60]):
                answer = self.raw(head + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
                lines = answer.split(b"\r\n\r\n")[0].decode().lower().split("\r\n")
                told = dict(line.split(": ", 1) for line in lines[1:])
                self.assertEqual(told["x-content-type-options"], "nosniff")
                self.assertIn("frame-ancestors 'none'", told["content-security-policy"])
                self.assertEqual(told["referrer-policy"], "no-referrer")
                self.assertEqual(told["cross-origin-resource-policy"], "same-origin")
                self.assertEqual(told["server"], "sekisho")
                self.assertIn("content-type", told)
                self.assertNotIn("access-control-allow-origin", told)
                self.assertNotIn("x-powered-by", told)


def load_tests(loader, _tests, _pattern):
    """Attack itself is what the others stand on."""
    suite = unittest.TestSuite()
    for case in (SomebodyElsesThings, Sessions, Uploads, Injection):
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    unittest.main()
