#!/usr/bin/env python3
"""What a Cedar decision costs, beside the reference implementation in the same run.

    cedar_bench [--scale N[,N...]] [--data DIR] [--no-peer]

Measures our engine (cedar_parts), then gives the same policies, entities and requests to the npm
package @cedar-policy/cedar-wasm and to the Rust crate cedar-policy, each left out, and said so,
where it cannot be installed. Every decision must be the same. Prints one JSON object a line for
each figure, what it does to stderr. See bench/README.md.
"""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCES = os.path.dirname(os.path.realpath(__file__))
PROGRAMS = os.path.dirname(os.path.abspath(sys.argv[0]))
CARGO_TARGET = os.path.join(os.path.dirname(PROGRAMS), "cargo")
PEER_SECONDS = 1.0
COLD_STARTS = 7
BYTES_AN_ENTITY = 1000


class Failure(Exception):
    pass


def say(text):
    print(text, file=sys.stderr, flush=True)


def lines_of(*arguments):
    """The figures that cedar_parts prints."""
    command = [os.path.join(PROGRAMS, "cedar_parts"), *map(str, arguments)]
    if not os.path.exists(command[0]):
        raise Failure(f"`{command[0]}` is not built; ./dev bench cedar builds it")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"`{' '.join(command)}` ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def emit(figure):
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def npm_peer():
    wanted = os.path.join(SOURCES, "package-lock.json")
    installed = os.path.join(SOURCES, "node_modules", ".package-lock.json")
    if not shutil.which("node") or not shutil.which("npm"):
        say("cedar-wasm is left out: it needs node and npm, which are not installed")
        return None
    if not os.path.exists(installed) or os.path.getmtime(installed) < os.path.getmtime(wanted):
        done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=SOURCES, text=True,
                              capture_output=True, check=False)
        if done.returncode != 0:
            say("cedar-wasm is left out: npm ci failed\n" + done.stderr)
            return None
    return ["node", os.path.join(SOURCES, "cedar_peer.mjs")]


def rust_peer():
    if not shutil.which("cargo"):
        say("the Rust crate is left out: it needs cargo, which is not installed")
        return None
    say("building the Rust peer (some minutes the first time)")
    done = subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--target-dir",
                           CARGO_TARGET], cwd=os.path.join(SOURCES, "cedar_peer_rust"), text=True,
                          capture_output=True, check=False)
    if done.returncode != 0:
        say("the Rust crate is left out: cargo build failed\n" + done.stderr)
        return None
    return [os.path.join(CARGO_TARGET, "release", "cedar-peer")]


def decide(peer, directory):
    """The peer's name and median, after its decisions have been compared with ours."""
    with open(os.path.join(directory, "decisions"), encoding="utf-8") as file:
        ours = file.read()
    done = subprocess.run([*peer, "decide", directory, str(len(ours)), str(PEER_SECONDS)],
                          stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"`{peer[-1]}` ended with {done.returncode}")
    told = json.loads(done.stdout)
    if told["decisions"] != ours:
        wrong = [i for i, (a, b) in enumerate(zip(told["decisions"], ours)) if a != b]
        raise Failure(f"{told['name']} decides {len(wrong)} requests otherwise in {directory}, "
                      f"for example {wrong[:5]}")
    say(f"    {told['name']}: {told['median']:,.0f} ns, the same {len(ours):,} decisions")
    return {"name": told["name"], "median": round(told["median"], 1)}


def measure_decisions(data, peers):
    for figure in lines_of("decide", data):
        directory = figure.pop("directory", None)
        if directory is None or not peers:
            emit(figure)
            continue
        say(f"  {figure['case']}: {figure['median']:,.0f} ns")
        for peer in peers:
            other = decide(peer, directory)
            emit({**figure, "peer": other, "times_as_fast": round(other["median"] /
                                                                  figure["median"])})


def cold_start(command, directory):
    """CPU and wall milliseconds from the start of a process to the end of its first decision."""
    cpu, wall, answer = [], [], None
    for _ in range(COLD_STARTS):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run([*command, "first", directory], stdout=subprocess.PIPE, text=True,
                              check=True)
        wall.append((time.monotonic() - began) * 1e3)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
        answer = done.stdout.strip()
    return statistics.median(cpu), statistics.median(wall), answer


def measure_cold_start(data, peers):
    directory = os.path.join(data, "00")
    cpu, wall, ours = cold_start([os.path.join(PROGRAMS, "cedar_parts")], directory)
    figure = {"metric": "cedar.cold_start", "unit": "CPU-ms", "median": round(cpu, 1),
              "wall_ms": round(wall, 1), "of": "20 policies and 10,000 entities from files"}
    for peer in peers or [None]:
        beside = {}
        if peer:
            other_cpu, other_wall, answer = cold_start(peer, directory)
            if answer != ours:
                raise Failure(f"`{peer[-1]}` decides the first request otherwise")
            beside = {"peer": {"name": os.path.basename(peer[-1]), "median": round(other_cpu, 1),
                               "wall_ms": round(other_wall, 1)}}
        emit({**figure, **beside})


def has_memory(entities):
    """Whether the entities as they are given, which take most, fit beside what else runs."""
    with open("/proc/meminfo", encoding="utf-8") as file:
        free = next(int(line.split()[1]) for line in file if line.startswith("MemAvailable"))
    if entities * BYTES_AN_ENTITY < free * 1024:
        return True
    say(f"{entities:,} entities are left out: there is not memory enough")
    return False


def numbers(text):
    return [int(part) for part in text.split(",") if part]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=numbers,
                        default=os.environ.get("CEDAR_SCALE", "10000,1000000,10000000"),
                        help="numbers of entities for which time and memory are measured")
    parser.add_argument("--data", help="where the cases go, and stay")
    parser.add_argument("--no-peer", action="store_true")
    asked = parser.parse_args()
    data = asked.data or tempfile.mkdtemp(prefix="sekisho_cedar_bench_")
    try:
        peers = [] if asked.no_peer else [peer for peer in (npm_peer(), rust_peer()) if peer]
        measure_decisions(data, peers)
        measure_cold_start(data, peers)
        for figure in lines_of("reload", 10_000):
            emit(figure)
        for entities in filter(has_memory, asked.scale):
            for figure in lines_of("scale", entities):
                emit(figure)
    except Failure as failure:
        say(f"cedar_bench: {failure}")
        return 1
    finally:
        if not asked.data:
            shutil.rmtree(data, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
