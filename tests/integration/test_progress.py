"""The bar on a terminal, and the first screen. The terminal is one that the test makes."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import unittest

from project import SECONDS, Case


class Terminal(Case):
    plain = 10

    def run_on_terminal(self, *arguments, columns=100, env=None):
        """What a terminal of this width gets to see, and the exit code."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = self.project.environment(TERM="xterm", **(env or {}))
        environment.pop("NO_COLOR", None)
        process = subprocess.Popen(self.project.command(*arguments), cwd=self.project.directory, stdout=theirs,
                                   stderr=theirs, stdin=subprocess.DEVNULL, env=environment)
        os.close(theirs)
        seen = b""
        while True:
            ready, _, _ = select.select([ours], [], [], SECONDS)
            self.assertTrue(ready, "nothing more came")
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        os.close(ours)
        return seen.decode(), process.wait(timeout=SECONDS)

    def test_bar(self):
        text, code = self.run_on_terminal("analyze")
        self.assertEqual(code, 0)
        frames = re.findall(r"\r(\[[^\r]*?)\x1b\[K", text)
        self.assertTrue(frames)
        self.assertRegex(frames[0], rf"\] 0/{len(self.project.units)}")
        for frame in frames:
            self.assertLess(len(frame), 100)
        self.assertIn("\r\x1b[K", text)
        # Erased before the result, and never drawn after it.
        self.assertLess(text.rindex("\r["), text.index("tripcount 0."))

    def test_narrow(self):
        text, _ = self.run_on_terminal("analyze", columns=24)
        for frame in re.findall(r"\r(\[[^\r]*?)\x1b\[K", text):
            self.assertLess(len(frame), 24)

    def test_failed_units_are_counted(self):
        text, code = self.run_on_terminal("analyze", "-j1", env={"TRIPCOUNT_WORKER_TEST_CRASH": ".c"})
        self.assertEqual(code, 3)
        self.assertIn("failed", text)

    def test_hostile_name(self):
        self.project.add("src/a\x1b[31m.c", "int hostile;\n")
        self.project.write_commands()
        text, _ = self.run_on_terminal("analyze", env={"NO_COLOR": "1"})
        self.assertNotIn("\x1b[31m", text.replace("\x1b[31m\x1b", ""))

    def test_never(self):
        text, _ = self.run_on_terminal("analyze", "--progress", "never")
        self.assertNotIn("\r[", text)
        text, _ = self.run_on_terminal("analyze", "-q")
        self.assertNotIn("\r[", text)

    def test_first_screen(self):
        text, _ = self.run_on_terminal("analyze", "--progress", "never")
        for part in ("libpq", "src/orders.c", "tripcount explain 1"):
            self.assertIn(part, text)

    def test_numbers_stay_when_paths_select(self):
        """What is shown as number 2 is number 2 for explain."""
        self.project.write("src/plain_0.c", '#include "city.h"\nvoid all(PGconn *db, int k) {\n'
                                            "    for (int i = 0; i < k; i++)\n        PQexec(db, \"\");\n}\n")
        self.project.units["src/plain_0.c"] = ["-I../include"]
        self.project.write_commands()
        findings = self.project.analyze()["findings"]
        for number, finding in enumerate(findings, 1):
            text, _ = self.run_on_terminal("analyze", finding["file"], "--progress", "never", "--color", "never")
            self.assertRegex(text, rf"(?m)^ *{number} +")
            self.assertIn(f"tripcount explain {number}", text)
        self.assertEqual(len(findings), 2)


if __name__ == "__main__":
    unittest.main()
