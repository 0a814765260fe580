#!/usr/bin/env python3
"""Imports generated scenarios into a server, hands in their logs with slips, and reviews the archive
there, by nothing but the API, on SQLite and on PostgreSQL; the scenario's own scorer judges every
line of the result. Then an assignment is corrected, and other rules are tried out: each changes
exactly what a full review changes.

    scenario_api_test.py PROGRAM SHARED

SHARED holds scenario/generate and scenario/score. SCENARIO_SEEDS ("7") and SCENARIO_SCALE ("0.05")
ask for others. What a review wrote is read in the server's data, since programs see no names;
everything else goes over the wire. Exit code 77: there is no scenario beside this checkout, so
nothing was tested.
"""
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import api_test  # takes PROGRAM from the arguments
from postgres import Postgres

PIECE = 1 << 20
PATIENCE = 600


class Client:
    """What a program asks of the server."""

    def __init__(self, server):
        self.server = server

    def ask(self, method, path, body=None, wanted=(200, 201, 202), **headers):
        answer = self.server.ask(method, path, body, **headers)
        if answer.status not in wanted:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.content}")
        return answer

    def json(self, method, path, body=None, **headers):
        return json.loads(self.ask(method, path, body, **headers).content)

    def upload(self, name, path):
        with open(path, "rb") as file:
            content = file.read()
        begun = self.json("POST", "/api/v1/uploads",
                          {"name": name, "bytes": len(content),
                           "sha256": hashlib.sha256(content).hexdigest()})
        for offset in range(0, max(len(content), 1), PIECE):
            self.ask("PATCH", "/api/v1/uploads/" + begun["upload"],
                     content[offset:offset + PIECE], Upload_Offset=str(offset),
                     Content_Type="application/partial-upload")
        return begun["upload"]

    def wait(self, job):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.json("GET", "/api/v1/jobs/" + job)
            if found["state"] not in ("queued", "running"):
                break
            time.sleep(0.2)
        if found["state"] != "done":
            raise RuntimeError(f"the job is {found}")
        return found

    def import_registers(self, folder):
        uploads = [self.upload(name, os.path.join(folder, name))
                   for name in sorted(os.listdir(folder))]
        prepared = self.json("POST", "/api/v1/imports", {"uploads": uploads})
        self.wait(prepared["job"])
        path = "/api/v1/imports/" + prepared["import"]
        answer = self.ask("GET", path)
        shown = json.loads(answer.content)
        applied = self.json("POST", path + "/apply", {"reason": "scenario"},
                            If_Match=answer.getheader("ETag"))
        self.wait(applied["job"])
        if self.json("GET", path)["state"] != "applied":
            raise RuntimeError(f"the import is {self.json('GET', path)}")
        return shown

    def hand_in(self, name, path):
        """A log with a slip that says what is true of it."""
        with open(path, "rb") as file:
            content = file.read()
        header = 1 if name.startswith("nol/") else 0
        handed = self.json("POST", "/api/v1/deliveries", {
            "upload": self.upload(name, path), "system": name.split("/")[0],
            "extracted_by": "P000001", "query": "all of the month", "from": "2022-04-01",
            "until": "2023-04-01", "counted": content.count(b"\n") - header,
            "sha256": hashlib.sha256(content).hexdigest()})
        self.wait(handed["job"])
        return self.json("GET", "/api/v1/deliveries/" + handed["delivery"]["delivery"])

    def hand_in_all(self, folder):
        """All logs below a folder; returns what is wrong with how they were received."""
        wrong = []
        for at, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(at, name)
                one = self.hand_in(os.path.relpath(path, folder), path)
                kinds = {difference["kind"] for difference in one["differences"]}
                if one["state"] != "archived" or not kinds <= {"rejects"}:
                    wrong.append(f"{path}: {one['state']} {one['differences']}")
        return wrong

    def review(self, **asked):
        job = self.json("POST", "/api/v1/reviews", {"archive": True, **asked})
        return self.wait(job["job"])["result"]


# What a full review and one that goes on from another have in common.
RESULTS = ("findings.csv", "undetermined.csv", "rejects.csv", "scope.json", "coverage.json",
           "footprints.ndjson", "kept.ndjson")


def same_results(data, one, other):
    """The files in which two reviews differ."""
    def content(review, name):
        with open(f"{data}/reviews/{review}/{name}", "rb") as file:
            return file.read()
    return [name for name in RESULTS if content(one, name) != content(other, name)]


