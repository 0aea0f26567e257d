"""What is told, to whom."""

from dataclasses import dataclass
from datetime import datetime

from missions.domain.vocabulary import NoticeKind


@dataclass(frozen=True)
class Telling:
    """One sentence for some people, with the page it is about."""

    entry: int
    at: datetime
    kind: NoticeKind
    people: frozenset[int]
    text: str
    path: str
