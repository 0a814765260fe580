#!/usr/bin/env python3
"""Holds `sekisho serve` to api/openapi.yaml.

    api_test.py SEKISHO

The server runs on a made-up utility with one finished review. Every operation of the document is
asked as it should be, and in every way in which it should not: each answer has a status and a media
type that the document gives it, and a body that fits its schema. Then come the promises that no
schema can say: pages, tags, keys, events, restarts, strangers.
"""
import atexit
import base64
import collections
import csv
import functools
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from api_server import Server, token_for
from openapi import DOCUMENT, body_of, lacks, resolved, served
from people import Person

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEKISHO = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "sekisho"
PATIENCE = 120  # seconds, on a machine that others use too

# Acts of roles that the token has not, that take authority or a fresh proof of a person.
OF_OTHERS = ("declare", "self-check", "re-perform", "send-back", "export", "unmask", "manage",
             "deliver")
# What these answer depends on what was done before: docs/casework.md goes through them in their order,
# and a test with it; through disasters, src/http/disaster_test.cc.
IN_ORDER = {"cases", "campaigns", "disasters", "emergencies", "exports", "policies"}
# Without registers in the store nothing is decided: src/http/authzen_test.cc asks.
NOT_DECIDED = {"decision-point"}
# What they show is not there: nothing was handed in, and no review kept what a simulation goes on
# from. src/http/delivery_test.cc and scenario_api_test.py go through these.
NOT_MADE = {"getDelivery", "getSimulation"}


def answered():
    """Those that a program may ask; what is for people is asked by `People`."""
    for method, path, operation in served():
        act = operation["x-sekisho-act"]
        if act == "own" or {"log-in", "people"} & set(operation["tags"]):
            continue
        if act != "open" and act["action"] in OF_OTHERS:
            continue
        # To change policies takes a fresh proof of a person: src/http/policy_test.cc goes through it.
        if act != "open" and act["thing"] == "policy-set" and act["action"] != "view":
            continue
        # The first two take authority, a log's line names people (a purpose comes first), and an
        # import that is dropped is gone for the others.
        if operation["operationId"] in ("approveCampaign", "readCampaign", "getLine", "getLines",
                                        "dropImport"):
            continue
        yield method, path, operation


MALFORMED = 400, "malformed-request"


def wrong_in(operation):
    """What a request is told that can be read and makes no sense. Standards of others know neither 415
    nor 422, and skip what they do not know."""
    return (422, "invalid-request") if "422" in operation["responses"] else MALFORMED


