"""From Rockpool's graphs to Xylo chips, by Tidepool's tools.

    import tidepool
    compiled = tidepool.compile(net.as_graph(), chip="xylo_a3")
    output = compiled.run(raster).output

docs/FromRockpool.md tells what becomes of each of Rockpool's classes.
"""

from ._bitstream import Bitstream, Provenance, Segment, read_bitstream
from ._compile import Check, Compiled, Run, check, compile, draw, export
from ._errors import (BitstreamError, CompileError, DesignRuleError, Diagnostic, GraphError, RasterError, TidepoolError,
                      ToolError, ToolNotFoundError, ToolVersionError)
from ._pictures import Picture
from ._version import __version__

__all__ = [
    "Bitstream", "BitstreamError", "Check", "CompileError", "Compiled", "DesignRuleError", "Diagnostic", "GraphError",
    "Picture", "Provenance", "RasterError", "Run", "Segment", "TidepoolError", "ToolError", "ToolNotFoundError",
    "ToolVersionError", "__version__", "check", "compile", "draw", "export", "read_bitstream",
]
