#!/usr/bin/env python3
"""Archives the logs of a demo, damages them, erases them, and restores old vaults, as users would.

    archive_test.py PROGRAM SHARED

Where SHARED has tlog/check, that says of the log after an erasure that it still verifies.
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

# Everything has run out after a month: what is refused below is refused for another reason.
SHORT = """people = "staff"
segments = "trial"
[[class]]
name = "staff"
title = "t"
basis = "b"
months = 1
[[class]]
name = "trial"
title = "t"
basis = "b"
months = 1
"""
LONG = SHORT.replace("months = 1\n", "months = 1200\n")
WHO = ["--by", "p-00000001", "--approval", "2026-77", "--approver", "p-00000002"]


class Store:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.record = os.path.join(folder, "record")
        self.private = self.record + ".private"
        for name, text in (("short.toml", SHORT), ("long.toml", LONG)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)

    def run(self, *command, accepted=(0,), stdin=b""):
        done = subprocess.run([self.program, *command], input=stdin, capture_output=True,
                              check=False)
        if done.returncode not in accepted:
            sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n"
                     f"{done.stdout.decode()[-2000:]}{done.stderr.decode()[-2000:]}")
        return done.stdout

    def json(self, *command, accepted=(0,)):
        return json.loads(self.run(*command, "--json", accepted=accepted))

    def retention(self, name):
        return ["--retention", os.path.join(self.folder, name + ".toml")]

    def add(self, logs, *more, accepted=(0,)):
        return self.json("archive", "add", self.record, "--logs", logs, "--class", "trial",
                         *self.retention("short"), *more, accepted=accepted)

    def erase(self, segment, *more, retention="short", accepted=(0,)):
        return self.json("evidence", "erase", self.record, "--segment", segment,
                         *self.retention(retention), *more, accepted=accepted)

    def verify(self, accepted=(0,)):
        return self.json("archive", "verify", self.record, accepted=accepted)

    def extract(self, segment, *more, accepted=(0,)):
        return self.run("archive", "extract", self.record, segment, *more, accepted=accepted)

    def path_of(self, segment):
        return os.path.join(self.private, "archive", segment + ".segment")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def same(got, want, what):
    if got != want:
        sys.exit(f"{what}: {got!r}, want {want!r}")


def check_sealed(store, logs):
    """Everything is sealed once, and comes back byte for byte."""
    added = store.add(logs)
    files = sorted(glob.glob(logs + "/*/*"))
    same(len(added["sealed"]), len(files), "sealed files")
    same(added["refused"] + added["unclaimed"], [], "files left out")
    for sealed in added["sealed"]:
        raw = read(os.path.join(os.path.dirname(logs), sealed["file"]))
        same(store.extract(sealed["segment"]), raw, sealed["file"])
        lines = raw.splitlines(keepends=True)
        same(sealed["lines"], len(lines), f"lines of {sealed['file']}")
        first, last = len(lines) // 3 + 1, len(lines) // 2 + 1
        same(store.extract(sealed["segment"], "--lines", f"{first}-{last}"),
             b"".join(lines[first - 1:last]), f"lines {first} to {last} of {sealed['file']}")
        if sealed["events"] == 0:
            sys.exit(f"{sealed['file']}: no access was read")
    again = store.add(logs)
    same((len(again["sealed"]), len(again["known"])), (0, len(files)), "a second time")
    checked = store.verify()
    same((checked["whole"], checked["opened"]), (len(files), len(files)), "whole and opened")
    return added["sealed"]


def check_damage(store, sealed):
    """A changed byte anywhere is found, and named by segment, file and lines."""
    for number, one in enumerate(sealed):
        path = store.path_of(one["segment"])
        whole = read(path)
        for place in (0, 30, len(whole) // 3, len(whole) // 2, len(whole) - 100, len(whole) - 1):
            changed = bytearray(whole)
            changed[place] ^= 1 << (number % 8)
            write(path, bytes(changed))
            damaged = store.verify(accepted=(1,))["damaged"]
            same([(d["segment"], d["file"]) for d in damaged], [(one["segment"], one["file"])],
                 f"damage at {place} of {one['file']}")
            for problem in damaged[0]["problems"]:
                if not 1 <= problem["first_line"] <= problem["last_line"] <= one["lines"]:
                    sys.exit(f"damage at {place} of {one['file']}: lines {problem}")
        # One frame of lines alone: the rest of the file can still be read.
        write(path, whole)
        if one is not sealed[0]:
            continue
        changed = bytearray(whole)
        changed[len(whole) // 3] ^= 1
        write(path, bytes(changed))
        text = store.run("archive", "verify", store.record, accepted=(1,)).decode()
        if f"segment {one['segment']} ({one['file']}), lines " not in text:
            sys.exit(f"the damage is not named for people:\n{text}")
        write(path, whole)
    moved = store.path_of(sealed[0]["segment"])
    os.rename(moved, moved + ".away")
    checked = store.verify(accepted=(1,))
    same([d["segment"] for d in checked["damaged"]], [sealed[0]["segment"]], "a missing segment")
    same(len(checked["strays"]), 1, "a stray file")
    os.rename(moved + ".away", moved)
    shutil.move(store.private + "/vault-master.key", store.folder)
    checked = store.verify()
    same((checked["whole"], checked["opened"], "no_vault" in checked), (len(sealed), 0, True),
         "without a master key")
    shutil.move(store.folder + "/vault-master.key", store.private)


def check_refusals(store, segment):
    """Nothing is erased within its retention, under a hold, or without another's approval."""
    def refused(what, *more, retention="short"):
        plan = store.erase(segment, "--yes", *more, retention=retention, accepted=(1,))
        same((plan["erased"], len(plan["refused"])), (False, 1), f"refusals {what}")
        if what not in plan["refused"][0]:
            sys.exit(f"refused for {plan['refused']}, not for {what}")
    refused("is kept for 1200 months", *WHO, retention="long")
    refused("no number of an approval", "--by", "p-00000001", "--approver", "p-00000002")
    refused("cannot approve it", "--by", "p-00000001", "--approval", "7",
            "--approver", "p-00000001")
    hold = store.run("evidence", "hold", "add", store.record, "--segment", segment, "--reason",
                     "訴訟", *WHO).decode().strip()
    refused(f"{hold} covers it", *WHO)
    same([h["hold"] for h in store.json("evidence", "hold", "list", store.record)["holds"]],
         [hold], "holds")
    store.run("evidence", "hold", "lift", store.record, hold, "--reason", "終結", "--by",
              "p-00000001", "--approval", "8", "--approver", "p-00000001", accepted=(2,))
    store.run("evidence", "hold", "lift", store.record, hold, "--reason", "終結", *WHO)
    same(store.json("evidence", "hold", "list", store.record)["holds"], [], "holds")
    plan = store.erase(segment, *WHO)
    same((plan["erased"], plan["refused"]), (False, []), "only asking")
    store.extract(segment, "--lines", "1-1")


