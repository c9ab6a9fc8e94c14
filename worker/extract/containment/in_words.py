"""What each containment does, in the words of ``deponent doctor``."""


def describe(tier: str, *, changes_user: bool, forks: bool) -> str:
    """Say what holds a child of ``tier``; whether it ``changes_user``, and is forked or started."""
    if tier == "none":
        return (
            "NO SANDBOX, because DEPONENT_SANDBOX says so: each file is parsed in a child "
            "process of its own with limits, but as the same user as Deponent. A hostile file "
            "that takes over its reader can read what Deponent can, its data folder included"
        )
    if tier in ("landlock", "user"):
        return _close(tier, changes_user=changes_user)
    user = (
        "a user number of its own"
        if changes_user
        else "a user namespace of its own, without any rights"
    )
    by = "bubblewrap" if tier == "bubblewrap" else "namespaces that Deponent makes itself"
    start = "forked from a warmed process that reads no files" if forks else "started anew"
    return (
        f"Each file is parsed in a child process of its own, {start}, used once, in a sandbox "
        f"({by}): {user}, no network, a read-only view of programs and fonts alone, its own "
        "small space in memory to write to, a filter on system calls, limits on time, "
        "processor, memory, files and processes, an empty environment; killed with all that "
        "it started at the end or with its parent. A child tried to get out, and failed"
    )


def _close(tier: str, *, changes_user: bool) -> str:
    if tier == "landlock":
        files = "Landlock leaves it programs and fonts to read and its own folder to write to"
    else:
        files = (
            "it reads and writes what every user of this machine may, which is nothing of "
            "Deponent's data"
        )
    who = (
        "a user number of its own"
        if changes_user
        else "the same user as Deponent, without any rights"
    )
    return (
        f"Each file is parsed in a child process of its own, used once. This machine lets "
        f"nobody make namespaces, so it is held by less than the best: {who}; {files}; no "
        "sockets, a filter on system calls, limits on time, processor, memory, files and "
        "processes, an empty environment; killed with all that it started at the end. A child "
        "tried to get out, and failed"
    )
