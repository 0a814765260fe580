#!/usr/bin/env python3
"""What the gate costs: CPU time a request of nginx's worker and of the recorder together, beside the
same worker passing the same requests on without the gate.

    gate_bench [REQUESTS]

A clerk looks at one record of 1 KB (decided and recorded); a helper at the same with six fields
masked, and at a page of 95 KB with six fields of each of its records masked. Beside it the clerk's
look where nginx asks the decision point over a Unix socket (`auth_request`, as examples/ask has it),
with the CPU time of `sekisho serve` in the place of the recorder's. Kinds of requests take turns, so
that what else the machine does falls on all. Prints one JSON object a line for each figure.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAMS = os.path.dirname(os.path.abspath(sys.argv[0]))
SOURCE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
sys.path.insert(0, os.path.join(SOURCE, "tests"))
from gate_stage import NGINX, PATIENCE, POINT, DecisionPoint, Stage, free_port  # noqa: E402

REQUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
ROUNDS, CONNECTIONS = 5, 64
ROUTES = "system = \"nol\"\n" + "".join(f"""
[[route]]
methods = ["GET"]
path = "/{name}/{{spid}}"
record = "path:spid"
kind = "supply_point"
""" for name in ("small", "large"))
SHOWN, HIDDEN = ["name", "address", "phone"], ["supplier", "switching", "contract", "usage", "billing",
                                               "notes"]
MASKS = "".join(f"[fields.{name}]\njson = [\"/**/{name}\"]\n" for name in SHOWN + HIDDEN)
MASKS += "".join(f"[fields.{name}]\n" for name in ("kana", "supply-point", "outage", "facility"))


def record(size):
    out = {name: "みさき市中央区渡辺通2-1-82" for name in SHOWN + HIDDEN}
    out["address"] += "山" * ((size - len(json.dumps(out, ensure_ascii=False).encode())) // 3)
    return out


class System:
    """An nginx that sends files: what stands behind the gate and beside it."""

    def __init__(self, root):
        os.makedirs(root)
        self.port = free_port()
        for name, content in (("small", record(1000)), ("large", [record(1000)] * 95)):
            pathlib.Path(root, name + ".json").write_text(
                json.dumps(content, ensure_ascii=False), encoding="utf-8")
        temporary = "".join(f"{kind}_temp_path {root}/{kind};"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.getuid() == 0 else ""
        pathlib.Path(root, "nginx.conf").write_text(f"""
{user} daemon off; pid {root}/pid; error_log {root}/error.log; events {{ }}
http {{ access_log off; {temporary} keepalive_requests 1000000; default_type application/json;
  server {{ listen 127.0.0.1:{self.port};
    location ~ ^/(small|large)/ {{ root {root}; try_files /$1.json =404; }} }} }}
""", encoding="utf-8")
        self.process = subprocess.Popen([NGINX, "-e", f"{root}/error.log", "-c",
                                         f"{root}/nginx.conf"])

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


def cpu_nanoseconds(pids):
    """Of all threads of these processes."""
    out = 0
    for pid in pids:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
                out += int(file.read().split()[0])
    return out


def load(port, path, person, cookie, count):
    request = f"GET {path} HTTP/1.1\r\nHost: gate\r\nCookie: __Host-sekisho={cookie}\r\n\r\n"
    subprocess.run([os.path.join(PROGRAMS, "gate_load"), str(port), "127.0.0." + person[1:],
                    str(CONNECTIONS), str(count)], input=request, text=True, check=True,
                   timeout=PATIENCE)


def asking(port, point):
    """An nginx that asks the decision point before it passes a clerk's request on."""
    question = json.dumps({
        "subject": {"type": "account", "id": "k1", "properties": {"ip_address": "$remote_addr"}},
        "action": {"name": "view"},
        "resource": {"type": "supply_point", "id": "$point", "properties": {"system": "nol"}}})
    return f"""
  upstream decision_point {{ server unix:{point.socket}; keepalive 128;
                             keepalive_requests 1000000; }}
  server {{ listen 127.0.0.1:{port}; proxy_http_version 1.1; proxy_set_header Connection "";
    location ~ "^/small/(?<point>[0-9]{{22}})$" {{ auth_request /asked; proxy_pass http://system; }}
    location = /asked {{ internal; proxy_method POST; proxy_pass_request_headers off;
      proxy_pass http://decision_point/access/v1/evaluation?denied=403;
      proxy_set_header Connection ""; proxy_set_header Host localhost;
      proxy_set_header Content-Type application/json;
      proxy_set_header Authorization "Bearer {point.token}"; proxy_set_body '{question}'; }} }}"""


