"""Who asks, as the gate tells a system: the header `X-Sekisho-Identity` (docs/formats/gate-identity.md).
This is all that a system has to do to know that a request has come through the gate, and whose it is.
"""
import base64
import dataclasses
import json
import re
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import serving

HEADER = "X-Sekisho-Identity"
BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
LARGEST = 8192  # bytes of a header that is looked at


class Unproven(Exception):
    """Nobody is known to have asked. The reason is for the log, not for whoever asked."""


@dataclasses.dataclass
class Visitor:
    person: str    # employee number
    account: str   # of this system, with which the barrier let them in
    terminal: str  # empty: not registered


def decoded(text):
    """base64url without padding, and nothing else (RFC 7515 section 2)."""
    if not BASE64URL.fullmatch(text):
        raise ValueError("it is no base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise ValueError("its last bits say nothing")
    return raw


class Identities:
    """Reads the identity header for one system, by the keys that it was given beforehand."""

    def __init__(self, system, key_set):
        """`key_set`: a file with the gate's public keys, a JSON Web Key Set."""
        self.system = system
        with open(key_set, encoding="utf-8") as file:
            self.keys = [Ed25519PublicKey.from_public_bytes(decoded(key["x"]))
                         for key in json.load(file)["keys"] if key["crv"] == "Ed25519"]

    def visitor(self, headers, now=None):
        tokens = headers.get_all(HEADER) or []
        if len(tokens) != 1 or len(tokens[0]) > LARGEST:
            raise Unproven("there is not one identity header")
        try:
            head, body, signature = tokens[0].split(".")
            self.check_signature(f"{head}.{body}".encode("ascii"), decoded(signature))
            head, claims = json.loads(decoded(head)), json.loads(decoded(body))
            if head["alg"] != "EdDSA" or head["typ"] != "sekisho-identity+jwt" or "crit" in head:
                raise Unproven("it is a token of another type")
            if claims["aud"] != self.system:
                raise Unproven("it is for another system")
            if claims["exp"] <= (time.time() if now is None else now):
                raise Unproven("it is too old")
            return Visitor(claims["sub"], claims["account"], claims["terminal"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unproven("it cannot be read") from error

    def check_signature(self, signed, signature):
        for key in self.keys:
            try:
                return key.verify(signature, signed)
            except InvalidSignature:
                continue
        raise Unproven("no key of the gate's signed it")


class GatedHandler(serving.Handler):
    """A request to a system behind the gate, which says in `turn_away` what others get."""
    identities = log = None

    def enter(self):
        """Whether it came through the gate; `visitor` is who asks."""
        try:
            self.visitor = self.identities.visitor(self.headers)
            return True
        except Unproven:
            self.visitor = Visitor("", "anonymous", "")
            self.close_connection = True  # as a body may not have been read
            self.turn_away()
            return False

    def turn_away(self):
        raise NotImplementedError
