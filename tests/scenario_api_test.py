#!/usr/bin/env python3
"""Imports generated scenarios into a server and reviews them there, by nothing but the API, on SQLite
and on PostgreSQL; the scenario's own scorer judges every line of the result.

    scenario_api_test.py PROGRAM SHARED

SHARED holds scenario/generate and scenario/score. SCENARIO_SEEDS ("7") and SCENARIO_SCALE ("0.05")
ask for others. The logs are put into the server's data, and what the review wrote is read there,
since programs see no names; everything else goes over the wire. Exit code 77: there is no scenario
beside this checkout, so nothing was tested.
"""
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

    def review(self, logs):
        job = self.json("POST", "/api/v1/reviews", {"logs": logs})
        return self.wait(job["job"])["result"]


def judge(scenario, folder, data, database):
    os.makedirs(f"{data}/logs")
    if database:
        subprocess.run([api_test.SEKISHO, "store", "init", f"{data}/store", "--origin",
                        "example.com/api", "--database", database], check=True,
                       stdout=subprocess.DEVNULL)
    shutil.copytree(f"{folder}/logs", f"{data}/logs/logs")
    server = api_test.Server(data, api_test.token_for(data))
    try:
        client = Client(server)
        client.import_registers(f"{folder}/register")
        review = client.review("logs")
    finally:
        server.end()
    scored = subprocess.run([f"{scenario}/score", folder, f"{data}/reviews/{review}"], text=True, capture_output=True,
                            check=False)
    for line in scored.stdout.splitlines():
        if not line.startswith("ok"):
            print("  " + line)
    print(scored.stderr, end="")
    return scored.returncode == 0


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
