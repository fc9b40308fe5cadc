"""A run that starts from what it knows says what a clean run says, byte for byte, and reads only what it must."""
import json
import os
import shutil
import tempfile
import unittest

from project import CITY_C, Case, Project

FORMATS = ("json", "text")


class Incremental(Case):
    def check(self, reads, code=0, arguments=()):
        """After a change: how many units are read, and the same output as from nothing."""
        self.assertEqual(self.read_count(*arguments, code=code), reads)
        for name in FORMATS:
            again = self.project.run("analyze", "--format", name, "--costs", *arguments, code=code).stdout
            self.assertEqual(again, self.project.clean(*arguments, code=code, format_name=name), name)
        self.assertEqual(self.read_count(*arguments, code=code), 0)
        return json.loads(self.project.run("report", "--format", "json").stdout)

    def setUp(self):
        super().setUp()
        self.first = self.project.analyze()
        self.all = len(self.project.units)
        self.assertEqual([finding["file"] for finding in self.first["findings"]], ["src/orders.c"])

    def test_nothing_changed(self):
        self.assertEqual(self.check(0)["findings"], self.first["findings"])
        text = self.project.run("analyze", "--timing").stderr
        self.assertIn(f"{self.all} units, 0 read, {self.all} unchanged, result unchanged", text)

    def test_source_edit(self):
        self.project.edit("src/orders.c", "names[i] = get_city(db, i);", "names[i] = 0;")
        self.assertEqual(self.check(1)["findings"], [])

    def test_source_edit_that_moves_lines(self):
        self.project.edit("src/orders.c", "int load_orders", "\n\nint load_orders")
        line = self.check(1)["findings"][0]["line"]
        self.assertEqual(line, self.first["findings"][0]["line"] + 2)

    def test_source_edit_of_the_same_size(self):
        path = self.project.path("src/orders.c")
        before = os.stat(path)
        self.project.edit("src/orders.c", "get_city(db, i)", "get_city(db, n)")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
        self.check(1)

    def test_header_edit(self):
        self.project.edit("include/city.h", "return name != 0", "return name")
        self.check(3)

    def test_header_that_appears_in_front(self):
        """Where it is found before the one that was read."""
        self.project.write("src/util/city.h", self.project.read("include/city.h") + "/* nearer */\n")
        self.check(1)

    def test_header_that_appears_in_an_earlier_folder(self):
        self.project.units["src/orders.c"] = ["-I../first", "-I../include"]
        self.project.write_commands()
        self.check(1)
        self.project.write("first/unrelated.h", "")
        self.check(0)
        self.project.write("first/city.h", '#include "../include/city.h"\n#define NEARER 1\n')
        self.check(1)

    def test_edit_while_it_is_read(self):
        """The stamp of a file that was written during the run is not believed."""
        path = self.project.path("src/plain_0.c")
        self.project.edit("src/plain_0.c", "sum = 0", "sum = 1")
        stamp = os.stat(path)
        self.assertEqual(self.read_count(), 1)
        self.project.edit("src/plain_0.c", "sum = 1", "sum = 2")
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        self.assertEqual(self.read_count(), 1)

    def test_changed_flags(self):
        self.project.units["src/plain_0.c"].append("-DOTHER")
        self.project.write_commands()
        self.check(1)

    def test_flags_that_only_write_elsewhere(self):
        self.project.write_commands()
        self.project.edit("build/compile_commands.json", "src_plain_0.c.o", "other.o")
        self.check(0)

    def test_removed_unit(self):
        del self.project.units["src/orders.c"]
        self.project.write_commands()
        output = self.check(0)
        self.assertEqual(output["run"]["translation_units"], self.all - 1)
        self.assertEqual(output["findings"], [])

    def test_added_unit(self):
        self.project.add("src/more.c", CITY_C.replace("get_city", "get_more"))
        self.project.write_commands()
        self.assertEqual(self.check(1)["run"]["translation_units"], self.all + 1)

    def test_missing_header_appears(self):
        self.project.add("src/new.c", '#include "later.h"\nint later(void) { return LATER; }\n')
        self.project.write_commands()
        output = self.check(1)
        self.assertEqual([unit["file"] for unit in output["run"]["partial"]], ["src/new.c"])
        self.project.write("include/later.h", "#define LATER 1\n")
        self.assertEqual(self.check(1)["run"]["partial"], [])

    def test_header_disappears(self):
        header = self.project.read("include/city.h")
        os.remove(self.project.path("include/city.h"))
        self.check(3)
        self.project.write("include/city.h", header)
        self.assertEqual(self.check(3)["findings"], self.first["findings"])

    def test_touched_only(self):
        for name in ("src/orders.c", "include/city.h"):
            os.utime(self.project.path(name), ns=(1, 1))
        self.check(0)

    def test_source_disappears(self):
        os.remove(self.project.path("src/plain_0.c"))
        output = self.check(1, code=3)
        self.assertEqual(output["run"]["failed"][0]["status"], "missing")

    def test_config_excludes(self):
        self.project.write(".tripcount.yaml", "version: 1\nexclude: [src/plain_*.c]\n")
        output = self.check(0)
        self.assertEqual(output["run"]["translation_units"], 3)

    def test_models_do_not_read_anything(self):
        self.project.write(".tripcount.yaml", "version: 1\nmodels:\n  - {name: get_city, effect: local}\n")
        self.assertEqual(self.check(0)["findings"], [])

    def test_latency_does_not_read_anything(self):
        output = self.check(0, arguments=("--latency", "wan"))
        self.assertEqual(output["run"]["latency"], "wan")
        self.assertEqual(self.check(0)["run"]["latency"], "dc")

    def test_another_checkout(self):
        """A database that was made elsewhere serves here: nothing in it knows where the project lay."""
        with tempfile.TemporaryDirectory() as parent:
            other = os.path.join(os.path.realpath(parent), "elsewhere")
            shutil.copytree(self.project.directory, other)
            commands = os.path.join(other, "build/compile_commands.json")
            with open(commands, encoding="utf-8") as file:
                text = file.read().replace(self.project.directory, other)
            with open(commands, "w", encoding="utf-8") as file:
                file.write(text)
            result = self.project.run("analyze", "--timing", "--format", "json", "--costs", folder=other)
            self.assertIn(" 0 read,", result.stderr)
            self.assertEqual(json.loads(result.stdout), self.first)

    def test_two_halves(self):
        """summarize and link together are analyze."""
        database = self.project.path("halves.db")
        self.project.run("summarize", "--db", database)
        for name in FORMATS:
            output = self.project.run("link", "--db", database, "--format", name, "--costs").stdout
            self.assertEqual(output, self.project.clean(format_name=name))

    def test_single_files_leave_the_project_alone(self):
        self.project.run("analyze", "src/plain_0.c", "--", "-DALONE")
        self.assertEqual(self.read_count(), 1)

    def test_single_files_leave_the_result_alone(self):
        before = self.project.run("report").stdout
        said = self.project.run("analyze", "src/plain_0.c", "--", "-DALONE").stdout
        self.assertIn("analysed 1 of 1 translation unit,", said)
        self.assertEqual(self.project.run("report").stdout, before)
        self.assertIn("PQexec", self.project.run("explain", "1").stdout)

    def test_report_says_what_analyze_said(self):
        for name in FORMATS:
            said = self.project.run("analyze", "--format", name, "--costs").stdout
            self.assertEqual(self.project.run("report", "--format", name, "--costs").stdout, said)


class Jobs(unittest.TestCase):
    def test_one_job_says_what_eight_say(self):
        project = Project(plain=12)
        self.addCleanup(project.remove)
        project.add("src/broken.c", '#include "nowhere.h"\nint broken(void) { return 1; }\n')
        project.write_commands()
        for name in FORMATS:
            one, eight = (project.clean("-j", jobs, format_name=name) for jobs in ("1", "8"))
            self.assertEqual(one, eight)
            self.assertIn("src/orders.c", one)

    def test_order_of_the_commands_says_nothing(self):
        project = Project()
        self.addCleanup(project.remove)
        before = project.clean()
        project.units = dict(reversed(project.units.items()))
        project.write_commands()
        self.assertEqual(project.clean(), before)


if __name__ == "__main__":
    unittest.main()
