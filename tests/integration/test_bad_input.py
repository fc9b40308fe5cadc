"""Whatever is wrong with what a run is given is told with its place and what to do, and nothing is destroyed."""
import json
import os
import resource
import shutil
import sqlite3
import tempfile
import unittest

from project import TRIPCOUNT, Case, Project


class CompileCommands(Case):
    def test_none(self):
        """Where it was looked for, and how each build system makes one."""
        shutil.rmtree(self.project.path("build"))
        self.project.move_away()
        errors = self.project.run("analyze", code=2).stderr
        for text in ("compile_commands.json", self.project.directory, "CMAKE_EXPORT_COMPILE_COMMANDS", "Meson", "bear"):
            self.assertIn(text, errors)

    def test_wrong_folder(self):
        errors = self.project.run("analyze", "-p", "src", code=2).stderr
        self.assertIn(self.project.path("src"), errors)
        errors = self.project.run("analyze", "-p", "nowhere", code=2).stderr
        self.assertIn("nowhere does not exist", errors)

    def check_json(self, text, place):
        path = self.project.write("build/compile_commands.json", text)
        errors = self.project.run("analyze", code=2).stderr
        self.assertIn(f"{path}:{place}", errors)

    def test_no_json(self):
        self.check_json('[\n  {"directory": "/x",\n   "file" "a.c"}\n]\n', "3:")

    def test_empty(self):
        path = self.project.write("build/compile_commands.json", "")
        self.assertIn(f"{path} is empty", self.project.run("analyze", code=2).stderr)

    def test_of_another_project(self):
        """One that is found above the root is only taken when it knows a source below it."""
        inner = self.project.path("inner")
        os.makedirs(os.path.join(inner, ".git"))
        errors = self.project.run("analyze", folder=inner, code=2).stderr
        self.assertIn("no compilation database", errors)
        self.assertIn(f"{self.project.path('build/compile_commands.json')} is there but names no file below {inner}",
                      errors)
        self.assertIn(f"say -p {self.project.path('build')} to use it", errors)
        self.project.write("inner/x.c", "int x;\n")
        self.project.units["inner/x.c"] = []
        self.project.write_commands()
        self.assertEqual(self.project.analyze(folder=inner)["run"]["translation_units"], len(self.project.units))

    def test_of_a_stranger(self):
        """Without .git and .tripcount.yaml the root is only a guess: nothing is analysed or written there."""
        self.project.move_away()
        self.project.write_commands()
        os.rmdir(self.project.path(".git"))
        empty = self.project.path("empty")
        os.mkdir(empty)
        errors = self.project.run("analyze", folder=empty, code=2).stderr
        self.assertIn(f"names no file below {empty}; say -p", errors)
        self.assertFalse(os.path.exists(self.project.path("build/.tripcount")))
        for folder in ("src", "build", "."):
            output = self.project.analyze(folder=self.project.path(folder))
            self.assertEqual(output["run"]["translation_units"], len(self.project.units), folder)
        self.project.analyze("-p", "../build", folder=empty)

    def test_wrong_shape(self):
        self.check_json('[\n  {"directory": 7, "file": "a.c", "command": "cc a.c"}\n]\n', "2:")

    def test_unreadable(self):
        path = self.project.path("build/compile_commands.json")
        os.remove(path)
        os.mkdir(path)
        self.project.run("analyze", "-p", "build/compile_commands.json", code=2)

    def test_no_entries(self):
        self.project.write("build/compile_commands.json", "[]\n")
        self.assertEqual(self.project.analyze()["run"]["translation_units"], 0)


class Sources(Case):
    def test_missing_source(self):
        os.remove(self.project.path("src/plain_0.c"))
        output = self.project.analyze(code=3)
        self.assertEqual([(unit["file"], unit["status"]) for unit in output["run"]["failed"]],
                         [("src/plain_0.c", "missing")])
        self.assertEqual(len(output["findings"]), 1)
        text = self.project.run("analyze", code=3).stdout
        total = len(self.project.units)
        self.assertIn(f"analysed {total - 1} of {total} translation units", text)
        self.assertIn("src/plain_0.c", text)

    def test_missing_header(self):
        """The rest of the unit is analysed; its first error is shown."""
        self.project.edit("src/orders.c", '#include "city.h"', '#include "city.h"\n#include "nowhere.h"')
        output = self.project.analyze()
        partial = output["run"]["partial"]
        self.assertEqual([unit["file"] for unit in partial], ["src/orders.c"])
        self.assertIn("nowhere.h", partial[0]["message"])
        self.assertIn("src/orders.c:2:", partial[0]["message"])
        self.assertEqual(len(output["findings"]), 1)
        self.assertIn("nowhere.h", self.project.run("analyze").stdout)
        self.assertIn("src/orders.c: partial: src/orders.c:2:", self.project.run("summarize").stdout)

    def test_missing_header_is_not_clean(self):
        self.project.write("alone.c", "#include <nowhere.h>\nint alone(void) { return 1; }\n")
        text = self.project.run("analyze", "alone.c", "--").stdout
        self.assertIn("nothing found, but 1 of 1 unit was read in part", text)

    def test_errors_inside_a_function(self):
        self.project.edit("src/plain_0.c", "int sum = 0;", "Unknown *sum = 0;")
        output = self.project.analyze()
        self.assertEqual([unit["file"] for unit in output["run"]["partial"]], ["src/plain_0.c"])

    def test_no_source_at_all(self):
        """A binary file, an empty one, and a directory in the place of one."""
        with open(self.project.path("src/plain_0.c"), "wb") as file:
            file.write(bytes(range(256)) * 64)
        self.project.write("src/plain_1.c", "")
        os.remove(self.project.path("src/plain_2.c"))
        os.mkdir(self.project.path("src/plain_2.c"))
        output = self.project.analyze(code=None)
        self.assertEqual(len(output["findings"]), 1)
        named = [unit["file"] for unit in output["run"]["failed"] + output["run"]["partial"]]
        self.assertIn("src/plain_2.c", named)

    def test_bad_command(self):
        """A command that cannot be used is a status of its unit."""
        entries = json.loads(self.project.read("build/compile_commands.json"))
        entries.append({"directory": self.project.path("build"), "file": "../src/more.c", "command": "cc 'open"})
        self.project.write("build/compile_commands.json", json.dumps(entries))
        output = self.project.analyze(code=3)
        self.assertEqual([(unit["file"], unit["status"]) for unit in output["run"]["failed"]],
                         [("src/more.c", "invalid")])


