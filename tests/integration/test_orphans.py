"""The first process of a container buries what is left to it, and only that."""

import os
import subprocess
import sys

# The parent of the orphan ends at once; both it and ``own`` have owners who ask for their codes.
PROGRAM = r"""
import os, subprocess, sys, time
from worker.processes import bury_orphans

def dead():
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        with open(f"/proc/{name}/stat") as stat:
            if stat.read().rpartition(")")[2].split()[0] == "Z":
                found.add(int(name))
    return found

assert os.getpid() == 1
fork = "import os\nif os.fork():\n    os._exit(5)\nos._exit(3)"
parent = subprocess.Popen([sys.executable, "-c", fork])
assert parent.wait() == 5
while not dead():
    time.sleep(0.01)
own = subprocess.Popen([sys.executable, "-c", "raise SystemExit(7)"])
while own.pid not in dead():
    time.sleep(0.01)
bury_orphans([own.pid])
print(dead() == {own.pid}, own.wait())
bury_orphans([])
"""


def test_orphans_are_buried_and_its_own_children_keep_their_codes() -> None:
    root = () if os.geteuid() == 0 else ("--map-root-user",)
    command = ["unshare", *root, "--pid", "--fork", "--mount-proc", sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "True 7\n"), done.stderr
