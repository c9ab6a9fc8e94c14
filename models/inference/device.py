"""Which device the models run on, and why that one."""

from dataclasses import dataclass

from models.inference.errors import DeviceUnavailable


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """A torch device by name, and the reason why it was chosen, in words for the record."""

    name: str
    reason: str

    @property
    def is_cpu(self) -> bool:
        """Whether this is the processor itself."""
        return self.name == "cpu"


def choose(wanted: str = "auto") -> Device:
    """Return the device to use.

    Args:
        wanted: "auto" takes CUDA when it works and the CPU otherwise; any other name
            ("cpu", "cuda", "cuda:1", another accelerator that torch knows) is taken at its word.

    Raises:
        DeviceUnavailable: the named device is unknown or does not work.
    """
    wanted = wanted.strip().lower()
    if wanted == "cpu":
        return Device(name="cpu", reason="The CPU was asked for.")
    if wanted == "auto":
        return _best()
    fault = _fault(wanted)
    if fault:
        raise DeviceUnavailable(
            f"The device {wanted} was asked for by name but cannot be used: {fault}. "
            "Name another, or set the device to auto."
        )
    untested = "" if wanted.startswith("cuda") else " This kind of accelerator is untested."
    return Device(name=wanted, reason=f"The device {wanted} was asked for.{untested}")


def fallen_back(device: Device, why: str) -> Device:
    """Return the CPU, with the reason why ``device`` was given up."""
    return Device(name="cpu", reason=f"Moved from {device.name} to the CPU: {why}.")


def _best() -> Device:
    import torch

    if not torch.cuda.is_available():
        return Device(name="cpu", reason="No CUDA device was found, so the CPU is used.")
    fault = _fault("cuda")
    if fault:
        return Device(name="cpu", reason=f"The CUDA device was found but not used: {fault}.")
    return Device(name="cuda", reason="A CUDA device was found.")


def _fault(name: str) -> str | None:
    """Try a small sum on the device; return what went wrong, None when nothing did."""
    import torch

    try:
        right = torch.ones(8, 8, device=torch.device(name)) @ torch.ones(8, 8, device=name)
        answer = float(right.sum().item())
    except (RuntimeError, AssertionError, NotImplementedError, ValueError) as error:
        # The first line only: the rest is advice for programmers.
        return str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
    return None if answer == 512.0 else "it adds wrongly"
