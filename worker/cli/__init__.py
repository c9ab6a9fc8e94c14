"""The ``deponent`` command."""

from worker.cli.app import main

__all__ = ["main"]
