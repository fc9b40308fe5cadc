"""No writable variable of static lifetime outside analyzer/cmd/main.c, but for the log level.

Asked of the object files, so that no way of writing one escapes. Tables of constants with addresses in them are moved
into place by the loader and stand in .data.rel.ro: those are not writable. usage: state.py ROOT OBJDUMP LIST"""
import os
import re
import subprocess
import sys

from source import finish

WRITABLE = re.compile(r"^\.(data(?!\.rel\.ro)|bss|tdata|tbss|sdata|sbss)|^\*COM\*$")
ALLOWED = {("base/log.c", "current_level")}
# 0000000000000000 l     O .data	0000000000000004 current_level
LINE = re.compile(r"^[0-9a-f]{8,16} (.{7}) (\S+)\s+[0-9a-f]+\s+(?:\.hidden )?(\S+)$")

objdump, list_path = sys.argv[2:4]
problems, seen_log = [], False
with open(list_path, encoding="utf-8") as file:
    objects = [name for name in re.split(r"[;\n]", file.read()) if name]
for path in objects:
    # .../analyzer/base/log.c.o, or .../analyzer/cmd/CMakeFiles/tripcount.dir/main.c.o
    source = "/".join(re.sub(r"/CMakeFiles/[^/]+\.dir(?=/[^/]+$)", "", os.path.normpath(path)).removesuffix(".o").split("/")[-2:])
    if not os.path.exists(path):
        problems.append(f"analyzer/{source}:1: was not built, so its variables were not looked at")
        continue
    table = subprocess.run([objdump, "-t", path], capture_output=True, text=True, check=True).stdout
    for line in table.splitlines():
        match = LINE.match(line)
        if match is None or "d" in match.group(1) or not WRITABLE.match(match.group(2)):
            continue
        # A static variable of a function carries a number: `name.3`.
        name = re.sub(r"\.\d+$", "", match.group(3))
        seen_log = seen_log or (source, name) in ALLOWED
        if source != "cmd/main.c" and (source, name) not in ALLOWED:
            problems.append(f"analyzer/{source}:1: {name} is a writable variable in {match.group(2)}")
if not seen_log:
    problems.append("the one variable that is allowed was not found: this test no longer reads the symbols right")
finish(problems, f"state of {len(objects)} objects")
