"""The gate on a stage, for its tests and its benchmark: registers, keys, sessions and a recorder
(gate_driver) in a directory, and an nginx with our module in front of a system.

P1 works for the network company (terminal T-1, 127.0.0.1), P2 for the affiliate (T-2, 127.0.0.2), P4 of
the affiliate is a helper in a disaster (T-4, 127.0.0.4).
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

from api_server import Server, token_for

PATIENCE = 60  # seconds after which a test would fail otherwise
NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
POINT, OTHER = "0900000000000000000017", "0900000000000000000025"
SINCE = "2018-04-01T00:00:00+09:00,"
REGISTERS = {
    "entities.csv": "entity,name,kind,parent\nTD,みさき送配電,tdso,\nAF,みさき電力,affiliate,\n"
                    "R1,あおぞら電力,retailer,\n",
    "systems.csv": "system,name,separation,owner\nnol,託送オンライン,logical,託送\n",
    "sites.csv": "site,name,entity,zone\nS1,本社,TD,tdso\n",
    "accounts.csv": "system,account,kind,holder,issued,revoked\n"
                    + "".join(f"nol,k{n},{kind},P{n},{SINCE}\n"
                              for n, kind in ((1, "personal"), (2, "personal"), (4, "temporary"))),
    "entitlements.csv": "system,account,role,from,until,basis\n"
                        + "".join(f"nol,k{n},照会,{SINCE},決裁-1\n" for n in (1, 2)),
    "shared_account_users.csv": "system,account,person,from,until\n",
    "disasters.csv": f"disaster,name,declared,lifted\nD1,台風,{SINCE}\n",
    "grants.csv": "disaster,person,system,account,terminal,from,until\n"
                  f"D1,P4,nol,k4,T-4,{SINCE}\n",
    "terminals.csv": "terminal,entity,site,custodian,from,until\n"
                     + "".join(f"T-{n},TD,S1,P{n},{SINCE}\n" for n in (1, 2, 4)),
    "terminal_loans.csv": "terminal,borrower,basis,from,until\n",
    "rosters.csv": "terminal,person,from,until\n",
    "addresses.csv": "address,terminal,from,until\n"
                     + "".join(f"127.0.0.{n},T-{n},{SINCE}\n" for n in (1, 2, 4)),
    "supply_contracts.csv": "supply_point,customer,retailer,from,until\n"
                            f"{POINT},700001,R1,{SINCE}\n{OTHER},700002,R1,{SINCE}\n",
}
PEOPLE = "社員番号,氏名,カナ\r\nP1,髙橋 一郎,タカハシ\r\nP2,﨑山 花子,サキヤマ\r\nP4,小野 恵,オノ\r\n"
TRANSFER = "P1,TD,託送営業,本務,平成30年4月1日,", "P1,AF,法人営業,本務,平成30年4月1日,"
ASSIGNMENTS = ("社員番号,会社コード,所属,区分,発令日,解除日\r\nP1,TD,託送営業,本務,平成30年4月1日,\r\n"
               "P2,AF,法人営業,本務,平成30年4月1日,\r\nP4,AF,営業,本務,平成30年4月1日,\r\n")


def write_registers(folder):
    """The files of all registers, in a directory that is made where there is none."""
    os.makedirs(folder, exist_ok=True)
    for name, text in REGISTERS.items():
        pathlib.Path(folder, name).write_text(text, encoding="utf-8")
    for name, text in (("people.csv", PEOPLE), ("assignments.csv", ASSIGNMENTS)):
        pathlib.Path(folder, name).write_text(text, encoding="cp932", newline="")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(what, why=lambda: "it took too long"):
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(why())
        time.sleep(0.02)


class DecisionPoint:
    """`sekisho serve` with these registers for programs of this machine, and a token that may ask about
    `nol` and nothing else."""

    def __init__(self, sekisho, root, *options):
        data, self.socket = os.path.join(root, "data"), os.path.join(root, "decide.sock")
        self.token = token_for(sekisho, data, "asking", roles=("system-administrator",),
                               scopes=("decide",), systems=("nol",))
        write_registers(os.path.join(root, "import"))
        subprocess.run([sekisho, "register", "import", os.path.join(root, "import"), "--store",
                        f"{data}/store", "--by", "P1", "--reason", "first"], check=True,
                       stdout=subprocess.DEVNULL)
        self.server = Server(sekisho, data, token_for(sekisho, data), "--socket", self.socket,
                             *options)
        self.server.wait_until_ready()

    def end(self):
        if self.server.process.poll() is None:
            self.server.end()


class RecorderProcess:
    """`sekisho gate recorder` in the place of the driver's, so that it can be killed and frozen."""

    def __init__(self, stage, program, spool):
        self.stage, self.program, self.spool = stage, program, stage.path(spool)
        self.process = None

    def start(self):
        """Waits until it listens."""
        self.process = subprocess.Popen(
            [self.program, "gate", "recorder", "--directory", self.spool, "--socket",
             self.stage.path("spool.sock"), "--lang", "en"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not self.process.stdout.readline():
            raise RuntimeError(f"the recorder ended with {self.process.wait(timeout=PATIENCE)}")

    def send(self, number):
        self.process.send_signal(number)

    def wait(self):
        """Its exit code."""
        code = self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        return code

    def stop(self):
        if self.process is not None and self.process.returncode is None:
            self.send(signal.SIGCONT)
            self.process.terminate()
            self.wait()

    def entries(self):
        """Of a recorder that is stopped, all of them."""
        done = subprocess.Popen([self.program, "gate", "spool", "show", self.spool, "-n",
                                 "100000000", "--json"], stdout=subprocess.PIPE, text=True)
        for line in done.stdout:
            yield json.loads(json.loads(line)["entry"])
        done.stdout.close()
        if done.wait(timeout=PATIENCE) != 0:
            raise RuntimeError("the spool cannot be read")


class Stage:
    """A gate, its recorder, its sessions and its system, in a directory of their own."""

    locations = ""  # of nginx, beside the system's

    def __init__(self, root, programs, system, routes, masks, more=""):
        """`programs`: the module, the driver, the source tree; `system`: its address; `more`: of the
        configuration of nginx."""
        self.root, self.system, self.more = root, system, more
        self.module, driver, self.source = programs
        self.write_facts()
        self.write("routes.toml", routes)
        self.write("masks.toml", masks)
        self.driver = subprocess.Popen([driver, root], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.read_answer()
        self.port, self.tls = free_port(), free_port()
        self.make_certificates()
        try:
            self.start_nginx()
        except RuntimeError:
            self.close()
            raise
        self.tokens = {(who, where): self.session(who, where)[1]
                       for who, where in (("P1", "-"), ("P2", "-"), ("P4", "T-4"))}

    def path(self, *names):
        return os.path.join(self.root, *names)

    def write(self, name, text, encoding="utf-8"):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        pathlib.Path(self.path(name)).write_bytes(text.encode(encoding))

    def write_registers(self, folder):
        write_registers(self.path(folder))

    def write_facts(self):
        self.write_registers("facts/registers")
        for name in ("sources", "policies"):
            os.symlink(os.path.join(self.source, name), self.path("facts", name))

    def make_certificates(self):
        for name in ("server", "card"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                            "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.path(name + ".key"),
                            "-out", self.path(name + ".pem"), "-subj", "/CN=localhost", "-days", "2"],
                           check=True, capture_output=True, timeout=PATIENCE)

    def start_nginx(self):
        user = "user root;" if os.getuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path {self.path(kind)};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.write("nginx.conf", f"""
load_module {self.module};
{user}
daemon off;
worker_processes 1;
pid {self.path("nginx.pid")};
error_log {self.path("error.log")} notice;
events {{ worker_connections 512; }}
http {{
  access_log off;
  {temporary}
  gzip on; gzip_min_length 1; gzip_types application/json text/csv; gzip_proxied any;
  client_max_body_size 4m;
  {self.more}
  server {{
    listen 127.0.0.1:{self.port};
    listen 127.0.0.1:{self.tls} ssl http2;
    ssl_certificate {self.path("server.pem")};
    ssl_certificate_key {self.path("server.key")};
    ssl_verify_client optional;
    ssl_client_certificate {self.path("card.pem")};
    sekisho on;
    sekisho_name gate-1;
    sekisho_system nol;
    sekisho_routes {self.path("routes.toml")};
    sekisho_facts {self.path("facts")};
    sekisho_masks {self.path("masks.toml")};
    sekisho_spool {self.path("spool.sock")};
    sekisho_sessions {self.path("sessions")};
    sekisho_session_keys {self.path("session-keys.json")};
    sekisho_identity_key {self.path("identity.key")};
    sekisho_contact "送配電 情報管理室 内線1234";
    sekisho_login /login;
    location / {{
      proxy_pass {self.system};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Upgrade $http_upgrade;
    }}
    {self.locations}
  }}
}}
""")
        self.nginx = subprocess.Popen([NGINX, "-e", self.path("error.log"), "-c",
                                       self.path("nginx.conf")])

        def listening():
            if self.nginx.poll() is not None:
                raise RuntimeError(self.log())
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return True
            return False
        wait_for(listening, self.log)

    def log(self):
        return pathlib.Path(self.path("error.log")).read_text(encoding="utf-8", errors="replace")

    def tell(self, line):
        self.driver.stdin.write(line + "\n")
        self.driver.stdin.flush()
        return self.read_answer()

    def read_answer(self):
        out = []
        for line in self.driver.stdout:
            if line == ".\n":
                return out
            out.append(line.rstrip("\n"))
        raise RuntimeError("the driver ended")

    def session(self, person, terminal="-", card="-", idle=600):
        return self.tell(f"session {person} {terminal} {card} {idle}")

    def entries(self):
        return [json.loads(line) for line in self.tell("entries")]

    def reload(self):
        """nginx reads everything anew; waits until its workers of before take no more requests."""
        known = self.log().count("gracefully shutting down")
        self.nginx.send_signal(signal.SIGHUP)
        wait_for(lambda: self.log().count("gracefully shutting down") > known, self.log)

    def workers(self):
        """The processes of nginx that answer requests."""
        with open(f"/proc/{self.nginx.pid}/task/{self.nginx.pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]

    def close(self):
        self.nginx.terminate()
        self.nginx.wait(timeout=PATIENCE)
        self.driver.stdin.close()
        self.driver.wait(timeout=PATIENCE)
        self.driver.stdout.close()
