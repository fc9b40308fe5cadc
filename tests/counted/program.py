"""What a counted program says about itself, and whether that, tripcount's formula and the counts fit together.

In any file of the program, each behind `//`:
    count: load_orders           the function under test, once
    formula: 2*n + 1 (exact)     its round trips as tripcount has to tell them, once; "(exact)": equal at every size
    run: n=7 m=3                 one run of the program, with its sizes; two or more
    where: length(list) = n      what a name in the formula is, by the sizes
    tight                        of a formula that is not exact: some run reaches it
    loose: REASON                or none does, and why
    sends: 2*n                   what goes out without waiting; never more than that
    known-miss: REASON           tripcount's formula does not hold yet; fails once it does. `formula` says what would hold"""
import re

from formula import BadFormula, value_of

COMMENT = re.compile(r"^\s*//\s*(?P<key>count|formula|run|where|tight|loose|sends|known-miss)(?::\s*(?P<value>.*?))?\s*$")
# A key that is misspelled must not be taken for prose.
ALIKE = re.compile(r"^\s*//\s*(?P<key>[a-z][a-z-]*):")
FORMULA = re.compile(r"^(?P<text>.+?)(?P<exact> \(exact\))?$")
WHERE = re.compile(r"^(?P<name>.+?) = (?P<text>.+)$")
SIZE = re.compile(r"^(?P<name>[a-z_]\w*)=(?P<number>\d+)$")
OUTPUT = re.compile(r"^trips (\d+)\nsends (\d+)\n$")


class BadProgram(Exception):
    pass


class Program:
    def __init__(self):
        self.function = self.formula = self.sends = self.miss = self.loose = None
        self.is_exact = self.is_tight = False
        self.runs, self.names = [], []

    def read(self, name, text):
        for number, line in enumerate(text.splitlines(), 1):
            place = f"{name}:{number}"
            match = COMMENT.match(line)
            if match is not None:
                self.read_comment(place, match["key"], match["value"])
            elif ALIKE.match(line):
                raise BadProgram(f"{place}: there is no `{ALIKE.match(line)['key']}:`")

    def read_comment(self, place, key, value):
        if (key == "tight") != (value is None) or value == "" and key != "run":
            raise BadProgram(f"{place}: `{key}` {'takes no value' if value else 'takes a value'}")
        if key == "run":
            self.runs.append(sizes_of(place, value))
        elif key == "where":
            match = WHERE.match(value)
            if match is None:
                raise BadProgram(f"{place}: not of the form `where: NAME = FORMULA`")
            self.names.append((match["name"], match["text"]))
        elif key == "tight":
            self.is_tight = True
        elif key == "formula":
            self.set_once(place, "formula", FORMULA.match(value)["text"])
            self.is_exact = FORMULA.match(value)["exact"] is not None
        else:
            self.set_once(place, {"count": "function", "known-miss": "miss"}.get(key, key), value)

    def set_once(self, place, attribute, value):
        if getattr(self, attribute) is not None:
            raise BadProgram(f"{place}: said twice")
        setattr(self, attribute, value)

    def check(self):
        """Raises BadProgram for a program that could not fail."""
        if self.function is None:
            raise BadProgram("no `count:` names the function under test")
        if self.formula is None:
            raise BadProgram("no `formula:` says what is expected")
        if len({tuple(sorted(run.items())) for run in self.runs}) < 2:
            raise BadProgram("fewer than two different `run:`")
        if not self.is_exact and not self.is_tight and self.loose is None:
            raise BadProgram("a formula that is not exact is `tight`, or `loose: REASON`")
        if self.is_tight and self.loose is not None or self.is_exact and (self.is_tight or self.loose is not None):
            raise BadProgram("a formula is exact, or tight, or loose")

    def values(self, run):
        """What the names of a formula are in a run."""
        values = dict(run)
        for name, text in self.names:
            values[name] = value_of(text, values)
        return values


def sizes_of(place, text):
    sizes = {}
    for word in text.split():
        match = SIZE.match(word)
        if match is None or match["name"] in sizes:
            raise BadProgram(f"{place}: `run:` takes sizes such as `n=7`, each once")
        sizes[match["name"]] = int(match["number"])
    return sizes


def counts_of(output):
    """(round trips, sends) that a run has printed, or BadProgram."""
    match = OUTPUT.match(output)
    if match is None:
        raise BadProgram(f"not the output of a counted program: {output!r}")
    return int(match[1]), int(match[2])


def text_of(run):
    return " ".join(f"{name}={number}" for name, number in run.items()) or "no sizes"


def compare_counts(program, formula, is_exact, trips):
    """Problems of a formula with the round trips of each run."""
    problems = []
    for run, count in zip(program.runs, trips):
        value = value_of(formula, program.values(run))
        if count > value:
            problems.append(f"{text_of(run)}: {count} round trips, more than {formula} = {value}")
        elif is_exact and count < value:
            problems.append(f"{text_of(run)}: {count} round trips, not {formula} = {value} (exact)")
    return problems


def compare_tight(program, trips):
    """That nothing costs nothing shows neither."""
    reached = any(count == value_of(program.formula, program.values(run)) != 0
                  for run, count in zip(program.runs, trips))
    if program.is_tight and not reached:
        return [f"{program.formula} is said to be tight, but no run reaches it"]
    if program.loose is not None and reached:
        return [f"{program.formula} is said to be loose, but a run reaches it"]
    return []


def compare_sends(program, told, sends):
    if program.sends is None:
        return []
    problems = [] if told == program.sends else [f"sends {told}, paste: // sends: {told}"]
    for run, count in zip(program.runs, sends):
        value = value_of(program.sends, program.values(run))
        if count > value:
            problems.append(f"{text_of(run)}: {count} sends, more than {program.sends} = {value}")
    return problems


def judge(program, told, counts):
    """Problems. `told`: (formula, is exact, sends) of tripcount; `counts`: (round trips, sends) of each run."""
    try:
        return problems_of(program, told, counts)
    except BadFormula as error:
        return [f"tripcount tells {told[0]}: {error}"]


def problems_of(program, told, counts):
    formula, is_exact, sent = told
    trips, sends = [count[0] for count in counts], [count[1] for count in counts]
    expected = f"{program.formula}{' (exact)' if program.is_exact else ''}"
    paste = f"// formula: {formula}{' (exact)' if is_exact else ''}"
    problems = [f"the comment's formula does not hold: {problem}"
                for problem in compare_counts(program, program.formula, program.is_exact, trips)]
    problems += compare_tight(program, trips)
    wrong = compare_counts(program, formula, is_exact, trips)
    if program.miss is not None:
        if not wrong:
            problems.append(f"a known miss holds now: take out `known-miss`, paste: {paste}")
        return problems
    if (formula, is_exact) != (program.formula, program.is_exact):
        problems.append(f"{program.function} does not cost {expected}, paste: {paste}")
        problems += [f"tripcount's formula does not hold: {problem}" for problem in wrong]
    return problems + compare_sends(program, sent, sends)
