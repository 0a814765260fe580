#!/usr/bin/env python3
"""docs/security.md, docs/threat-model.md and their Japanese pages: every requirement of the chapters, and
every kind of threat to every flow of data, stands there once, with a verdict, and every test that a row
names exists.

A row is `| 2.1.1 | met | how | proof |`. A proof is a link to a file and, behind a colon, the names of
its tests in backticks: `Suite.Name`, `Class.test_name`, or the words of an `it`. `ctest` in the place
of a link names tests of CTest.
"""
import ast
import os
import re
import sys

import tree

# Level 2 of the OWASP Application Security Verification Standard 4.0.3: the last number of each
# section, and those that are deleted or of level 3.
LAST = {"2.1": 12, "2.2": 3, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3,
        "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": 5, "4.2": 2,
        "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4, "7.1": 4, "7.2": 2, "7.3": 4,
        "7.4": 3, "8.1": 4, "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "12.1": 3, "12.2": 1, "12.3": 6,
        "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 5, "13.2": 6, "13.3": 2, "13.4": 2, "14.1": 4,
        "14.2": 6, "14.3": 3, "14.4": 7, "14.5": 4}
NONE = {"4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}
NUMBERS = [f"{section}.{last}" for section, most in LAST.items() for last in range(1, most + 1)
           if f"{section}.{last}" not in NONE]
FLOWS = 12  # of data, by number; each is looked at for every kind of threat
THREATS = [f"{flow}.{kind}" for flow in range(1, FLOWS + 1) for kind in "STRIDE"]
# What a page, without its ending, has a row each for.
CATALOGUES = {"docs/security": NUMBERS, "docs/threat-model": THREATS}
VERDICTS = {".md": ["met", "partly", "not met", "n/a"], ".ja.md": ["適合", "一部", "不適合", "対象外"]}
PROVED = 2  # so many verdicts, from the first, need a proof
ROW = re.compile(r"^\| (\d+\.\d+\.\d+|\d+\.[STRIDE]) \| ([^|]*) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
GROUP = re.compile(r"(?:\[[^\]]+\]\(\.\./([^)]+)\)|(ctest)): ((?:`[^`]+`(?:, )?)+)")
CPP_TEST = re.compile(r"^(?:TEST(?:_F|_P)?|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", re.MULTILINE)


def ctests(root):
    """The names that tests/ and fuzz/ give to CTest."""
    text = tree.read(root, "tests/CMakeLists.txt") or ""
    out = set(re.findall(r"(?:add_test\(NAME|sekisho_check\() ?([\w.-]+)", text))
    for pages in re.findall(r"foreach\(page IN ITEMS ([^)]+)\)", text):
        out |= {"doc." + page for page in pages.split()}
    return out | {"fuzz." + os.path.basename(path)[:-len("_fuzz.cc")] for path in tree.files(root)
                  if path.startswith("fuzz/") and path.endswith("_fuzz.cc")}


def tests_in(root, path):
    """The names of a file's tests, or None where there is no such file."""
    if path == "ctest":
        return ctests(root)
    if not os.path.exists(os.path.join(root, path)):
        return None
    text = tree.read(root, path)
    if path.endswith(".cc"):
        return {f"{suite}.{name}" for suite, name in CPP_TEST.findall(text)}
    if path.endswith(".py"):
        return {f"{group.name}.{one.name}" for group in ast.parse(text).body
                if isinstance(group, ast.ClassDef) for one in group.body
                if isinstance(one, ast.FunctionDef)}
    return set(re.findall(r"\bit\(\"([^\"]+)\"", text))


def check_proofs(root, where, proofs, known, complaints):
    """The names that a row gives, each complained of where there is no such test."""
    out = set()
    for file, ctest, names in GROUP.findall(proofs):
        path = file or ctest
        if path not in known:
            known[path] = tests_in(root, path)
        for name in re.findall(r"`([^`]+)`", names):
            out.add((path, name))
            if known[path] is None or name not in known[path]:
                complaints.append(f"{where}: no test `{name}` in {path}")
    if GROUP.sub("", proofs).strip("; "):
        complaints.append(f"{where}: `{GROUP.sub('', proofs).strip('; ')}` is no proof")
    return out


def rows_of(root, page, numbers, verdicts, known, complaints):
    """The rows of a page by their numbers: which verdict of the list, and the tests."""
    out = {}
    for number, verdict, _, proofs in ROW.findall(tree.read(root, page)):
        where = f"{page}: {number}"
        if number in out:
            complaints.append(f"{where} stands there twice")
        if verdict not in verdicts:
            complaints.append(f"{where}: `{verdict}` is none of {', '.join(verdicts)}")
            continue
        place = verdicts.index(verdict)
        tests = check_proofs(root, where, proofs, known, complaints)
        if place < PROVED and not tests:
            complaints.append(f"{where}: `{verdict}` needs a test that shows it")
        out[number] = (place, tests)
    for number in sorted(set(numbers) ^ set(out)):
        complaints.append(f"{page}: {number} " + ("is missing" if number in numbers else
                                                 "does not belong there"))
    return out


def check(root):
    complaints, known = [], {}
    for name, numbers in CATALOGUES.items():
        pages = [rows_of(root, name + ending, numbers, verdicts, known, complaints)
                 for ending, verdicts in VERDICTS.items()]
        for number in numbers:
            if len({repr(sorted_row(page.get(number))) for page in pages}) > 1:
                complaints.append(f"{name}.ja.md: {number} says something else than the English page")
    return complaints


def sorted_row(row):
    return row and (row[0], sorted(row[1]))


if __name__ == "__main__":
    sys.exit(tree.report("security", check(tree.root_argument(sys.argv))))
