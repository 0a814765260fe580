#!/usr/bin/env python3
"""The end of `./dev demo`: a server on the made-up utility, somebody who may log in, three minutes.

    demo_server.py start PROGRAM OUT [--tls]   a server on what `sekisho demo` and two reviews left
                                               in OUT; it goes on when this ends
    demo_server.py code OUT            six digits of that person's authenticator app
    demo_server.py stop OUT
"""
import csv
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests"))
from people import PASSWORD, Person  # noqa: E402

PATIENCE = 120  # seconds
CLERK = "hana"


def make_data(program, out):
    """What the demo wrote, as the data of a server."""
    data = out / "data"
    for kind, names in (("registers", ("register", "register-corrected")), ("logs", ("logs",))):
        for name in names:
            shutil.copytree(out / name, data / kind / name)
    store = [program, "store", "init", data / "store", "--origin", "example.com/demo"]
    subprocess.run(store, check=True, stdout=subprocess.DEVNULL)
    # With what the registers contradict themselves about, which it says by its status.
    known = subprocess.run([program, "register", "import", out / "register", "--store",
                            data / "store", "--by", "1", "--reason", "demo"],
                           stdout=subprocess.DEVNULL, check=False)
    if known.returncode > 1:
        raise RuntimeError("the registers were not imported")
    return data


def free_port(wanted=8080):
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no port is free")


def start_server(program, out, data, tls):
    """Where browsers reach it, and the code with which the first administrator enrols."""
    port, told = free_port(), out / "server.txt"
    origin = f"http{'s' if tls else ''}://localhost:{port}"
    command = [program, "serve", "--data", data, "--listen", f"127.0.0.1:{port}",
               "--origin", origin, "--quiet", "--lang", "en", *(["--tls"] if tls else [])]
    with told.open("wb") as output:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=subprocess.STDOUT, start_new_session=True)
    (out / "server.pid").write_text(str(server.pid))
    for _ in range(10 * PATIENCE):
        code = [line for line in told.read_text().splitlines() if line.startswith("code of")]
        if code:
            return origin, code[0].split(": ")[1].split(" ")[0]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {told.read_text()}")


def review(clerk, **asked):
    """A finished review: its name."""
    job = clerk.must("POST", "/api/v1/reviews", {"logs": "logs", **asked})
    for _ in range(5 * PATIENCE):
        if job["state"] not in ("queued", "running"):
            break
        time.sleep(0.2)
        job = clerk.must("GET", f"/api/v1/jobs/{job['job']}")
    if job["state"] != "done":
        raise RuntimeError(f"the review is {job['state']}: {job.get('error', '')}")
    return job["job"]


def withdrawn_line(out):
    """The first line that was found, and is no more: its row of the first findings."""
    with (out / "review-corrected" / "changes.csv").open(encoding="utf-8") as changes:
        gone = next(row for row in csv.DictReader(changes) if row["change"] == "withdrawn")
    with (out / "review" / "findings.csv").open(encoding="utf-8") as findings:
        return next(row for row in csv.DictReader(findings)
                    if (row["file"], row["line"]) == (gone["file"], gone["line"]))


def keep_guide(out, first, second):
    """Where the guide of the console leads: to the reviews, and to a line that was withdrawn."""
    row = withdrawn_line(out)
    line = {name: row[name] for name in ("system", "time", "file", "line")}
    found = {"before": first, "after": second, "registers": "register-corrected", **line}
    (out / "data" / "guide.json").write_text(json.dumps(found, ensure_ascii=False))
    return line


def guide(origin, out, first, second):
    def at(page, **search):
        return f"{origin}/console{page}?{urllib.parse.urlencode(search)}"

    line = keep_guide(out, first, second)
    steps = [
        ("the headline: whose contracts, by how many, by which route, in which windows",
         "主要な件数。誰の契約が、何人に、どの経路で、どの期間に見られたか", at("/scope", review=first)),
        ("one line of a log, from the line to the transfer order and the approvals (press 個人を表示する"
         " / Show people in plain)",
         "原ログの1行から、発令と決裁まで(「個人を表示する」を押す)", at("/finding", review=first, **line)),
        ("a date was corrected: the second version of the scope, and what it differs in",
         "日付が訂正され、影響範囲が第2版になった。前版との差異", at("/versions", review=second)),
        ("the accusation that was withdrawn: the same line, by the corrected registers",
         "取り下げた疑い。同じ行を、訂正後の台帳で見る",
         at("/finding", review=first, registers="register-corrected", **line)),
        ("one supplier's file, with its own customers only",
         "1社分のファイル。その事業者のお客さまだけが入る", at("/scope", review=second) + "#suppliers"),
    ]
    print(f"Log in at {origin}/ / ログイン")
    print(f"  name / ログイン名: {CLERK}\n  password / パスワード: {PASSWORD}")
    print(f"  six digits / 6桁の数字: python3 {sys.argv[0]} code {out}")
    for number, (english, japanese, address) in enumerate(steps, 1):
        print(f"{number}. {japanese}\n   {english}\n   {address}")
    print(f"Stop the server / 止める: python3 {sys.argv[0]} stop {out}")


def trusted(data):
    """What connects to the server by the certificate that it made."""
    pem = (data / "tls" / "server.pem").read_text()
    return ssl.create_default_context(cadata=pem[pem.index("-----BEGIN CERTIFICATE"):])


def start(program, out, tls=False):
    data = make_data(program, out)
    origin, code = start_server(program, out, data, tls)
    admin = Person("localhost", origin.split(":")[-1], "admin")
    admin.tls = trusted(data) if tls else None
    admin.enrol(code).log_in()
    made = admin.must("POST", "/api/v1/users", {"login_name": CLERK, "person": "P-demo",
                                                "roles": ["conduct-regulation"],
                                                "number": "DEMO-1"})
    clerk = Person("localhost", admin.port, CLERK)
    clerk.tls = admin.tls
    clerk.enrol(made["code"]).log_in()
    first = review(clerk, registers="register", keep=True)
    second = review(clerk, registers="register-corrected", since=first)
    keep(out, clerk)
    guide(origin, out, first, second)


def keep(out, clerk):
    """The secret of an app: nobody's but of somebody made up."""
    (out / "app.json").write_text(json.dumps({"secret": clerk.secret, "used": clerk.used}))


def code(out):
    clerk = Person("localhost", 0, CLERK)
    kept = json.loads((out / "app.json").read_text())
    clerk.secret, clerk.used = kept["secret"], kept["used"]
    print(clerk.code())
    keep(out, clerk)


def stop(out):
    """Ends the server that was started on OUT, and waits until it is gone."""
    try:
        server = int((out / "server.pid").read_text())
        command = pathlib.Path(f"/proc/{server}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return
    # Another program may have its number by now.
    if os.fsencode(out / "data") not in command:
        return
    os.kill(server, signal.SIGTERM)
    for _ in range(100):
        if not pathlib.Path(f"/proc/{server}").exists():
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server {server} does not end")


def main(command, *arguments):
    if command == "start" and arguments[2:] in ((), ("--tls",)) and len(arguments) >= 2:
        start(pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1]).resolve(),
              len(arguments) == 3)
    elif command in ("code", "stop") and len(arguments) == 1:
        {"code": code, "stop": stop}[command](pathlib.Path(arguments[0]).resolve())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or [""]))
