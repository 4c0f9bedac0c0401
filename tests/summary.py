#!/usr/bin/env python3
"""Sums up a run of ctest in one line: "N passed, N failed, N skipped".

A Qt Test program counts once for each of its test functions and data rows, any other test
once. Reads the JUnit file that ctest writes; exits with 1 if something failed.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

LINE = re.compile(r"^(PASS|FAIL!|XPASS|SKIP) +: (.*)$", re.MULTILINE)
FRAME = re.compile(r"::(initTestCase|cleanupTestCase)\(\)$")


def count(case):
    """(passed, failed, skipped, names of the failed and skipped) of one ctest test."""
    passed = failed = skipped = 0
    noted = []
    name = case.get("name")
    for verdict, what in LINE.findall(case.findtext("system-out") or ""):
        if verdict == "PASS":
            passed += 0 if FRAME.search(what.strip()) else 1
        elif verdict == "SKIP":
            skipped += 1
            noted.append(f"skipped: {name}: {what}")
        else:
            failed += 1
            noted.append(f"failed:  {name}: {what}")
    status = case.get("status")
    if status == "run":
        if passed + failed + skipped == 0:
            passed = 1
    elif status in ("disabled", "notrun") and case.find("skipped") is not None:
        reason = case.find("skipped").get("message") or ""
        if reason.startswith("SKIP_"):
            skipped = max(skipped, 1)
            noted.append(f"skipped: {name}")
        else:
            failed = max(failed, 1)
            noted.append(f"failed:  {name}: {reason}")
    elif failed == 0:
        failed = 1
        noted.append(f"failed:  {name}")
    return passed, failed, skipped, noted


def main():
    try:
        cases = ElementTree.parse(sys.argv[1]).getroot().iter("testcase")
        counts = [count(case) for case in cases]
    except (OSError, ElementTree.ParseError) as error:
        print(f"no result of the tests: {error}")
        print("0 passed, 1 failed, 0 skipped")
        return 1
    print()
    for _, _, _, noted in counts:
        for line in noted:
            print(line)
    passed, failed, skipped = (sum(c[i] for c in counts) for i in range(3))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
