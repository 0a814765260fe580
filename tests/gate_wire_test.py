#!/usr/bin/env python3
"""The gate at the wire: requests and answers that could be read in two ways, that come late, in pieces or
never end, and what nginx does on its own account. gate_test.py says the rest.

    gate_wire_test.py MODULE DRIVER SOURCE

Exit code 77: nginx, curl or openssl is missing.
"""
import contextlib
import gzip
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import threading
import time
import unittest

from gate_stage import NGINX, OTHER, PATIENCE, POINT
from gate_test import SECRET, Answer, GateCase, System, row

# A part of the system that is down and has a second one; and open places, from which nginx asks the
# gate's location on its own.
SPARE = "0900000000000000000033"
LOCATIONS = """
location = /points/SPARE { proxy_pass http://127.0.0.1:1; error_page 502 = @spare; }
location @spare { proxy_pass SYSTEM; }
location /open/ { sekisho off; ssi on; alias ROOT/open/; }
location = /asks { sekisho off; auth_request /points/POINT; alias ROOT/open/asks; }
location = /mirrors { sekisho off; mirror /points/POINT; alias ROOT/open/asks; }
""".replace("POINT", POINT).replace("SPARE", SPARE)


class OddSystem(System):
    arrived = threading.Event()

    def mode_cut(self):
        """Ends in the middle."""
        raw = json.dumps({"points": [row(), row(OTHER)]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(2 * len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        self.close_connection = True

    def mode_waiting(self):
        """Goes on only when the beginning has arrived."""
        begin = b'{"more":[' + b"1," * 3000
        rest = b"1]," + json.dumps(row()).encode()[1:]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(begin) + len(rest)))
        self.end_headers()
        self.wfile.write(begin)
        if self.arrived.wait(PATIENCE):
            self.wfile.write(rest)

    def mode_garbage(self):
        self.close_connection = True
        self.wfile.write(SECRET.encode() * 10 + b"\r\n\r\n")

    def loud(self, status, content_type, location=""):
        """Says the secret wherever a header can."""
        body = json.dumps(row()).encode()
        if content_type.startswith("text/csv"):
            body = f"供給地点特定番号,氏名,小売電気事業者\r\n{POINT},山田,{SECRET}\r\n".encode()
        self.send_response(status, SECRET)
        self.send_header("Content-Type", content_type)
        for name in ("X-Supplier", "Content-Language", "Link", "Vary", "Refresh", "Content-Location",
                     "WWW-Authenticate", "Content-Disposition", "Warning", "Server", "Date"):
            self.send_header(name, SECRET)
        for cookie in (f"last={SECRET}", f"{SECRET}=1", "SID=1; Path=/; HttpOnly"):
            self.send_header("Set-Cookie", cookie)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def mode_loud(self):
        self.loud(200, "application/json; charset=utf-8", f"/by/{SECRET}")

    def mode_loud_type(self):
        self.loud(200, f"text/csv; header={SECRET}")

    def mode_loud_401(self):
        self.loud(401, f"application/{SECRET}+json")

    def mode_loud_304(self):
        self.loud(304, f"image/{SECRET}")

    def mode_led(self):
        self.loud(303, "text/html", f"/points/{OTHER}")

    def mode_led_away(self):
        self.loud(303, "text/html", f"/points?mode={SECRET}")

    def mode_elsewhere(self):
        self.answer(SECRET.encode(), headers=[("X-Accel-Redirect", f"/points/{OTHER}")])


class WireTest(GateCase):
    system_class, locations = OddSystem, LOCATIONS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage.write("open/asks", "asked")
        cls.stage.write("open/index.html", f'<!--# include virtual="/points/{POINT}" -->.')

    def test_answers_pipelined_requests_each_for_itself(self):
        cookie = f"Host: a\r\nCookie: {self.cookie('P1')}\r\n"
        answers = self.raw((f"GET /nothing HTTP/1.1\r\n{cookie}\r\n"
                            f"GET /points/{POINT} HTTP/1.1\r\n{cookie}\r\n"
                            f"GET /points/{POINT} HTTP/1.1\r\nHost: a\r\n\r\n"
                            f"GET /assets/app.js HTTP/1.1\r\n{cookie}Connection: close\r\n\r\n")
                           .encode())
        self.assertEqual([one[:3] for one in answers.split(b"HTTP/1.1 ")[1:]],
                         [b"403", b"200", b"401", b"200"])
        self.assertEqual([one[1] for one in System.heard], [f"/points/{POINT}", "/assets/app.js"])

    def test_says_nothing_of_what_is_masked_in_any_header(self):
        for method in ("GET", "HEAD"):
            for mode, status in (("loud", 200), ("loud_type", 200), ("loud_401", 401),
                                 ("loud_304", 304), ("led", 303), ("led_away", 403)):
                head = (f"{method} /points/{POINT}?mode={mode} HTTP/1.1\r\nHost: a\r\n"
                        f"Cookie: {self.cookie('P4')}\r\nConnection: close\r\n\r\n")
                answer = self.raw(head.encode(), "P4")
                self.assertTrue(answer.startswith(b"HTTP/1.1 %d " % status), (mode, answer))
                self.assertNotIn(SECRET.lower().encode(), answer.lower(), (method, mode))
                self.assertEqual(answer.count(b"Set-Cookie: SID=1; Path=/; HttpOnly\r\n"),
                                 0 if mode == "led_away" else 1, (mode, answer))
                self.assertEqual(b"Location: " in answer, mode == "led", (mode, answer))
        # From whom nothing is masked, nothing of it is kept.
        head = (f"GET /points/{POINT}?mode=loud HTTP/1.1\r\nHost: a\r\n"
                f"Cookie: {self.cookie('P1')}\r\nConnection: close\r\n\r\n")
        answer = self.raw(head.encode())
        self.assertTrue(answer.startswith(f"HTTP/1.1 200 {SECRET}\r\n".encode()), answer)
        for header in (f"X-Supplier: {SECRET}", f"Location: /by/{SECRET}", f"last={SECRET}"):
            self.assertIn(header.encode(), answer)

    def test_reads_a_request_in_one_way_or_not_at_all(self):
        cookie = f"Cookie: {self.cookie('P1')}\r\nConnection: close\r\n"
        line = f"GET /points/{POINT} HTTP/1.1\r\n"
        for data in (f"GET http://a//points/{POINT} HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET //a/points/{POINT} HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET a/points/{POINT} HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET * HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET /points/{POINT}\r\n\r\n",
                     f"{line}Host: a\r\nHost: b\r\n{cookie}\r\n",
                     f"{line}{cookie}\r\n",
                     f"{line}Host: a\r\n{cookie}X: 1\0\r\n\r\n",
                     f"GET  /points/{POINT}  x HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET /points/{POINT}#/points/{OTHER} HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"GET /points/{POINT}\t HTTP/1.1\r\nHost: a\r\n{cookie}\r\n",
                     f"{line}Host: a\r\n{cookie}X: {'a' * 40000}\r\n\r\n"):
            answer = self.raw(data.encode())
            self.assertNotIn(b" 200 ", answer.partition(b"\r\n")[0], data[:80])
            self.assertNotIn(SECRET.encode(), answer, data[:80])
        self.assertEqual(System.heard, [])
        # The form for a proxy is the same request; so is one of HTTP/1.0.
        self.assertIn(b"200 OK", self.raw(
            f"GET http://b/points/{POINT} HTTP/1.1\r\nHost: a\r\n{cookie}\r\n".encode()))
        self.assertEqual([one[1] for one in System.heard], [f"/points/{POINT}"])
        old = self.raw(f"GET /points/{POINT} HTTP/1.0\r\n{cookie}\r\n".encode())
        self.assertEqual(json.loads(old.partition(b"\r\n\r\n")[2]), row())

    def test_reads_chunks_as_everybody_does_or_not_at_all(self):
        head = (f"POST /look HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie('P1')}\r\n"
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
        body = json.dumps({"point": {"spid": POINT}})
        inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
        good = f"{len(body):x};a=b\r\n{body}\r\n0\r\nCookie: x=1\r\n\r\n"
        end = "Connection: close\r\n\r\n"
        self.assertIn(b"HTTP/1.1 200", self.raw((head + end + good).encode()))
        self.assertEqual(System.heard[-1][3], body.encode())
        self.assertNotIn("x=1", str(System.heard[-1][2]["Cookie"]))  # what came behind the body
        System.heard.clear()
        for chunks in (f"{len(body):x}\n{body}\r\n0\r\n\r\n" + inner,
                       f"-5\r\n{body}\r\n0\r\n\r\n", f"0x{len(body):x}\r\n{body}\r\n0\r\n\r\n",
                       f"fffffffffffffffff\r\n{body}\r\n0\r\n\r\n",
                       f"{len(body) - 3:x}\r\n{body}\r\n0\r\n\r\n" + inner,
                       "0\r\n\r\n" + inner):
            answer = self.raw((head + end + chunks).encode())
            # nginx takes a lone line feed behind a size; then it must be the one request.
            self.assertLessEqual(answer.count(b"HTTP/1.1 "), 1, chunks)
        self.assertLessEqual({(one[1], one[3]) for one in System.heard}, {("/look", body.encode())})

    def test_bounds_bodies(self):
        json_type = {"Content-Type": "application/json"}

        def pieces(count):
            return iter([b"x" * 65536] * count)
        self.assertEqual(self.ask("/look", method="POST", headers=json_type, body=pieces(5)).status,
                         403)
        with contextlib.suppress(OSError):  # or it is cut off while it still sends
            self.assertEqual(self.ask(f"/points/{POINT}", method="PUT", body=pieces(100)).status, 413)
        self.assertEqual(System.heard, [])
        self.assertEqual(self.ask(f"/points/{POINT}", method="PUT", body=pieces(40)).status, 200)
        packed = {**json_type, "Content-Encoding": "gzip"}
        body = json.dumps({"point": {"spid": POINT}}).encode()
        self.assertEqual(self.ask("/look", method="POST", headers=packed,
                                  body=gzip.compress(body)).status, 403)
        waits = {**json_type, "Expect": "100-continue"}
        self.assertEqual(self.ask("/look", method="POST", headers=waits, body=body).status, 200)

    def test_reads_bodies_over_http_2_and_refuses_forged_names(self):
        site = f"https://127.0.0.1:{self.stage.tls}"
        done = subprocess.run(
            ["curl", "-ks", "--http2", "--max-time", str(PATIENCE), "-w", "%{http_code} %{http_version}",
             "-o", "/dev/null", "-H", "Cookie: a=1", "-H", "Cookie: " + self.cookie("P1"), "-H",
             "Content-Type: application/json", "-H", "X-Sekisho-Identity: forged", "-H",
             "Remote-User: forged", "--data", json.dumps({"point": {"spid": POINT}}), f"{site}/look"],
            capture_output=True, check=True, timeout=PATIENCE)
        self.assertEqual(done.stdout, b"200 2")
        self.assertNotIn("forged", str(System.heard[-1][2]))
        big = self.stage.path("big")
        pathlib.Path(big).write_bytes(b"x" * 3_000_000)
        done = subprocess.run(
            ["curl", "-ks", "--http2", "--max-time", str(PATIENCE), "-w", "%{http_code}", "-o",
             "/dev/null", "-H", "Cookie: " + self.cookie("P1"), "-T", big, f"{site}/points/{POINT}"],
            capture_output=True, check=True, timeout=PATIENCE)
        self.assertEqual((done.stdout, len(System.heard[-1][3])), (b"200", 3_000_000))

    def test_waits_for_slow_readers(self):
        head = (f"GET /points?mode=huge HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie('P1')}\r\n"
                "Connection: close\r\n\r\n")
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(PATIENCE)
            one.connect(("127.0.0.1", self.stage.port))
            one.sendall(head.encode())
            time.sleep(0.2)  # everything on the way is full
            out = b""
            while piece := one.recv(65536):
                out += piece
        shown = json.loads(out.partition(b"\r\n\r\n")[2])["points"]
        self.assertEqual(shown, [row(POINT if n % 2 else OTHER) for n in range(20000)])

    def test_a_masked_answer_leaves_as_it_comes(self):
        head = (f"GET /points/{POINT}?mode=waiting HTTP/1.1\r\nHost: a\r\n"
                f"Cookie: {self.cookie('P4')}\r\nConnection: close\r\n\r\n")
        OddSystem.arrived.clear()
        with socket.create_connection(("127.0.0.1", self.stage.port), timeout=PATIENCE,
                                      source_address=("127.0.0.4", 0)) as one:
            one.sendall(head.encode())
            out = b""
            while len(out) < 2000:
                piece = one.recv(65536)
                self.assertTrue(piece, out)
                out += piece
            OddSystem.arrived.set()
            while piece := one.recv(65536):
                out += piece
        self.assertIn(b"200 OK", out)
        self.assertNotIn(SECRET.encode(), out)
        self.assertTrue(out.endswith(b"0\r\n\r\n"))

    def test_an_answer_that_breaks_off_is_not_taken_for_a_whole(self):
        for who in ("P1", "P4"):
            with self.assertRaises((http.client.HTTPException, OSError)):
                self.ask(f"/points/{POINT}?mode=cut", who)
            head = f" HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie(who)}\r\n\r\n"
            out = self.raw(("GET /points?mode=cut" + head).encode(), who)
            self.assertEqual(out, b"")  # of a list nothing leaves before all of it is known
        self.assertNotIn(SECRET.encode(),
                         self.raw((f"GET /points/{POINT}?mode=cut" + head).encode(), "P4"))

    def test_shows_nothing_that_is_no_answer(self):
        for who, status in (("P1", 502), ("P4", 403)):
            for path in (f"/points/{POINT}?mode=garbage", "/points?mode=garbage"):
                answer = self.ask(path, who)
                self.assertEqual((answer.status, SECRET in answer.text), (status, False), path)

    def test_lets_no_system_lead_elsewhere(self):
        """nginx would fetch another page than the one that was decided on."""
        for who, path in (("P1", f"/points/{POINT}?mode=elsewhere"), ("P4", "/points?mode=elsewhere"),
                          ("P2", "/assets/app.js?mode=elsewhere")):
            answer = self.ask(path, who)
            self.assertEqual((answer.status, SECRET in answer.text), (403, False), path)
            self.assertEqual(System.heard[-1][1], path)

    def test_a_second_place_answers_what_was_decided_on(self):
        for who, shown in (("P1", True), ("P4", False)):
            answer = self.ask("/points/" + SPARE, who)
            self.assertEqual((answer.status, SECRET in answer.text), (200, shown))
            (_, path, headers, _), = System.heard
            self.assertEqual(path, "/points/" + SPARE)
            looks = [one for one in self.stage.entries()
                     if one["request"] == headers["X-Sekisho-Request"]]
            self.assertEqual([one["records"] for one in looks], [[SPARE]])
            System.heard.clear()

    def test_asks_nothing_of_a_system_on_nginx_own_account(self):
        for who in ("P1", "P2"):
            for path in ("/open/index.html", "/asks", "/mirrors"):
                out = self.raw((f"GET {path} HTTP/1.1\r\nHost: a\r\nCookie: {self.cookie(who)}\r\n"
                                "Connection: close\r\n\r\n").encode(), who)
                self.assertNotIn(SECRET.encode(), out)
                self.assertEqual("asked" in out.decode(), path == "/mirrors", path)
        self.assertEqual(System.heard, [])

    def test_ends_a_session_on_a_connection_that_goes_on(self):
        name, token = self.stage.session("P1")
        headers = {"Cookie": "__Host-sekisho=" + token}
        with contextlib.closing(self.connect()) as connection:
            for status in (200, 401):
                connection.request("GET", f"/points/{POINT}", headers=headers)
                self.assertEqual(Answer(connection.getresponse()).status, status)
                self.stage.tell("end " + name)


if __name__ == "__main__":
    if not NGINX or not shutil.which("curl") or not shutil.which("openssl"):
        print("skipped: nginx, curl or openssl is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
