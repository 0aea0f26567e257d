"""The address of evidence on the web or an intranet, as people paste it."""

import re
from urllib.parse import urlsplit

BEGIN = "Enter an address that begins with https://."
SCHEMES = frozenset({"http", "https"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# No white space, no control characters, and nothing that would end an attribute or a link in text.
LINK = re.compile(r"[^\s\x00-\x1f\x7f<>\"\\]+")
# Intranet names may have one part and underscores, and letters of any alphabet.
HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*\.?|(?=.*:)[0-9a-f:.]+", re.IGNORECASE)


def read_link(text: str) -> str:
    """The address with its scheme in lower case; if it has none, `https://` is added.

    Raises ValueError, with a message for the person, for anything but an http or https address.
    """
    scheme = SCHEME.match(text)
    if scheme is None or _is_port(text[scheme.end() :]):
        text = f"https://{text}"
    elif scheme[1].lower() in SCHEMES and text[scheme.end() :].startswith("//"):
        text = f"{scheme[1].lower()}{text[scheme.end(1) :]}"
    else:
        raise ValueError(BEGIN)
    try:
        parts = urlsplit(text)
        # Reading the port raises ValueError if it is not a number.
        named = parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        raise ValueError(BEGIN) from None
    if not named or not HOST.fullmatch(parts.hostname) or not LINK.fullmatch(text):
        raise ValueError(BEGIN)
    return text


def _is_port(rest: str) -> bool:
    """Whether what follows a colon is a port: `intelshare:8443/docs` has no scheme."""
    return re.match(r"[0-9]+(?:[/?#]|\Z)", rest) is not None
