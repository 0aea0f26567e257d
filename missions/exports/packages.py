"""Make office files reproducible: the same content gives the same bytes, whenever it is written."""

import io
import re
import zipfile
from datetime import UTC, datetime

# The earliest time that a zip file can contain.
ANY_TIME = (1980, 1, 1, 0, 0, 0)
FIXED = datetime(1980, 1, 1, tzinfo=UTC)
STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def timeless(content: bytes) -> bytes:
    """The package with every time in it, and in workbooks inside it, set to one fixed value."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(written, "w") as again:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith(".xlsx"):
                part = timeless(part)
            elif name == "docProps/core.xml":
                part = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            elif name.startswith("ppt/theme/"):
                part = part.replace(b'typeface="Calibri"', b'typeface="Arial"')
            entry = zipfile.ZipInfo(name, ANY_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, part)
    return written.getvalue()
