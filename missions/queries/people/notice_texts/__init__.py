"""Whom an audit entry concerns, and the text of their notice, subject by subject."""

from missions.domain.people.notices import NoticeText
from missions.queries.people.notice_texts.accounts import account_notice_texts
from missions.queries.people.notice_texts.alarms import alarms
from missions.queries.people.notice_texts.amendments import amendment_notice_texts
from missions.queries.people.notice_texts.reviews import review_notice_texts


def notice_texts(after: int, upto: int) -> list[NoticeText]:
    """The notices of the entries after one sequence and up to another, in order. A constant number of queries."""
    sources = (review_notice_texts, amendment_notice_texts, account_notice_texts, alarms)
    told = [one for source in sources for one in source(after, upto)]
    return sorted((one for one in told if one.people), key=lambda one: one.entry)