def worker_of(stage):
    out = subprocess.run(["pgrep", "-P", str(stage.nginx.pid)], capture_output=True, text=True,
                         check=True)
    return int(out.stdout.split()[0])


def measure(stage, plain, asked):
    """`plain` and `asked`: ports beside the gate's; the latter with the decision point's process."""
    kinds, pids = {}, {}
    for name, port, helper, size, person, requests in (
            ("decide_1k", stage.port, stage.driver.pid, "small", "P1", REQUESTS),
            ("mask_1k", stage.port, stage.driver.pid, "small", "P4", REQUESTS),
            ("mask_95k", stage.port, stage.driver.pid, "large", "P4", REQUESTS // 8),
            ("auth_request_1k", *asked, "small", "P1", REQUESTS // 8)):
        token = stage.tokens[person, "-" if person == "P1" else "T-4"]
        kinds[name] = [(one, f"/{size}/{POINT}", person, token, requests) for one in (port, plain)]
        pids[name] = [worker_of(stage), helper]
    spent = {(name, side): [] for name in kinds for side in (0, 1)}
    for turn in range(ROUNDS + 1):
        for name, sides in kinds.items():
            for side, arguments in enumerate(sides):
                begun = cpu_nanoseconds(pids[name])
                load(*arguments)
                used = (cpu_nanoseconds(pids[name]) - begun) / 1000 / arguments[4]
                if turn > 0:  # the first one warms up
                    spent[name, side].append(used)
    for name in kinds:
        gate, beside = spent[name, 0], spent[name, 1]
        for metric, unit, values, peer in (
                (f"gate.{name}.cpu", "µs/request", gate, statistics.median(beside)),
                (f"gate.{name}.ratio", "times plain", [a / b for a, b in zip(gate, beside)], 1.0)):
            print(json.dumps({"metric": metric, "unit": unit,
                              "median": round(statistics.median(values), 3),
                              "spread": round((max(values) - min(values)) / 2, 3),
                              "peer": {"name": "nginx proxy_pass", "median": round(peer, 3)}},
                             ensure_ascii=False), flush=True)


def main():
    module = os.path.join(os.path.dirname(PROGRAMS), "lib/ngx_http_sekisho_module.so")
    if not NGINX or not os.path.exists(module):
        print("skipped: nginx or the module is missing", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(prefix="sekisho-gate-") as root:
        plain, asked = free_port(), free_port()
        system = System(os.path.join(root, "system"))
        point = DecisionPoint(os.path.join(PROGRAMS, "sekisho"), os.path.join(root, "asked"),
                              "--rate", "1000000000", "--quiet")
        more = f"""keepalive_requests 1000000;
  upstream system {{ server 127.0.0.1:{system.port}; keepalive 128; keepalive_requests 1000000; }}
  server {{ listen 127.0.0.1:{plain};
    location / {{ proxy_pass http://system; proxy_http_version 1.1;
                  proxy_set_header Connection ""; }} }}""" + asking(asked, point)
        stage = Stage(root, [module, os.path.join(PROGRAMS, "gate_driver"), SOURCE], "http://system",
                      ROUTES, MASKS, more)
        try:
            time.sleep(0.2)
            measure(stage, plain, (asked, point.server.process.pid))
        finally:
            stage.close()
            system.close()
            point.end()


if __name__ == "__main__":
    main()
