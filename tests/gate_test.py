#!/usr/bin/env python3
"""The gate in front of a system that answers whatever a test wants. Everything listens on ports of its
own and ends with the test.

    gate_test.py MODULE DRIVER SOURCE

Who asks is as gate_stage.py says; P4 must never see who supplies a point.
Exit code 77: nginx, curl or openssl is missing.
"""
import base64
import contextlib
import gzip
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from gate_stage import ASSIGNMENTS, NGINX, OTHER, PATIENCE, POINT, TRANSFER, Stage

PROGRAMS = [os.path.abspath(path) for path in sys.argv[1:4]]
SECRET = "R1-SECRET"  # who supplies the points
ROUTES = """
system = "nol"
static = ["/assets/"]
cookies = ["SID"]

[[route]]
methods = ["GET", "HEAD"]
path    = "/points/{spid}"
query   = ["mode"]
record  = "path:spid"
kind    = "supply_point"

[[route]]
methods = ["PUT"]
path    = "/points/{spid}"
action  = "update"
record  = "path:spid"
kind    = "supply_point"

[[route]]
methods = ["POST"]
path    = "/look"
record  = "json:/point/spid"
kind    = "supply_point"

[[route]]
methods = ["POST"]
path    = "/look-form"
record  = "form:spid"
kind    = "supply_point"

[[route]]
methods = ["GET", "HEAD"]
path    = "/points"
action  = "list"
kind    = "supply_point"
harmless = ["mode"]
[route.lists]
json = ["/points/*/supply_point"]
csv  = ["供給地点特定番号"]
html = ["spid"]

[[route]]
methods = ["GET"]
path    = "/"
action  = "other"
"""
MASKS = """
[fields.name]
json = ["/**/name"]
headings = ["氏名"]
elements = [".name"]
[fields.kana]
[fields.address]
[fields.phone]
json = ["/**/phone"]
[fields.supply-point]
json = ["/**/supply_point"]
headings = ["供給地点特定番号"]
elements = [".spid"]
[fields.outage]
[fields.facility]
[fields.supplier]
json = ["/**/supplier"]
headings = ["小売電気事業者"]
elements = [".supplier"]
[fields.switching]
[labels]
headings = ["供給地点特定番号", "氏名"]
"""


def row(point=POINT):
    return {"supply_point": point, "name": "山田 太郎", "phone": "092-111-2222",
            "supplier": {"code": SECRET}}