@functools.cache
def finished_review():
    """Data of a server with a finished review, registers in its store and a record, from which each
    class begins; and a token for it."""
    base = tempfile.mkdtemp(prefix="sekisho-api-")
    atexit.register(shutil.rmtree, base)
    data, demo = os.path.join(base, "data"), os.path.join(base, "demo")
    os.makedirs(os.path.join(data, "reviews"))
    run = lambda *command: subprocess.run([SEKISHO, *command], check=False,
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run("demo", "--out", demo, "--accesses", "30000")
    for kind, source in (("registers", "register"), ("logs", "logs")):
        os.makedirs(os.path.join(data, kind))
        shutil.copytree(os.path.join(demo, source), os.path.join(data, kind, "demo"))
    run("review", "--registers", os.path.join(data, "registers", "demo"), "--logs",
        os.path.join(data, "logs", "demo"), "--out", os.path.join(data, "reviews", "demo"),
        "--data-only")
    token = token_for(SEKISHO, data)
    store = os.path.join(data, "store")
    run("register", "import", os.path.join(demo, "register"), "--store", store, "--by", "u1",
        "--reason", "test")
    subprocess.run([SEKISHO, "evidence", "append", os.path.join(store, "record")], check=True,
                   text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   input="".join(json.dumps({"say": i, "system": "nol" if i % 2 else "nws"}) + "\n"
                                 for i in range(7)))
    return data, token


def as_shown(plain, shown):
    """What a file says, with masks where an answer has some."""
    if isinstance(shown, dict) and isinstance(plain, dict):
        return {key: as_shown(value, shown.get(key)) for key, value in plain.items()}
    if isinstance(shown, list) and isinstance(plain, list) and len(shown) == len(plain):
        return [as_shown(*pair) for pair in zip(plain, shown)]
    return shown if isinstance(shown, str) and shown.startswith("masked-") else plain


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.mkdtemp(prefix="sekisho-api-")
        cls.data = os.path.join(cls.base, "data")
        made, token = finished_review()
        shutil.copytree(made, cls.data)
        cls.server = Server(SEKISHO, cls.data, token)
        cls.server.wait_until_ready()

    @classmethod
    def tearDownClass(cls):
        cls.server.end()
        shutil.rmtree(cls.base)

    def ask(self, *arguments, **options):
        return self.server.ask(*arguments, **options)

    @classmethod
    def person(cls):
        """Somebody of the conduct-regulation department, whom the first administrator invited, with a
        fresh proof for exports and looks in plain, and with such a look."""
        if "someone" not in cls.__dict__:
            admin = Person(cls.server.host, cls.server.port, "admin")
            admin.enrol(cls.server.code).log_in().step_up("account")
            cls.someone = admin.invite("hana", ["conduct-regulation"])
            cls.someone.step_up("export")
        return cls.someone

    @classmethod
    def looking(cls):
        """The same person, who sees the review in plain."""
        if "looks" not in cls.__dict__:
            cls.looks = cls.person().step_up("unmask")
            cls.looks.must("POST", "/api/v1/unmaskings",
                           {"thing": "review", "id": "demo", "purpose": "試験"})
        return cls.looks

    def json(self, path):
        answer = self.ask("GET", path)
        self.assertEqual(answer.status, 200, answer.content)
        return json.loads(answer.content)

    def problem(self, answer, status, name):
        self.assertEqual(answer.status, status, answer.content)
        self.assertEqual(answer.getheader("Content-Type"), "application/problem+json")
        body = json.loads(answer.content)
        self.assertIsNone(lacks(DOCUMENT["components"]["schemas"]["Problem"], body))
        self.assertEqual(body["type"], "/api/v1/problems/" + name)
        self.assertEqual(body["status"], status)
        self.assertEqual(body["request_id"], answer.getheader("X-Request-Id"))
        return body

    def job(self):
        """Some job, which has ended or will."""
        if "some_job" not in type(self).__dict__:
            body = resolved_example("startReview")
            type(self).some_job = json.loads(self.ask("POST", "/api/v1/reviews", body).content)["job"]
        return self.some_job

    def wait(self, job, *states):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.json("/api/v1/jobs/" + job)
            if found["state"] in states:
                return found
            time.sleep(0.1)
        self.fail(f"the job is {found['state']} and never was {states}")

    def begin_upload(self, name, content):
        body = {"name": name, "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest()}
        answer = self.ask("POST", "/api/v1/uploads", body)
        self.assertEqual(answer.status, 201, answer.content)
        return json.loads(answer.content)["upload"]

    def send(self, upload, offset, content, **headers):
        return self.ask("PATCH", "/api/v1/uploads/" + upload, content, Upload_Offset=str(offset),
                        Content_Type="application/partial-upload", **headers)

    def upload(self, name="people.csv", content=None):
        """A complete one."""
        content = content or "社員番号,氏名,カナ\nP999999,a,b\n".encode("cp932")
        upload = self.begin_upload(name, content)
        self.assertEqual(self.send(upload, 0, content).status, 200)
        return upload

    def prepared_import(self, *uploads):
        """One that was compared."""
        answer = self.ask("POST", "/api/v1/imports", {"uploads": list(uploads) or [self.upload()]})
        self.assertEqual(answer.status, 202, answer.content)
        prepared = json.loads(answer.content)
        self.wait(prepared["job"], "done", "failed")
        return prepared["import"]

    def path_of(self, path, operation):
        """The path with the examples of the document in it."""
        made = {"job": self.job, "import": self.prepared_import,
                "upload": lambda: self.begin_upload("people.csv", b"abc")}
        for parameter in map(resolved, operation.get("parameters", [])):
            if parameter["in"] == "path":
                make = made.get(parameter["name"])
                value = make() if make else parameter["example"]
                path = path.replace("{" + parameter["name"] + "}", str(value))
        return self.with_query(path, operation)

    def with_query(self, path, operation, **others):
        """What the document requires of a query, as its examples say, and others."""
        given = {}
        for parameter in map(resolved, operation.get("parameters", [])):
            if parameter["in"] == "query" and parameter.get("required"):
                given[parameter["name"]] = parameter["example"]
        given.update(others)
        return path + ("?" + urllib.parse.urlencode(given) if given else "")

    def headers_of(self, operation):
        """What it needs beyond a path: required headers, and the type of a body that is no JSON."""
        out = {one["name"].replace("-", "_"): str(one["example"])
               for one in map(resolved, operation.get("parameters", []))
               if one["in"] == "header" and one.get("required")}
        media, _ = body_of(operation)
        if media and media != "application/json":
            out["Content_Type"] = media
        return out

    def check(self, method, operation, answer):
        """The answer is one that the document gives the operation."""
        where = f"{operation['operationId']}: {answer.status} {answer.content[:300]}"
        described = resolved(operation["responses"].get(str(answer.status), {}))
        self.assertTrue(described, where)
        headers = ["X-Request-Id", "Content-Security-Policy"]
        if answer.status != 413:  # which is said before anybody was counted
            headers.append("RateLimit")
        for name in headers:
            self.assertTrue(answer.getheader(name), f"{where}: no {name}")
        if answer.status in (204, 304):
            self.assertEqual(answer.content, b"")
            return
        media = answer.getheader("Content-Type").split(";")[0]
        self.assertIn(media, described["content"], where)
        for name in described.get("headers", {}):
            if name != "Retry-After":
                self.assertTrue(answer.getheader(name), f"{where}: no {name}")
        if media.endswith("json") and media != "application/x-ndjson":
            schema = described["content"][media]["schema"]
            self.assertIsNone(lacks(schema, json.loads(answer.content)), where)


def resolved_example(operation_id):
    for _, _, operation in served():
        if operation["operationId"] == operation_id:
            return body_of(operation)[1]["example"]
    raise KeyError(operation_id)


class EveryOperation(Api):
    """What holds for each of them, made of the document."""

    def test_as_it_should_be_asked(self):
        for method, path, operation in answered():
            with self.subTest(operation["operationId"]):
                name, body = operation["operationId"], body_of(operation)[1].get("example")
                if name in ("cancelJob", "runJobAgain"):
                    self.wait(self.job(), "done")
                if name == "prepareImport":
                    body = {"uploads": [self.upload()]}
                answer = self.ask(method, self.path_of(path, operation), body,
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                # Nothing can be done about a job that is done, nobody approves their own import.
                if (name not in {"cancelJob", "runJobAgain", "approveImport", "simulate", *NOT_MADE}
                        and not (IN_ORDER | NOT_DECIDED) & set(operation["tags"])):
                    self.assertLess(answer.status, 300, answer.content)

    def test_nobody_is_answered_without_a_token(self):
        # One kind for each, in turn: strangers may not ask often.
        for (method, path, operation), token in zip(served(), itertools.cycle((False, "wrong", ""))):
            with self.subTest(operation["operationId"], token=token):
                _, body = body_of(operation)
                answer = self.ask(method, self.path_of(path, operation), body.get("example"),
                                  token=token, **self.headers_of(operation))
                self.check(method, operation, answer)
                if "{link}" in path:  # nobody has this one
                    self.problem(answer, 404, "not-found")
                elif "log-in" in operation["tags"] and operation.get("security") == []:
                    self.assertGreaterEqual(answer.status, 400)
                elif operation.get("security") == []:
                    self.assertEqual(answer.status, 200)
                else:
                    self.problem(answer, 401, "unauthenticated")
                    self.assertEqual(answer.getheader("WWW-Authenticate"), "Bearer")

    def test_other_methods_are_refused(self):
        for _, path, operation in answered():
            with self.subTest(path):
                answer = self.ask("PUT", self.path_of(path, operation))
                self.problem(answer, 405, "method-not-allowed")
                allowed = answer.getheader("Allow").split(", ")
                methods = [one for one, item, _ in served() if item == path]
                self.assertTrue(set(methods) <= set(allowed))

    def test_forms_that_it_does_not_have_are_refused(self):
        for method, path, operation in answered():
            with self.subTest(operation["operationId"]):
                if not any("content" in resolved(one) for status, one in
                           operation["responses"].items() if status < "3"):
                    continue  # it has no form at all
                answer = self.ask(method, self.path_of(path, operation),
                                  body_of(operation)[1].get("example"), Accept="image/png",
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                self.problem(answer, 406, "not-acceptable")

    def test_parameters_that_the_document_does_not_have_are_refused(self):
        for method, path, operation in answered():
            if not operation.get("parameters"):
                continue
            with self.subTest(operation["operationId"]):
                asked = self.path_of(path, operation)
                asked += ("&" if "?" in asked else "?") + "no-such=1"
                answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                body = self.problem(answer, *wrong_in(operation))
                self.assertEqual(body["errors"][0]["at"], "no-such")

    def test_parameters_are_held_to_their_schemas(self):
        for method, path, operation in answered():
            for parameter in map(resolved, operation.get("parameters", [])):
                schema, name = parameter["schema"], parameter["name"]
                bad = "x" * (schema.get("maxLength", 64) + 1)
                if parameter["in"] == "path":
                    asked = self.path_of(path.replace("{" + name + "}", bad * 5), operation)
                    answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                      **self.headers_of(operation))
                else:
                    asked = self.path_of(path, operation)
                    headers = self.headers_of(operation)
                    if parameter["in"] == "query":
                        asked = self.with_query(asked.split("?")[0], operation, **{name: bad})
                    else:
                        headers[name.replace("-", "_")] = bad
                    answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                      **headers)
                with self.subTest(operation["operationId"], parameter=name):
                    self.check(method, operation, answer)
                    body = self.problem(answer, *wrong_in(operation))
                    self.assertEqual(body["errors"][0]["at"], name)

    def test_things_that_are_not_there(self):
        for method, path, operation in answered():
            if "{" not in path:
                continue
            with self.subTest(operation["operationId"]):
                integer = "{index}" in path
                asked = re.sub(r"\{\w+\}", "123456" if integer else "nobody-made-this", path)
                asked = self.with_query(asked, operation)
                answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                self.problem(answer, 404, "not-found")

    def test_bodies_are_held_to_their_schemas(self):
        for method, path, operation in answered():
            media, content = body_of(operation)
            if media != "application/json":
                continue
            with self.subTest(operation["operationId"]):
                example = content["example"]
                asked = self.path_of(path, operation)

                def ask(body, **headers):
                    answer = self.ask(method, asked, body, **self.headers_of(operation), **headers)
                    self.check(method, operation, answer)
                    return answer

                ours = "422" in operation["responses"]
                malformed, invalid = MALFORMED, wrong_in(operation)
                self.problem(ask(json.dumps(example), Content_Type="text/plain"),
                             *((415, "unsupported-media-type") if ours else malformed))
                self.problem(ask("{", Content_Type=media), *malformed)
                if ours:
                    self.problem(ask(json.dumps({**example, "more": 1}), Content_Type=media),
                                 *invalid)
                self.problem(ask([]), *invalid)
                for name in resolved(content["schema"]).get("required", ()):
                    less = {key: value for key, value in example.items() if key != name}
                    body = self.problem(ask(less), 422, "invalid-request")
                    self.assertEqual(body["errors"], [{"at": "/" + name, "detail": "it is missing"}])
                    body = self.problem(ask({**example, name: 1.5}), 422, "invalid-request")
                    self.assertEqual(body["errors"][0]["at"], "/" + name)
                twice = json.dumps(example)[:-1] + "," + json.dumps(example)[1:]
                self.problem(ask(twice, Content_Type=media), *invalid)
                self.problem(ask(" " * (5 << 20), Content_Type=media), 413, "too-large")

    def test_tags(self):
        for method, path, operation in answered():
            if "304" not in operation["responses"] or IN_ORDER & set(operation["tags"]):
                continue
            if operation["operationId"] in NOT_MADE:
                continue
            with self.subTest(operation["operationId"]):
                if "{job}" in path:
                    self.wait(self.job(), "done")
                asked = self.path_of(path, operation)
                tag = self.ask(method, asked).getheader("ETag")
                self.assertTrue(tag)
                for sent in (tag, f'"other", {tag}', "*", "W/" + tag):
                    answer = self.ask(method, asked, If_None_Match=sent)
                    self.assertEqual(answer.status, 304)
                    self.check(method, operation, answer)
                self.assertEqual(self.ask(method, asked, If_None_Match='"other"').status, 200)

    def test_head_is_get_without_a_body(self):
        for method, path, operation in answered():
            if IN_ORDER & set(operation["tags"]):
                continue
            if method == "GET" and operation["operationId"] not in {"followJob", *NOT_MADE}:
                answer = self.ask("HEAD", self.path_of(path, operation))
                self.assertEqual((answer.status, answer.content), (200, b""), path)


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


class Jobs(Api):
    def start(self, **headers):
        body = resolved_example("startReview")
        return self.ask("POST", "/api/v1/reviews", body, **headers)

    def test_a_review_runs_and_is_the_one_of_the_command_line(self):
        answer = self.start()
        job = json.loads(answer.content)["job"]
        self.assertEqual(answer.getheader("Location"), "/api/v1/jobs/" + job)
        done = self.wait(job, "done", "failed")
        self.assertEqual(done["state"], "done", done)
        out = os.path.join(self.base, "again")
        asked = resolved_example("startReview")
        subprocess.run([SEKISHO, "review", "--registers",
                        os.path.join(self.data, "registers", "demo"), "--logs",
                        os.path.join(self.data, "logs", "demo"), "--from", asked["from"],
                        "--until", asked["until"], "--out", out, "--data-only"], check=False,
                       stdout=subprocess.DEVNULL)
        with open(os.path.join(out, "scope.json"), encoding="utf-8") as file:
            plain = json.load(file)
        shown = self.json(f"/api/v1/reviews/{done['result']}/scope")
        self.assertEqual(shown, as_shown(plain, shown))
        reviews = self.json("/api/v1/reviews?limit=1000")["items"]
        self.assertIn(job, [one["review"] for one in reviews])
        # The record leads from the results to what they were made of.
        with open(os.path.join(self.data, "reviews", job, "run.json"), "rb") as file:
            run = file.read()
        recorded = []
        until = time.monotonic() + PATIENCE
        while not recorded and time.monotonic() < until:  # it is published once a second
            entries = self.json("/api/v1/evidence/entries?limit=1000&kind=review")["items"]
            recorded = [one["entry"] for one in entries if one["entry"]["what"] == "review/" + job]
            time.sleep(0.2)
        self.assertEqual([one["hash"] for one in recorded], [hashlib.sha256(run).hexdigest()])
        self.assertEqual(recorded[0]["run"], json.loads(run)["id"])

    def test_an_act_with_a_key_is_done_once(self):
        first = self.start(Idempotency_Key="one")
        again = self.start(Idempotency_Key="one")
        self.assertEqual((again.status, again.content), (first.status, first.content))
        self.assertEqual(again.getheader("Location"), first.getheader("Location"))
        self.assertEqual(again.getheader("Idempotency-Replayed"), "true")
        other = self.ask("POST", "/api/v1/reviews", {"registers": "demo", "logs": "demo"},
                         Idempotency_Key="one")
        self.problem(other, 422, "idempotency-mismatch")
        refused = {"registers": "nobody", "logs": "demo"}
        for _ in range(2):  # what was refused did nothing, and its key is free
            answer = self.ask("POST", "/api/v1/reviews", refused, Idempotency_Key="two")
            self.problem(answer, 404, "not-found")
        self.assertEqual(self.start(Idempotency_Key="two").status, 202)

    def test_a_period_that_makes_no_sense_is_refused_at_once(self):
        body = {**resolved_example("startReview"), "until": "2024-09-01"}
        self.problem(self.ask("POST", "/api/v1/reviews", body), 422, "invalid-request")

    def test_cancelled_and_run_again(self):
        waits = [json.loads(self.start().content)["job"] for _ in range(3)][-1]
        path = "/api/v1/jobs/" + waits
        self.problem(self.ask("POST", path + "/cancel", If_Match='"99.0"'), 412,
                     "changed-meanwhile")
        tag = self.ask("GET", path).getheader("ETag")
        answer = self.ask("POST", path + "/cancel", If_Match=tag)
        self.assertEqual(answer.status, 202, answer.content)
        self.wait(waits, "cancelled")
        self.problem(self.ask("POST", path + "/cancel"), 409, "conflict")
        self.assertFalse(os.path.exists(os.path.join(self.data, "reviews", waits)))
        self.assertEqual(self.ask("POST", path + "/run-again").status, 202)
        self.assertEqual(self.wait(waits, "done", "failed")["state"], "done")
        self.problem(self.ask("POST", path + "/run-again"), 409, "conflict")

    def events(self, job, last=None):
        headers = {"Last_Event_ID": last} if last else {}
        answer = self.ask("GET", f"/api/v1/jobs/{job}/events", **headers)
        self.assertEqual(answer.getheader("Content-Type"), "text/event-stream")
        out = []
        for event in answer.content.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in event.splitlines() if ": " in line)
            if fields:
                self.assertEqual(fields["event"], "job")
                out.append((fields["id"], json.loads(fields["data"])))
        return out

    def test_events_tell_of_every_state_and_resume(self):
        job = json.loads(self.start().content)["job"]
        events = self.events(job)  # until it has ended
        states = [data["state"] for _, data in events]
        self.assertEqual(list(dict.fromkeys(states)), ["queued", "running", "done"])
        schema = DOCUMENT["components"]["schemas"]["Job"]
        for _, data in events:
            self.assertIsNone(lacks(schema, data))
        for i, (last, data) in enumerate(events):
            revisions = [one["revision"] for _, one in self.events(job, last)]
            self.assertEqual(list(dict.fromkeys(revisions)),
                             [one for one in (1, 2, 3) if one > data["revision"]], last)
        self.assertEqual([data["state"] for _, data in self.events(job, "nonsense")],
                         ["queued", "running", "done"])

    def test_lists_of_jobs_stand_still_while_jobs_come(self):
        for _ in range(3):
            self.start()
        page = self.json("/api/v1/jobs?limit=2")
        newest = json.loads(self.start().content)["job"]
        rest = self.json(f"/api/v1/jobs?limit=1000&cursor={page['next']}")["items"]
        names = [one["job"] for one in page["items"] + rest]
        self.assertEqual(len(names), len(set(names)))
        everything = [one["job"] for one in self.json("/api/v1/jobs?limit=1000")["items"]]
        self.assertEqual([newest] + names, everything)
        for one in self.json("/api/v1/jobs?state=queued")["items"]:
            self.assertEqual(one["state"], "queued")
        self.wait(newest, "done")


class Uploads(Api):
    def test_a_file_arrives_in_pieces(self):
        content = os.urandom(200_000)
        upload = self.begin_upload("nol/a.csv", content)
        answer = self.send(upload, 0, content[:70_000])
        self.assertEqual((answer.status, answer.getheader("Upload-Complete")), (200, "?0"))
        answer = self.send(upload, 69_999, content[69_999:])
        self.problem(answer, 409, "conflict")
        self.assertEqual(answer.getheader("Upload-Offset"), "70000")
        head = self.ask("HEAD", "/api/v1/uploads/" + upload)
        self.assertEqual((head.getheader("Upload-Offset"), head.getheader("Upload-Length")),
                         ("70000", "200000"))
        answer = self.send(upload, 70_000, content[70_000:])
        self.assertEqual((answer.status, answer.getheader("Upload-Complete")), (200, "?1"))
        self.problem(self.send(upload, 200_000, b""), 409, "conflict")
        names = [one["upload"] for one in self.json("/api/v1/uploads")["items"]]
        self.assertIn(upload, names)
        self.assertEqual(self.ask("DELETE", "/api/v1/uploads/" + upload).status, 204)
        self.problem(self.ask("GET", "/api/v1/uploads/" + upload), 404, "not-found")

    def test_what_arrived_before_the_line_broke_stays(self):
        content = os.urandom(300_000)
        upload = self.begin_upload("a", content)
        with socket.create_connection((self.server.host, int(self.server.port)), PATIENCE) as one:
            one.sendall(f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: x\r\nAuthorization: "
                        f"Bearer {self.server.token}\r\nUpload-Offset: 0\r\nContent-Type: "
                        "application/partial-upload\r\nContent-Length: 300000\r\n\r\n".encode()
                        + content[:150_000])
        until = time.monotonic() + PATIENCE
        offset = -1
        while time.monotonic() < until:  # whether it noticed
            offset = self.json("/api/v1/uploads/" + upload)["offset"]
            answer = self.send(upload, offset, content[offset:])
            if answer.status == 200:
                break
            time.sleep(0.05)
        self.assertEqual(answer.getheader("Upload-Complete"), "?1", answer.content)
        self.assertGreater(offset, 0)

    def test_more_than_was_said_or_something_else(self):
        upload = self.begin_upload("a", b"abc")
        self.problem(self.send(upload, 0, b"abcd"), 413, "too-large")
        self.problem(self.send(upload, 0, b"abd"), 422, "invalid-request")
        self.assertEqual(self.json("/api/v1/uploads/" + upload)["offset"], 0)
        self.assertEqual(self.send(upload, 0, b"abc").status, 200)
        body = {"name": "../a", "bytes": 1, "sha256": "0" * 64}
        self.problem(self.ask("POST", "/api/v1/uploads", body), 422, "invalid-request")
        self.problem(self.ask("POST", "/api/v1/uploads", {**body, "name": "a", "bytes": 1 << 50}),
                     413, "too-large")
        upload = self.begin_upload("a", b"abc")
        answer = self.ask("PATCH", "/api/v1/uploads/" + upload, b"abc", Upload_Offset="0",
                          Content_Type="text/plain")
        self.problem(answer, 415, "unsupported-media-type")
        answer = self.ask("PATCH", "/api/v1/uploads/" + upload, b"abc", token="wrong",
                          Upload_Offset="0", Content_Type="application/partial-upload")
        self.problem(answer, 401, "unauthenticated")
        self.assertEqual(self.json("/api/v1/uploads/" + upload)["offset"], 0)

    def test_a_large_file_is_not_held_in_memory(self):
        def peak():
            with open(f"/proc/{self.server.process.pid}/status", encoding="utf-8") as file:
                return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) // 1024

        before, content = peak(), os.urandom(1 << 20) * 96
        upload = self.begin_upload("large", content)
        self.assertEqual(self.send(upload, 0, content).getheader("Upload-Complete"), "?1")
        self.assertLess(peak() - before, 48, "MiB")
        self.assertEqual(self.ask("DELETE", "/api/v1/uploads/" + upload).status, 204)


