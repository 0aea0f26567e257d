"""One text for one value, and different digests for entries whose fields are divided differently."""

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from missions.domain import canonical
from missions.domain.vocabulary import Risk


def test_a_digest_contains_each_field_after_its_length_in_bytes():
    assert canonical.chained(["1", "", "café"]) == sha256("1:1,0:,5:café".encode()).hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [(["ab", "c"], ["a", "bc"]), (["a", ""], ["a"]), (["a,1:b"], ["a", "b"]), (["a", "b"], ["b", "a"])],
)
def test_differently_divided_fields_give_another_digest(one, other):
    assert canonical.chained(one) != canonical.chained(other)


def test_text_has_sorted_keys_no_spaces_and_unescaped_letters():
    value = {"b": [True, None, 1], "a": {"risk": Risk.LOW, "on": date(2025, 3, 1)}, "é": "“x”"}
    assert canonical.text(value) == '{"a":{"on":"2025-03-01","risk":"low"},"b":[true,null,1],"é":"“x”"}'


def test_a_moment_is_written_in_utc_with_microseconds():
    eastern = datetime(2025, 3, 1, 20, 0, 0, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert canonical.instant(eastern) == "2025-03-02T01:00:00.000005Z"
    assert canonical.plain(datetime(2025, 3, 1, tzinfo=UTC)) == "2025-03-01T00:00:00.000000Z"


@pytest.mark.parametrize("value", [1.5, b"x", {1}, object()])
def test_a_type_the_record_does_not_use_is_refused(value):
    with pytest.raises(TypeError):
        canonical.text({"value": value})
