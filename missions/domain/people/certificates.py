"""The owner of a certificate: the ten digits of a person (EDIPI, the DoD ID number) in its subject's common name.

Source: the certificates of a Common Access Card name their owner `LAST.FIRST.MIDDLE.1234567890` (DoDI 8520.02).
"""

import re

from cryptography import x509
from cryptography.x509.oid import NameOID

# Other notations of proxies for attributes without a short name.
WRITTEN = {
    "emailAddress": NameOID.EMAIL_ADDRESS,
    "serialNumber": NameOID.SERIAL_NUMBER,
    "SN": NameOID.SURNAME,
    "GN": NameOID.GIVEN_NAME,
    "title": NameOID.TITLE,
}
OWNER = re.compile(r"[^.]+(?:\.[^.]+)*\.([0-9]{10})")


def edipi_in(subject: str) -> str:
    """The ten digits in a subject in the notation of RFC 4514; empty if it names nobody, or more than one person."""
    try:
        name = x509.Name.from_rfc4514_string(subject, WRITTEN)
    except ValueError:
        return ""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    found = OWNER.fullmatch(str(common[0].value)) if len(common) == 1 else None
    return found[1] if found else ""
