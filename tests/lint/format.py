#!/usr/bin/env python3
"""Every C++ file is formatted as .clang-format says. --fix formats them (`./dev format`).

Versions of clang-format disagree; Debian 12's, 14, is the one that counts.
"""
import re
import shutil
import subprocess
import sys

import tree

VERSION = 14
SKIPPED = 77


def find(tool):
    """The program of the right version, or None."""
    for name in (f"{tool}-{VERSION}", tool):
        if shutil.which(name):
            said = subprocess.run([name, "--version"], capture_output=True, text=True, check=True)
            match = re.search(r"version (\d+)\.", said.stdout)
            if match and int(match[1]) == VERSION:
                return name
    return None


def main():
    parser = tree.arguments(__doc__)
    parser.add_argument("--fix", action="store_true")
    options = parser.parse_args()
    program = find("clang-format")
    if program is None:
        print(f"skipped: formatting is checked with clang-format {VERSION}")
        sys.exit(SKIPPED)
    files = tree.cpp_files(options.root)
    if not files:
        sys.exit(0)
    if options.fix:
        done = subprocess.run([program, "-i", *files], cwd=options.root, check=False)
        sys.exit(done.returncode)
    done = subprocess.run([program, "--dry-run", *files], cwd=options.root, check=False,
                          capture_output=True, text=True)
    places = re.findall(r"^([^\s:]+):(\d+):\d+: warning: code should be clang-formatted",
                        done.stderr, re.MULTILINE)
    lines = {}
    for name, number in places:
        lines.setdefault(name, []).append(number)
    problems = [f"{name}: {len(set(numbers))} lines to format, the first is {numbers[0]}"
                for name, numbers in lines.items()]
    if done.returncode or (done.stderr and not places):
        problems.append(done.stderr)
    if problems:
        print("./dev format repairs these:")
    tree.finish("format", problems)


if __name__ == "__main__":
    main()
