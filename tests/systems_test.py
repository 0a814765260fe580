#!/usr/bin/env python3
"""The systems of examples/systems behind the gate of examples/gate: three people log in, go to each, and
every byte that they get is searched for what they must not see. What tests/gate_browser_test.mjs does in
a browser, in more places.

    systems_test.py BUILD

The stand is the one that people try (examples/systems/start.py). Exit code 77: nginx, openssl or Python's
cryptography is missing.
"""
import base64
import contextlib
import csv
import html
import http.client
import io
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

SYSTEMS = pathlib.Path(__file__).resolve().parents[1] / "examples" / "systems"
sys.path.insert(0, str(SYSTEMS))

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError:
    print("skipped: Python's cryptography is missing")
    sys.exit(77)

import start
from customers import Customers
from gate_identity import Identities, Unproven
from start import AFFILIATE, CLERK, DESKS, HELPER

BUILD = sys.argv[1]


def spellings(text):
    """The ways in which an answer may spell a text."""
    escaped = json.dumps(text)[1:-1]
    references = ["".join(form % ord(char) for char in text) for form in ("&#%d;", "&#x%x;", "&#x%X;")]
    return {text.encode(), text.encode("cp932"), text.encode("utf-16-le"), escaped.encode(),
            escaped.upper().encode(), urllib.parse.quote(text).encode(),
            base64.b64encode(text.encode()).rstrip(b"="), *(one.encode() for one in references)}


def hidden_from_helpers(one):
    texts = [*one.supplier, one.switching, one.contract, one.capacity, one.contract_date,
             one.bank_account, one.bank_account.split()[1], one.number, one.plant, *one.notes,
             *(form.format(kwh) for _, kwh in one.usage for form in ("{}", "{:,}"))]
    return [text for text in texts if text]


def shown_to_helpers(one):
    return [one.point, one.name, one.address, one.phone]


def found_in(raw, texts):
    """Those of the texts that stand in the bytes; digits count where they are a whole number."""
    return [text for text in texts for spelt in spellings(text)
            if spelt in raw and re.search(rb"(?<!\d)" + re.escape(spelt) + rb"(?!\d)", raw)]


