#!/usr/bin/env python3
"""Compares our Cedar with the reference implementation on cases that nobody wrote.

    cedar_oracle_test.py PROGRAM BUILD

PROGRAM is bin/cedar_oracle; the reference (tests/cedar_oracle/package-lock.json says which one) is
installed below BUILD. CEDAR_ORACLE_CASES sets how many cases are made (2000), CEDAR_ORACLE_SEED
their seed (1; `random` takes another one), JOBS how many run at once, CEDAR_ORACLE_KEEP a file that
takes every difference as a line of JSON. Differences that tests/cedar_oracle/known_differences.json
explains are counted by name; any other makes the test fail. Exit code 77: node, npm or its registry
cannot be reached.
"""
import collections
import concurrent.futures
import json
import os
import random
import re
import subprocess
import sys

from npm_packages import Skipped, install

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cedar_oracle")
SHOWN = 10


def run_part(program, modules, seed, first, count, again=True):
    """The lines of one run: the generator, the reference and our reader in a row. Where a bug of
    node itself ends the reference by a signal, the cases are asked once more."""
    commands = [[program, "cases", str(seed), str(first), str(count)],
                ["node", os.path.join(FOLDER, "driver.mjs"), modules],
                [program, "follow"]]
    running, source = [], None
    for command in commands:
        running.append(subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE))
        if source:
            source.close()  # only the next in the row may hold it, or an end is never seen
        source = running[-1].stdout
    out = source.read().decode("utf-8")
    source.close()
    codes = [process.wait() for process in running]
    if codes[1] < 0 and codes[2] == 0 and again:
        print(f"node died of signal {-codes[1]} at case {first} or after; once more", flush=True)
        return run_part(program, modules, seed, first, count, again=False)
    if codes != [0, 0, 0]:
        raise SystemExit(f"seed {seed}, cases {first} to {first + count - 1}: exit codes {codes}")
    return [json.loads(line) for line in out.splitlines()]


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def explanation(difference, known):
    for entry in known:
        if (difference["difference"] in entry["kinds"] and
                set(entry.get("traits", [])) <= set(difference.get("traits", [])) and
                re.search(entry.get("ours", ""), text_of(difference["ours"])) and
                re.search(entry.get("oracle", ""), text_of(difference["oracle"]))):
            return entry["name"]
    return None


def main(program, build):
    cases = int(os.environ.get("CEDAR_ORACLE_CASES", "2000"))
    seed = os.environ.get("CEDAR_ORACLE_SEED", "1")
    seed = random.SystemRandom().randrange(2**32) if seed == "random" else int(seed)
    try:
        modules = install(FOLDER, build)
    except Skipped as why:
        print(f"{why}: nothing compared")
        return 77
    with open(os.path.join(FOLDER, "known_differences.json"), encoding="utf-8") as file:
        known = json.load(file)
    with open(os.path.join(FOLDER, "../../docs/cedar.md"), encoding="utf-8") as file:
        page = file.read()
    for entry in known:
        if f"| {entry['name']} |" not in page:
            raise SystemExit(f"docs/cedar.md does not say how we differ by `{entry['name']}`")
    # Small parts keep both sides' memory and the wait for the last one small.
    size = max(1, min(500, cases // 8))
    parts = [(first, min(size, cases - first)) for first in range(0, cases, size)]
    counts, explained, unexplained = collections.Counter(), collections.Counter(), []
    kept = open(os.environ.get("CEDAR_ORACLE_KEEP", os.devnull), "w", encoding="utf-8")
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", os.cpu_count()))) as pool:
        running = [pool.submit(run_part, program, modules, seed, *part) for part in parts]
        for part in concurrent.futures.as_completed(running):
            for line in part.result():
                if "counts" in line:
                    counts.update(line["counts"])
                    continue
                kept.write(json.dumps(line, ensure_ascii=False) + "\n")
                name = explanation(line, known)
                if name:
                    explained[name] += 1
                else:
                    unexplained.append(line)
    kept.close()
    print(f"seed {seed}: {counts.pop('case', 0)} cases")
    for kind, count in sorted(counts.items()):
        print(f"{kind}: {count} compared")
    for name, count in sorted(explained.items()):
        print(f"known difference `{name}`: {count}")
    for line in unexplained[:SHOWN]:
        print(f"DIFFERENCE in case {line['case']} ({line['difference']}):")
        for side in ("ours", "oracle", "detail"):
            print(f"  {side}: {text_of(line.get(side))[:2000]}")
    print(f"{len(unexplained)} unexplained differences")
    return 1 if unexplained or sum(counts.values()) == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
