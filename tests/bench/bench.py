#!/usr/bin/env python3
"""What an analysis costs beside the compiler's own front end, as ratios within one run on the same units.

usage: bench.py --tripcount FILE [--compile-commands FILE] [--clang FILE] [--rounds N] [--limit N]

Without a compilation database it takes the project's own and, for C++, units that it generates. Each round runs, one
behind the other, so that a change of the machine's speed meets all of them:
    clang     one `clang -fsyntax-only -w` process for each unit, the version of libclang that tripcount uses
    cold      tripcount analyze -j1 without a database
    jobs      tripcount analyze -j2 without a database
    again     tripcount analyze -j1, nothing changed
Prints the medians over the rounds. It judges nothing: numbers of a shared machine are no test.
"""
import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

DROPPED_WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "-MJ"}
DROPPED = {"-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG"}


class Usage:
    """CPU and wall seconds of one child, and the largest resident size of a process below it, in KiB."""

    def __init__(self, argv, cwd):
        begin = time.monotonic()
        with subprocess.Popen(argv, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - begin
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss
        self.status = child.returncode


def arguments_of(entry):
    """The entry's flags as clang takes them: no output, no dependency files, no compiler."""
    argv = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in argv[1:]:
        if skip:
            skip = False
        elif word in DROPPED_WITH_VALUE:
            skip = True
        elif word in DROPPED or word == entry["file"] or word.startswith("-W"):
            pass
        else:
            kept.append(word)
    return kept


def is_cxx(file):
    return pathlib.PurePath(file).suffix in {".cc", ".cpp", ".cxx", ".C"}


def clang_round(units, clang):
    """All units with one process each: CPU, wall and the largest process."""
    cpu = wall = memory = 0.0
    for entry in units:
        usage = Usage([clang, *arguments_of(entry), "-fsyntax-only", "-w", entry["file"]], entry["directory"])
        cpu, wall, memory = cpu + usage.cpu, wall + usage.wall, max(memory, usage.memory)
    return cpu, wall, memory


def generate_cxx(folder, count):
    """C++ units of the usual weight: standard containers, templates, a few calls."""
    entries = []
    for i in range(count):
        source = folder / f"unit{i}.cpp"
        lines = ["#include <map>", "#include <memory>", "#include <string>", "#include <vector>", "#include <algorithm>",
                 "#include <functional>", "#include <iostream>", f"namespace unit{i} {{"]
        for k in range(40):
            lines += [f"struct item{k} {{ std::string name; std::vector<int> parts; int total() const; }};",
                      f"int item{k}::total() const {{ int sum = 0; for (int part : parts) sum += part; return sum; }}",
                      f"int count{k}(const std::map<std::string, item{k}> &items) {{",
                      "    int sum = 0;",
                      "    for (const auto &[name, item] : items)",
                      "        if (!name.empty()) sum += item.total();",
                      "    return sum;", "}"]
        lines.append("}")
        source.write_text("\n".join(lines) + "\n")
        entries.append({"directory": str(folder), "file": str(source), "arguments": ["clang++", "-std=c++17", str(source)]})
    return entries


def measure(name, units, args, scratch):
    database = scratch / f"{name}.compdb"
    database.mkdir()
    (database / "compile_commands.json").write_text(json.dumps(units))
    cache = scratch / f"{name}.db"
    command = [args.tripcount, "analyze", "-p", str(database), "--db", str(cache), "--progress", "never", "--format", "json"]
    directory = units[0]["directory"]
    rows = []
    for _ in range(args.rounds):
        clang = clang_round(units, args.clang)
        runs = {}
        for kind, jobs in (("cold", "1"), ("again", "1"), ("jobs", "2")):
            if kind != "again":
                for file in scratch.glob(cache.name + "*"):
                    file.unlink()
            runs[kind] = Usage([*command, "-j", jobs], directory)
            if runs[kind].status not in (0, 3):
                sys.exit(f"{' '.join(command)}: exit code {runs[kind].status}")
        rows.append((clang, runs))
    median = lambda value: statistics.median(value(clang, runs) for clang, runs in rows)
    print(f"{name}: {len(units)} units, {args.rounds} rounds, medians")
    print(f"  clang -fsyntax-only       {median(lambda c, r: c[0]):8.2f} s CPU   {median(lambda c, r: c[2]) / 1024:6.0f} MiB largest process")
    print(f"  cold, one job             {median(lambda c, r: r['cold'].cpu):8.2f} s CPU   {median(lambda c, r: r['cold'].memory) / 1024:6.0f} MiB largest process")
    print(f"  cold / clang              {median(lambda c, r: r['cold'].cpu / c[0]):8.2f}     (CPU)")
    print(f"  one job / two jobs        {median(lambda c, r: r['cold'].wall / r['jobs'].wall):8.2f}     (wall)")
    print(f"  unchanged / cold          {100 * median(lambda c, r: r['again'].cpu / r['cold'].cpu):8.2f} %   (CPU)")
    print(f"  unchanged                 {1000 * median(lambda c, r: r['again'].cpu):8.1f} ms CPU")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tripcount", required=True)
    parser.add_argument("--compile-commands", action="append", default=[])
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=0, help="only every k-th unit, so that this many are left")
    args = parser.parse_args()
    args.tripcount = str(pathlib.Path(args.tripcount).resolve())
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        sets = []
        for number, file in enumerate(args.compile_commands):
            base = pathlib.Path(file).resolve().parent
            units = json.loads(pathlib.Path(file).read_text())
            seen = {}
            for entry in units:
                entry["directory"] = str((base / entry["directory"]).resolve())
                path = str(pathlib.Path(entry["directory"], entry["file"]))
                if pathlib.Path(path).is_file() and not path.endswith((".s", ".S")):
                    seen.setdefault(path, entry)
            units = list(seen.values())
            for language, chosen in (("C", [u for u in units if not is_cxx(u["file"])]), ("C++", [u for u in units if is_cxx(u["file"])])):
                if chosen:
                    step = max(1, len(chosen) // args.limit) if args.limit else 1
                    sets.append((f"{base.name}-{number} {language}", chosen[::step]))
        generated = scratch / "generated"
        generated.mkdir()
        if not any(name.endswith("C++") for name, _ in sets):
            sets.append(("generated C++", generate_cxx(generated, 24)))
        for name, units in sets:
            measure(name.replace("/", "-"), units, args, scratch)


if __name__ == "__main__":
    main()
