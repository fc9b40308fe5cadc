"""Every header compiles alone and twice, without warnings. usage: headers.py ROOT COMPILER FLAGS..."""
import concurrent.futures
import os
import subprocess
import sys

from source import ROOT, files, finish

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wstrict-prototypes", "-Werror"]
command = sys.argv[2:]


def compile_alone(path):
    name = path.removeprefix("analyzer/") if path.startswith("analyzer/") else path
    text = f'#include "{name}"\n#include "{name}"\nextern int not_empty;\n'
    return subprocess.run([*command, *WARNINGS, "-I", ROOT, "-x", "c", "-fsyntax-only", "-"], input=text,
                          capture_output=True, text=True, check=False)


problems = []
headers = files("analyzer", endings=(".h",))
with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    for path, result in zip(headers, pool.map(compile_alone, headers)):
        if result.returncode != 0:
            problems.append(f"{path}:1: does not compile alone\n{result.stderr.strip()}")
finish(problems, f"{len(headers)} headers")
