#!/usr/bin/env python3
"""Runs clang-tidy on the sources that have changed since they last passed.

    tools/clang_tidy.py --build DIR [--cache DIR] [--jobs N] [--all | --noted]

A source passes for as long as its text, the text of every header of ours that it reaches, its
compile command and .clang-tidy stay the same; the cache holds one empty file for each pass,
named by the hash of all that. A second run therefore costs a second, in another checkout, too:
the cache is the user's, beside the compiler's. Tests are left out: they are as much code again,
and the compiler's warnings are errors there too.

A machine that remembers nothing need not begin at the beginning: `./dev nightly` checks every
source and notes the commit in bench/history.ndjson, and --noted takes what reaches nothing that
has changed since then for passed. --all takes nothing for passed.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import tree

NOTE = "nightly.clang_tidy"
DECIDES = {".clang-tidy", "CMakeLists.txt", "CMakePresets.json"}  # for every source
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)


def user_cache():
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(home, "sekisho", "clang-tidy")


def argument(name, default=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def git(root, *words):
    done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else None


def noted_commit(root):
    """The newest commit of which all sources were checked; None without one."""
    history = os.path.join(root, "bench/history.ndjson")
    if not os.path.exists(history):
        return None
    with open(history, encoding="utf-8") as file:
        notes = [json.loads(line) for line in file]
    passed = [note["commit"] for note in notes
              if note["metric"] == NOTE and not note["failed"] and "+" not in note["commit"]]
    return passed[-1] if passed else None


def changed_since(root, commit):
    """Paths inside the project; None when nobody can tell."""
    changed = git(root, "diff", "--name-only", commit, "--") if commit else None
    new = git(root, "ls-files", "--others", "--exclude-standard")
    if changed is None or new is None or DECIDES & {*changed}:
        return None
    return {*changed, *new}


class Project:
    def __init__(self, root):
        self.root = root
        self.texts = {}
        config = tree.read(root, ".clang-tidy") or ""
        version = subprocess.run(["clang-tidy-19", "--version"], capture_output=True, text=True)
        self.common = config + version.stdout

    def text(self, path):
        if path not in self.texts:
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    self.texts[path] = file.read()
            except OSError:
                self.texts[path] = None
        return self.texts[path]

    def reached(self, path, seen):
        """`path` and every header of ours that it includes, directly or not."""
        if path in seen or self.text(path) is None:
            return
        seen.add(path)
        for name in INCLUDE.findall(self.text(path)):
            for folder in (os.path.join(self.root, "src"), os.path.dirname(path)):
                self.reached(os.path.join(folder, name), seen)

    def reaches_any(self, path, changed):
        seen = set()
        self.reached(path, seen)
        return any(os.path.relpath(one, self.root) in changed for one in seen)

    def key(self, entry):
        seen = set()
        self.reached(entry["file"], seen)
        digest = hashlib.sha256(self.common.encode())
        # What decides is how it is compiled, not in which folder the build happens to stand.
        command = re.sub(r" -[oc] \S+", "", entry["command"]).split("clang++", 1)[-1]
        digest.update(command.replace(self.root, "").encode())
        for path in sorted(seen):
            digest.update(os.path.relpath(path, self.root).encode() + b"\0")
            digest.update(self.text(path).encode() + b"\0")
        return digest.hexdigest()


def run(build, path):
    begun = time.monotonic()
    done = subprocess.run(["clang-tidy-19", "--quiet", "-p", build, path],
                          capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr, time.monotonic() - begun


def main():
    root = os.path.realpath(tree.root_argument(sys.argv))
    build = argument("--build")
    cache = argument("--cache", user_cache())
    jobs = int(argument("--jobs", os.cpu_count()))
    os.makedirs(cache, exist_ok=True)
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = {entry["file"]: entry for entry in json.load(file)}
    project = Project(root)
    changed = changed_since(root, noted_commit(root)) if "--noted" in sys.argv else None
    wanted = []
    for path, entry in sorted(entries.items()):
        inside = os.path.relpath(path, root)
        if not inside.startswith(("src/", "apps/", "fuzz/")) or path.endswith("_test.cc"):
            continue
        if changed is not None and not project.reaches_any(path, changed):
            continue
        stamp = os.path.join(cache, project.key(entry))
        if not os.path.exists(stamp) or "--all" in sys.argv:
            wanted.append((path, stamp))
    complaints, spent = [], []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        started = [(path, stamp, pool.submit(run, build, path)) for path, stamp in wanted]
        for path, stamp, future in started:
            code, output, seconds = future.result()
            spent.append((seconds, os.path.relpath(path, root)))
            if code == 0:
                open(stamp, "w", encoding="utf-8").close()
                continue
            complaints += [line.replace(root + "/", "") for line in output.splitlines()
                           if ": error:" in line or ": warning:" in line] or [output]
    print(f"clang-tidy: {len(wanted)} sources changed, {sum(t for t, _ in spent):.0f} s of work")
    for seconds, path in sorted(spent)[:-4:-1]:
        print(f"  {seconds:5.1f} s  {path}")
    return tree.report("clang-tidy", sorted(set(complaints)))


if __name__ == "__main__":
    sys.exit(main())
