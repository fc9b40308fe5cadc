"""What a test file says about itself, and whether a result fits.

In a C or C++ file, each behind `//`:
    flags: -std=c11 -DX          for the compiler; the file's folder is the current one, testdata/include is searched
    with: other.c                more files of the same program
    config: x.yaml               instead of .tripcount.yaml
    options: --all               for tripcount analyze
    expect: call-in-loop {{REGEX}}      a finding of this rule on this line, whose message holds the expression
    expect@+2: ...  expect@-1: ...      on another line
    expect-verdict: batch        of the expectation before; `null` for none
    expect-severity: warning     of the expectation before
    expect-confidence: high      of the expectation before
    expect-after: n + 1          round trips after the fix, of the expectation before; `null` for none
    expect-cost f: 2*n + 1 (exact)      round trips of one execution of f; "(exact)" only where it is to be demanded
    expect-fix: {{REGEX}}        what is advised, of the expectation before
    expect-step: maker: {{REGEX}}       a step in a function, whose text holds the expression, of the expectation before
    expect-no-step: maker: {{REGEX}}    there is none; without a function: in none
    expect-site: ask: {{REGEX}}  a site of the expectation before, called in the function: `PQexec: up to 2*n`, `PQexec: 1`
    expect-no-site: ask: {{REGEX}}      there is none
    expect-none                  no finding in any file of the case
    expect-known-miss: call-in-loop {{REGEX}}   is not found yet; fails once it is
    expect-partial               the case is allowed to have errors
In a .region file, behind `;`: expect-cost alone."""
import re

COMMENT = re.compile(
    r"(?://|;)\s*(?P<key>flags|with|config|options|expect(?:-known-miss)?(?:@[+-]\d+)?|expect-verdict|expect-severity|expect-confidence|expect-after|expect-fix|expect-step|expect-no-step|expect-site|expect-no-site|expect-none|"
    r"expect-partial|expect-cost)(?P<rest>$|[:\s].*$)"
)
FINDING = re.compile(r"^:\s*(?P<rule>[a-z-]+)\s*(?:\{\{(?P<regex>.*)\}\})?\s*$")
STEP = re.compile(r"^(?:(?P<function>[^{]+?):\s*)?\{\{(?P<regex>.*)\}\}$")
COST = re.compile(r"^\s+(?P<function>.+?): (?P<formula>.+?)(?P<exact> \(exact\))?\s*$")


class BadComment(Exception):
    pass


class Expectations:
    """Of all files of one case."""

    def __init__(self):
        self.flags, self.companions, self.options, self.config = [], [], [], None
        self.findings, self.misses, self.costs = [], [], []
        self.says_none = self.may_be_partial = False

    def says_something(self):
        return bool(self.findings or self.misses or self.costs or self.says_none)

    def read(self, name, text):
        for number, line in enumerate(text.splitlines(), 1):
            match = COMMENT.search(line)
            if match is not None:
                self.read_comment(name, number, match.group("key"), match.group("rest"))

    def read_comment(self, name, number, key, rest):
        place = f"{name}:{number}"
        value = rest[1:].strip()
        if key == "flags":
            self.flags += value.split()
        elif key == "with":
            self.companions += value.split()
        elif key == "config":
            self.config = value
        elif key == "options":
            self.options += value.split()
        elif key == "expect-none":
            self.says_none = True
        elif key == "expect-partial":
            self.may_be_partial = True
        elif key == "expect-cost":
            match = COST.match(rest)
            if match is None:
                raise BadComment(f"{place}: not of the form `expect-cost FUNCTION: FORMULA`")
            self.costs.append((place, match["function"], match["formula"], match["exact"] is not None))
        elif key == "expect-verdict":
            if not self.findings:
                raise BadComment(f"{place}: expect-verdict stands before any expect")
            self.findings[-1]["verdict"] = (value,)
        elif key == "expect-severity":
            if not self.findings:
                raise BadComment(f"{place}: expect-severity stands before any expect")
            self.findings[-1]["severity"] = value
        elif key == "expect-confidence":
            if not self.findings:
                raise BadComment(f"{place}: expect-confidence stands before any expect")
            self.findings[-1]["confidence"] = value
        elif key == "expect-after":
            if not self.findings:
                raise BadComment(f"{place}: expect-after stands before any expect")
            self.findings[-1]["after"] = value
        elif key == "expect-fix":
            match = STEP.match(value)
            if match is None or match["function"] or not self.findings:
                raise BadComment(f"{place}: expect-fix is not of the form `{{{{REGEX}}}}`, or stands before any expect")
            self.findings[-1]["fix"] = re.compile(match["regex"])
        elif key in ("expect-step", "expect-no-step", "expect-site", "expect-no-site"):
            self.read_step(place, key, value)
        else:
            self.read_finding(name, number, key, rest)

    def read_step(self, place, key, value):
        match = STEP.match(value)
        if match is None or not self.findings:
            raise BadComment(f"{place}: {key} is not of the form `FUNCTION: {{{{REGEX}}}}`, or stands before any expect")
        step = (place, match["function"], re.compile(match["regex"]))
        self.findings[-1][key.removeprefix("expect-").replace("-", "_") + "s"].append(step)

    def read_finding(self, name, number, key, rest):
        key, _, offset = key.partition("@")
        match = FINDING.match(rest)
        if match is None:
            raise BadComment(f"{name}:{number}: not of the form `{key}: RULE {{{{REGEX}}}}`")
        try:
            regex = re.compile(match["regex"] or "")
        except re.error as error:
            raise BadComment(f"{name}:{number}: {error}") from error
        wanted = {"file": name, "line": number + int(offset or 0), "rule": match["rule"], "regex": regex,
                  "place": f"{name}:{number}", "verdict": None, "severity": None, "confidence": None, "after": None,
                  "fix": None, "steps": [], "no_steps": [], "sites": [], "no_sites": []}
        (self.findings if key == "expect" else self.misses).append(wanted)


