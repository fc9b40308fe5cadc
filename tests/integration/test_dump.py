"""Every stage of one file as text."""
import unittest

from project import Case


class Dump(Case):
    def dump(self, stage, file="src/orders.c", **more):
        return self.project.run("dump", stage, file, **more)

    def test_argv(self):
        text = self.dump("argv").stdout
        self.assertIn(self.project.path("src/orders.c"), text)
        self.assertNotIn("orders.c.o", text)

    def test_ast(self):
        self.assertIn("load_orders", self.dump("ast").stdout)

    def test_region_reads_back(self):
        """Text out, text in: the same costs without libclang, and the same text."""
        text = self.dump("region").stdout
        self.assertIn("load_orders", text)
        self.project.write("orders.region", text)
        self.assertEqual(self.dump("region", "orders.region").stdout, text)
        self.assertEqual(self.dump("cost", "orders.region").stdout, self.dump("cost").stdout)

    def test_summary(self):
        self.assertRegex(self.dump("summary").stdout, r"load_orders: 2 calls, 1 loop, ")

    def test_summary_counts_one(self):
        self.project.write("one.c", "void f(void);\nvoid g(int n) { for (int i = 0; i < n; i++) f(); }\n")
        text = self.project.run("dump", "summary", "one.c", "--").stdout
        self.assertIn("g: 1 call, 1 loop, ", text)
        self.assertIn(", 1 file, ", text)

    def test_callgraph(self):
        text = self.dump("callgraph", "src/util/city.c").stdout
        self.assertIn("get_city (reaches the wire)", text)
        self.assertIn("PQexec [libpq roundtrip]", text)

    def test_cost(self):
        self.assertEqual(self.dump("cost", "src/util/city.c").stdout, "get_city: 1 (exact)\n")
        self.assertIn("plain_0: 0 (exact)", self.dump("cost", "src/plain_0.c").stdout)

    def test_flags(self):
        text = self.project.run("dump", "cost", "src/util/city.c", "--", "-Iinclude").stdout
        self.assertIn("get_city: 1 (exact)", text)

    def test_wrong(self):
        self.assertIn("no command for", self.dump("region", "src/nowhere.c", code=2).stderr)
        self.project.write("bad.region", "(unit")
        self.assertIn("bad.region:1:", self.dump("cost", "bad.region", code=2).stderr)
        self.assertIn("'ast'", self.dump("ast", "bad.region", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
