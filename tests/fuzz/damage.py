"""Every source of testdata cut, noised and spliced, then analysed: the worker may not crash, nothing may hang, the exit
code is 0 or 3. The same files on every machine. usage: damage.py TRIPCOUNT KEEP [--files N] [--first ROUND] [--clang PATH]

A round is one damaged file of each source, analysed in one run; there are as many as it takes for N files. What fails is copied to the folder KEEP. A file on which
clang's own front end crashes or hangs is told and no failure: `(::n)` in C keeps version 19 busy for ever, and all that
can be asked is that it costs this one unit."""
import argparse
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
TESTDATA = os.path.join(ROOT, "testdata")
C_ENDINGS = (".c", ".m")
ENDINGS = C_ENDINGS + (".cc", ".cpp", ".mm")
UNIT_SECONDS = 10  # for one file; they take milliseconds
RUN_SECONDS = 300  # for all files of a round
GOOD_CODES = (0, 3)
MARKS = list("(){}[]<>;:,.*&!~?#\\\"'/=+-%|^ \n\t\0@$`") + [
    "for(;;)", "while(1){", "do ", "goto x;", "x:", "if(", "else ", "switch(", "case 1:", "default:", "break;", "return ",
    "?:", "&&", "||", "->", "::", "struct ", "static ", "/*", "*/", "//", "#if 1\n", "#include \"", "#define f f\n",
    "sizeof(", "({", "})", "0x", "1e999", "'\\", "L\"", "\r\n", "\xff", "\ufeff", "template<class T>", "operator",
    "try{", "catch(...)", "throw ", "new ", "delete ", "[&]{", "auto ", "this->", "class ", "virtual ", "asm(", "^{",
    "__attribute__((annotate(\"x\")))", "// tripcount: n <= 8 (x)\n", "// NOLINT(tripcount-x)\n"]


WORD = re.compile(r"\b\w+\b")


def sources():
    found = []
    for directory, inner, names in os.walk(TESTDATA):
        inner.sort()
        found += [os.path.join(directory, name) for name in sorted(names) if name.endswith(ENDINGS)]
    return found


def include_flags():
    """Where any header of testdata is found by the name that a source gives it."""
    flags = ["-I" + os.path.join(TESTDATA, "include")]
    for directory, inner, names in os.walk(TESTDATA):
        inner.sort()
        if any(name.endswith(".h") for name in names) and not directory.startswith(os.path.join(TESTDATA, "include")):
            flags.append("-I" + directory)
    return flags


def cut(text, others, rng):
    start = rng.randrange(len(text))
    end = len(text) if rng.randrange(3) == 0 else min(len(text), start + 1 + rng.randrange(80))
    return text[:start] + text[end:]


def noise(text, others, rng):
    for _ in range(1 + rng.randrange(6)):
        place = rng.randrange(len(text))
        text = text[:place] + MARKS[rng.randrange(len(MARKS))] + text[place + rng.randrange(3):]
    return text


def splice(text, others, rng):
    """Lines of another source, or its end, or a part from anywhere."""
    other = others[rng.randrange(len(others))]
    place = rng.randrange(len(text))
    how = rng.randrange(3)
    if how == 0:
        return text[:place] + other[rng.randrange(len(other)):]
    if how == 1:
        lines, there = text.splitlines(True), other.splitlines(True)
        line, first = rng.randrange(len(lines)), rng.randrange(len(there))
        return "".join(lines[:line] + there[first:first + 1 + rng.randrange(8)] + lines[line + rng.randrange(3):])
    start = rng.randrange(len(other))
    return text[:place] + other[start:start + 1 + rng.randrange(60)] + text[place + rng.randrange(20):]


def exchange(text, others, rng):
    """Words change places: what comes out is often still C."""
    for _ in range(1 + rng.randrange(3)):
        words = list(WORD.finditer(text))
        if len(words) < 2:
            break
        to, by = words[rng.randrange(len(words))], words[rng.randrange(len(words))]
        text = text[:to.start()] + by.group() + text[to.end():]
    return text


def repeat(text, others, rng):
    """Deep or long."""
    start = rng.randrange(len(text))
    part = text[start:start + 1 + rng.randrange(20)]
    if rng.randrange(2) == 0:
        part = MARKS[rng.randrange(len(MARKS))]
    return text[:start] + part * (2 + rng.randrange(400)) + text[start:]


CHANGES = (cut, noise, splice, exchange, cut, noise, splice, exchange, exchange, repeat)


def damage(text, others, rng):
    for _ in range((1, 1, 1, 2, 4)[rng.randrange(5)]):
        text = CHANGES[rng.randrange(len(CHANGES))](text, others, rng) or "\n"
    return text