class Registers(unittest.TestCase):
    """A server of its own: it changes what the others look at."""

    @classmethod
    def setUpClass(cls):
        Api.setUpClass.__func__(cls)

    @classmethod
    def tearDownClass(cls):
        Api.tearDownClass.__func__(cls)

    ask, json, problem, wait = Api.ask, Api.json, Api.problem, Api.wait
    begin_upload, send, upload = Api.begin_upload, Api.send, Api.upload
    prepared_import = Api.prepared_import

    def facts(self, query):
        items, next_page = [], ""
        while True:
            page = self.json(f"/api/v1/registers/{query}{next_page}")
            items += page["facts"]
            if "next" not in page:
                self.assertEqual(len(items), page["total"])
                return items
            next_page = "&cursor=" + page["next"]

    def test_pages_of_facts(self):
        counts = {one["register"]: one["facts"]
                  for one in self.json("/api/v1/registers")["items"]}
        everything = self.facts("entities/facts?limit=7")
        self.assertEqual(len({one["fact"] for one in everything}), counts["entities"])
        keys = [one["says"]["fields"]["entity"] for one in everything]
        for sort, wanted in (("key", sorted(keys)), ("-key", sorted(keys, reverse=True))):
            found = [one["says"]["fields"]["entity"]
                     for one in self.facts(f"entities/facts?limit=1000&sort={sort}")]
            self.assertEqual(found, wanted)
        one = self.facts("entities/facts?key=" + keys[0])
        self.assertEqual([fact["says"]["fields"]["entity"] for fact in one], [keys[0]])
        page = self.json("/api/v1/registers/entities/facts?limit=1")
        answer = self.ask("GET", "/api/v1/registers/entities/facts?sort=key&cursor=" + page["next"])
        self.problem(answer, 422, "invalid-request")
        self.problem(self.ask("GET", "/api/v1/registers/supply_contracts/facts"), 422,
                     "invalid-request")

    def test_programs_see_nobody(self):
        _, answer = self.import_people("P777777,Yamada,b\nP4,a,b\n", "R8-4")
        self.wait(json.loads(answer.content)["job"], "done")
        page = self.json("/api/v1/registers/people/facts?limit=1000")
        history = self.json("/api/v1/registers/people/facts/P777777")
        for text in map(json.dumps, (page, history)):
            self.assertIn('"person"', text)
            self.assertNotIn("P777777", text)
            self.assertNotIn("Yamada", text)

    def import_people(self, rows, approval="", **apply):
        content = ("社員番号,氏名,カナ\n" + rows).encode("cp932")
        name = self.prepared_import(self.upload("people.csv", content))
        seen = self.ask("GET", "/api/v1/imports/" + name)
        shown = json.loads(seen.content)
        self.assertEqual(shown["state"], "shown", shown)
        body = {"reason": "月次取込", **({"approval": approval} if approval else {})}
        answer = self.ask("POST", f"/api/v1/imports/{name}/apply", body,
                          If_Match=apply.get("tag", seen.getheader("ETag")))
        return shown, answer

    def test_an_import_is_shown_and_applied(self):
        _, answer = self.import_people("P1,a,b\nP2,a,b\nP3,a,b\n", "R8-0")
        self.wait(json.loads(answer.content)["job"], "done")
        first = self.json("/api/v1/registers")["change"]
        page = self.json("/api/v1/registers/people/facts?limit=1")
        rows = "P999998,a,b\n"
        shown, answer = self.import_people(rows)
        self.assertTrue(shown["second_person"])
        self.assertGreater(shown["preview"]["counts"]["people"]["withdrawn"], 0)
        self.assertIn("second person", self.problem(answer, 409, "conflict")["detail"])
        _, answer = self.import_people(rows, "R8-1", tag='"change.0.0"')
        self.problem(answer, 412, "changed-meanwhile")
        _, answer = self.import_people(rows, "R8-1")
        self.assertEqual(answer.status, 202, answer.content)
        prepared = json.loads(answer.content)
        self.assertEqual(self.wait(prepared["job"], "done", "failed")["state"], "done")
        applied = self.json("/api/v1/imports/" + prepared["import"])
        self.assertEqual((applied["state"], applied["change"]), ("applied", first + 1))
        # A list that was begun before goes on as it was.
        rest = self.json(f"/api/v1/registers/people/facts?limit=1&cursor={page['next']}")
        self.assertEqual((rest["change"], rest["total"]), (first, page["total"]))
        self.assertEqual(self.json("/api/v1/registers/people/facts")["total"], 1)
        known = self.json(f"/api/v1/registers/people/facts?known_at=change.{first}")
        self.assertEqual(known["total"], page["total"])
        history = self.json("/api/v1/registers/people/facts/P999998")
        self.assertEqual(history["facts"][0]["recorded"]["approval"], "R8-1")
        # Questions follow.
        until = time.monotonic() + PATIENCE
        body = {"system": "nol", "account": "k00123", "terminal": "t", "at": "2024-10-05"}
        while time.monotonic() < until:
            answer = json.loads(self.ask("POST", "/api/v1/decisions", body).content)
            if answer["facts_revision"] == f"change.{first + 1}":
                break
        self.assertEqual(answer["facts_revision"], f"change.{first + 1}")
        then = json.loads(self.ask("POST", "/api/v1/decisions",
                                   {**body, "known_at": f"change.{first}"}).content)
        self.assertEqual(then["facts_revision"], f"change.{first}")

    def test_what_was_not_applied_is_dropped(self):
        name = self.prepared_import(self.upload("people.csv", "社員番号,氏名,カナ\nP1,a,b\n".encode(
            "cp932")))
        self.assertEqual(self.ask("DELETE", f"/api/v1/imports/{name}").status, 204)
        self.problem(self.ask("GET", f"/api/v1/imports/{name}"), 404, "not-found")
        self.problem(self.ask("DELETE", f"/api/v1/imports/{name}"), 404, "not-found")

    def test_a_stale_preview_is_refused_and_says_what_to_do(self):
        name = self.prepared_import(self.upload("people.csv", "社員番号,氏名,カナ\nP1,a,b\n".encode(
            "cp932")))
        _, answer = self.import_people("P2,a,b\n", "R8-2")
        self.wait(json.loads(answer.content)["job"], "done")
        answer = self.ask("POST", f"/api/v1/imports/{name}/apply",
                          {"reason": "x", "approval": "R8-3"}, If_Match="*")
        body = self.problem(answer, 412, "changed-meanwhile")
        self.assertIn(f"/api/v1/imports/{name}/preview", body["help"])
        again = json.loads(self.ask("POST", f"/api/v1/imports/{name}/preview").content)
        self.wait(again["job"], "done")
        answer = self.ask("POST", f"/api/v1/imports/{name}/apply",
                          {"reason": "x", "approval": "R8-3"}, If_Match="*")
        self.assertEqual(answer.status, 202, answer.content)
        self.wait(json.loads(answer.content)["job"], "done")

    def test_what_is_coming(self):
        with open(ROOT / "examples" / "hr-orders" / "hr_orders_20261126.csv", "rb") as file:
            content = file.read()
        document = (ROOT / "docs" / "formats" / "hr-orders.md").read_bytes()
        self.assertIn(b"```orders\n" + content + b"```", document)
        content = content.replace(b"2027-04-01", b"2099-04-01")
        name = self.prepared_import(self.upload("hr_orders_20261126.csv", content))
        answer = self.ask("POST", f"/api/v1/imports/{name}/apply", {"reason": "日次取込"},
                          If_Match="*")
        self.assertEqual(answer.status, 202, answer.content)
        self.wait(json.loads(answer.content)["job"], "done")
        until = time.monotonic() + PATIENCE
        numbers = []
        while "2026-0413" not in numbers and time.monotonic() < until:
            coming = self.json("/api/v1/coming?table=assignments&limit=1000")
            numbers = [one.get("order", {}).get("number") for one in coming["items"]]
        self.assertIn("2026-0413", numbers)


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
