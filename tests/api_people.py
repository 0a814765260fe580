"""People over the API, and what is shown to them: log-ins, findings, looks in plain, exports."""
import base64
import collections
import csv
import hashlib
import json
import os
import time
import urllib.parse

from api_case import PATIENCE, Api
from openapi import DOCUMENT, lacks, served
from people import Person


def as_shown(plain, shown):
    """What a file says, with masks where an answer has some."""
    if isinstance(shown, dict) and isinstance(plain, dict):
        return {key: as_shown(value, shown.get(key)) for key, value in plain.items()}
    if isinstance(shown, list) and isinstance(plain, list) and len(shown) == len(plain):
        return [as_shown(*pair) for pair in zip(plain, shown)]
    return shown if isinstance(shown, str) and shown.startswith("masked-") else plain


class People(Api):
    """Log in and accounts: each answer is one that the document gives."""

    def call(self, who, operation_id, body=None, want=None, **names):
        for method, path, operation in served():
            if operation["operationId"] == operation_id:
                answer = who.ask(method, path.format(**names), body)
                self.check(method, operation, answer)
                self.assertEqual(answer.status, want or answer.status, answer.content)
                return json.loads(answer.content) if answer.content else None
        raise KeyError(operation_id)

    def test_from_an_empty_machine_to_a_second_person(self):
        admin = Person(self.server.host, self.server.port, "admin")
        code = {"code": self.server.code}
        self.assertEqual(self.call(admin, "showEnrolment", code, 200)["login_name"], "admin")
        self.call(admin, "setPassword", {**code, "password": "password1234"}, 422)
        self.call(admin, "finishEnrolment", code, 409)
        self.call(admin, "offerKey", code, 200)
        self.call(admin, "addKey", {**code, "name": "k", "client_data": "e30",
                                    "attestation_object": "oA"}, 422)
        self.call(admin, "addCard", {**code, "name": "c"}, 422)
        admin.secret = self.call(admin, "offerApp", code, 200)["secret"]
        self.call(admin, "addApp", {**code, "name": "a", "app_code": "000"}, 422)
        admin.enrol(self.server.code)
        self.call(admin, "logIn", {"login_name": "admin", "password": "nonsense"}, 401)
        admin.log_in()
        own = self.call(admin, "getOwnSession", want=200)
        self.assertEqual(own["roles"], ["system-administrator"])
        self.call(admin, "challengeSession", want=200)
        self.call(admin, "enrolFactor", want=403)
        self.call(admin, "stepUp", {"purpose": "account", "code": "000000"}, 401)
        admin.step_up("account")
        made = self.call(admin, "addUser", {"login_name": "ken", "person": "P9", "number": "1",
                                            "roles": ["internal-audit"]}, 201)
        ken = Person(self.server.host, self.server.port, "ken").enrol(made["code"]).log_in()
        self.assertEqual(ken.user, made["user"])
        self.call(ken, "addUser", {"login_name": "x", "person": "x", "roles": [], "number": "1"},
                  403)
        self.call(ken, "listUsers", want=200)
        self.call(admin, "listUsers", want=200)
        self.call(admin, "getUser", want=200, user=ken.user)
        self.call(admin, "getUser", want=404, user="nobody")
        self.call(admin, "changeUser", {"number": "2", "approves": True}, 200, user=ken.user)
        self.call(admin, "recoverUser", {"number": "3"}, 201, user=ken.user)
        self.call(admin, "approveRecovery", {"recovery": "none"}, 404, user=ken.user)
        self.call(admin, "enrolFactor", want=201)
        factor = self.call(admin, "listFactors", want=200)["items"][0]["factor"]
        self.call(admin, "removeFactor", want=409, factor=factor)
        self.call(admin, "listSessions", want=200)
        self.call(admin, "endSession", want=404, session="none")
        for operation in ("listGateSessions", "openGateSession"):  # this server keeps no gate
            self.call(admin, operation, want=404)
        self.call(admin, "endGateSession", want=404, session="none")
        self.assertEqual(self.call(admin, "listGateSystems", want=200)["items"], [])
        self.call(admin, "handOver", {"path": "/"}, 404, gate_system="nol")
        self.assertEqual(admin.ask("GET", "/api/v1/gate-systems/nol/entry?code=none").status, 404)
        made = self.call(admin, "makeToken", {"name": "t", "scopes": ["view"], "days": 1}, 201)
        self.assertEqual(len(self.call(admin, "listTokens", want=200)["items"]), 1)
        told = self.call(admin, "listNotices", want=200)["items"][0]
        self.assertEqual((told["kind"], told["name"], told["by"]), ("token-made", "t", admin.user))
        self.call(admin, "acknowledgeNotice", want=204, notice=told["notice"])
        self.call(admin, "acknowledgeNotice", want=404, notice="none")
        soon = self.call(admin, "listExpiring", want=200)["items"]
        self.assertEqual([(one["kind"], one["name"]) for one in soon], [("token", "t")])
        self.assertEqual(self.call(admin, "getOwnSession", want=200)["expiring"], 1)
        code = self.call(admin, "enrolFactor", want=201)["code"]
        wrong = self.call(admin, "checkPassword", {"code": code, "password": "admin"}, 200)
        self.assertEqual(wrong["faults"][0]["fault"], "too-short")
        self.call(admin, "revokeToken", want=204, token=made["token"])
        self.call(admin, "unmask", {"thing": "case", "id": "1", "purpose": "x"}, 403)
        self.call(admin, "logOut", want=204)
        self.call(admin, "getOwnSession", want=401)