def is_of_file(finding, name):
    return finding["file"] == name or finding["file"].endswith("/" + name)


def fits(wanted, finding):
    return (is_of_file(finding, wanted["file"]) and finding["line"] == wanted["line"]
            and finding["rule"] == wanted["rule"] and wanted["regex"].search(finding["message"]) is not None)


def to_paste(finding):
    """The comment that would expect this finding: its message, with what a regex would take for itself escaped."""
    escaped = re.sub(r"([\\.*+?^$|(){}\[\]])", r"\\\1", finding["message"])
    return f"// expect: {finding['rule']} {{{{{escaped}}}}}"


def site_text(site):
    roundtrips = site["roundtrips"]
    return f"{site['callee']}: {'' if roundtrips['exact'] else 'up to '}{roundtrips['expr']}"


def compare_steps(wanted, kind, steps):
    def has(function, regex):
        return any(function in (None, step["function"]) and regex.search(step["text"]) for step in steps)

    told = "; ".join(f"{step['function']}: {step['text']}" for step in steps)
    return ([f"{place}: no such {kind} in: {told}" for place, function, regex in wanted[kind + "s"]
             if not has(function, regex)]
            + [f"{place}: there is such a {kind} in: {told}" for place, function, regex in wanted["no_" + kind + "s"]
               if has(function, regex)])


def compare_findings(expectations, findings):
    problems, rest = [], list(findings)
    for wanted in expectations.findings:
        found = next((finding for finding in rest if fits(wanted, finding)), None)
        if found is None:
            problems.append(f"{wanted['place']}: missing: {wanted['rule']} at {wanted['file']}:{wanted['line']} "
                            f"{{{{{wanted['regex'].pattern}}}}}")
            continue
        rest.remove(found)
        if wanted["verdict"] is not None and (found["verdict"] or "null") != wanted["verdict"][0]:
            problems.append(f"{wanted['place']}: verdict {wanted['verdict'][0]} expected, paste: "
                            f"// expect-verdict: {found['verdict'] or 'null'}")
        if wanted["severity"] is not None and found["severity"] != wanted["severity"]:
            problems.append(f"{wanted['place']}: severity {wanted['severity']} expected, paste: "
                            f"// expect-severity: {found['severity']}")
        if wanted["confidence"] is not None and found["confidence"] != wanted["confidence"]:
            problems.append(f"{wanted['place']}: confidence {wanted['confidence']} expected, paste: "
                            f"// expect-confidence: {found['confidence']}")
        after = found["after_fix"]["expr"] if found.get("after_fix") else "null"
        if wanted["after"] is not None and after != wanted["after"]:
            problems.append(f"{wanted['place']}: {wanted['after']} expected after the fix, paste: "
                            f"// expect-after: {after}")
        fix = found.get("fix") or ""
        if wanted["fix"] is not None and not wanted["fix"].search(fix):
            problems.append(f"{wanted['place']}: {{{{{wanted['fix'].pattern}}}}} is not what is advised: {fix}")
        problems += compare_steps(wanted, "step", found.get("steps", []))
        sites = [{"function": site["function"], "text": site_text(site)} for site in found.get("sites", [])]
        problems += compare_steps(wanted, "site", sites)
    for wanted in expectations.misses:
        found = next((finding for finding in rest if fits(wanted, finding)), None)
        if found is not None:
            rest.remove(found)
            problems.append(f"{wanted['place']}: a known miss is found now, paste: {to_paste(found)}")
    for finding in rest:
        problems.append(f"{finding['file']}:{finding['line']}: unexpected, paste: {to_paste(finding)}")
    return problems


def compare_costs(expectations, costs):
    """`costs`: function -> list of (formula, is exact); a function that is not in it costs 0."""
    problems = []
    for place, function, formula, wants_exact in expectations.costs:
        found = costs.get(function, [("0", True)])
        if any(text == formula and (exact or not wants_exact) for text, exact in found):
            continue
        pastes = ", or ".join(f"expect-cost {function}: {text}{' (exact)' if exact else ''}" for text, exact in found)
        problems.append(f"{place}: {function} does not cost {formula}{' (exact)' if wants_exact else ''}, "
                        f"paste: {pastes}")
    return problems
