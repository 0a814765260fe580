"""People who use `sekisho serve` as a browser does: for tests, only with Python's standard library.

They enrol with a code, log in with a password and an authenticator app, and keep their cookies.
"""
import base64
import hashlib
import hmac
import http.cookies
import json
import struct
import time

from exchange import exchange

PATIENCE = 120  # seconds, on a machine that others use too
PASSWORD = "drei Wolken ueber dem Aso"
STEP = 30  # seconds that a code of an app holds


def app_code(secret, step):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 10**6:06d}"


class Person:
    """Somebody at a browser; `name` is their login name."""

    def __init__(self, host, port, name=None):
        self.host, self.port, self.name = host, int(port), name
        self.cookies, self.secret, self.used = {}, None, 0
        self.source = None  # the address that they ask from
        self.tls = None  # a context; none: plain HTTP

    def ask(self, method, path, body=None, **headers):
        sent = {"Sekisho-Client": "test"}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        sent = {name: value for name, value in sent.items() if value is not None}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        answer = exchange(self.host, self.port, method, path, body, sent, PATIENCE, self.source,
                          self.tls)
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer

    def must(self, method, path, body=None, **headers):
        """What is answered; proves anew who asks where that is all that is lacking."""
        answer = self.ask(method, path, body, **headers)
        if answer.status == 403 and b"/problems/step-up-needed" in answer.content:
            self.step_up(json.loads(answer.content)["purpose"])
            answer = self.ask(method, path, body, **headers)
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.content.decode()}")
        return json.loads(answer.content) if answer.content else None

    def code(self):
        """A code of the app that was not used yet; the server takes one a step earlier or later."""
        step = max(int(time.time()) // STEP - 1, self.used + 1)
        while step > int(time.time()) // STEP + 1:
            time.sleep(0.5)
        self.used = step
        return app_code(self.secret, step)

    def enrol(self, code, card=False):
        """With an app, and with the card that is there where they want to."""
        self.must("POST", "/api/v1/enrolment/password", {"code": code, "password": PASSWORD})
        if card:
            self.must("POST", "/api/v1/enrolment/card", {"code": code, "name": "社員証"})
        self.secret = self.must("POST", "/api/v1/enrolment/app", {"code": code})["secret"]
        self.must("POST", "/api/v1/enrolment/app/confirmation",
                  {"code": code, "name": "app", "app_code": self.code()})
        self.must("POST", "/api/v1/enrolment/finish", {"code": code})
        return self

    def log_in(self):
        self.cookies = {}
        done = self.must("POST", "/api/v1/session", {"login_name": self.name, "password": PASSWORD})
        if done["state"] == "second-factor":  # else the card that was there was theirs
            done = self.must("POST", "/api/v1/session/factors",
                             {"login": done["login"], "code": self.code()})
        self.user = done["session"]["user"]
        return self

    def step_up(self, purpose):
        self.must("POST", "/api/v1/session/step-up",
                  {"purpose": purpose, "password": PASSWORD, "code": self.code()})
        return self

    def invite(self, name, roles, **more):
        """Somebody else, enrolled and logged in."""
        made = self.must("POST", "/api/v1/users",
                         {"login_name": name, "person": "P-" + name, "roles": roles,
                          "number": "2026-1", **more})
        other = Person(self.host, self.port, name)
        other.tls = self.tls
        return other.enrol(made["code"]).log_in()