class Yaml(Case):
    def check(self, text, *wanted):
        path = self.project.write(".tripcount.yaml", text)
        errors = self.project.run("analyze", code=2).stderr
        for part in (path, *wanted):
            self.assertIn(part, errors)

    def test_unknown_key(self):
        self.check("version: 1\nexcluded: [x]\n", ":2:1", "'exclude'")

    def test_unknown_key_of_a_model(self):
        self.check("version: 1\nmodels:\n  - {name: f, efect: roundtrip}\n", ":3:", "'effect'")

    def test_syntax(self):
        self.check("version: 1\nexclude: [x\n", ":3:")

    def test_unknown_profile(self):
        self.check("version: 1\nlatency: {postgresql: wam}\n", ":2:", "'wan'")

    def test_unused_key_is_told(self):
        self.project.write(".tripcount.yaml", "version: 1\nboundaries: {a: {files: [src/**]}}\n")
        self.assertIn("boundaries", self.project.run("analyze").stderr)
        self.assertEqual(self.project.run("analyze", "-q").stderr, "")

    def test_entry_point_without_function(self):
        self.project.write(".tripcount.yaml", "version: 1\nentry_points:\n  a: {function: get_citi}\n")
        wanted = ".tripcount.yaml:3:6: the entry point 'a': there is no function get_citi; did you mean 'get_city'?"
        self.assertIn(wanted, self.project.run("analyze").stderr)
        self.assertIn(wanted, self.project.run("analyze").stderr)  # nothing has changed: it still holds

    def test_no_such_config(self):
        self.assertIn("nowhere.yaml", self.project.run("analyze", "--config", "nowhere.yaml", code=2).stderr)

    def test_bad_pack(self):
        path = self.project.write("packs/mine.yaml", "version: 1\nlibrary: mine\n")
        self.assertIn(path, self.project.run("analyze", "--rules", "packs", code=2).stderr)