class Findings(Api):
    PATH = "/api/v1/reviews/demo/findings"

    def ask(self, *arguments, **options):
        return self.looking().ask(*arguments, **options)

    def rows(self):
        with open(os.path.join(self.data, "reviews", "demo", "findings.csv"), newline="",
                  encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def all(self, query, limit=7):
        items, totals, next_page = [], set(), ""
        while True:
            page = self.json(f"{self.PATH}?limit={limit}&{query}{next_page}")
            self.assertLessEqual(len(page["items"]), limit)
            items += page["items"]
            totals.add(page["total"])
            if "next" not in page:
                break
            next_page = "&cursor=" + page["next"]
        self.assertEqual(totals, {len(items)})
        return items

    def keys(self, items):
        return [(one["file"], int(one["line"])) for one in items]

    def test_pages_are_the_whole_list_in_its_order(self):
        rows = self.rows()
        self.assertGreater(len(rows), 20)
        self.assertEqual(self.keys(self.all("")), self.keys(rows))
        self.assertEqual(self.keys(self.all("sort=-file")), self.keys(rows[::-1]))
        for column in ("system", "account", "viewer", "route", "disposition", "retailer", "time"):
            # Python's sort is stable, also when it is reversed: equal rows stay as they were.
            value = (lambda row: row[column])
            self.assertEqual(self.keys(self.all("sort=" + column)),
                             self.keys(sorted(rows, key=value)), column)
            self.assertEqual(self.keys(self.all("sort=-" + column, 1000)),
                             self.keys(sorted(rows, key=value, reverse=True)), column)

    def test_filters(self):
        rows = self.rows()
        for column in ("system", "route", "disposition", "viewer", "retailer"):
            for value in {row[column] for row in rows if row[column]}:
                wanted = [row for row in rows if row[column] == value]
                found = self.all(urllib.parse.urlencode({column: value}), 1000)
                self.assertEqual(self.keys(found), self.keys(wanted))
        self.assertEqual(self.all("system=nobody"), [])
        middle = sorted(row["time"] for row in rows)[len(rows) // 2]
        before = self.all(urllib.parse.urlencode({"until": middle}), 1000)
        after = self.all(urllib.parse.urlencode({"from": middle}), 1000)
        self.assertTrue(all(one["time"] < middle for one in before))
        self.assertTrue(all(one["time"] >= middle for one in after))
        self.assertEqual(len(before) + len(after), len(rows))

    def test_a_cursor_belongs_to_its_list(self):
        cursor = self.json(self.PATH + "?limit=1&sort=time")["next"]
        for query in ("sort=-time", "", "sort=time&system=nol", "sort=time&table=undetermined"):
            answer = self.ask("GET", f"{self.PATH}?cursor={cursor}&{query}")
            body = self.problem(answer, 422, "invalid-request")
            self.assertEqual(body["errors"][0]["at"], "cursor")
        for cursor in ("x", "%20", "AAAAAAAAAAAAAAAA"):
            self.problem(self.ask("GET", f"{self.PATH}?cursor={cursor}"), 422, "invalid-request")

    def test_exports(self):
        rows = self.rows()
        with open(os.path.join(self.data, "reviews", "demo", "findings.csv"), "rb") as file:
            whole = file.read()
        answer = self.ask("GET", self.PATH + "/export")
        self.assertEqual(answer.content, whole)
        self.assertEqual(answer.getheader("Transfer-Encoding"), "chunked")
        answer = self.ask("GET", self.PATH + "/export?sort=-time&disposition=violation",
                          Accept="application/x-ndjson, text/csv;q=0.5")
        self.assertEqual(answer.getheader("Content-Type"), "application/x-ndjson")
        lines = [json.loads(line) for line in answer.content.splitlines()]
        wanted = sorted((row for row in rows if row["disposition"] == "violation"),
                        key=lambda row: row["time"], reverse=True)
        self.assertEqual([{**one, "line": str(one["line"])} for one in lines], wanted)

    def test_a_program_exports_nothing(self):
        answer = self.server.ask("GET", self.PATH + "/export", Accept_Language="ja")
        body = self.problem(answer, 403, "forbidden")
        self.assertRegex(body["detail"], "本人確認")

    def test_an_export_is_recorded_with_its_hash(self):
        taken = self.ask("GET", self.PATH + "/export").content
        wanted = hashlib.sha256(taken).hexdigest()
        until = time.monotonic() + PATIENCE
        found = []
        while not found and time.monotonic() < until:  # the record is published once a second
            entries = json.loads(self.server.ask(
                "GET", "/api/v1/evidence/entries?limit=1000&kind=export").content)["items"]
            found = [one["entry"] for one in entries if one["entry"]["hash"] == wanted]
            time.sleep(0.2)
        self.assertEqual(found[0]["actor"], self.looking().user)
        self.assertEqual(found[0]["bytes"], len(taken))
        self.assertEqual(found[0]["items"], len(self.rows()))

    def test_a_paper_is_made_frozen_and_fetched(self):
        person = self.looking()
        job = person.must("POST", "/api/v1/reports",
                          {"paper": "incident", "review": "demo", "format": "xlsx",
                           "language": "en"})
        done = self.wait(job["job"], "done", "failed")
        self.assertEqual(done["state"], "done", done)
        answer = person.ask("GET", f"/api/v1/exports/{done['result']}/file")
        self.assertEqual(answer.status, 200, answer.content[:300])
        self.assertRegex(answer.getheader("Content-Type"), "spreadsheetml")
        self.assertEqual(answer.content[:2], b"PK")
        listed = {one["export"]: one
                  for one in person.must("GET", "/api/v1/exports")["items"]}[int(done["result"])]
        self.assertIsNone(lacks(DOCUMENT["components"]["schemas"]["Export"], listed))
        self.assertEqual(listed["sha256"], hashlib.sha256(answer.content).hexdigest())
        self.assertEqual(listed["approval"], "")  # a draft
        self.assertEqual(listed["run"], self.json("/api/v1/reviews/demo")["id"])

    def test_without_a_purpose_people_are_masked(self):
        rows = self.rows()
        plain = {row[name] for row in rows for name in ("account", "holder", "viewer", "object")
                 if row[name]}
        answer = self.server.ask("GET", self.PATH + "?limit=1000")
        items = json.loads(answer.content)["items"]
        self.assertEqual(self.keys(items), self.keys(rows[:1000]))
        shown = {value for one in items for value in one.values() if isinstance(value, str)}
        self.assertEqual(shown & plain, set())
        # The same person has the same mask, so that rows can still be told apart.
        masks = {(row["viewer"], one["viewer"]) for row, one in zip(rows, items) if row["viewer"]}
        self.assertEqual(len(masks), len({row["viewer"] for row in rows[:1000] if row["viewer"]}))
        viewer = next(row["viewer"] for row in rows if row["viewer"])
        answer = self.server.ask("GET", f"{self.PATH}?viewer={viewer}")
        self.problem(answer, 403, "unmasking-needed")
        # What somebody who sees it in plain has is not what others are told that they have.
        tag = self.ask("GET", self.PATH).getheader("ETag")
        self.assertEqual(self.server.ask("GET", self.PATH, If_None_Match=tag).status, 200)

    def test_counts_are_those_of_the_rows(self):
        rows = self.rows()
        for by, key in (("viewer", lambda row: row["viewer"]), ("month", lambda row: row["time"][:7]),
                        ("day", lambda row: row["time"][:10])):
            counted = self.json(f"{self.PATH}/counts?by={by}&and=system")
            self.assertEqual((counted["total"], counted["left_out"]), (len(rows), 0))
            found = {(one["by"], one["and"]): one["findings"] for one in counted["groups"]}
            wanted = collections.Counter((key(row), row["system"]) for row in rows)
            self.assertEqual(found, dict(wanted))
            self.assertEqual(list(found), sorted(found))
        some = self.json(f"{self.PATH}/counts?by=system&system=nol")
        self.assertEqual([one["by"] for one in some["groups"]], ["nol"])

    def test_the_line_of_a_finding_is_the_bytes_that_were_judged(self):
        row = next(one for one in self.rows() if one["system"] == "nol")
        path = os.path.join(self.data, "logs", row["file"])
        with open(path, "rb") as file:
            whole = file.read()
        asked = "/api/v1/reviews/demo/line?" + urllib.parse.urlencode(
            {"file": row["file"], "line": row["line"]})
        line = self.json(asked)
        self.assertEqual(base64.b64decode(line["raw"]).rstrip(b"\r\n"),
                         whole.splitlines()[int(row["line"]) - 1])
        self.assertIn(row["account"], line["text"])
        try:
            with open(path, "ab") as file:
                file.write(b"one more\n")
            self.problem(self.ask("GET", asked), 404, "not-found")
        finally:
            with open(path, "wb") as file:
                file.write(whole)
        for file in ("../jobs/lock", "demo/../../jobs", "demo/nol/no.csv"):
            asked = "/api/v1/reviews/demo/line?" + urllib.parse.urlencode({"file": file, "line": 1})
            self.problem(self.ask("GET", asked), 404, "not-found")

    def test_undetermined_and_rejects_are_the_files(self):
        for path, name in (("findings?table=undetermined&limit=1000", "undetermined.csv"),
                           ("rejects?limit=1000", "rejects.csv")):
            with open(os.path.join(self.data, "reviews", "demo", name), newline="",
                      encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
            page = self.json("/api/v1/reviews/demo/" + path)
            self.assertEqual(page["total"], len(rows))
            self.assertEqual([{**one, "line": str(one["line"])} for one in page["items"]],
                             rows[:1000])
