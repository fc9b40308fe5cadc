"""The tables that people query hold what a run found."""
import sqlite3
import unittest

from project import Case


class Tables(Case):
    def setUp(self):
        super().setUp()
        self.output = self.project.analyze()
        self.connection = sqlite3.connect(f"file:{self.project.path('.tripcount/tripcount.db')}?mode=ro", uri=True)
        self.addCleanup(self.connection.close)

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def test_functions(self):
        functions = dict(self.rows("SELECT name, roundtrips FROM function"))
        self.assertEqual(functions["load_orders"], "n")
        self.assertEqual(functions["get_city"], "1")
        self.assertNotIn("plain_0", functions)

    def test_calls(self):
        rows = self.rows("SELECT function, callee, library, effect, in_loop FROM call_overview ORDER BY 1, 2")
        self.assertIn(("get_city", "PQexec", "libpq", "roundtrip", 0), rows)
        self.assertIn(("load_orders", "get_city", None, None, 1), rows)

    def test_loops(self):
        rows = self.rows("SELECT function, form, turns, is_named FROM loop_overview")
        self.assertIn(("load_orders", "for", "n", 1), rows)

    def test_findings(self):
        self.assertEqual(self.rows("SELECT number, file, line, callee FROM finding_overview"),
                         [(1, "src/orders.c", self.output["findings"][0]["line"], "PQexec")])

    def test_units(self):
        units = dict(self.rows("SELECT file, status FROM translation_unit"))
        self.assertEqual(units, {name: "ok" for name in self.project.units})

    def test_no_path_of_this_machine(self):
        """Other than of what lies outside of the project."""
        for (path,) in self.rows("SELECT path FROM file"):
            self.assertFalse(path.startswith(self.project.directory), path)


if __name__ == "__main__":
    unittest.main()
