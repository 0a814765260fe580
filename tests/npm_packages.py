"""Packages of npm that a test asks, installed below a build as a lock file has them."""
import os
import shutil
import subprocess


class Skipped(Exception):
    """node, npm or its registry cannot be reached."""


def install(folder, build):
    """The directory with node_modules; `folder` has package.json and package-lock.json."""
    target = os.path.join(os.path.abspath(build), os.path.basename(folder))
    os.makedirs(target, exist_ok=True)
    if not shutil.which("node") or not shutil.which("npm"):
        raise Skipped("node and npm are not installed")
    stamp = os.path.join(target, "installed")
    with open(os.path.join(folder, "package-lock.json"), encoding="utf-8") as file:
        lock = file.read()
    if os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == lock:
                return target
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(folder, name), target)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=target,
                          capture_output=True, text=True, check=False)
    if "EINTEGRITY" in done.stderr:
        raise SystemExit(f"a package is not what the lock file names:\n{done.stderr}")
    if done.returncode != 0:
        raise Skipped("npm ci failed, is its registry reachable?\n" + done.stderr.strip()[-500:])
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(lock)
    return target
