"""Reading originals: one module per format, each in a child that holds nothing worth stealing."""

READER_VERSION = "4"
"""Raised whenever the same bytes may give another ``ExtractedDocument`` than before."""
