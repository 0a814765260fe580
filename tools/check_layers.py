#!/usr/bin/env python3
"""Holds every #include of src/ and apps/ to src/LAYERS.

A folder includes only itself and what it lists; what it lists stands above it. A library of
others belongs to one folder, and appears in no header but those of tests. There is no list of excuses.
"""
import os
import re
import sys

import tree

# Who may include which library of others. `fmt` formats messages and may be used in any source.
OWNERS = [
    (r"fmt/", "any"), (r"simdjson", "text"), (r"toml\+\+/", "text"), (r"re2/", "text"),
    (r"(openssl/|sodium\.h|fido|cbor\.h)", "crypto"), (r"(zlib|zstd)\.h", "logs"), (r"(xlsxwriter|cairo|pango/)", "report"),
    (r"CLI/", "cli"), (r"curl/", "net"), (r"(sqlite3|libpq-fe)\.h", "store"), (r"boost/", "http"), (r"(gtest|gmock|rapidcheck|iconv)[/.]", "tests"),
    # The operating system and the compiler.
    (r"(sys|linux|netinet|arpa)/", "any"),
    (r"(dirent|errno|fcntl|immintrin|poll|pwd|sched|signal|termios|unistd)\.h", "any"),
]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def layers(text, complaints):
    allowed = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        folder, _, listed = line.partition(":")
        for name in listed.split():
            if name not in allowed:
                complaints.append(f"src/LAYERS:{number}: `{folder}` lists `{name}`, "
                                  "which does not stand above it")
        allowed[folder] = {folder, *listed.split()}
    return allowed


def check_foreign(path, folder, name, where, complaints):
    if "/" not in name and not name.endswith(".h"):
        return  # the standard library
    owner = next((who for pattern, who in OWNERS if re.match(pattern, name)), None)
    if owner is None:
        complaints.append(f"{where}: unknown library `{name}`: give it an owner in "
                          "tools/check_layers.py and a line in docs/dependencies.md")
    elif path.endswith(".h") and not path.endswith("_test.h"):
        complaints.append(f"{where}: `{name}` in a header: hide it in a source file")
    elif owner == "tests" and not path.endswith(("_test.cc", "_test.h")):
        complaints.append(f"{where}: `{name}` outside a test")
    elif owner not in ("any", "tests", folder):
        complaints.append(f"{where}: `{name}` belongs to `{owner}`: use that folder's interface")


def check(root):
    complaints = []
    allowed = layers(tree.read(root, "src/LAYERS"), complaints)
    existing = set()
    for path in tree.files(root):
        parts = path.split("/")
        if parts[0] not in ("src", "apps") or not path.endswith((".h", ".cc")):
            continue
        folder = "/".join(parts[1:-1]) if parts[0] == "src" else "apps"
        existing.add(folder)
        may = allowed.get(folder, set()) if parts[0] == "src" else set(allowed)
        if parts[0] == "src" and folder not in allowed:
            complaints.append(f"{path}: `{folder}` does not stand in src/LAYERS")
            continue
        text = tree.read(root, path)
        for found in INCLUDE.finditer(text):
            where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
            name = found[2]
            if found[1] == "<":
                check_foreign(path, folder, name, where, complaints)
            elif os.path.dirname(name) not in may:
                complaints.append(f"{where}: `{folder}` may not include `{name}`: "
                                  f"it may use {', '.join(sorted(may))}")
            elif not os.path.exists(os.path.join(root, "src", name)):
                complaints.append(f"{where}: no file src/{name}")
    for folder in allowed:
        if folder not in existing:
            complaints.append(f"src/LAYERS: `{folder}` is listed, but there is no src/{folder}")
    return complaints


if __name__ == "__main__":
    sys.exit(tree.report("layers", check(tree.root_argument(sys.argv))))
