"""What can go wrong in the inference library. No message ever contains statement text."""


class InferenceError(Exception):
    """Something in the inference library failed."""


class ArtefactMissing(InferenceError):
    """A model's folder, its model.toml or a file that it names is not there."""


class ArtefactAltered(InferenceError):
    """A model's file does not have the SHA-256 that its model.toml pins."""


class DeviceUnavailable(InferenceError):
    """The device that was asked for by name cannot be used."""


class GoldenMismatch(InferenceError):
    """This device does not give the golden answers, so it must not be used."""
