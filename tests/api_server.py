"""`sekisho serve` for tests, and tokens of programs that ask it."""
import json
import os
import shutil
import signal
import subprocess
import time

from exchange import exchange

PATIENCE = 120  # seconds, on a machine that others use too


def make_reviewed(run, demo, data, accesses, *period):
    """Data of a server with a finished review `demo` of a made-up utility, which is written into the
    directory `demo` where it is not there. `run` runs the program."""
    if not os.path.exists(demo):
        run("demo", "--out", demo, "--accesses", str(accesses))
    for kind, folder in (("registers", "register"), ("logs", "logs")):
        shutil.copytree(os.path.join(demo, folder), os.path.join(data, kind, "demo"))
    run("review", "--registers", f"{data}/registers/demo", "--logs", f"{data}/logs/demo", *period,
        "--out", f"{data}/reviews/demo", "--data-only")


def token_for(sekisho, data, name="tester", roles=("conduct-regulation", "disaster-desk",
                                                 "system-administrator"),
              scopes=("view", "run", "export", "prepare-import", "apply", "approve", "triage",
                      "check", "decide", "open-disaster", "close-disaster", "lend", "take-back",
                      "settle", "ask", "end", "draft"), systems=("sekisho",)):
    """A token of a program, in a store that is made where there is none."""
    store = os.path.join(data, "store")
    os.makedirs(data, exist_ok=True)
    if not os.path.exists(store):
        subprocess.run([sekisho, "store", "init", store, "--origin", "log.example/api"],
                       check=True, stdout=subprocess.DEVNULL)
    words = [word for role in roles for word in ("--role", role)]
    words += [word for scope in scopes for word in ("--scope", scope)]
    words += [word for system in systems for word in ("--administers", system)]
    done = subprocess.run([sekisho, "user", "token", store, "--login", name, "--by", "P1",
                           "--approves", "--number", "2026-1", "--json",
                           *words],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["token"]


class Server:
    """`sekisho serve` on a free port, and the token of somebody who may see everything."""

    def __init__(self, sekisho, data, token, *options, first=True):
        """`first`: nobody administers it yet, and it says how the first one enrols."""
        self.token = token
        with open(os.path.join(os.path.dirname(data), "server.log"), "ab") as log:
            self.process = subprocess.Popen(
                [sekisho, "serve", "--data", data, "--listen", "127.0.0.1:0", *options],
                stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"})
        self.host, self.port = self.process.stdout.readline().strip()[len("http://"):].split(":")
        self.code = self.process.stdout.readline().split(": ")[1].split()[0] if first else None

    def wait_until_ready(self):
        """A server that was just started reads its registers. The waiting counts as a stranger's
        requests."""
        until = time.monotonic() + PATIENCE
        while self.ask("GET", "/readyz", token=False).status == 503:
            if time.monotonic() > until:
                raise RuntimeError("the server does not become ready")
            time.sleep(0.05)

    def ask(self, method, path, body=None, token=True, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is True:
            sent["Authorization"] = "Bearer " + self.token
        elif token:
            sent["Authorization"] = "Bearer " + token
        return exchange(self.host, self.port, method, path, body, sent, PATIENCE)

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code
