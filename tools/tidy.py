#!/usr/bin/env python3
"""What the project asks of its files, as far as a script can see it.

A rule that nothing checks rots, so a rule lands here together with its words. Each complaint
names the replacement.
"""
import os
import re
import sys

import tree

LINES_MAX = 800  # of a C++ file

# What a library or a program does not do: pattern, what to do instead, the paths whose job it is.
BANNED = [
    (r"std::(cout|cerr|clog|endl)\b|#include <iostream>|\b(printf|puts|fputs|fprintf|perror)\s*\(",
     "return text or an Error; `cli` prints", r"src/cli/|src/base/error\.cc|apps/"),
    (r"(?<![.>\w])(abort|exit|_exit|quick_exit|terminate)\s*\(",
     "return an Error, or SEKISHO_INVARIANT for a bug of ours",
     r"src/base/error\.cc|apps/"),
    (r"(?<!_)\bassert\s*\(", "SEKISHO_INVARIANT, which release builds keep", None),
    (r"\bstd::regex\b|#include <regex>", "text/pattern.h, which is linear in the input", None),
    (r"(?<!>\()\bnew\s+[A-Za-z_:]+|(?<!operator )\bdelete\s*(\[\s*\]\s*)?[A-Za-z_*(]",
     "std::make_unique, a container or a value", None),
    (r"\b(sprintf|strcpy|strcat|strtok|gets)\s*\(", "fmt::format or std::string", None),
    (r"\b(atoi|atol|atoll|atof|strtol|strtoul|strtoull|strtod)\s*\("
     r"|\bstd::sto(i|l|ll|ul|ull|f|d)\b", "std::from_chars or text/number.h", None),
    (r"\bsystem_clock\b|\b(time|gettimeofday)\s*\(\s*(NULL|nullptr|0|&)",
     "an Instant that the caller passes", r"src/service/|src/cli/|apps/"),
    (r"\b(localtime|localtime_r|gmtime|gmtime_r|mktime|strftime|strptime)\s*\(",
     "text/civil.h and text/time_format.h", None),
    (r"\bstd::random_device\b|\b(s?rand)\s*\(", "a generator whose seed the caller passes",
     r"src/crypto/"),
]
# RapidCheck's assertions take their expression apart with operators of their own, and C++'s do not
# stop at the first operand when overloaded: `!a || a->b` reads `a->b` of nothing.
TAKEN_APART = re.compile(r"\bRC_(?:ASSERT|ASSERT_FALSE|PRE|DISCARD_IF|SUCCEED_IF)\(")
UNREASONED = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b(?!\([^)]+\): \S)")
MACHINE_PATH = re.compile(r"(?<![\w./-])/(work|root|home/\w+|Users/\w+)/")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Bytes that only look like text: inputs of tests are whatever they have to be.
DATA = re.compile(r"^(fuzz/corpus|tests/.*data|src/.*/testdata)/")


