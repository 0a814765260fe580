#!/usr/bin/env python3
"""Reviews generated scenarios and has their own scorer judge every line of the result.

    scenario_test.py PROGRAM SHARED

SHARED holds scenario/generate and scenario/score. Two fixed seeds and one random seed, which is
printed; SCENARIO_SEEDS ("1 2 random") and SCENARIO_SCALE ask for others. Exit code 77: there is
no scenario beside this checkout, so nothing was tested.
"""
import filecmp
import os
import random
import subprocess
import sys
import tempfile

SAME = ["findings.csv", "undetermined.csv", "rejects.csv", "scope.json", "coverage.json",
        "footprints.ndjson"]
# Other figures than the generator's defaults, so that nothing is right by habit.
INCIDENTS = [[], ["nol_contracts=911", "nol_retailers=23", "lenders=4"],
             ["cc_contracts=2500", "cc_retailers=41", "transferred=9", "re_lenders=3"]]


def run(*command, accepted=(0,)):
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    if done.returncode not in accepted:
        sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def review(program, folder, out, jobs, logs=None):
    # 0: nothing found; 1: findings.
    run(program, "review", "--registers", f"{folder}/register",
        *(logs or ("--logs", f"{folder}/logs")), "--out", out, "--jobs", str(jobs), accepted=(0, 1))


def judge(program, scenario, folder, seed, scale, incidents):
    knobs = [part for knob in incidents for part in ("--incident", knob)]
    run(f"{scenario}/generate", "--out", folder, "--seed", str(seed), "--scale", str(scale), *knobs)
    review(program, folder, f"{folder}/one", 1)
    review(program, folder, f"{folder}/many", 3)
    record = f"{folder}/record"
    run(program, "evidence", "init", record, "--origin", "example.org/scenario")
    # 1: files that no profile claims, or that cannot be sealed; a review of files tells of them.
    run(program, "archive", "add", record, "--logs", f"{folder}/logs", accepted=(0, 1))
    review(program, folder, f"{folder}/archive", 2, ("--archive", record))
    different = [f"{name}: one job and {what} differ" for what in ("many", "archive")
                 for name in SAME
                 if not filecmp.cmp(f"{folder}/one/{name}", f"{folder}/{what}/{name}", shallow=False)]
    scored = subprocess.run([f"{scenario}/score", folder, f"{folder}/one"], text=True,
                            capture_output=True, check=False)
    lines = [line for line in scored.stdout.splitlines() if not line.startswith("ok")]
    print("\n".join("  " + line for line in lines), scored.stderr, sep="")
    for name in different:
        print(f"  {name}")
    return scored.returncode == 0 and not different


def main(program, shared):
    scenario = os.path.join(shared, "scenario")
    if not os.path.exists(os.path.join(scenario, "generate")):
        print(f"no scenario in {shared}: nothing tested")
        return 77
    seeds = os.environ.get("SCENARIO_SEEDS", "1 20230412 random").split()
    scales = [float(s) for s in os.environ.get("SCENARIO_SCALE", "0.1 0.3").split()]
    good = True
    for number, seed in enumerate(seeds):
        seed = random.SystemRandom().randrange(10**6) if seed == "random" else int(seed)
        scale, incidents = scales[number % len(scales)], INCIDENTS[number % len(INCIDENTS)]
        print(f"seed {seed}, scale {scale}, {' '.join(incidents) or 'default incidents'}",
              flush=True)
        with tempfile.TemporaryDirectory() as folder:
            good = judge(program, scenario, folder, seed, scale, incidents) and good
    return 0 if good else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
