"""One text for each value, from which the audit chain's digests are computed, now and years later."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64


def instant(value: datetime) -> str:
    """A moment as ISO 8601 in UTC with microseconds, as the database's trigger writes it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any) -> Any:
    """A stored value as a JSON value. Raises TypeError for a type that the record does not use."""
    match value:
        case None | bool() | int() | str():
            return value if value is None or isinstance(value, bool | int) else str(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"The record holds no {type(value).__name__}.")


def text(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes beyond JSON's own."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def parsed(content: str) -> Any:
    """The plain value of a canonical text. Raises ValueError if it is not one."""
    return json.loads(content)


def digest(content: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal."""
    return sha256(content.encode()).hexdigest()


def chained(fields: Iterable[str]) -> str:
    """Digest of several fields, each with its length in bytes before it; the twin of `csis_entry_digest`."""
    return digest(",".join(f"{len(field.encode())}:{field}" for field in fields))
