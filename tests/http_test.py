#!/usr/bin/env python3
"""Says to servers exactly what stands in tests/http, and expects exactly the answers there.

    http_test.py PROGRAM

A file of tests/http is a conversation, read from top to bottom, with servers of its own:

    # A line like this one is for people.
    --> log
    GET /tile/0/000 HTTP/1.1
    Host: localhost

    <--
    HTTP/1.1 200 OK
    ...

    {file tile/0/000}

`--> NAME` opens a connection to a server and says what follows: `log` is `sekisho evidence serve`
on a record of 300 entries, `hashes` the same with --hashes-only, `witness` a `sekisho witness
serve` that knows the record's key and has seen nothing yet. `<--` begins the answer. An empty line
before either mark, and before the end of the file, belongs to the format. Lines of a head end in
CRLF on the wire, lines of a body as they stand, and the last one with LF.

What differs from run to run is in braces:

    {file NAME}         the bytes of a file of the record, and nothing behind them
    {etag NAME}         its ETag
    {note RECORD SIZE}  the checkpoint of that size, signed: of the record `log`, of `fork`, which
                        has its key and other entries from the 101st on, of `stranger`, which has
                        its name and another key, or of `unknown`, which has another name
    {proof OLD NEW}     the lines of a consistency proof of `log`
    {length}            of the body; {length NAME} that of a file of the record
    {repeat TEXT N}     TEXT, N times
    {cosignature}       in answers: the base64 of any
"""
import base64
import contextlib
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ORIGIN = "log.example/record"
TIMEOUT = 60  # seconds, for whatever should take a moment
SIZES = (100, 300)
COSIGNATURE = b"<base64>" * 13  # as long as the one that it stands for


def read(path):
    with open(path, "rb") as file:
        return file.read()


def proof(hashes, old, size):
    """RFC 6962, 2.1.2, from the leaf hashes."""
    def root(leaves):
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()

    def below(old, leaves, whole):
        if old == len(leaves):
            return [] if whole else [root(leaves)]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        if old <= split:
            return below(old, leaves[:split], whole) + [root(leaves[split:])]
        return below(old - split, leaves[split:], False) + [root(leaves[:split])]

    return below(old, hashes[:size], True)


