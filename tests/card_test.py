#!/usr/bin/env python3
"""ID cards, from the card's chip to a session: softhsm2 is the chip, curl the browser, nginx the proxy
with the configuration that the operator's handbook shows.

    card_test.py SEKISHO SOURCE

Somebody enrols with a card and logs in with it; refused are a card that ran out, one that was
revoked, one of an issuer whom nobody trusts, somebody else's, and a header that claims to be one.
Each refusal is tried at the proxy, and at the server as if the proxy had let it through.
Exit code 77: softhsm2, opensc, the pkcs11 engine of OpenSSL or nginx is missing.
"""
import glob
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from people import PASSWORD, Person

PATIENCE = 60  # seconds that one command may take
PIN = "246810"
MODULES = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so"]
ENGINES = "/usr/lib/*/engines-3/pkcs11.so"
SITE = "localhost"
CA = """[ca]
default_ca=one
[one]
database=index.txt
serial=serial
crlnumber=crlnumber
new_certs_dir=.
certificate=ca.pem
private_key=ca.key
default_md=sha256
default_days=365
default_crl_days=7
policy=any
rand_serial=yes
unique_subject=no
[any]
CN=supplied
[req]
distinguished_name=any
[card]
basicConstraints=CA:FALSE
extendedKeyUsage=clientAuth
keyUsage=digitalSignature
"""