class System(http.server.BaseHTTPRequestHandler):
    """The system behind the gate. It does as the parameter `mode` says, and remembers what it heard."""
    protocol_version = "HTTP/1.1"
    heard = []

    def log_message(self, *_):
        pass

    def answer(self, body, content_type="application/json", status=200, headers=()):
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        self.heard.append((self.command, self.path, self.headers, body))
        mode = self.path.partition("mode=")[2]
        getattr(self, "mode_" + (mode or "plain"))()

    do_GET = do_HEAD = do_PUT = do_POST

    def mode_plain(self):
        if self.path.startswith("/assets/"):
            return self.answer(b"let a = 1;", "text/javascript", headers=[("ETag", '"a"')])
        if self.path == "/points":
            return self.answer(json.dumps({"points": [row(), row(OTHER)]}).encode())
        return self.answer(json.dumps(row()).encode(), headers=[
            ("ETag", '"v1"'), ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),
            ("Accept-Ranges", "bytes"), ("Cache-Control", "public"), ("X-Supplier", SECRET)])

    def mode_escaped(self):
        self.answer(b'{"n\\u0061me":"a","suppl\\u0069er":"' + SECRET.encode() +
                    b'","supplier":{"a":["' + SECRET.encode() + b'"]}}')

    def mode_gzip(self):
        self.answer(gzip.compress(json.dumps(row()).encode()), headers=[("Content-Encoding", "gzip")])

    def mode_part(self):
        self.answer(json.dumps(row()).encode(), status=206,
                    headers=[("Content-Range", "bytes 0-99/200")])

    def mode_html(self):
        self.answer(f'<html><body><p class="spid">{POINT}</p><p class="name">山田</p>'
                    f'<p class="supplier">{SECRET}</p></body></html>'.encode(), "text/html")

    def mode_csv(self):
        self.answer(f"供給地点特定番号,氏名,小売電気事業者\r\n{POINT},山田 太郎,{SECRET}\r\n"
                    .encode("cp932"), "text/csv; charset=Shift_JIS")

    def mode_untyped(self):
        self.answer(SECRET.encode(), None)

    def mode_xlsx(self):
        self.answer(b"PK" + SECRET.encode(),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

    def mode_events(self):
        self.answer(f"data: {SECRET}\n\n".encode(), "text/event-stream")

    def mode_failed(self):
        self.answer(json.dumps({"error": row()}).encode(), status=500)

    def mode_redirect(self):
        self.answer(SECRET.encode(), "text/html", status=302,
                    headers=[("Location", "/points"), ("X-Supplier", SECRET)])

    def mode_broken(self):
        self.answer(b'{"supplier":"' + SECRET.encode() + b'"')

    def mode_keyless(self):
        self.answer(json.dumps({"points": [row(), {"name": "x"}]}).encode())

    def mode_empty(self):
        self.answer(json.dumps({"points": []}).encode())

    def mode_upgrade(self):
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.end_headers()
        self.wfile.write(SECRET.encode())
        self.close_connection = True

    def mode_gone(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def chunks(self, pieces, content_type="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def mode_bytes(self):
        text = json.dumps({"points": [row()]} if self.path.startswith("/points?") else row())
        self.chunks([bytes([byte]) for byte in text.encode()])

    def mode_huge(self):
        rows = [row(POINT if n % 2 else OTHER) for n in range(20000)]
        text = json.dumps({"points": rows}).encode()
        self.chunks([text[at:at + 50000] for at in range(0, len(text), 50000)])


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        if self.headers.get("Content-Encoding") == "gzip":
            self.body = gzip.decompress(self.body)

    @property
    def text(self):
        return self.body.decode()

    @property
    def reason(self):
        return json.loads(self.body)["reason"]


class GateCase(unittest.TestCase):
    """The gate before a system, for tests of both."""
    system_class, locations = System, ""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sekisho-gate-")
        cls.system = http.server.ThreadingHTTPServer(("127.0.0.1", 0), cls.system_class)
        cls.system.daemon_threads = True
        threading.Thread(target=cls.system.serve_forever, daemon=True).start()
        system = f"http://127.0.0.1:{cls.system.server_port}"

        class Here(Stage):
            locations = cls.locations.replace("ROOT", cls.folder.name).replace("SYSTEM", system)
        cls.stage = Here(cls.folder.name, PROGRAMS, system, ROUTES, MASKS)

    @classmethod
    def tearDownClass(cls):
        log = cls.stage.log()
        cls.stage.close()
        cls.system.shutdown()
        cls.system.server_close()
        cls.folder.cleanup()
        if "[alert]" in log or "[crit]" in log or "exited on signal" in log:
            raise AssertionError(log)

    def setUp(self):
        System.heard.clear()

    def cookie(self, who):
        where = {"P1": "-", "P2": "-", "P4": "T-4"}[who]
        return "__Host-sekisho=" + self.stage.tokens[who, where]

    def connect(self, who="P1"):
        address = "127.0.0." + who[1:]
        return http.client.HTTPConnection("127.0.0.1", self.stage.port, timeout=PATIENCE,
                                          source_address=(address, 0))

    def ask(self, path, who="P1", method="GET", headers=(), body=None, cookie=None):
        with contextlib.closing(self.connect(who)) as connection:
            given = {"Cookie": self.cookie(who) if cookie is None else cookie, **dict(headers)}
            connection.request(method, path, body=body, headers=given)
            return Answer(connection.getresponse())

    def raw(self, data, who="P1"):
        """Everything that comes back for these bytes, from the terminal of `who`."""
        with socket.create_connection(("127.0.0.1", self.stage.port), timeout=PATIENCE,
                                      source_address=("127.0.0." + who[1:], 0)) as one:
            one.sendall(data)
            out = b""
            while piece := one.recv(65536):
                out += piece
            return out


class GateTest(GateCase):
    # Who asks.

    def test_lets_staff_look_and_records_it_before_the_answer(self):
        answer = self.ask(f"/points/{POINT}")
        self.assertEqual(answer.status, 200)
        self.assertEqual(json.loads(answer.body), row())
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertIsNone(answer.headers["ETag"])
        (_, path, headers, _), = System.heard
        self.assertEqual(path, f"/points/{POINT}")
        entry = [one for one in self.stage.entries()
                 if one["request"] == headers["X-Sekisho-Request"]]
        self.assertEqual(len(entry), 1)
        self.assertEqual({key: entry[0][key] for key in
                          ("gate", "system", "person", "account", "terminal", "address", "action",
                           "kind", "records", "decision")},
                         {"gate": "gate-1", "system": "nol", "person": "P1", "account": "k1",
                          "terminal": "T-1", "address": "127.0.0.1", "action": "view",
                          "kind": "supply_point", "records": [POINT], "decision": "permit"})

    def test_denies_the_affiliate_with_a_page_and_records_it(self):
        answer = self.ask(f"/points/{POINT}", "P2", headers={"Accept": "text/html"})
        self.assertEqual(answer.status, 403)
        for words in ("権限がありません", "may not see", "情報管理室", "Reference number"):
            self.assertIn(words, answer.text)
        self.assertEqual(System.heard, [])
        problem = self.ask(f"/points/{POINT}", "P2")
        self.assertEqual(problem.headers["Content-Type"], "application/problem+json")
        reference = json.loads(problem.body)["reference"]
        entry, = [one for one in self.stage.entries() if one["request"] == reference]
        self.assertEqual((entry["decision"], entry["person"]), ("deny", "P2"))

    def test_wants_a_session_that_goes_on(self):
        for cookie, reason in (("", "session/no-token"), ("__Host-sekisho=x.y.z", "session/bad-token"),
                               (self.cookie("P1") + "; " + self.cookie("P2"), "session/no-token")):
            answer = self.ask(f"/points/{POINT}", cookie=cookie)
            self.assertEqual((answer.status, answer.reason), (401, reason))
        name, token = self.stage.session("P1")
        cookie = "__Host-sekisho=" + token
        self.assertEqual(self.ask("/", cookie=cookie).status, 200)
        self.stage.tell("end " + name)
        self.assertEqual(self.ask("/", cookie=cookie).reason, "session/ended")
        other = self.ask("/", "P1", cookie=self.cookie("P4"))
        self.assertEqual(other.reason, "session/other-terminal")
        self.assertEqual(len(System.heard), 1)

    def test_binds_a_session_to_its_card(self):
        pem = pathlib.Path(self.stage.path("card.pem")).read_text(encoding="utf-8")
        der = base64.b64decode("".join(pem.splitlines()[1:-1]))
        _, token = self.stage.session("P1", card=hashlib.sha256(der).hexdigest())
        card = ["--cert", self.stage.path("card.pem"), "--key", self.stage.path("card.key")]
        for with_card, status in ((card, b"200"), ([], b"401")):
            done = subprocess.run(["curl", "-ks", "--max-time", str(PATIENCE), "--http2", "-o", "-",
                                   "-w", "\n%{http_code} %{http_version}", "-H",
                                   "Cookie: __Host-sekisho=" + token, *with_card,
                                   f"https://127.0.0.1:{self.stage.tls}/points/{POINT}"],
                                  capture_output=True, check=True, timeout=PATIENCE)
            self.assertEqual(done.stdout.splitlines()[-1], status + b" 2")

    def test_tells_the_system_who_asks_and_nobody_else_can(self):
        spoofed = {"X-Sekisho-Identity": "forged", "X_Sekisho_Identity": "forged",
                   "X-Sekisho-Request": "forged", "Remote-User": "forged",
                   "X-Forwarded-User": "forged", "X-SSL-Client-DN": "forged",
                   "X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/forged"}
        self.ask(f"/points/{POINT}", headers=spoofed,
                 cookie="a=1; " + self.cookie("P1") + "; b=2")
        (_, _, headers, _), = System.heard
        self.assertNotIn("forged", str(headers))
        self.assertIsNone(headers["X-HTTP-Method-Override"])
        self.assertEqual(headers["Cookie"], "a=1; b=2")
        identities = headers.get_all("X-Sekisho-Identity")
        self.assertEqual(len(identities), 1)
        claims = json.loads(base64.urlsafe_b64decode(identities[0].split(".")[1] + "=="))
        self.assertEqual((claims["sub"], claims["aud"], claims["account"]), ("P1", "nol", "k1"))
        self.assertLessEqual(claims["exp"] - claims["iat"], 60)

    def test_follows_the_registers_without_a_reload(self):
        before, after = TRANSFER
        try:
            self.stage.write("facts/registers/assignments.csv", ASSIGNMENTS.replace(before, after),
                             "cp932")
            self.assertEqual(self.stage.tell("facts"), [])
            answer = self.ask(f"/points/{POINT}")
            self.assertEqual((answer.status, System.heard), (403, []))
        finally:
            self.stage.write("facts/registers/assignments.csv", ASSIGNMENTS, "cp932")
            self.stage.tell("facts")
        self.assertEqual(self.ask(f"/points/{POINT}").status, 200)

    # What they ask for.

    def test_denies_what_no_route_fits_or_what_can_be_read_twice(self):
        paths = ["/admin", "/points/", f"/points/{POINT}/x", f"/points/{POINT}?debug=1",
                 f"/points//{POINT}", f"/points/./{POINT}", f"/x/../points/{POINT}",
                 f"/x/%2e%2e/points/{POINT}", f"/points%2F{POINT}", f"/points/%2500{POINT}",
                 f"/points/{POINT}%00", f"/points\\{POINT}", f"/points/{POINT};a=1",
                 f"/POINTS/{POINT}", f"/points/{POINT}.", f"/points/{POINT}%20", "/points/12",
                 f"/points?mode=a;mode=b", "/assets/../points", "/assets/%2e%2e/points",
                 f"/points/{POINT}%c0%af"]
        for path in paths:
            answer = self.ask(path)
            self.assertIn(answer.status, (400, 403), path)
        for method in ("DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "get"):
            self.assertIn(self.ask(f"/points/{POINT}", method=method).status, (400, 403, 405), method)
        self.assertEqual(System.heard, [])
        self.assertEqual(self.ask(f"/points/09-0000-0000-0000-0000-0017").status, 200)

    def test_finds_the_record_in_a_body(self):
        body = json.dumps({"point": {"spid": POINT}})
        json_type = {"Content-Type": "application/json"}
        self.assertEqual(self.ask("/look", method="POST", headers=json_type, body=body).status, 200)
        self.assertEqual(System.heard[-1][3], body.encode())
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        done = self.ask("/look-form", method="POST", headers=form, body="a=1&spid=" + POINT)
        self.assertEqual(done.status, 200)
        chunked = self.ask("/look", method="POST", headers=json_type,
                           body=iter([body[:9].encode(), body[9:].encode()]))
        self.assertEqual(chunked.status, 200)
        refused = ['{"point":{"spid":"%s","spid":"%s"}}' % (POINT, OTHER), '{"point":{}}', "{",
                   json.dumps({"point": {"spid": POINT}, "x": "a" * 300000})]
        heard = len(System.heard)
        for text in refused:
            self.assertEqual(self.ask("/look", method="POST", headers=json_type, body=text).status, 403)
        for kind in ("text/plain", "application/json; charset=utf-16", "multipart/form-data"):
            self.assertEqual(self.ask("/look", method="POST", headers={"Content-Type": kind},
                                      body=body).status, 403)
        twice = self.ask("/look-form", method="POST", headers=form,
                         body=f"spid={POINT}&spid={OTHER}")
        self.assertEqual(twice.status, 403)
        self.assertEqual(len(System.heard), heard)
        big = b"x" * 3000000  # an update whose record is in its path passes whatever its body is
        self.assertEqual(self.ask(f"/points/{POINT}", method="PUT", body=big).status, 200)
        self.assertEqual(len(System.heard[-1][3]), len(big))

    def test_lets_static_files_be_cached(self):
        answer = self.ask("/assets/app.js", "P2")
        self.assertEqual((answer.status, answer.headers["ETag"]), (200, '"a"'))
        self.assertNotIn("no-store", str(answer.headers))

    # What they see.

    def test_masks_whatever_form_the_answer_has(self):
        plain = self.ask(f"/points/{POINT}", "P4")
        self.assertEqual(json.loads(plain.body), {key: value for key, value in row().items()
                                                  if key != "supplier"})
        self.assertEqual(plain.headers["Cache-Control"], "private, no-store")
        for name in ("ETag", "Last-Modified", "Accept-Ranges", "X-Supplier"):
            self.assertIsNone(plain.headers[name])
        for mode, shown in (("escaped", ""), ("html", "山田"), ("bytes", "山田"), ("failed", ""),
                            ("redirect", "")):
            answer = self.ask(f"/points/{POINT}?mode={mode}", "P4",
                              headers={"Accept-Encoding": "gzip"})
            self.assertNotIn(SECRET, answer.text + str(answer.headers), mode)
            if mode == "bytes":
                self.assertEqual(json.loads(answer.body)["name"], "山田 太郎")
            else:
                self.assertIn(shown, answer.text, mode)
        csv = self.ask(f"/points/{POINT}?mode=csv", "P4")
        self.assertEqual(csv.body.decode("cp932"),
                         f"供給地点特定番号,氏名\r\n{POINT},山田 太郎\r\n")

    def test_refuses_what_cannot_be_masked(self):
        for mode in ("gzip", "part", "untyped", "xlsx", "events"):
            answer = self.ask(f"/points/{POINT}?mode={mode}", "P4")
            self.assertEqual((answer.status, answer.reason), (403, "answer/cannot-mask"), mode)
            self.assertNotIn(SECRET, answer.text)
        with self.assertRaises((http.client.HTTPException, OSError)):
            self.ask(f"/points/{POINT}?mode=broken", "P4")

    def test_asks_for_no_parts_no_encoding_and_no_conditions(self):
        conditions = {"Range": "bytes=0-9", "If-Range": '"v1"', "If-None-Match": '"v1"',
                      "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT",
                      "Accept-Encoding": "gzip, br", "TE": "trailers"}
        for who in ("P1", "P4"):
            answer = self.ask(f"/points/{POINT}", who, headers=conditions)
            self.assertEqual(answer.status, 200)
            headers = System.heard[-1][2]
            for name in conditions:
                self.assertIsNone(headers[name], name)
            self.assertEqual(answer.headers["Content-Encoding"], "gzip")  # what nginx made of it

    def test_refuses_another_protocol(self):
        headers = {"Connection": "Upgrade", "Upgrade": "websocket"}
        self.ask(f"/points/{POINT}", headers=headers)
        self.assertIsNone(System.heard[-1][2]["Upgrade"])
        for who in ("P1", "P4"):
            answer = self.ask(f"/points/{POINT}?mode=upgrade", who, headers=headers)
            self.assertGreaterEqual(answer.status, 400)
            self.assertNotIn(SECRET, answer.text)

    def test_tells_of_a_system_that_fails(self):
        self.assertEqual(self.ask(f"/points/{POINT}?mode=gone").status, 502)
        self.assertEqual(self.ask(f"/points/{POINT}", method="HEAD").body, b"")

    # Lists.

    def test_records_every_record_of_a_list_before_it_is_shown(self):
        for mode, points in (("", {POINT, OTHER}), ("?mode=bytes", {POINT}), ("?mode=csv", {POINT}),
                             ("?mode=html", {POINT}), ("?mode=huge", {POINT, OTHER})):
            answer = self.ask("/points" + mode)
            self.assertEqual(answer.status, 200, mode)
            reference = System.heard[-1][2]["X-Sekisho-Request"]
            looks = [one for one in self.stage.entries() if one["request"] == reference]
            self.assertEqual(len(looks), 2, mode)  # the question, and what it showed
            self.assertEqual(set(looks[1]["records"]), points, mode)
            self.assertEqual(looks[1]["action"], "list")
        self.assertEqual(len(self.ask("/points?mode=huge").body),
                         len(json.dumps({"points": [row()] * 20000}).encode()))

    def test_masks_lists_and_shows_none_that_it_cannot_map(self):
        answer = self.ask("/points", "P4")
        self.assertNotIn(SECRET, answer.text)
        self.assertEqual(len(json.loads(answer.body)["points"]), 2)
        self.assertEqual(self.ask("/points?mode=empty").status, 200)
        for mode, reason in (("keyless", "answer/unmapped"), ("broken", "answer/unmapped"),
                             ("failed", "answer/failed"), ("xlsx", "answer/cannot-read")):
            refused = self.ask("/points?mode=" + mode)
            self.assertEqual((refused.status, refused.reason), (502, reason), mode)
            self.assertNotIn(SECRET, refused.text)

    # How they ask.

    def test_keeps_connections_and_takes_requests_one_behind_the_other(self):
        with contextlib.closing(self.connect()) as connection:
            for _ in range(3):
                connection.request("GET", f"/points/{POINT}", headers={"Cookie": self.cookie("P1")})
                self.assertEqual(Answer(connection.getresponse()).status, 200)
                connection.request("GET", "/nothing", headers={"Cookie": self.cookie("P1")})
                self.assertEqual(Answer(connection.getresponse()).status, 403)
        one = f"GET /points/{POINT} HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie('P1')}\r\n"
        answers = self.raw((one + "\r\n" + one + "\r\n" + one + "Connection: close\r\n\r\n").encode())
        self.assertEqual(answers.count(b"HTTP/1.1 200"), 3)
        self.assertEqual(len({one[2]["X-Sekisho-Request"] for one in System.heard[-3:]}), 3)

    def test_is_not_smuggled_past(self):
        cookie = f"Cookie: {self.cookie('P1')}\r\n"
        inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
        for headers in ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: xchunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"):
            answer = self.raw((f"PUT /points/{POINT} HTTP/1.1\r\nHost: a\r\n{cookie}{headers}"
                               f"Connection: close\r\n\r\n0\r\n\r\n{inner}").encode())
            self.assertNotIn(b"HTTP/1.1 200", answer, headers)
        self.assertEqual([one[1] for one in System.heard if "smuggled" in one[1]], [])

    def test_speaks_http_2(self):
        site = f"https://127.0.0.1:{self.stage.tls}"
        urls = [f"{site}/points/{POINT}", f"{site}/points/{OTHER}", f"{site}/points",
                f"{site}/points?mode=huge", f"{site}/nothing"]
        done = subprocess.run(["curl", "-ks", "--http2", "--parallel", "--max-time", str(PATIENCE),
                               "-H", "Cookie: " + self.cookie("P1"),
                               "-w", "%{http_code} %{http_version}\n"]
                              + [word for url in urls for word in ("-o", "/dev/null", url)],
                              capture_output=True, check=True, timeout=PATIENCE)
        self.assertEqual(sorted(done.stdout.splitlines()), [b"200 2"] * 4 + [b"403 2"])

    def test_waits_for_slow_clients_and_outlives_those_who_leave(self):
        head = (f"POST /look HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie('P1')}\r\n"
                "Content-Type: application/json\r\nConnection: close\r\n")
        body = json.dumps({"point": {"spid": POINT}}).encode()
        data = (head + f"Content-Length: {len(body)}\r\n\r\n").encode() + body
        with socket.create_connection(("127.0.0.1", self.stage.port), timeout=PATIENCE) as one:
            for at in range(0, len(data), 40):
                one.sendall(data[at:at + 40])
                time.sleep(0.005)
            self.assertIn(b"HTTP/1.1 200", one.recv(65536))
        for cut in (len(data) - 5, len(data)):
            for _ in range(5):
                with socket.create_connection(("127.0.0.1", self.stage.port)) as one:
                    one.sendall(data[:cut])
        self.assertEqual(self.ask("/").status, 200)

    # The configuration.

    def complaint(self, old, new):
        """What nginx says to the configuration with a part exchanged; empty: nothing."""
        text = pathlib.Path(self.stage.path("nginx.conf")).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.stage.write("other.conf", text.replace(old, new, 1))
        done = subprocess.run([NGINX, "-t", "-e", self.stage.path("other.log"), "-c",
                               self.stage.path("other.conf")], capture_output=True, text=True,
                              timeout=PATIENCE)
        return "" if done.returncode == 0 else done.stderr

    def test_starts_with_no_configuration_that_leaves_a_way_around(self):
        self.assertEqual(self.complaint("sekisho on;", "sekisho on;"), "")
        self.assertIn("satisfy", self.complaint("location / {", "location / { satisfy any;"))
        for directive in ("system nol", "routes " + self.stage.path("routes.toml"),
                          "facts " + self.stage.path("facts"), "masks " + self.stage.path("masks.toml"),
                          "spool " + self.stage.path("spool.sock"),
                          "sessions " + self.stage.path("sessions"),
                          "session_keys " + self.stage.path("session-keys.json"),
                          "identity_key " + self.stage.path("identity.key")):
            name = "sekisho_" + directive.partition(" ")[0]
            self.assertIn(name, self.complaint(f"    sekisho_{directive};\n", ""), directive)
        self.stage.write("odd.toml", 'system = "nol"\nstatics = []\n')
        self.assertIn("odd.toml:2", self.complaint(self.stage.path("routes.toml"),
                                                   self.stage.path("odd.toml")))

    # The recorder.

    def test_shows_nothing_that_cannot_be_recorded(self):
        self.stage.tell("recorder off")
        answer = self.ask(f"/points/{POINT}")
        self.assertEqual((answer.status, answer.reason), (503, "spool/gone"))
        self.assertEqual(System.heard, [])
        self.stage.tell("recorder on")
        deadline = time.monotonic() + PATIENCE
        while self.ask(f"/points/{POINT}").status != 200:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)


if __name__ == "__main__":
    if not NGINX or not shutil.which("curl") or not shutil.which("openssl"):
        print("skipped: nginx, curl or openssl is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
