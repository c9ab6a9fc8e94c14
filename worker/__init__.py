"""The application: statements in, case records out. The inference library is ``models``."""

__version__ = "0.1.0"
