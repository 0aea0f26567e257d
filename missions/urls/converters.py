"""What may stand in a part of an address."""

from django.urls.converters import StringConverter


class TextConverter(StringConverter):
    """A part of an address that the database can hold: no NUL."""

    regex = r"[^/\x00]+"


class KeyConverter(StringConverter):
    """The key of a row, no larger than the database can hold."""

    regex = r"[0-9]{1,18}"
