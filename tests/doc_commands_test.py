#!/usr/bin/env python3
"""Types the commands of a page and compares what they print with what the page shows.

    doc_commands_test.py BIN ROOT PAGE

A block ```console holds commands behind `$ ` (with the lines of a `<<'END'` text) and what each
prints; a line `…` stands for any number of lines, `…` in a line for any text, and `[3]` at the end
for the exit code. A block whose first line names a file behind the language (```cedar a/b.cedar) is
written there, or is a file of the tree that must be the same. Everything happens in order, in a
folder that holds copies of policies/ and examples/. A page NAME.ja.md is read in a Japanese
environment. A page that begins with `<!-- needs: postgresql -->` gets a server of its own; exit
code 77 where there is none.
"""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

from postgres import Postgres

ELLIPSIS = "…"
NEEDS_POSTGRES = "<!-- needs: postgresql -->\n"
SKIPPED = 77


def blocks(text):
    """(line, language, file, content) of each fenced block."""
    for found in re.finditer(r"^```(\w+)[ ]?(.*)\n((?:.*\n)*?)^```$", text, re.MULTILINE):
        yield text.count("\n", 0, found.start()) + 1, *found.groups()


def commands(content):
    """(command, expected output) of a console block."""
    out, here_end = [], None
    for line in content.splitlines():
        if here_end is not None:
            out[-1][0] += "\n" + line
            here_end = None if line == here_end else here_end
        elif line.startswith("$ "):
            out.append([line[2:], []])
            here = re.search(r"<<'(\w+)'", line)
            here_end = here.group(1) if here else None
        else:
            out[-1][1].append(line)
    return out


def same_line(expected, printed):
    pattern = ".*".join(re.escape(part) for part in expected.split(ELLIPSIS))
    return re.fullmatch(pattern, printed) is not None


def matches(expected, printed):
    """Whether the lines are the same, an ellipsis being any lines."""
    if not expected:
        return not printed
    if expected[0] != ELLIPSIS:
        return (bool(printed) and same_line(expected[0], printed[0]) and
                matches(expected[1:], printed[1:]))
    return any(matches(expected[1:], printed[i:]) for i in range(len(printed) + 1))


def run(page, text, root, folder, environment):
    bad = ran = 0
    for line, language, name, content in blocks(text):
        if name and os.path.isfile(os.path.join(root, name)):
            with open(os.path.join(root, name), encoding="utf-8") as file:
                if file.read() != content:
                    bad += 1
                    print(f"{page}:{line}: {name} is not as it is shown")
        elif name:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(content)
        if language != "console":
            continue
        for command, expected in commands(content):
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            ran += 1
            printed = done.stdout.splitlines()
            if expected and re.fullmatch(r"\[\d+\]", expected[-1]):
                printed.append(f"[{done.returncode}]")
            if not matches(expected, printed):
                bad += 1
                print(f"{page}:{line}: `{command}` printed\n{done.stdout}")
    print(f"{os.path.basename(page)}: {ran} commands, {bad} print something else")
    return 1 if bad or not ran else 0


def main(binaries, root, page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        for name in ("policies", "examples"):
            shutil.copytree(os.path.join(root, name), os.path.join(folder, name))
        environment = {name: value for name, value in os.environ.items()
                       if name != "LANG" and not name.startswith("LC_")}
        environment["PATH"] = f"{os.path.abspath(binaries)}:{environment['PATH']}"
        environment["LC_CTYPE"] = "C.UTF-8"
        environment["PERL_BADLANG"] = "0"  # PostgreSQL's own commands would complain
        environment["LC_MESSAGES"] = "ja_JP.UTF-8" if page.endswith(".ja.md") else "C"
        if text.startswith(NEEDS_POSTGRES):
            server = Postgres.start()
            if server is None:
                print(f"LEFT OUT: {os.path.basename(page)}: postgresql-15 is not installed")
                return SKIPPED
            stack.enter_context(server)
            environment |= {"PGHOST": server.root, "PGUSER": "test"}
        return run(page, text, root, folder, environment)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
