"""How tools are found, and what is said where they are not."""
# REQUIRES: numpy
# RUN: %numpy_python %s %binary_dir %source_dir

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from standins import GraphHolder, lif, linear, nodes

import tidepool
from tidepool._tools import find_tool, run_tool

TOOLS, SOURCE = Path(sys.argv[1], "bin"), Path(sys.argv[2])


def graph():
    inputs = nodes(1)
    return GraphHolder(inputs, lif("n", linear("w", inputs, [[1.0]])), "net")


class Tools(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def set(self, **variables):
        patch = mock.patch.dict(os.environ, variables)
        patch.start()
        self.addCleanup(patch.stop)

    def make(self, text, name="graph-compile"):
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o755)
        self.set(TIDEPOOL_BIN=str(self.folder))
        return path

    def run_alone(self, script, **environment):
        """Runs the package where there is nothing else, as it is installed."""
        shutil.copytree(SOURCE / "python" / "tidepool", self.folder / "site" / "tidepool", dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("__pycache__"))
        environment = {"PYTHONPATH": str(self.folder / "site"), "PYTHONDONTWRITEBYTECODE": "1", **environment}
        return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)

    def test_the_variable(self):
        self.set(TIDEPOOL_BIN=str(TOOLS))
        self.assertEqual(find_tool("graph-sim"), str(TOOLS / "graph-sim"))

    def test_the_variable_in_the_home_folder(self):
        (self.folder / "tools").symlink_to(TOOLS)
        self.set(TIDEPOOL_BIN="~/tools", HOME=str(self.folder))
        self.assertEqual(find_tool("graph-sim"), str(self.folder / "tools" / "graph-sim"))

    def test_the_path(self):
        script = "from tidepool._tools import find_tool; print(find_tool('graph-sim'))"
        self.assertEqual(self.run_alone(script, PATH=str(TOOLS)).stdout.strip(), str(TOOLS / "graph-sim"))

    def test_next_to_the_package(self):
        script = "from tidepool._tools import find_tool; print(find_tool('graph-sim'))"
        self.run_alone(script)
        (self.folder / "site" / "tidepool" / "bin").symlink_to(TOOLS)
        self.assertEqual(self.run_alone(script, PATH="").stdout.strip(),
                         str(self.folder.resolve() / "site" / "tidepool" / "bin" / "graph-sim"))

    def test_missing(self):
        self.set(TIDEPOOL_BIN=str(self.folder))
        with self.assertRaises(tidepool.ToolNotFoundError) as caught:
            tidepool.compile(graph(), "xylo_a3")
        self.assertEqual(str(caught.exception), f"there is no graph-compile in {self.folder}, which TIDEPOOL_BIN names")

    def test_nowhere(self):
        script = "from tidepool._tools import find_tool; find_tool('graph-sim')"
        error = self.run_alone(script, PATH="").stderr
        place = self.folder.resolve() / "site" / "tidepool" / "bin"
        self.assertIn(f"ToolNotFoundError: there is no graph-sim in {place} or on PATH; "
                      "set TIDEPOOL_BIN to the folder of Tidepool's tools", error)

    def test_in_the_sources(self):
        self.run_alone("")
        sources = self.folder.resolve() / "sources"
        (sources / "build").mkdir(parents=True)
        (sources / "build" / "bin").symlink_to(TOOLS)
        (self.folder / "site").rename(sources / "python")
        (sources / "python" / "pyproject.toml").touch()
        script = "from tidepool._tools import find_tool; print(find_tool('graph-sim'))"
        self.assertEqual(self.run_alone(script, PATH="", PYTHONPATH=str(sources / "python")).stdout.strip(),
                         str(sources / "build" / "bin" / "graph-sim"))

    def test_another_version(self):
        path = self.make("#!/bin/sh\necho Tidepool 7.2.0, on MLIR 22.1.8\n")
        with self.assertRaises(tidepool.ToolVersionError) as caught:
            tidepool.compile(graph(), "xylo_a3")
        self.assertEqual(str(caught.exception),
                         f"{path} is of Tidepool 7.2.0, but this package is of {tidepool.__version__}")

    def test_another_program(self):
        self.make("#!/bin/sh\necho hello\n")
        with self.assertRaisesRegex(tidepool.ToolVersionError, "is no tool of Tidepool"):
            tidepool.check(graph())

    def test_what_cannot_be_run(self):
        self.make("\x7fELF")
        with self.assertRaisesRegex(tidepool.ToolError, "graph-compile cannot be run: .*Exec format error"):
            tidepool.check(graph())

    def test_a_tool_that_is_replaced_is_asked_again(self):
        self.make(f"#!/bin/sh\necho Tidepool {tidepool.__version__}, on MLIR\n")
        find_tool("graph-compile")
        self.make("#!/bin/sh\necho Tidepool 7.2.0, on MLIR 22.1.8\n")
        with self.assertRaises(tidepool.ToolVersionError):
            find_tool("graph-compile")

    def test_a_crash(self):
        self.make(f"#!/bin/sh\n[ $1 = --version ] && echo Tidepool {tidepool.__version__}, on MLIR && exit\necho sorry >&2\nkill -11 $$\n")
        with self.assertRaisesRegex(tidepool.ToolError, "graph-compile was ended by signal SIGSEGV: sorry"):
            run_tool("graph-compile", ["-"])

    def test_an_exit_without_a_message(self):
        version = f"#!/bin/sh\n[ $1 = --version ] && echo Tidepool {tidepool.__version__}, on MLIR && exit\n"
        self.make(version + "exit 1\n")
        for call in (lambda: tidepool.compile(graph(), "xylo_a3"), lambda: tidepool.check(graph())):
            with self.assertRaisesRegex(tidepool.ToolError, "graph-compile failed, but does not say why"):
                call()
        self.make(version + "exit 1\n", "graph-translate")
        with self.assertRaisesRegex(tidepool.ToolError, "there is no message"):
            tidepool.draw(graph())

    def test_a_program_that_never_tells_its_version(self):
        self.make("#!/bin/sh\nexec sleep 600\n")
        with mock.patch("tidepool._tools.VERSION_SECONDS", 0.01):
            with self.assertRaisesRegex(tidepool.ToolError, "graph-compile cannot be run: .*timed out"):
                find_tool("graph-compile")

    def test_a_null_character(self):
        self.set(TIDEPOOL_BIN=str(TOOLS))
        with self.assertRaisesRegex(tidepool.ToolError, "cannot be run: embedded null byte"):
            tidepool.compile(graph(), "xylo_a3\0")

    def test_no_place_for_temporary_files(self):
        self.set(TIDEPOOL_BIN=str(TOOLS))
        with mock.patch("tempfile.tempdir", str(self.folder / "missing")):
            with self.assertRaisesRegex(tidepool.ToolError, "there is no place for temporary files, which TMPDIR names"):
                tidepool.compile(graph(), "xylo_a3")

    def test_no_room_for_temporary_files(self):
        self.set(TIDEPOOL_BIN=str(TOOLS))
        inputs = nodes(1)
        outputs = lif("out", linear("w_out", lif("hidden", linear("w", inputs, [[1.0]])), [[1.0]]))
        compiled = tidepool.compile(GraphHolder(inputs, outputs, "net"), "xylo_a3")
        with mock.patch("numpy.save", side_effect=OSError(28, "No space left on device")):
            with self.assertRaisesRegex(tidepool.ToolError, "cannot write '.*in.npy', which goes to a tool: .*No space left"):
                compiled.run([[1]])

    def test_a_tool_that_writes_something_else(self):
        for text in ("{}", "[]", "hello"):
            self.make(f"#!/bin/sh\n[ $1 = --version ] && echo Tidepool {tidepool.__version__}, on MLIR && exit\necho '{text}'\n")
            with self.assertRaisesRegex(tidepool.ToolError, "graph-compile did not write what it was asked for"):
                tidepool.check(graph())

    def test_a_tool_that_writes_nothing(self):
        self.make(f"#!/bin/sh\necho Tidepool {tidepool.__version__}, on MLIR\n")
        for call in (lambda: tidepool.compile(graph(), "xylo_a3"), lambda: tidepool.check(graph())):
            with self.assertRaisesRegex(tidepool.ToolError, "graph-compile did not write what it was asked for"):
                call()

    def test_one_version(self):
        """The package is of the version of the tools."""
        cmake = re.search(r"project\(Tidepool VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text())[1]
        package = re.search(r'^version = "(.*)"', (SOURCE / "python" / "pyproject.toml").read_text(), re.M)[1]
        self.assertEqual([tidepool.__version__, package], [cmake, cmake])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
