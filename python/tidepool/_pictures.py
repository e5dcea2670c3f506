"""What a notebook shows: pictures by graph-translate, and tables with bars."""

from __future__ import annotations

import base64
from html import escape
from typing import Any, Iterable, Mapping, Optional, Sequence, Tuple

from ._errors import Diagnostic
from ._tools import run_to_success

# Colours that can be read on light and on dark pages.
FITS, FULL = "#2a7fb8", "#c8501e"
# Entries of the report, in the order and with the names of a check.
RESOURCES = {"inputs": "inputs", "hidden": "hidden neurons", "outputs": "output neurons",
             "input_expansion": "input expansion", "output_expansion": "output expansion",
             "largest_fan_out": "largest fan-out", "fan_out_memory": "fan-out entries"}
CELL = "padding:2px 10px 2px 0;text-align:left"


class Picture:
    """An SVG picture, which notebooks show by themselves."""

    def __init__(self, svg: str):
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg


def draw_network(network: bytes, max_modules: Optional[int] = None) -> str:
    """The picture of a network as SVG; docs/Pictures.md says what is drawn."""
    options = [] if max_modules is None else [f"--dot-max-modules={max_modules}"]
    return run_to_success("graph-translate", ["--graph-to-svg", *options, "-"], network).decode()


def show_svg(svg: str) -> str:
    """An SVG picture as an image, so that its styles stay in it."""
    content = base64.b64encode(svg.encode()).decode()
    return f'<img alt="the network" style="max-width:100%" src="data:image/svg+xml;base64,{content}"/>'


def show_bars(resources: Iterable[Tuple[str, int, int]]) -> str:
    """A row for each resource: its name, what is used, what is there."""
    rows = [f'<tr><td style="{CELL}">{escape(name)}</td><td style="{CELL}">{_bar(used, available)}</td>'
            f'<td style="{CELL}">{_amount(used, available)}</td></tr>' for name, used, available in resources]
    return f"<table>{''.join(rows)}</table>"


def show_table(head: Sequence[str], rows: Iterable[Tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    """A row for each resource, a column for each chip."""
    lines = ["".join(f'<th style="{CELL}">{escape(name)}</th>' for name in head)]
    for name, cells in rows:
        amounts = (f'<td style="{CELL};{"" if cell["fits"] else "font-weight:bold;color:" + FULL}">'
                   f'{_amount(cell["used"], cell["available"])}</td>' for cell in cells)
        lines.append(f'<td style="{CELL}">{escape(name)}</td>{"".join(amounts)}')
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def show_diagnostics(diagnostics: Sequence[Diagnostic]) -> str:
    """Errors and warnings as a list."""
    if not diagnostics:
        return ""
    # Notes have lines of their own.
    items = [f'<li style="white-space:pre-line">{escape(d.severity)}: {escape(str(d))}</li>' for d in diagnostics]
    return f"<ul>{''.join(items)}</ul>"


def _bar(used: int, available: int) -> str:
    share = min(1.0, used / max(1, available))
    colour = FITS if used <= available else FULL
    return ('<svg width="160" height="10" role="img">'
            '<rect width="160" height="10" rx="2" fill="#888" fill-opacity="0.25"/>'
            f'<rect width="{160 * share:.1f}" height="10" rx="2" fill="{colour}"/></svg>')


def _amount(used: int, available: Optional[int]) -> str:
    return f"{used}, no limit" if available is None else f"{used} of {available}{'' if used <= available else ' !'}"
