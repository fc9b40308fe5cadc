"""The runner itself: a formula that is wrong fails, and so does a program that shows nothing. Environment: TRIPCOUNT,
PROGRAM, the built programs/direct.c."""
import os
import tempfile
import unittest

from program import BadProgram, Program, counts_of, judge
from run import problems_of

DIRECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs", "direct.c")


def program(text):
    result = Program()
    result.read("x.c", text)
    result.check()
    return result


def n_times(formula, more=""):
    return program(f"// count: f\n// formula: {formula}\n// run: n=0\n// run: n=3\n{more}")


class Judging(unittest.TestCase):
    def problems(self, wanted, told, trips, sends=(0, 0)):
        return judge(wanted, told, list(zip(trips, sends)))

    def refuses(self, wanted, told, trips, regex, sends=(0, 0)):
        problems = self.problems(wanted, told, trips, sends)
        self.assertRegex("\n".join(problems), regex)

    def test_fits(self):
        self.assertEqual(self.problems(n_times("n (exact)"), ("n", True, "0"), (0, 3)), [])
        self.assertEqual(self.problems(n_times("n", "// tight\n"), ("n", False, "0"), (0, 3)), [])
        self.assertEqual(self.problems(n_times("n + 1", "// loose: x\n"), ("n + 1", False, "0"), (0, 3)), [])

    def test_more_than_the_formula(self):
        for is_exact, line in ((True, ""), (False, "// tight\n")):
            wanted = n_times(f"n{' (exact)' if is_exact else ''}", line)
            self.refuses(wanted, ("n", is_exact, "0"), (0, 4), "n=3: 4 round trips, more than n = 3")

    def test_less_than_an_exact_formula(self):
        self.refuses(n_times("n (exact)"), ("n", True, "0"), (0, 2), "n=3: 2 round trips, not n = 3")

    def test_formula_of_the_comment_is_another(self):
        for told in (("n", False, "0"), ("n + 0", True, "0"), ("0", True, "0")):
            self.refuses(n_times("n (exact)"), told, (0, 3), "f does not cost n \\(exact\\), paste: // formula: ")

    def test_tight_and_loose(self):
        self.refuses(n_times("n + 1", "// tight\n"), ("n + 1", False, "0"), (0, 3), "no run reaches it")
        self.refuses(n_times("n", "// loose: x\n"), ("n", False, "0"), (0, 3), "a run reaches it")
        self.refuses(n_times("n", "// tight\n"), ("n", False, "0"), (0, 2), "no run reaches it")
        self.assertEqual(self.problems(n_times("n", "// loose: x\n"), ("n", False, "0"), (0, 2)), [])

    def test_name_without_value(self):
        self.refuses(n_times("m (exact)"), ("m", True, "0"), (0, 3), "no value is given for `m`")

    def test_where(self):
        wanted = n_times("length(p) (exact)", "// where: length(p) = n + 1\n")
        self.assertEqual(self.problems(wanted, ("length(p)", True, "0"), (1, 4)), [])
        self.refuses(wanted, ("length(p)", True, "0"), (1, 3), "not length")

    def test_sends(self):
        wanted = n_times("n (exact)", "// sends: 2*n\n")
        self.assertEqual(self.problems(wanted, ("n", True, "2*n"), (0, 3), (0, 6)), [])
        self.refuses(wanted, ("n", True, "n"), (0, 3), "paste: // sends: n", (0, 3))
        self.refuses(wanted, ("n", True, "2*n"), (0, 3), "7 sends, more than", (0, 7))

    def test_known_miss(self):
        wanted = n_times("n (exact)", "// known-miss: not yet\n")
        self.assertEqual(self.problems(wanted, ("0", True, "0"), (0, 3)), [])
        self.assertEqual(self.problems(wanted, ("2*n", True, "0"), (0, 3)), [])
        self.refuses(wanted, ("n", True, "0"), (0, 3), "holds now.*paste: // formula: n \\(exact\\)")
        self.refuses(wanted, ("2*n", False, "0"), (0, 3), "holds now")
        self.refuses(wanted, ("length(p)", True, "0"), (0, 3), "no value is given for `length\\(p\\)`")
        self.refuses(wanted, ("0", True, "0"), (0, 4), "the comment's formula does not hold")


class Comments(unittest.TestCase):
    def refuses(self, text, regex):
        with self.assertRaisesRegex(BadProgram, regex):
            program(text)

    def test_what_could_not_fail(self):
        self.refuses("", "count:")
        self.refuses("// count: f\n// run: n=1\n// run: n=2\n", "formula:")
        self.refuses("// count: f\n// formula: n (exact)\n", "two different")
        self.refuses("// count: f\n// formula: n (exact)\n// run: n=1\n// run: n=1\n", "two different")
        self.refuses("// count: f\n// formula: n\n// run: n=1\n// run: n=2\n", "loose")
        self.refuses("// count: f\n// formula: n (exact)\n// run: n=1\n// run: n=2\n// tight\n", "exact, or tight")

    def test_what_is_not_understood(self):
        self.refuses("// count: f\n// count: g\n", "x.c:2: said twice")
        self.refuses("// runs: n=1\n", "x.c:1: there is no `runs:`")
        self.refuses("// run: n\n", "sizes")
        self.refuses("// run: n=1 n=2\n", "each once")
        self.refuses("// where: n\n", "form")
        self.refuses("// tight: n\n", "no value")
        self.refuses("// known-miss:\n", "a value")

    def test_output(self):
        self.assertEqual(counts_of("trips 3\nsends 1\n"), (3, 1))
        for text in ("", "trips 3\n", "trips 3\nsends 1\ntrips 3\nsends 1\n", "trips x\nsends 1\n"):
            with self.assertRaisesRegex(BadProgram, "not the output"):
                counts_of(text)


class WholeRuns(unittest.TestCase):
    """programs/direct.c with one line changed, against the same binary."""

    def problems(self, old="", new="", binary=None):
        with open(DIRECT, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with tempfile.TemporaryDirectory() as temporary:
            source = os.path.join(temporary, "direct.c")
            with open(source, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
            return "\n".join(problems_of(os.environ["TRIPCOUNT"], binary or os.environ["PROGRAM"], [source]))

    def test_fits(self):
        self.assertEqual(self.problems(), "")

    def test_wrong_formula_in_the_comment(self):
        self.assertRegex(self.problems("formula: n + 1 (exact)", "formula: n (exact)"), "does not cost n \\(exact\\)")

    def test_wrong_formula_of_tripcount(self):
        loop = "i < n; i++"
        for other, regex in (("i + 1 < n; i++", "more than"), ("i <= n; i++", "not n \\+ 2 = "), ("i < n; i += 2", "more than")):
            self.assertRegex(self.problems(loop, other), f"tripcount's formula does not hold: .*{regex}")

    def test_unknown_function(self):
        self.assertRegex(self.problems("count: close_orders", "count: shut_orders"), "knows no function shut_orders")

    def test_source_that_cannot_be_read(self):
        self.assertRegex(self.problems('"libpq-fe.h"', '"libpq-none.h"'), "not found")

    def test_program_that_prints_nothing_or_fails(self):
        self.assertRegex(self.problems(binary="/bin/true"), "not the output of a counted program: ''")
        self.assertRegex(self.problems(binary="/bin/false"), "exit code 1")

    def test_missing_size(self):
        self.assertRegex(self.problems("run: n=7", "run: k=7"), "no size n was given")


if __name__ == "__main__":
    unittest.main()