def write_round(number, files, folder):
    """One damaged file for each source; their paths."""
    paths = []
    for index, (name, text) in enumerate(files):
        rng = random.Random(number * 1000003 + index)
        is_c = name.endswith(C_ENDINGS)
        others = [other for other_name, other in files if other_name.endswith(C_ENDINGS) == is_c]
        path = os.path.join(folder, f"r{number}_{index}_{os.path.basename(name)}")
        with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(damage(text, others, rng))
        paths.append(path)
    return paths


def run(command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=RUN_SECONDS, check=False)


def analyze(tripcount, paths, flags, folder):
    """What is wrong with a run, as (path or None, text); and how many units had which status."""
    database = os.path.join(folder, "damage.db")

    def command(output):
        return [tripcount, "analyze", *paths, "--db", database, "--format", output, "--all", "--costs", "-q", "-j2",
                "--unit-timeout", str(UNIT_SECONDS), "--", *flags]

    try:
        result = run(command("json"))
        if result.returncode not in GOOD_CODES:
            return [(None, f"exit code {result.returncode}\n{tail(result.stderr)}")], {}
        output = json.loads(result.stdout.decode("utf-8"))
        text = run(command("text"))  # what was read is taken from the database
        if text.returncode not in GOOD_CODES:
            return [(None, f"as text: exit code {text.returncode}\n{tail(text.stderr)}")], {}
    except subprocess.TimeoutExpired:
        return [(None, f"took more than {RUN_SECONDS} s")], {}
    except ValueError as error:
        return [(None, f"what it prints is no JSON in UTF-8: {error}")], {}
    finally:
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(database + ending):
                os.remove(database + ending)
    statuses = {"ok": 0}
    problems = []
    told = output["run"]["failed"] + output["run"]["partial"]
    for unit in told:
        status = unit.get("status", "partial")
        statuses[status] = statuses.get(status, 0) + 1
        if status in ("crash", "timeout", "missing", "invalid"):
            path = next((path for path in paths if path.endswith(os.path.basename(unit["file"]))), None)
            problems.append((path, f"{status}: {unit['message']}"))
    statuses["ok"] = output["run"]["translation_units"] - len(told)
    if output["run"]["translation_units"] != len(paths):
        problems.append((None, f"{output['run']['translation_units']} units of {len(paths)} files"))
    return problems, statuses


def fails_in_clang(clang, path, flags):
    if clang is None:
        return False
    try:
        return subprocess.run([clang, "-fsyntax-only", "-w", *flags, path], cwd=ROOT, capture_output=True,
                              timeout=UNIT_SECONDS, check=False).returncode not in (0, 1)
    except subprocess.TimeoutExpired:
        return True


def tail(output):
    return "\n".join(output.decode("utf-8", "replace").splitlines()[-30:])


def blame(tripcount, paths, flags, folder, problems):
    """A run that failed as a whole: each of its files alone."""
    found = [problem for problem in problems if problem[0] is not None]
    if len(found) == len(problems):
        return found
    for path in paths:
        alone, _ = analyze(tripcount, [path], flags, folder)
        found += [(path, text) for _, text in alone if (path, text) not in found]
    return found or [(path, problems[0][1] + " (only together)") for path in paths]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tripcount")
    parser.add_argument("keep")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--clang", help="of the version whose libclang is used")
    arguments = parser.parse_args()
    tripcount = os.path.abspath(arguments.tripcount)
    files = []
    for path in sources():
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            files.append((path, file.read()))
    flags = include_flags()
    totals, bad, left = {}, 0, arguments.files
    with tempfile.TemporaryDirectory(prefix="tripcount-damage-") as folder:
        for number in itertools.count(arguments.first):
            paths = write_round(number, files, folder)[:left]
            left -= len(paths)
            problems, statuses = analyze(tripcount, paths, flags, folder)
            for status, count in statuses.items():
                totals[status] = totals.get(status, 0) + count
            for path, text in blame(tripcount, paths, flags, folder, problems):
                if text.startswith(("crash", "timeout")) and fails_in_clang(arguments.clang, path, flags):
                    print(f"{os.path.basename(path)}: {text}: so does clang", flush=True)
                    continue
                os.makedirs(arguments.keep, exist_ok=True)
                kept = shutil.copy(path, arguments.keep)
                print(f"{kept}: {text}", flush=True)
                bad += 1
            for name in os.listdir(folder):
                os.remove(os.path.join(folder, name))
            if left == 0:
                break
    told = ", ".join(f"{count} {status}" for status, count in sorted(totals.items()))
    print(f"damage: {len(files)} sources, {arguments.files} damaged files: {told}; {bad} problems")
    # Files that are all refused at once would test nothing.
    sys.exit(1 if bad or totals.get("ok", 0) == 0 or totals.get("partial", 0) == 0 else 0)


if __name__ == "__main__":
    main()
