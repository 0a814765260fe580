"""What people do at a server of which the tests take away the process or the power, and what has to be
there afterwards: each step that was acknowledged, once; the others can be done; the store equals its
evidence.

    Base(name, sekisho, root, postgres)   the data from which each act begins with a copy
    ACTS                                  the kinds of acts; `kind(base)` is one
    act.judge(data, acknowledged)         what is wrong with what is left of it
"""
import copy
import hashlib
import http.client
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
import time

from api_server import make_reviewed
from people import PASSWORD, Person

PATIENCE = 60  # seconds that anything may take: an answer, a command, the server's start and its end
JOB_PATIENCE = 60
LOST = (OSError, http.client.HTTPException)  # of a request: there is no answer
PROGRAMS = {"owner": (["network-clerk"], ["view", "declare"]),
            "quality": (["first-line-quality"], ["view", "self-check"]),
            "second": (["conduct-regulation"], ["view", "check", "run"]),
            "head": (["conduct-regulation"], ["view", "approve"]),
            "carrier": (["system-administrator"], ["view", "deliver"])}
NO_PRINT = ('@id("no-print")\n@title("Nobody prints")\n@title_ja("印刷の禁止")\n'
            'forbid (principal, action == Action::"print", resource);\n')
LOG = b"".join(json.dumps({"time": f"2024-10-01T{hour:02}:00:00Z", "actor": {"id": "u1"},
                           "src": "10.0.0.1", "op": "read",
                           "point": "0500000000000000000001"}).encode() + b"\n"
               for hour in range(24))


