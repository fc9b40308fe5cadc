"""The golden runner itself: missing and unexpected findings fail, known misses that are found fail."""
import unittest

from expectations import BadComment, Expectations, compare_costs, compare_findings, to_paste


def finding(line, message="f() waits", rule="call-in-loop", verdict=None, file="testdata/x/a.c"):
    return {"file": file, "line": line, "rule": rule, "message": message, "verdict": verdict}


def expectations(text):
    result = Expectations()
    result.read("a.c", text)
    return result


class Findings(unittest.TestCase):
    def problems(self, text, *findings):
        return compare_findings(expectations(text), list(findings))

    def test_fits(self):
        self.assertEqual(self.problems("f(); // expect: call-in-loop {{f\\(\\) waits}}\n", finding(1)), [])
        self.assertEqual(self.problems("// expect@+2: call-in-loop\n\nf();\n", finding(3)), [])
        self.assertEqual(self.problems("f();\n// expect@-1: call-in-loop\n", finding(1)), [])

    def test_missing(self):
        for other in (finding(2), finding(1, rule="budget-exceeded"), finding(1, message="g()"),
                      finding(1, file="testdata/x/b.c"), finding(1, file="testdata/x/aa.c")):
            problems = self.problems("// expect: call-in-loop {{f}}\n", other)
            self.assertEqual(len(problems), 2, other)
            self.assertIn("missing", problems[0])
            self.assertIn("unexpected", problems[1])

    def test_one_finding_serves_one_expectation(self):
        self.assertEqual(len(self.problems("// expect: call-in-loop\n// expect@-1: call-in-loop\n", finding(1))), 1)

    def test_paste_fits(self):
        odd = finding(1, message="a[i](*) + {b}? $1 \\ ^|")
        self.assertEqual(self.problems(to_paste(odd) + "\n", odd), [])

    def test_verdict(self):
        text = "f(); // expect: call-in-loop\n// expect-verdict: batch\n"
        self.assertEqual(self.problems(text, finding(1, verdict="batch")), [])
        self.assertEqual(len(self.problems(text, finding(1, verdict=None))), 1)
        self.assertEqual(self.problems(text.replace("batch", "null"), finding(1)), [])

    def test_confidence(self):
        text = "f(); // expect: call-in-loop\n// expect-confidence: high\n"
        self.assertEqual(self.problems(text, finding(1) | {"confidence": "high"}), [])
        self.assertEqual(len(self.problems(text, finding(1) | {"confidence": "low"})), 1)
        with self.assertRaises(BadComment):
            expectations("// expect-confidence: high\n")

    def test_steps(self):
        text = "f(); // expect: call-in-loop\n// expect-step: make: {{adds one}}\n// expect-no-step: make: {{adds two}}\n"
        steps = [{"function": "make", "text": "add() adds one item"}, {"function": "other", "text": "adds two"}]
        self.assertEqual(self.problems(text, finding(1) | {"steps": steps}), [])
        self.assertEqual(len(self.problems(text, finding(1) | {"steps": []})), 1)
        steps[1]["function"] = "make"
        self.assertEqual(len(self.problems(text, finding(1) | {"steps": steps})), 1)
        self.assertEqual(len(self.problems("f(); // expect: call-in-loop\n// expect-step: {{adds}}\n", finding(1))), 1)

    def test_sites(self):
        text = "f(); // expect: call-in-loop\n// expect-site: ask: {{^PQexec: up to n$}}\n// expect-no-site: ask: {{: n$}}\n"
        site = {"callee": "PQexec", "function": "ask", "roundtrips": {"expr": "n", "value": 10, "exact": False}}
        self.assertEqual(self.problems(text, finding(1) | {"sites": [site]}), [])
        self.assertEqual(len(self.problems(text, finding(1))), 1)
        site["roundtrips"]["exact"] = True
        self.assertEqual(len(self.problems(text, finding(1) | {"sites": [site]})), 2)

    def test_fix(self):
        text = "f(); // expect: call-in-loop\n// expect-fix: {{once before}}\n"
        self.assertEqual(self.problems(text, finding(1) | {"fix": "hoist: ask once before the loop"}), [])
        self.assertEqual(len(self.problems(text, finding(1) | {"fix": "batch"})), 1)
        self.assertEqual(len(self.problems(text, finding(1))), 1)

    def test_severity(self):
        text = "f(); // expect: call-in-loop\n// expect-severity: note\n"
        self.assertEqual(self.problems(text, finding(1) | {"severity": "note"}), [])
        self.assertEqual(len(self.problems(text, finding(1) | {"severity": "error"})), 1)

    def test_after(self):
        text = "f(); // expect: call-in-loop\n// expect-after: n + 1\n"
        self.assertEqual(self.problems(text, finding(1) | {"after_fix": {"expr": "n + 1"}}), [])
        self.assertEqual(len(self.problems(text, finding(1) | {"after_fix": {"expr": "n"}})), 1)
        self.assertEqual(len(self.problems(text, finding(1) | {"after_fix": None})), 1)
        self.assertEqual(self.problems(text.replace("n + 1", "null"), finding(1)), [])

    def test_known_miss(self):
        text = "f(); // expect-known-miss: call-in-loop {{f}}\n"
        self.assertEqual(self.problems(text), [])
        self.assertIn("found now", self.problems(text, finding(1))[0])

    def test_bad_comments(self):
        for text in ("// expect: \n", "// expect: call-in-loop {{(}}\n", "// expect-verdict: batch\n", "// expect-after: 1\n", "// expect-severity: note\n", "// expect-step: {{x}}\n", "f(); // expect: call-in-loop\n// expect-step: x\n",
                     "// expect-cost f\n", "// expect: call-in-loop waits\n"):
            with self.assertRaises(BadComment, msg=text):
                expectations(text)

    def test_directives(self):
        read = expectations("// flags: -std=c11 -DX=1\n// with: b.c c.c\n// expect-none\n// options: --all\n")
        self.assertEqual((read.flags, read.companions, read.options), (["-std=c11", "-DX=1"], ["b.c", "c.c"], ["--all"]))
        self.assertTrue(read.says_something())
        self.assertFalse(expectations("int main(void); // nothing here: expected\n").says_something())


class Costs(unittest.TestCase):
    def problems(self, text, costs):
        return compare_costs(expectations(text), costs)

    def test_formula(self):
        self.assertEqual(self.problems("// expect-cost f: 2*n + 1\n", {"f": [("2*n + 1", False)]}), [])
        self.assertEqual(self.problems("// expect-cost ns::f: n (exact)\n", {"ns::f": [("n", True)]}), [])
        self.assertEqual(self.problems("; expect-cost f: 0\n", {}), [])
        self.assertEqual(self.problems("// expect-cost f: n\n", {"f": [("m", True), ("n", True)]}), [])

    def test_other(self):
        self.assertEqual(len(self.problems("// expect-cost f: n\n", {"f": [("n + 1", True)]})), 1)
        self.assertEqual(len(self.problems("// expect-cost f: n (exact)\n", {"f": [("n", False)]})), 1)
        self.assertEqual(len(self.problems("// expect-cost f: n\n", {})), 1)


if __name__ == "__main__":
    unittest.main()
