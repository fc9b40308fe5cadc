"""What the lint scripts share: which files there are, and C text without its comments and strings."""
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else os.getcwd()


def files(*folders, endings=(".c", ".h")):
    """Paths relative to the root, sorted. Build trees and dot folders other than .ci are not part of the source."""
    found = []
    for folder in folders:
        for directory, inner, names in os.walk(os.path.join(ROOT, folder)):
            inner[:] = sorted(
                d for d in inner if not d.startswith("build") and d != "__pycache__" and (d[0] != "." or d == ".ci")
            )
            for name in sorted(names):
                if name != ".git" and (endings is None or name.endswith(endings)):
                    found.append(os.path.relpath(os.path.join(directory, name), ROOT))
    return found


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def code_only(text):
    """The text with comments, strings and characters made blank; lines and columns stay."""
    return TOKEN.sub(blank, text)


def without_comments(text):
    return TOKEN.sub(lambda m: blank(m) if m.group(0)[0] == "/" else m.group(0), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def finish(problems, what):
    for problem in problems:
        print(problem)
    print(f"{what}: {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    sys.exit(1 if problems else 0)
