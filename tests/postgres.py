"""A PostgreSQL server for tests: on a socket in a directory of its own, stopped in the end. One that
is given a directory keeps what is there, for the next time."""
import os
import re
import shutil
import subprocess
import tempfile

PROGRAMS = "/usr/lib/postgresql/15/bin"


class Postgres:
    """`with Postgres.start() as server`; start() gives None where PostgreSQL 15 is not installed."""

    @classmethod
    def start(cls, kept_in=None):
        return cls(kept_in) if os.path.exists(f"{PROGRAMS}/initdb") else None

    def __init__(self, kept_in=None):
        self.made = 0
        self.kept = kept_in is not None
        self.root = kept_in or tempfile.mkdtemp(prefix="sekisho_postgres_")
        os.makedirs(self.root, exist_ok=True)
        # It refuses to run as root.
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres",
                     "--clear-groups"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.root, "postgres")
        data = f"{self.root}/data"
        if not os.path.exists(data):
            self.program("initdb", "-D", data, "-U", "test", "-A", "trust", "--no-sync", "-E",
                         "UTF8")
        self.program("pg_ctl", "-D", data, "-w", "-l", f"{self.root}/log", "-o",
                     f"-k {self.root} -c listen_addresses= -c fsync=off", "start")

    def program(self, name, *arguments):
        subprocess.run([*self.user, f"{PROGRAMS}/{name}", *arguments], check=True, cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def connection(self, database):
        return f"postgresql://test@/{database}?host={self.root}"

    def new_database(self, template="template0"):
        """A connection string; the database is a copy of another one, or empty."""
        self.made += 1
        name = f"test{self.made}"
        self.program("createdb", "-h", self.root, "-U", "test", "-T", template, name)
        return self.connection(name)

    def drop_database(self, connection):
        self.program("dropdb", "-h", self.root, "-U", "test", "--force",
                     connection.split("@/")[1].split("?")[0])

    def separate(self, store, last):
        """Gives the copy of a store a copy of the database of both; without the one of the `last`
        copy, or None. The connection string."""
        if last:
            self.drop_database(last)
        config = os.path.join(store, "store.toml")
        with open(config, encoding="utf-8") as file:
            text = file.read()
        base = re.search(r"@/(\w+)", text).group(1)
        made = self.new_database(template=base)
        with open(config, "w", encoding="utf-8") as file:
            file.write(text.replace("@/" + base, "@/" + made.split("@/")[1].split("?")[0]))
        return made

    def pin(self, core):
        """It and whatever it starts later run on one core."""
        with open(f"{self.root}/data/postmaster.pid", encoding="utf-8") as file:
            os.sched_setaffinity(int(file.readline()), {core})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        how = "fast" if self.kept else "immediate"
        self.program("pg_ctl", "-D", f"{self.root}/data", "-m", how, "-w", "stop")
        if not self.kept:
            shutil.rmtree(self.root, ignore_errors=True)
