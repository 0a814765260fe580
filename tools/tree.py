"""The files that the checkers look at: what git knows and what it would add."""
import os
import subprocess


def files(root):
    """Paths relative to `root`, sorted; the whole folder where there is no repository."""
    known = None
    if os.path.exists(os.path.join(root, ".git")):
        known = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    else:
        known = [os.path.relpath(os.path.join(folder, name), root)
                 for folder, _, names in os.walk(root) for name in names]
    return sorted({path for path in known
                   if path and os.path.isfile(os.path.join(root, path))})


def read(root, path):
    """The text of a file, or None when it is not UTF-8 text."""
    with open(os.path.join(root, path), "rb") as file:
        raw = file.read()
    try:
        return None if b"\0" in raw else raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def root_argument(argv):
    """The folder named by `--root DIR`; the project's own otherwise."""
    if "--root" in argv:
        return argv[argv.index("--root") + 1]
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def report(name, complaints):
    """Prints the complaints and gives the exit code."""
    for complaint in complaints:
        print(complaint)
    print(f"{name}: {len(complaints)} complaints" if complaints else f"{name}: all holds")
    return 1 if complaints else 0
