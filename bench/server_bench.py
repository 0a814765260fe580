#!/usr/bin/env python3
"""Reads through the API at a fixed rate, with the server on one core, on SQLite and on PostgreSQL 15,
beside a plain Beast server that says hello, in the same run.

    server_bench.py [--data DIR [--prepare]] [--lines N] [--points N] [--rate N] [--seconds N]
                    [--only STORE] [--kinds]

Behind the server lie ten million accesses, handed in with slips, sealed and reviewed through the
API, and a register of nine million supply points: made by review_data, which the build puts beside
this script, and kept where --data or SERVER_DATA names a directory; --prepare makes only that,
which takes long. What is read is what the console's pages read, by somebody who logged in and said
why they look at people in plain.

The server has the first core; clients and PostgreSQL have the second. Then it reviews the whole
archive on that core, once with nobody asking and once beside the same reads: what each takes from
the other. A line of JSON for each figure goes to standard output; the rest, with --kinds the times
of each kind of read, to stderr.
"""
import argparse
import contextlib
import csv
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = os.path.dirname(os.path.abspath(sys.argv[0]))
SEKISHO = os.path.join(PROGRAMS, "sekisho")
LOAD = os.path.join(PROGRAMS, "server_load")
sys.path.insert(0, str(ROOT / "tests"))
from people import PASSWORD, Person  # noqa: E402
from postgres import Postgres  # noqa: E402

SERVER_CORE, CLIENT_CORE = 0, 1
PIECE = 8 << 20
PATIENCE = 3600  # seconds that a job may take on a busy machine
ROUNDS = 3
NOTED = "bench.json"  # what was built, beside the data


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Serving:
    """`sekisho serve` on a free port, on the first core only where reads are measured."""

    def __init__(self, data, pinned=False):
        pin = ["taskset", "-c", str(SERVER_CORE)] if pinned else []
        self.process = subprocess.Popen(
            [*pin, SEKISHO, "serve", "--data", data, "--listen", "127.0.0.1:0", "--quiet",
             "--rate", "1000000000", "--lang", "en"], stdout=subprocess.PIPE, text=True)
        self.host, self.port = self.process.stdout.readline().strip()[len("http://"):].split(":")

    def first_code(self):
        return self.process.stdout.readline().split(": ")[1].split()[0]

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(120)
        self.process.stdout.close()


def until_done(person, job, meanwhile=lambda: time.sleep(0.5)):
    """The job in its end; until then something is done again and again."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = person.must("GET", "/api/v1/jobs/" + job)
        if found["state"] not in ("queued", "running"):
            break
        meanwhile()
    if found["state"] != "done":
        raise RuntimeError(f"the job is {found}")
    return found


class Program(Person):
    """What asks with a token."""

    def __init__(self, server, token):
        super().__init__(server.host, server.port)
        self.token = token

    def ask(self, method, path, body=None, **headers):
        return super().ask(method, path, body, Authorization="Bearer " + self.token, **headers)

    def upload(self, path):
        with open(path, "rb") as file:
            content = file.read()
        sha256 = hashlib.sha256(content).hexdigest()
        begun = self.must("POST", "/api/v1/uploads", {"name": "nol/" + path.name,
                                                      "bytes": len(content), "sha256": sha256})
        for offset in range(0, len(content), PIECE):
            self.must("PATCH", "/api/v1/uploads/" + begun["upload"], content[offset:offset + PIECE],
                      Upload_Offset=str(offset), Content_Type="application/partial-upload")
        return begun["upload"], sha256, content.count(b"\n") - 1

    def hand_in(self, path):
        upload, sha256, lines = self.upload(path)
        handed = self.must("POST", "/api/v1/deliveries", {
            "upload": upload, "system": "nol", "extracted_by": "P000001", "query": "the month",
            "from": "2022-04-01", "until": "2023-04-01", "counted": lines, "sha256": sha256})
        until_done(self, handed["job"])
        one = self.must("GET", "/api/v1/deliveries/" + handed["delivery"]["delivery"])
        if one["state"] != "archived":
            raise RuntimeError(f"{path} is {one['state']}: {one['differences']}")
        return lines


def build(data, made, database):
    """A server's data: registers imported, logs handed in and sealed, the archive reviewed."""
    store = os.path.join(data, "store")
    os.makedirs(data)
    run(SEKISHO, "store", "init", store, "--origin", "bench.example/server",
        *(["--database", database] if database else []))
    say("  importing the registers")
    run(SEKISHO, "register", "import", os.path.join(made, "register"), "--store", store, "--by",
        "bench", "--reason", "bench")
    token = json.loads(subprocess.run(
        [SEKISHO, "user", "token", store, "--login", "bench", "--by", "P1", "--number", "1",
         "--json", "--role", "conduct-regulation", "--role", "system-administrator",
         "--administers", "nol", "--scope", "view", "--scope", "run", "--scope", "deliver"],
        check=True, capture_output=True, text=True).stdout)["token"]
    with Serving(data) as server:
        admin = Person(server.host, server.port, "admin").enrol(server.first_code()).log_in()
        admin.step_up("account")
        reader = admin.invite("hana", ["conduct-regulation"])
        program = Program(server, token)
        lines = 0
        for path in sorted(pathlib.Path(made, "logs", "nol").iterdir()):
            say(f"  handing in {path.name}")
            lines += program.hand_in(path)
        say("  reviewing the archive")
        job = program.must("POST", "/api/v1/reviews", {"archive": True})["job"]
        review = until_done(program, job)["result"]
    # Last: what has no such file is not whole.
    with open(os.path.join(data, NOTED), "w", encoding="utf-8") as file:
        json.dump({"secret": reader.secret, "review": review, "lines": lines}, file)


