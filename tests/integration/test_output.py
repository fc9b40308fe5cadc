"""Where results go and in which form."""
import json
import os
import unittest

from project import Case


class Output(Case):
    def test_file(self):
        text = self.project.run("analyze", "--format", "json").stdout
        result = self.project.run("report", "--format", "json", "-o", "out.json")
        self.assertEqual(result.stdout, "")
        self.assertEqual(self.project.read("out.json"), text)

    def test_json_is_one_object(self):
        output = self.project.analyze()
        self.assertEqual(output["schema"], "tripcount/1")
        self.assertEqual(output["run"]["translation_units"], len(self.project.units))
        self.assertEqual(output["run"]["analysed"], len(self.project.units))
        self.assertEqual(output["run"]["libraries"], {"libpq": 2})
        finding = output["findings"][0]
        self.assertEqual((finding["rule"], finding["file"], finding["line"]), ("call-in-loop", "src/orders.c", 7))
        self.assertEqual((finding["callee"], finding["library"], finding["peer"]), ("PQexec", "libpq", "postgresql"))
        self.assertEqual(finding["roundtrips"]["expr"], "n")
        self.assertEqual(finding["function"], "load_orders")
        self.assertEqual([step["kind"] for step in finding["steps"]], ["loop", "call", "roundtrip"])
        self.assertEqual([step["file"] for step in finding["steps"]],
                         ["src/orders.c", "src/orders.c", "src/util/city.c"])

    def test_no_absolute_paths(self):
        text = self.project.run("analyze", "--format", "json", "--costs").stdout
        self.assertNotIn(self.project.directory, text)

    def test_costs(self):
        costs = {cost["function"]: cost["roundtrips"]["expr"] for cost in self.project.analyze()["costs"]}
        self.assertEqual(costs["get_city"], "1")
        self.assertEqual(costs["load_orders"], "n")
        self.assertEqual(costs["build_report"], "months*n")

    def test_source_line(self):
        self.assertIn("names[i] = get_city(db, i);", self.project.run("analyze").stdout)

    def test_no_bar_and_no_colours_in_a_pipe(self):
        result = self.project.run("analyze")
        self.assertNotIn("\x1b", result.stdout)
        self.assertEqual(result.stderr, "")

    def test_colours_when_asked(self):
        self.assertIn("\x1b[", self.project.run("analyze", "--color", "always").stdout)

    def test_bar_when_asked(self):
        errors = self.project.run("analyze", "--progress", "always").stderr
        self.assertIn(f"/{len(self.project.units)}", errors)
        self.assertTrue(errors.endswith("\x1b[K"), errors)  # text mode has made \r a newline

    def test_paths_select_findings(self):
        for paths, count in ((("src",), 1), (("src/orders.c",), 1), (("src/util", "include"), 0), (("src/util", "src"), 1)):
            self.assertEqual(len(self.project.analyze(*paths)["findings"]), count, paths)
        self.assertEqual(len(self.project.analyze("orders.c", folder=self.project.path("src"))["findings"]), 1)
        self.assertIn("nowhere", self.project.run("analyze", "nowhere", code=2).stderr)

    def test_fail_on(self):
        severity = self.project.analyze()["findings"][0]["severity"]
        levels = ["note", "warning", "error"]
        for level in levels:
            code = 1 if levels.index(severity) >= levels.index(level) else 0
            self.project.run("analyze", "--fail-on", level, code=code)
        self.project.run("analyze", "src/util", "--fail-on", "note", code=0)

    def test_exit_codes_rank(self):
        """2 beats 1 beats 3."""
        os.remove(self.project.path("src/plain_0.c"))
        self.project.run("analyze", code=3)
        self.project.run("analyze", "--fail-on", "note", code=1)
        self.project.run("analyze", "--fail-on", "note", "-o", "/dev/full", code=2)

    def test_without_a_compilation_database(self):
        result = self.project.run("analyze", "src/orders.c", "src/util/city.c", "--format", "json", "--", "-Iinclude")
        output = json.loads(result.stdout)
        self.assertEqual(output["run"]["translation_units"], 2)
        self.assertEqual(len(output["findings"]), 1)

    def test_without_a_compilation_database_and_file(self):
        errors = self.project.run("analyze", "one.c", "--", "-Iinclude", code=2).stderr
        self.assertEqual(errors, "tripcount: error: one.c: there is no such file\n")
        self.assertFalse(os.path.exists(self.project.path(".tripcount")))
        result = self.project.run("analyze", "one.c", "src/orders.c", "--format", "json", "--", "-Iinclude", code=3)
        failed = json.loads(result.stdout)["run"]["failed"]
        self.assertEqual([(unit["file"], unit["status"]) for unit in failed], [("one.c", "missing")])

    def test_timing(self):
        result = self.project.run("analyze", "--timing")
        for word in ("commands", "compare", "parse", "link", "count", "store"):
            self.assertRegex(result.stderr, word + r" \d+\.\d+ s")

    def test_verbose(self):
        errors = self.project.run("analyze", "-v").stderr
        self.assertIn(f"{len(self.project.units)} units, 0 unchanged", errors)


if __name__ == "__main__":
    unittest.main()
