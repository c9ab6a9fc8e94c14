"""``python -m worker.api``: serve what the environment's settings say."""

import logging
import sys

from worker import outages
from worker.api.server import serve
from worker.errors import DeponentError
from worker.settings import Settings


def main() -> int:
    """Serve; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        return outages.exit_code_of(_serve)
    except DeponentError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _serve() -> int:
    serve(Settings.from_environment())
    return 0


if __name__ == "__main__":
    sys.exit(main())
