"""Runs --verify-roundtrip over all valid test files and examples.

usage: roundtrip.py TIDEPOOL_TEST_OPT FOLDER...
"""

import glob
import os
import subprocess
import sys

tool, folders = sys.argv[1], sys.argv[2:]
failed, count = [], 0
for folder in folders:
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.mlir"), recursive=True)):
        name = os.path.basename(path)
        # These files are there to be refused by the verifier.
        if "invalid" in name or name == "parameter-verifier.mlir":
            continue
        # A dialect that the tool does not know is tested with its own driver.
        if f"{os.sep}standalone{os.sep}" in path:
            continue
        count += 1
        options = ["--verify-roundtrip", "--split-input-file", "--allow-unregistered-dialect"]
        run = subprocess.run([tool, *options, path, "-o", "/dev/null"], capture_output=True, text=True)
        if run.returncode != 0:
            failed.append(f"{path}: {run.stderr}")
print("\n".join(failed))
print(f"{count} files, {len(failed)} do not survive the round trip")