def logged_in(server, secret, review):
    """Somebody of the conduct-regulation department, who sees the review and the registers in plain."""
    person = Person(server.host, server.port, "hana")
    person.secret = secret
    person.log_in().step_up("unmask")
    for thing, name in (("review", review), ("register", "all")):
        person.must("POST", "/api/v1/unmaskings", {"thing": thing, "id": name, "purpose": "bench"})
    return person


def spread(rows, count):
    return rows[::max(len(rows) // count, 1)][:count]


def reads(data, review, person):
    """What the console's pages ask for, as (kind, request, body), mixed."""
    with open(f"{data}/reviews/{review}/findings.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["object"] and row["retailer"]]
    some = spread(rows, 40)
    at = f"/api/v1/reviews/{review}"
    get = lambda kind, path, **query: (kind, "GET " + path + (
        "?" + urllib.parse.urlencode(query) if query else ""), "")
    pages = [get("findings", at + "/findings", limit=100, **more) for more in [
        {}, {"sort": "-time"}, {"sort": "viewer"}, {"route": some[0]["route"], "sort": "-time"},
        {"disposition": "attempt", "sort": "time"}, {"retailer": some[1]["retailer"]},
        {"viewer": some[2]["viewer"] or some[2]["holder"]},
        {"from": "2022-10-10", "until": "2022-10-12", "sort": "-account"}]]
    first = person.must("GET", f"{at}/findings?limit=100&sort=-time")
    pages.append(get("findings", at + "/findings", limit=100, sort="-time", cursor=first["next"]))
    counted = [get("counts", at + "/findings/counts", by=by, **more) for by, more in (
        ("route", {}), ("viewer", {}), ("month", {"and": "route"}), ("day", {}))]
    explained = [("explained", "POST /api/v1/decisions", json.dumps(
        {"system": one["system"], "account": one["account"], "terminal": one["terminal"],
         "at": one["time"], "action": one["action"], "object": one["object"]})) for one in some]
    looked_up = [get("fact", f"/api/v1/registers/{register}/facts/"
                     + urllib.parse.quote(one[column], safe=""))
                 for one in some for register, column in (("people", "holder"),
                                                          ("supply_contracts", "object"))
                 if one[column]]
    as_of = [get("as of", "/api/v1/registers/assignments/facts", limit=100, key=one["holder"],
                 as_of="2022-10-05") for one in some if one["holder"]]
    listed = [get("list as of", f"/api/v1/registers/{one}/facts", limit=100, as_of="2022-10-05")
              for one in ("entities", "accounts", "terminals", "assignments")]
    plain = [get("scope", at + "/scope"), get("coverage", at + "/coverage"), get("run", at),
             get("session", "/api/v1/session"), get("reviews", "/api/v1/reviews", limit=100)]
    # Of a hundred reads: how many of each.
    shares = [(pages, 30), (counted, 8), (explained, 16), (looked_up, 10), (as_of, 8), (listed, 4),
              (plain, 24)]
    queue = []
    for kinds, share in shares:
        queue += [((i + 0.5) / (share * 10), kinds[i % len(kinds)]) for i in range(share * 10)]
    return [read for _, read in sorted(queue, key=lambda one: one[0])]


def load(port, requests, rate, seconds, person=None):
    """The times of each kind."""
    cookies = "; ".join(f"{k}={v}" for k, v in person.cookies.items()) if person else ""
    headers = f"Cookie: {cookies}\r\nSekisho-Client: bench\r\n" if person else ""
    text = "".join("\t".join(filter(None, one)) + "\n" for one in requests)
    done = subprocess.run([LOAD, "ask", str(port), str(rate), str(seconds), str(CLIENT_CORE)],
                          input=text, capture_output=True, text=True, check=True,
                          env={**os.environ, "SERVER_HEADERS": headers})
    return {one["kind"]: one for one in map(json.loads, done.stdout.splitlines())}


def reviewed(person, *meanwhile):
    """The seconds that a review of the whole archive takes."""
    began = time.monotonic()
    until_done(person, person.must("POST", "/api/v1/reviews", {"archive": True})["job"], *meanwhile)
    return time.monotonic() - began


def median(values):
    return sorted(values)[len(values) // 2]


def figures(name, rate, ours, hello, memory, review):
    def figure(metric, unit, values, peers=None, peer="Beast, hello"):
        peer = {"peer": {"name": peer, "median": round(median(peers), 3)}} if peers else {}
        print(json.dumps({"metric": f"server.{name}_{metric}", "unit": unit,
                          "median": round(median(values), 3),
                          "spread": round(max(values) - min(values), 3), **peer}), flush=True)

    for which in ("p50", "p95", "p99"):
        figure(f"{rate}_a_second_{which}", "ms", [one["all"][which] for one in ours],
               [one["all"][which] for one in hello])
    seconds, alone, beside = review
    figure(f"{rate}_a_second_p95_beside_a_review", "ms", [one["all"]["p95"] for one in beside],
           [one["all"]["p95"] for one in ours], "without a review")
    figure(f"review_beside_{rate}_a_second", "s", [seconds], [alone], "without reads")
    figure("errors", "of all reads", [sum(one["all"]["errors"] for one in ours + beside)])
    figure("memory", "MB", [memory])


@contextlib.contextmanager
def greeting():
    process = subprocess.Popen([LOAD, "hello", str(SERVER_CORE)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate()


def measure(name, data, asked):
    with open(os.path.join(data, NOTED), encoding="utf-8") as file:
        noted = json.load(file)
    with Serving(data, pinned=True) as server, greeting() as greeter:
        person = logged_in(server, noted["secret"], noted["review"])
        requests = reads(data, noted["review"], person)
        warm = load(server.port, requests, 50, 20, person)  # tables, orders and facts are read
        kinds = {kind: one["errors"] for kind, one in warm.items() if one["errors"]}
        say(f"{name}: {noted['lines']:,} accesses, memory {server.memory():.0f} MB"
            + (f", errors {kinds}" if kinds else ""))
        ours, hello = [], []
        for _ in range(ROUNDS):
            ours.append(load(server.port, requests, asked.rate, asked.seconds, person))
            hello.append(load(greeter, requests, asked.rate, asked.seconds))
        if asked.kinds:
            for kind, one in sorted(ours[-1].items()):
                say(f"  {kind:<12} " + "  ".join(f"{k} {v}" for k, v in one.items() if k != "kind"))
        say("  reviewing the archive on the same core, without and with reads beside it")
        alone, beside = reviewed(person), []
        seconds = reviewed(person, lambda: beside.append(
            load(server.port, requests, asked.rate, asked.seconds, person)))
        figures(name, asked.rate, ours, hello, server.memory(), (seconds, alone, beside))
        return sum(one["all"]["errors"] for one in ours + hello + beside) == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("SERVER_DATA"))
    for name, default in (("lines", 10_000_000), ("points", 9_000_000), ("rate", 500),
                          ("seconds", 10)):
        parser.add_argument(f"--{name}", type=int,
                            default=int(os.environ.get(f"SERVER_{name.upper()}", default)))
    parser.add_argument("--prepare", action="store_true", help="make the data, measure nothing")
    parser.add_argument("--only", default="", help="one of the stores, to find what is slow")
    parser.add_argument("--kinds", action="store_true")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        root = os.path.abspath(asked.data or stack.enter_context(tempfile.TemporaryDirectory()))
        os.makedirs(root, exist_ok=True)
        os.chmod(root, 0o711)  # PostgreSQL runs as somebody else, below it
        made = os.path.join(root, "made")
        if not os.path.exists(os.path.join(made, NOTED)):
            say("making a utility")
            run(os.path.join(PROGRAMS, "review_data"), "--out", made, "--lines", str(asked.lines),
                "--points", str(asked.points))
            pathlib.Path(made, NOTED).write_text("{}", encoding="utf-8")
        server = Postgres.start(os.path.join(root, "cluster"))
        if server is None:
            say("LEFT OUT: postgresql-15 is not installed")
        else:
            stack.enter_context(server)
            server.pin(CLIENT_CORE)
        stores = {name: os.path.join(root, name)
                  for name in ["sqlite"] + (["postgres"] if server else [])}
        for name, data in stores.items():
            if not os.path.exists(os.path.join(data, NOTED)):
                say(f"building {name}")
                build(data, made, server.new_database() if name == "postgres" else "")
            else:  # kept since an older program
                run(SEKISHO, "store", "migrate", os.path.join(data, "store"))
        if asked.prepare:
            return 0
        measured = [measure(name, data, asked) for name, data in stores.items()
                    if asked.only in ("", name)]
        return 0 if all(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
