#!/usr/bin/env python3
"""Reads a JUnit file of ctest and prints `PASSED FAILED`; names skipped tests on stderr."""
import sys
import xml.etree.ElementTree as xml

suite = xml.parse(sys.argv[1]).getroot()
passed = failed = 0
for case in suite.iter("testcase"):
    if case.find("skipped") is not None or case.get("status") == "disabled":
        print("skipped:", case.get("name"), file=sys.stderr)
    elif case.find("failure") is not None or case.get("status") not in ("run", None):
        failed += 1
    else:
        passed += 1
print(passed, failed)
