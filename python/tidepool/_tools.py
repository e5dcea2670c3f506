"""Finds Tidepool's tools and runs them."""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import List, Optional, Sequence

from ._errors import ToolError, ToolNotFoundError, ToolVersionError
from ._version import __version__

VARIABLE = "TIDEPOOL_BIN"
# A tool tells its version at once; another program of its name may wait for ever.
VERSION_SECONDS = 60.0
# Of a message, what is shown.
MOST_CHARACTERS = 2000


def find_tool(name: str) -> str:
    """The path of a tool of this version.

    It is in the folder that TIDEPOOL_BIN names; if that is not set, in `bin`
    beside this file, in `build/bin` of Tidepool's sources if the package is
    still in them, or on PATH.

    Raises ToolNotFoundError, ToolVersionError, or ToolError if it does not run.
    """
    chosen = os.path.expanduser(os.environ.get(VARIABLE, ""))  # a notebook leaves a ~ as it is
    folders = [chosen] if chosen else _own_folders()
    places = os.pathsep.join(folders if chosen else [*folders, os.environ.get("PATH", os.defpath)])
    path = shutil.which(name, path=places)
    if path is None:
        where = f"in {chosen}, which {VARIABLE} names" if chosen else \
            f"in {', '.join(folders)} or on PATH; set {VARIABLE} to the folder of Tidepool's tools"
        raise ToolNotFoundError(f"there is no {name} {where}")
    status = os.stat(path)
    _check_version(path, status.st_mtime_ns, status.st_size)
    return path


def _own_folders() -> List[str]:
    """`bin` beside this file, and `build/bin` where this file is in the sources."""
    package = Path(__file__).resolve().parent
    sources = package.parents[1]
    in_sources = (sources / "python" / "pyproject.toml").is_file()
    return [str(package / "bin"), *([str(sources / "build" / "bin")] if in_sources else [])]


def run_tool(name: str, arguments: Sequence[str], content: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Runs a tool with `content` on its standard input.

    An exit status of 1 is for the caller to judge; a tool that ends in any
    other way is a ToolError.
    """
    result = _run([find_tool(name), *arguments], content)
    if result.returncode not in (0, 1):
        raise ToolError(f"{name} {_describe_end(result.returncode)}: {_read_message(result)}")
    return result


def run_to_success(name: str, arguments: Sequence[str], content: bytes) -> bytes:
    """What a tool prints; that it fails is a ToolError with its message."""
    result = run_tool(name, arguments, content)
    if result.returncode != 0:
        raise ToolError(_read_message(result))
    return result.stdout


def _describe_end(status: int) -> str:
    try:
        return f"was ended by signal {signal.Signals(-status).name}"
    except ValueError:
        return f"ended with status {status}"


def _read_message(result: "subprocess.CompletedProcess[bytes]") -> str:
    text = result.stderr.decode(errors="replace").strip()
    return text[-MOST_CHARACTERS:] or "there is no message"


def _run(command: List[str], content: bytes, seconds: Optional[float] = None) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(command, input=content, capture_output=True, check=False, timeout=seconds)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:  # ValueError: a null character
        raise ToolError(f"{command[0]} cannot be run: {error}") from error


@functools.lru_cache(maxsize=None)
def _check_version(path: str, mtime_ns: int, size: int) -> None:
    """Asks a tool for its version, once for each content of the file."""
    result = _run([path, "--version"], b"", VERSION_SECONDS)
    found = re.search(rb"^Tidepool (\S+?),? ", result.stdout + b" ", re.M)
    version = found[1].decode(errors="replace") if found else None
    if version is None:
        raise ToolVersionError(f"{path} is no tool of Tidepool: --version does not say so")
    if version.split(".")[:2] != __version__.split(".")[:2]:
        raise ToolVersionError(f"{path} is of Tidepool {version}, but this package is of {__version__}")
