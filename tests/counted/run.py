"""Runs one counted program at its sizes and compares the counts with tripcount's formula.
usage: run.py TRIPCOUNT PROGRAM SOURCE...

The sources' comments (program.py) say which function is counted and at which sizes. The program is linked with fakes/,
which count the round trips that it would have waited for. Analysed are the sources alone, as any program is."""
import json
import os
import re
import subprocess
import sys
import tempfile

from program import BadProgram, Program, counts_of, judge

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
SECONDS = 60


def run(command):
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadProgram(f"{' '.join(command)}: {error}") from error
    if result.returncode != 0:
        raise BadProgram(f"exit code {result.returncode}: {' '.join(command)}\n{result.stdout}{result.stderr}".strip())
    return result.stdout


def read_program(sources):
    program = Program()
    for source in sources:
        with open(source, encoding="utf-8") as file:
            program.read(os.path.relpath(source, ROOT), file.read())
    program.check()
    return program


def flags_of(sources):
    includes = ["-I", os.path.join(ROOT, "testdata", "include"), "-I", os.path.join(ROOT, "tests", "counted", "fakes")]
    return [*includes, "-std=c++17" if sources[0].endswith(".cc") else "-std=c17"]


def told_costs(tripcount, sources, function):
    """(formula, is exact, sends) of each function of that name."""
    with tempfile.TemporaryDirectory() as temporary:
        output = json.loads(run([tripcount, "analyze", *sources, "--db", os.path.join(temporary, "counted.db"),
                                 "--format", "json", "--costs", "-j1", "-q", "--", *flags_of(sources)]))
    for unit in output["run"]["failed"] + output["run"]["partial"]:
        raise BadProgram(f"{unit['file']}: {unit['status']}: {unit['message']}")
    return [(cost["roundtrips"]["expr"], cost["roundtrips"]["exact"], cost["sends"]["expr"])
            for cost in output["costs"] if cost["function"] == function]


def is_known(tripcount, sources, function):
    """Whether any source has the function: one that costs nothing is in no list of costs."""
    line = re.compile(rf"^{re.escape(function)}: ", re.M)
    return any(line.search(run([tripcount, "dump", "cost", source, "--", *flags_of(sources)])) for source in sources)


def told_cost(tripcount, sources, function):
    costs = told_costs(tripcount, sources, function)
    if len(costs) > 1:
        raise BadProgram(f"there are {len(costs)} functions {function}")
    if not costs and not is_known(tripcount, sources, function):
        raise BadProgram(f"tripcount knows no function {function}")
    return costs[0] if costs else ("0", True, "0")


def problems_of(tripcount, binary, sources):
    try:
        program = read_program(sources)
        if program.miss is not None:
            print(f"known miss: {program.function}: {program.miss}")
        told = told_cost(tripcount, sources, program.function)
        counts = [counts_of(run([binary, *(f"{name}={number}" for name, number in sizes.items())]))
                  for sizes in program.runs]
        return judge(program, told, counts)
    except BadProgram as error:
        return [str(error)]


def main():
    tripcount, binary, sources = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    problems = problems_of(tripcount, binary, sources)
    for problem in problems:
        print(problem)
    print(f"{os.path.basename(binary)}: {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
