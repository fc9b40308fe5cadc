"""Packs and checks as people see them."""
import unittest

from project import Case

PACK = """version: 1
library: ipc
title: our own bus
peer: core
headers: [ipc.h]
functions:
  - names: [ipc_call]
    effect: roundtrip
"""


class Rules(Case):
    def test_list(self):
        text = self.project.run("rules", "list").stdout
        for name in ("call-in-loop", "libpq", "hiredis", "postgresql"):
            self.assertIn(name, text)
        self.assertEqual(self.project.run("rules").stdout, text)

    def test_show(self):
        self.assertIn("PQexec", self.project.run("rules", "show", "libpq").stdout)
        self.assertIn("call-in-loop", self.project.run("rules", "show", "call-in-loop").stdout)
        glib = self.project.run("rules", "show", "glib").stdout
        self.assertRegex(glib, "g_list_foreach +local, calls argument 1 \\(item, argument 2\\) for each item of argument 0\n")
        self.assertRegex(glib, "g_list_find_custom +local, calls .* for each item of argument 0 until one is found\n")
        self.assertRegex(glib, "g_once_impl +local, calls argument 1 \\(argument 2\\) once\n")
        self.assertIn("'libpq'", self.project.run("rules", "show", "libqp", code=2).stderr)
        self.project.run("rules", "show", code=2)
        lines = self.project.run("rules", "show", "libpq").stdout.splitlines()
        local = [line for line in lines if line.startswith("  local: ")]
        self.assertEqual(len(local), 1)
        self.assertIn("PQgetvalue", "".join(lines[lines.index(local[0]):]))
        self.assertLessEqual(max(len(line) for line in lines[lines.index(local[0]):]), 100)
        effects = [line.index(" roundtrip") for line in lines if " roundtrip" in line]
        self.assertGreater(len(effects), 1)
        self.assertEqual(len(set(effects)), 1)

    def test_check(self):
        self.project.write("packs/ipc.yaml", PACK)
        self.assertIn("1 library, 1 function,", self.project.run("rules", "check", "packs/ipc.yaml").stdout)
        self.assertIn("1 library, 1 function,", self.project.run("rules", "check", "packs").stdout)
        self.assertIn("no errors", self.project.run("rules", "check").stdout)
        self.project.write("packs/ipc.yaml", PACK.replace("effect: roundtrip", "effect: rountrip"))
        errors = self.project.run("rules", "check", "packs/ipc.yaml", code=2).stderr
        self.assertIn("packs/ipc.yaml:8:", errors)
        self.assertIn("'roundtrip'", errors)
        self.project.run("rules", "check", "nowhere", code=2)

    def test_unknown_action(self):
        self.assertIn("'list'", self.project.run("rules", "lists", code=2).stderr)

    def test_more_packs(self):
        self.project.write("packs/ipc.yaml", PACK)
        self.assertIn("ipc", self.project.run("rules", "list", "--rules", "packs").stdout)
        self.project.write("include/ipc.h", "int ipc_call(int);\n")
        self.project.write("src/plain_0.c", '#include "ipc.h"\nvoid all(int n) { while (n-- > 0) ipc_call(n); }\n')
        self.project.units["src/plain_0.c"] = ["-I../include"]
        self.project.write_commands()
        self.assertEqual(len(self.project.analyze()["findings"]), 1)
        output = self.project.analyze("--rules", "packs")
        self.assertEqual({finding["library"] for finding in output["findings"]}, {"ipc", "libpq"})


if __name__ == "__main__":
    unittest.main()
