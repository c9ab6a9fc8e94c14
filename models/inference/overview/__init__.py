"""The optional overview: written by a model that a force installs, shown where it is supported.

Nothing here is loaded unless a model is configured; torch only when the first overview is written.
"""
