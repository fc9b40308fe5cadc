"""The evaluator of formulas: every form that tripcount prints, and that what is none is refused."""
import unittest

from formula import BadFormula, value_of


class Values(unittest.TestCase):
    def equal(self, text, value, **sizes):
        self.assertEqual(value_of(text, sizes), value, text)

    def test_sums_and_products(self):
        self.equal("0", 0)
        self.equal("2*n + 1", 15, n=7)
        self.equal("m*n + 3*n + 2", 6 + 9 + 2, m=2, n=3)
        self.equal("2*(n + 1)", 16, n=7)
        self.equal("n^2 + n^3*m", 9 + 27 * 2, n=3, m=2)

    def test_differences_end_at_zero(self):
        self.equal("n - m", 4, n=7, m=3)
        self.equal("n - m", 0, n=3, m=7)
        self.equal("2*(n - 1) + 1", 1, n=0)

    def test_functions(self):
        self.equal("max{m, n, 4}", 4, m=1, n=2)
        self.equal("max{m + 1, 2*n}*n", 12, m=5, n=2)
        for n, value in ((0, 0), (1, 1), (64, 1), (65, 2)):
            self.equal("ceil(n/64)", value, n=n)
        self.equal("ceil((n + 1)/(2*k))", 2, n=7, k=2)
        self.equal("ceil(n/k)", 7, n=7, k=0)
        for n, value in ((0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (1000, 10), (1024, 11)):
            self.equal("log(n)", value, n=n)

    def test_names(self):
        names = {"items->count": 2, "length(orders->first)": 3, "tables[i + 1].rows": 4, "turns@shop::load:2": 5,
                 "rows(PQexec(a, b))": 6, "size(this->v)": 7, "logs": 8, "maximum": 9, "length(*p)": 10}
        for name, value in names.items():
            self.assertEqual(value_of(name, names), value)
            self.assertEqual(value_of(f"2*{name} + 1", names), 2 * value + 1)
            self.assertEqual(value_of(f"max{{{name}, 1}}", names), value)
        self.assertEqual(value_of("items->count - logs", names), 0)

    def test_refused(self):
        for text in ("", "n +", "2n", "n n", "(n", "max{n", "max{}", "ceil(n)", "ceil(n/", "n^m", "n)", "length(n", "-n",
                     "n / 2", "__import__", "1 if n else 2"):
            with self.assertRaises(BadFormula, msg=text):
                value_of(text, {"n": 1, "m": 1})

    def test_unknown_name(self):
        with self.assertRaisesRegex(BadFormula, "`length\\(a\\)`"):
            value_of("n + length(a)", {"n": 1, "length(b)": 2})


if __name__ == "__main__":
    unittest.main()
