#!/usr/bin/env python3
"""Starts the three systems, two of them behind the gate, on free ports, for people to try.

    start.py [--directory DIR] [--build build/release] [--port 8443]

The utility and its customers are those of `sekisho demo`; DIR has everything that is written. People log in
as in a real installation: to `sekisho serve`, of which nginx stands in front, with a password and an
authenticator app or an ID card. The configuration is that of examples/gate, with its places exchanged.
Three desks stand on this machine, each with an address of its own (desk.py).

Type `code NAME` for the six digits of somebody's app, `enrol NAME` for a code with which they register a
security key of yours, `begin` to declare the disaster, everywhere or for the AREA behind it, and `end` to
lift it, `looks` for what the record has of looks, or with a page's reference number of that one.
"""
import argparse
import contextlib
import csv
import dataclasses
import datetime
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

from customers import Customers
from desk import Desk
from installation import (PATIENCE, SOURCE, Cards, Installation, make_identity_key, program_in, run,
                          wait_for)
from people import PASSWORD

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
DISASTER = "SG-TODAY"
LONG_AGO = "2019-06-01T00:00:00+09:00"
CLERK, HELPER, AFFILIATE = "clerk", "helper", "affiliate"  # as they log in
# The addresses of their desks, and this machine's own.
DESKS = {CLERK: "127.0.0.11", HELPER: "127.0.0.12", AFFILIATE: "127.0.0.13"}
HERE = "127.0.0.1"
# Browsers take names below `localhost` for this machine.
HOSTS = {"sekisho.example": "sekisho.localhost", "network-online.example": "network-online.localhost",
         "call-centre.example": "call-centre.localhost"}
LOG_IN = HOSTS["sekisho.example"]
GATES = {"nol": HOSTS["network-online.example"], "cc": HOSTS["call-centre.example"]}


def free_port(wanted=0):
    for port in (wanted, 0):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                one.bind((HERE, port))
                return one.getsockname()[1]
    raise RuntimeError("no port is free")


