"""The audit chain as people read it, one page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Func, Q, QuerySet, Value
from django.utils import timezone

from missions.access import Actor, Permission, can
from missions.domain.vocabulary import EntryClass
from missions.domain.words import web_words
from missions.models import AuditEntry, ChainHead, User
from missions.models.chain import EntryWords, ObjectOf
from missions.queries.reviews.visibility import HIDDEN
from missions.queries.rows import rows

PAGE = 50

MAY_READ = {
    EntryClass.RECORD: Permission.READ_AUDIT_RECORD,
    EntryClass.PROCESS: Permission.READ_AUDIT_PROCESS,
    EntryClass.ACCESS: Permission.READ_AUDIT_ACCESS,
}

# Votes that are hidden from the reader, with answers and replies.
HIDDEN_ENTRIES = f"""
SELECT vote.entry_id AS vote, answer.entry_id AS answer, reply.entry_id AS reply
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id AND vote.by_id <> %(me)s
LEFT JOIN missions_objectionanswer answer ON answer.vote_id = vote.id
LEFT JOIN missions_objectionreply reply ON reply.answer_id = answer.id
WHERE {HIDDEN}
"""


# The existing actions, found in a few index steps each, however many entries there are; an action is offered if its
# newest entry is readable.
ACTIONS = """
WITH RECURSIVE known AS (
  (SELECT action FROM missions_auditentry ORDER BY action LIMIT 1)
  UNION ALL
  SELECT (SELECT action FROM missions_auditentry entry WHERE entry.action > known.action ORDER BY action LIMIT 1)
  FROM known WHERE known.action IS NOT NULL)
SELECT known.action FROM known CROSS JOIN LATERAL (
  SELECT entry_class FROM missions_auditentry entry
  WHERE entry.action = known.action AND entry.sequence <> ALL(%(hidden)s::bigint[])
  ORDER BY entry.sequence DESC LIMIT 1) newest
WHERE newest.entry_class = ANY(%(classes)s) ORDER BY known.action
"""


class Says(Func):
    """Whether words contain what is searched for."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


@dataclass(frozen=True)
class EntryQuery:
    """The filters of entries: who, about what, which action, between which days, and words; empty for any.

    `who` is a username or a name, `target` a name such as `SATCOM-05`, or with its kind, `function:SATCOM-05`.
    """

    who: str = ""
    target: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


EVERYTHING = EntryQuery()


@dataclass(frozen=True)
class AuditPage:
    """A page of entries, newest first; `older` is the sequence that leads to the next one, None at the end."""

    rows: list[AuditEntry]
    older: int | None
    newest: bool


def readable_classes(actor: Actor) -> list[EntryClass]:
    """The classes of entries that the actor may read."""
    return [entry_class for entry_class, permission in MAY_READ.items() if can(actor, permission)]


def hidden_entries(actor: Actor) -> set[int]:
    """The entries that would reveal votes hidden from this person until the decision. One query."""
    found = rows(HIDDEN_ENTRIES, {"me": actor.pk, "decides": can(actor, Permission.DECIDE)})
    return {sequence for row in found for sequence in row if sequence is not None}


def entries(
    classes: list[EntryClass],
    sought: EntryQuery = EVERYTHING,
    *,
    before: int | None = None,
    without: Collection[int] = frozenset(),
    size: int = PAGE,
) -> AuditPage:
    """The newest entries of the given classes that match, or those below `before`, without those to withhold.

    One query, and one for `who`.
    """
    chain = AuditEntry.objects.filter(entry_class__in=classes).defer("payload").order_by("-sequence")
    chain = narrowed(chain, sought)
    chain = chain.exclude(sequence__in=without) if without else chain
    if before is not None:
        chain = chain.filter(sequence__lt=before)
    found = list(chain[: size + 1])
    shown = found[:size]
    return AuditPage(shown, older=shown[-1].sequence if found[size:] else None, newest=before is None)


def actions(classes: list[EntryClass], *, without: Collection[int] = frozenset()) -> list[str]:
    """Every action in entries of these classes, without those to withhold, sorted. One query."""
    return [row.action for row in rows(ACTIONS, {"classes": [*classes], "hidden": [*without]})]


def narrowed(chain: QuerySet[AuditEntry], sought: EntryQuery) -> QuerySet[AuditEntry]:
    """The entries among these that match. One query for `who`, run at once."""
    if sought.who:
        chain = chain.filter(_by(sought.who))
    if sought.target:
        chain = chain.alias(about=ObjectOf("target")).filter(about=ObjectOf(Value(sought.target)))
        chain = chain.filter(target__iexact=sought.target) if ":" in sought.target else chain
    if sought.action:
        chain = chain.filter(action=sought.action)
    if sought.words:
        asked = Func(Value(web_words(sought.words)), function="csis_asked")
        chain = chain.filter(Says(EntryWords("action", "target", "actor_name", "reason"), asked))
    # Sequence and time grow together: the days are converted to sequences once, and the entries between them read.
    if sought.since:
        first = AuditEntry.objects.filter(recorded_at__gte=_begins(sought.since)).order_by("recorded_at", "sequence")
        chain = chain.filter(sequence__gte=first.values("sequence")[:1])
    if sought.until:
        after = _begins(sought.until + timedelta(days=1))
        last = AuditEntry.objects.filter(recorded_at__lt=after).order_by("-recorded_at", "-sequence")
        chain = chain.filter(sequence__lte=last.values("sequence")[:1])
    return chain


def _by(who: str) -> Q:
    """The account with this username or name; the program itself and people not signed in have none."""
    people = list(User.objects.filter(Q(username__iexact=who) | Q(name__iexact=who)).values_list("pk", flat=True))
    return Q(actor__in=people) if people else Q(actor=None, actor_name__iexact=who)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def head() -> ChainHead:
    """The end of the chain, which exports and backups print as `sequence:digest`."""
    return ChainHead.objects.get()
