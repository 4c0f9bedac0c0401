#!/usr/bin/env python3
"""Every #include obeys cmake/arrows.txt, and no two files include each other in a circle."""
import re

import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
GENERATED = re.compile(r"\.moc$|(^|/)moc_\w+\.cpp$|^ui_\w+\.h$")
THIRD_PARTIES = (
    ("sodium", re.compile(r"^sodium(\.h$|/)")),
    ("sqlite3", re.compile(r"^sqlite3")),
    ("zstd", re.compile(r"^(zstd|zdict)")),
    ("toml", re.compile(r"^toml(\+\+|plusplus)?(/|\.h)")),
    ("qrcodegen", re.compile(r"^qrcodegen/")),
    ("qt", re.compile(r"^qt6keychain/")),
    ("qt", re.compile(r"^(Qt?[A-Z]\w*(/|$)|q[a-z]+\.h$)")),
)
# The simulator runs the pure rooms and nothing else; only its disks hold the files that ship.
SIMULATOR = "tests/sim/"
DISKS = "tests/sim/disks/"
# What judges the node shares no code with it but its types and their bytes: no rules, no quorum.
JUDGES = re.compile(r"^tests/(sim/checkers/|model/|support/registry_model\.)")
TYPES = re.compile(r"^node/(base/|chain/|wire/|storage/storage\.h$|core/turn\.h$"
                   r"|masternodes/registry\.h$)")
NODES_JUDGEMENT = re.compile(r"\b(quorum(Of)?|faulty(Of)?|check(Evidence|Justification|Spendable"
                             r"|Statement|Transaction|TreePath))\(")


def includes(text):
    for match in INCLUDE.finditer(tree.without_comments(text, keep_strings=True)):
        yield tree.line_at(match.string, match.start(1 if match[1] else 2)), match[1], match[2]


def third_party(header):
    for name, pattern in THIRD_PARTIES:
        if pattern.search(header):
            return name
    return None


def check_table(table):
    """The table names only rooms it has, without a circle."""
    names = {room.name: room for room in table}
    problems = []
    done = set()

    def visit(name, path):
        if name not in names:
            problems.append(f"cmake/arrows.txt: no room is called {name} ({path[-1]} uses it)")
        elif name in path:
            problems.append(f"cmake/arrows.txt: circle: {' -> '.join(path + [name])}")
        elif name not in done:
            for used in sorted(names[name].uses | names[name].cpp_uses):
                visit(used, path + [name])
            done.add(name)

    for room in table:
        visit(room.name, [])
    return problems


def check_judge(name, text):
    problems = []
    for number, quoted, _ in includes(text):
        if quoted and quoted.startswith("node/") and not TYPES.search(quoted):
            problems.append(f'{name}:{number}: "{quoted}": a checker shares no code with the node '
                            "but its types")
    plain = tree.without_comments(text)
    for match in NODES_JUDGEMENT.finditer(plain):
        problems.append(f"{name}:{tree.line_at(plain, match.start())}: {match[0]}): a checker "
                        "judges for itself")
    return problems


def check_file(name, text, table):
    here = tree.room_of(name, table)
    problems = []
    for number, quoted, angled in includes(text):
        where = f"{name}:{number}"
        if angled is not None:
            party = third_party(angled)
            if party is None:
                continue
            if here is not None:
                has = here.has_qt if party == "qt" else party in here.third_parties
                if not has:
                    problems.append(f"{where}: <{angled}>: {here.folder} may not use {party}")
            elif name.startswith(SIMULATOR):
                problems.append(f"{where}: <{angled}>: the simulator is pure")
            continue
        if GENERATED.search(quoted):
            continue
        if quoted.split("/")[0] not in tree.CPP_FOLDERS or ".." in quoted:
            problems.append(f'{where}: "{quoted}": includes start at the root of the repository; '
                            "those of other projects stand in <>")
            continue
        there = tree.room_of(quoted, table)
        if quoted.startswith("tests/"):
            if not name.startswith("tests/"):
                problems.append(f'{where}: "{quoted}": a program includes no test')
        elif there is None:
            problems.append(f'{where}: "{quoted}" is in no room of cmake/arrows.txt')
        elif here is not None and here.name != there.name:
            may = here.uses | (here.cpp_uses if name.endswith(".cpp") else set())
            if there.name not in may:
                problems.append(f'{where}: "{quoted}": no arrow from {here.folder} '
                                f"to {there.folder}")
        elif name.startswith(DISKS) and there.name == "sqlite":
            pass
        elif name.startswith(SIMULATOR) and not there.pure:
            problems.append(f'{where}: "{quoted}": the simulator is pure')
    return problems


def check_circles(graph):
    """Files that include each other, each circle once."""
    problems = []
    done = set()
    for start in sorted(graph):
        path, stack = [], [(start, iter(graph[start]))]
        if start in done:
            continue
        path.append(start)
        while stack:
            _, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(path.pop())
                stack.pop()
            elif following in path:
                circle = path[path.index(following):] + [following]
                problems.append(f"{following}: circle of includes: {' -> '.join(circle)}")
            elif following in graph and following not in done:
                path.append(following)
                stack.append((following, iter(graph[following])))
    return problems


def main():
    root = tree.arguments(__doc__).parse_args().root
    table = tree.rooms(root)
    problems = check_table(table)
    graph = {}
    for name in tree.cpp_files(root):
        text = tree.read(root, name)
        if name.split("/")[0] != "tests" and tree.room_of(name, table) is None:
            problems.append(f"{name}: lies in no room of cmake/arrows.txt")
        problems += check_file(name, text, table)
        if JUDGES.search(name):
            problems += check_judge(name, text)
        graph[name] = [quoted for _, quoted, _ in includes(text) if quoted]
    tree.finish("arrows", problems + check_circles(graph))


if __name__ == "__main__":
    main()