def lines_of(data, review, name="findings.csv"):
    with open(f"{data}/reviews/{review}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def correct_an_assignment(client, folder, data, review):
    """A register in which somebody of whom a finding tells works at the operator after all."""
    holder = next(row["holder"] for row in lines_of(data, review)
                  if row["route"] == "kept-after-transfer" and row["holder"])
    with open(f"{folder}/register/assignments.csv", encoding="cp932", newline="") as file:
        rows = list(csv.reader(file))
    kept = [row for row in rows if holder not in row]
    own = [row for row in rows if holder in row]
    first = [own[0][:-1] + [""]]  # the first post, without an end
    os.makedirs(f"{folder}/corrected")
    with open(f"{folder}/corrected/assignments.csv", "w", encoding="cp932", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(kept + first)
    client.import_registers(f"{folder}/corrected")
    return holder


def check_versions(client, folder, data, first):
    """A correction changes exactly what a full review changes, and the versions say by what."""
    correct_an_assignment(client, folder, data, first)
    second = client.review(since=first)
    full = client.review(keep=True)
    wrong = [f"since and full differ in {name}" for name in same_results(data, second, full)]
    if not same_results(data, first, second):
        wrong.append("the correction changed nothing")
    versions = client.json("GET", f"/api/v1/reviews/{second}/versions")["items"]
    if [one["review"] for one in versions] != [first, second]:
        wrong.append(f"the versions are {versions}")
    told = sum(cause["withdrawn"] + cause["added"] + cause["changed"]
               for cause in versions[-1]["causes"])
    if told == 0 or told != len(lines_of(data, second, "changes.csv")):
        wrong.append(f"the causes tell of {told} changes")
    again = subprocess.run([api_test.SEKISHO, "review", "--reproduce",
                            f"{data}/reviews/{first}/run.json"], capture_output=True, text=True,
                           check=False)
    if again.returncode != 0:
        wrong.append(f"the first version cannot be reproduced: {again.stdout}{again.stderr}")
    return wrong, second


def check_simulation(client, data, review):
    """Rules that close one system: what comes is what a review by them finds."""
    shutil.copytree(api_test.ROOT / "policies", f"{data}/policies/draft")
    draft = f"{data}/policies/draft/barrier/10-own-staff.cedar"
    with open(draft, "a", encoding="utf-8") as file:
        file.write('\n@id("try-out")\n@title("Try out")\n@title_ja("試行")\n@basis("test")\n'
                   '@basis_ja("試験")\nforbid (principal, action in Action::"use", resource)\n'
                   'when { resource.system == System::"re" };\n')
    job = client.json("POST", "/api/v1/simulations", {"policies": "draft", "review": review})
    shown = client.json("GET", "/api/v1/simulations/" + client.wait(job["job"])["result"])["shows"]
    out = f"{data}/by-hand"
    subprocess.run([api_test.SEKISHO, "review", "--store", f"{data}/store", "--archive",
                    f"{data}/store/record", "--policies", f"{data}/policies/draft", "--before",
                    f"{data}/reviews/{review}", "--data-only", "--out", out],
                   stdout=subprocess.DEVNULL, check=False)
    with open(f"{out}/changes.csv", encoding="utf-8", newline="") as file:
        kinds = [row["change"] for row in csv.DictReader(file)]
    told = {kind: shown[kind] for kind in ("added", "withdrawn", "changed")}
    wanted = {kind: kinds.count(kind) for kind in told}
    wrong = [] if told == wanted else [f"the simulation shows {told}, a review finds {wanted}"]
    if not kinds or sum(day["added"] for day in shown["days"]) != told["added"]:
        wrong.append("the days do not add up")
    return wrong


def judge(scenario, folder, data, database):
    os.makedirs(data)
    if database:
        subprocess.run([api_test.SEKISHO, "store", "init", f"{data}/store", "--origin",
                        "example.com/api", "--database", database], check=True,
                       stdout=subprocess.DEVNULL)
    token = api_test.token_for(api_test.SEKISHO, data, systems=("nol", "cc", "nws", "re"),
                               scopes=("view", "run", "prepare-import", "apply", "deliver"))
    server = api_test.Server(api_test.SEKISHO, data, token)
    try:
        client = Client(server)
        client.import_registers(f"{folder}/register")
        wrong = client.hand_in_all(f"{folder}/logs")
        review = client.review(keep=True)
        scored = subprocess.run([f"{scenario}/score", folder, f"{data}/reviews/{review}"],
                                text=True, capture_output=True, check=False)
        corrected, second = check_versions(client, folder, data, review)
        wrong += corrected + check_simulation(client, data, second)
    finally:
        server.end()
    for line in scored.stdout.splitlines():
        if not line.startswith("ok"):
            print("  " + line)
    print(scored.stderr, end="")
    for line in wrong:
        print("  " + line)
    shutil.rmtree(f"{folder}/corrected", ignore_errors=True)
    return scored.returncode == 0 and not wrong


def main(shared):
    scenario = os.path.join(shared, "scenario")
    if not os.path.exists(os.path.join(scenario, "generate")):
        print(f"no scenario in {shared}: nothing tested")
        return 77
    seeds = os.environ.get("SCENARIO_SEEDS", "7").split()
    scale = os.environ.get("SCENARIO_SCALE", "0.05").split()[0]
    postgres = Postgres.start()
    if postgres is None:
        print("LEFT OUT: postgresql-15 is not installed")
    good = True
    try:
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                made = f"{folder}/scenario"
                subprocess.run([f"{scenario}/generate", "--out", made, "--seed", seed, "--scale",
                                scale], check=True, stdout=subprocess.DEVNULL)
                for name in ["sqlite"] + (["postgres"] if postgres else []):
                    print(f"seed {seed}, scale {scale}, {name}", flush=True)
                    database = postgres.new_database() if name == "postgres" else ""
                    good = judge(scenario, made, f"{folder}/{name}", database) and good
    finally:
        if postgres:
            postgres.__exit__()
    return 0 if good else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
