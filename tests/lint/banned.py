#!/usr/bin/env python3
"""What no file of this project may contain: see RULES.

A line may be excused by `// lint: allow-<rule> (reason)` at its end.
"""
import re

import tree

PROGRAM = ("node", "wallet", "ui", "app")
CRYPTO = re.compile(r"^node/base/crypto")


class Rule:
    def __init__(self, name, pattern, why, where):
        self.name = name
        self.pattern = re.compile(pattern)
        self.why = why
        self.where = where  # (file name, its room) -> does the rule hold there?


def everywhere(name, room):
    return name.split("/")[0] in tree.CPP_FOLDERS


def in_program(name, room):
    return name.split("/")[0] in PROGRAM


def in_pure(name, room):
    return room is not None and room.pure


def in_pure_but_crypto(name, room):
    return in_pure(name, room) and not CRYPTO.search(name)


def in_quick_tests(name, room):
    return name.startswith(("tests/unit/", "tests/ui/"))


def in_node(name, room):
    return name.startswith("node/")


RULES = (
    Rule("blocking-connection", r"\bBlockingQueuedConnection\b",
         "one thread never waits for another", everywhere),
    Rule("nested-loop", r"\bQEventLoop\b|\bprocessEvents\s*\(",
         "no nested event loops", in_program),
    Rule("wait-for", r"\bwaitFor(ReadyRead|BytesWritten|Connected|Disconnected|Encrypted"
         r"|NewConnection|Started|Finished)\s*\(", "no blocking waits on sockets or processes",
         in_program),
    Rule("string-connection", r"\b(SIGNAL|SLOT)\s*\(",
         "connect to members, so that the compiler checks them", everywhere),
    Rule("clock", r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock)\s*::\s*now\b"
         r"|\bstd::time\s*\(|(?<![\w.>:])time\s*\(\s*(NULL|nullptr|0|&)|\bgettimeofday\s*\("
         r"|\bclock_gettime\s*\(|\bstd::clock\s*\(|\bQElapsedTimer\b"
         r"|\bQ(DateTime|Date|Time)::current",
         "time comes in as a value", in_pure),
    Rule("timed-test", r"\bQElapsedTimer\b|\bsteady_clock\b|\bQBENCHMARK\w*",
         "how long something takes is measured in tests/bench", in_quick_tests),
    Rule("random", r"(?<![\w.>:])s?rand\s*\(|\bstd::s?rand\s*\(|\brandom_device\b"
         r"|\brandombytes\w*|\bgetrandom\b|\bgetentropy\b|\barc4random\w*|\bQRandomGenerator\b"
         r"|\bcrypto_(?!\w*_seed_keypair)\w+_keypair\s*\(",
         "randomness comes in as a value", in_pure_but_crypto),
    Rule("file", r"\b[io]?fstream\b|\bf(re)?open\s*\(|\bstd::filesystem\b|<filesystem>|\bQFile\b",
         "pure rooms touch no files", in_pure),
    Rule("unordered", r"\bunordered_(multi)?(map|set)\b",
         "nothing unordered is iterated: the order would differ between machines", in_pure),
    Rule("thread", r"\bstd::(jthread|thread|mutex|shared_mutex|condition_variable|async)\b",
         "pure rooms know no threads", in_pure),
    Rule("double", r"\b(float|double)\b", "amounts and rules are integers", in_node),
)

# A statement glued together from pieces, as + or arg() or a format would do it.
STRING = r'(?:R"\((?:.(?!\)"))*.?\)"|"(?:\\.|[^"\\\n])*")'
SQL = re.compile(
    r'(?:R"\(|")\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|ATTACH|PRAGMA)\b'
    rf'(?:(?:.(?!\)"))*?\)"|(?:\\.|[^"\\\n])*")(?:\s*{STRING})*\s*[)}}]*\s*'
    r'(?:s\b\s*)?(?:\+|\.arg\s*\(|\.append\s*\(|<<)'
    r'|\+\s*"\s*(?:FROM|WHERE|VALUES|SET|ORDER BY|LIMIT)\b'
    r'|\bformat\s*\(\s*"\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE)\b', re.DOTALL)

VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc)(_|$)")
LONGEST = {".cpp": 500, ".h": 250}
THREAD_LINES = 25
# Paths of somebody's machine, and words that say who wrote instead of what it does.
PRIVATE = re.compile(r"(?<![\w.~])/(wor" r"k|home/\w+|root|Users/\w+|tmp/bash_job" r"s)/"
                     r"|\bage" r"nts?\b", re.IGNORECASE)


# Word lists and test vectors of others.
DATA = re.compile(r"^(tests/data|resources)/")


def check_cpp(name, text, room):
    problems = []
    lines = text.split("\n")

    def report(number, rule, why):
        if not tree.allowed(lines, number, rule):
            problems.append(f"{name}:{number}: {rule}: {why}")

    code = tree.without_comments(text)
    for rule in RULES:
        if rule.where(name, room):
            for match in rule.pattern.finditer(code):
                report(tree.line_at(code, match.start()), rule.name, rule.why)
    if in_program(name, room):
        code = tree.without_comments(text, keep_strings=True)
        for match in SQL.finditer(code):
            report(tree.line_at(code, match.start()), "sql", "bind values, never glue SQL together")

    suffix = name[name.rindex("."):]
    if len(lines) - 1 > LONGEST[suffix]:
        problems.append(f"{name}: {len(lines) - 1} lines, more than {LONGEST[suffix]}: "
                        "which room is missing?")
    if suffix == ".h" and re.search(r"\bQ_OBJECT\b", code):
        if not any("Thread:" in line for line in lines[:THREAD_LINES]):
            problems.append(f"{name}: a QObject header says its thread (\"Thread: ...\") in its "
                            f"first {THREAD_LINES} lines")
    return problems


def main():
    root = tree.arguments(__doc__).parse_args().root
    table = tree.rooms(root)
    cpp = set(tree.cpp_files(root))
    problems = []
    for name in tree.all_files(root):
        text = tree.read(root, name)
        if text is None:
            continue
        for number, line in enumerate([] if DATA.search(name) else text.split("\n"), 1):
            match = PRIVATE.search(line)
            if match and "lint: allow-word (" not in line:
                problems.append(f"{name}:{number}: word: '{match[0]}' says nothing to a reader")
        if name in cpp:
            problems += check_cpp(name, text, tree.room_of(name, table))
            for part in name.rsplit(".", 1)[0].split("/"):
                if VAGUE.search(part):
                    problems.append(f"{name}: name: '{part}' does not say what is inside")
    tree.finish("banned", problems)


if __name__ == "__main__":
    main()
