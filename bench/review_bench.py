#!/usr/bin/env python3
"""What a review costs, from files to findings, beside DuckDB doing the same in the same run.

    review_bench [--lines N] [--repeat N] [--memory N[,N...]] [--data DIR] [--no-peer] [--peers]

Writes a made-up utility (review_data), reviews it and answers the same question in DuckDB, in turn,
one thread each; the counts must be the same. Prints one JSON object a line for each figure, what it
does to stderr. See bench/README.md. REVIEW_LINES, REVIEW_REPEAT and REVIEW_MEMORY set the options
where the command line cannot.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCES = os.path.dirname(os.path.realpath(__file__))
PROGRAMS = os.path.dirname(os.path.abspath(sys.argv[0]))

# How DuckDB may go about it: the copy of the log, whether it is loaded first, the SQL. The first is
# what the review is held against; --peers measures them all.
PEERS = {
    "load and join": ("logs", "table", "states"),
    "read while joining": ("logs", "view", "states"),
    "load a cleaned log and join": ("clean", "table", "states"),
    "read a cleaned log while joining": ("clean", "view", "states"),
    "load and join, ASOF": ("logs", "table", "asof"),
    "load and join, rule by rule": ("logs", "table", "direct"),
}


class Failure(Exception):
    pass


def say(text):
    print(text, file=sys.stderr, flush=True)


def program(name):
    path = os.path.join(PROGRAMS, name)
    if not os.path.exists(path):
        raise Failure(f"`{path}` is not built; ./dev bench review builds it")
    return path


class Usage:
    """What a process used: CPU seconds of all its threads, wall seconds, peak memory."""

    def __init__(self, command, good=(0,), **options):
        began = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options) as process:
            self.output = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - began
        self.cpu = used.ru_utime + used.ru_stime
        self.peak_mb = used.ru_maxrss / 1024
        if process.returncode not in good:
            raise Failure(f"`{' '.join(command)}` ended with {process.returncode}")


def review(data, jobs, *options):
    out = os.path.join(data, "out")
    shutil.rmtree(out, ignore_errors=True)
    usage = Usage([program("sekisho"), "review", "--registers", os.path.join(data, "register"),
                   "--logs", os.path.join(data, "logs"), "--out", out, "--jobs", str(jobs),
                   "--json", *options], good=(0, 1))
    told = json.loads(usage.output)
    usage.counts = {"violations": told["violations"], "attempts": told["attempts"],
                    "doubtful": told["doubtful"], "points": told["contracts"],
                    "retailers": told["retailers"]}
    usage.accesses = told["accesses"]
    usage.undetermined = told["undetermined"]
    return usage


def peer(data, name, threads):
    usage = Usage(["node", os.path.join(SOURCES, "review_peer.mjs"), data, *PEERS[name],
                   str(threads)])
    told = json.loads(usage.output)
    usage.counts, usage.version = told["counts"], told["version"].lstrip("v")
    steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in told["seconds"].items())
    say(f"  DuckDB, {name}: {usage.cpu:.2f} CPU-s ({steps})")
    return usage


def install_peer():
    """Whether DuckDB is there, after installing it where npm can."""
    wanted = os.path.join(SOURCES, "package-lock.json")
    installed = os.path.join(SOURCES, "node_modules", ".package-lock.json")
    if os.path.exists(installed) and os.path.getmtime(installed) >= os.path.getmtime(wanted):
        return True
    if not shutil.which("node") or not shutil.which("npm"):
        say("DuckDB is left out: it needs node and npm, which are not installed")
        return False
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=SOURCES, text=True,
                          capture_output=True, check=False)
    if done.returncode != 0:
        say("DuckDB is left out: npm ci failed\n" + done.stderr)
    return done.returncode == 0


def spread(values):
    return (max(values) - min(values)) / 2


def figure(metric, unit, values, digits=2, **more):
    print(json.dumps({"metric": f"review.{metric}", "unit": unit,
                      "median": round(statistics.median(values), digits),
                      "spread": round(spread(values), digits), **more}), flush=True)


def write_data(data, lines, with_peer):
    say(f"writing {lines:,} lines")
    shutil.rmtree(data, ignore_errors=True)
    Usage([program("review_data"), "--out", data, "--lines", str(lines),
           *(["--peer"] if with_peer else [])])


def same_counts(usage, other, name):
    if usage.counts != other.counts or usage.undetermined != 0:
        raise Failure(f"different counts: review {usage.counts}, {usage.undetermined} undetermined; "
                      f"DuckDB, {name}: {other.counts}")


def measure_whole(data, lines, repeat, peers):
    ours, data_only, theirs = [], [], {name: [] for name in peers}
    for _ in range(repeat):
        ours.append(review(data, 1))
        data_only.append(review(data, 1, "--data-only"))
        say(f"  review: {ours[-1].cpu:.2f} CPU-s, {ours[-1].peak_mb:.0f} MB; "
            f"without workbook and page: {data_only[-1].cpu:.2f} CPU-s")
        for name in peers:
            theirs[name].append(peer(data, name, 1))
            for usage in (ours[-1], data_only[-1]):
                same_counts(usage, theirs[name][-1], name)
    say(f"  {ours[-1].counts}" + (", the same in DuckDB" if peers else ""))
    if ours[-1].accesses != lines:
        raise Failure(f"{ours[-1].accesses} of {lines} accesses were judged")
    for outputs, runs in (("all", ours), ("all that programs read", data_only)):
        report_whole(outputs, runs, theirs, lines)


def report_whole(outputs, ours, theirs, lines):
    cpu = [usage.cpu for usage in ours]
    for name in theirs or [None]:
        beside = {}
        if name:
            used = [usage.cpu for usage in theirs[name]]
            beside["peer"] = {"name": f"DuckDB {theirs[name][0].version}: {name}",
                              "median": round(statistics.median(used), 2),
                              "spread": round(spread(used), 2)}
        figure("files_to_findings", "CPU-s", cpu, lines=lines, outputs=outputs, **beside)
        if name:
            ratios = [other.cpu / usage.cpu for usage, other in zip(ours, theirs[name])]
            figure("times_as_fast", "x", ratios, lines=lines, outputs=outputs, against=name)


def measure_wall(data, lines, peers):
    ours = review(data, 0)
    beside = {}
    if peers:
        other = peer(data, peers[0], 0)
        same_counts(ours, other, peers[0])
        beside["peer"] = {"name": f"DuckDB {other.version}: {peers[0]}",
                          "median": round(other.wall, 2)}
    figure("wall", "s", [ours.wall], lines=lines, cpu=round(ours.cpu, 2), **beside)


def measure_parts(data):
    for line in Usage([program("review_parts"), data]).output.splitlines():
        print(line, flush=True)


def measure_memory(data, sizes, known):
    for lines in sizes:
        if lines in known:
            usage = known[lines]
        else:
            elsewhere = os.path.join(data, "memory")
            write_data(elsewhere, lines, False)
            usage = review(elsewhere, 1)
            shutil.rmtree(elsewhere)
        figure("peak_rss", "MB", [usage.peak_mb], 0, lines=lines,
               findings=sum(usage.counts[kind] for kind in ("violations", "attempts", "doubtful")))


def numbers(text):
    return [int(part) for part in text.split(",") if part]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    env = os.environ.get
    parser.add_argument("--lines", type=int, default=int(env("REVIEW_LINES", "10000000")))
    parser.add_argument("--repeat", type=int, default=int(env("REVIEW_REPEAT", "3")))
    parser.add_argument("--memory", type=numbers, default=env("REVIEW_MEMORY", "30000000"),
                        help="sizes for which peak memory is measured as well")
    parser.add_argument("--data", help="where the data goes, and stays")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--peers", action="store_true", help="every way of DuckDB, not only one")
    asked = parser.parse_args()
    data = asked.data or tempfile.mkdtemp(prefix="sekisho_review_bench_")
    try:
        with_peer = not asked.no_peer and install_peer()
        peers = list(PEERS) if asked.peers else list(PEERS)[:1]
        peers = peers if with_peer else []
        write_data(data, asked.lines, with_peer)
        measure_whole(data, asked.lines, asked.repeat, peers)
        measure_wall(data, asked.lines, peers)
        measure_parts(data)
        measure_memory(data, [asked.lines, *asked.memory],
                       {asked.lines: review(data, 1)} if asked.memory else {})
    except Failure as failure:
        say(f"review_bench: {failure}")
        return 1
    finally:
        if not asked.data:
            shutil.rmtree(data, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
