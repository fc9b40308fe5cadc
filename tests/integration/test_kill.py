"""What dies costs no more than what it was doing: a worker its unit, a run nothing."""
import json
import os
import signal
import subprocess
import time
import unittest

from project import SECONDS, Case

CRASH, HANG = "TRIPCOUNT_WORKER_TEST_CRASH", "TRIPCOUNT_WORKER_TEST_HANG"


def fields_of(path):
    """The fields of a stat file of proc(5) behind the name; None when the process is gone."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()
    except OSError:
        return None


def children(process):
    """Ids of the living children of a process."""
    found = []
    for name in os.listdir("/proc"):
        fields = fields_of(f"/proc/{name}/stat") if name.isdigit() else None
        if fields is not None and int(fields[1]) == process and fields[0] != "Z":
            found.append(int(name))
    return found


def processor_time(process):
    """Of all its threads; None when one of them runs or would like to."""
    total = 0
    for task in os.listdir(f"/proc/{process}/task"):
        fields = fields_of(f"/proc/{process}/task/{task}/stat")
        if fields is None or fields[0] != "S":
            return None
        total += int(fields[11]) + int(fields[12])
    return total


def workers_stand_still(process):
    """Whether all workers sleep, for longer than a new job would let them."""
    try:
        before = [processor_time(child) for child in children(process)]
        if not before or None in before:
            return False
        for _ in range(5):
            time.sleep(0.1)
            if [processor_time(child) for child in children(process)] != before:
                return False
    except OSError:
        return False
    return True


def wait_for(condition, what):
    limit = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > limit:
            raise AssertionError(f"waited too long for {what}")
        time.sleep(0.02)


class Workers(Case):
    def failed(self, output):
        return [(unit["file"], unit["status"]) for unit in output["run"]["failed"]]

    def test_crash_costs_one_unit(self):
        output = self.project.analyze(code=3, env={CRASH: "plain_1"})
        self.assertEqual(self.failed(output), [("src/plain_1.c", "crash")])
        self.assertIn("SIGABRT", output["run"]["failed"][0]["message"])
        self.assertEqual(output["run"]["analysed"], len(self.project.units) - 1)
        self.assertEqual(len(output["findings"]), 1)

    def test_crash_is_tried_again(self):
        self.project.analyze(code=3, env={CRASH: "plain_1"})
        self.assertEqual(self.read_count(), 1)
        self.assertEqual(json.dumps(self.project.analyze()), json.dumps(json.loads(self.project.clean())))

    def test_every_unit_crashes(self):
        output = self.project.analyze("-j2", code=3, env={CRASH: ".c"})
        self.assertEqual(len(output["run"]["failed"]), len(self.project.units))
        self.assertEqual(output["findings"], [])

    def test_hang_is_stopped(self):
        # Long enough for a slow machine with sanitizers to start a worker, short enough to wait for.
        output = self.project.analyze("--unit-timeout", "6", "-j2", code=3, env={HANG: "plain_1"})
        self.assertEqual(self.failed(output), [("src/plain_1.c", "timeout")])
        self.assertEqual(len(output["findings"]), 1)

    def test_allowed_failures(self):
        self.project.write(".tripcount.yaml", "version: 1\nallow_failed: [src/plain_1.c]\n")
        output = self.project.analyze(code=0, env={CRASH: "plain_1"})
        self.assertEqual(self.failed(output), [("src/plain_1.c", "crash")])
        self.project.edit("src/plain_0.c", "int sum = 0;", "int sum = 1;")
        self.project.analyze(code=3, env={CRASH: "plain_"})

    def test_kill_of_a_worker(self):
        process = self.project.start("analyze", "--format", "json", "-j1", env={HANG: "plain_1"})
        wait_for(lambda: workers_stand_still(process.pid), "the worker to come to the unit")
        os.kill(children(process.pid)[0], signal.SIGKILL)
        output, errors = process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, 3, errors)
        output = json.loads(output)
        self.assertEqual(self.failed(output), [("src/plain_1.c", "crash")])
        self.assertIn("SIGKILL", output["run"]["failed"][0]["message"])


class Runs(Case):
    plain = 6

    def start_and_hang(self):
        """A run that stands at its last unit, with all others read."""
        process = self.project.start("analyze", "--format", "json", "-j2", env={HANG: "plain_5"})
        wait_for(lambda: workers_stand_still(process.pid), "the run to come to the unit that hangs")
        return process

    def test_kill_of_a_run(self):
        before = self.project.run("analyze", "--format", "json").stdout
        self.project.edit("src/orders.c", "int known = 0;", "int known = 1;")
        self.project.edit("src/plain_5.c", "int sum = 0;", "int sum = 1;")
        process = self.start_and_hang()
        workers = children(process.pid)
        process.kill()
        process.communicate(timeout=SECONDS)
        wait_for(lambda: not any(os.path.exists(f"/proc/{worker}") for worker in workers), "the workers to end")
        self.assertEqual(self.project.run("report", "--format", "json").stdout, before)
        self.assertEqual(self.project.run("analyze", "--format", "json", "--costs").stdout, self.project.clean())

    def stop_with(self, number, whole_group=False):
        before = self.project.run("analyze", "--format", "json").stdout
        self.project.edit("src/plain_0.c", "int sum = 0;", "int sum = 1;")
        self.project.edit("src/plain_5.c", "int sum = 0;", "int sum = 1;")
        process = self.start_and_hang()
        workers = children(process.pid)
        if whole_group:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        _, errors = process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, -number)
        self.assertIn("cancelled", errors)
        self.assertFalse(any(os.path.exists(f"/proc/{worker}") for worker in workers))
        self.assertEqual(self.project.run("report", "--format", "json").stdout, before)
        # What was read before is kept.
        self.assertEqual(self.read_count(), 1)

    def test_control_c(self):
        self.stop_with(signal.SIGINT)

    def test_control_c_on_a_terminal(self):
        """Which goes to the workers as well."""
        self.stop_with(signal.SIGINT, whole_group=True)

    def test_termination(self):
        self.stop_with(signal.SIGTERM)

    def test_first_run_stopped(self):
        process = self.start_and_hang()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)
        self.assertIn("tripcount analyze", self.project.run("report", code=2).stderr)
        self.assertEqual(self.project.run("analyze", "--format", "json", "--costs").stdout, self.project.clean())

    def test_two_runs_at_once(self):
        processes = [self.project.start("analyze", "--format", "json", "--costs", "-j2") for _ in range(3)]
        clean = self.project.clean()
        for process in processes:
            output, errors = process.communicate(timeout=SECONDS)
            self.assertEqual(process.returncode, 0, errors)
            self.assertEqual(output, clean)
        self.assertEqual(self.read_count(), 0)

    def test_two_runs_of_different_units(self):
        """Each takes the other's units out; both end well all the same."""
        self.project.run("analyze")
        process = self.project.start("analyze", "--format", "json", "--costs", "-j1")
        self.project.run("analyze", "src/plain_0.c", "--", "-DALONE")
        output, errors = process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(output, self.project.clean())

    def test_reader_that_goes_away(self):
        process = subprocess.Popen(self.project.command("analyze"), cwd=self.project.directory,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        self.assertIn(process.wait(timeout=SECONDS), (0, -signal.SIGPIPE))
        self.assertEqual(errors, b"")


if __name__ == "__main__":
    unittest.main()
