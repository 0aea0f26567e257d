"""The allowed values of parts of an address."""

from django.urls.converters import StringConverter

from missions.domain.kinds.kind import Kind
from missions.domain.kinds.registry import at_address


class TextConverter(StringConverter):
    """A part of an address that the database can hold: no NUL."""

    regex = r"[^/\x00]+"


class KeyConverter(StringConverter):
    """The key of a row, no larger than the database can hold."""

    regex = r"[0-9]{1,18}"


class KindConverter(StringConverter):
    """The kind of record whose pages begin with this part."""

    def to_python(self, value: str) -> Kind:
        kind = at_address(value)
        if kind is None:
            raise ValueError(value)
        return kind

    def to_url(self, value: Kind) -> str:
        return value.address
