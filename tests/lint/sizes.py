"""A C file of more than 600 lines is warned about, one of more than 900 fails."""
from source import files, finish, read

WARNED, FORBIDDEN = 600, 900

problems = []
for path in files("analyzer", "tests"):
    count = read(path).count("\n")
    if count > FORBIDDEN:
        problems.append(f"{path}:{count}: more than {FORBIDDEN} lines")
    elif count > WARNED:
        print(f"warning: {path}:{count}: more than {WARNED} lines")
finish(problems, "sizes")