class World:
    """The records, and what braces stand for."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.notes = {}
        self.key = self.begin("log", ORIGIN)
        self.begin("stranger", ORIGIN)
        self.begin("unknown", "log.example/unknown")
        for record in ("log", "stranger", "unknown"):
            self.append(record, SIZES[0])
        for end in ("", ".private"):
            shutil.copytree(f"{folder}/log{end}", f"{folder}/fork{end}")
        for record in ("log", "fork"):
            self.append(record, SIZES[1] - SIZES[0])
        tiles = read(f"{folder}/log/tile/0/000") + read(f"{folder}/log/tile/0/001.p/44")
        self.hashes = [tiles[at:at + 32] for at in range(0, len(tiles), 32)]

    def run(self, *arguments, text=""):
        return subprocess.run([self.program, *arguments], input=text, text=True, check=True,
                              capture_output=True, timeout=TIMEOUT).stdout

    def begin(self, record, origin):
        return self.run("evidence", "init", f"{self.folder}/{record}", "--origin", origin).strip()

    def append(self, record, count):
        self.run("evidence", "append", f"{self.folder}/{record}",
                 text="".join(json.dumps({"n": number}) + "\n" for number in range(count)))
        note = read(f"{self.folder}/{record}/checkpoint")
        self.notes[record, note.split(b"\n")[1].decode()] = note

    def begin_witness(self, name):
        directory = f"{self.folder}/{name}"
        self.run("witness", "init", directory, "--name", "witness.example/w")
        self.run("witness", "add-log", directory, self.key)
        return directory

    def filled(self, text):
        """The bytes that are said, or expected."""
        def of(match):
            word, *rest = match[1].decode().split(" ")
            if word == "file":
                return read(f"{self.folder}/log/{rest[0]}")
            if word == "etag":
                content = read(f"{self.folder}/log/{rest[0]}")
                return b'"%s"' % hashlib.sha256(content).hexdigest()[:32].encode()
            if word == "length" and rest:
                return b"%d" % len(read(f"{self.folder}/log/{rest[0]}"))
            if word == "note":
                return self.notes[rest[0], rest[1]].removesuffix(b"\n")
            if word == "proof":
                return b"\n".join(map(base64.b64encode, proof(self.hashes, *map(int, rest))))
            if word == "cosignature":
                return COSIGNATURE
            if word == "repeat":
                return rest[0].encode() * int(rest[1])
            return match[0]
        return re.sub(rb"\{([a-z]+(?: [^{} ]+)*)\}", of, text)


def message(lines, world):
    """Head and body of a message as it goes over the wire."""
    head, _, text = "\n".join(lines).partition("\n\n")
    body = world.filled((text + "\n").encode()) if text else b""
    if re.fullmatch(r"\{file [^}]+\}", text):
        body = body[:-1]
    head = world.filled(head.encode()).replace(b"{length}", b"%d" % len(body))
    return head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body


def exchanges(path):
    """(line number, server, request, answer) of a file."""
    found, part = [], None
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("--> "):
            part = []
            found.append((number, line[4:], part, []))
        elif line == "<--":
            part = found[-1][3]
        elif line.startswith("# ") or line == "#":
            part = None
        elif part is not None:
            part.append(line)
    for _, _, request, answer in found:
        for part in (request, answer):
            while part and not part[-1]:
                part.pop()
    return found


def hear(connection, head_only):
    """One answer, and whether the server closed the connection behind it."""
    heard = b""
    while b"\r\n\r\n" not in heard:
        more = connection.recv(1 << 16)
        if not more:
            return heard
        heard += more
    length = re.search(rb"\r\nContent-Length: (\d+)\r\n", heard)
    wanted = heard.index(b"\r\n\r\n") + 4 + (int(length[1]) if length and not head_only else 0)
    while len(heard) < wanted:
        more = connection.recv(1 << 16)
        if not more:
            break
        heard += more
    return heard


def shown(content):
    text = content.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return text if len(text) < 1000 else f"{text[:600]}\n... {len(content)} bytes"


def play(path, servers, world):
    """How many answers were as they should be; says which were not."""
    good, bad = 0, 0
    for number, name, request, answer in exchanges(path):
        said, expected = message(request, world), message(answer, world)
        with socket.create_connection(servers[name], timeout=TIMEOUT) as connection:
            with contextlib.suppress(OSError):  # whoever refuses a request need not read all of it
                connection.sendall(said)
            heard = hear(connection, said.startswith(b"HEAD "))
        pattern = re.escape(expected).replace(re.escape(COSIGNATURE), b"[A-Za-z0-9+/=]{104}")
        if not re.fullmatch(pattern, heard, re.DOTALL):
            print(f"{path}:{number}: another answer\n--- expected\n{shown(expected)}\n"
                  f"--- heard\n{shown(heard)}")
            bad += 1
        else:
            good += 1
    if bad:
        sys.exit(f"{path}: {bad} other answers")
    return good


class Server:
    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments, "--listen", "127.0.0.1:0"],
                                        text=True, stdout=subprocess.PIPE)
        host, _, port = self.process.stdout.readline().strip().removeprefix("http://").partition(":")
        self.address = host, int(port)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.close()
        if self.process.wait(TIMEOUT) != 0:
            sys.exit("http_test: a server does not end well")


def main(program):
    with tempfile.TemporaryDirectory(prefix="sekisho-http-") as folder:
        world = World(program, folder)
        count = 0
        files = sorted(glob.glob(f"{HERE}/http/*.txt"))
        for index, path in enumerate(files):
            record = f"{folder}/log"
            servers = {"log": Server(program, "evidence", "serve", record),
                       "hashes": Server(program, "evidence", "serve", record, "--hashes-only"),
                       "witness": Server(program, "witness", "serve",
                                         world.begin_witness(f"witness-{index}"))}
            try:
                count += play(path, {name: one.address for name, one in servers.items()}, world)
            finally:
                for server in servers.values():
                    server.end()
        if not count:
            sys.exit("http_test: there is no conversation in tests/http")
        print(f"{count} answers in {len(files)} conversations are as they stand there")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
