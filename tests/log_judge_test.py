#!/usr/bin/env python3
"""Our logs before an independent judge, and our verifier beside it.

    log_judge_test.py DRIVER SHARED

DRIVER is bin/log_driver, SHARED/tlog/check the judge: golang.org/x/mod/sumdb, of which nothing is
ours. It must say ALL OK at every size, after a kill, with another key, and of every pair of
checkpoints of a run. Then files are damaged, and both must see it, ours with the file's name.

LOG_JUDGE_SEED says what is damaged (1; `random` takes another one), LOG_JUDGE_DAMAGES how often
(300), LOG_JUDGE_LARGEST=1000000 asks for one more size. Exit code 77: there is no judge.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile

SIZES = [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000]
AT_ONCE = 5_000
NEVER = 1 << 40
SHOWN = 5


class Failed(Exception):
    pass


def run(*command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout + done.stderr


class Log:
    """A log of the driver's, and the judge."""

    def __init__(self, driver, judge, path):
        self.driver, self.judge_program, self.path = driver, judge, path
        self.keys = self.drive("init").strip()

    def drive(self, command, *words):
        code, printed = run(self.driver, command, self.path, *map(str, words))
        if code != 0:
            raise Failed(f"{command} {words}: {printed}")
        return printed

    def grow(self, size, at_once=AT_ONCE, every=NEVER):
        self.drive("append", size, at_once, every)

    def published(self):
        """The checkpoints that were published, by size."""
        folder = os.path.join(self.path, "checkpoints")
        return {int(name): os.path.join(folder, name) for name in os.listdir(folder)}

    def judge(self, directory=None, earlier=(), environment=None):
        return run(self.judge_program, directory or os.path.join(self.path, "log"), self.keys,
                   *earlier, environment=environment)

    def verify(self):
        return run(self.driver, "verify", self.path, self.keys)

    def hold(self, what, earlier=()):
        for who, (code, printed) in (("the judge", self.judge(earlier=earlier)),
                                     ("our verifier", self.verify())):
            if code != 0 or (who == "the judge" and not printed.endswith("ALL OK\n")):
                raise Failed(f"{what}, {who}: {printed}")

    def hold_every_pair(self):
        """Each checkpoint that was published as if it were the newest, against all before it."""
        earlier = []
        view = os.path.join(self.path, "view")
        os.mkdir(view)
        os.symlink(os.path.join(self.path, "log/tile"), os.path.join(view, "tile"))
        for size, file in sorted(self.published().items()):
            shutil.copy(file, os.path.join(view, "checkpoint"))
            if size:
                code, printed = self.judge(view, earlier)
                if code != 0 or not printed.endswith("ALL OK\n"):
                    raise Failed(f"size {size} after {len(earlier)} others: {printed}")
            earlier.append(file)
        shutil.rmtree(view)
        return len(earlier) * (len(earlier) - 1) // 2


def sizes(log, largest):
    code, printed = log.judge(environment={"CHECKPOINT_ONLY": "1"})
    if code != 0 or "size=0" not in printed:
        raise Failed(f"size 0: {printed}")
    for size in SIZES + ([largest] if largest else []):
        earlier = [path for _, path in sorted(log.published().items())]
        log.grow(size)
        log.hold(f"size {size}", earlier)
    print(f"ALL OK at {len(log.published())} sizes up to {max(log.published()):,}")


def kill(log, dice):
    """Killed while it appends and publishes; goes on afterwards."""
    told = 0
    for _ in range(5):
        with subprocess.Popen([log.driver, "append", log.path, str(NEVER), "50", "300"],
                              stdout=subprocess.PIPE, text=True) as process:
            for _ in range(dice.randint(1, 40)):
                told = int(process.stdout.readline().split()[1])
            process.send_signal(signal.SIGKILL)
        there = int(log.drive("entries").split()[1])
        if there < told:
            raise Failed(f"{told} entries were acknowledged before the kill, {there} are there")
        log.hold("after a kill", [path for _, path in sorted(log.published().items())])
    print(f"ALL OK after kills, up to {told:,} entries")


