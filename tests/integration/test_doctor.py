"""What is missing for an analysis, and what to do."""
import os
import shutil
import unittest

from project import Case


class Doctor(Case):
    def test_all_is_well(self):
        text = self.project.run("doctor").stdout
        for part in ("libclang", "clang version", "C headers", "compile commands", "rule packs", "database", "ready:",
                     self.project.directory):
            self.assertIn(part, text)
        self.assertFalse(os.path.exists(self.project.path(".tripcount")))
        self.project.run("analyze")
        self.assertIn(f"{len(self.project.units)} units", self.project.run("doctor").stdout)

    def test_no_compile_commands(self):
        shutil.rmtree(self.project.path("build"))
        self.project.move_away()
        text = self.project.run("doctor", code=2).stdout
        self.assertIn("bear", text)
        self.assertIn("FAILED  compile commands", text)

    def test_missing_sources(self):
        os.remove(self.project.path("src/plain_0.c"))
        text = self.project.run("doctor").stdout
        self.assertIn("sources that are not there: 1", text)
        for name in self.project.units:
            if os.path.exists(self.project.path(name)):
                os.remove(self.project.path(name))
        self.assertIn("100 %", self.project.run("doctor", code=2).stdout)

    def test_failed_units_are_named(self):
        self.project.run("analyze", code=3, env={"TRIPCOUNT_WORKER_TEST_CRASH": "plain_0"})
        text = self.project.run("doctor").stdout
        self.assertIn("src/plain_0.c: crash", text)

    def test_partial_units(self):
        self.project.edit("src/plain_0.c", "int plain_0", "#include <nowhere.h>\nint plain_0")
        self.project.run("analyze")
        text = self.project.run("doctor").stdout
        self.assertRegex(text, r"look +database +.* units, 1 partial\n")
        self.assertIn("a header that is missing", text)

    def test_config_and_database(self):
        self.project.write(".tripcount.yaml", "version: 1\nexlude: []\n")
        self.assertIn(".tripcount.yaml:2:1", self.project.run("doctor", code=2).stdout)
        os.remove(self.project.path(".tripcount.yaml"))
        path = self.project.write("notes.db", "no database\n" * 100)
        self.assertIn(path, self.project.run("doctor", "--db", path, code=2).stdout)
        self.assertEqual(self.project.read("notes.db"), "no database\n" * 100)


if __name__ == "__main__":
    unittest.main()
