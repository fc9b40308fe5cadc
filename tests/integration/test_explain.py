"""The whole story of a finding, and why there is none."""
import unittest

from project import Case


class Explain(Case):
    def setUp(self):
        super().setUp()
        self.finding = self.project.analyze()["findings"][0]

    def test_every_way_to_name_it(self):
        story = self.project.run("explain", "1").stdout
        self.assertIn("PQexec", story)
        self.assertIn("src/util/city.c:5", story)
        place = f"src/orders.c:{self.finding['line']}"
        for what in (self.finding["fingerprint"], self.finding["fingerprint"][:6], place, place + ":20"):
            self.assertEqual(self.project.run("explain", what).stdout, story, what)
        here = self.project.run("explain", f"orders.c:{self.finding['line']}", folder=self.project.path("src")).stdout
        self.assertEqual(here, story)

    def test_place_as_printed(self):
        """Results name files from the root, wherever they are read."""
        place = f"src/orders.c:{self.finding['line']}"
        story = self.project.run("explain", place).stdout
        self.assertEqual(self.project.run("explain", place, folder=self.project.path("src")).stdout, story)
        answer = self.project.run("explain", "--why-not", "src/plain_0.c:4").stdout
        told = self.project.run("explain", "--why-not", "src/plain_0.c:4", folder=self.project.path("src")).stdout
        self.assertEqual(told, answer)

    def test_place_on_the_path(self):
        self.assertIn("load_orders", self.project.run("explain", "src/util/city.c:5").stdout)

    def test_function(self):
        self.assertIn("get_city", self.project.run("explain", "get_city").stdout)

    def test_what_is_not_there(self):
        self.assertIn("has 1", self.project.run("explain", "2", code=2).stderr)
        self.assertIn("'load_orders'", self.project.run("explain", "load_order", code=2).stderr)
        self.assertIn("--why-not", self.project.run("explain", "src/plain_0.c:4", code=2).stderr)
        self.project.run("explain", "0", code=2)
        self.project.run("explain", "ffffffffff", code=2)
        self.project.run("explain", "", code=2)

    def test_why_not(self):
        """Answers from what is stored: the sources may have gone."""
        answer = self.project.run("explain", "--why-not", "src/plain_0.c:4").stdout
        self.assertNotEqual(answer.strip(), "")
        self.assertEqual(self.project.run("explain", "--why-not", "plain_0.c:4", folder=self.project.path("src")).stdout,
                         answer)
        self.assertNotEqual(self.project.run("explain", "--why-not", "src/report.c:8").stdout, answer)
        self.project.run("explain", "--why-not", "src/plain_0.c", code=2)

    def test_why_not_of_what_is_reported(self):
        place = f"src/orders.c:{self.finding['line']}"
        answer = self.project.run("explain", "--why-not", place).stdout
        self.assertIn("Something is reported there", answer)
        self.assertIn(f"tripcount explain {place}\n", answer)
        self.assertEqual(len(answer.splitlines()), 2)


if __name__ == "__main__":
    unittest.main()
