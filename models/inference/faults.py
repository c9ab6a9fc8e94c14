"""What may go wrong on a device, told apart, and what is said of a document that it costs."""

from models.inference.results import Unanalysed

# What a device, or a text that it cannot bear, may raise. Anything else is a mistake of ours.
RECOVERABLE = (
    ArithmeticError,
    AssertionError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


def out_of_memory(error: BaseException) -> bool:
    """Whether an error says that the device, or the CPU, is short of memory."""
    import torch

    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    words = str(error).lower()
    return "out of memory" in words or "can't allocate memory" in words


def given_up(*, short: bool) -> Unanalysed:
    """Return why a document could not be read: memory, or something in it."""
    if short:
        return Unanalysed(
            reason="out_of_memory",
            message="The machine has too little memory left to analyse this statement.",
        )
    return Unanalysed(
        reason="analysis_failed",
        message="The model could not read this statement; the others were not affected.",
    )
