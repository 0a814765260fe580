#!/usr/bin/env python3
"""Asks `sekisho serve` everything that api/openapi.yaml describes, and what it does not.

    api_fuzz_test.py SEKISHO

Each request is made of the document, as it should be, and then spoiled: values of other types,
numbers without end, texts at their bounds and beyond, JSON of any depth, bytes that are no UTF-8,
lengths that lie, headers that are missing, come twice or never end, other methods, media types and
paths. People of several roles with fresh proofs ask, a program and strangers, about things that
earlier answers named. No answer is an error of the server's own, each has a status that the document
gives the operation and a body that fits its schema; the server's log stays a line a request. In the
end the server ends as it should, and its store and its record verify.

API_FUZZ_SECONDS bounds the time (8), API_FUZZ_SEED says which requests are made (1).
"""
import collections
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

from api_server import Server, make_reviewed, token_for
from openapi import DOCUMENT, body_of, lacks, resolved, served
from people import Person

PATIENCE = 60  # seconds that one answer may take
SHOWN = 12
KEPT = 40  # things of a kind that are asked about
FRESH = 200  # seconds after which proofs are made anew; they hold for 300
RARELY = {"logIn", "stepUp", "setPassword", "checkPassword", "giveFactor"}  # what costs as much as a password should
# With somebody's session these would end it.
NOT_IN_A_SESSION = {"logOut", "stepUp"}
# Of these only such are asked about as the fuzzer made itself: no request takes away who asks.
OWN = {"user": "addUser", "session": "", "factor": "", "token": "makeToken"}
METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get",
           "M-SEARCH", "G\x00T", "", "A" * 300]
TEXTS = ["", " ", "\0", "a\0b", "'; DROP TABLE job; --", "' OR '1'='1", "=1+1", "@SUM(A1)",
         "\r\nSet-Cookie: a=b", "../../../etc/passwd", "..%2f..%2f", "%00", "%s%n%d", "{0}",
         "<script>alert(1)</script>", "\u202e\u0000", "\U00020bb7" * 9, "e\u0301" * 9, "null", "NaN",
         "-0", "1e400", "9" * 400, "2024-02-30", "2024-13-01", "0000-00-00",
         "9999-12-31T23:59:60Z", "x" * 70_000, "\ud7ff\ue000", ".", "..", "/", "*", "0", "-1"]
NUMBERS = [0, -1, 1, 1.5, -0.0, 1e-9, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -2**63 - 1,
           10**30, 1e308]
OTHERS = [None, True, False, [], {}, [[]], {"": ""}, "text", 7, [1, "a", None], {"a": {"b": []}}]
BYTES = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0", b'"', b"{", b"]", b"\\u",
         b"\\ud800", b"1e999999", b"[" * 20_000, b'{"a":' * 5_000, b"-", b"\xef\xbb\xbf", b"//"]
MEDIA = ["application/json", "application/json; charset=shift_jis", "text/plain", "", "a", "*/*",
         "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
         "application/partial-upload", "application/xml", "application/json, text/csv"]
HEADERS = ["Accept", "Accept-Language", "Accept-Encoding", "If-Match", "If-None-Match", "Range",
           "Idempotency-Key", "X-Request-Id", "X-Forwarded-For", "X-Client-Certificate", "Cookie",
           "Authorization", "Origin", "Host", "Sec-Fetch-Site", "Sekisho-Client", "Upload-Offset",
           "Upload-Complete", "Last-Event-ID", "Expect", "Connection", "Upgrade", "TE", "Forwarded",
           "X-HTTP-Method-Override"]
# What another method or path may come to.
ELSEWHERE = {200, 201, 202, 204, 301, 303, 304}
# What is said of requests that never come to an operation.
OUTSIDE = {400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 422, 429, 431, 501, 505}


def text_for(pattern, order):
    """A text that fits one of the document's patterns: classes, letters, and how often."""
    out = ""
    for kind, letter, least, most, plus in re.findall(
            r"(\[[^\]]+\])|([^\^$\[{+])(?!\{)|\{(\d+)(?:,(\d+))?\}|(\+)", pattern):
        if kind:
            whole = "".join(chr(one) for a, b in re.findall(r"(.)-(.)", kind)
                            for one in range(ord(a), ord(b) + 1))
            allowed = whole or kind[1:-1]
            out += order.choice(allowed)
        elif letter:
            out += letter
        else:
            times = order.randint(int(least), int(most or least)) if least else order.randint(1, 12)
            out = out[:-1] + "".join(order.choice(allowed) for _ in range(times))
    return out


