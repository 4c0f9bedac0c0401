#!/usr/bin/env python3
"""clang-tidy over every C++ file of the program, with the checks of .clang-tidy; with --tests
over those of the tests instead.

A file that passed is remembered in the user's cache folder under a hash of itself, of every file
of ours it includes, of its compiler flags and of .clang-tidy: it is checked again when one of
them changes. Another clone of the same sources finds the same hashes.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import format as formatter
import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)
# What nothing has asked for this long is forgotten.
KEPT_SECONDS = 30 * 24 * 3600
# Headers and sources of ours, for warnings; not those moc writes.
OURS = "/(node|wallet|ui|app|tests)/[^.]*\\.h$"


def closure(root, name, known):
    """A file of ours and all files of ours that it includes."""
    found, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in found or not (root / current).is_file():
            continue
        found.add(current)
        if current not in known:
            known[current] = INCLUDE.findall((root / current).read_text(encoding="utf-8"))
        waiting += known[current]
    return sorted(found)


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "timecoin-tidy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fingerprint(root, build, name, command, known):
    # The same flags in another folder are the same flags.
    command = command.replace(str(build), "<build>").replace(str(root), "<root>")
    digest = hashlib.sha256(command.encode())
    for part in [".clang-tidy", "tests/.clang-tidy", *closure(root, name, known)]:
        path = root / part
        digest.update(part.encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def compiled(root, build):
    """(file, compiler command) of every source of ours."""
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = Path(entry["file"])
        if path.is_relative_to(root) and not path.is_relative_to(build):
            yield str(path.relative_to(root)), entry["command"]


def check(program, root, build, name):
    done = subprocess.run(
        [program, "--quiet", "-p", str(build), "--header-filter=" + re.escape(str(root)) + OURS,
         "--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-error",
         "--warnings-as-errors=*", str(root / name)],
        capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + ("" if done.returncode == 0 else done.stderr)


def main():
    parser = tree.arguments(__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--tests", action="store_true", help="the tests instead of the program")
    parser.add_argument("files", nargs="*", help="only these files")
    options = parser.parse_args()
    root, build = options.root.resolve(), options.build.resolve()
    program = formatter.find("clang-tidy")
    if program is None:
        print(f"skipped: checked with clang-tidy {formatter.VERSION}")
        sys.exit(formatter.SKIPPED)

    cache = cache_folder()
    known, waiting, current = {}, [], set()
    for name, command in compiled(root, build):
        if options.files and name not in options.files:
            continue
        if not options.files and name.startswith("tests/") != options.tests:
            continue
        mark = fingerprint(root, build, name, command, known)
        current.add(mark)
        if (cache / mark).exists():
            (cache / mark).touch()
        else:
            waiting.append((name, mark))
    for old in cache.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        jobs = {pool.submit(check, program, root, build, name): (name, mark)
                for name, mark in sorted(waiting)}
        for job in concurrent.futures.as_completed(jobs):
            name, mark = jobs[job]
            passed, output = job.result()
            if passed:
                (cache / mark).touch()
            else:
                failed += 1
                print(output.strip() or f"{name}: clang-tidy failed", flush=True)
    print(f"tidy: {len(current)} files, {len(waiting)} checked now, {failed} with problems")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
