#!/usr/bin/env python3
"""The identity that the gate tells systems, read by two who know nothing of each other: the example systems'
own reader (examples/systems/gate_identity.py) and jose, which tests/identity_peer/package-lock.json
names. They take the same tokens of a gate and refuse the same forgeries.

    identity_peer_test.py MODULE DRIVER SOURCE BUILD

Exit code 77: nginx, openssl, Python's cryptography, node, npm or its registry cannot be had.
"""
import base64
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "examples" / "systems"))

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError:
    print("skipped: Python's cryptography is missing")
    sys.exit(77)

from gate_identity import HEADER, Identities, Unproven
from gate_stage import NGINX, PATIENCE, POINT, Stage
from npm_packages import Skipped, install

PROGRAMS, BUILD = [os.path.abspath(path) for path in sys.argv[1:4]], sys.argv[4]
ROUTES = """
system = "nol"
[[route]]
methods = ["GET"]
path    = "/points/{spid}"
record  = "path:spid"
kind    = "supply_point"
"""
LONGEST = 60  # seconds that a token is good for


class System(http.server.BaseHTTPRequestHandler):
    heard = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.heard.append(self.headers[HEADER])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


def encoded(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def written(one):
    return encoded(one if isinstance(one, bytes) else json.dumps(one).encode())


class IdentityPeer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sekisho-gate-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.system = http.server.ThreadingHTTPServer(("127.0.0.1", 0), System)
        cls.system.daemon_threads = True
        threading.Thread(target=cls.system.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.system.server_close)
        cls.addClassCleanup(cls.system.shutdown)
        masks = pathlib.Path(PROGRAMS[2], "policies", "masks", "common.toml").read_text(encoding="utf-8")
        cls.stage = Stage(cls.folder.name, PROGRAMS, f"http://127.0.0.1:{cls.system.server_port}",
                          ROUTES, masks)
        cls.addClassCleanup(cls.stage.close)
        cls.identities = Identities("nol", cls.stage.path("identity-keys.json"))
        cls.key = Ed25519PrivateKey.from_private_bytes(
            pathlib.Path(cls.stage.path("identity.key")).read_bytes())
        cls.keys = json.loads(pathlib.Path(cls.stage.path("identity-keys.json")).read_text())
        cls.tokens = [cls.token_of(who) for who in ("P1", "P4")]

    @classmethod
    def token_of(cls, who):
        """What the system is told when somebody looks."""
        address = "127.0.0." + who[1:]
        connection = http.client.HTTPConnection("127.0.0.1", cls.stage.port, timeout=PATIENCE,
                                                source_address=(address, 0))
        where = "-" if who == "P1" else "T-4"
        connection.request("GET", f"/points/{POINT}", headers={
            "Cookie": "__Host-sekisho=" + cls.stage.tokens[who, where]})
        status = connection.getresponse().status
        connection.close()
        if status != 200:
            raise RuntimeError(f"{who} is answered {status}")
        return System.heard[-1]

    def ours(self, token, now):
        """Who it is; None: nobody."""
        headers = http.client.HTTPMessage()
        headers[HEADER] = token
        try:
            visitor = self.identities.visitor(headers, now)
        except Unproven:
            return None
        return visitor.person, visitor.account, visitor.terminal

    def theirs(self, cases):
        """The same of each, as jose has it."""
        asked = {"keys": self.keys, "audience": "nol",
                 "cases": [{"token": token, "now": now} for token, now in cases]}
        done = subprocess.run(["node", FOLDER / "identity_peer" / "verify.mjs", MODULES],
                              input=json.dumps(asked), capture_output=True, text=True, check=True,
                              timeout=PATIENCE)
        return [tuple(one["claims"][name] for name in ("sub", "account", "terminal"))
                if "claims" in one else None for one in json.loads(done.stdout)]

    def signed(self, head, claims, key=None):
        text = written(head) + "." + written(claims)
        return text + "." + encoded((key or self.key).sign(text.encode()))

    def test_both_take_what_the_gate_says(self):
        now = time.time()
        cases = [(token, now + later) for token in self.tokens for later in (0, 20)]
        read = [self.ours(*one) for one in cases]
        self.assertEqual(read, self.theirs(cases))
        self.assertEqual(read[::2], [("P1", "k1", "T-1"), ("P4", "k4", "T-4")])
        for token in self.tokens:
            claims = decoded(token.split(".")[1])
            self.assertEqual(claims["exp"] - claims["iat"], LONGEST)

    def test_both_take_what_says_more(self):
        head, claims = (decoded(part) for part in self.tokens[0].split(".")[:2])
        now = claims["iat"]
        cases = [(self.signed(head, {**claims, "more": [1, {"a": None}]}), now),
                 (self.signed({**head, "more": 1}, claims), now),
                 (self.signed(head, {**claims, "sub": "髙橋 \\u0000 \U00020bb7"}), now),
                 (self.signed(head, json.dumps(claims, indent=2).encode()), now)]
        read = [self.ours(*one) for one in cases]
        self.assertNotIn(None, read)
        self.assertEqual(read, self.theirs(cases))

    def forgeries(self):
        """Tokens that are none, by what is wrong with them, and when they are shown."""
        token = self.tokens[0]
        first, second, signature = token.split(".")
        head, claims = decoded(first), decoded(second)
        now, stranger = claims["iat"], Ed25519PrivateKey.generate()
        public = base64.urlsafe_b64decode(self.keys["keys"][0]["x"] + "=")
        raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
        raw[0] ^= 1

        def by_secret(secret):
            text = written({**head, "alg": "HS256"}) + "." + second
            return text + "." + encoded(hmac.new(secret, text.encode(), hashlib.sha256).digest())

        def without(name):
            return {key: value for key, value in claims.items() if key != name}
        out = {
            "nothing": "", "no token": "x", "two parts": f"{first}.{second}", "four parts": token + ".x",
            "no signature": f"{first}.{second}.",
            "another signature": f"{first}.{second}.{encoded(bytes(raw))}",
            "half a signature": f"{first}.{second}.{signature[:43]}",
            "a longer signature": f"{first}.{second}.{encoded(bytes(raw) + b'x')}",
            "somebody else": f"{first}.{written({**claims, 'sub': 'P2'})}.{signature}",
            "somebody else's token": f"{first}.{self.tokens[1].split('.')[1]}.{signature}",
            "by nobody": f"{written({**head, 'alg': 'none'})}.{second}.",
            "by nobody, in capitals": f"{written({**head, 'alg': 'NONE'})}.{second}.",
            "by the public key as a secret": by_secret(public),
            "by its text as a secret": by_secret(self.keys["keys"][0]["x"].encode()),
            "by a stranger": self.signed(head, claims, stranger),
            "by a stranger who brings the key": self.signed(
                {**head, "jwk": {"kty": "OKP", "crv": "Ed25519", "x": encoded(
                    stranger.public_key().public_bytes(
                        Encoding.Raw, PublicFormat.Raw))}}, claims, stranger),
            "of another algorithm": self.signed({**head, "alg": "ES256"}, claims),
            "of another type": self.signed({**head, "typ": "gate+jwt"}, claims),
            "of no type": self.signed({"alg": "EdDSA", "kid": head["kid"]}, claims),
            "with a head that must be understood": self.signed({**head, "crit": ["x"], "x": 1}, claims),
            "with a head that is none": self.signed([], claims),
            "for another system": self.signed(head, {**claims, "aud": "cc"}),
            "for no system": self.signed(head, without("aud")),
            "for ever": self.signed(head, without("exp")),
            "until some day": self.signed(head, {**claims, "exp": "9999999999"}),
            "of nobody": self.signed(head, without("sub")),
            "of no account": self.signed(head, without("account")),
            "of claims that are none": self.signed(head, b"[1]"),
            "of claims that are broken": self.signed(head, b'{"sub":"P1"'),
            "with padding": token + "=", "with another alphabet": token[:-2] + "$" + token[-2:],
            "with a space": token + " x",
        }
        return {**{why: (one, now) for why, one in out.items()},
                "at its end": (token, claims["exp"]), "an hour later": (token, now + 3600)}

    def test_both_refuse_what_is_forged(self):
        cases = self.forgeries()
        self.assertGreater(len(cases), 30)
        theirs = self.theirs(list(cases.values()))
        for (why, case), other in zip(cases.items(), theirs, strict=True):
            self.assertEqual((self.ours(*case), other), (None, None), why)


if __name__ == "__main__":
    if not NGINX or not shutil.which("openssl"):
        print("skipped: nginx or openssl is missing")
        sys.exit(77)
    try:
        MODULES = install(str(FOLDER / "identity_peer"), BUILD)
    except Skipped as why:
        print(f"skipped: {why}")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
