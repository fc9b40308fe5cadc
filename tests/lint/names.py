"""No names that C reserves, no `_t`, no typedefs of structs: in analyzer/ and tests/."""
import re

from source import code_only, files, finish, line_of, read

RULES = [
    # Functions are declared and defined at the left margin, calls never are.
    (re.compile(r"^(?![ \t#}])(?:[^\n;={(]*?[\s*])?((?:str|mem|is|to)[a-z]\w*)\(", re.M),
     "the function name {} is reserved (str, mem, is, to and a lower-case letter)"),
    (re.compile(r"^[ \t]*#[ \t]*define[ \t]+(_[A-Z_]\w*)(?<!_GNU_SOURCE)", re.M), "the name {} is reserved"),
    (re.compile(r"\b(?:struct|union|enum)\s+(\w+_t|_[A-Z_]\w*)\b", re.M), "the name {} is reserved"),
    (re.compile(r"^(?![ \t#])(?:[^\n;={(]*?[\s*])?(_(?!Static_assert\b|Generic\b|Alignas\b)\w+)\(", re.M), "the function name {} is reserved"),
    (re.compile(r"\btypedef\b[^;{}]*?\b(\w+_t)\s*(?:;|\[|\)\s*\()"), "the name {} ends with _t, which POSIX reserves"),
    (re.compile(r"\}\s*(\w+_t)\s*;"), "the name {} ends with _t, which POSIX reserves"),
    # One that goes on with a parenthesis names a function's type.
    (re.compile(r"\b(typedef\s+(?:const\s+)?(?:struct|union|enum)\b\s*\w*)(?=\s*\{|[^;({]*;)"), "{}: the tag is the name"),
]

problems = []
for path in files("analyzer", "tests"):
    text = code_only(read(path))
    for rule, message in RULES:
        for match in rule.finditer(text):
            name = " ".join(match.group(1).split())
            problems.append(f"{path}:{line_of(text, match.start(1))}: {message.format(name)}")
finish(sorted(set(problems)), "names")
