"""Commands, options, help, and what is said about those that do not exist."""
import unittest

from project import Case

SHOWN = ("analyze", "cost", "explain", "report", "rules", "doctor", "help")
HIDDEN = ("summarize", "link", "dump")
LATER = ("gate", "audit", "api", "lsp")


class Help(Case):
    def test_overview(self):
        text = self.project.run("--help").stdout
        for name in SHOWN:
            self.assertRegex(text, rf"(?m)^  {name} ")
        for name in HIDDEN + LATER:
            self.assertNotRegex(text, rf"(?m)^  {name} ")
        everything = self.project.run("--help", "--all").stdout
        for name in HIDDEN:
            self.assertRegex(everything, rf"(?m)^  {name} ")
        self.assertEqual(self.project.run("help").stdout, text)

    def test_each_command(self):
        for name in SHOWN + HIDDEN:
            text = self.project.run(name, "--help").stdout
            self.assertTrue(text.startswith(f"  tripcount {name}"), text)
            self.assertIn(f"usage: tripcount {name}", text)
            self.assertEqual(self.project.run("help", name).stdout, text)

    def test_lines_fit(self):
        for name in SHOWN + HIDDEN:
            for line in self.project.run(name, "--help").stdout.splitlines():
                self.assertLessEqual(len(line), 120, line)

    def test_version(self):
        self.assertRegex(self.project.run("--version").stdout, r"^tripcount \d+\.\d+\.\d+\n$")

    def test_nothing(self):
        result = self.project.run(code=2)
        self.assertEqual(result.stdout, "")
        self.assertIn("usage:", result.stderr)


class Wrong(Case):
    def check(self, *arguments, says):
        result = self.project.run(*arguments, code=2)
        self.assertEqual(result.stdout, "")
        for text in says if isinstance(says, tuple) else (says,):
            self.assertIn(text, result.stderr)

    def test_command(self):
        self.check("analyse", says=("unknown command 'analyse'", "'analyze'"))
        self.check("xyzzy", says=("unknown command 'xyzzy'", "\ntripcount: see: tripcount --help\n"))
        for name in LATER:
            self.check(name, says=f"unknown command '{name}'")
        self.check("help", "analyse", says="'analyze'")

    def test_option(self):
        self.check("analyze", "--formt", "json", says=("'--formt'", "did you mean '--format'?", "\ntripcount: see: tripcount analyze --help\n"))
        self.check("analyze", "--all", "-x", says="'-x'")
        self.check("analyze", "src", "--colour=always", says=("'--colour'", "'--color'"))
        self.check("analyze", "--all=3", says="takes no value")
        self.check("analyze", "--db", says="'--db' needs a value")
        self.check("analyze", "-p", says="'-p' needs a value")
        self.check("report", "-j", "3", says="'-j'")
        self.check("-p", "build", "analyze", says="the command comes first")

    def test_values(self):
        for jobs in ("0", "-1", "many", "", "99999999999999999999"):
            self.check("analyze", "-j", jobs, says="-j takes a number")
        for seconds in ("0", "-3", "nan", "soon"):
            self.check("analyze", "--unit-timeout", seconds, says="--unit-timeout takes seconds")
        self.check("analyze", "--latency", "dv", says=("'dv'", "dc"))
        self.check("analyze", "--min-confidence", "hihg", says="'high'")
        self.check("analyze", "--fail-on", "errors", says="'error'")
        self.check("analyze", "--color", "sometimes", says="auto, always, never")
        self.check("analyze", "--format", "jsn", says="json")

    def test_operands(self):
        self.check("report", "x", says="'x'")
        self.check("analyze", "--", "-Dx", says="FILE")
        self.check("report", "--", "-Dx", says="flags")
        self.check("explain", says="exactly one")
        self.check("explain", "1", "2", says="exactly one")
        self.check("dump", "region", says="dump STAGE FILE")
        self.check("dump", "regions", "x.c", says="'region'")

    def test_operands_may_stand_before_options(self):
        self.assertEqual(len(self.project.analyze("src/util", "--all")["findings"]), 0)


class Cost(Case):
    def test_all(self):
        text = self.project.run("cost").stdout
        for name in ("get_city", "load_orders", "build_report"):
            self.assertIn(name, text)

    def test_named(self):
        text = self.project.run("cost", "load_*").stdout
        self.assertIn("load_orders", text)
        self.assertNotIn("get_city", text)
        self.assertIn("there is no function 'load_order'; did you mean 'load_orders'?",
                      self.project.run("cost", "load_order", code=2).stderr)
        self.assertIn("there is no function 'xyzzy'\n", self.project.run("cost", "xyzzy", code=2).stderr)
        for name in ("plain_0", "plain_?"):
            self.assertIn(f"'{name}' makes no round trips", self.project.run("cost", name, code=2).stderr)

    def test_reads_what_changed(self):
        self.project.run("analyze")
        self.project.edit("src/orders.c", "names[i] = get_city(db, i);", "names[i] = 0;")
        self.assertNotIn("load_orders", self.project.run("cost").stdout)


if __name__ == "__main__":
    unittest.main()
