"""What the example systems have in common: how they are started, how they answer, how they keep a log."""
import argparse
import datetime
import http.server
import os
import sys
import threading
import urllib.parse

from customers import Customers

LARGEST_BODY = 64 * 1024
JAPAN = datetime.timezone(datetime.timedelta(hours=9))


class Log:
    """A log that is appended to, in a file a month."""

    def __init__(self, directory, pattern, encoding="utf-8", header=""):
        """`pattern`: the name of a file, as strftime has it."""
        self.directory, self.pattern = directory, pattern
        self.encoding, self.header = encoding, header
        self.guard = threading.Lock()
        os.makedirs(directory, exist_ok=True)

    def write(self, line):
        path = os.path.join(self.directory, datetime.datetime.now(JAPAN).strftime(self.pattern))
        with self.guard, open(path, "a", encoding=self.encoding, newline="") as file:
            if file.tell() == 0:
                file.write(self.header)
            file.write(line)


def without_breaks(text):
    """What somebody sent, for a line of a log."""
    return "".join(char for char in text if char.isprintable() and char not in '"\\]')


class Handler(http.server.BaseHTTPRequestHandler):
    """A request. A system says in `get` and `change` what it answers."""
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "example", ""
    timeout = 60

    def log_message(self, *_):  # the systems keep logs of their own
        pass

    def do_GET(self):
        self.begin()
        self.get()

    do_HEAD = do_GET

    def do_POST(self):
        self.begin()
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal() or int(size) > LARGEST_BODY:
            self.close_connection = True  # as its body has not been read
            return self.answer("", "text/plain", 413)
        return self.change(self.rfile.read(int(size)))

    do_PUT = do_POST

    def begin(self):
        address = urllib.parse.urlsplit(self.path)
        self.segments = [urllib.parse.unquote(part) for part in address.path.split("/")[1:]]
        self.query = dict(urllib.parse.parse_qsl(address.query))

    def get(self):
        raise NotImplementedError

    def change(self, body):
        self.answer("", "text/plain", 405)

    def answer(self, body, content_type, status=200, headers=()):
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)


def arguments(description, *more):
    """Of the command line: where to listen, the register, the log, and `more`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0, help="0: a free one, which is printed")
    parser.add_argument("--registers", required=True, help="the demo's register")
    parser.add_argument("--logs", required=True, help="where the access log is kept")
    for name, text in more:
        parser.add_argument(name, required=True, help=text)
    return parser.parse_args()


def serve(handler, given):
    """Answers until it is ended; prints the port first."""
    handler.customers = Customers(given.registers)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", given.port), handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
