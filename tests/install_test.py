#!/usr/bin/env python3
"""Installs the program into an empty folder and uses it there as a newcomer would.

    install_test.py BUILD

It must find its policies and profiles by itself, write a small made-up utility, review it, and
know every command that the documents name.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WRITTEN = ["findings.csv", "findings.xlsx", "undetermined.csv", "rejects.csv", "scope.json",
           "coverage.json", "run.json", "report.html"]
# `sekisho review --out …`, `sekisho register check`: a command is what comes before an option.
NAMED = re.compile(r"(?:^ +|`|bin/)sekisho ((?:[a-z]+)(?: (?:check|explain|show))?)\b", re.M)


def run(*command, accepted=(0,)):
    # Another folder, so that nothing is found by accident.
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode not in accepted:
        sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main(build):
    with tempfile.TemporaryDirectory() as folder:
        run("cmake", "--install", build, "--prefix", f"{folder}/installed")
        program = f"{folder}/installed/bin/sekisho"
        run(program, "--version")
        run(program, "demo", "--out", f"{folder}/demo", "--accesses", "20000")
        run(program, "review", "--registers", f"{folder}/demo/register",
            "--logs", f"{folder}/demo/logs", "--out", f"{folder}/review", accepted=(1,))
        for name in WRITTEN:
            if not os.path.getsize(f"{folder}/review/{name}"):
                sys.exit(f"{name} is empty")
        commands = set()
        for path in [f"{ROOT}/README.md", f"{ROOT}/README.ja.md", f"{ROOT}/CHANGELOG.md",
                     *glob.glob(f"{ROOT}/docs/**/*.md", recursive=True)]:
            with open(path, encoding="utf-8") as file:
                commands |= set(NAMED.findall(file.read()))
        for command in sorted(commands):
            run(program, *command.split(), "--help")
        print(f"installed, reviewed, {len(commands)} commands known: {', '.join(sorted(commands))}")
    return 0 if commands else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
