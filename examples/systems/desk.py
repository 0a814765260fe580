"""A desk: what a browser at it asks for comes from the desk's address.

On one machine all browsers have one address, and a gate knows terminals by theirs. So each desk is a proxy
for one browser (HTTP, with CONNECT for TLS), which goes on to this machine alone, from an address of
the desk's own.
"""
import contextlib
import socket
import socketserver
import threading
import urllib.parse

PATIENCE = 60  # seconds without a byte
LARGEST_HEAD = 64 * 1024


def pass_on(source, target):
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(PATIENCE)
        head = b""
        while b"\r\n\r\n" not in head and len(head) < LARGEST_HEAD:
            piece = self.request.recv(4096)
            if not piece:
                return
            head += piece
        method, target = head.split(b" ", 2)[:2]
        connects = method == b"CONNECT"
        address = ("//" if connects else "") + target.decode("latin-1")
        port = urllib.parse.urlsplit(address).port or 80
        try:
            other = socket.create_connection(("127.0.0.1", port), PATIENCE,
                                             (self.server.desk, 0))
        except OSError:
            self.request.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        with other:
            if connects:
                self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                head = head.partition(b"\r\n\r\n")[2]
            other.sendall(head)
            back = threading.Thread(target=pass_on, args=(other, self.request), daemon=True)
            back.start()
            pass_on(self.request, other)
            back.join()


class Desk(socketserver.ThreadingTCPServer):
    """Proxies until it is closed. `desk`: the address that it has."""
    daemon_threads = True
    block_on_close = False

    def __init__(self, desk):
        super().__init__(("127.0.0.1", 0), Handler)
        self.desk = desk
        self.proxy = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):  # a browser that goes away is none
        pass

    def close(self):
        self.shutdown()
        self.server_close()
