"""Lists to take away, row by row as whoever asks may read them; long ones are read while the file is sent."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from missions.access import Actor
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import EntryClass, GrantStep, Role
from missions.exports.files.lists import Row
from missions.models import RoleGrant
from missions.queries.people import audit as chain
from missions.queries.people.accounts import Account, accounts, every_grant
from missions.queries.record.evidence import Sought, found, functions_behind
from missions.queries.record.history import HistoryRow, area_history, function_history
from missions.queries.reviews.amendments import Drafted, changes, says
from missions.queries.reviews.opportunities import OpportunityRow, cycles

# Rows that are read in one query, and are in memory at a time.
AT_ONCE = 1000


def evidence_rows(moment: Moment, sought: Sought, *, reader: Actor) -> Iterator[Row]:
    """The evidence that matches and the reader may read, newest first. Two queries for every thousand."""
    for states in _pages(lambda before: found(moment, sought, reader=reader, before=before, size=AT_ONCE)):
        behind = functions_behind(moment, [state.pk for state in states])
        yield from (_evidence(state, behind.get(state.pk, ())) for state in states)


def history_rows(moment: Moment, area: str, function: str = "") -> Iterator[Row]:
    """Everything recorded about an area, or about a function of it. Two queries for every thousand facts."""
    read, code = (function_history, function) if function else (area_history, area)
    for facts in _pages(lambda before: read(moment, code, before=before, size=AT_ONCE)):
        yield from (_fact(area, row) for row in facts)


def audit_rows(
    reader: Actor, classes: list[EntryClass], sought: chain.Sought = chain.EVERYTHING, *, upto: int
) -> Iterator[Row]:
    """The entries of these classes that are sought, up to that one, newest first, without votes that are hidden.

    One query at once, and one for every thousand.
    """
    hidden = chain.hidden_entries(reader)
    pages = _pages(
        lambda before: chain.entries(classes, sought, before=before or upto + 1, without=hidden, size=AT_ONCE),
    )
    return (_entry(entry) for entries in pages for entry in entries)


def opportunity_rows(shown: Iterable[OpportunityRow]) -> Iterator[Row]:
    """Opportunities as they are listed."""
    return map(_opportunity, shown)


def cycle_rows(today: date) -> Iterator[Row]:
    """Every cycle, newest due date first. One query, at once."""
    return map(_cycle, cycles(today, whole=True))


def change_rows(*, upto: int) -> Iterator[Row]:
    """Every change of the policy and the set of areas as it stood by that entry, those that wait first.

    One query, at once.
    """
    return map(_change, changes(limit=None, upto=upto))


def people_rows(today: date) -> Iterator[Row]:
    """Every account with the roles it holds today. Two queries, at once."""
    return map(_account, accounts(on=today))


def grant_rows(*, upto: int) -> Iterator[Row]:
    """Every step of every role up to that entry, newest first. One query, at once."""
    return map(_grant, every_grant(upto=upto))


def _pages(read: Callable[[int | None], Any]) -> Iterator[Any]:
    """The rows of one page after the other; `read` is given what leads to the next one."""
    before = None
    while True:
        page = read(before)
        if page.rows:
            yield page.rows
        if page.older is None:
            return
        before = page.older


def _evidence(state: EvidenceState, behind: Iterable[tuple[str, str]]) -> Row:
    file = state.file
    return (
        state.pk,
        state.title,
        state.kind.label,
        state.publisher,
        state.dated_on,
        state.url,
        state.note,
        state.provenance.label,
        ", ".join(f"{area} {function}" for area, function in behind),
        file.name if file else "",
        file and file.size,
        file.sha256 if file else "",
        state.superseded_by,
        state.reason,
        state.recorded_at,
        state.by,
        state.sequence,
    )


def _fact(area: str, row: HistoryRow) -> Row:
    return (
        row.sequence,
        row.recorded_at,
        row.by,
        row.effective_on,
        row.recorded_later,
        area,
        row.subject if row.of_function else "",
        row.what,
        "; ".join(f"{change.label}: {change.before or 'none'} → {change.after or 'none'}" for change in row.changes),
        row.voided,
        row.reason,
        row.provenance.label,
        row.source,
        "; ".join(f"{one.pk} {one.title}" for one in row.evidence),
    )


def _entry(entry: Any) -> Row:
    return (
        entry.sequence,
        entry.recorded_at,
        entry.actor_name,
        EntryClass(entry.entry_class).label,
        entry.action,
        entry.target,
        entry.reason,
        entry.digest,
    )


def _opportunity(one: OpportunityRow) -> Row:
    return (
        one.pk,
        one.area,
        one.function,
        one.review,
        one.action,
        one.owner_name,
        one.due_on,
        one.overdue_days,
        one.step.label,
        one.stepped_on,
        one.reason,
        one.stepped_by,
        one.noted_on,
        one.noted_by,
    )


def _cycle(one: Any) -> Row:
    late = max(one.late, 0) if one.closed < one.reviews else 0
    return (one.name, one.due_on, late, one.reviews, one.closed, one.opened_on, one.opened_by, one.reason)


def _account(account: Account) -> Row:
    user = account.user
    roles, waiting = (", ".join(role.label for role in held) for held in (account.roles, account.proposed))
    return (user.username, user.name, user.organization.name, roles, waiting, user.is_active)


def _grant(row: RoleGrant) -> Row:
    entry = row.entry
    return (
        row.user.username,
        row.user.name,
        Role(row.role).label,
        GrantStep(row.step).label,
        row.effective_on,
        row.reason,
        entry.actor_name,
        entry.recorded_at,
        entry.sequence,
    )


def _change(drafted: Drafted) -> Row:
    amendment, decision = drafted.amendment, drafted.decision
    return (
        amendment.pk,
        drafted.title,
        amendment.effective_on,
        "; ".join(f"{label}: {value}" for label, value in says(drafted)),
        amendment.reason,
        amendment.entry.actor_name,
        amendment.entry.recorded_at,
        drafted.state,
        decision.entry.actor_name if decision else "",
        decision.entry.recorded_at if decision else None,
        decision.reason if decision else "",
    )
