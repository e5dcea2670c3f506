"""Files: those that users name, and those that pass between tools."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any, Dict, Iterator, Union

import numpy as np

from ._errors import ToolError

PathLike = Union[str, "os.PathLike[str]"]


def write_file(path: PathLike, content: bytes) -> None:
    """Writes a file at once: it is whole, or what it was before. Links are followed."""
    path = Path(os.fsdecode(path))
    if path.exists() and not path.is_file():  # a device or a pipe; of a folder this tells that it is one
        path.write_bytes(content)
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".tidepool-{secrets.token_hex(8)}")
    try:
        with open(draft, "xb") as file:  # with the rights that any new file gets
            file.write(content)
        os.replace(draft, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for what goes to a tool and comes back."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="tidepool-")
    except OSError as error:
        raise ToolError(f"there is no place for temporary files, which TMPDIR names: {error}") from error
    with folder as name:
        yield Path(name)


def save_array(path: Path, array: np.ndarray) -> None:
    """Writes an array for a tool, as `.npy`."""
    try:
        np.save(path, array)
    except OSError as error:
        raise ToolError(f"cannot write '{path}', which goes to a tool: {error}") from error


@contextlib.contextmanager
def reading_results(tool: str) -> Iterator[None]:
    """Files that are not there, or are none of their kind, are errors of the tool."""
    try:
        yield
    except (OSError, ValueError, KeyError) as error:
        raise ToolError(f"{tool} did not write what it was asked for: {error}") from error


def read_json(path: Path) -> Dict[str, Any]:
    """The JSON object in a file."""
    return parse_object(path.read_bytes())


def parse_object(text: bytes) -> Dict[str, Any]:
    """The JSON object that `text` is."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("this is no JSON object")
    return value
