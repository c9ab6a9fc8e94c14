"""Ears on a network that only this run is on: any packet at all is one too many."""

import fcntl
import os
import socket
import struct
import threading
import time
from pathlib import Path

from tests.hostile.statement import CANARY_PORT

UNSHARED = (
    "unshare",
    *(() if os.geteuid() == 0 else ("--map-root-user",)),
    *("--net", "--mount", "--propagation", "private"),
)
"""The command that gives a run a network, and mounts, of its own."""

_ALL_PROTOCOLS = 3
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _UP = 0x8913, 0x8914, 1
_COUNTED = {
    "Ip": ("OutRequests", "OutNoRoutes"),
    "Tcp": ("ActiveOpens", "OutSegs"),
    "Udp": ("OutDatagrams",),
}
_HEARING_SECONDS = 5.0


class Ears:
    """Listens at the address that the hostile files name, and to every packet of any kind."""

    def __init__(self) -> None:
        """Bring the loopback interface up, so that a call would be answered, and listen."""
        _bring_up("lo")
        self.packets = 0
        self.calls = 0
        self._sniffer = socket.socket(
            socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL_PROTOCOLS)
        )
        self._listener = socket.create_server(("127.0.0.1", CANARY_PORT))
        self._before = _counters()
        for listen in (self._sniff, self._answer):
            threading.Thread(target=listen, daemon=True).start()

    def _sniff(self) -> None:
        while True:
            self._sniffer.recv(65_536)
            self.packets += 1

    def _answer(self) -> None:
        while True:
            call, _ = self._listener.accept()
            self.calls += 1
            call.close()

    def heard(self) -> dict[str, int]:
        """Return how many packets, calls and attempts there were since the start."""
        now = _counters()
        tried = {name: value - self._before[name] for name, value in now.items()}
        return {"packets": self.packets, "calls": self.calls} | tried

    def hear_a_call(self) -> bool:
        """Return whether a call to the address is heard by all three, after what was heard."""
        before = self.heard()
        with socket.create_connection(("127.0.0.1", CANARY_PORT), timeout=_HEARING_SECONDS):
            pass
        patience = time.monotonic() + _HEARING_SECONDS
        names = ("packets", "calls", "Tcp ActiveOpens")
        while not all(self.heard()[name] > before[name] for name in names):
            if time.monotonic() > patience:
                return False
            time.sleep(0.01)
        return True


def _bring_up(interface: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        name = interface.encode()
        answer = fcntl.ioctl(control, _SIOCGIFFLAGS, struct.pack("16sh14x", name, 0))
        (flags,) = struct.unpack("16xh14x", answer)
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sh14x", name, flags | _UP))


def _counters() -> dict[str, int]:
    found: dict[str, int] = {}
    rows = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines()]
    for names, values in zip(rows[::2], rows[1::2], strict=True):
        layer = names[0].rstrip(":")
        for name in _COUNTED.get(layer, ()):
            found[f"{layer} {name}"] = int(values[names.index(name)])
    return found