def encoded(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        self.raw = str(response.headers).encode() + self.body

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class SystemsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sekisho-systems-")
        cls.stand = start.Stand(cls.folder.name + "/stand", BUILD)
        cls.customers = Customers(cls.stand.path("demo", "register"))
        cls.one = cls.stand.somebody()
        cls.cookies = {}
        for who in DESKS:
            cls.log_in(who)

    @classmethod
    def tearDownClass(cls):
        log = cls.stand.nginx_log()
        cls.stand.close()
        cls.folder.cleanup()
        if "[alert]" in log or "[crit]" in log or "exited on signal" in log:
            raise AssertionError(log)

    @classmethod
    def send(cls, who, system, path, method="GET", body=None, headers=(), card=None):
        """From the desk of `who`, with their card or another one of the same issuer."""
        context = ssl.create_default_context(cafile=cls.stand.path("etc", "gate.pem"))
        if card or who == CLERK:
            card = cls.stand.cards.path(card or CLERK)
            context.load_cert_chain(card + ".pem", card + ".key")
        host = start.GATES[system]
        connection = http.client.HTTPSConnection(host, cls.stand.port, timeout=start.PATIENCE,
                                                 context=context)
        with contextlib.closing(connection):
            connection.sock = context.wrap_socket(
                socket.create_connection((start.HERE, cls.stand.port), start.PATIENCE,
                                         (DESKS.get(who, who), 0)), server_hostname=host)
            connection.request(method, path, body=body, headers=dict(headers))
            return Answer(connection.getresponse())

    @classmethod
    def way_to(cls, who, system, path="/"):
        """Where a browser of somebody who has logged in is led: a path at the system's host."""
        address = cls.stand.people[who].must(
            "POST", f"/api/v1/gate-systems/{system}/hand-overs", {"path": path})["address"]
        if not address.startswith(cls.stand.address(system, "/sekisho/enter?code=")):
            raise AssertionError(address)
        return address[len(cls.stand.address(system, "")):]

    @classmethod
    def log_in(cls, who):
        cls.stand.people[who].log_in()
        for system in start.GATES:
            entered = cls.send(who, system, cls.way_to(who, system))
            cls.cookies[who, system] = entered.headers["Set-Cookie"].partition(";")[0]

    def ask(self, who, system, path, **more):
        headers = {"Cookie": self.cookies[who, system], **more.pop("headers", {})}
        return self.send(who, system, path, headers=headers, **more)

    def directly(self, system, path, headers=(), desk=start.HERE):
        """Past the gate."""
        with contextlib.closing(http.client.HTTPConnection(
                "127.0.0.1", self.stand.ports[system], timeout=start.PATIENCE,
                source_address=(DESKS.get(desk, desk), 0))) as one:
            one.request("GET", path, headers=dict(headers))
            return Answer(one.getresponse())

    def log_of(self, system):
        folder = pathlib.Path(self.stand.path("logs", system))
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))

    def all_pages(self):
        """Where the records of `one` are to be seen: system and path."""
        one = self.one
        phone = urllib.parse.urlencode({"phone": one.phone})
        area = urllib.parse.urlencode({"area": one.address})
        return [("cc", f"/customers/{one.point}"), ("cc", f"/customers?{phone}"),
                ("nol", f"/points/{one.point}"), ("nol", f"/points?{phone}"),
                ("nol", f"/points.csv?{area}")]

    # A clerk of the network company.

    def test_a_clerk_sees_everything_and_is_named(self):
        one = self.one
        person, terminal = (self.stand.registers.people[CLERK],
                            self.stand.registers.terminals[CLERK])
        for system, path in self.all_pages():
            answer = self.ask(CLERK, system, path)
            self.assertEqual(answer.status, 200, path)
            self.assertEqual(set(found_in(answer.raw, shown_to_helpers(one))),
                             set(shown_to_helpers(one)), path)
            self.assertIn(one.supplier[1], found_in(answer.raw, [one.supplier[1]]), path)
        screen = self.ask(CLERK, "cc", f"/customers/{one.point}")
        self.assertEqual([text for text in hidden_from_helpers(one)
                          if text not in screen.text and text != one.plant
                          and text not in map(str, (kwh for _, kwh in one.usage))], [])
        self.assertIn(f"担当 {person}(c-clerk) 端末 {terminal}", screen.text)
        who = self.ask(CLERK, "nol", "/").json["who"]
        self.assertEqual((who["person"], who["terminal"]), (person, terminal))

    def test_a_clerk_writes_what_others_read(self):
        note = "ブレーカーの件で折り返し希望"
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        done = self.ask(CLERK, "cc", f"/customers/{self.one.point}", method="POST", headers=form,
                        body=urllib.parse.urlencode({"memo": note}))
        self.assertEqual((done.status, done.headers["Location"]),
                         (303, f"/customers/{self.one.point}"))
        self.assertIn(note, self.ask(CLERK, "cc", done.headers["Location"]).text)
        done = self.ask(CLERK, "nol", f"/points/{self.one.point}/notes", method="PUT",
                        body=note.encode())
        self.assertEqual((done.status, done.json["notes"][-1]), (200, note))
        self.assertEqual(found_in(self.ask(HELPER, "cc", f"/customers/{self.one.point}").raw,
                                  [note]), [])

    # A helper.

    def test_a_helper_sees_what_restoring_supply_takes(self):
        one = self.one
        person = self.stand.registers.people[HELPER]
        for system, path in self.all_pages():
            answer = self.ask(HELPER, system, path)
            self.assertEqual(answer.status, 200, path)
            self.assertEqual(set(found_in(answer.raw, shown_to_helpers(one))),
                             set(shown_to_helpers(one)), path)
            self.assertEqual(found_in(answer.raw, hidden_from_helpers(one)), [], path)
        self.assertIn(f"担当 {person}", self.ask(HELPER, "cc", "/").text)
        self.assertEqual(self.ask(HELPER, "nol", "/").json["who"]["account"], "aid-nol")
        point = self.ask(HELPER, "nol", f"/points/{one.point}").json
        self.assertNotIn("supplier", point)
        self.assertNotIn("switching", point)
        self.assertEqual((point["outage"], point["facility"]["pole"]), (one.outage, one.pole))
        columns = next(csv.reader(io.StringIO(
            self.ask(HELPER, "nol", self.all_pages()[-1][1]).body.decode("cp932"))))
        self.assertIn("需要場所", columns)
        self.assertFalse({"小売電気事業者コード", "小売電気事業者名", "スイッチング状況"} & set(columns))

    def test_a_helper_is_told_nothing_of_anybody_in_long_lists(self):
        for area in ("東浜市", "岬町"):
            answer = self.ask(HELPER, "nol", "/points.csv?" + urllib.parse.urlencode({"area": area}))
            table = list(csv.reader(io.StringIO(answer.body.decode("cp932"))))
            inside = self.customers.in_area(area)
            self.assertEqual(len(table), len(inside) + 1)
            names = {one.supplier[1] for one in inside}
            self.assertEqual(found_in(answer.raw, sorted(names)), [])
        form = self.ask(HELPER, "cc", "/customers?" + urllib.parse.urlencode({"address": "岬町"}))
        self.assertEqual(form.text.count('class="phone"'), 20)
        for one in self.customers.find(address="岬町"):
            self.assertIn(f'href="/customers/{one.point}"', form.text)
            self.assertEqual(found_in(form.raw, [one.supplier[1]]), [])

    def test_a_helper_cannot_search_by_what_is_masked(self):
        for system, path in (("cc", "/customers"), ("nol", "/points"), ("nol", "/points.csv")):
            for name in ("supplier", "retailer", "contract", "sort", "order"):
                hit = urllib.parse.urlencode({"address": self.one.address, name: self.one.supplier[0]})
                self.assertEqual(self.ask(HELPER, system, f"{path}?{hit}").status, 403, name)
        for system, path in (("cc", "/customers"), ("nol", "/points")):
            answers = {self.ask(HELPER, system, f"{path}?" + urllib.parse.urlencode(
                {"phone": self.one.phone, "name": name})).body.count(self.one.point.encode()) > 0
                for name in (self.one.supplier[1], self.one.contract, self.one.number)}
            self.assertEqual(answers, {False})

    def test_a_helper_finds_who_calls_by_the_whole_of_what_they_tell(self):
        def search(who, number, **more):
            asked = urllib.parse.urlencode({"customer_number": number, **more})
            return self.ask(who, "nol", f"/points?{asked}")

        one = self.one
        found, looks = self.looks_of(lambda: search(HELPER, one.number))
        self.assertEqual(found.status, 200, found.body)
        self.assertEqual([point["supply_point"] for point in found.json["points"]], [one.point])
        self.assertEqual(found_in(found.raw, [one.number]), [])
        for part in (one.number[:4], one.number[:-1] + "*", one.number[:-1] + "%"):
            refused = search(HELPER, part)
            self.assertEqual((refused.status, refused.json["reason"]), (403, "search/not-whole"), part)
        # What one sees may be searched by besides, and nothing else.
        self.assertEqual(search(HELPER, one.number, phone=one.phone).status, 200)
        self.assertEqual(search(HELPER, one.number, supplier=one.supplier[0]).status, 403)
        # Every search stands in the record, and one for the same thing is found again.
        self.assertEqual([len(look.get("searched", [])) for look in looks], [1, 0])
        field, _, pseudonym = looks[0]["searched"][0].partition("=")
        self.assertEqual(field, "customer-number")
        self.assertNotIn(one.number, json.dumps(looks))
        for number, same in ((one.number, True), (one.number[:4], False)):
            _, looks = self.looks_of(lambda: search(CLERK, number))
            self.assertEqual(looks[0]["searched"][0].partition("=")[2] == pseudonym, same)

    def test_a_helper_is_held_to_the_areas_of_the_disaster(self):
        one = self.one
        self.addCleanup(self.stand.declare)
        here = one.point[:2]
        self.stand.declare(areas=here)
        self.wait_for_status(HELPER, "nol", f"/points/{one.point}", 200)
        elsewhere = next(f"{number:02}" for number in range(1, 11) if f"{number:02}" != here)
        self.stand.declare(areas=elsewhere)
        for system, path in self.all_pages():
            self.wait_for_status(HELPER, system, path, 403)
            refused = self.ask(HELPER, system, path)
            self.assertEqual(refused.json["reason"], "disaster-helper/within-area")
            self.assertEqual(found_in(refused.raw, shown_to_helpers(one)
                                      + hidden_from_helpers(one)), [])
        self.assertEqual(self.ask(CLERK, "nol", f"/points/{one.point}").status, 200)
        # By its address, which its answer has.
        self.stand.declare(areas=one.address[:3])
        self.wait_for_status(HELPER, "nol", f"/points/{one.point}", 200)
        _, looks = self.looks_of(lambda: self.ask(HELPER, "nol", f"/points/{one.point}"))
        self.assertEqual([look["reasons"] for look in looks],
                         [["doubt/disaster-area-unknown"], ["disaster-helper"]])
        # An area that does not begin with its prefecture has no outside.
        other = next(each for each in self.customers.by_point.values()
                     if each.address[:3] != one.address[:3])
        answer, looks = self.looks_of(lambda: self.ask(HELPER, "nol", f"/points/{other.point}"))
        self.assertEqual(answer.status, 200)
        self.assertEqual(found_in(answer.raw, hidden_from_helpers(other)), [])
        self.assertEqual([look["reasons"] for look in looks], [["doubt/disaster-area-unknown"]])

    def looks_of(self, ask):
        """An answer, and what the record then says of it."""
        known = len(self.settled_looks(-1))
        answer = ask()
        return answer, self.settled_looks(known)[known:]

    def wait_for_status(self, who, system, path, status):
        deadline = time.monotonic() + start.PATIENCE
        while self.ask(who, system, path).status != status:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def test_a_helper_is_nobody_when_the_disaster_is_lifted(self):
        self.stand.lift()
        self.addCleanup(self.stand.declare)
        before = self.log_of("cc") + self.log_of("nol")
        # What their session rested on is gone; and once more, when they have logged in again.
        self.wait_until_refused(HELPER, 401)
        self.log_in(HELPER)
        self.addCleanup(self.log_in, HELPER)
        for system, path in [*self.all_pages(), ("cc", "/"), ("nol", "/")]:
            answer = self.ask(HELPER, system, path)
            self.assertEqual(answer.status, 403, path)
            self.assertEqual(found_in(answer.raw, shown_to_helpers(self.one)
                                      + hidden_from_helpers(self.one)), [])
        self.assertEqual(self.log_of("cc") + self.log_of("nol"), before)

    # Somebody of the affiliate.

    def test_the_affiliate_sees_nothing_though_its_account_was_never_closed(self):
        before = self.log_of("cc") + self.log_of("nol")
        everything = shown_to_helpers(self.one) + hidden_from_helpers(self.one)
        for system, path in [*self.all_pages(), ("cc", "/"), ("nol", "/")]:
            answer = self.ask(AFFILIATE, system, path, headers={"Accept": "text/html"})
            self.assertEqual(answer.status, 403, path)
            self.assertIn("権限がありません", answer.text)
            self.assertEqual(found_in(answer.raw, everything), [], path)
        self.assertEqual(self.log_of("cc") + self.log_of("nol"), before)

    def wait_until_refused(self, who, status):
        deadline = time.monotonic() + start.PATIENCE
        while self.ask(who, "nol", "/").status != status:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    # From the log-in to a system.

    def test_nobody_brings_somebody_elses_session(self):
        for cookie in ("", self.cookies[CLERK, "nol"]):
            answer = self.send(AFFILIATE, "nol", f"/points/{self.one.point}",
                               headers={"Cookie": cookie})
            self.assertEqual(answer.status, 401)

    def test_a_page_leads_to_the_log_in_and_back(self):
        path = "/customers?" + urllib.parse.urlencode({"name": self.one.name})
        page = self.send(HELPER, "cc", path, headers={"Accept": "text/html"}).text
        link = html.unescape(re.search(r'href="([^"]+)"', page)[1])
        address, _, behind = link.partition("#")
        self.assertEqual(address, self.stand.log_in_address("/console/systems"))
        wanted = dict(urllib.parse.parse_qsl(behind, strict_parsing=True))
        self.assertEqual(wanted, {"system": "cc", "path": path})
        entered = self.send(HELPER, "cc", self.way_to(HELPER, **wanted))
        self.assertEqual((entered.status, entered.headers["Location"]), (303, path))
        self.assertIn("no-store", entered.headers["Cache-Control"])
        self.assertEqual(entered.headers["Referrer-Policy"], "no-referrer")
        cookie = entered.headers["Set-Cookie"]
        self.assertRegex(cookie, "^__Host-sekisho=[^;]+; Path=/; HttpOnly; SameSite=Lax; Secure$")
        # It is the session that they had, at both hosts.
        self.assertEqual({cookie.partition(";")[0]},
                         {self.cookies[HELPER, "cc"], self.cookies[HELPER, "nol"]})

    def refused(self, answer, system):
        """It opens nothing and leads back to where one logs in."""
        self.assertEqual(answer.status, 303)
        self.assertIsNone(answer.headers["Set-Cookie"])
        self.assertEqual(answer.headers["Location"],
                         self.stand.log_in_address(f"/console/systems#refused={system}"))

    def test_a_way_is_gone_once_from_ones_desk_with_ones_card_and_to_its_host(self):
        way = self.way_to(CLERK, "nol")
        self.assertIn("Set-Cookie", self.send(CLERK, "nol", way).headers)
        self.refused(self.send(CLERK, "nol", way), "nol")  # once more
        self.refused(self.send(HELPER, "nol", self.way_to(CLERK, "nol"), card=CLERK), "nol")
        self.refused(self.send("127.0.0.99", "nol", self.way_to(CLERK, "nol"), card=CLERK), "nol")
        self.stand.cards.issue("found")
        self.refused(self.send(CLERK, "nol", self.way_to(CLERK, "nol"), card="found"), "nol")
        self.refused(self.send(CLERK, "cc", self.way_to(CLERK, "nol")), "cc")
        self.refused(self.send(AFFILIATE, "nol", "/sekisho/enter?code=" + "A" * 22), "nol")
        # A header that only nginx sets says nothing.
        spoofed = {"X-Forwarded-For": DESKS[HELPER], "X-Sekisho-Terminal":
                   self.stand.registers.terminals[HELPER]}
        self.refused(self.send(AFFILIATE, "nol", self.way_to(HELPER, "nol"), headers=spoofed), "nol")
        for query in ("", "?code=", "?code=%0d%0aSet-Cookie:%20a=b", "?code=a&code=b", "?path=/"):
            answer = self.send(AFFILIATE, "nol", "/sekisho/enter" + query)
            self.assertIn(answer.status, (400, 422), query)
            self.assertIsNone(answer.headers["Set-Cookie"])

    def test_a_way_leads_to_no_other_host(self):
        for path in ("//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "",
                     "elsewhere.example", "/\t/elsewhere.example", "/a\r\nSet-Cookie: a=b"):
            answer = self.stand.people[HELPER].ask(
                "POST", "/api/v1/gate-systems/nol/hand-overs", {"path": path})
            self.assertEqual(answer.status, 422, path)
        self.assertEqual(self.stand.people[HELPER].ask(
            "POST", "/api/v1/gate-systems/elsewhere/hand-overs", {"path": "/"}).status, 404)

    def test_the_systems_that_one_may_go_to_are_listed(self):
        for who, systems in ((CLERK, {"nol", "cc"}), (HELPER, {"nol", "cc"}), (AFFILIATE, set())):
            listed = self.stand.people[who].must("GET", "/api/v1/gate-systems")["items"]
            self.assertEqual({one["system"] for one in listed}, systems)
            for one in listed:
                self.assertEqual(one["address"], self.stand.address(one["system"], ""))
                self.assertTrue(one["name"])

    def test_whoever_logs_out_has_left_every_host(self):
        self.addCleanup(self.log_in, AFFILIATE)
        self.assertEqual(self.ask(AFFILIATE, "cc", "/").status, 403)  # known, and refused
        self.stand.people[AFFILIATE].must("DELETE", "/api/v1/session")
        self.wait_until_refused(AFFILIATE, 401)
        self.assertEqual(self.ask(AFFILIATE, "cc", "/").status, 401)

    # What is left behind.

    def settled_looks(self, known=0):
        """What the record says of looks, when there are more than `known` and no more come."""
        deadline = time.monotonic() + start.PATIENCE
        looks, before = [], None
        while len(looks) <= known or looks != before:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(1)
            looks, before = self.stand.sekisho.looks(), looks
        return looks

    def test_every_record_that_was_shown_stands_in_the_record(self):
        path = "/points.csv?" + urllib.parse.urlencode({"area": "汐見市"})
        actors, known = set(), -1
        for who, decision in ((CLERK, "permit"), (HELPER, "permit"), (AFFILIATE, "deny")):
            known = len(self.settled_looks(known))
            self.ask(who, "nol", path)
            looks = self.settled_looks(known)[known:]
            self.assertEqual({one["decision"] for one in looks}, {decision})
            self.assertEqual({(one["system"], one["action"]) for one in looks}, {("nol", "export")})
            actor, = {one["actor"] for one in looks}
            actors.add(actor)
            shown = [one["subject"] for one in looks if "subject" in one]
            points = self.customers.in_area("汐見市") if decision == "permit" else []
            self.assertEqual((len(set(shown)), len(shown)), (len(points), len(points)))
        self.assertEqual(len(actors), len(DESKS))

    def test_systems_believe_the_gate_alone(self):
        path = {"nol": f"/points/{self.one.point}", "cc": f"/customers/{self.one.point}"}
        for system in ("nol", "cc"):
            for headers in ({}, {"X-Sekisho-Identity": "x"}, {"Remote-User": "g10000"}):
                answer = self.directly(system, path[system], headers)
                self.assertEqual(answer.status, 403)
                self.assertEqual(found_in(answer.raw, shown_to_helpers(self.one)), [])

    def test_the_review_reads_the_logs_and_finds_the_registry(self):
        """No gate of ours stands before the registry; its shared account is found afterwards."""
        basic = base64.b64encode(b"SJN0001:kyoyo-2024").decode()
        for desk in (CLERK, HELPER, AFFILIATE):  # everybody has the password
            seen = self.directly("re", f"/nintei/detail?setsubi={self.one.plant}",
                                 {"Authorization": "Basic " + basic}, desk)
            self.assertIn(self.one.name, seen.text)
        wrong = base64.b64encode(b"SJN0001:guess").decode()
        self.assertEqual(self.directly("re", "/nintei/list", {"Authorization": "Basic " + wrong})
                         .status, 401)
        self.ask(CLERK, "nol", f"/points/{self.one.point}")
        self.ask(CLERK, "cc", f"/customers/{self.one.point}")
        out = self.folder.name + "/review"
        done = subprocess.run([os.path.join(BUILD, "bin", "sekisho"), "review", "--registers",
                               self.stand.registers.directory, "--logs",
                               self.stand.path("logs"), "--out", out],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)  # something was found
        with open(out + "/findings.csv", encoding="utf-8-sig", newline="") as file:
            findings = list(csv.DictReader(file))
        terminals = self.stand.registers.terminals
        self.assertEqual({row["terminal"] for row in findings if row["account"] == "SJN0001"},
                         {terminals[HELPER], terminals[AFFILIATE]})
        coverage = json.loads(pathlib.Path(out + "/coverage.json").read_text(encoding="utf-8"))
        self.assertEqual(coverage["unclaimed"], [])
        self.assertEqual({one["system"] for one in coverage["files"]}, {"nol", "cc", "re"})
        for one in coverage["files"]:
            self.assertEqual((one["reject_lines"], one["problems"]), (0, []), one)
            self.assertGreater(one["event_lines"], 0)