class Things:
    """What answers named, and what the document gives as examples: values by their names."""

    def __init__(self):
        self.seen = collections.defaultdict(lambda: collections.deque(maxlen=KEPT))
        self.examples = collections.defaultdict(list)
        for _, _, operation in served():
            for one in map(resolved, operation.get("parameters", [])):
                if "example" in one:
                    self.examples[one["name"]].append(one["example"])
            self.learn_examples(body_of(operation)[1].get("example"))

    def learn_examples(self, value):
        for name, one in value.items() if isinstance(value, dict) else []:
            self.examples[name].append(one)
            self.learn_examples(one)

    def learn(self, operation_id, value):
        if isinstance(value, list):
            for one in value[:3]:
                self.learn(operation_id, one)
        if not isinstance(value, dict):
            return
        for name, one in value.items():
            if isinstance(one, (dict, list)):
                self.learn(operation_id, one)
            elif OWN.get(name, operation_id) == operation_id and one not in self.seen[name]:
                self.seen[name].append(one)


class Maker:
    """Requests, each made of its own number: the same ones for the same answers."""

    def __init__(self, order, things):
        self.order, self.things = order, things

    def often(self, share):
        return self.order.random() < share

    def known(self, name, share):
        """A value of that name, or None."""
        for values, likely in ((self.things.seen[name], share), (self.things.examples[name], 0.7)):
            if values and self.often(likely):
                return self.order.choice(values)
        return None

    def value(self, schema, name="", depth=0):
        """One that fits the schema."""
        schema = resolved(schema)
        known = self.known(name, 0.6)
        if known is not None and lacks(schema, known) is None:
            return known
        if "enum" in schema:
            return self.order.choice(schema["enum"])
        if "oneOf" in schema:
            return self.value(self.order.choice(schema["oneOf"]), name, depth)
        kind = schema.get("type", "string")
        if isinstance(kind, list):
            kind = self.order.choice(kind)
        if kind == "object":
            return self.object(schema, depth)
        if kind == "array":
            least = schema.get("minItems", 0)
            most = min(schema.get("maxItems", 4), max(least, 3))
            return [self.value(schema.get("items", {}), name, depth + 1)
                    for _ in range(self.order.randint(least, most))]
        if kind in ("integer", "number"):
            least = schema.get("minimum", 0)
            return self.order.choice([least, schema.get("maximum", least + 5), least + 1])
        return {"boolean": self.often(0.5), "null": None}.get(kind, None) if kind != "string" else \
            self.text(schema)

    def object(self, schema, depth):
        out = {}
        for part in [schema, *map(resolved, schema.get("allOf", []))]:
            for name, one in part.get("properties", {}).items():
                if name in part.get("required", []) or (depth < 4 and self.often(0.4)):
                    out[name] = self.value(one, name, depth + 1)
        return out

    def text(self, schema):
        if "pattern" in schema:
            return text_for(schema["pattern"], self.order)
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        length = self.order.choice([least, most, min(most, least + 7)])
        return "".join(self.order.choice("aZ09 -_.漢\u0301\U00020bb7\"\\<") for _ in range(length))

    def spoiled(self, value):
        """The same with something in it that does not belong there."""
        if isinstance(value, dict) and value and self.often(0.8):
            out, name = dict(value), self.order.choice(list(value))
            how = self.order.random()
            if how < 0.1:
                del out[name]
            elif how < 0.2:
                out[self.order.choice(["more", "", "__proto__", name + " "])] = out[name]
            else:
                out[name] = self.spoiled(out[name])
            return out
        if isinstance(value, list) and value and self.often(0.8):
            out, at = list(value), self.order.randrange(len(value))
            out[at] = self.spoiled(out[at])
            return out if self.often(0.9) else out * self.order.choice([2, 100, 1500])
        return self.order.choice([*TEXTS, *TEXTS, *NUMBERS, *OTHERS])

    def spoiled_bytes(self, body):
        how, at = self.order.random(), self.order.randint(0, len(body))
        if how < 0.2:
            return body[:at]
        if how < 0.3:
            return body + body
        if how < 0.4 and body[:1] == b"{":
            return body[:-1] + b"," + body[1:]
        return body[:at] + self.order.choice(BYTES) + body[at + self.order.choice([0, 1, 4]):]