class Registers:
    """The registers of the demo, with what they lack for today: the desks, and a disaster."""

    def __init__(self, directory):
        self.directory = directory
        self.kept = {name: self.read(name) for name in ("disasters.csv", "grants.csv")}
        for row in self.kept["disasters.csv"]:
            row.setdefault("areas", "")
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
        # A browser that sits at none of the desks: let it be the affiliate's.
        self.add("addresses.csv", [[DESKS[who], self.terminals[who], LONG_AGO, ""] for who in DESKS]
                 + [[HERE, self.terminals[AFFILIATE], LONG_AGO, ""]])

    def path(self, name):
        return os.path.join(self.directory, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def add(self, name, rows):
        with open(self.path(name), "a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def put(self, name, rows):
        """The file's path."""
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(list(self.kept[name][0]))
            writer.writerows([*(list(row.values()) for row in self.kept[name]), *rows])
        return self.path(name)

    def set_disaster(self, begun, lifted="", areas=""):
        """A disaster from `begun`, for which the helper was lent an account in both systems; the files
        that say so. `areas`, with `;` between them; none: everywhere."""
        return [self.put("disasters.csv", [[DISASTER, "本日の台風", begun, lifted, areas]]),
                self.put("grants.csv", [[DISASTER, self.people[HELPER], system, account,
                                         self.terminals[HELPER], begun, lifted]
                                        for system, account in (("cc", self.lent_account),
                                                                ("nol", "aid-nol"))])]


class Stand:
    """All of it, in a directory that is empty or absent. The disaster is declared."""

    def __init__(self, directory, build, port=0):
        """`build`: a build directory with bin/sekisho and the module of nginx."""
        self.root = os.path.abspath(directory)
        self.build = os.path.abspath(build)
        self.port = free_port(port)
        self.ends = contextlib.ExitStack()
        os.makedirs(self.root, exist_ok=True)
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self):
        program = program_in(self.build)
        run(program, "demo", "--out", self.path("demo"), "--accesses", "1000")
        shutil.copytree(self.path("demo", "register"), self.path("registers"))
        self.registers = Registers(self.path("registers"))
        self.registers.set_disaster(*self.times_of_disaster())
        self.cards = Cards(self.path("cards"))
        systems = [word for code, host in GATES.items()
                   for word in ("--gate-system", f"{code}=https://{host}:{self.port}")]
        self.sekisho = self.ends.enter_context(contextlib.closing(Installation(
            program, self.path("sekisho"), self.registers.directory, "--origin", self.log_in_address(),
            "--cards", self.cards.issuers, "--revoked-cards", self.cards.revoked, *systems)))
        self.people = self.sekisho.invite(DESKS, self.registers.people,
                                          {CLERK: self.cards.issue(CLERK)})
        self.desks = {who: self.ends.enter_context(contextlib.closing(Desk(address)))
                      for who, address in DESKS.items()}
        make_identity_key(self.path("identity.key"), self.path("identity-keys.json"))
        keys = ["--keys", self.path("identity-keys.json")]
        self.write("registry-password", "kyoyo-2024\n")
        self.ports = {
            "nol": self.start_system("network_online.py", "nol", keys),
            "cc": self.start_system("call_centre.py", "cc", keys),
            "re": self.start_system("registry.py", "re",
                                    ["--password-file", self.path("registry-password")])}
        self.configure()
        self.start_nginx()

    def path(self, *names):
        return os.path.join(self.root, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        pathlib.Path(self.path(name)).write_text(text, encoding="utf-8")

    def address(self, system, path="/"):
        return f"https://{GATES[system]}:{self.port}{path}"

    def log_in_address(self, path=""):
        return f"https://{LOG_IN}:{self.port}{path}"

    def start_system(self, program, code, more):
        """The port of a system that has begun to answer."""
        one = subprocess.Popen(
            [sys.executable, SOURCE / "examples" / "systems" / program, "--registers",
             self.path("demo", "register"), "--logs", self.path("logs", code), *more],
            stdout=subprocess.PIPE, text=True)
        self.ends.callback(self.end_system, one)
        line = one.stdout.readline()
        if not line:
            raise RuntimeError(f"{program} did not start")
        return int(line)

    @staticmethod
    def end_system(one):
        one.terminate()
        one.wait(timeout=PATIENCE)
        one.stdout.close()

    def configure(self):
        """examples/gate, with its places exchanged."""
        os.makedirs(self.path("etc"))
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", self.path("etc", "gate.key"), "-out", self.path("etc", "gate.pem"), "-subj",
            "/CN=gate", "-days", "30", "-addext",
            "subjectAltName=" + ",".join("DNS:" + host for host in HOSTS.values()))
        for name in os.listdir(SOURCE / "examples" / "gate"):
            self.write("etc/" + name, self.placed(SOURCE / "examples" / "gate" / name))
        temporary = "".join(f"{kind}_temp_path {self.path(kind)};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(self.path("etc", "terminals.conf"), "a", encoding="utf-8") as file:
            file.write("access_log off;\n" + temporary)

    def placed(self, path):
        text = path.read_text(encoding="utf-8")
        places = {" lib/sekisho/": " " + os.path.join(self.build, "lib", ""),
                  "/etc/sekisho/card-issuers.pem": self.cards.issuers,
                  "/etc/sekisho/card-crl.pem": self.cards.revoked,
                  "/etc/sekisho/identity.key": self.path("identity.key"),
                  "/etc/sekisho/": self.path("etc", ""),
                  "/var/lib/sekisho/gate/": self.path("sekisho", "gate", ""),
                  "/run/sekisho-gate/recorder.sock": self.path("sekisho", "recorder.sock"),
                  "443 ssl": f"{HERE}:{self.port} ssl",
                  "127.0.0.1:8090": f"{HERE}:{self.sekisho.server.port}",
                  "127.0.0.1:8081": f"{HERE}:{self.ports['nol']}",
                  "127.0.0.1:8082": f"{HERE}:{self.ports['cc']}",
                  "https://sekisho.example": self.log_in_address(), **HOSTS}
        for place, ours in places.items():
            text = text.replace(place, ours)
        return text

    def start_nginx(self):
        user = "user root;" if os.getuid() == 0 else ""  # the recorder knows its own user
        self.nginx = subprocess.Popen(
            [NGINX, "-e", self.path("error.log"), "-c", self.path("etc", "nginx.conf"), "-g",
             f"{user} daemon off; worker_processes 1; pid {self.path('nginx.pid')}; "
             f"error_log {self.path('error.log')} notice;"])
        self.ends.callback(self.nginx.wait, timeout=PATIENCE)
        self.ends.callback(self.nginx.terminate)

        def listening():
            if self.nginx.poll() is not None:
                raise RuntimeError(self.nginx_log())
            with contextlib.suppress(OSError):
                socket.create_connection((HERE, self.port)).close()
                return True
            return False
        wait_for(listening, self.nginx_log)

    def nginx_log(self):
        return pathlib.Path(self.path("error.log")).read_text(encoding="utf-8", errors="replace")

    def declare(self, areas=""):
        """A disaster from an hour ago. Returns when the gates know of it."""
        self.sekisho.import_registers(
            self.registers.set_disaster(*self.times_of_disaster(), areas=areas))

    def lift(self):
        self.sekisho.import_registers(self.registers.set_disaster(*self.times_of_disaster(True)))

    def somebody(self):
        """A customer about whom there is as much as there can be, whom a competitor supplies."""
        return next(one for one in Customers(self.path("demo", "register")).by_point.values()
                    if one.switching and one.plant and len(one.notes) == 2
                    and one.supplier[0] != "SJR")

    @staticmethod
    def times_of_disaster(lifted=False):
        now = datetime.datetime.now(datetime.timezone.utc)
        begun = now - datetime.timedelta(hours=1)
        ended = (now - datetime.timedelta(seconds=1)).isoformat(timespec="seconds") if lifted else ""
        return begun.isoformat(timespec="seconds"), ended

    def close(self):
        self.ends.close()


def tell(stand):
    who = {CLERK: "a clerk of the network company / 送配電会社の担当者",
           HELPER: "a helper, in and out of a disaster / 災害時の応援者",
           AFFILIATE: "somebody of the affiliate / 特定関係事業者の従業者"}
    print(f"\nLog in at / ログイン画面: {stand.log_in_address('/console/systems')}")
    print(f"as / ログイン名: {', '.join(stand.people)}; password / パスワード: {PASSWORD}")
    print("Each desk has a browser of its own; any other browser sits at the affiliate's desk.\n"
          "次のコマンドで、席(端末)ごとのブラウザーを起動します。ほかのブラウザーは、特定関係事業者の端末とみなされます。\n")
    for name, desk in stand.desks.items():
        print(f"{name}: {who[name]}, {stand.registers.people[name]}, {stand.registers.terminals[name]}")
        print(f"  chromium --no-first-run --user-data-dir={stand.path('browsers', name)} --proxy-server={desk.proxy} "
              f"'--proxy-bypass-list=<-loopback>' \\\n    --ignore-certificate-errors-spki-list="
              f"{spki_of(stand.path('etc', 'gate.pem'))} {stand.log_in_address('/console/systems')}")
    print(f"\nthe clerk's ID card / 担当者のIDカード (PKCS #12): {stand.cards.path(CLERK + '.p12')}\n"
          f"the registry, which is not behind the gate / ゲートの対象外の登録簿: "
          f"http://{HERE}:{stand.ports['re']}/\n  SJN0001, kyoyo-2024\n"
          f"everything is in / 作成先: {stand.root}\n\n"
          "code NAME (six digits / 認証アプリの6桁), enrol NAME (a code / セキュリティキーの登録コード), "
          "begin, begin 東浜市, end\n(the disaster, everywhere or for an area / 災害の宣言(全域・区域)と解除), "
          "looks (the record / 閲覧の記録); Ctrl-C",
          flush=True)


def spki_of(certificate):
    """By which a browser is told of a certificate that nobody else vouches for."""
    public = run("openssl", "x509", "-in", certificate, "-pubkey", "-noout")
    return subprocess.run("openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | "
                          "openssl base64", shell=True, check=True, text=True, input=public,
                          capture_output=True).stdout.strip()


def facts_of(stand):
    """For a program that tries it."""
    return {"login": stand.log_in_address(), "spki": spki_of(stand.path("etc", "gate.pem")),
            "password": PASSWORD,
            "systems": {code: stand.address(code, "") for code in GATES},
            "registry": f"http://{HERE}:{stand.ports['re']}",
            "card": {"certificate": stand.cards.path(CLERK + ".pem"),
                     "key": stand.cards.path(CLERK + ".key")},
            "desks": {who: desk.proxy for who, desk in stand.desks.items()},
            "people": stand.registers.people, "terminals": stand.registers.terminals,
            "customer": dataclasses.asdict(stand.somebody())}


def obey(stand, line):
    """What is answered to a line that somebody typed."""
    word, _, name = line.strip().partition(" ")
    if word == "code" and name in stand.people:
        return stand.people[name].code()
    if word == "enrol" and name in stand.people:
        return stand.people[name].log_in().must("POST", "/api/v1/factors")["code"]
    if word == "begin":
        stand.declare(areas=name)
        return f"declared for {name}" if name else "declared for everywhere"
    if word == "end":
        stand.lift()
        return "lifted"
    if word == "looks":
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in stand.sekisho.looks(name))
    return __doc__.strip().rpartition("\n\n")[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--directory", help="empty or absent; without it a temporary one")
    parser.add_argument("--build", default=SOURCE / "build" / "release")
    parser.add_argument("--port", type=int, default=8443, help="where it is free")
    parser.add_argument("--json", action="store_true",
                        help="for a program: a line of facts, then a line for each line")
    given = parser.parse_args()
    if NGINX is None:
        sys.exit("nginx is missing")
    with contextlib.ExitStack() as stack:
        directory = given.directory or stack.enter_context(
            tempfile.TemporaryDirectory(prefix="sekisho-systems-"))
        stand = stack.enter_context(contextlib.closing(Stand(directory, given.build, given.port)))
        if given.json:
            print(json.dumps(facts_of(stand)), flush=True)
        else:
            tell(stand)
        with contextlib.suppress(KeyboardInterrupt):
            for line in sys.stdin:
                answer = obey(stand, line)
                print(json.dumps(answer) if given.json else answer, flush=True)


if __name__ == "__main__":
    main()