def check_erasure(store, sealed):
    """An erased segment is gone, also from a vault that comes back from a backup."""
    segment, other = sealed[0]["segment"], sealed[1]["segment"]
    backup = store.folder + "/backup"
    shutil.copytree(store.private + "/vault", backup)
    same(store.erase(segment, *WHO, "--yes")["erased"], True, "erased")
    same(os.path.exists(f"{store.private}/vault/segment.{segment}.key"), False, "the key's file")
    same(store.extract(segment, accepted=(2,)), b"", "an erased segment")
    checked = store.verify()
    same((checked["erased"], checked["whole"]), (1, len(sealed) - 1), "after the erasure")
    store.erase(segment, *WHO, "--yes", accepted=(1,))

    shutil.rmtree(store.private + "/vault")
    shutil.copytree(backup, store.private + "/vault")
    key = f"{store.private}/vault/segment.{segment}.key"
    same(os.path.exists(key), True, "the key in the backup")
    same(store.extract(segment, accepted=(2,)), b"", "an erased segment with an old vault")
    store.run("evidence", "put", store.record, "--class", "trial", "--month", "2026-11",
              stdin=b"any writer")
    same(os.path.exists(key), False, "the key after a writer came")
    store.extract(other, "--lines", "1-2")


def check_log(store, key, shared):
    """The record is as it was."""
    store.run("evidence", "verify", store.record, "--key", key)
    check = os.path.join(shared, "tlog/check")
    if os.path.exists(check) and shutil.which("go"):
        done = subprocess.run([check, store.record, key], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0 or "ALL OK" not in done.stdout:
            sys.exit(f"the judge: {done.stdout}{done.stderr}")
    else:
        print("no other judge of logs here: only our own was asked")


def check_bodies(store):
    """A body is shown, erased with its subject, and damage is another answer than erasure."""
    person, again = store.run("evidence", "pseudonym", store.record, "T-10023",
                              "T-10023").decode().split()
    same(person, again, "pseudonyms")

    def put(text):
        body = json.loads(store.run("evidence", "put", store.record, "--subject", person,
                                    stdin=text))
        entry = json.dumps({"kind": "record", "content": {}, "subject": person, "body": body})
        index = store.run("evidence", "append", store.record, stdin=entry.encode() + b"\n")
        return index.decode().strip(), f"{store.private}/bodies/{body['hash']}.body"
    index, path = put("氏名: 関所太郎".encode())
    same(store.run("evidence", "body", store.record, index).decode(), "氏名: 関所太郎", "a body")
    whole = read(path)
    write(path, whole[:-1] + bytes([whole[-1] ^ 1]))
    store.run("evidence", "body", store.record, index, accepted=(3,))
    os.remove(path)
    store.run("evidence", "body", store.record, index, accepted=(3,))
    write(path, whole)
    plan = store.json("evidence", "erase", store.record, "--subject", person, *WHO, "--yes",
                      *store.retention("short"), accepted=(1,))
    same(len(plan["refused"]), 1, "a body of today")
    # Nobody orders an erasure by appending an entry.
    forged = json.dumps({"kind": "destruction", "key": f"person.{person}", "class": "staff",
                         "approval": {"by": "p-00000002", "number": "7"}})
    store.run("evidence", "append", store.record, stdin=forged.encode() + b"\n", accepted=(3,))
    same(store.run("evidence", "body", store.record, index).decode(), "氏名: 関所太郎", "a body")


def main(program, shared):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(program, folder)
        demo = os.path.join(folder, "demo")
        store.run("demo", "--out", demo, "--accesses", "3000")
        key = store.run("evidence", "init", store.record, "--origin", "test.example/archive")
        sealed = check_sealed(store, demo + "/logs")
        check_damage(store, sealed)
        check_refusals(store, sealed[0]["segment"])
        check_erasure(store, sealed)
        check_log(store, key.decode().strip(), shared)
        check_bodies(store)
        print(f"{len(sealed)} log files sealed, damaged, erased and restored")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
