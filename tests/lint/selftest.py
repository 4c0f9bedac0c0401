#!/usr/bin/env python3
"""Each lint finds what it is there for: plants one violation at a time in a small tree of its
own and expects it to be reported, and the tree without it to be clean.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import format as formatter

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

CLEAN = {
    "node/base/amount.h": "#pragma once\n\n#include <cstdint>\n",
    "node/base/amount.cpp": '#include "node/base/amount.h"\n\n#include <sodium.h>\n',
    "node/base/crypto.cpp": "void fill() {\n    randombytes_buf(nullptr, 0);\n}\n",
    "node/chain/block.h": '#pragma once\n\n#include "node/base/amount.h"\n',
    "node/storage/sqlite/database.cpp": "#include <sqlite3.h>\n",
    "node/api/service.h": "// Lives in the window.\n// Thread: GUI\n#pragma once\n\n"
                          "#include <QObject>\n\nclass Service : public QObject {\n"
                          "    Q_OBJECT\n};\n",
    "node/api/service.cpp": '#include "node/api/service.h"\n\n#include "node/engine/engine.h"\n',
    "node/engine/engine.h": "#pragma once\n",
    "app/daemon/window.cpp": '#include <QObject>\n\nconst char* sql = "SELECT a FROM b WHERE c = ?";\n',
    "tests/unit/block_test.cpp": '#include "node/chain/block.h"\n\n// R-CON-1\n',
    "node/PROTOCOL.md": "**R-CON-1** A rule.\n",
    "README.md": "Words about time() and unordered_map are only words.\n",
}

# lint, file, its text (added to the clean one), what is to be reported
PLANTED = (
    ("arrows", "node/base/amount.h", '#include "node/chain/block.h"\n', "no arrow from node/base"),
    ("arrows", "node/base/amount.h", '#include "node/chain/block.h"\n', "circle of includes"),
    ("arrows", "node/api/service.h", '#include "node/engine/engine.h"\n', "no arrow"),
    ("arrows", "node/chain/block.h", '#include "amount.h"\n', "start at the root"),
    ("arrows", "node/chain/block.h", '#include "tests/unit/x.h"\n', "includes no test"),
    ("arrows", "node/chain/block.h", '#include "node/nowhere/x.h"\n', "in no room"),
    ("arrows", "node/nowhere/x.h", "", "lies in no room"),
    ("arrows", "node/chain/block.h", "#include <sodium.h>\n", "may not use sodium"),
    ("arrows", "node/storage/memory.cpp", "#include <sqlite3.h>\n", "may not use sqlite3"),
    ("arrows", "node/chain/block.h", "#include <zstd.h>\n", "may not use zstd"),
    ("arrows", "node/chain/block.h", "#include <QString>\n", "may not use qt"),
    ("arrows", "node/chain/block.h", "#include <QtCore/QString>\n", "may not use qt"),
    ("arrows", "tests/sim/main.cpp", "#include <QString>\n", "the simulator is pure"),
    ("arrows", "tests/sim/main.cpp", '#include "node/engine/engine.h"\n', "simulator is pure"),
    ("arrows", "tests/sim/main.cpp", '#include "node/storage/sqlite/database.h"\n', "is pure"),
    ("arrows", "tests/sim/checkers/a.cpp", '#include "node/finality/window.h"\n', "but its types"),
    ("arrows", "tests/sim/checkers/a.cpp", "int n = members.quorum();\n", "judges for itself"),
    ("arrows", "cmake/arrows.txt", "extra | node/extra | app nobody | |\n", "no room is called"),
    ("banned", "app/daemon/window.cpp", "auto t = Qt::BlockingQueuedConnection;\n", "blocking-conn"),
    ("banned", "tests/unit/block_test.cpp", "QElapsedTimer clock;\n", "timed-test"),
    ("banned", "app/daemon/window.cpp", "QEventLoop loop;\n", "nested-loop"),
    ("banned", "app/daemon/window.cpp", "QCoreApplication::processEvents();\n", "nested-loop"),
    ("banned", "app/daemon/window.cpp", "socket.waitForReadyRead(10);\n", "wait-for"),
    ("banned", "app/daemon/window.cpp", "connect(a, SIGNAL(b()), c, SLOT(d()));\n", "string-connection"),
    ("banned", "app/daemon/window.cpp", 'auto q = "SELECT a FROM b WHERE c = " + name;\n', "sql"),
    ("banned", "app/daemon/window.cpp", 'auto q = QString("DELETE FROM %1").arg(name);\n', "sql"),
    ("banned", "app/daemon/window.cpp", 'auto q = "SELECT a "\n    "FROM b" + tail;\n', "sql"),
    ("banned", "app/daemon/window.cpp", 'auto q = table + " WHERE a = 1";\n', "sql"),
    ("banned", "app/daemon/window.cpp", 'auto q = std::format("DELETE FROM {}", name);\n', "sql"),
    ("banned", "node/chain/block.h", "auto t = std::chrono::steady_clock::now();\n", "clock"),
    ("banned", "node/chain/block.h", "auto t = time(nullptr);\n", "clock"),
    ("banned", "node/chain/block.h", "auto t = std::time(0);\n", "clock"),
    ("banned", "node/chain/block.h", "gettimeofday(&a, nullptr);\n", "clock"),
    ("banned", "node/chain/block.h", "QDateTime::currentDateTime();\n", "clock"),
    ("banned", "node/chain/block.h", "int r = rand();\n", "random"),
    ("banned", "node/chain/block.h", "std::random_device device;\n", "random"),
    ("banned", "node/base/amount.cpp", "randombytes_buf(p, 1);\n", "random"),
    ("banned", "node/chain/block.h", "getrandom(p, 1, 0);\n", "random"),
    ("banned", "node/base/amount.cpp", "crypto_sign_keypair(a, b);\n", "random"),
    ("banned", "node/chain/block.h", "#include <fstream>\n", "file"),
    ("banned", "node/chain/block.h", 'auto f = fopen("a", "r");\n', "file"),
    ("banned", "node/chain/block.h", "std::unordered_map<int, int> m;\n", "unordered"),
    ("banned", "node/chain/block.h", "std::unordered_set<int> m;\n", "unordered"),
    ("banned", "node/chain/block.h", "std::mutex m;\n", "thread"),
    ("banned", "node/engine/engine.h", "double d = 0;\n", "double"),
    ("banned", "node/engine/engine.h", "float d = 0;  // lint: allow-double\n", "double"),
    ("banned", "node/chain/utils.h", "", "does not say what is inside"),
    ("banned", "node/chain/common/a.h", "", "does not say what is inside"),
    ("banned", "node/chain/hash_helpers.h", "", "does not say what is inside"),
    ("banned", "node/chain/block.h", "\n" * 260, "more than 250"),
    ("banned", "node/chain/block.cpp", "\n" * 510, "more than 500"),
    ("banned", "ui/page.h", "class Page : public QObject { Q_OBJECT };\n", "says its thread"),
    ("banned", "README.md", "See /wor" "k/notes.\n", "word:"),
    ("banned", "README.md", "Written by an age" "nt.\n", "word:"),
    ("format", "node/chain/block.h", "int  a ;\n", "block.h: 1"),
    ("rules", "node/PROTOCOL.md", "**R-CON-2** Another.\n", "R-CON-2 is named by no test"),
    ("rules", "node/PROTOCOL.md", "**R-CON-1** Again.\n", "R-CON-1 is defined twice"),
    ("rules", "tests/unit/block_test.cpp", "// R-CON-9\n", "R-CON-9 is no rule"),
    ("tidy", "node/base/amount.cpp",
     "void loop(int n) {\n    for (unsigned char i = 0; i < n; ++i) {\n    }\n}\n",
     "bugprone-too-small-loop-variable"),
    ("tidy", "node/base/amount.h", "#include <string.h>\n", "modernize-deprecated-headers"),
)

# lint, file, text that must not be reported
ACCEPTED = (
    ("banned", "node/engine/engine.h", "double d = 0;  // lint: allow-double (a share)\n"),
    ("banned", "node/chain/block.h", "// unordered_map, time(nullptr) and rand() in a comment\n"),
    ("banned", "node/chain/block.h", 'const char* a = "double time(0) // fopen(";\n'),
    ("banned", "node/chain/block.h", "auto t = header.time(0);\nint operand(int);\n"),
    ("banned", "node/base/amount.cpp", "crypto_sign_seed_keypair(a, b, seed);\n"),
    ("banned", "app/daemon/window.cpp", 'auto q = "SELECT a "\n    "FROM b";\nauto n = a + b;\n'),
    ("arrows", "node/chain/block.h", '// #include "node/engine/engine.h"\n'),
)


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def clean_tree(root):
    plant(root, CLEAN)
    (root / "cmake").mkdir()
    shutil.copy(ROOT / "cmake/arrows.txt", root / "cmake/arrows.txt")
    shutil.copy(ROOT / ".clang-format", root / ".clang-format")
    shutil.copy(ROOT / ".clang-tidy", root / ".clang-tidy")
    plant(root, {"tests/lint/rules_enforced": ""})
    source = root / "node/base/amount.cpp"
    entry = {"directory": str(root), "file": str(source),
             "command": f"c++ -std=c++20 -I{root} -c {source}"}
    plant(root, {"build/compile_commands.json": json.dumps([entry])})


def run(lint, root):
    extra = ["--build", str(root / "build")] if lint == "tidy" else []
    done = subprocess.run([sys.executable, "-B", str(HERE / f"{lint}.py"), "--root", str(root),
                           *extra], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    lints = ["arrows", "banned", "rules"]
    lints += ["format"] if formatter.find("clang-format") else []
    lints += ["tidy"] if formatter.find("clang-tidy") else []
    problems, checks = [], 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        clean_tree(root)
        for lint in lints:
            checks += 1
            code, output = run(lint, root)
            if code != 0:
                problems.append(f"{lint} refuses a clean tree:\n{output}")
        cases = [(lint, name, text, wanted) for lint, name, text, wanted in PLANTED]
        cases += [(lint, name, text, None) for lint, name, text in ACCEPTED]
        for lint, name, text, wanted in cases:
            if lint not in lints:
                continue
            checks += 1
            path = root / name
            before = path.read_text(encoding="utf-8") if path.exists() else None
            plant(root, {name: (before or "") + text})
            code, output = run(lint, root)
            if wanted is None and code != 0:
                problems.append(f"{lint} refuses {text!r} in {name}:\n{output}")
            elif wanted is not None and (code != 1 or wanted not in output):
                problems.append(f"{lint} does not find {text[:60]!r} in {name}:\n{output}")
            if before is None:
                path.unlink()
            else:
                path.write_text(before, encoding="utf-8")
    for problem in problems:
        print(problem)
    print(f"selftest: {checks} checks, {len(problems)} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