class Database(Case):
    def content(self, path):
        with open(path, "rb") as file:
            return file.read()

    def check_refused(self, path, *wanted):
        before = self.content(path)
        for command in ("analyze", "report"):
            errors = self.project.run(command, "--db", path, code=2).stderr
            self.assertEqual(self.content(path), before)
            for part in (path, *wanted):
                self.assertIn(part, errors)

    def test_another_programs(self):
        path = self.project.path("other.db")
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
        connection.close()
        self.check_refused(path)

    def test_no_database(self):
        self.check_refused(self.project.write("notes.txt", "These are notes.\n" * 300))

    def test_newer(self):
        self.project.run("analyze")
        path = self.project.path(".tripcount/tripcount.db")
        connection = sqlite3.connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self.check_refused(path, "newer")

    def test_damaged(self):
        """Every page but the first is gone."""
        self.project.run("analyze")
        path = self.project.path(".tripcount/tripcount.db")
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        content = self.content(path)
        with open(path, "wb") as file:
            file.write(content[:4096] + b"\xff" * (len(content) - 4096))
        self.check_refused(path)

    def test_cut(self):
        self.project.run("analyze")
        path = self.project.path(".tripcount/tripcount.db")
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        content = self.content(path)
        with open(path, "wb") as file:
            file.write(content[: len(content) // 2])
        self.check_refused(path)

    def test_no_result_yet(self):
        self.assertIn("tripcount analyze", self.project.run("report", code=2).stderr)
        self.project.run("summarize")
        self.assertIn("tripcount analyze", self.project.run("report", code=2).stderr)

    def test_deleted(self):
        """Deleting it costs one full run."""
        before = self.project.run("analyze", "--format", "json", "--costs").stdout
        shutil.rmtree(self.project.path(".tripcount"))
        self.assertEqual(self.project.run("analyze", "--format", "json", "--costs").stdout, before)

    def test_ignored_by_git(self):
        self.project.run("analyze")
        self.assertEqual(self.project.read(".tripcount/.gitignore").strip().splitlines()[-1], "*")

    def test_unwritable_place(self):
        errors = self.project.run("analyze", "--db", "nowhere/at/all.db", code=2).stderr
        self.assertIn("nowhere/at", errors)


class FullDisk(Case):
    def limit(self, size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    def test_output(self):
        for arguments in (("-o", "/dev/full"), ("--format", "json", "-o", "/dev/full")):
            errors = self.project.run("analyze", *arguments, code=2).stderr
            self.assertIn("/dev/full", errors)
            self.assertIn("No space left", errors)

    def test_standard_output(self):
        import subprocess

        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([TRIPCOUNT, "analyze"], cwd=self.project.directory, stdout=full,
                                    stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("No space left", result.stderr)

    def test_database_that_cannot_grow(self):
        """The state before stays readable."""
        before = self.project.run("analyze", "--format", "json").stdout
        for i in range(60):
            self.project.add(f"src/more_{i}.c", f"int more_{i}(int n) {{ return n + {i}; }}\n" * 1)
        self.project.write_commands()
        size = os.path.getsize(self.project.path(".tripcount/tripcount.db"))
        result = self.project.run("analyze", code=2, preexec_fn=self.limit(size // 4))
        self.assertIn("tripcount.db", result.stderr)
        self.assertEqual(self.project.run("report", "--format", "json").stdout, before)
        self.assertEqual(self.project.run("analyze", "--format", "json", "--costs").stdout, self.project.clean())

    def test_output_file_that_is_too_large(self):
        self.project.run("analyze")
        path = self.project.write("out.json", "before\n")
        self.project.run("report", "--format", "json", "-o", path, code=2, preexec_fn=self.limit(64))
        self.assertEqual(self.project.read("out.json"), "before\n")
        self.assertEqual([name for name in os.listdir(self.project.directory) if name.startswith("out.json.")], [])


class Installation(unittest.TestCase):
    """The command without what belongs to it."""

    def setUp(self):
        self.project = Project(plain=1)
        self.addCleanup(self.project.remove)
        folder = tempfile.mkdtemp(prefix="tripcount-test-")
        self.addCleanup(shutil.rmtree, folder)
        self.bin = os.path.join(folder, "bin")
        self.share = os.path.join(folder, "share", "tripcount")
        os.makedirs(self.bin)
        os.makedirs(self.share)
        self.tripcount = shutil.copy(TRIPCOUNT, self.bin)
        rules = os.path.join(os.path.dirname(TRIPCOUNT), "..", "share", "tripcount", "rules")
        shutil.copytree(os.path.realpath(rules), os.path.join(self.share, "rules"))
        self.project.command = lambda *arguments: [self.tripcount, *arguments]

    def worker(self, text):
        path = os.path.join(self.bin, "tripcount-worker")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o755)

    def test_no_worker(self):
        self.assertIn("tripcount-worker is missing", self.project.run("analyze", code=2).stderr)
        self.assertIn("tripcount-worker is missing", self.project.run("doctor", code=2).stdout)

    def test_no_libclang(self):
        """What the loader does when a library is missing."""
        self.worker("#!/bin/sh\necho 'error while loading shared libraries: libclang-19.so.19' >&2\nexit 127\n")
        errors = self.project.run("analyze", code=2).stderr
        self.assertIn("libclang", errors)
        self.assertIn("tripcount doctor", errors)
        self.assertEqual(self.project.run("doctor", code=2).stdout.count("FAILED"), 1)

    def test_worker_that_is_no_program(self):
        self.worker("this is no program\n")
        self.project.run("analyze", code=None)
        self.worker("#!/nowhere/at/all\n")
        self.assertIn("tripcount-worker", self.project.run("analyze", code=2).stderr)

    def test_worker_that_talks_nonsense(self):
        self.worker("#!/bin/sh\nprintf '\\005\\000\\000\\000\\000\\000\\000\\000hello'\ncat >/dev/null\n")
        output = self.project.analyze(code=3)
        self.assertEqual({unit["status"] for unit in output["run"]["failed"]}, {"crash"})
        self.assertEqual(len(output["run"]["failed"]), len(self.project.units))

    def test_no_rules(self):
        shutil.rmtree(self.share)
        self.assertIn("rule packs are missing", self.project.run("analyze", code=2).stderr)

    def test_unchanged_run_needs_no_worker(self):
        shutil.copy(os.environ["TRIPCOUNT_WORKER"], self.bin)
        before = self.project.run("analyze", "--format", "json").stdout
        os.rename(os.path.join(self.bin, "tripcount-worker"), os.path.join(self.bin, "away"))
        # Without its file nobody knows whether it is the same: the units are read again, by whatever is there.
        self.project.run("analyze", code=2)
        self.assertEqual(self.project.run("report", "--format", "json").stdout, before)


if __name__ == "__main__":
    unittest.main()
