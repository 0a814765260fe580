#!/usr/bin/env python3
"""Runs the benchmarks and, with --record, adds their figures to bench/history.ndjson.

    run_benches.py --programs DIR [--record] [NAME...]
    run_benches.py --note METRIC SECONDS FAILED [MEMBER=NUMBER...]

A benchmark is a program NAME_bench. It prints one JSON object a line for each figure:
{"metric": "review.reconcile", "unit": "M events/CPU-s", "median": 41.2, "spread": 0.9} and, where
it measured another program in the same run, "peer": {"name": "DuckDB 1.5", "median": 5.5}. What it
has to say to people goes to stderr. A recorded line adds the commit, date, machine and compiler.
"""
import argparse
import datetime
import json
import os
import subprocess
import sys

import tree


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def circumstances(root):
    changed = output_of("git", "-C", root, "status", "--porcelain", "--untracked-files=no")
    commit = output_of("git", "-C", root, "rev-parse", "--short=12", "HEAD").strip()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return {
        "commit": commit + ("+changes" if changed else ""),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "machine": f"{models[0] if models else os.uname().machine} x{os.cpu_count()}",
        "compiler": output_of("clang++-19", "--version").splitlines()[0],
    }


def record(root, figures):
    about = circumstances(root)
    with open(os.path.join(root, "bench/history.ndjson"), "a", encoding="utf-8") as file:
        for figure in figures:
            file.write(json.dumps({**about, **figure}, ensure_ascii=False) + "\n")
    print(f"{len(figures)} figures added to bench/history.ndjson")


def run(program):
    """The figures of one program, printed as they come; None when it fails."""
    figures = []
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            figure = json.loads(line)
            figures.append(figure)
            peer = figure.get("peer")
            beside = f"   {peer['name']}: {peer['median']}" if peer else ""
            print(f"  {figure['metric']:<40} {figure['median']:>12} {figure['unit']}"
                  f" ±{figure.get('spread', 0)}{beside}", flush=True)
    return figures if process.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--note", nargs=3, metavar=("METRIC", "SECONDS", "FAILED"))
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    root = tree.root_argument([])
    if asked.note:
        metric, seconds, failed = asked.note
        more = {name: int(value) for name, value in (pair.split("=") for pair in asked.names)}
        record(root, [{"metric": metric, "unit": "s", "median": int(seconds), "spread": 0,
                       "failed": failed != "0", **more}])
        return 0
    built = os.listdir(asked.programs) if os.path.isdir(asked.programs) else []
    programs = sorted(name for name in built if name.endswith("_bench"))
    unknown = [name for name in asked.names if f"{name}_bench" not in programs]
    if unknown or not programs:
        known = " ".join(name.removesuffix("_bench") for name in programs)
        print(f"no benchmark `{' '.join(unknown)}`; there are: {known}" if unknown
              else "there is no benchmark", file=sys.stderr)
        return 2
    figures, failed = [], []
    for name in programs:
        if asked.names and name.removesuffix("_bench") not in asked.names:
            continue
        print(name.removesuffix("_bench"), flush=True)
        measured = run(os.path.join(asked.programs, name))
        failed += [name] if measured is None else []
        figures += measured or []
    if asked.record:
        record(root, figures)
    for name in failed:
        print(f"{name} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
