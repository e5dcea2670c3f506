"""Prints the classes of Rockpool's graphs that the package knows."""

from tidepool._graph import HOLDER, KINDS

print("\n".join([HOLDER, *KINDS]))
