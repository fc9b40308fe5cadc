"""C files of analyzer/ and tests/ are as clang-format with .clang-format writes them."""
import os
import shutil
import subprocess
import sys

from source import ROOT, files

SKIPPED = 77

program = os.environ.get("CLANG_FORMAT", "clang-format")
if shutil.which(program) is None:
    print(f"SKIPPED: {program} is not installed, so the format of the C files was not looked at")
    sys.exit(SKIPPED)
paths = files("analyzer", "tests")
result = subprocess.run([program, "--dry-run", "-Werror", *paths], cwd=ROOT, check=False)
print(f"format: {len(paths)} files; `{program} -i FILE` mends" if result.returncode else f"format: {len(paths)} files")
sys.exit(1 if result.returncode else 0)
