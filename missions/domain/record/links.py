"""The address of evidence on the web or an intranet, as people paste it."""

import re
from urllib.parse import urlsplit

BEGIN = "Enter an address that begins with https://."
SCHEMES = frozenset({"http", "https"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Anything but white space, control characters and what would end an attribute or a link in text.
LINK = re.compile(r"[^\s\x00-\x1f\x7f<>\"\\]+")
# A name of an intranet may have one part and underscores; letters of any alphabet may stand in it.
HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*\.?|(?=.*:)[0-9a-f:.]+", re.IGNORECASE)


def read_link(text: str) -> str:
    """The address with its scheme in lower case; without a scheme, it begins with https://.

    Raises ValueError, with words for its writer, for anything that is not an address of http or https.
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
        # Reading the port raises ValueError where it is none.
        named = parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        raise ValueError(BEGIN) from None
    if not named or not HOST.fullmatch(parts.hostname) or not LINK.fullmatch(text):
        raise ValueError(BEGIN)
    return text


def _is_port(rest: str) -> bool:
    """Whether what follows a colon is a port: `intelshare:8443/docs` has no scheme."""
    return re.match(r"[0-9]+(?:[/?#]|\Z)", rest) is not None
