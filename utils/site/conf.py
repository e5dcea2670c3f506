"""How Sphinx makes the site; utils/build-site.py runs it."""

from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Name, Number, String, Text

project = "Tidepool"
copyright = "the Tidepool authors"
extensions = ["myst_parser"]
root_doc = "index"
html_theme = "furo"
html_title = "Tidepool"
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 4
# Blocks that show syntax, or output, are no language that Pygments knows.
suppress_warnings = ["misc.highlighting_failure"]


class MLIRLexer(RegexLexer):
    """Debian's Pygments has no lexer for MLIR."""

    name = "MLIR"
    aliases = ["mlir"]
    tokens = {
        "root": [
            (r"//.*$", Comment),
            (r'"[^"]*"', String),
            (r"[%^][\w$.#-]+", Name.Variable),
            (r"@[\w$.]+", Name.Function),
            (r"![\w.]+|\b(?:tensor|memref|[fi]\d+|index)\b", Keyword.Type),
            (r"#[\w.]+", Name.Attribute),
            (r"\b[a-z]\w*\.\w+", Keyword),
            (r"-?\b\d[\w.+-]*", Number),
            (r"\w+(?= *=)", Name.Attribute),
            (r"\w+|\W", Text),
        ]
    }


def setup(app):
    app.add_lexer("mlir", MLIRLexer)
