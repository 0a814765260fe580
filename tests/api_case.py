"""What the tests of the API stand on: a server with a made-up utility and one finished review.

The first word of the command line is the program."""
import atexit
import functools
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from api_server import Server, make_reviewed, token_for
from openapi import DOCUMENT, body_of, lacks, resolved, served
from people import Person

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEKISHO = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "sekisho"
PATIENCE = 120  # seconds, on a machine that others use too


@functools.cache
def finished_review():
    """Data of a server with a finished review, registers in its store and a record, from which each
    class begins; and a token for it."""
    base = tempfile.mkdtemp(prefix="sekisho-api-")
    atexit.register(shutil.rmtree, base)
    data, demo = os.path.join(base, "data"), os.path.join(base, "demo")
    run = lambda *command: subprocess.run([SEKISHO, *command], check=False,
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    make_reviewed(run, demo, data, 30000)
    token = token_for(SEKISHO, data)
    store = os.path.join(data, "store")
    run("register", "import", os.path.join(demo, "register"), "--store", store, "--by", "u1",
        "--reason", "test")
    subprocess.run([SEKISHO, "evidence", "append", os.path.join(store, "record")], check=True,
                   text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   input="".join(json.dumps({"say": i, "system": "nol" if i % 2 else "nws"}) + "\n"
                                 for i in range(7)))
    return data, token


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
