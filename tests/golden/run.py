"""Runs every file of testdata that carries its expectations. usage: run.py TRIPCOUNT [PART OF A PATH...]

testdata/<check>/*.{c,cc,cpp,m}: analysed alone, or with the files that it names. testdata/_cost/*.region: units as text,
counted without libclang. Comments: see expectations.py. Also fails for a file that nothing runs, and for a check
without its page, a bad and a good file."""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

from expectations import BadComment, Expectations, compare_costs, compare_findings

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
TESTDATA = os.path.join(ROOT, "testdata")
SOURCES = (".c", ".cc", ".cpp", ".m", ".mm")
WORKERS = 2
SECONDS = 120
# Folders that other tests run, and which: tests/unit/report, tests/unit/frontend, and headers for all.
OTHERS = {"_report": "tests/unit/report", "_lower": "tests/unit/frontend", "include": "", "demo": ""}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def expectations_of(path, names):
    expectations = Expectations()
    folder = os.path.dirname(path)
    expectations.read(os.path.basename(path), read(path))
    for name in list(expectations.companions):
        names.add(os.path.join(folder, name))
        expectations.read(name, read(os.path.join(folder, name)))
    return expectations


def run(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)


def failed_run(result):
    return [f"exit code {result.returncode}: {' '.join(result.args)}\n{result.stderr.strip()}"]


def run_source(tripcount, path, expectations):
    folder, name = os.path.split(path)
    with tempfile.TemporaryDirectory() as temporary:
        command = [tripcount, "analyze", name, *expectations.companions, "--db", os.path.join(temporary, "golden.db"),
                   "--format", "json", "--costs", "-j1", "-q", *expectations.options]
        if expectations.config is not None:
            command += ["--config", expectations.config]
        command += ["--", "-I", os.path.join(TESTDATA, "include"), *expectations.flags]
        result = run(command, folder)
    if result.returncode not in (0, 1):
        return failed_run(result)
    output = json.loads(result.stdout)
    problems = []
    for unit in output["run"]["failed"] + ([] if expectations.may_be_partial else output["run"]["partial"]):
        problems.append(f"{unit['file']}: {unit['status']}: {unit['message']}")
    costs = {}
    for cost in output["costs"]:
        costs.setdefault(cost["function"], []).append((cost["roundtrips"]["expr"], cost["roundtrips"]["exact"]))
    return problems + compare_findings(expectations, output["findings"]) + compare_costs(expectations, costs)


def run_region(tripcount, path, expectations):
    folder, name = os.path.split(path)
    result = run([tripcount, "dump", "cost", name, "--rules", "rules"], folder)
    if result.returncode != 0:
        return failed_run(result)
    costs = {}
    for line in result.stdout.splitlines():
        match = re.fullmatch(r"(.+?): (.+?)( \(exact\))?(; sends .*)?", line)
        if match is None:
            return [f"{path}: not a line of `dump cost`: {line}"]
        costs.setdefault(match.group(1), []).append((match.group(2), match.group(3) is not None))
    return compare_costs(expectations, costs)


def checks():
    text = read(os.path.join(ROOT, "analyzer", "rule", "rule_list.h"))
    return re.findall(r'^CHECK\(\w+, "([a-z-]+)"\)', text, re.M)


def collect():
    """(path, runner, expectations) of each case, and what is wrong already."""
    cases, problems, companions = [], [], set()
    for folder in sorted(os.listdir(TESTDATA)):
        path = os.path.join(TESTDATA, folder)
        if folder in OTHERS:
            continue
        if not os.path.isdir(path):
            problems.append(f"testdata/{folder}: nothing runs it")
            continue
        for name in sorted(os.listdir(path)):
            file = os.path.join(path, name)
            if folder == "_cost" and name.endswith(".region"):
                runner = run_region
            elif folder == "_cost" and name == "rules":
                continue  # libraries that the .region files use
            elif not folder.startswith("_") and name.endswith(SOURCES):
                runner = run_source
            elif name.endswith((".h", ".yaml")) and not folder.startswith("_"):
                continue
            else:
                problems.append(f"testdata/{folder}/{name}: nothing runs it")
                continue
            try:
                cases.append((file, runner, expectations_of(file, companions)))
            except (BadComment, OSError) as error:
                problems.append(f"testdata/{folder}/{error}")
    cases = [case for case in cases if case[0] not in companions or case[2].companions]
    for file, _, expectations in cases:
        if not expectations.says_something():
            problems.append(f"{os.path.relpath(file, ROOT)}: expects nothing; say `expect-none` if that is meant")
        if expectations.says_none and expectations.findings:
            problems.append(f"{os.path.relpath(file, ROOT)}: expects something and nothing")
    return cases, problems


def complete():
    problems = []
    known = checks()
    if not known:
        problems.append("analyzer/rule/rule_list.h: no check was found in it")
    for check in known:
        folder = os.path.join(TESTDATA, check)
        names = os.listdir(folder) if os.path.isdir(folder) else []
        for kind in ("bad", "good"):
            if not any(name.startswith(kind) and name.endswith(SOURCES) for name in names):
                problems.append(f"testdata/{check}: there is no {kind}*.c")
        if not os.path.exists(os.path.join(ROOT, "rules", "checks", check + ".yaml")):
            problems.append(f"rules/checks/{check}.yaml: the check has no page")
    for folder in sorted(os.listdir(TESTDATA)):
        if folder not in known and folder not in OTHERS and not folder.startswith("_"):
            problems.append(f"testdata/{folder}: there is no such check")
    for folder, test in OTHERS.items():
        if test and os.path.isdir(os.path.join(TESTDATA, folder)) and not os.path.isdir(os.path.join(ROOT, test)):
            problems.append(f"testdata/{folder}: {test}, which should run it, is not there")
    return problems


def main():
    tripcount, parts = os.path.abspath(sys.argv[1]), sys.argv[2:]
    cases, problems = collect()
    problems += complete()
    cases = [case for case in cases if not parts or any(part in case[0] for part in parts)]

    def run_case(case):
        path, runner, expectations = case
        try:
            return runner(tripcount, path, expectations)
        except subprocess.TimeoutExpired:
            return [f"took more than {SECONDS} s"]

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for case, found in zip(cases, pool.map(run_case, cases)):
            problems += [f"{os.path.relpath(os.path.dirname(case[0]), ROOT)}: {problem}" for problem in found]
    for problem in problems:
        print(problem)
    print(f"golden: {len(cases)} cases, {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
