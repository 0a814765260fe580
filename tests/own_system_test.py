#!/usr/bin/env python3
"""Sekisho as one of the systems that it watches, over TLS of its own: its accounts are imported, its log
is handed in, and a review by the shipped rules finds whose looks were none of theirs.

    own_system_test.py SEKISHO
"""
import datetime
import hashlib
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

from exchange import exchange
from people import Person

PATIENCE = 120  # seconds
OFFICE, ELSEWHERE = "127.0.0.1", "127.0.0.3"  # terminals of the network company and of its affiliate

REGISTERS = {
    "entities.csv": "entity,name,kind,parent\nTD,送配電,tdso,\nAF,小売,affiliate,\n",
    "people.csv": "社員番号,氏名,カナ\nP-hana,花,ハナ\nP-mori,森,モリ\nP-ken,健,ケン\nadmin,管,カン\n",
    "assignments.csv": "社員番号,会社コード,所属,区分,発令日,解除日\nP-hana,TD,行為規制,本務,2020-04-01,\n"
                       "P-mori,TD,監査,本務,2020-04-01,\nadmin,TD,情報,本務,2020-04-01,\n"
                       "P-ken,AF,営業,本務,2020-04-01,\n",
    "sites.csv": "site,name,entity,zone\nS1,本店,TD,\nS2,支店,AF,\n",
    "terminals.csv": "terminal,entity,site,custodian,from,until\nT1,TD,S1,,2020-04-01,\n"
                     "T2,AF,S2,,2020-04-01,\n",
    "addresses.csv": f"address,terminal,from,until\n{OFFICE},T1,2020-04-01,\n"
                     f"{ELSEWHERE},T2,2020-04-01,\n",
}
CP932 = ("people.csv", "assignments.csv")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class OwnSystem(unittest.TestCase):
    """One server, which speaks TLS by a certificate that it makes for this machine."""

    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.mkdtemp(prefix="sekisho-own-")
        cls.data = os.path.join(cls.base, "data")
        store = os.path.join(cls.data, "store")
        registers = os.path.join(cls.base, "registers")
        os.makedirs(registers)
        os.makedirs(cls.data)
        for name, text in REGISTERS.items():
            with open(os.path.join(registers, name), "w", encoding="cp932" if name in CP932
                      else "utf-8") as file:
                file.write(text)
        for command in (["store", "init", store, "--origin", "log.example/own"],
                        ["register", "import", registers, "--store", store, "--by", "P-admin",
                         "--reason", "test"]):
            subprocess.run([SEKISHO, *command], check=True, stdout=subprocess.DEVNULL)
        cls.start()

    @classmethod
    def start(cls):
        cls.port = free_port()
        cls.server = subprocess.Popen(
            [SEKISHO, "serve", "--data", cls.data, "--listen", f"127.0.0.1:{cls.port}", "--tls",
             "--quiet", "--lang", "en"], stdout=subprocess.PIPE, text=True)
        cls.told = [cls.server.stdout.readline().strip() for _ in range(2)]
        cls.code = cls.server.stdout.readline().split(": ")[1].split()[0]
        cls.certificate = os.path.join(cls.data, "tls", "server.pem")
        cls.tls = ssl.create_default_context()
        cls.tls.load_verify_locations(cadata=cls.pem())

    @classmethod
    def pem(cls):
        with open(cls.certificate, encoding="ascii") as file:
            text = file.read()
        return text[text.index("-----BEGIN CERTIFICATE"):]

    @classmethod
    def end(cls):
        cls.server.send_signal(signal.SIGTERM)
        code = cls.server.wait(PATIENCE)
        cls.server.stdout.close()
        return code

    @classmethod
    def tearDownClass(cls):
        cls.end()
        shutil.rmtree(cls.base)

    def person(self, name):
        out = Person("localhost", self.port, name)
        out.tls = self.tls
        return out

    def wait(self, who, job):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = who.must("GET", "/api/v1/jobs/" + job)
            if found["state"] not in ("queued", "running"):
                self.assertEqual(found["state"], "done", found)
                return found
            time.sleep(0.05)
        raise RuntimeError("the job does not end")

    def test_a_certificate_of_this_machine(self):
        self.assertEqual(self.told[0], f"https://localhost:{self.port}")
        der = ssl.PEM_cert_to_DER_cert(self.pem())
        self.assertEqual(self.told[1].split(": ")[1], hashlib.sha256(der).hexdigest())
        self.assertEqual(os.stat(self.certificate).st_mode & 0o77, 0)
        answer = exchange("localhost", self.port, "GET", "/healthz", None, {}, PATIENCE,
                          tls=self.tls)
        self.assertEqual(answer.status, 200)
        # Cookies are for TLS alone.
        failed = exchange("localhost", self.port, "POST", "/api/v1/session",
                          {"login_name": "nobody", "password": "x"}, {"Sekisho-Client": "test"},
                          PATIENCE, tls=self.tls)
        self.assertEqual(failed.status, 401)

    def test_what_is_not_tls_of_today_is_no_connection(self):
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as plain:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertNotIn(b"HTTP/1.1 200", plain.recv(4096))
        stranger = ssl.create_default_context()
        with self.assertRaises(ssl.SSLCertVerificationError):
            exchange("localhost", self.port, "GET", "/healthz", None, {}, PATIENCE, tls=stranger)
        old = subprocess.run(["openssl", "s_client", "-connect", f"localhost:{self.port}", "-tls1_1",
                              "-cipher", "ALL:@SECLEVEL=0"], stdin=subprocess.DEVNULL,
                             capture_output=True, check=False, timeout=PATIENCE, text=True)
        self.assertNotEqual(old.returncode, 0)
        self.assertIn("alert protocol version", old.stderr)

    def test_options_that_do_not_belong_together(self):
        for options in (["--certificate", self.certificate], ["--tls", "--behind-proxy"],
                        ["--tls", "--listen", "127.0.0.1:0"],
                        ["--tls", "--certificate", "x", "--key", "y"]):
            done = subprocess.run([SEKISHO, "serve", "--data", os.path.join(self.base, "other"),
                                   *options], capture_output=True, check=False, timeout=PATIENCE)
            self.assertIn(done.returncode, (2, 4), options)
        # A key that is another certificate's.
        key = os.path.join(self.base, "other.key")
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out",
                        key], check=True)
        done = subprocess.run(
            [SEKISHO, "serve", "--data", os.path.join(self.base, "other"), "--tls", "--certificate",
             self.certificate, "--key", key, "--origin", "https://localhost:1", "--listen",
             "127.0.0.1:0"], capture_output=True, check=False, timeout=PATIENCE, text=True)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("certificate and key cannot be used", done.stderr)

    def invite(self, admin, name, roles, source=OFFICE, **more):
        made = admin.must("POST", "/api/v1/users",
                          {"login_name": name, "person": "P-" + name, "roles": roles,
                           "number": "2026-1", **more})
        person = self.person(name)
        person.source = source
        return person.enrol(made["code"]).log_in()

    def test_whose_looks_were_none_of_theirs(self):
        admin = self.person("admin").enrol(self.code).log_in()
        began = datetime.datetime.now(datetime.timezone.utc)
        hana = self.invite(admin, "hana", ["conduct-regulation"], approves=True)
        # At a terminal of the affiliate; and somebody who works there, with an account that nobody
        # should have given.
        mori = self.invite(admin, "mori", ["internal-audit"], ELSEWHERE)
        ken = self.invite(admin, "ken", ["conduct-regulation"])
        for who, case in ((hana, "1"), (mori, "2"), (ken, "3")):
            who.must("POST", "/api/v1/unmaskings", {"thing": "case", "id": case, "purpose": "確認"})

        # Its accounts, as its record tells of them.
        made = hana.must("POST", "/api/v1/own-system/imports")
        self.wait(hana, made["job"])
        path = "/api/v1/imports/" + made["import"]
        seen = hana.ask("GET", path)
        shown = json.loads(seen.content)
        self.assertEqual(shown["state"], "shown", shown)
        self.assertEqual(shown["preview"]["counts"]["accounts"]["added"], 4, shown["preview"])
        self.assertEqual(shown["preview"]["counts"]["entitlements"]["added"], 4)
        applied = hana.must("POST", path + "/apply", {"reason": "自システムの台帳", "approval": "R8-1"},
                            If_Match=seen.headers["ETag"])
        self.wait(hana, applied["job"])

        # Its log, which an administrator of another system does not hand in.
        time.sleep(1.1)
        period = {"from": began.isoformat(timespec="seconds"),
                  "until": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")}
        nol = self.invite(admin, "nol", ["system-administrator"], administers=["nol"])
        self.assertEqual(nol.ask("POST", "/api/v1/own-system/deliveries", period).status, 403)
        future = {**period, "until": "2999-01-01"}
        self.assertEqual(admin.ask("POST", "/api/v1/own-system/deliveries", future).status, 409)
        handed = admin.must("POST", "/api/v1/own-system/deliveries", period)
        self.wait(hana, handed["job"])
        delivery = admin.must("GET", "/api/v1/deliveries/" + handed["delivery"]["delivery"])
        self.assertEqual(delivery["state"], "archived", delivery)
        self.assertEqual(delivery["differences"], [], delivery)
        self.assertIn("record log.example/own", delivery["slip"]["query"])

        # The rules that hold for every system.
        job = hana.must("POST", "/api/v1/reviews", {"archive": True})
        review = self.wait(hana, job["job"])["result"].split("/")[-1]
        hana.must("POST", "/api/v1/unmaskings",
                  {"thing": "review", "id": review, "purpose": "監査"})
        found = hana.must("GET", f"/api/v1/reviews/{review}/findings?limit=1000")["items"]
        own = [one for one in found if one["system"] == "sekisho"]
        self.assertEqual({one["account"] for one in own}, {"mori", "ken"}, own)
        self.assertEqual({(one["account"], one["object"]) for one in own if one["action"] == "view"},
                         {("mori", "Case/2"), ("ken", "Case/3")})
        # The affiliate's terminal, and the affiliate's person.
        self.assertEqual({one["account"]: one["reason"] for one in own},
                         {"mori": "own-staff/terminal-of-operator",
                          "ken": "own-staff/works-for-operator"})
        # Log-ins, proofs and looks of three, and what two of them did.
        self.assertGreater(int(delivery["slip"]["counted"]), 9)


if __name__ == "__main__":
    SEKISHO = os.path.abspath(sys.argv.pop(1))
    unittest.main()
