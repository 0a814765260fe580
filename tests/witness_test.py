#!/usr/bin/env python3
"""A record with witnesses and an authority for time stamps, each a process of its own.

    witness_test.py PROGRAM SHARED

Everything listens on 127.0.0.1 at a port that it chose itself, and ends with the test. Where SHARED
holds tlog/check and Go is there, an independent program judges the cosigned record, too.
"""
import contextlib
import http.client
import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM, SHARED = sys.argv[1:3]
TIMEOUT = 60  # seconds, for whatever should take a moment


def fail(what):
    raise AssertionError(what)


def run(*command, accepted=(0,), text=""):
    done = subprocess.run(command, input=text, text=True, capture_output=True, timeout=TIMEOUT,
                          check=False)
    if done.returncode not in accepted:
        fail(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def sekisho(*arguments, **more):
    return run(PROGRAM, *arguments, **more)


class Server:
    """`sekisho … serve`: its address is the line that it prints."""

    def __init__(self, *arguments, address="127.0.0.1:0"):
        self.process = subprocess.Popen([PROGRAM, *arguments, "--listen", address], text=True,
                                        stdout=subprocess.PIPE)
        self.url = self.process.stdout.readline().strip()
        self.address = self.url.removeprefix("http://")
        if not re.fullmatch(r"127\.0\.0\.1:\d+", self.address):
            fail(f"{arguments} told no address: {self.url!r}")

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(TIMEOUT)
        self.process.stdout.close()
        return code

    def get(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection(self.address, timeout=TIMEOUT)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content


class Witness:
    def __init__(self, base, name, log_key):
        self.directory = f"{base}/{name}"
        self.key = sekisho("witness", "init", self.directory, "--name", f"{name}.example/w").strip()
        sekisho("witness", "add-log", self.directory, log_key)
        self.name = name
        self.server = Server("witness", "serve", self.directory)
        self.address = self.server.address

    def end(self, number=signal.SIGTERM):
        return self.server.end(number)

    def start(self):
        self.server = Server("witness", "serve", self.directory, address=self.address)

    def status(self, accepted=(0,)):
        return json.loads(sekisho("witness", "status", self.directory, "--json",
                                  accepted=accepted))["logs"][0]

    def line(self):
        return f"witness {self.name} {self.key} http://{self.address}\n"


class Authority:
    """An `openssl ts` authority of its own root, behind a small HTTP server."""

    CONFIG = """[tsa]
default_tsa=one
[one]
serial=serial
crypto_device=builtin
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
ess_cert_id_alg=sha256
[ext]
extendedKeyUsage=critical,timeStamping
[req]
distinguished_name=name
[name]
"""

    def __init__(self, directory):
        os.mkdir(directory)
        self.directory = directory
        with open(f"{directory}/tsa.cnf", "w", encoding="utf-8") as file:
            file.write(self.CONFIG)
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        self.openssl("req", "-x509", *curve, "-keyout", "root.key", "-out", "root.pem",
                     "-subj", "/CN=root", "-days", "3650")
        self.openssl("req", "-config", "tsa.cnf", *curve, "-keyout", "tsa.key", "-out", "tsa.csr",
                     "-subj", "/CN=tsa")
        self.openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
                     "-CAcreateserial", "-days", "365", "-extfile", "tsa.cnf",
                     "-extensions", "ext", "-out", "tsa.pem")
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                good = self.headers["Content-Type"] == "application/timestamp-query"
                reply = authority.reply(query) if good else b""
                self.send_response(200 if good else 415)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def openssl(self, *arguments):
        subprocess.run(("openssl", *arguments), cwd=self.directory, check=True,
                       capture_output=True, timeout=TIMEOUT)

    def reply(self, query):
        with open(f"{self.directory}/query", "wb") as file:
            file.write(query)
        self.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer",
                     "tsa.pem", "-inkey", "tsa.key", "-out", "reply")
        with open(f"{self.directory}/reply", "rb") as file:
            return file.read()

    def line(self):
        return f"tsa stamp {self.directory}/root.pem http://127.0.0.1:{self.server.server_port}/\n"

    def end(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Record:
    def __init__(self, path):
        self.path = path

    def append(self, count, word="entry", *options):
        lines = "".join(json.dumps({word: number}) + "\n" for number in range(count))
        sekisho("evidence", "append", self.path, *options, text=lines)

    def cosign(self, policy, met=True):
        out = sekisho("evidence", "cosign", self.path, "--policy", policy, "--json",
                      "--timeout", "10", accepted=(0,) if met else (1,))
        round_ = json.loads(out)
        if round_["quorum_met"] != met:
            fail(out)
        return round_

    def read(self, name):
        with open(f"{self.path}/{name}", "rb") as file:
            return file.read()

    def size(self, name="checkpoint"):
        return int(self.read(name).split(b"\n")[1])

    def signers(self, name="checkpoint"):
        lines = self.read(name).decode().split("\n\n", 1)[1].splitlines()
        return [line.split(" ")[1] for line in lines]


def vouched(round_):
    return {one["name"] for one in round_["vouching"] if one["vouched"]}


def verify(record, policy, accepted=(0,)):
    """What somebody sees who has the record, the policy and no network."""
    return json.loads(sekisho("evidence", "verify", record.path, "--policy", policy, "--json",
                              accepted=accepted))


def judge(record, keys):
    """What somebody else's program says of the cosigned record."""
    check = f"{SHARED}/tlog/check"
    if not os.path.exists(check) or shutil.which("go") is None:
        print("no independent judge here: not asked")
        return
    done = subprocess.run([check, record.path, ",".join(keys)], text=True, capture_output=True,
                          timeout=600, check=False)
    if done.returncode != 0 or "ALL OK" not in done.stdout:
        fail(f"{check}\n{done.stdout}{done.stderr}")
    print(done.stdout.strip().splitlines()[-1])


def test_quorum(record, log_key, witnesses, authority, policy):
    record.append(300)
    round_ = record.cosign(policy)
    if vouched(round_) != {"w0", "w1", "w2", "stamp"} or not round_["in_checkpoint"]:
        fail(round_)
    if record.signers() != ["example.com/log"] + [f"w{i}.example/w" for i in range(3)]:
        fail(record.signers())
    if record.signers("cosigned") != record.signers() or record.size("cosigned") != 300:
        fail(record.read("cosigned"))
    answer = verify(record, policy)
    if answer["quorum_size"] != 300 or set(answer["vouched"]) != {"w0", "w1", "w2", "stamp"}:
        fail(answer)
    judge(record, [log_key] + [witness.key for witness in witnesses])
    # The time stamp is one of the first three lines, for OpenSSL's own program, too.
    text = b"".join(record.read("checkpoint").splitlines(keepends=True)[:3])
    with open(f"{authority.directory}/text", "wb") as file:
        file.write(text)
    authority.openssl("ts", "-verify", "-data", "text", "-in",
                      os.path.abspath(f"{record.path}/timestamps/300-stamp.tsr"),
                      "-CAfile", "root.pem")


def test_one_down(record, witnesses, policy):
    if witnesses[1].end() != 0:
        fail("a witness that is told to end does not end well")
    # Its key is missing, or everybody may read it.
    key = f"{witnesses[1].directory}/witness.key"
    os.chmod(key, 0o644)
    sekisho("witness", "serve", witnesses[1].directory, accepted=(2,))
    os.chmod(key, 0o600)
    os.rename(key, f"{key}.away")
    sekisho("witness", "serve", witnesses[1].directory, accepted=(3,))
    os.rename(f"{key}.away", key)
    record.append(10)
    round_ = record.cosign(policy)
    if vouched(round_) != {"w0", "w2", "stamp"}:
        fail(round_)
    witnesses[0].end()
    record.append(10)
    round_ = record.cosign(policy, met=False)
    if vouched(round_) != {"w2", "stamp"} or record.size("cosigned") != 310:
        fail(round_)
    if verify(record, policy)["quorum_size"] != 310:
        fail("those who vouched for 310 entries do so still")
    # A stamp that is gone or of something else, or a cosignature of somebody else, vouches no more.
    stamp, note = f"{record.path}/timestamps/310-stamp.tsr", record.read("cosigned")
    shutil.move(stamp, f"{stamp}.kept")
    shutil.copy(f"{record.path}/timestamps/300-stamp.tsr", stamp)
    answer = verify(record, policy, accepted=(1,))
    if "stamp" in answer["vouched"] or "stamp" not in answer["problems"][0]["message"]:
        fail(answer)
    shutil.move(f"{stamp}.kept", stamp)
    with open(f"{record.path}/cosigned", "wb") as file:
        file.write(note.replace(b"w0.example/w", b"w9.example/w"))
    answer = verify(record, policy, accepted=(1,))
    if answer["vouched"] != ["w2", "stamp"] or "quorum_size" in answer:
        fail(answer)
    with open(f"{record.path}/cosigned", "wb") as file:
        file.write(note)
    # They come back, further behind than the others, and are asked from where they are.
    witnesses[0].start()
    witnesses[1].start()
    if vouched(record.cosign(policy)) != {"w0", "w1", "w2", "stamp"}:
        fail("who was away is not asked again")


def test_kill(record, witnesses, policy):
    for number in range(3):
        record.append(7)
        record.cosign(policy)
        before = witnesses[0].status()
        witnesses[0].end(signal.SIGKILL)
        if witnesses[0].status() != before or before["size"] != record.size():
            fail(f"kill {number}: {witnesses[0].status()}, before {before}")
        witnesses[0].start()
    # A stale old size is answered with the newest, and changes nothing.
    note = record.read("checkpoint")
    answer, body = witnesses[0].server.get("/add-checkpoint", "POST", b"old 3\n\n" + note)
    if (answer.status, answer.headers["Content-Type"], body) != (
            409, "text/x.tlog.size", b"%d\n" % record.size()):
        fail((answer.status, body))
    answer, body = witnesses[0].server.get(
        "/add-checkpoint", "POST", b"old %d\n\n" % record.size() + note)
    if answer.status != 200 or "w0.example/w" not in body.decode():
        fail((answer.status, body))


def test_writer(record, witnesses, policy):
    """Beside a writer the command leaves `checkpoint` alone; the writer adds the lines itself."""
    writer = subprocess.Popen([PROGRAM, "evidence", "append", record.path], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    before = record.size()
    writer.stdin.write('{"a":1}\n')
    writer.stdin.flush()
    writer.stdout.readline()
    while record.size() == before and writer.poll() is None:  # it publishes within a second
        time.sleep(0.05)
    round_ = record.cosign(policy)
    if round_["in_checkpoint"] or record.signers() != ["example.com/log"]:
        fail(f"a writer has the log: {round_}")
    if record.size("cosigned") != before + 1 or len(record.signers("cosigned")) != 4:
        fail(record.read("cosigned"))
    writer.stdin.close()
    writer.wait(TIMEOUT)
    writer.stdout.close()
    record.append(500, "entry", "--policy", policy)
    if len(record.signers()) != 4 or len(record.signers("cosigned")) != 4:
        fail(record.signers())
    if record.size() != record.size("cosigned"):
        fail("the last publication has no quorum")
    if witnesses[2].status()["size"] != record.size():
        fail(witnesses[2].status())


def test_fork(base, record, witnesses, policy):
    fork = Record(f"{base}/fork")
    shutil.copytree(record.path, fork.path)
    shutil.copytree(f"{record.path}.private", f"{fork.path}.private")
    os.remove(f"{fork.path}/cosigned")
    record.append(5, "story")
    record.cosign(policy)
    fork.append(5, "another")
    round_ = fork.cosign(policy, met=False)
    if vouched(round_) != {"stamp"} or not all(
            one["other_tree"] for one in round_["vouching"] if one["kind"] == "witness"):
        fail(round_)
    for witness in witnesses:
        status = witness.status(accepted=(1,))
        if not status["fork"] or status["size"] != record.size():
            fail(status)
    if any(name != "example.com/log" for name in fork.signers()):
        fail("somebody signed a fork")
    record.append(1)
    record.cosign(policy)


def test_serve(record):
    """Every file below the record is served, byte for byte, if and only if it is for everybody."""
    server = Server("evidence", "serve", record.path)
    hashes = Server("evidence", "serve", record.path, "--hashes-only")
    try:
        served = {"/checkpoint", "/cosigned", "/keys"}
        for folder, _, names in os.walk(record.path):
            below = os.path.relpath(folder, record.path)
            for name in names:
                path = "/" + os.path.normpath(f"{below}/{name}")
                is_public = path in served or path.startswith(("/tile/", "/timestamps/"))
                answer, body = server.get(path)
                if answer.status != (200 if is_public else 404):
                    fail(f"{path}: {answer.status}")
                if is_public and body != record.read(path[1:]):
                    fail(f"{path}: other bytes")
                answer, _ = hashes.get(path)
                only_hashes = is_public and not path.startswith(("/tile/entries", "/timestamps/"))
                if answer.status != (200 if only_hashes else 404):
                    fail(f"{path} of hashes only: {answer.status}")
    finally:
        codes = server.end(), hashes.end()
    if codes != (0, 0):
        fail(codes)


def main():
    os.environ["no_proxy"] = "*"
    with contextlib.ExitStack() as stack:
        base = stack.enter_context(tempfile.TemporaryDirectory(prefix="sekisho-witness-"))
        record = Record(f"{base}/record")
        log_key = sekisho("evidence", "init", record.path, "--origin", "example.com/log").strip()
        witnesses = []
        for number in range(3):
            witnesses.append(Witness(base, f"w{number}", log_key))
            stack.callback(witnesses[-1].end)
        authority = Authority(f"{base}/tsa")
        stack.callback(authority.end)
        policy = f"{base}/policy"
        with open(policy, "w", encoding="utf-8") as file:
            file.write(f"log {log_key}\n" + "".join(witness.line() for witness in witnesses) +
                       authority.line() + "group two 2 w0 w1 w2\ngroup all all two stamp\n"
                       "quorum all\n")
        test_quorum(record, log_key, witnesses, authority, policy)
        test_one_down(record, witnesses, policy)
        test_kill(record, witnesses, policy)
        test_writer(record, witnesses, policy)
        test_fork(base, record, witnesses, policy)
        test_serve(record)
        judge(record, [log_key] + [witness.key for witness in witnesses])
    print("witnesses: all holds")


main()
