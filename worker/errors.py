"""What can go wrong, each with words that an officer understands and no statement text.

``reason`` is the stable code that records, HTTP answers and exit codes carry.
"""


class DeponentError(Exception):
    """Something that Deponent can explain. ``str(error)`` says what to do about it."""

    reason = "error"


class SettingInvalid(DeponentError):
    """A setting cannot be used."""

    reason = "setting_invalid"


class UploadRefused(DeponentError):
    """An upload was not accepted; nothing of it was kept."""

    reason = "upload_refused"


class CaseReferenceInvalid(UploadRefused):
    """The case reference does not look like one."""

    reason = "case_reference_invalid"


class FileEmpty(UploadRefused):
    """The file has no bytes."""

    reason = "empty_file"


class FileTooLarge(UploadRefused):
    """The file is larger than the limit."""

    reason = "file_too_large"


class StorageFull(UploadRefused):
    """The disk has no room for the original; try again when there is."""

    reason = "storage_full"


class StatementUnknown(DeponentError):
    """There is no statement with this id."""

    reason = "statement_unknown"


class NotInHand(DeponentError):
    """Nothing is being done with the statement, so there is nothing to cancel."""

    reason = "not_in_hand"


class NotReleasable(DeponentError):
    """The statement is in a state that it cannot be released from."""

    reason = "not_releasable"


class StoreMissing(DeponentError):
    """There is no store where the settings say that it is."""

    reason = "store_missing"


class StoreNewer(DeponentError):
    """The store was made by a newer version of Deponent than this one."""

    reason = "store_newer"


class BackupRefused(DeponentError):
    """A backup into this folder would lose what is there, or would be none."""

    reason = "backup_refused"


class StoreNotEmpty(DeponentError):
    """A backup cannot be put back here: there are statements already."""

    reason = "store_not_empty"


class BackupRunning(DeponentError):
    """Another backup into the same folder is being made."""

    reason = "backup_running"


class BackupDamaged(DeponentError):
    """A backup is not what its manifest says, or cannot be made of what is there."""

    reason = "backup_damaged"


class LeaseLost(DeponentError):
    """The work was given to somebody else meanwhile; what was done here is thrown away."""

    reason = "lease_lost"


class Unreadable(DeponentError):
    """A file could not be read. ``reason`` says which of the known reasons it is."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ReaderKilled(DeponentError):
    """The reading child was killed from outside; the file may be read again."""

    reason = "reader_killed"


class SandboxMissing(DeponentError):
    """There is no sandbox to read files in, or not the one that was asked for."""

    reason = "sandbox_missing"
