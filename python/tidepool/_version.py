"""The version, which tools must have as well."""

__version__ = "0.1.0"
