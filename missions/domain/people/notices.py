"""The text of a notice, before it is kept for each of its readers."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.vocabulary import NoticeKind


@dataclass(frozen=True)
class NoticeText:
    """One sentence for some people, with the page that it is about; `at` is the time of its entry."""

    entry: int
    at: datetime
    kind: NoticeKind
    people: frozenset[int]
    text: str
    path: str
