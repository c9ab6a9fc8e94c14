"""Who is asking. Until people can sign in, that is whoever the service runs as."""

import os
import pwd

from starlette.requests import Request


def local_user(_request: Request) -> str:
    """Return the name of the local user, from the system and not from the environment."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        # Containers often run as a number without a name.
        return f"uid {os.getuid()}"
