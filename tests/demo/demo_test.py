#!/usr/bin/env python3
"""Writes demos, reviews them, and compares the review with the truth and with a second opinion.

    demo_test.py PROGRAM SHARED

For each demo, with and without its correction, what `sekisho review` finds must be what
judge.py finds, and both what the demo planted. Where SHARED holds the scenario's scorer, that must
agree too. DEMO_SEEDS ("1 random") asks for other seeds; a random one is printed.
"""
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [20_000, 3_000]
BAD = 5  # differences printed for each comparison


def run(*command, accepted=(0,)):
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    if done.returncode not in accepted:
        sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def rows(path, *columns):
    with open(path, encoding="utf-8", newline="") as file:
        return {(r["file"], int(r["line"])): tuple(r[c] for c in columns)
                for r in csv.DictReader(file)}


def disposition(label):
    if label == "concurrent-post":
        return "doubtful"
    return "attempt" if label.endswith("-denied") else "violation"


def same(what, got, want):
    """Compares two tables by key; prints the first differences."""
    different = sorted(k for k in got.keys() | want.keys() if got.get(k) != want.get(k))
    for key in different[:BAD]:
        print(f"  {what}: {key}: {got.get(key)}, want {want.get(key)}")
    return not different


def agrees(folder, truth, review, judged):
    verdict = ("disposition", "viewer", "certainty")
    found = rows(f"{review}/findings.csv", *verdict)
    planted = {k: (disposition(label), viewer, certainty) for k, (label, viewer, certainty)
               in rows(f"{truth}/violations.csv", "label", "viewer", "certainty").items()}
    good = same("review against truth", found, planted)
    good &= same("judge against truth", rows(f"{judged}/findings.csv", *verdict), planted)
    more = ("object", "retailer")
    good &= same("review against judge", rows(f"{review}/findings.csv", *more),
                 rows(f"{judged}/findings.csv", *more))
    for name in ("undetermined.csv", "rejects.csv"):
        good &= same(name, rows(f"{review}/{name}"), rows(f"{judged}/{name}"))
    good &= same("undetermined", rows(f"{review}/undetermined.csv"),
                 rows(f"{truth}/undetermined.csv"))
    with open(f"{truth}/truth.json", encoding="utf-8") as file:
        leaks = json.load(file)["leaks"]
    with open(f"{review}/scope.json", encoding="utf-8") as file:
        scope = json.load(file)["systems"]
    for system, figures in leaks.items():
        good &= same(f"scope of {system}", {k: scope[system].get(k) for k in figures}, figures)
    return good


def scored(shared, folder, review):
    score = os.path.join(shared, "scenario", "score")
    if not os.path.exists(score):
        return True
    done = subprocess.run([score, folder, review], text=True, capture_output=True, check=False)
    lines = [line for line in done.stdout.splitlines() if not line.startswith("ok")]
    print("\n".join("  " + line for line in lines), done.stderr, sep="")
    return done.returncode == 0


def reviewed(program, shared, folder, known, review):
    run(program, "review", "--registers", f"{folder}/register", "--logs", f"{folder}/logs",
        "--out", review, accepted=(1,))
    run(sys.executable, os.path.join(HERE, "judge.py"), folder, f"{review}-judged")
    good = agrees(folder, f"{known}/truth", review, f"{review}-judged")
    return scored(shared, known, review) and good


def test(program, shared, folder, accesses, seed):
    run(program, "demo", "--out", folder, "--accesses", str(accesses), "--seed", str(seed))
    good = reviewed(program, shared, folder, f"{folder}/as-known-then", f"{folder}/first")
    shutil.copy(f"{folder}/correction/assignments.csv", f"{folder}/register/assignments.csv")
    good &= reviewed(program, shared, folder, folder, f"{folder}/corrected")
    # As README.txt promises, the first run cannot be repeated now, and the program says why.
    said = run(program, "review", "--reproduce", f"{folder}/first/run.json", accepted=(1,))
    if "assignments.csv" not in said:
        print(f"  --reproduce does not name the register that differs: {said}")
        good = False
    return good


def main(program, shared):
    good = True
    for number, seed in enumerate(os.environ.get("DEMO_SEEDS", "1 random").split()):
        seed = random.SystemRandom().randrange(10**6) if seed == "random" else int(seed)
        accesses = SIZES[number % len(SIZES)]
        print(f"seed {seed}, {accesses} accesses", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            good &= test(program, shared, folder, accesses, seed)
    return 0 if good else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
