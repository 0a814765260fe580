#!/usr/bin/env python3
"""Starts the three systems, two of them behind the gate, on free ports, for people to try.

    start.py [--directory DIR] [--build build/release]

The utility and its customers are those of `sekisho demo`; DIR has everything that is written. Four desks
stand on this machine, each with an address of its own on which its browser asks (desk_rows); so that one
browser can sit at all of them, the address that is asked for says which desk it is. The configuration is
that of examples/gate, with its places exchanged.

Type `begin` or `end` to declare the disaster and to lift it, `looks` to see what the recorder has kept.
"""
import argparse
import contextlib
import csv
import datetime
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for something to start
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
DISASTER = "SG-TODAY"
LONG_AGO = "2019-06-01T00:00:00+09:00"
# Who sits where: the address that a desk's browser asks, and this machine's own.
CLERK, HELPER, AFFILIATE, HERE = "127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.1"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(what, why):
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(why())
        time.sleep(0.05)




class Registers:
    """The registers of the demo, with what they lack for today: the desks, and a disaster."""

    def __init__(self, directory):
        self.directory = directory
        self.kept = {name: self.read(name) for name in ("disasters.csv", "grants.csv")}
        terminals = [row for row in self.read("terminals.csv") if not row["until"]]
        accounts = self.read("accounts.csv")
        owned = {row["custodian"]: row["terminal"] for row in terminals if row["entity"] == "SJN"}
        clerk = next(row["holder"] for row in accounts if row["system"] == "nol"
                     and row["kind"] == "personal" and row["holder"] in owned)
        lent = self.kept["grants.csv"][0]
        own = {row["custodian"]: row["terminal"] for row in terminals if row["entity"] == "SJR"}
        # An account of 2021 that nobody closed.
        affiliate = next(row["holder"] for row in accounts if row["system"] == "nol"
                         and row["kind"] == "temporary" and not row["revoked"]
                         and row["holder"] in own)
        self.people = {CLERK: clerk, HELPER: lent["person"], AFFILIATE: affiliate}
        self.terminals = {CLERK: owned[clerk], HELPER: lent["terminal"], AFFILIATE: own[affiliate]}
        self.lent_account = lent["account"]
        self.add("accounts.csv", [["cc", "c-clerk", "personal", clerk, LONG_AGO, ""],
                                  ["nol", "aid-nol", "temporary", lent["person"], LONG_AGO, ""]])
        self.add("entitlements.csv", [["cc", "c-clerk", "照会", LONG_AGO, "", "KESSAI-TODAY"]])
        self.add("shared_account_users.csv", [["re", "SJN0001", clerk, LONG_AGO, ""]])
        # A browser that asks the registry comes from this machine: let that be the affiliate's desk.
        self.add("addresses.csv", [[desk, terminal, LONG_AGO, ""] for desk, terminal in
                                   [*self.terminals.items(), (HERE, self.terminals[AFFILIATE])]])

    def path(self, name):
        return os.path.join(self.directory, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def add(self, name, rows):
        with open(self.path(name), "a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def put(self, name, rows):
        with open(self.path(name) + ".new", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(list(self.kept[name][0]))
            writer.writerows([*(list(row.values()) for row in self.kept[name]), *rows])
        os.rename(self.path(name) + ".new", self.path(name))

    def set_disaster(self, begun, lifted=""):
        """A disaster from `begun`, for which the helper was lent an account in both systems."""
        self.put("disasters.csv", [[DISASTER, "本日の台風", begun, lifted]])
        self.put("grants.csv", [[DISASTER, self.people[HELPER], system, account,
                                 self.terminals[HELPER], begun, lifted]
                                for system, account in (("cc", self.lent_account),
                                                        ("nol", "aid-nol"))])


class PlayedSessions:
    """The recorder, the facts, and sessions without a log-in: a program of the tests' keeps them below
    `root`, and whoever comes to a desk's address is the person of that desk. What takes its place
    keeps `facts`, `sessions`, the keys and the recorder's socket, and has its own login.conf."""

    def __init__(self, driver, root, registers):
        self.driver = subprocess.Popen([driver, root], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.read_answer()
        self.tokens = {desk: self.tell(f"session {person} {registers.terminals[desk]} - 3600")[1]
                       for desk, person in registers.people.items()}

    def tell(self, line):
        self.driver.stdin.write(line + "\n")
        self.driver.stdin.flush()
        return self.read_answer()

    def read_answer(self):
        out = []
        for line in self.driver.stdout:
            if line == ".\n":
                return out
            out.append(line.rstrip("\n"))
        raise RuntimeError("the driver of sessions and recorder ended")

    def log_in(self):
        """What nginx does at /login."""
        cookie = "__Host-sekisho=$played_session; Secure; HttpOnly; SameSite=Lax; Path=/"
        return (f'location = /login {{\n  sekisho off;\n  add_header Set-Cookie "{cookie}";\n'
                "  return 303 /;\n}\n")

    def variables(self):
        """For the whole of nginx."""
        pairs = "".join(f'  {desk} "{token}";\n' for desk, token in self.tokens.items())
        return f"map_hash_bucket_size 4096;\nmap $server_addr $played_session {{\n{pairs}}}\n"

    def looks(self):
        return [json.loads(line) for line in self.tell("entries")]

    def close(self):
        self.driver.stdin.close()
        self.driver.wait(timeout=PATIENCE)
        self.driver.stdout.close()


class Stand:
    """All of it, in a directory that is empty or absent."""

    def __init__(self, directory, build):
        """`build`: a build directory with bin/sekisho, bin/gate_driver and the module of nginx."""
        self.root = os.path.abspath(directory)
        self.build = os.path.abspath(build)
        self.processes, self.sessions, self.nginx = [], None, None
        os.makedirs(self.root, exist_ok=True)
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self):
        self.make_facts()
        self.sessions = PlayedSessions(os.path.join(self.build, "bin", "gate_driver"),
                                       self.path("run"), self.registers)
        keys = ["--keys", self.path("run", "identity-keys.json")]
        self.write("registry-password", "kyoyo-2024\n")
        self.ports = {
            "nol": self.start_system("network_online.py", "nol", keys),
            "cc": self.start_system("call_centre.py", "cc", keys),
            "re": self.start_system("registry.py", "re",
                                    ["--password-file", self.path("registry-password")])}
        self.gates = {"nol": free_port(), "cc": free_port()}
        self.make_certificates()
        self.configure()
        self.start_nginx()

    def path(self, *names):
        return os.path.join(self.root, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        pathlib.Path(self.path(name)).write_text(text, encoding="utf-8")

    def make_facts(self):
        subprocess.run([os.path.join(self.build, "bin", "sekisho"), "demo", "--out",
                        self.path("demo"), "--accesses", "1000"], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.copytree(self.path("demo", "register"), self.path("run", "facts", "registers"))
        for name in ("sources", "policies"):
            os.symlink(SOURCE / name, self.path("run", "facts", name))
        self.registers = Registers(self.path("run", "facts", "registers"))

    def start_system(self, program, code, more):
        """The port of a system that has begun to answer."""
        one = subprocess.Popen(
            [sys.executable, SOURCE / "examples" / "systems" / program, "--registers",
             self.path("demo", "register"), "--logs", self.path("logs", code), *more],
            stdout=subprocess.PIPE, text=True)
        self.processes.append(one)
        line = one.stdout.readline()
        if not line:
            raise RuntimeError(f"{program} did not start")
        return int(line)

    def make_certificates(self):
        os.mkdir(self.path("etc"))
        for name in ("gate", "card-issuers"):
            self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-nodes", "-keyout", self.path("etc", name + ".key"), "-out",
                         self.path("etc", name + ".pem"), "-subj", "/CN=" + name, "-days", "2")
        self.write("etc/issuer/index.txt", "")
        self.write("etc/issuer.conf", f"[ca]\ndefault_ca = one\n[one]\ndatabase = "
                   f"{self.path('etc', 'issuer', 'index.txt')}\ndefault_md = sha256\n"
                   "default_crl_days = 2\n")
        self.openssl("ca", "-config", self.path("etc", "issuer.conf"), "-gencrl", "-keyfile",
                     self.path("etc", "card-issuers.key"), "-cert",
                     self.path("etc", "card-issuers.pem"), "-out", self.path("etc", "card-crl.pem"))

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=PATIENCE)

    def configure(self):
        """examples/gate, with its places exchanged."""
        for name in os.listdir(SOURCE / "examples" / "gate"):
            self.write("etc/" + name, self.placed(SOURCE / "examples" / "gate" / name))
        os.symlink(self.path("run", "identity.key"), self.path("etc", "identity.key"))
        desks = "".join(f"  {desk} {terminal};\n"
                        for desk, terminal in self.registers.terminals.items())
        temporary = "".join(f"{kind}_temp_path {self.path(kind)};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.write("etc/terminals.conf",
                   self.sessions.variables() + "access_log off;\n" + temporary
                   + f"map $server_addr $terminal_by_certificate {{\n{desks}}}\n")
        self.write("etc/login.conf", self.sessions.log_in())

    def placed(self, path):
        text = path.read_text(encoding="utf-8")
        gate, system = {"network-online.conf": ("nol", "8081"),
                        "call-centre.conf": ("cc", "8082")}.get(path.name, ("", "-"))
        if gate:
            listening = "\n  ".join(f"listen {desk}:{self.gates[gate]} ssl http2;"
                                    for desk in self.registers.people)
            text = text.replace("listen      443 ssl http2;", listening)
            text = text.replace("127.0.0.1:" + system, f"127.0.0.1:{self.ports[gate]}")
        for place, ours in ((" lib/sekisho/", " " + os.path.join(self.build, "lib", "")),
                            ("/etc/sekisho/", self.path("etc", "")),
                            ("/var/lib/sekisho/gate/", self.path("run", "")),
                            ("/run/sekisho-gate/recorder.sock", self.path("run", "spool.sock")),
                            (" /console/;", " /login;")):
            text = text.replace(place, ours)
        return text

    def start_nginx(self):
        user = "user root;" if os.getuid() == 0 else ""  # the recorder knows its own user
        self.nginx = subprocess.Popen(
            [NGINX, "-e", self.path("error.log"), "-c", self.path("etc", "nginx.conf"), "-g",
             f"{user} daemon off; worker_processes 1; pid {self.path('nginx.pid')}; "
             f"error_log {self.path('error.log')} notice;"])

        def listening():
            if self.nginx.poll() is not None:
                raise RuntimeError(self.nginx_log())
            return all(socket_answers(desk, port) for desk in self.registers.people
                       for port in self.gates.values())
        wait_for(listening, self.nginx_log)

    def nginx_log(self):
        return pathlib.Path(self.path("error.log")).read_text(encoding="utf-8", errors="replace")

    def declare(self):
        """A disaster from an hour ago."""
        self.set_disaster(datetime.timedelta(hours=1))

    def lift(self):
        self.set_disaster(datetime.timedelta(hours=1), datetime.timedelta(seconds=1))

    def set_disaster(self, begun, lifted=None):
        now = datetime.datetime.now(datetime.timezone.utc)
        self.registers.set_disaster((now - begun).isoformat(timespec="seconds"),
                                    (now - lifted).isoformat(timespec="seconds") if lifted else "")
        self.sessions.tell("facts")
        self.reload()

    def reload(self):
        """nginx reads everything anew; waits until its workers of before take no more requests."""
        before = self.nginx_log().count("gracefully shutting down")
        self.nginx.send_signal(1)
        wait_for(lambda: self.nginx_log().count("gracefully shutting down") > before, self.nginx_log)

    def close(self):
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait(timeout=PATIENCE)
        for one in self.processes:
            one.terminate()
            one.wait(timeout=PATIENCE)
            one.stdout.close()
        if self.sessions is not None:
            self.sessions.close()


def socket_answers(address, port):
    with contextlib.suppress(OSError):
        socket.create_connection((address, port)).close()
        return True
    return False


def tell(stand):
    print(f"everything is in {stand.root}\n")
    names = {CLERK: "a clerk of the network company", HELPER: "a helper, in and out of a disaster",
             AFFILIATE: "somebody of the affiliate"}
    for desk, person in stand.registers.people.items():
        print(f"{names[desk]}: {person} at {stand.registers.terminals[desk]}")
        for code, port in stand.gates.items():
            print(f"  {code}  https://{desk}:{port}/login")
    print(f"\nthe registry, which is not behind the gate: http://127.0.0.1:{stand.ports['re']}/\n"
          "  user SJN0001, password kyoyo-2024\n\nbegin, end (of the disaster), looks; Ctrl-C stops")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--directory", help="empty or absent; without it a temporary one")
    parser.add_argument("--build", default=SOURCE / "build" / "release")
    given = parser.parse_args()
    if NGINX is None:
        sys.exit("nginx is missing")
    with contextlib.ExitStack() as stack:
        directory = given.directory or stack.enter_context(
            tempfile.TemporaryDirectory(prefix="sekisho-systems-"))
        stand = stack.enter_context(contextlib.closing(Stand(directory, given.build)))
        stand.declare()
        tell(stand)
        with contextlib.suppress(KeyboardInterrupt):
            for line in sys.stdin:
                if line.strip() in ("begin", "end"):
                    (stand.declare if line.strip() == "begin" else stand.lift)()
                elif line.strip() == "looks":
                    for one in stand.sessions.looks():
                        print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
