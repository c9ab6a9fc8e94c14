"""``python -m worker.cli``: the same as the ``deponent`` command."""

from worker.cli import main

main()
