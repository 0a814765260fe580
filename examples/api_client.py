#!/usr/bin/env python3
"""Starts a review on a Sekisho server, watches it, and prints its scope.

    SEKISHO_TOKEN=... api_client.py http://127.0.0.1:8080 REGISTERS LOGS [FROM UNTIL]

REGISTERS and LOGS are data sets of the server. Only Python's standard library is needed.
"""
import json
import os
import sys
import urllib.error
import urllib.request
import uuid


class Sekisho:
    def __init__(self, server, token):
        self.server, self.token = server, token

    def open(self, path, body=None, **headers):
        headers["Authorization"] = "Bearer " + self.token
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        try:
            return urllib.request.urlopen(
                urllib.request.Request(self.server + path, data, headers))
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise SystemExit(f"{problem['title']}: {problem.get('detail', '')} {problem['help']}")

    def ask(self, path, body=None, **headers):
        with self.open(path, body, **headers) as answer:
            return json.load(answer)

    def follow(self, job):
        """Each state of a job, and how far it is, until it has ended."""
        last = None
        while True:
            headers = {"Last-Event-ID": last} if last else {}
            with self.open(f"/api/v1/jobs/{job}/events", **headers) as events:
                for line in events:
                    name, _, value = line.decode().rstrip("\n").partition(": ")
                    if name == "id":
                        last = value
                    elif name == "data":
                        state = json.loads(value)
                        yield state
                        if state["state"] not in ("queued", "running"):
                            return


def main(server, registers, logs, *period):
    sekisho = Sekisho(server, os.environ["SEKISHO_TOKEN"])
    wanted = {"registers": registers, "logs": logs, **dict(zip(("from", "until"), period))}
    # The key makes it safe to send this again where the answer was lost.
    key = {"Idempotency-Key": str(uuid.uuid4())}
    job = sekisho.ask("/api/v1/reviews", wanted, **key)
    for job in sekisho.follow(job["job"]):
        print(f"{job['state']}: {job['bytes']:,} of {job['bytes_of']:,} bytes", file=sys.stderr)
    if job["state"] != "done":
        raise SystemExit(f"the review is {job['state']}: {job.get('error', '')}")
    total = sekisho.ask(f"/api/v1/reviews/{job['result']}/scope")["total"]
    for figure in ("contracts", "retailers", "viewers", "violations", "undetermined"):
        print(f"{figure}: {total[figure]:,}")


if __name__ == "__main__":
    main(*sys.argv[1:])