def without_comments(text):
    """C++ with comments and the insides of literals blanked, line numbers kept."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'',
        re.S)
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def check_text(path, text, complaints):
    if text and not text.endswith("\n"):
        complaints.append(f"{path}: no newline at the end")
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{path}:{number}"
        if line != line.rstrip():
            complaints.append(f"{where}: white space at the end of the line")
        if "\t" in line and not path.endswith((".patch", "Makefile")):
            complaints.append(f"{where}: a tab; use spaces")
        if MACHINE_PATH.search(line):
            complaints.append(f"{where}: a path of one machine; make it relative")
        if UNREASONED.search(line):
            complaints.append(f"{where}: an open end; do it, or write `TO" "DO(reason): what`")


def own_expression(code, start):
    """What stands from `start` to the closing bracket, without what is in brackets within."""
    depth, out = 1, []
    for char in code[start:]:
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            break
        if depth == 1:
            out.append(char)
    return "".join(out)


def check_cpp(path, text, complaints):
    lines = text.count("\n")
    if lines > LINES_MAX:
        complaints.append(f"{path}: {lines} lines; split it ({LINES_MAX} at most)")
    if path.endswith(".h") and "#pragma once\n" not in text:
        complaints.append(f"{path}: no `#pragma once`")
    code = without_comments(text)
    if path.endswith(".h"):
        for found in re.finditer(r"^\s*using namespace\b", code, re.M):
            complaints.append(f"{path}:{line_of(code, found.start())}: `using namespace` in a "
                              "header; name what you use")
    for found in TAKEN_APART.finditer(code):
        if re.search(r"&&|\|\|", own_expression(code, found.end())):
            complaints.append(f"{path}:{line_of(code, found.start())}: `{found[0]}` evaluates both "
                              "sides of && and ||; assert each, or put an `if` before it")
    if not path.startswith(("src/", "apps/")) or path.endswith(("_test.cc", "_test.h")):
        return
    for pattern, instead, owners in BANNED:
        if owners and re.match(owners, path):
            continue
        for found in re.finditer(pattern, code):
            complaints.append(f"{path}:{line_of(code, found.start())}: `{found[0].strip()}`; "
                              f"use {instead}")


def check_links(root, path, text, complaints):
    for found in LINK.finditer(text):
        target = found[1].split("#")[0]
        if not target or "://" in target or target.startswith("mailto:"):
            continue
        if not os.path.exists(os.path.join(root, os.path.dirname(path), target)):
            complaints.append(f"{path}:{line_of(text, found.start())}: broken link `{found[1]}`")


def check_commands(root, path, text, complaints):
    help_text = tree.read(root, "dev") or ""
    known = set(re.findall(r"^  ([a-z]+) ", help_text, re.M)) | {"help"}
    for found in re.finditer(r"\./dev ([a-z]+)\b", text):
        if found[1] not in known:
            complaints.append(f"{path}:{line_of(text, found.start())}: "
                              f"no command `./dev {found[1]}`")


def check_listed(root, document, names, what, complaints):
    """Every name stands in backticks or as a link in the document."""
    text = tree.read(root, document) if os.path.exists(os.path.join(root, document)) else ""
    for name in names:
        if not re.search(r"[`(]" + re.escape(name) + r"[`/)]", text):
            complaints.append(f"{document}: {what} `{name}` is not mentioned")


def dependencies(root):
    packages = [line.split("#")[0].strip().lstrip("?@")
                for line in (tree.read(root, "tools/packages.txt") or "").splitlines()]
    cmake = tree.read(root, "cmake/third_party.cmake") or ""
    modules = re.findall(r"find_package\((\w+)|pkg_check_modules\((\w+)", cmake)
    own = {"PkgConfig", "Threads"}  # parts of CMake itself
    return sorted({name for name in packages if name} |
                  {a or b for a, b in modules if (a or b) not in own})


def check(root):
    complaints = []
    paths = tree.files(root)
    for path in paths:
        text = None if DATA.match(path) else tree.read(root, path)
        if text is None:
            continue
        if path != "LICENSE":
            check_text(path, text, complaints)
        if path.endswith((".cc", ".h")):
            check_cpp(path, text, complaints)
        if path.endswith(".md"):
            check_links(root, path, text, complaints)
            check_commands(root, path, text, complaints)
    folders = {f"src/{path.split('/')[1]}" for path in paths
               if path.startswith("src/") and path.count("/") > 1}
    tops = {path.split("/")[0] for path in paths if "/" in path and not path.startswith(".")}
    check_listed(root, "docs/codemap.md", sorted(folders | tops), "the folder", complaints)
    check_listed(root, "docs/dependencies.md", dependencies(root), "the dependency", complaints)
    for folder in ("docs/adr", "docs/formats"):
        documents = [os.path.basename(path) for path in paths
                     if os.path.dirname(path) == folder and not path.endswith("README.md")]
        check_listed(root, f"{folder}/README.md", documents, "the document", complaints)
    return complaints


if __name__ == "__main__":
    sys.exit(tree.report("tidy", check(tree.root_argument(sys.argv))))
