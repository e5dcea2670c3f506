"""Builds a tool with the change of one source file that a document shows.

usage: build_with_diff.py BUILD_FOLDER DOCUMENT TOOL FOLDER

The document's `diff` blocks change one file. It is compiled with the commands of
the build, which keeps its own, and linked in front of the libraries, so that
they do not bring the old one. TOOL is a path in BUILD_FOLDER, and
in FOLDER afterwards.
"""

import os
import re
import shlex
import subprocess
import sys

build, document, tool, output = sys.argv[1:]
source = os.path.dirname(os.path.dirname(os.path.abspath(document)))
while not os.path.exists(os.path.join(source, "CMakeLists.txt")):
    source = os.path.dirname(source)


def command_for(target):
    """The one command that makes a target, as its words."""
    run = subprocess.run(["ninja", "-C", build, "-t", "commands", "-s", target], check=True,
                         stdout=subprocess.PIPE, text=True)
    words = shlex.split(run.stdout)
    return words[2:-2] if words[0] == ":" else words  # `: && COMMAND && :`


with open(document, encoding="utf-8") as f:
    diff = "".join(re.findall(r"^```diff\n(.*?)^```$", f.read(), re.S | re.M))
name = re.search(r"^\+\+\+ b/(.*)$", diff, re.M)[1]
changed = os.path.join(output, os.path.basename(name))
os.makedirs(os.path.dirname(os.path.join(output, tool)), exist_ok=True)
subprocess.run(["patch", "--quiet", "--output", changed, os.path.join(source, name)],
               input=diff, text=True, check=True)

targets = subprocess.run(["ninja", "-C", build, "-t", "targets", "all"], check=True, stdout=subprocess.PIPE, text=True)
old = re.search(rf"^(\S*/{re.escape(os.path.basename(name))}\.o):", targets.stdout, re.M)[1]
command = command_for(old)
options = command[:command.index("-MD")]  # what follows names files: dependencies, output, input
subprocess.run(options + ["-o", changed + ".o", "-c", changed], cwd=build, check=True)

command = command_for(tool)
place = command.index("-o")
command[place:place + 2] = [changed + ".o", "-o", os.path.join(output, tool)]
subprocess.run(command, cwd=build, check=True)