class Lines:
    """What a process prints, a line at a time, with a limit on the wait for one."""

    def __init__(self, stream):
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(stream,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            self.lines.put(line)
        self.lines.put("")

    def next(self):
        try:
            return self.lines.get(timeout=PATIENCE)
        except queue.Empty:
            return ""

    def rest(self):
        """What came so far and was not taken."""
        return "".join(self.lines.get() for _ in range(self.lines.qsize()))


class Server:
    """`sekisho serve` on a free port, perhaps under what watches it."""

    def __init__(self, sekisho, data, under=()):
        self.process = subprocess.Popen(
            [*under, sekisho, "serve", "--data", data, "--listen", "127.0.0.1:0", "--quiet", "--lang", "en"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.printed, self.complaints = Lines(self.process.stdout), Lines(self.process.stderr)
        line = self.printed.next()
        if not line.startswith("http://"):
            ended = self.process.poll()
            self.end(signal.SIGKILL)
            raise RuntimeError(f"the server does not start ({ended}): {self.complaints.rest()}")
        self.host, self.port = line.strip()[len("http://"):].split(":")

    def person(self, known):
        """As somebody on another machine knows them: a copy, so that no run changes another."""
        one = copy.copy(known)
        one.host, one.port, one.cookies = self.host, int(self.port), dict(known.cookies)
        return one

    def end(self, how):
        self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired as late:
            self.process.kill()
            self.process.wait()
            raise RuntimeError("the server does not end") from late


class Program(Person):
    """What asks with a token."""

    def __init__(self, token):
        super().__init__("", 0)
        self.token = token

    def ask(self, method, path, body=None, **headers):
        return super().ask(method, path, body, Authorization="Bearer " + self.token, **headers)


class Base:
    """A server's data, from which each point begins with a copy: people, programs, a half-year that
    waits for its last statement, a draft that waits for its approval."""

    def __init__(self, name, sekisho, root, postgres):
        self.name, self.sekisho, self.postgres = name, sekisho, postgres
        self.root, self.copy = os.path.join(root, name), None
        os.makedirs(self.root)
        self.data = os.path.join(self.root, "base")
        make_reviewed(self.must, os.path.join(root, "demo"), self.data, 2000, "--from", "2024-10-01",
                      "--until", "2025-04-01")
        self.store = os.path.join(self.data, "store")
        self.key = self.must("store", "init", self.store, "--origin", "example.com/crash", *(
            ["--database", postgres.new_database()] if postgres else [])).strip()
        self.programs = {login: Program(self.token(login, *given))
                         for login, given in PROGRAMS.items()}
        server = Server(sekisho, self.data)
        try:
            self.prepare(server)
        finally:
            server.end(signal.SIGTERM)

    def run(self, *words):
        return subprocess.run([self.sekisho, *words], capture_output=True, text=True, check=False,
                              timeout=PATIENCE)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def token(self, login, roles, scopes):
        words = [word for role in roles for word in ("--role", role)]
        words += [word for scope in scopes for word in ("--scope", scope)]
        return json.loads(self.must("user", "token", self.store, "--login", login, "--by", "P1",
                                    "--number", "1", "--approves", "--administers", "nws", "--json",
                                    *words))["token"]

    def prepare(self, server):
        code = server.printed.next().split(": ")[1].split()[0]
        admin = Person(server.host, server.port, "admin").enrol(code).log_in().step_up("account")
        self.people = {}
        for name in ("hana", "ken", "yuki"):
            made = admin.must("POST", "/api/v1/users", {
                "login_name": name, "person": "P-" + name, "roles": ["conduct-regulation"],
                "approves": True, "number": "1"})
            self.people[name] = Person(server.host, server.port, name)
            if name == "yuki":
                self.yukis_code = made["code"]
            else:
                self.people[name].enrol(made["code"])
        # hana and ken stay logged in; their apps have codes left for what is harmed.
        for name in ("hana", "ken"):
            self.people[name].log_in()
        drafts = "/api/v1/policy-drafts"
        hana = self.people["hana"].step_up("policy-change")
        draft = hana.must("POST", drafts, {"title": "印刷", "files": [
            {"name": "barrier/90-no-print.cedar", "text": NO_PRINT}]})["draft"]["draft"]
        self.draft = f"{drafts}/{draft}"
        hana.must("POST", self.draft + "/proposal", {"reason": "crash"})
        act = lambda who, path, body: server.person(self.programs[who]).must(
            "POST", "/api/v1/campaigns" + path, body)
        act("second", "", {"fiscal_year": 2024, "half": 2, "cut_off": "2025-04-20"})
        with open(f"{self.data}/reviews/demo/scope.json", encoding="utf-8") as file:
            scope = json.load(file)
        logged, others = list(scope["systems"]), scope["systems_without_log"]
        act("second", "/1/freeze", {"review": "demo", "systems": [
            {"system": one, "department": "配電部", "extracted_by": "it-1"} for one in logged
        ] + [{"system": one, "department": "配電部"} for one in others]})
        for one in set(logged + others) - {"nol"}:
            said = {"statement": "found"} if one in logged else {
                "statement": "not-determinable", "reason": "ログ出力なし"}
            act("owner", "/1/statements", {"system": one, "department": "配電部", **said})
            act("quality", "/1/self-checks", {"system": one, "agrees": True})
            act("second", "/1/checks", {"system": one, "agrees": True})

    def fresh(self):
        data = os.path.join(self.root, "data")
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.data, data)
        if self.postgres:
            self.copy = self.postgres.separate(os.path.join(data, "store"), self.copy)
        return data

    def not_whole(self, data):
        """What is wrong with the store in `data`, or nothing."""
        store = os.path.join(data, "store")
        for words in (("store", "status", store), ("store", "verify", store),
                      ("evidence", "verify", store + "/record", "--key", self.key)):
            checked = self.run(*words)
            if checked.returncode != 0:
                return f"{' '.join(words[:2])}: {checked.stdout}{checked.stderr}"
        return None


class Act:
    """Steps in their order. Each is done once, and what was acknowledged is seen afterwards."""

    def __init__(self, base):
        self.base, self.server, self.last = base, None, None
        self.begin()

    def begin(self):
        """What one point has of its own."""

    def steps(self):
        """(name, do, seen) each: `do` is true once acknowledged, `seen` once it is there."""

    def ready(self):
        """Before harm begins."""

    def end(self):
        """What is wrong when everything was done in the end, or nothing."""

    def left(self, data):
        """What is wrong with the files once the server has ended, or nothing."""

    def judge(self, data, acknowledged):
        """What is wrong with what is left of an act of which so many steps were acknowledged."""
        return self.go_on(data, acknowledged) or self.left(data) or self.base.not_whole(data)

    def go_on(self, data, acknowledged):
        """What is wrong after a start on that."""
        self.server = Server(self.base.sekisho, data)
        try:
            steps = self.steps()
            for name, _, seen in steps[:acknowledged][-1:]:  # the last one: it stands on the others
                if not seen():
                    return f"{name} was acknowledged and is gone"
            for name, do, seen in steps[acknowledged:]:
                if not do() or not seen():
                    return f"{name} cannot be done any more: {self.last}"
            return self.end()
        finally:
            if self.server.end(signal.SIGTERM) != 0:
                raise RuntimeError("the server ended with an error")

    def who(self, name):
        known = self.base.people.get(name) or self.base.programs[name]
        return self.server.person(known)

    def done(self, answer, *fine):
        if answer.status in fine or answer.status < 300:
            return True
        if answer.status >= 500:  # a disk that takes nothing
            return False
        raise RuntimeError(f"{answer.status} {answer.content.decode()}")

    def job(self, job):
        """Until it is over; its state, or nothing where the server is gone."""
        until = time.monotonic() + JOB_PATIENCE
        while time.monotonic() < until:
            found = self.who("second").must("GET", "/api/v1/jobs/" + job)
            if found["state"] not in ("queued", "running"):
                self.last = found  # for whoever reads what is wrong
                return found["state"]
            time.sleep(0.05)
        raise RuntimeError(f"the job {job} does not end")

    def end_job(self, job):
        """The same of one that was cut off, or failed because the disk took nothing."""
        state = self.job(job)
        for _ in range(2):
            if state == "done":
                break
            self.who("second").must("POST", f"/api/v1/jobs/{job}/run-again")
            state = self.job(job)
        return state == "done"


class LogIn(Act):
    """Somebody logs in with password and app."""

    def begin(self):
        self.cookies, self.code, self.used = {}, None, self.base.people["hana"].used

    def log_in(self):
        person = self.who("hana")
        person.cookies = {}
        if self.code is None:
            person.used = self.used
            self.code, self.used = person.code(), person.used
        begun = person.ask("POST", "/api/v1/session",
                           {"login_name": "hana", "password": PASSWORD})
        if begun.status != 200:
            return self.done(begun)
        answer = person.ask("POST", "/api/v1/session/factors",
                            {"login": json.loads(begun.content)["login"], "code": self.code})
        if answer.status == 401:  # the code was spent on a log-in whose answer was lost
            self.code = None
            return self.log_in()
        if answer.status == 200:
            self.cookies = person.cookies
        return self.done(answer)

    def is_in(self):
        return self.with_session("GET").status == 200

    def with_session(self, method):
        person = self.who("hana")
        person.cookies = dict(self.cookies)
        return person.ask(method, "/api/v1/session")

    def steps(self):
        return [("log-in", self.log_in, self.is_in)]

    def end(self):
        person = self.who("hana")
        person.cookies = {}
        begun = person.must("POST", "/api/v1/session", {"login_name": "hana", "password": PASSWORD})
        again = person.ask("POST", "/api/v1/session/factors",
                           {"login": begun["login"], "code": self.code})
        return None if again.status == 401 else "a code of the app was taken twice"


class LogOut(LogIn):
    """Somebody who is logged in logs out, and stays so."""

    def ready(self):
        self.log_in()

    def steps(self):
        return [("log-out", lambda: self.done(self.with_session("DELETE"), 401),
                 lambda: not self.is_in())]


class Guesses(Act):
    """Somebody tries passwords; whoever restarts the server gives them no new ones."""
    FREE = 5

    def begin(self):
        self.refused = 0

    def guess(self):
        answer = self.who("nobody-known").ask("POST", "/api/v1/session",
                                              {"login_name": "ken", "password": "x"})
        self.refused += answer.status == 401
        return answer.status == 429 or (self.done(answer, 401) and None)

    def who(self, name):
        return Person(self.server.host, self.server.port) if name == "nobody-known" else \
            super().who(name)

    def until_slowed(self):
        for _ in range(4 * self.FREE):
            slowed = self.guess()
            if slowed is not None:
                return slowed
        raise RuntimeError("guessing is not slowed down")

    def steps(self):
        return [("guesses", self.until_slowed, lambda: True)]

    def end(self):
        before, self.refused = self.refused, 0
        self.until_slowed()
        # Two: the time that passed pays for that many.
        if before >= self.FREE and self.refused > 2:
            return f"{before} guesses were refused, and then {self.refused} more"
        return None


class Enrolment(Act):
    """Somebody comes to a password and an app by a code."""

    def begin(self):
        self.secret, self.used = None, 0

    def ask(self, path, body):
        return self.who("yuki").ask("POST", "/api/v1/enrolment" + path,
                                    {"code": self.base.yukis_code, **body})

    def enrol(self):
        # 422 and 404 are said to whoever has the password already, or has finished: the answer to
        # that was lost.
        password = self.ask("/password", {"password": PASSWORD})
        if password.status == 404:
            return True
        if not self.done(password, 422):
            return False
        offered = self.ask("/app", {})
        if not self.done(offered):
            return False
        person = self.who("yuki")
        person.secret, person.used = json.loads(offered.content)["secret"], 0
        if not self.done(self.ask("/app/confirmation", {"name": "app", "app_code": person.code()})):
            return False
        self.secret, self.used = person.secret, person.used
        return self.done(self.ask("/finish", {}))

    def log_in(self):
        person = self.who("yuki")
        person.secret, person.used, person.cookies = self.secret, self.used, {}
        person.log_in()
        self.used = person.used
        return True

    def steps(self):
        return [("enrolment", self.enrol, self.log_in)]


class SignOff(Act):
    """The last statement of a half-year, its checks, and the approval of the whole."""

    STEPS = [("owner", "statements", {"system": "nol", "statement": "found", "department": "配電部"}),
             ("quality", "self-checks", {"system": "nol", "agrees": True}),
             ("second", "checks", {"system": "nol", "agrees": True}),
             ("head", "approval", {"number": "1"})]

    def count(self):
        history = self.who("second").must("GET", "/api/v1/campaigns/1/history")
        if not history["intact"]:
            raise RuntimeError("the history was edited")
        return len(history["items"])

    def ready(self):
        self.before = self.count()

    def steps(self):
        path = "/api/v1/campaigns/1/"

        def step(place, who, name, body):
            seen = lambda: self.count() > self.before + place
            # Whoever was not answered looks first: what is stated can be stated anew.
            return name, lambda: seen() or self.done(self.who(who).ask("POST", path + name, body)), seen

        return [step(place, *one) for place, one in enumerate(self.STEPS)]

    def end(self):
        campaign = self.who("second").must("GET", "/api/v1/campaigns/1")["campaign"]
        told = (campaign["state"], self.count() - self.before)
        return None if told == ("approved", len(self.STEPS)) else f"the half-year is {told}"


class Policies(Act):
    """A draft is approved, and comes into force."""

    def get(self, path=""):
        return json.loads(self.ask("hana", "GET", path).content)

    def post(self, who, path):
        return self.done(self.ask(who, "POST", path, {}), 409)

    def ask(self, who, *asked):
        method, path, *body = asked
        answer = self.who(who).ask(method, self.base.draft + path, *body)
        if answer.status in (401, 403):  # the session, or the proof, is too old by now
            self.ready()
            answer = self.who(who).ask(method, self.base.draft + path, *body)
        return answer

    def ready(self):
        self.cookies = {}
        for name in ("hana", "ken"):  # a night is longer than a session without use
            known = self.base.people[name]
            person = super().who(name).log_in().step_up("policy-change")
            known.used, self.cookies[name] = max(known.used, person.used), person.cookies

    def who(self, name):
        person = super().who(name)
        person.cookies = dict(self.cookies[name])
        return person

    def steps(self):
        state = lambda: self.get()["draft"]["state"]
        return [("approval", lambda: self.post("ken", "/approval"),
                 lambda: state() in ("approved", "applied")),
                ("application", lambda: self.post("hana", "/application"),
                 lambda: state() == "applied")]

    def end(self):
        history = self.get("/history")
        told = [one["what"] for one in history["items"]]
        if not history["intact"] or told != ["drafted", "proposed", "approved", "applied"]:
            return f"the draft was {told}"
        sets = self.who("hana").must("GET", "/api/v1/policy-sets")
        now = self.who("hana").must("GET", "/api/v1/policies")["in_force"]["version"]
        if sets["total"] != 2 or sets["items"][0]["version"] != now:
            return f"{sets['total']} sets, of which {now} is in force"
        return None


class Delivery(Act):
    """A log is handed in with its slip, and sealed."""

    def begin(self):
        self.upload = None

    def send(self):
        carrier = self.who("carrier")
        begun = carrier.ask("POST", "/api/v1/uploads", {
            "name": "nws/a.jsonl", "bytes": len(LOG), "sha256": hashlib.sha256(LOG).hexdigest()})
        if not self.done(begun):
            return False
        upload = json.loads(begun.content)["upload"]
        sent = carrier.ask("PATCH", "/api/v1/uploads/" + upload, LOG, Upload_Offset="0",
                           Content_Type="application/partial-upload")
        if not self.done(sent):
            return False
        self.upload = upload
        return True

    def is_sent(self):
        answer = self.who("carrier").ask("GET", "/api/v1/uploads/" + self.upload)
        if answer.status == 404:  # a delivery took it over, and says what became of it
            self.listed()
            return bool(self.last)
        return answer.status == 200 and json.loads(answer.content)["offset"] == len(LOG)

    def hand_in(self):
        for key in ("once", "twice"):
            answer = self.who("carrier").ask("POST", "/api/v1/deliveries", {
                "upload": self.upload, "system": "nws", "extracted_by": "P000042", "query": "all",
                "from": "2024-10-01", "until": "2024-10-03", "counted": 24,
                "sha256": hashlib.sha256(LOG).hexdigest()}, Idempotency_Key=key)
            if answer.status in (404, 409) and self.is_handed_in():
                return True  # the answer was lost
            # Nothing was done under the first key; or it was, and the delivery says that the disk
            # took nothing and that the log has to come again.
            if answer.status == 404 and not self.send():
                return False
            if answer.status not in (404, 409):
                break
        return self.done(answer)

    def listed(self):
        """Without those that had to come again, and without the same log once more: both are said."""
        self.last = self.who("carrier").must("GET", "/api/v1/deliveries")["items"]
        return [one for one in self.last
                if one.get("refusal") != "not-read" and one["state"] != "known"]

    def is_handed_in(self):
        return len(self.listed()) == 1

    def receive(self):
        jobs = self.who("second").must("GET", "/api/v1/jobs?limit=100")["items"]
        own = [one["job"] for one in jobs if one["kind"] == "delivery"]
        return all([self.end_job(one) for one in own]) and self.is_received()

    def is_received(self):
        return [one["state"] for one in self.listed()] == ["archived"]

    def steps(self):
        return [("upload", self.send, self.is_sent), ("slip", self.hand_in, self.is_handed_in),
                ("sealing", self.receive, self.is_received)]

    def end(self):
        segments = self.who("carrier").must("GET", "/api/v1/archive/segments?system=nws")["items"]
        return None if len(segments) == 1 else f"{len(segments)} segments"

    def left(self, data):
        checked = self.base.run("archive", "verify", os.path.join(data, "store", "record"))
        return None if checked.returncode == 0 else checked.stdout + checked.stderr


class Review(Act):
    """A review is asked for once, runs to its end, and gives what it gives without harm."""

    BODY = {"registers": "demo", "logs": "demo", "from": "2024-10-01", "until": "2025-04-01"}

    def begin(self):
        self.asked = None

    def ask(self):
        answer = self.who("second").ask("POST", "/api/v1/reviews", self.BODY,
                                        Idempotency_Key="once")
        if answer.status == 409:  # the first answer was lost: look, then ask by another key
            jobs = self.jobs()
            if not jobs:
                answer = self.who("second").ask("POST", "/api/v1/reviews", self.BODY,
                                                Idempotency_Key="twice")
            else:
                self.asked = jobs[0]
                return True
        if not self.done(answer):
            return False
        self.asked = json.loads(answer.content)["job"]
        return True

    def jobs(self):
        return [one["job"] for one in
                self.who("second").must("GET", "/api/v1/jobs?limit=100")["items"]]

    def steps(self):
        return [("asking", self.ask, lambda: self.jobs() == [self.asked]),
                ("running", lambda: self.end_job(self.asked),
                 lambda: self.job(self.asked) == "done")]

    def left(self, data):
        read = lambda review: open(f"{data}/reviews/{review}/findings.csv", "rb").read()
        reviews = sorted(os.listdir(f"{data}/reviews"))
        if reviews != sorted(["demo", self.asked]):
            return f"there are the reviews {reviews}"
        return None if read("demo") == read(self.asked) else "other findings"


ACTS = [LogIn, LogOut, Guesses, Enrolment, SignOff, Policies, Delivery, Review]
