"""A small project in a temporary directory, and tripcount run on it. The executable is named by TRIPCOUNT."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

TRIPCOUNT = os.environ["TRIPCOUNT"]
HERE = os.path.dirname(os.path.abspath(__file__))
HEADERS = os.path.join(HERE, "..", "..", "testdata", "include")
SECONDS = 120

CITY_H = """#ifndef CITY_H
#define CITY_H
#include "libpq-fe.h"
#define CITY_LIMIT 100
char *get_city(PGconn *db, int id);
static inline int city_is_known(const char *name) { return name != 0 && name[0] != 0; }
#endif
"""
CITY_C = """#include "city.h"

char *get_city(PGconn *db, int id)
{
    PGresult *r = PQexec(db, "SELECT name FROM city");
    (void)id;
    return PQgetvalue(r, 0, 0);
}
"""
ORDERS_C = """#include "city.h"

int load_orders(PGconn *db, int n, char **names)
{
    int known = 0;
    for (int i = 0; i < n; i++) {
        names[i] = get_city(db, i);
        known += city_is_known(names[i]);
    }
    return known;
}
"""
REPORT_C = """#include "city.h"

int load_orders(PGconn *db, int n, char **names);

void build_report(PGconn *db, int months, int n, char **names)
{
    for (int m = 0; m < months; m++)
        load_orders(db, n, names);
}

int main(void)
{
    char *names[CITY_LIMIT];
    PGconn *db = PQconnectdb("");
    build_report(db, 12, CITY_LIMIT, names);
    PQfinish(db);
    return 0;
}
"""
PLAIN_C = """int plain_{0}(int n)
{{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += i * {0};
    return sum;
}}
"""


class Project:
    """Sources below src/, headers in include/, compile_commands.json in build/."""

    def __init__(self, plain=6):
        self.directory = os.path.realpath(tempfile.mkdtemp(prefix="tripcount-test-"))
        self.outer = None
        self.units = {}
        os.mkdir(self.path(".git"))  # makes it the root
        shutil.copytree(HEADERS, self.path("include"))
        self.write("include/city.h", CITY_H)
        self.add("src/util/city.c", CITY_C)
        self.add("src/orders.c", ORDERS_C)
        self.add("src/report.c", REPORT_C)
        for i in range(plain):
            self.add(f"src/plain_{i}.c", PLAIN_C.format(i))
        self.write_commands()

    def remove(self):
        shutil.rmtree(self.outer or self.directory, ignore_errors=True)

    def move_away(self):
        """To where nobody's build folders lie above it, as far as there is such a place."""
        if os.path.isdir("/dev/shm"):
            elsewhere = tempfile.mkdtemp(prefix="tripcount-test-", dir="/dev/shm")
            self.directory = shutil.move(self.directory, elsewhere)
            self.outer = elsewhere

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def edit(self, name, old, new):
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name, text, flags=("-I../include",)):
        self.write(name, text)
        self.units[name] = list(flags)

    def write_commands(self):
        entries = [{"directory": self.path("build"), "file": "../" + name,
                    "arguments": ["cc", *flags, "-c", "../" + name, "-o", name.replace("/", "_") + ".o"]}
                   for name, flags in self.units.items()]
        return self.write("build/compile_commands.json", json.dumps(entries, indent=1) + "\n")

    def command(self, *arguments):
        return [TRIPCOUNT, *arguments]

    def environment(self, **more):
        result = {key: value for key, value in os.environ.items() if not key.startswith("TRIPCOUNT_WORKER_TEST")}
        result.update(more)
        return result

    def run(self, *arguments, code=0, folder=None, env=None, **more):
        """Runs tripcount and gives the finished process; fails unless it ends with `code` (None: any)."""
        result = subprocess.run(self.command(*arguments), cwd=folder or self.directory, capture_output=True, text=True,
                                timeout=SECONDS, check=False, env=self.environment(**(env or {})), **more)
        if code is not None and result.returncode != code:
            raise AssertionError(f"exit code {result.returncode}, not {code}: {' '.join(arguments)}\n"
                                 f"stdout: {result.stdout}\nstderr: {result.stderr}")
        return result

    def start(self, *arguments, env=None):
        return subprocess.Popen(self.command(*arguments), cwd=self.directory, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=self.environment(**(env or {})),
                                start_new_session=True)

    def analyze(self, *arguments, code=0, **more):
        return json.loads(self.run("analyze", "--format", "json", "--costs", *arguments, code=code, **more).stdout)

    def clean(self, *arguments, code=0, format_name="json"):
        """What a run says that has nothing to start from."""
        with tempfile.TemporaryDirectory() as folder:
            database = os.path.join(folder, "clean.db")
            return self.run("analyze", "--format", format_name, "--costs", "--db", database, *arguments,
                            code=code).stdout


class Case(unittest.TestCase):
    """A fresh project for each test."""

    maxDiff = None
    plain = 3

    def setUp(self):
        self.project = Project(self.plain)
        self.addCleanup(self.project.remove)

    def read_count(self, *arguments, code=0):
        """How many units a run reads, as --timing tells."""
        text = self.project.run("analyze", "--timing", *arguments, code=code).stderr
        line = next(line for line in text.splitlines() if " read, " in line)
        words = line.replace(",", "").split()
        return int(words[words.index("read") - 1])
