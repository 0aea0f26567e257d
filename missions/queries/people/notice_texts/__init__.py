"""Whom an audit entry concerns, and the text of their notice, subject by subject."""

from missions.domain.people.tellings import Telling
from missions.queries.people.notice_texts.accounts import account_tellings
from missions.queries.people.notice_texts.alarms import alarms
from missions.queries.people.notice_texts.amendments import amendment_tellings
from missions.queries.people.notice_texts.reviews import review_tellings


def tellings(after: int, upto: int) -> list[Telling]:
    """The notices of the entries after one sequence and up to another, in order. A constant number of queries."""
    told = [
        one for source in (review_tellings, amendment_tellings, account_tellings, alarms) for one in source(after, upto)
    ]
    return sorted((one for one in told if one.people), key=lambda one: one.entry)
