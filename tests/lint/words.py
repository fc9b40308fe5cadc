"""The repository speaks of itself only: no places of one machine, no notes of unfinished work."""
import re

from source import files, finish, read

# Written in halves so that this file passes its own test.
RULES = [
    (re.compile(r"(?<![\w./~-])/work" r"/"), "a path of one machine"),
    (re.compile(r"(?<![\w./~-])/(?:root|Users)" r"/\w"), "a path of one machine"),
    (re.compile(r"\.\./shar" r"ed\b"), "a folder outside the repository"),
    (re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b"), "a note of unfinished work"),
]
TEMPORARY = re.compile(r"(?<![\w./~-])/tmp" r"/")
# Who makes a temporary directory, or passes one that is made up, may name the folder for it.
MAKES_TEMPORARY = re.compile(r"mkdtemp|mkstemp|mktemp|tempfile")

problems = []
for path in files("", endings=None):
    text = read(path)
    if "\0" in text:
        continue
    is_free = path.startswith("tests/") and MAKES_TEMPORARY.search(text)
    for number, line in enumerate(text.splitlines(), 1):
        for rule, message in RULES:
            if rule.search(line):
                problems.append(f"{path}:{number}: {message}: {rule.search(line).group(0)}")
        if TEMPORARY.search(line) and not is_free:
            problems.append(f"{path}:{number}: a path of one machine: {TEMPORARY.search(line).group(0)}")
finish(problems, "words")