class Request:
    """Of an operation, by somebody, with what was spoiled of it."""

    def __init__(self, maker, operation, who):
        self.maker, self.who = maker, who
        self.method, self.path, self.operation = operation
        self.headers = [("Host", "127.0.0.1"), *who]
        self.query, self.body, self.spoilt, self.outside = [], b"", [], False
        self.parameters()
        self.content()
        for _ in range(maker.order.choice([0, 0, 1, 1, 2, 3])):
            maker.order.choice([self.spoil_parameter, self.spoil_parameter, self.spoil_header,
                                self.spoil_header, self.spoil_length, self.spoil_method,
                                self.spoil_path, self.spoil_body, self.spoil_body])()

    def parameters(self):
        for one in map(resolved, self.operation.get("parameters", [])):
            name, where = one["name"], one["in"]
            value = self.maker.value(one["schema"], name)
            if where == "path":
                value = self.maker.known(name, 0.9) or value
                self.path = self.path.replace("{" + name + "}",
                                              urllib.parse.quote(str(value), safe=""))
            elif one.get("required") or self.maker.often(0.25):
                if where == "query":
                    self.query.append((name, str(value)))
                else:
                    self.headers.append((name, str(value).encode("ascii", "ignore").decode()))

    def content(self):
        media, described = body_of(self.operation)
        if media is None:
            return
        self.headers.append(("Content-Type", media))
        if media != "application/json":
            self.body = self.maker.order.randbytes(self.maker.order.choice([0, 1, 3, 70_000]))
            return
        # The one shown can be done; one made of the schema reaches further.
        self.json = described["example"] if "example" in described and self.maker.often(0.4) else \
            self.maker.value(described["schema"])
        if isinstance(self.json, dict):
            for name in list(self.json):
                known = self.maker.known(name, 0.5) if isinstance(self.json[name], str) else None
                self.json = {**self.json, name: known or self.json[name]}
        self.body = json.dumps(self.json, ensure_ascii=self.maker.often(0.5)).encode()

    def spoil_body(self):
        if not self.body:
            self.body = self.maker.order.choice([b"{}", b"x" * 100, *BYTES])
            self.outside = True  # of a body that nobody wants the server says 413
        elif hasattr(self, "json") and self.maker.often(0.8):
            self.json = self.maker.spoiled(self.json)
            self.body = json.dumps(self.json).encode()
        else:
            self.body = self.maker.spoiled_bytes(self.body)
        self.spoilt.append("body")

    def spoil_parameter(self):
        names = [one["name"] for one in map(resolved, self.operation.get("parameters", []))]
        name = self.maker.order.choice([*names, "no-such", ""])
        value = str(self.maker.order.choice([*TEXTS[:-8], *NUMBERS]))[:9000]
        self.query.append((name, value))
        self.spoilt.append("parameter")

    def spoil_header(self):
        name = self.maker.order.choice([*HEADERS, *(one for one, _ in self.headers)])
        how = self.maker.order.random()
        if how < 0.25:
            self.headers = [one for one in self.headers if one[0] != name]
        elif how < 0.4:
            self.headers += [one for one in self.headers if one[0] == name]
        elif how < 0.5:
            self.headers = [one for one in self.headers if one[0] != "Content-Type"]
            self.headers.append(("Content-Type", self.maker.order.choice(MEDIA)))
        else:
            value = self.maker.order.choice([*TEXTS, "\xff\xfe", "x" * 20_000, "bytes=0-5,1-", '"',
                                             "application/json;q=x", "*/*;q=0", "text/csv"])
            self.headers.append((name, value))
        self.outside = True  # a head that is no HTTP, somebody else's cookie
        self.spoilt.append("header " + name)

    def spoil_length(self):
        how = self.maker.order.choice(["chunks", "more", "less", "twice", "no number", "both",
                                       "endless chunk"])
        self.length, self.outside = how, True
        self.spoilt.append("length: " + how)

    def spoil_method(self):
        self.method = self.maker.order.choice(METHODS)
        self.outside = True
        self.spoilt.append("method")

    def spoil_path(self):
        self.path = self.maker.order.choice([
            self.path + "/", "/" + self.path, self.path + "/more", self.path.upper(),
            "http://x" + self.path, "*", "", self.path + "%", self.path + "%ff", self.path + "/%2e%2e",
            self.path + "?" * 3, self.path + "#a", self.path + "\0", self.path + "/a" * 20,
            "/" + "x" * 9000, self.path.replace("v1", "v2")])
        self.outside = True
        self.spoilt.append("path")

    def bytes(self):
        target = self.path + ("?" + urllib.parse.urlencode(self.query) if self.query else "")
        how, body = getattr(self, "length", ""), self.body
        lengths = {"more": [len(body) + 10], "less": [max(len(body) - 3, 0)], "chunks": [],
                   "endless chunk": [], "twice": [len(body), len(body) + 1], "no number": ["-1"],
                   "both": [len(body)]}.get(how, [len(body)] if body or self.method != "GET" else [])
        headers = [*self.headers, *(("Content-Length", str(one)) for one in lengths)]
        if how in ("chunks", "both", "endless chunk"):
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if how != "endless chunk" else \
                b"ffffffffffffffff\r\n" + body
        head = f"{self.method} {target} HTTP/1.1\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
        return head.encode("utf-8", "surrogatepass") + body