class IdentityTest(unittest.TestCase):
    """What a system takes for an identity (examples/systems/gate_identity.py)."""

    HEAD = {"alg": "EdDSA", "typ": "sekisho-identity+jwt"}
    CLAIMS = {"sub": "P1", "aud": "nol", "account": "k1", "terminal": "T-1", "exp": 1000}

    def setUp(self):
        self.key = Ed25519PrivateKey.generate()
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": encoded(raw)}]}, file)
            file.flush()
            self.identities = Identities("nol", file.name)

    def visitor(self, head=(), claims=(), key=None, times=1):
        signed = ".".join(encoded(json.dumps(part).encode()) for part in
                          ({**self.HEAD, **dict(head)}, {**self.CLAIMS, **dict(claims)}))
        token = signed + "." + encoded((key or self.key).sign(signed.encode()))
        headers = http.client.HTTPMessage()
        for _ in range(times):
            headers["X-Sekisho-Identity"] = token
        return self.identities.visitor(headers, now=999)

    def test_is_taken_from_the_gate(self):
        visitor = self.visitor()
        self.assertEqual((visitor.person, visitor.account, visitor.terminal), ("P1", "k1", "T-1"))

    def test_is_refused_from_anybody_else(self):
        for spoiled in ({"key": Ed25519PrivateKey.generate()}, {"claims": {"exp": 999}},
                        {"claims": {"aud": "cc"}}, {"head": {"typ": "gate+jwt"}},
                        {"head": {"alg": "none"}}, {"times": 2}, {"times": 0},
                        {"claims": {"exp": "soon"}}):
            with self.assertRaises(Unproven, msg=spoiled):
                self.visitor(**spoiled)


if __name__ == "__main__":
    if not start.NGINX or not shutil.which("openssl"):
        print("skipped: nginx or openssl is missing")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