def rotate(log):
    old = log.keys
    new = log.drive("rotate").strip()
    with tempfile.TemporaryDirectory() as view:
        os.symlink(os.path.join(log.path, "log/tile"), os.path.join(view, "tile"))
        shutil.copy(os.path.join(log.path, "both"), os.path.join(view, "checkpoint"))
        log.keys = f"{old},{new}"
        code, printed = log.judge(view)
        if code != 0 or "valid signatures=2" not in printed or not printed.endswith("ALL OK\n"):
            raise Failed(f"with both keys: {printed}")
    log.hold("with both keys known", [path for _, path in sorted(log.published().items())])
    log.keys = old
    if log.judge()[0] == 0 or log.verify()[0] == 0:
        raise Failed("the old key signs no more, and nobody noticed")
    log.keys = new
    log.hold("with the new key alone")
    print("ALL OK while the key changes, and afterwards")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def reachable(log):
    """Tiles and bundles that the newest checkpoint leads to: full ones, and partial ones of its size."""
    size = max(log.published())
    out = []
    for kind, hashes in (("entries", size), ("0", size), ("1", size // 256)):
        full, rest = divmod(hashes, 256)
        out += [f"tile/{kind}/{index:03}" for index in range(full)]
        out += [f"tile/{kind}/{full:03}.p/{rest}"] if rest else []
    return out


def damage(log, files, dice):
    """One damage: (what, what must be named, whether the judge must see it, how to mend it)."""
    root = os.path.join(log.path, "log")
    name = dice.choice(files)
    path = os.path.join(root, name)
    good = read(path)
    at = dice.randrange(len(good))
    kind = dice.choice(["flip", "flip", "flip", "remove", "append", "cut", "swap bytes", "swap files"])
    mend = [(path, good)]
    if kind == "flip":
        write(path, good[:at] + bytes([good[at] ^ 1 << dice.randrange(8)]) + good[at + 1:])
    elif kind == "remove":
        os.remove(path)
    elif kind == "append":
        write(path, good + bytes([dice.randrange(256)]))
    elif kind == "cut":
        write(path, good[:at])
    elif kind == "swap bytes":
        other = dice.choice([i for i in range(len(good)) if good[i] != good[at]])
        swapped = bytearray(good)
        swapped[at], swapped[other] = good[other], good[at]
        write(path, bytes(swapped))
    else:
        other = dice.choice([n for n in files if n != name and n.split("/")[1] == name.split("/")[1]]
                            or [n for n in files if n != name])
        content = read(os.path.join(root, other))
        mend.append((os.path.join(root, other), content))
        write(path, content)
        write(os.path.join(root, other), good)
    return f"{kind}: {name} at {at}", name, kind in ("flip", "remove"), mend


def damages(log, dice, number):
    files = reachable(log)
    bad = agreed = 0
    for _ in range(number):
        what, name, judge_must, mend = damage(log, files, dice)
        ours, printed = log.verify()
        judges = log.judge()[0]
        for path, good in mend:
            write(path, good)
        agreed += ours != 0 and judges != 0
        wrong = []
        if ours == 0:
            wrong.append("our verifier says nothing")
        elif not any(line.startswith(name + ":") for line in printed.splitlines()):
            wrong.append(f"our verifier does not name it: {printed}")
        if judges == 0 and judge_must:
            wrong.append("the judge says nothing")
        bad += bool(wrong)
        if wrong and bad <= SHOWN:
            print(f"  {what}: {'; '.join(wrong)}")
    log.hold("after every damage was mended")
    print(f"{number} damages, each found and named by our verifier; the judge saw {agreed}")
    if bad:
        raise Failed(f"{bad} of {number} damages")


def main(driver, shared):
    judge = os.path.join(shared, "tlog/check")
    if not os.path.exists(judge):
        print("there is no independent judge beside this tree")
        return 77
    if not shutil.which("go") or not os.path.isdir("/usr/share/gocode/src/golang.org/x/mod"):
        print("the judge needs golang-go and golang-golang-x-mod-dev")
        return 77
    asked = os.environ.get("LOG_JUDGE_SEED", "1")
    seed = random.randrange(1 << 32) if asked == "random" else int(asked)
    print(f"LOG_JUDGE_SEED={seed}")
    dice = random.Random(seed)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        try:
            log = Log(driver, judge, os.path.join(folder, "sizes"))
            sizes(log, int(os.environ.get("LOG_JUDGE_LARGEST", "0")))
            kill(log, dice)
            rotate(log)
            log = Log(driver, judge, os.path.join(folder, "pairs"))
            log.grow(dice.randint(2_500, 3_500), dice.randint(5, 40), dice.randint(40, 90))
            print(f"consistent: {log.hold_every_pair()} pairs of checkpoints")
            log = Log(driver, judge, os.path.join(folder, "damages"))
            log.grow(dice.choice([512, 600, 700, 800]))
            damages(log, dice, int(os.environ.get("LOG_JUDGE_DAMAGES", "300")))
        except Failed as failure:
            print(f"failed: {failure}")
            return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2]))