class Answer:
    """What came back, or nothing where the connection ended."""

    def __init__(self, server, sent, method):
        self.status, self.body = None, b""
        with socket.create_connection((server.host, int(server.port)), PATIENCE) as one:
            try:
                one.sendall(sent)
                one.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it answered before all was sent
            answer = http.client.HTTPResponse(one, method=method)
            try:
                answer.begin()
                self.status, self.headers = answer.status, answer.headers
                if answer.getheader("Content-Type", "") != "text/event-stream":
                    self.body = answer.read()
            except (ConnectionError, http.client.HTTPException):
                pass
            finally:
                answer.close()


class Fuzzer:
    """A server with something in it, people who ask it, and what was wrong."""

    def __init__(self, sekisho, root, seed):
        self.sekisho, self.root, self.seed = sekisho, root, seed
        self.data = os.path.join(root, "data")
        self.things, self.counts, self.problems = Things(), collections.Counter(), []
        self.operations = list(served())
        self.make_data()
        token = token_for(sekisho, self.data, systems=("nol",), roles=(
            "conduct-regulation", "internal-audit", "system-administrator", "network-clerk"), scopes=(
            "view", "run", "export", "prepare-import", "apply", "approve", "triage", "check",
            "decide", "declare", "deliver", "re-perform"))
        self.server = Server(sekisho, self.data, token, "--rate", "100000000", "--quiet")
        self.find_people()

    def run(self, *words):
        return subprocess.run([self.sekisho, *words], capture_output=True, text=True, check=False,
                              timeout=10 * PATIENCE)

    def make_data(self):
        demo = os.path.join(self.root, "demo")
        make_reviewed(self.run, demo, self.data, 2000, "--from", "2024-10-01", "--until", "2025-04-01")
        store = os.path.join(self.data, "store")
        self.key = self.run("store", "init", store, "--origin", "log.example/fuzz").stdout.strip()
        self.run("register", "import", os.path.join(demo, "register"), "--store", store, "--by",
                 "u1", "--reason", "fuzz")

    def find_people(self):
        admin = Person(self.server.host, self.server.port, "admin")
        admin.enrol(self.server.code).log_in().step_up("account")
        invite = lambda name, role: admin.invite(name, [role], approves=True)
        self.people = [(admin, "account"), (invite("hana", "conduct-regulation"), "export"),
                       (invite("ken", "conduct-regulation"), "policy-change"),
                       (invite("rei", "internal-audit"), "unmask")]
        for person, purpose in self.people:
            # Not where guesses come from: those of an address are slowed down.
            person.source = "127.0.0.2"
            if person is not admin:
                person.step_up(purpose)
        self.proved = time.monotonic()

    def who(self, order, operation_id):
        """The headers that say who asks."""
        place = order.randint(0, 10)
        if place == 0:
            return []
        if place <= 3 or operation_id in NOT_IN_A_SESSION:
            return [("Authorization", "Bearer " + self.server.token)]
        person = order.choice(self.people)[0]
        return [("Sekisho-Client", "fuzz"),
                ("Cookie", "; ".join(f"{k}={v}" for k, v in person.cookies.items()))]

    def go(self, seconds):
        number, until = 0, time.monotonic() + seconds
        while time.monotonic() < until and len(self.problems) < SHOWN:
            if time.monotonic() - self.proved > FRESH:
                self.prove_anew()
            order = random.Random(f"{self.seed}/{number}")
            # Every operation in turn, so that none is left out of a short round.
            operation = self.operations[number % len(self.operations)]
            number += 1
            name = operation[2]["operationId"]
            if name in RARELY and order.random() < 0.8:
                continue
            self.ask(number - 1, Request(Maker(order, self.things), operation,
                                         self.who(order, name)))

    def prove_anew(self):
        """Requests may have ended the sessions of those who ask, or changed how they log in: who comes
        in no more is left out from then on."""
        for one in list(self.people):
            person, purpose = one
            try:
                person.step_up(purpose)
            except RuntimeError:
                person.cookies = {}
                try:
                    person.log_in().step_up(purpose)
                except RuntimeError as error:
                    print(f"{person.name} comes in no more: {error}", flush=True)
                    self.people.remove(one)
        if not self.people:
            raise RuntimeError("nobody is left who may ask")
        self.proved = time.monotonic()

    def ask(self, number, request):
        sent = request.bytes()
        answer = Answer(self.server, sent, request.method)
        self.counts[answer.status] += 1
        wrong = self.wrong(request, answer)
        if wrong:
            self.problems.append(f"{number} {request.operation['operationId']} "
                                 f"({', '.join(request.spoilt)}): {wrong}\n  {sent[:1500]!r}\n"
                                 f"  {answer.body[:700]!r}")
        elif answer.status in (200, 201, 202):
            try:
                self.things.learn(request.operation["operationId"], json.loads(answer.body))
            except ValueError:
                pass  # no JSON

    def wrong(self, request, answer):
        if answer.status is None:
            return None if request.outside else "no answer"
        described = request.operation["responses"].get(str(answer.status))
        if answer.status >= 500 and (answer.status != 503 or described is None):
            return f"{answer.status}"
        if request.path == "/":
            return None  # the console's, which the document does not describe
        if described is None and not (request.outside and
                                      answer.status in OUTSIDE | ELSEWHERE):
            return f"{answer.status} is not in the document"
        for name in ("X-Request-Id", "X-Content-Type-Options", "Content-Security-Policy"):
            if not answer.headers.get(name):
                return f"there is no {name}"
        if self.server.token.encode() in answer.body:
            return "the answer has the token"
        return self.wrong_body(request, answer, described)

    def wrong_body(self, request, answer, described):
        media = answer.headers.get("Content-Type", "").split(";")[0]
        if answer.status in (204, 304) or request.method == "HEAD":
            return "there is a body" if answer.body else None
        if answer.status >= 400 and not (described and media in resolved(described)["content"]):
            if media != "application/problem+json":
                return f"a problem as {media}"
            schema = DOCUMENT["components"]["schemas"]["Problem"]
        elif described is None:
            return None  # of another operation
        else:
            content = resolved(described)["content"]
            if media not in content:
                return f"{media} is not in the document"
            schema = content[media].get("schema", {})
        if media.endswith("json") and media != "application/x-ndjson":
            try:
                return lacks(schema, json.loads(answer.body))
            except ValueError as error:
                return f"no JSON: {error}"
        return None

    def end(self):
        """What is wrong after all that."""
        # With its token: of strangers from here there were more than a minute's share already.
        health = self.server.ask("GET", "/healthz")
        if health.status != 200:
            self.problems.append(f"the server is not well: {health.status} {health.content!r:.300}")
        if self.server.end() != 0:
            self.problems.append("the server did not end as it should")
        with open(os.path.join(self.root, "server.log"), encoding="utf-8") as file:
            for line in file:
                try:
                    json.loads(line)
                except ValueError:
                    self.problems.append(f"a line of the log: {line!r:.300}")
        store = os.path.join(self.data, "store")
        for words in (("store", "verify", store), ("evidence", "verify", store + "/record", "--key",
                                                   self.key)):
            done = self.run(*words)
            if done.returncode != 0:
                self.problems.append(f"{' '.join(words[:2])}: {done.stdout}{done.stderr}")


def main():
    seconds = float(os.environ.get("API_FUZZ_SECONDS", "8"))
    seed = os.environ.get("API_FUZZ_SEED", "1")
    if seed == "random":
        seed = str(random.SystemRandom().randrange(2**32))
    with tempfile.TemporaryDirectory(prefix="sekisho_api_fuzz_") as root:
        fuzzer = Fuzzer(os.path.abspath(sys.argv[1]), root, seed)
        fuzzer.go(seconds)
        fuzzer.end()
    for problem in fuzzer.problems[:SHOWN]:
        print(problem)
    total = sum(fuzzer.counts.values())
    done = sum(times for status, times in fuzzer.counts.items() if status and status < 300)
    print(f"{total} requests, {done} of them done, {len(fuzzer.problems)} problems (seed {seed})")
    # A round in which nearly nothing gets through proves nothing.
    return 1 if fuzzer.problems or done < total // 20 else 0


if __name__ == "__main__":
    sys.exit(main())
