"""Every folder of tests/unit is a module, and every test in it asserts something, itself or through its helpers."""
import os
import re

from source import ROOT, code_only, files, finish, line_of, read

# clang-format begins a function at the left margin and ends it there, or all on one line.
FUNCTION = re.compile(r"^(?![ \t#}])[^\n;={]*?\b(\w+)\([^;{]*?\)\s*\{([^\n]*\}[ \t]*$|.*?^\})", re.M | re.S)
ASSERTION = re.compile(r"\b(?:assert_\w+|fail_msg|fail)\s*\(")
REGISTER = re.compile(r"\bcmocka_unit_test\w*$")
CALL = re.compile(r"\b(\w+)\s*\(")


def asserting(functions):
    """Names of the functions and macros that reach an assertion."""
    good = {name for name, (body, _) in functions.items() if ASSERTION.search(body)}
    while True:
        more = {name for name, (body, _) in functions.items() if name not in good and good & set(CALL.findall(body))}
        if not more:
            return good
        good |= more


def registered_in(text, functions):
    """What is handed to cmocka_unit_test(...), or to a macro that stands for it."""
    names = {name for name, (body, _) in functions.items() if "cmocka_unit_test" in body and name != "main"}
    return [argument for call, argument in re.findall(r"\b(\w+)\(\s*(\w+)", text)
            if REGISTER.match(call) or call in names]


def functions_of(text):
    found = {m.group(1): (m.group(2), line_of(text, m.start(1))) for m in FUNCTION.finditer(text)}
    for match in re.finditer(r"^#define (\w+)\(((?:[^\n]*\\\n)*[^\n]*)", text, re.M):
        found[match.group(1)] = (match.group(2), line_of(text, match.start()))
    return found


problems = []
helpers = {}
for path in files("tests/unit", endings=(".h",)):
    helpers.update(functions_of(code_only(read(path))))
for path in files("tests/unit"):
    parts = path.split("/")
    if len(parts) != 4:
        if path.endswith(".c"):
            problems.append(f"{path}:1: not in tests/unit/MODULE/")
        continue
    if not os.path.isdir(os.path.join(ROOT, "analyzer", parts[2])):
        problems.append(f"{path}:1: there is no module analyzer/{parts[2]}")
    if not path.endswith(".c"):
        continue
    if not parts[3].startswith("test_"):
        problems.append(f"{path}:1: no program is made of it: its name does not begin with test_")
        continue
    text = code_only(read(path))
    functions = {**helpers, **functions_of(text)}
    good = asserting(functions)
    registered = registered_in(text, functions)
    if not registered:
        problems.append(f"{path}:1: no test is registered")
    if not ASSERTION.search(text):
        problems.append(f"{path}:1: no assertion")
    for name in registered:
        if name not in good and name in functions:
            problems.append(f"{path}:{functions[name][1]}: {name} asserts nothing: it cannot fail")
finish(problems, "unit tests")
