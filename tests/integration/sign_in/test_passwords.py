"""Passwords that are refused: too short, common, guessable from names or this program, or stolen elsewhere."""

import gzip
import hashlib
import inspect
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.test import Client

from missions.domain.vocabulary import Role
from missions.models import Organization, User
from tests import factories

GOOD = "nine green lamps"
STOLEN = ["quiet harbor violin", "seven lost umbrellas", "paper moon trolley", "velvet tractor onion", "mild ox parade"]


@pytest.fixture
def ortiz() -> User:
    organization = Organization(pk=1, name="Space Systems Command")
    return User(username="r.ortiz", name="Rena Ortiz", email="rena.ortiz@example.mil", organization=organization)


def refused(password: str, owner: User | None = None) -> bool:
    try:
        password_validation.validate_password(password, owner)
    except ValidationError:
        return True
    return False


def test_a_good_password_is_accepted_even_if_very_long(ortiz: User) -> None:
    good = (GOOD, "correct-horse-battery-staple", "Größe 7 läuft über", GOOD * 500)
    assert [one for one in good if refused(one, ortiz)] == []


@pytest.mark.parametrize(
    "password",
    [
        "short one 7",
        "839201748592",
        "password1234",
        "passwordpassword",
        "Passw0rd!Passw0rd!",
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
        "abcdefghijklmnop",
        "newyorkyankees",
        "r.ortiz.rena",
        "Ortiz2026Ortiz",
        "RenaOrtiz1987",
        "systemscommand",
        "csis-csis-csis",
        "SpaceForce2026",
        "spacecommand1",
        "missionareas1",
        "SemperSupra26",
    ],
)
def test_a_guessable_password_is_refused(ortiz: User, password: str) -> None:
    assert refused(password, ortiz)


def test_all_common_passwords_of_sufficient_length_are_refused() -> None:
    listed = Path(inspect.getfile(password_validation)).parent / "common-passwords.txt.gz"
    with gzip.open(listed, "rt") as common:
        long_enough = [one.strip() for one in common if len(one.strip()) >= 12]
    assert len(long_enough) > 150
    assert [one for one in long_enough if not refused(one)] == []


def test_the_twenty_thousand_common_passwords_are_known_at_any_length() -> None:
    known = password_validation.CommonPasswordValidator().passwords
    assert len(known) > 19_000
    assert any(type(one) is password_validation.CommonPasswordValidator for one in _validators())


def _validators() -> list[object]:
    return password_validation.get_default_password_validators()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_stolen_password_is_found_anywhere_in_the_list(tmp_path: Path, settings, end: str) -> None:
    def digest(one: str) -> str:
        return hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper()

    settings.BREACHED_PASSWORDS = str(tmp_path / "stolen")
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": "missions.forms.people.password_rules.BreachedValidator"}]
    for many in range(len(STOLEN) + 1):
        held = sorted(digest(one) for one in STOLEN[:many])
        # Lines of different lengths, like the real counts.
        lines = [f"{one}:{7 ** (place % 5)}{end}" for place, one in enumerate(held)]
        (tmp_path / "stolen").write_text("".join(lines), newline="")
        assert [refused(one) for one in STOLEN] == [True] * many + [False] * (len(STOLEN) - many)
        (tmp_path / "stolen").write_text("".join(lines).rstrip(), newline="")
        assert [refused(one) for one in STOLEN] == [True] * many + [False] * (len(STOLEN) - many)


@pytest.mark.django_db
def test_the_reason_is_beside_the_field_and_a_good_password_is_accepted() -> None:
    user = factories.user("ortiz", Role.VIEWER)
    client = Client()
    client.force_login(user)

    def change(new: str) -> str:
        sent = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
        answer = client.post("/accounts/password/change/", sent)
        return answer.content.decode() if answer.status_code == 200 else ""

    assert "too little of this password is left" in change("spaceforce2026")
    assert "This password is too easy to guess." in change("newyorkyankees")
    assert "This password is too short." in change("csis")
    assert change(GOOD) == ""
    assert User.objects.get(pk=user.pk).check_password(GOOD)
