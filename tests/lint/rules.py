#!/usr/bin/env python3
"""Every rule of node/PROTOCOL.md is named by a test.

A rule is defined by a line that starts with **R-AREA-1**. What is missing is listed; it
fails only when the file tests/lint/rules_enforced exists.
"""
import re
import sys

import tree

DEFINED = re.compile(r"^\*\*(R-[A-Z]+-\d+)\b[^*]*\*\*", re.MULTILINE)
NAMED = re.compile(r"\bR-[A-Z]+-\d+\b")


def main():
    root = tree.arguments(__doc__).parse_args().root
    protocol = root / "node/PROTOCOL.md"
    text = protocol.read_text(encoding="utf-8") if protocol.exists() else ""
    defined = DEFINED.findall(text)
    problems = [f"node/PROTOCOL.md: {rule} is defined twice"
                for rule in sorted(set(defined)) if defined.count(rule) > 1]
    tested, known = set(), set(defined)
    for name in tree.all_files(root):
        text = tree.read(root, name)
        if not name.startswith("tests/") or name.startswith("tests/lint/") or text is None:
            continue
        for rule in sorted(set(NAMED.findall(text))):
            tested.add(rule)
            if rule not in known:
                problems.append(f"{name}: {rule} is no rule of node/PROTOCOL.md")
    missing = [rule for rule in defined if rule not in tested]
    problems += [f"node/PROTOCOL.md: {rule} is named by no test" for rule in missing]
    print(f"{len(known) - len(missing)} of {len(known)} rules are named by a test")
    if not (root / "tests/lint/rules_enforced").exists():
        print(*problems, sep="\n")
        sys.exit(0)
    tree.finish("rules", problems)


if __name__ == "__main__":
    main()
