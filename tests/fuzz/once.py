"""One target under the fuzzer, in this process: ``python -m tests.fuzz.once TARGET FOLDER ...``.

The seeds are written into FOLDER, and whatever else is given goes to the fuzzer.
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]


def main() -> None:
    """Fuzz until the time is over. Never returns."""
    name, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["worker"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS, without_programs

    target = TARGETS[name]
    without_programs()
    for number, seed in enumerate(target.seeds()):
        (Path(folder) / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], folder, *options], target.take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