def run(*command, folder=None, given=None):
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE, check=False,
                          input=given)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def what_is_missing():
    out = [name for name in ("softhsm2-util", "pkcs11-tool", "curl", "openssl", "nginx")
           if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")]
    return out + [path for path in [ENGINES] if not glob.glob(path)]


class Issuer:
    """Whoever gives out cards: an authority with a list of revoked ones."""

    def __init__(self, root, name):
        self.root = os.path.join(root, name)
        os.makedirs(self.root)
        for file, text in (("ca.cnf", CA), ("index.txt", ""), ("crlnumber", "01\n")):
            pathlib.Path(self.root, file).write_text(text, encoding="utf-8")
        self.openssl("req", "-config", "ca.cnf", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
                     "-subj", "/CN=" + name, "-days", "3650", "-addext",
                     "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign,cRLSign")

    def openssl(self, *words):
        return run("openssl", *words, folder=self.root)

    def issue(self, request, out, *dates):
        self.openssl("ca", "-config", "ca.cnf", "-batch", "-notext", "-in", request, "-out", out,
                     "-extensions", "card", *dates)

    def revoke(self, certificate):
        self.openssl("ca", "-config", "ca.cnf", "-revoke", certificate)

    def revocation_list(self):
        self.openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem")
        return os.path.join(self.root, "list.pem")

    @property
    def certificate(self):
        return os.path.join(self.root, "ca.pem")


class Card:
    """A token of softhsm2. The key is made on it and never leaves it."""

    def __init__(self, chips, name, issuer, *dates):
        self.certificate = os.path.join(chips.root, name + ".pem")
        request = os.path.join(chips.root, name + ".csr")
        run("softhsm2-util", "--init-token", "--free", "--label", name, "--pin", PIN, "--so-pin",
            PIN)
        run("pkcs11-tool", "--module", chips.module, "--token-label", name, "--login", "--pin", PIN,
            "--keypairgen", "--key-type", "EC:prime256v1", "--label", "key", "--id", "01")
        self.key = f"pkcs11:token={name};object=key;type=private;pin-value={PIN}"
        run("openssl", "req", "-new", "-engine", "pkcs11", "-keyform", "engine", "-key", self.key,
            "-subj", "/CN=" + name, "-out", request)
        issuer.issue(request, self.certificate, *dates)

    def pem(self):
        return pathlib.Path(self.certificate).read_text(encoding="utf-8")


class Chips:
    """Where softhsm2 keeps its tokens."""

    def __init__(self, root):
        self.root = os.path.join(root, "chips")
        os.makedirs(os.path.join(self.root, "tokens"))
        config = os.path.join(self.root, "softhsm2.conf")
        pathlib.Path(config).write_text(f"directories.tokendir = {self.root}/tokens\n"
                                        "objectstore.backend = file\n", encoding="utf-8")
        self.module = next(path for one in MODULES for path in glob.glob(one))
        os.environ.update(SOFTHSM2_CONF=config, PKCS11_MODULE_PATH=self.module)


class Browser:
    """curl with a card in its reader, or without one."""

    def __init__(self, stage, name, card=None):
        self.stage, self.card = stage, card
        self.jar = os.path.join(stage.root, name + ".cookies")

    def ask(self, method, path, body=None, headers=()):
        words = ["curl", "--silent", "--max-time", "30", "--cacert", self.stage.site_issuer,
                 "--cookie", self.jar, "--cookie-jar", self.jar, "--request", method,
                 "--header", "Sekisho-Client: test", "--write-out", "\n%{http_code}",
                 *[word for one in headers for word in ("--header", one)]]
        if self.card:
            words += ["--engine", "pkcs11", "--key-type", "ENG", "--key", self.card.key, "--cert",
                      self.card.certificate]
        if body is not None:
            words += ["--header", "Content-Type: application/json", "--data", json.dumps(body)]
        done = run(*words, f"https://{SITE}:{self.stage.port}{path}")
        content, _, status = done.rpartition("\n")
        return int(status), content

    def log_in(self, name):
        """The status of the last step."""
        status, content = self.ask("POST", "/api/v1/session",
                                   {"login_name": name, "password": PASSWORD})
        if status != 200:
            return status
        asked = json.loads(content)
        if asked["state"] == "logged-in":  # the card that was there was theirs
            return status
        return self.ask("POST", "/api/v1/session/factors", {"login": asked["login"]})[0]

    def enrol(self, code):
        for step, more in (("password", {"password": PASSWORD}), ("card", {"name": "社員証"}),
                           ("finish", {})):
            status, content = self.ask("POST", "/api/v1/enrolment/" + step, {"code": code, **more})
            if status >= 300:
                return status, content
        return status, content


class Stage:
    """The server, and the proxy of the handbook before it."""

    def __init__(self, sekisho, source):
        self.root = tempfile.mkdtemp(prefix="sekisho-cards-")
        self.processes = []
        self.source = source
        chips = Chips(self.root)
        self.issuer, stranger = Issuer(self.root, "cards"), Issuer(self.root, "stranger")
        site = Issuer(self.root, "site")
        self.site_issuer = site.certificate
        site.openssl("req", "-config", "ca.cnf", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-nodes", "-keyout", "site.key", "-out", "site.csr",
                     "-subj", "/CN=" + SITE)
        pathlib.Path(site.root, "names").write_text(f"subjectAltName=DNS:{SITE}\n", encoding="utf-8")
        site.openssl("x509", "-req", "-in", "site.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                     "-CAcreateserial", "-out", "site.pem", "-days", "30", "-extfile", "names")
        self.cards = {name: Card(chips, name, self.issuer) for name in ("hana", "ken", "lost")}
        self.cards["old"] = Card(chips, "old", self.issuer, "-startdate", "20200101000000Z",
                                 "-enddate", "20210101000000Z")
        self.cards["foreign"] = Card(chips, "foreign", stranger)
        self.issuer.revoke(self.cards["lost"].certificate)
        revoked = self.issuer.revocation_list()
        api, self.port = free_port(), free_port()
        server = self.start(sekisho, "serve", "--data", os.path.join(self.root, "data"), "--listen",
                            f"127.0.0.1:{api}", "--origin", f"https://{SITE}:{self.port}",
                            "--behind-proxy", "--cards", self.issuer.certificate,
                            "--revoked-cards", revoked, "--quiet", "--lang", "en",
                            stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        self.code = server.stdout.readline().split(": ")[1].split()[0]
        self.api = api
        of_page = self.page_configuration()
        names = {"443": str(self.port), "sekisho.example": SITE,
                 "/etc/sekisho/tls.pem": site.root + "/site.pem",
                 "/etc/sekisho/tls.key": site.root + "/site.key",
                 "/etc/sekisho/cards.pem": self.issuer.certificate,
                 "/etc/sekisho/revoked-cards.pem": revoked, "127.0.0.1:8080": f"127.0.0.1:{api}"}
        for name, place in names.items():
            if name not in of_page:
                raise RuntimeError(f"the handbook's configuration has no {name}")
            of_page = of_page.replace(name, place)
        self.nginx(of_page)

    def page_configuration(self):
        """The same in both languages."""
        found = set()
        for page in ("operators-handbook.md", "operators-handbook.ja.md"):
            text = pathlib.Path(self.source, "docs", page).read_text(encoding="utf-8")
            block = re.search(r"```nginx\n(.*?)```", text, re.DOTALL).group(1)
            found.add("\n".join(re.sub(r"\s*#.*", "", line) for line in block.splitlines()))
        if len(found) != 1:
            raise RuntimeError("the handbooks show two configurations")
        return found.pop()

    def nginx(self, servers):
        config = os.path.join(self.root, "nginx.conf")
        temporary = "".join(f"  {one}_temp_path {self.root}/{one};\n" for one in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        pathlib.Path(config).write_text(
            f"{user}daemon off;\nworker_processes 1;\npid {self.root}/nginx.pid;\n"
            f"error_log {self.root}/nginx.log;\nevents {{}}\nhttp {{\n  access_log off;\n{temporary}"
            f"{servers}\n}}\n", encoding="utf-8")
        self.start(shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-e",
                   f"{self.root}/nginx.log", "-c", config)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(pathlib.Path(self.root, "nginx.log").read_text(encoding="utf-8"))

    def start(self, *command, **more):
        self.processes.append(subprocess.Popen(command, **more))
        return self.processes[-1]

    def browser(self, name, card=None):
        return Browser(self, name, self.cards[card] if card else None)

    def end(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        shutil.rmtree(self.root, ignore_errors=True)


class Cards(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = Stage(SEKISHO, SOURCE)
        try:
            admin = Person("127.0.0.1", cls.stage.api, "admin")
            admin.enrol(cls.stage.code).log_in().step_up("account")
            cls.codes = {name: admin.must("POST", "/api/v1/users", {
                "login_name": name, "person": "P-" + name, "roles": ["conduct-regulation"],
                "number": "1"})["code"] for name in ("hana", "ken", "rei")}
            for name in ("hana", "ken"):
                status, content = cls.stage.browser(name, name).enrol(cls.codes[name])
                if status != 204:
                    raise RuntimeError(f"{name} does not enrol: {status} {content}")
        except BaseException:
            cls.stage.end()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.stage.end()

    def test_the_owner_logs_in_and_the_session_needs_the_card_at_every_use(self):
        hana = self.stage.browser("hana", "hana")
        self.assertEqual(hana.log_in("hana"), 200)
        status, content = hana.ask("GET", "/api/v1/session")
        self.assertEqual((status, json.loads(content)["factor"]), (200, "card"))
        hana.card = None  # taken out of the reader
        self.assertEqual(hana.ask("GET", "/api/v1/session")[0], 401)
        hana.card = self.stage.cards["ken"]
        self.assertEqual(hana.ask("GET", "/api/v1/session")[0], 401)
        hana.card = self.stage.cards["hana"]
        self.assertEqual(hana.ask("DELETE", "/api/v1/session")[0], 204)

    def test_somebody_elses_card_is_none(self):
        self.assertEqual(self.stage.browser("b", "ken").log_in("hana"), 401)
        self.assertEqual(self.stage.browser("c").log_in("hana"), 401)
        # Nor does anybody enrol with a card that is somebody's already.
        self.assertEqual(self.stage.browser("d", "hana").enrol(self.codes["rei"])[0], 422)

    def test_the_proxy_turns_away_what_ran_out_was_revoked_or_is_of_a_stranger(self):
        for card in ("old", "lost", "foreign"):
            with self.subTest(card):
                status, content = self.stage.browser("e", card).ask("GET", "/healthz")
                self.assertEqual(status, 403)
                self.assertNotIn("ok", content)

    def test_the_server_refuses_them_too(self):
        cards = (("old", False), ("lost", False), ("foreign", False), ("hana", True))
        for host, (card, fine) in enumerate(cards, 1):
            with self.subTest(card):
                # From addresses of their own: refusals slow down the next attempt from one.
                shown = {"X-Forwarded-For": f"192.0.2.{host}",
                         "X-Client-Certificate": urllib.parse.quote(self.stage.cards[card].pem(),
                                                               safe="")}
                hana = Person("127.0.0.1", self.stage.api, "hana")
                begun = hana.must("POST", "/api/v1/session", {
                    "login_name": "hana", "password": PASSWORD}, **shown)
                self.assertEqual(begun["state"], "logged-in" if fine else "second-factor")
                if not fine:
                    answer = hana.ask("POST", "/api/v1/session/factors",
                                      {"login": begun["login"]}, **shown)
                    self.assertEqual(answer.status, 401)

    def test_a_header_is_no_card(self):
        claimed = ["X-Client-Certificate: "
                   + urllib.parse.quote(self.stage.cards["hana"].pem(), safe="")]
        browser = self.stage.browser("g")
        asked = json.loads(browser.ask("POST", "/api/v1/session", {
            "login_name": "hana", "password": PASSWORD}, claimed)[1])
        self.assertEqual(asked["state"], "second-factor")
        status, _ = browser.ask("POST", "/api/v1/session/factors", {"login": asked["login"]},
                                claimed)
        self.assertEqual(status, 401)

    def test_what_the_proxy_speaks(self):
        address = f"https://{SITE}:{self.stage.port}/healthz"
        words = ["curl", "--silent", "--cacert", self.stage.site_issuer, "--max-time", "30"]
        self.assertIn("strict-transport-security: max-age=", run(
            *words, "--head", address).lower())
        old = subprocess.run([*words, "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0",
                              address], capture_output=True, check=False, timeout=PATIENCE)
        self.assertNotEqual(old.returncode, 0)
        self.assertIn("ok", run(*words, "--tlsv1.2", address))


if __name__ == "__main__":
    SEKISHO, SOURCE = map(os.path.abspath, sys.argv[1:3])
    missing = what_is_missing()
    if missing:
        print(f"LEFT OUT: there is no {', '.join(missing)}")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
