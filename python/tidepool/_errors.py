"""Everything that this package raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Sequence


class TidepoolError(Exception):
    """What all errors of this package have in common."""


class GraphError(TidepoolError, ValueError):
    """An object that is no graph, or one that says two things at once."""


class RasterError(TidepoolError, ValueError):
    """Input spikes that a network cannot take."""


class BitstreamError(TidepoolError, ValueError):
    """Bytes that are no bitstream; the message names the offset."""


class ToolError(TidepoolError):
    """A tool that could not do its work."""


class ToolNotFoundError(ToolError):
    """A tool that is nowhere; the message lists where it was looked for."""


class ToolVersionError(ToolError):
    """A tool of another version than this package."""


@dataclass(frozen=True)
class Diagnostic:
    """An error, warning or remark of the compiler.

    `rule` is the id of a design rule (docs/DesignRules.md) or of another fact
    about the network, None where the message is about something else; `value`
    is what was found and `limit` what may be, where both are numbers; `modules`
    are the labels of those that take part, the first 16 or so, and `more_modules`
    says how many others there are. `more_errors` is not 0 in the last error of a
    rule that more modules break than are told one by one.
    """

    severity: str
    message: str
    rule: Optional[str] = None
    value: Any = None
    limit: Any = None
    modules: Sequence[str] = ()
    advice: str = ""
    notes: Sequence[str] = field(default=())
    more_modules: int = 0
    more_errors: int = 0

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Diagnostic":
        """Makes one of what `graph-compile --diagnostics=json` prints."""
        return cls(
            severity=entry["severity"],
            message=entry["message"],
            rule=entry.get("id"),
            value=entry.get("value"),
            limit=entry.get("limit"),
            modules=tuple(entry.get("modules") or ()),
            advice=entry.get("advice") or "",
            notes=tuple(note["message"] for note in entry.get("notes") or ()),
            more_modules=entry.get("more_modules", 0),
            more_errors=entry.get("more_errors", 0),
        )

    def __str__(self) -> str:
        rule = f"[{self.rule}] " if self.rule else ""
        # The message may lead with its rule already.
        text = self.message if self.message.startswith(rule) else rule + self.message
        advice = f"; {self.advice}" if self.advice and self.advice not in text else ""
        return "\n".join([text + advice, *(f"  {note}" for note in self.notes)])


class CompileError(TidepoolError):
    """A network that does not compile.

    `diagnostics` has all errors and warnings of the compiler.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]):
        super().__init__(diagnostics)  # what a copy is made from
        self.diagnostics = list(diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(d) for d in self.diagnostics if d.severity == "error")


class DesignRuleError(CompileError):
    """A network that a chip cannot hold.

    `rules` are the ids of the rules that it breaks, each once, in the order of
    the errors.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]):
        super().__init__(diagnostics)
        errors = (d for d in self.diagnostics if d.severity == "error")
        self.rules = list(dict.fromkeys(d.rule for d in errors if d.rule))
