"""How long people who guess passwords wait, and that nobody else waits with them."""

from datetime import timedelta

import pytest

from missions.domain.people import attempts

NOW = timedelta()
SOON, LATE = timedelta(seconds=3), timedelta(days=1)


def test_the_waits_double_from_a_few_seconds_to_some_minutes() -> None:
    waits = [attempts.wait(failures, attempts.FEW, NOW) for failures in range(attempts.FEW + 8)]
    assert [one.total_seconds() for one in waits] == [0] * 5 + [5, 10, 20, 40, 80, 160, 300, 300]


def test_elapsed_time_is_subtracted_and_no_wait_is_negative() -> None:
    assert attempts.wait(attempts.FEW, attempts.FEW, SOON) == timedelta(seconds=2)
    assert attempts.wait(attempts.FEW, attempts.FEW, LATE) == NOW


def test_failures_expire_one_after_another_and_only_relevant_ones_count() -> None:
    assert attempts.counted(5, attempts.FEW, NOW) == 6
    assert attempts.counted(5, attempts.FEW, attempts.FORGIVEN / 5) == 5
    assert attempts.counted(5, attempts.FEW, LATE) == 1
    most = attempts.counted(10_000, attempts.FEW, NOW)
    assert attempts.wait(most, attempts.FEW, NOW) == attempts.LONGEST_WAIT
    assert attempts.counted(most, attempts.FEW, attempts.FORGIVEN * 3) == 1


def test_waiting_as_told_never_uses_up_the_free_attempts_elsewhere() -> None:
    failures = 0
    for _ in range(10_000):
        failures = attempts.counted(failures, attempts.MANY, attempts.LONGEST_WAIT)
    assert failures == 1


def test_an_attempt_counts_for_the_pair_and_for_each_alone() -> None:
    assert attempts.keys("a", "10.0.0.1") == [("", "10.0.0.1"), ("a", ""), ("a", "10.0.0.1")]
    assert attempts.keys("", "10.0.0.1") == [("", "10.0.0.1")]
    assert {attempts.free(*one) for one in attempts.keys("a", "b")} == {attempts.FEW, attempts.MANY}
    assert attempts.free("a", "") == attempts.free("", "b") == attempts.MANY


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_network_is_one_address(address: str, network: str) -> None:
    assert attempts.network(address) == network


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (40, "40 seconds"), (60, "1 minute"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_a_wait_is_shown_in_words_and_never_too_short(seconds: int, words: str) -> None:
    assert attempts.in_words(seconds) == words
