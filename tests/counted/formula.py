"""Formulas as tripcount prints them in JSON, and their value at given sizes.

    2*n + 1   n - m (never below 0)   ceil(n/64)   log(n)   max{m, n, 4}   n^2   (n + 1)*length(list->next)

What is none of these is a name, such as `items->count`, `rows(res)`, `turns@load:2`: its value has to be given. The
meaning is that of analyzer/algebra/poly_walk.c. Nothing here is evaluated by Python's eval."""
import math
import re

NUMBER = re.compile(r"\d+")
# A name goes on over brackets that are balanced and over `->`; `-` alone is the operator.
NAME_START = re.compile(r"[A-Za-z_&~]")
NAME_PART = re.compile(r"->|::|[A-Za-z_0-9.@:~&]")
CLOSING = {"(": ")", "[": "]", "<": ">"}


class BadFormula(Exception):
    pass


class Parser:
    """value(text, sizes): recursive descent, one method per level of precedence."""

    def __init__(self, text, sizes):
        self.text, self.sizes, self.at = text, sizes, 0

    def fail(self, message):
        raise BadFormula(f"{message} at column {self.at + 1} of: {self.text}")

    def skip_spaces(self):
        while self.text[self.at:self.at + 1] == " ":
            self.at += 1

    def takes(self, word):
        self.skip_spaces()
        if not self.text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def demand(self, word):
        if not self.takes(word):
            self.fail(f"`{word}` is missing")

    def whole(self):
        value = self.sum()
        self.skip_spaces()
        if self.at != len(self.text):
            self.fail("not a formula")
        return value

    def sum(self):
        value = self.product()
        while True:
            if self.takes("+"):
                value += self.product()
            elif self.takes("-"):
                value = max(0, value - self.product())
            else:
                return value

    def product(self):
        value = self.power()
        while self.takes("*"):
            value *= self.power()
        return value

    def power(self):
        value = self.factor()
        if self.takes("^"):
            value **= self.number()
        return value

    def number(self):
        self.skip_spaces()
        match = NUMBER.match(self.text, self.at)
        if match is None:
            self.fail("a number is missing")
        self.at = match.end()
        return int(match.group())

    def factor(self):
        if self.takes("("):
            value = self.sum()
            self.demand(")")
            return value
        if self.takes("max{"):
            values = [self.sum()]
            while self.takes(","):
                values.append(self.sum())
            self.demand("}")
            return max(values)
        if self.takes("ceil("):
            value = self.sum()
            self.demand("/")
            divisor = self.factor()
            self.demand(")")
            return -(-value // max(1, divisor))
        if self.takes("log("):
            value = self.sum()
            self.demand(")")
            return 1 if value < 2 else math.floor(math.log2(value)) + 1
        self.skip_spaces()
        if self.text[self.at:self.at + 1].isdigit():
            return self.number()
        return self.name()

    def name(self):
        start = self.at
        if NAME_START.match(self.text, self.at) is None:
            self.fail("a number or a name is missing")
        while self.at < len(self.text):
            part = NAME_PART.match(self.text, self.at)
            if part is not None:
                self.at = part.end()
            elif self.text[self.at] in CLOSING:
                self.skip_brackets()
            else:
                break
        name = self.text[start:self.at]
        if name not in self.sizes:
            raise BadFormula(f"no value is given for `{name}`")
        return self.sizes[name]

    def skip_brackets(self):
        depth = []
        while self.at < len(self.text):
            letter = self.text[self.at]
            if self.text.startswith("->", self.at):
                self.at += 1
            elif letter in CLOSING:
                depth.append(CLOSING[letter])
            elif depth and letter == depth[-1]:
                depth.pop()
            self.at += 1
            if not depth:
                return
        self.fail("a bracket is not closed")


def value_of(text, sizes):
    """`sizes`: name -> number. Raises BadFormula."""
    return Parser(text, sizes).whole()
