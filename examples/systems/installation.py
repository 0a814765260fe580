"""Sekisho as it is installed beside a gate: `sekisho serve --gate`, `sekisho gate recorder`, and people
who have enrolled; in one directory, with the registers of the demo. For start.py."""
import base64
import glob
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.parse

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests"))
from api_server import Server, token_for  # noqa: E402
from people import Person  # noqa: E402

PATIENCE = 120  # seconds for something to start or to be done
NUMBER = "DEMO-1"  # of whatever decision is asked for


def wait_for(what, why=lambda: "it took too long"):
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(why())
        time.sleep(0.05)


def run(*words, worst=0):
    """What a command prints."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=PATIENCE)
    if done.returncode > worst:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


def make_identity_key(private, public):
    """Writes the key by which the gate tells systems who asks, and a key set by which they know it."""
    def encoded(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    seed = os.urandom(32)
    x = encoded(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(
        Encoding.Raw, PublicFormat.Raw))
    thumbprint = hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'.encode()).digest()
    key = {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
           "kid": encoded(thumbprint), "x": x}
    pathlib.Path(public).write_text(json.dumps({"keys": [key]}), encoding="utf-8")
    with open(os.open(private, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
        file.write(seed)


class Cards:
    """Whoever gives out ID cards, and the cards: certificates with their keys, in PEM and for
    browsers (PKCS #12, without a password)."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory)
        self.issuers, self.revoked = self.path("issuers.pem"), self.path("revoked.pem")
        self.make_key("issuers", "/CN=made-up cards", "-x509", "-days", "365")
        pathlib.Path(self.path("index.txt")).write_text("", encoding="utf-8")
        pathlib.Path(self.path("issuer.conf")).write_text(
            f"[ca]\ndefault_ca = one\n[one]\ndatabase = {self.path('index.txt')}\n"
            "default_md = sha256\ndefault_crl_days = 365\n", encoding="utf-8")
        run("openssl", "ca", "-config", self.path("issuer.conf"), "-gencrl", "-keyfile",
            self.path("issuers.key"), "-cert", self.issuers, "-out", self.revoked)

    def path(self, name):
        return os.path.join(self.directory, name)

    def make_key(self, name, subject, *more):
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", self.path(name + ".key"), "-out", self.path(name + ".pem"), "-subj", subject,
            *more)

    def issue(self, name):
        """A card; its certificate in PEM."""
        self.make_key(name, "/CN=" + name)
        request = self.path(name + ".pem")
        run("openssl", "x509", "-req", "-in", request, "-CA", self.issuers, "-CAkey",
            self.path("issuers.key"), "-CAcreateserial", "-days", "365", "-out", request + ".new")
        os.replace(request + ".new", request)
        run("openssl", "pkcs12", "-export", "-in", request, "-inkey", self.path(name + ".key"),
            "-out", self.path(name + ".p12"), "-passout", "pass:", "-name", name)
        return pathlib.Path(request).read_text(encoding="utf-8")


class Seated(Person):
    """Somebody at a desk, as the proxy tells the server of it."""

    def __init__(self, server, desk, name, card=""):
        super().__init__(server.host, server.port, name)
        self.told = {"X-Forwarded-For": desk}
        if card:
            self.told["X-Client-Certificate"] = urllib.parse.quote(card, safe="")

    def ask(self, method, path, body=None, **headers):
        return super().ask(method, path, body, **{**self.told, **headers})


class Installation:
    """`directory` is empty or absent; `registers` a directory of registers; `options` of the server."""

    def __init__(self, program, directory, registers, *options):
        self.program, self.directory = program, directory
        os.makedirs(directory)
        data, self.gate = self.path("data"), self.path("gate")
        token = token_for(program, data)
        run(program, "register", "import", registers, "--store", self.path("data", "store"), "--by",
            "1", "--reason", "月次取込", "--lang", "en", worst=1)  # 1: something was found
        self.recorder = subprocess.Popen(
            [program, "gate", "recorder", "--directory", self.path("spool"), "--socket",
             self.path("recorder.sock")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.server = None
        try:
            self.recorder.stdout.readline()
            self.server = Server(program, data, token, "--gate", self.gate, "--spool",
                                 self.path("spool"), "--behind-proxy", "--quiet", *options)
            wait_for(self.generations)
        except BaseException:
            self.close()
            raise

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def generations(self):
        """Of the facts that the server has published."""
        return glob.glob(os.path.join(self.gate, "facts", "generation.*"))

    def ask(self, *asked, **headers):
        """As a program that may change the registers and read the record."""
        answer = self.server.ask(*asked, **headers)
        if answer.status >= 300:
            raise RuntimeError(f"{asked[:2]}: {answer.status} {answer.content.decode()}")
        return json.loads(answer.content)

    def invite(self, desks, people, cards):
        """Enrols people, each with an authenticator app, and with the card of their name where one was
        issued. `desks`: their address by their login name; `people`: their codes."""
        admin = Person(self.server.host, self.server.port, "admin").enrol(self.server.code).log_in()
        out = {}
        for name, desk in desks.items():
            code = admin.must("POST", "/api/v1/users", {
                "login_name": name, "person": people[name], "number": NUMBER,
                "roles": ["network-clerk"] if name == "clerk" else [],
                "employer": "operator" if name == "clerk" else "affiliate"})["code"]
            one = out[name] = Seated(self.server, desk, name, cards.get(name, ""))
            one.enrol(code, card=name in cards)
        return out

    def import_registers(self, files):
        """Through the API, as an import with its preview; returns when gates decide by it."""
        before = set(self.generations())
        uploads = []
        for file in files:
            content = pathlib.Path(file).read_bytes()
            uploads.append(self.ask("POST", "/api/v1/uploads", {
                "name": os.path.basename(file), "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest()})["upload"])
            self.ask("PATCH", "/api/v1/uploads/" + uploads[-1], content, Upload_Offset="0",
                     Content_Type="application/partial-upload")
        prepared = self.ask("POST", "/api/v1/imports", {"uploads": uploads})
        self.wait_for_job(prepared)
        path = "/api/v1/imports/" + prepared["import"]
        tag = self.server.ask("GET", path).getheader("ETag")
        self.wait_for_job(self.ask("POST", path + "/apply", {"reason": "災害", "approval": NUMBER},
                                   If_Match=tag))
        wait_for(lambda: set(self.generations()) - before)

    def wait_for_job(self, job):
        def state():
            return self.ask("GET", "/api/v1/jobs/" + job["job"])["state"]
        wait_for(lambda: state() not in ("queued", "running"))
        if state() != "done":
            raise RuntimeError(f"the job is {state()}")

    def looks(self, reference=""):
        """What the record says of looks at gates, in order; of the request with a reference number."""
        asked = "kind=decision&limit=500" + (f"&request={reference}" if reference else "")
        out, cursor = [], ""
        while cursor is not None:
            page = self.ask("GET", f"/api/v1/evidence/entries?{asked}{cursor}")
            out += [one["entry"] for one in page["items"]]
            cursor = "&cursor=" + page["next"] if "next" in page else None
        return [one for one in out if "gate" in one]

    def close(self):
        if self.server is not None:
            self.server.end()
        self.recorder.terminate()
        self.recorder.wait(PATIENCE)
        self.recorder.stdout.close()


def program_in(build):
    program = os.path.join(build, "bin", "sekisho")
    if not shutil.which(program):
        raise RuntimeError(f"there is no {program}")
    return program
