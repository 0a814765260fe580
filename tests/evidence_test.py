#!/usr/bin/env python3
"""Drives `sekisho evidence` as its users do, and damages what it wrote.

    evidence_test.py PROGRAM SHARED

SHARED holds tlog/check, a verifier that others wrote; without it (or without Go) that part is left
out, and said.
"""
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

ORIGIN = "example.com/evidence"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NOBODY = 65534
SIZES = [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000]


class Program:
    def __init__(self, path):
        self.path = path

    def run(self, *arguments, stdin=b"", code=0, prefix=()):
        command = [*prefix, self.path, "evidence", *map(str, arguments)]
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)
        if done.returncode != code:
            sys.exit(f"{' '.join(command)}\nexit code {done.returncode}, not {code}\n"
                     f"{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode(), done.stderr.decode()

    def begin(self, folder, *more):
        out, err = self.run("init", folder, "--origin", ORIGIN, *more)
        key = out.splitlines()[0]
        must(out == key + "\n" and key.startswith(ORIGIN + "+"), f"init printed {out}")
        must("PRIVATE" not in out + err, "init shows a secret")
        return key

    def problems(self, folder, key, code=1):
        out, _ = self.run("verify", folder, "--key", key, "--json", code=code)
        answer = json.loads(out)
        must(answer["proved"] == (code == 0), out)
        return answer["problems"]


def must(condition, message):
    if not condition:
        sys.exit(f"evidence_test: {message}")


def decision(number):
    return {"kind": "decision", "system": "nws", "policy_set": HASH, "facts_revision": "3",
            "actor": f"p-{number % 7:08}", "subject": f"c-{number:08}", "action": "view",
            "decision": "deny" if number % 5 == 0 else "permit"}


def lines(objects):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def entries_of(program, folder):
    return program.run("export", folder)[0].splitlines()


def test_append(program, folder):
    store = f"{folder}/store"
    key = program.begin(store)
    mixed = (lines(map(decision, range(1000))) + b"\n  \n" + "{\"髙\":\"橋\"}\r\n".encode() +
             b"[1]\nno JSON\n" + lines([{"kind": "desision", "a": 1}] * 2) +
             lines([{"kind": "login", "actor": "Taro", "system": "nws", "result": "success"}]) +
             b'{"n":9007199254740993}\n' + b'{"x":"' + b"x" * 70_000 + b'"}\n' +
             b'"' + b"y" * (1 << 21) + b'"\n' + b'{"the":"last"}')
    out, err = program.run("append", store, "--rejects", f"{folder}/rejects.csv", stdin=mixed,
                           code=3)
    must(out == "".join(f"{i}\n" for i in range(1004)), "indices are not 0 to 1003")
    must("1,012 lines = 1,004 entries (0 to 1003) + 6 rejects + 2 empty; the log has 1,004 entries"
         in err, err)
    must(err.count("`desision` is no kind") == 1 and "Did you mean `decision`?" in err, err)
    must("-:1008: `/actor` is no pseudonym" in err, err)
    with open(f"{folder}/rejects.csv", encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    reasons = [(row["line"], row["reason"]) for row in rows]
    must(reasons == [("1004", "no-object"), ("1005", "bad-json"), ("1008", "bad-entry"),
                     ("1009", "bad-entry"), ("1010", "too-long"), ("1011", "too-long")], reasons)
    program.run("append", store, "--rejects", f"{folder}/rejects.csv", code=2)

    entries = entries_of(program, store)
    must(len(entries) == 1004, "export has not all entries")
    nonces = set()
    for number, entry in enumerate(entries):
        value = json.loads(entry)
        must(entry == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
             f"not canonical: {entry}")
        nonces.add(value["nonce"])
        if number < 1000:
            must(value.items() >= decision(number).items(), f"entry {number} is {entry}")
    must(len(nonces) == 1004, "a nonce came twice")
    must(json.loads(entries[1000])["content"] == {"髙": "橋"}, entries[1000])
    must(json.loads(entries[1002])["content"]["kind"] == "desision", entries[1002])

    found = program.run("search", store, "--person", "p-00000003", "--json")[0].splitlines()
    must([json.loads(one)["index"] for one in found] == list(range(3, 1000, 7)), "search by person")
    out, err = program.run("search", store, "--kind", "record", "--system", "nws")
    must(out == "" and "0 of 1,004 entries" in err, out + err)
    must(len(program.run("search", store, "--from", "2020-01-01")[0].splitlines()) == 1005,
         "search by time")
    must(program.run("search", store, "--until", "2020-01-01")[0] == "", "search by time")
    last = program.run("tail", store, "-n", "2", "--json")[0].splitlines()
    must([json.loads(one)["entry"] for one in last] == [json.loads(e) for e in entries[-2:]],
         "tail")
    events = program.run("export", store, "--format", "ocsf")[0].splitlines()
    must([json.loads(event)["raw_data"] for event in events] == entries, "raw_data of OCSF")
    must("拒否" in program.run("show", store, "0", "--lang", "ja")[0], "show in Japanese")
    program.run("show", store, "1004", code=2)
    must(not program.problems(store, key, code=0), "an undamaged log has problems")
    return store, key


def test_receipts(program, folder, store, key):
    for index in (0, 255, 256, 1003):
        receipt = f"{folder}/receipt"
        program.run("prove", store, index, "--out", receipt)
        entry = read(f"{receipt}.entry")
        must(entry.decode() == entries_of(program, store)[index], "the receipt's entry")
        must(read(receipt).startswith(b"c2sp.org/tlog-proof@v1\nindex %d\n" % index), "receipt")
        # Somewhere else, with nothing but these files.
        alone = f"{folder}/alone"
        os.makedirs(alone, exist_ok=True)
        shutil.move(receipt, f"{alone}/r")
        shutil.move(f"{receipt}.entry", f"{alone}/r.entry")
        verify = ("verify", f"{alone}/r", "--entry", f"{alone}/r.entry", "--key")
        must(f"it is entry {index} of the 1,004" in program.run(*verify, key)[0], "verify")
        for path in (f"{alone}/r", f"{alone}/r.entry"):
            whole = read(path)
            changes = [whole[:-1], whole + b"\n", b"", *flips(whole, step=13)]
            for changed in changes:
                write(path, changed)
                out = program.run(*verify, key, code=1)[0]
                must(out.startswith("not proved"), out)
            write(path, whole)
        program.run(*verify, program.begin(f"{folder}/other-{index}"), code=1)
    program.run("verify", f"{alone}/r", code=2)
    program.run("verify", f"{alone}/none", "--key", key, code=4)


def flips(content, step):
    for at in range(0, len(content), step):
        yield content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1:]


def reachable(size):
    """The files that a checkpoint of so many entries (fewer than 65,536) leads to."""
    full, rest = divmod(size, 256)
    tiles = [f"{index:03}" for index in range(full)] + ([f"{full:03}.p/{rest}"] if rest else [])
    above = [f"tile/1/000.p/{full}"] if full else []
    return ["checkpoint", *above, *(f"tile/{kind}/{tile}" for tile in tiles
                                    for kind in ("0", "entries"))]


def entry_at(bundle, offset):
    """Which entry of a bundle has this byte, None where it is a length."""
    at = number = 0
    while True:
        length = int.from_bytes(bundle[at:at + 2], "big")
        if offset < at + 2 + length:
            return number if offset >= at + 2 else None
        at += 2 + length
        number += 1


def test_damage(program, folder):
    store = f"{folder}/damaged"
    key = program.begin(store)
    program.run("append", store, stdin=lines(map(decision, range(600))))
    files = reachable(600)
    must(all(os.path.exists(f"{store}/{name}") for name in files), "the files are other ones")

    def found(name, what, entry=None):
        problems = program.problems(store, key)
        must(any(one["path"] == name and (entry is None or one.get("entry") == entry)
                 for one in problems), f"{what} {name}: {problems}")

    checked = 0
    for name in files:
        path = f"{store}/{name}"
        whole = read(path)
        bundle = "entries" in name
        step = 7 if name == "checkpoint" else max(61, len(whole) // 40 | 1)
        for offset, changed in zip(range(0, len(whole), step), flips(whole, step)):
            write(path, changed)
            entry = entry_at(whole, offset) if bundle else None
            first = 256 * int(name.split("/")[2][:3]) if bundle else 0
            found(name, f"byte {offset} flipped in", None if entry is None else first + entry)
            checked += 1
        for what, changed in (("a byte more in", whole + b"\0"), ("a byte less in", whole[:-1]),
                              ("nothing in", b"")):
            write(path, changed)
            found(name, what)
        os.remove(path)
        found(name, "no")
        write(path, whole)
        checked += 4
    for one, other in (("tile/0/000", "tile/0/001"), ("tile/entries/000", "tile/entries/001"),
                       ("tile/0/000", "tile/entries/000")):
        contents = read(f"{store}/{one}"), read(f"{store}/{other}")
        write(f"{store}/{one}", contents[1])
        write(f"{store}/{other}", contents[0])
        found(one, "swapped")
        found(other, "swapped")
        write(f"{store}/{one}", contents[0])
        write(f"{store}/{other}", contents[1])
        checked += 1
    # Two entries of one bundle change places.
    path = f"{store}/tile/entries/000"
    whole = read(path)
    length = 2 + int.from_bytes(whole[:2], "big")
    after = length + 2 + int.from_bytes(whole[length:length + 2], "big")
    write(path, whole[length:after] + whole[:length] + whole[after:])
    found("tile/entries/000", "entries swapped in", 0)
    found("tile/entries/000", "entries swapped in", 1)
    write(path, whole)
    # A file that the checkpoint does not lead to means nothing.
    write(f"{store}/tile/0/007", b"x")
    must(not program.problems(store, key, code=0), "the log was not mended")

    # An older checkpoint, and one that tells another story.
    old = f"{folder}/old"
    shutil.copy(f"{store}/checkpoint", old)
    program.run("append", store, stdin=lines(map(decision, range(5))))
    out, _ = program.run("verify", store, "--key", key, "--old", old)
    must(f"continues {old}" in out, out)
    shutil.copy(f"{store}/checkpoint", f"{folder}/newer")
    shutil.copy(old, f"{store}/checkpoint")
    program.run("verify", store, "--key", key, "--old", old)
    program.run("verify", store, "--key", key, "--old", old, f"{folder}/newer", code=1)
    print(f"{checked + 1} damages found and named")


def test_errors(program, folder):
    store = f"{folder}/errors"
    private = f"{store}.private"
    key = program.begin(store)
    program.run("init", store, "--origin", ORIGIN, code=2)
    program.run("append", f"{folder}/nowhere", code=3)
    one = lines([{"a": 1}])

    # A second writer, while the first one waits for its next line.
    with subprocess.Popen([program.path, "evidence", "append", store], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        first.stdin.write(one)
        first.stdin.flush()
        must(first.stdout.readline() == b"0\n", "a line is acknowledged before the input ends")
        err = program.run("append", store, stdin=one, code=2)[1]
        must("another process writes here" in err, err)
        first.stdin.write(one)
        _, err = first.communicate()
        must(first.returncode == 0 and b"2 lines = 2 entries (0 to 1)" in err, err)

    # What was acknowledged before the process was killed is there.
    with subprocess.Popen([program.path, "evidence", "append", store], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as killed:
        killed.stdin.write(lines(map(decision, range(3000))))
        killed.stdin.flush()
        while (last := int(killed.stdout.readline())) < 2000:
            pass
        killed.send_signal(signal.SIGKILL)
    program.run("append", store)
    size = len(entries_of(program, store))
    must(last < size <= 3002, f"{size} entries, {last} acknowledged")
    must(not program.problems(store, key, code=0), "damaged by a kill")

    secret = f"{private}/log.key"
    os.chmod(secret, 0o644)
    must("others may use the key" in program.run("append", store, stdin=one, code=2)[1], "mode")
    os.chmod(secret, 0o600)
    os.chmod(private, 0o755)
    must("others may enter" in program.run("append", store, stdin=one, code=2)[1], "mode")
    os.chmod(private, 0o700)
    os.rename(secret, f"{folder}/secret")
    err = program.run("append", store, stdin=one, code=3)[1]
    must("log.key" in err and "no new key signs for this log" in err, err)
    os.rename(f"{folder}/secret", secret)
    os.rename(private, f"{folder}/elsewhere")
    must("--private" in program.run("append", store, stdin=one, code=3)[1], "missing directory")
    must(program.run("append", store, "--private", f"{folder}/elsewhere", stdin=one)[0] ==
         f"{size}\n", "--private")
    os.rename(f"{folder}/elsewhere", private)

    other = f"{folder}/another"
    program.run("init", other, "--origin", "example.com/another")
    shutil.copy(f"{store}/checkpoint", f"{folder}/checkpoint")
    shutil.copy(f"{other}/checkpoint", f"{store}/checkpoint")
    err = program.run("append", store, stdin=one, code=3)[1]
    must("the checkpoint is that of `example.com/another`" in err, err)
    shutil.copy(f"{folder}/checkpoint", f"{store}/checkpoint")
    program.run("append", store, stdin=one)
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.path, "evidence", "append", store], input=one,
                                  stdout=full, stderr=subprocess.PIPE, check=False)
        must(done.returncode == 4 and b"cannot write standard output" in done.stderr, done.stderr)


def test_languages(program, folder):
    """What people read is Japanese where they ask for it, and only there."""
    def say(*arguments, says, stdin=b"", code=0, program_name="evidence"):
        for lang, begin in (("ja", f"{folder}/said-ja"), ("en", f"{folder}/said-en")):
            words = [str(one).format(begin) for one in arguments]
            command = [program.path, program_name, *words, "--lang", lang]
            done = subprocess.run(command, input=stdin, capture_output=True, check=False)
            said = (done.stdout + done.stderr).decode()
            must(done.returncode == code, f"{' '.join(command)}: {done.returncode}\n{said}")
            must((says in said) == (lang == "ja"), f"{' '.join(command)}: {said}")

    who = ("--by", "p-00000001", "--approval", "7", "--approver", "p-00000002")
    say("init", "{}", "--origin", ORIGIN, says="上は証跡")
    say("tail", "{}", says="まだ記録がありません")
    say("append", "{}", says="1 行 = 記録 1 件(0 ~ 0) + 読込不能行 0", stdin=b'{"a":1}')
    say("append", "{}", says="はこの版にない種別", stdin=b'{"kind":"x"}')
    say("prove", "{}", "0", "--out", "{}.receipt", says="記録証明書")
    say("export", "{}", says="記録 2 件")
    for store in (f"{folder}/said-ja", f"{folder}/said-en"):
        program.run("put", store, "--class", "wheeling", "--month", "2026-10", stdin=b"x")
        program.run("hold", "add", store, "--class", "wheeling", "--reason", "audit", *who)
    say("hold", "list", "{}", says="継続中の保全 1 件")
    say("erase", "{}", "--class", "wheeling", "--month", "2026-10", code=1, says="保全 hold.2")
    say("hold", "lift", "{}", "hold.2", "--reason", "closed", *who, says="保全を解除しました")
    say("rotate", "{}", says="上の鍵でも署名")
    say("rotate", "{}", "--finish", says="上の鍵だけで署名")
    say("list", "{}", program_name="archive", says="原本区画 0 件")
    say("verify", "{}", program_name="archive", says="消去済み 0")
    say("freeze", "{}", says="最後の記録確定点")
    say("init", "{}.witness", "--name", "w", program_name="witness", says="記録確認者の検証鍵")
    say("status", "{}.witness", program_name="witness", says="対象の証跡がありません")


def test_read_only(program, folder):
    store = f"{folder}/readonly"
    key = program.begin(store)
    program.run("append", store, stdin=lines([{"a": 1}]))
    prefix = ()
    if os.geteuid() == 0:
        # Root may write everywhere: be nobody, if nobody may run the program.
        prefix = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        os.chmod(folder, 0o755)
        for base in (store, f"{store}.private"):
            for path, _, names in os.walk(base):
                for name in (path, *(f"{path}/{name}" for name in names)):
                    os.chown(name, NOBODY, NOBODY)
        if not shutil.which("setpriv") or subprocess.run(
                [*prefix, program.path, "--version"], capture_output=True, check=False).returncode:
            print("a read-only directory: left out, nobody may not run the program")
            return
    os.chmod(store, 0o555)
    os.chmod(f"{store}/journal", 0o555)
    err = program.run("append", store, stdin=lines([{"a": 1}]), code=4, prefix=prefix)[1]
    must("Give this process the right to write there." in err, err)
    program.run("verify", store, "--key", key, prefix=prefix)
    os.chmod(store, 0o755)


def test_with_another_verifier(program, folder, shared):
    check = os.path.join(shared, "tlog", "check")
    if not os.path.exists(check) or not shutil.which("go"):
        print("another verifier: left out, there is no tlog/check or no Go")
        return
    store = f"{folder}/sizes"
    key = program.begin(store)

    def judge(size, old):
        environment = {**os.environ, **({} if size else {"CHECKPOINT_ONLY": "1"})}
        done = subprocess.run([check, store, key, *old], capture_output=True, text=True,
                              check=False, env=environment)
        wanted = "ALL OK" if size else "checkpoint ok"
        must(done.returncode == 0 and wanted in done.stdout,
             f"size {size}: {done.stdout}{done.stderr}")

    judge(0, [])
    size = 0
    old = []
    for next_size in SIZES:
        # In a process of its own each, as a cron job would.
        program.run("append", store, stdin=lines(map(decision, range(size, next_size))))
        size = next_size
        judge(size, old)
        must(not program.problems(store, key, code=0), f"size {size}")
        old.append(f"{folder}/checkpoint-{size}")
        shutil.copy(f"{store}/checkpoint", old[-1])
    out, _ = program.run("verify", store, "--key", key, "--old", *old)
    must(out.count("continues") == len(SIZES), out)
    print(f"another verifier agrees on sizes 0 to {size}")


def main(path, shared):
    program = Program(path)
    with tempfile.TemporaryDirectory() as folder:
        store, key = test_append(program, folder)
        test_receipts(program, folder, store, key)
        test_damage(program, folder)
        test_errors(program, folder)
        test_languages(program, folder)
        test_read_only(program, folder)
        test_with_another_verifier(program, folder, shared)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
