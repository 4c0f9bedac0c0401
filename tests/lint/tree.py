"""What the lint scripts share: the files of the tree, the rooms, C++ without its comments."""
import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

CPP_SUFFIXES = (".cpp", ".h")
CPP_FOLDERS = ("node", "wallet", "ui", "app", "tests")
# Folders whose contents no lint reads when there is no git to ask.
IGNORED = {".git", "build", ".cache", "__pycache__"}


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    return parser


def all_files(root):
    """Tracked files and those that would be, as paths relative to the root."""
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "-co",
               "--exclude-standard"]
    if (root / ".git").exists():
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            names = done.stdout.decode().split("\0")
            return sorted({name for name in names if name and (root / name).is_file()})
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in IGNORED]
        found += [str((Path(folder) / name).relative_to(root)) for name in names]
    return sorted(found)


def cpp_files(root):
    return [name for name in all_files(root)
            if name.endswith(CPP_SUFFIXES) and name.split("/")[0] in CPP_FOLDERS]


def read(root, name):
    """The text of a file; None when it is not text."""
    try:
        return (root / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


class Room:
    def __init__(self, line):
        columns = [column.split() for column in line.split("|")]
        if len(columns) != 5 or len(columns[0]) != 1 or len(columns[1]) != 1:
            raise ValueError(f"cmake/arrows.txt: five columns expected in: {line}")
        self.name = columns[0][0]
        self.folder = columns[1][0]
        self.uses = set(columns[2])
        self.cpp_uses = set(columns[3])
        self.third_parties = set(columns[4]) - {"impure"}
        self.has_qt = any(name.startswith("qt") for name in self.third_parties)
        self.pure = not self.has_qt and "impure" not in columns[4]


def rooms(root):
    lines = (root / "cmake/arrows.txt").read_text(encoding="utf-8").splitlines()
    return [Room(line) for line in lines if re.match(r"[a-z].*\|", line)]


def room_of(name, table):
    """The room a file lies in: the innermost whose folder holds it."""
    holders = [room for room in table if name.startswith(room.folder + "/")]
    return max(holders, key=lambda room: len(room.folder), default=None)


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\\\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'", re.DOTALL)


def without_comments(text, keep_strings=False):
    """C++ with its comments (and strings) blanked; every line keeps its number."""
    def blank(match):
        token = match.group(0)
        if not token.startswith("/"):
            if keep_strings:
                return token
            return '""' + "\n" * token.count("\n")
        return " " + "\n" * token.count("\n")
    return TOKEN.sub(blank, text)


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


def allowed(lines, number, rule):
    """Whether a line carries `// lint: allow-<rule> (reason)`."""
    return re.search(rf"//.*\blint: allow-{rule} \(\S[^)]*\)", lines[number - 1]) is not None


def finish(title, problems):
    for problem in problems:
        print(problem)
    print(f"{title}: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    sys.exit(1 if problems else 0)
