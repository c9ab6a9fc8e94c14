"""The corpus from the command line: ``python -m tests.hostile run``, ``write FOLDER``, ``list``.

``run`` starts itself once more in namespaces of its own, because it mounts over the folders of the
machine. It writes a line of JSON for each case, and one at the end that says what it left behind.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.hostile import corpus, network


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("task", choices=("run", "write", "list"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--family", action="append")
    parser.add_argument("--unshared", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    families = asked.family or [*corpus.FAMILIES, corpus.MUTATIONS]
    cases = [case for family in families for case in corpus.cases(family)]
    if asked.task == "write":
        if asked.folder is None:
            parser.error("write needs a folder")
        for number, case in enumerate(cases):
            place = asked.folder / case.family.replace(" ", "-")
            place.mkdir(parents=True, exist_ok=True)
            # Some names are hostile themselves.
            name = "".join(c if c.isalnum() or c in ".-" else "_" for c in case.name)[-80:]
            (place / f"{number:04}-{name}").write_bytes(case.data)
        return 0
    if asked.task == "list":
        for case in cases:
            expected = " or ".join(sorted(case.verdict.statuses | case.verdict.reasons))
            print(f"{case.family}\t{case.name!r}\t{expected}")
        return 0
    if not asked.unshared:
        # What it mounts is then there for this run alone, and goes with it.
        again = [*network.UNSHARED, sys.executable, *sys.orig_argv[1:], "--unshared"]
        os.execvp(again[0], again)
    return _run(families)


def _run(families: list[str]) -> int:
    from tests.hostile.grounds import Grounds, processes
    from tests.hostile.network import Ears

    cases = [case for family in families for case in corpus.cases(family)]
    grounds, ears = Grounds(), Ears()

    # Imported here: its temporary folder is decided when it starts.
    from tests.hostile import runner

    for finding in runner.run(cases):
        print(json.dumps(asdict(finding)), flush=True)
    proof = {
        "cases": len(cases),
        "heard": ears.heard(),
        "processes": len(processes()),
        "strays": grounds.strays(),
        "controls": {
            "a call is heard": ears.hear_a_call(),
            "a file is seen": grounds.sees_a_write(),
            "a process is seen": grounds.sees_a_process(),
        },
    }
    print(json.dumps({"proof": proof}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
