"""Compiles the networks of this folder and compares every word with its .ram file.

usage: compare-ram.py GRAPH_COMPILE FOLDER EXAMPLES WORK

<case>.<chip>.<method>.ram belongs to <case>.mlir of FOLDER or EXAMPLES: a line per
memory bank, its name and all its words in hexadecimal.
"""

import os
import subprocess
import sys

tool, folder, examples, work = sys.argv[1:]
names = sorted(name for name in os.listdir(folder) if name.endswith(".ram"))
failed = 0
for name in names:
    case, chip, method, _ = name.split(".")
    network = os.path.join(folder, case + ".mlir")
    if not os.path.exists(network):
        network = os.path.join(examples, case + ".mlir")
    ram = os.path.join(work, name)
    subprocess.run(
        [tool, network, "--chip=" + chip, "--quantize=" + method, "--quiet"]
        + ["-o", ram + ".xbit", "--ram-files=" + ram],
        check=True,
    )
    with open(os.path.join(folder, name)) as file:
        expected = {line.split()[0]: line.split()[1:] for line in file}
    banks = {path[: -len(".ini")] for path in os.listdir(ram) if path.endswith(".ini")}
    if banks != set(expected):
        print(f"{name}: banks {sorted(banks)}, expected {sorted(expected)}")
        failed += 1
        continue
    for bank, words in expected.items():
        with open(os.path.join(ram, bank + ".ini")) as file:
            found = file.read().split()
        if found != words:
            print(f"{name}: bank {bank} is {found}, expected {words}")
            failed += 1
print(f"{len(names)} compared, {failed} differ")
