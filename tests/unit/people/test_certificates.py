"""The owner of a certificate, by the subject that a proxy reports."""

import pytest

from missions.domain.people.certificates import edipi_in

REST = "OU=USA,OU=PKI,OU=DoD,O=U.S. Government,C=US"


@pytest.mark.parametrize(
    "subject",
    [
        f"CN=DOE.JOHN.Q.1234567890,{REST}",
        f"CN=DOE.JOHN.1234567890,{REST}",
        f"CN=MÜLLER-O'NEIL.ANNA MARIA.1234567890,{REST}",
        r"CN=M\C3\9CLLER.ANNA.1234567890,C=US",
        f"emailAddress=j@example.mil,CN=DOE.JOHN.Q.1234567890,{REST}",
        f"UID=7,CN=DOE.JOHN.Q.1234567890,{REST}",
    ],
)
def test_the_ten_digits_are_found(subject: str) -> None:
    assert edipi_in(subject) == "1234567890"


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "nonsense",
        REST,
        "CN=1234567890,C=US",
        "CN=.1234567890,C=US",
        "CN=DOE.JOHN.Q.123456789,C=US",
        "CN=DOE.JOHN.Q.12345678901,C=US",
        "CN=DOE.JOHN.Q.123456789٣,C=US",
        "CN=web.example.mil,C=US",
        "CN=DOE.JOHN.Q.1234567890 ,C=US\0",
        # Two names, so the owner is unclear.
        "CN=DOE.JOHN.Q.1234567890,CN=ROE.JANE.Q.9876543210,C=US",
        # Text in another part, or escaped within one, is not a name.
        r"CN=DOE,OU=X\,CN=ROE.JANE.Q.1234567890,C=US",
        "OU=DOE.JOHN.Q.1234567890,C=US",
        "/C=US/CN=DOE.JOHN.Q.1234567890",
        f"CN={'x.' * 5000}1234567890x,C=US",
    ],
)
def test_any_other_subject_has_no_owner(subject: str) -> None:
    assert edipi_in(subject) == ""
