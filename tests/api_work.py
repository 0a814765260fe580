"""What is handed to the server over the API: jobs, uploads, imports of registers."""
import hashlib
import json
import os
import re
import socket
import subprocess
import time
import unittest

from api_case import PATIENCE, ROOT, SEKISHO, Api, resolved_example
from api_people import as_shown
from openapi import DOCUMENT, lacks


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
