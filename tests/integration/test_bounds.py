"""What people say about turns - comments and `turns:` - caps the count, is listed as assumed, and never fails silently."""
import unittest

from project import Case

ORDERS = """#include <libpq-fe.h>
struct orders { int n; int *ids; };
int more(void);
void load(PGconn *c, struct orders *o) {
    int i;
    for (i = 0; i < o->n; i++)
        PQclear(PQexec(c, "SELECT 1"));
}
void poll(PGconn *c) {
    for (;;) {
        PQclear(PQexec(c, "SELECT 1"));
        if (more() == 3)
            return;
    }
}
void both(PGconn *c, int n, int m) {
    for (int i = 0; i < n; i++) /* tripcount: n <= 6 (shards) */
        for (int j = 0; j < m; j++)
            PQclear(PQexec(c, "SELECT 1"));
}
"""


class Bounds(Case):
    def setUp(self):
        super().setUp()
        self.project.add("src/bounds.c", ORDERS)
        self.project.write_commands()

    def config(self, text):
        self.project.write(".tripcount.yaml", "version: 1\n" + text)

    def finding(self, output, function):
        return next(finding for finding in output["findings"] if finding["function"] == function)

    def test_config_caps(self):
        self.config("turns:\n  - {function: load, turns: o->n, at_most: 40, because: page}\n"
                    "  - {function: poll, turns: 'turns@poll:1', at_most: 5}\n")
        output = self.project.analyze()
        load = self.finding(output, "load")
        self.assertEqual(load["roundtrips"]["expr"], "40")
        self.assertFalse(load["roundtrips"]["exact"])
        self.assertEqual(load["roundtrips"]["assumed"], [{"atom": "o->n", "value": 40, "from": "config"}])
        self.assertEqual(self.finding(output, "poll")["roundtrips"]["value"], 5)
        self.assertEqual(output["run"]["remarks"], [])

    def test_another_function_is_not_meant(self):
        self.config("turns:\n  - {function: both, turns: o->n, at_most: 40}\n")
        output = self.project.analyze()
        self.assertEqual(self.finding(output, "load")["roundtrips"]["expr"], "o->n")
        self.assertEqual([(remark["file"], remark["line"], remark["column"], remark["message"])
                          for remark in output["run"]["remarks"]],
                         [(".tripcount.yaml", 3, 5, "no loop around a round trip in both() runs 'o->n' times")])

    def test_a_comment_wins_over_the_config(self):
        self.config("turns:\n  - {function: both, turns: n, at_most: 2}\n")
        both = self.finding(self.project.analyze(), "both")
        self.assertEqual(both["roundtrips"]["expr"], "6*m")
        self.assertIn({"atom": "n", "value": 6, "from": "bound"}, both["roundtrips"]["assumed"])
        self.assertIn({"atom": "m", "value": 1000, "from": "default"}, both["roundtrips"]["assumed"])

    def test_what_cannot_be_followed_is_told_on_every_run(self):
        self.project.edit("src/bounds.c", "n <= 6 (shards)", "n < 6")
        self.project.edit("src/bounds.c", "int more(void);", "int more(void); // tripcount: <= 4")
        for _ in range(2):
            run = self.project.run("analyze", "--format", "text")
            self.assertIn("src/bounds.c:17:36: cannot read 'tripcount: n < 6'", run.stderr)
            self.assertIn("src/bounds.c:3:20: 'tripcount: <= 4' belongs to no loop", run.stderr)
        remarks = self.project.analyze()["run"]["remarks"]
        self.assertEqual([remark["line"] for remark in remarks], [3, 17])

    def test_a_wrong_entry_is_refused(self):
        self.config("turns:\n  - {function: load, turns: o->n, most: 40}\n")
        run = self.project.run("analyze", code=2)
        self.assertIn(".tripcount.yaml:3:35: unknown key 'most'", run.stderr)


if __name__ == "__main__":
    unittest.main()
