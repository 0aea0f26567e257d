"""`verify_audit`: whatever the owner alters with the guards off is found and named."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.domain import canonical
from missions.domain.vocabulary import Role
from missions.models import Assessment, AuditEntry, ChainHead, User
from missions.models.record import Identity
from missions.queries.verification import record_models, verify
from tests import factories

AUDIT = "missions_auditentry"
# The entries at the end that brought no rows, so that each can be taken away or moved by itself.
BARE = 3


def execute(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def found(expect: tuple[int, str] | None = None) -> list[str]:
    return [finding.what for finding in verify(expect)]


def end() -> tuple[int, str]:
    head = ChainHead.objects.get()
    return head.sequence, head.digest


@pytest.fixture
def tampering(database_server, django_db_blocker) -> Iterator[Assessment]:
    """The owner with the guards off, over a record that ends with an assessment and three entries without rows."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        assessment = factories.assessment(factories.function())
        for number in range(BARE):
            factories.user(f"person{number}")
        factories.unguard(connection.cursor())
        assert found() == []
        yield assessment


@pytest.mark.django_db
def test_an_unaltered_record_is_in_order_with_every_row_counted():
    factories.assessment(factories.function())
    factories.user("somebody", Role.ANALYST)
    verification = verify()
    assert list(verification) == []
    assert (verification.sequence, verification.digest) == end()
    assert verification.entries == AuditEntry.objects.count()
    assert verification.rows == sum(model.objects.count() for model in record_models())


@pytest.mark.django_db
def test_the_command_prints_what_it_counted_and_the_end_of_the_chain():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    sequence, digest = end()
    assert out.getvalue().startswith(f"ok: {AuditEntry.objects.count()} entries, ")
    assert out.getvalue().rstrip().endswith(f"{sequence}:{digest}")


@pytest.mark.django_db
def test_what_was_printed_earlier_still_stands_later():
    earlier = end()
    factories.function()
    assert found(earlier) == []
    assert found((0, canonical.GENESIS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "2", "two:digest", "2:abc", f"-1:{'0' * 64}", f"2:{'g' * 64}"])
def test_a_malformed_expectation_is_one_line(text):
    with pytest.raises(CommandError) as refused:
        call_command("verify_audit", expect=text)
    assert "--expect takes SEQUENCE:DIGEST" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_prints_each_finding_and_fails(tampering):
    Assessment.objects.filter(pk=tampering.pk).update(risk="high")
    out = StringIO()
    with pytest.raises(CommandError, match="1 finding"):
        call_command("verify_audit", stdout=out)
    assert out.getvalue().splitlines() == found()


@pytest.mark.parametrize(
    ("column", "altered"),
    [("risk", "high"), ("rationale", "Another."), ("effective_on", "2025-03-02"), ("source", "x"), ("function_id", 0)],
)
def test_an_altered_fact_is_named_with_its_column(tampering, column, altered):
    Assessment.objects.filter(pk=tampering.pk).update(**{column: altered})
    assert found() == [
        f"Row {tampering.pk} of missions_assessment was altered since entry {tampering.entry_id} brought it: {column}."
    ]


def test_a_row_of_every_table_is_held_against_its_entry(tampering):
    for model in record_models():
        row = model.objects.order_by("entry_id", "pk").first()
        if row is None:
            continue
        column = "code" if issubclass(model, Identity) else "reason"
        model.objects.filter(pk=row.pk).update(**{column: "altered"})
        named = f"Row {row.pk} of {model._meta.db_table} was altered since entry {row.entry_id} brought it: {column}."
        assert named in found()


def test_a_removed_fact_is_named(tampering):
    execute("DELETE FROM missions_assessment WHERE id = %s", tampering.pk)
    assert found() == [f"Row {tampering.pk} of missions_assessment was removed: entry {tampering.entry_id} brought it."]


def test_a_fact_moved_to_another_entry_is_named_under_both(tampering):
    Assessment.objects.filter(pk=tampering.pk).update(entry_id=1)
    row = f"Row {tampering.pk} of missions_assessment"
    assert found() == [
        f"{row} was inserted: entry 1, which it names, did not bring it.",
        f"{row} was altered since entry {tampering.entry_id} brought it: entry_id.",
    ]


def copy_of(assessment: Assessment, **changes: object) -> Assessment:
    copy = Assessment.objects.get(pk=assessment.pk)
    copy.pk = None
    for name, changed in changes.items():
        setattr(copy, name, changed)
    copy.save(force_insert=True)
    return copy


def test_an_inserted_fact_is_named(tampering):
    forged = copy_of(tampering, effective_on="2025-04-01")
    assert found() == [
        f"Row {forged.pk} of missions_assessment was inserted: "
        f"entry {tampering.entry_id}, which it names, did not bring it."
    ]


@pytest.mark.parametrize("ahead", [-1000, 1000])
def test_a_fact_whose_entry_does_not_exist_is_named(tampering, ahead):
    entry = end()[0] + ahead
    forged = copy_of(tampering, entry_id=entry)
    assert found() == [f"Row {forged.pk} of missions_assessment belongs to entry {entry}, which does not exist."]


@pytest.mark.parametrize(
    ("column", "altered", "what"),
    [
        ("recorded_at", "2199-01-01T00:00:00Z", "differs from its digest."),
        ("entry_class", "process", "differs from its digest."),
        ("actor_id", None, "differs from its digest."),
        ("actor_name", "Another", "differs from its digest."),
        ("action", "altered", "differs from its digest."),
        ("target", "altered", "differs from its digest."),
        ("reason", "altered", "differs from its digest."),
        ("request_id", "altered", "differs from its digest."),
        ("payload", '{"detail":{},"rows":{}}', "has a payload that differs from its digest."),
        ("payload_digest", "f" * 64, "differs from its digest."),
        ("previous_digest", "f" * 64, "does not carry the digest of the entry before it"),
        ("digest", "f" * 64, "differs from its digest."),
    ],
)
def test_an_entry_altered_in_any_column_is_named(tampering, column, altered, what):
    sequence = end()[0] - BARE
    if column == "actor_id":
        altered = User.objects.first().pk
    AuditEntry.objects.filter(sequence=sequence).update(**{column: altered})
    assert any(line.startswith(f"Entry {sequence} {what}") for line in found())


def test_a_payload_that_cannot_be_read_is_named(tampering):
    AuditEntry.objects.filter(sequence=tampering.entry_id).update(payload="[")
    assert f"Entry {tampering.entry_id} has a payload that cannot be read." in found()


def test_a_payload_that_brings_rows_of_no_known_table_is_named(tampering):
    last = end()[0]
    AuditEntry.objects.filter(sequence=last).update(payload=json.dumps({"rows": {"nothing": []}}))
    assert f"Entry {last} brings rows of nothing, which are not of record." in found()


def test_a_removed_entry_in_the_middle_is_named(tampering):
    gone = end()[0] - 1
    execute(f"DELETE FROM {AUDIT} WHERE sequence = %s", gone)
    assert found() == [
        f"Entry {gone + 1} follows entry {gone - 1}: missing {gone}.",
        f"Entry {gone + 1} does not carry the digest of the entry before it ({gone - 1}).",
    ]


def test_two_entries_that_changed_places_are_named(tampering):
    one, two = end()[0] - 2, end()[0] - 1
    for old, new in ((one, -1), (two, one), (-1, two)):
        execute(f"UPDATE {AUDIT} SET sequence = %s WHERE sequence = %s", new, old)
    lines = found()
    for sequence in (one, two):
        assert f"Entry {sequence} differs from its digest." in lines
        assert f"Entry {sequence} does not carry the digest of the entry before it ({sequence - 1})." in lines
    assert f"Entry {two} was recorded before entry {one}." in lines


def test_an_inserted_entry_is_named(tampering):
    last = end()[0]
    execute(f"UPDATE {AUDIT} SET sequence = sequence + 1 WHERE sequence = %s", last)
    columns = ", ".join(column.column for column in AuditEntry._meta.concrete_fields[1:])
    execute(f"INSERT INTO {AUDIT} (sequence, {columns}) SELECT %s, {columns} FROM {AUDIT} WHERE sequence = 1", last)
    lines = found()
    assert f"Entry {last} differs from its digest." in lines
    assert f"Entry {last} does not carry the digest of the entry before it ({last - 1})." in lines


def test_an_entry_added_behind_the_head_is_named(tampering):
    head = end()[0]
    rehash(AuditEntry(sequence=head + 1, **forged_entry()), previous=end()[1]).save(force_insert=True)
    assert found() == [f"The head of the chain ({head}) is not its last entry ({head + 1})."]


def forged_entry() -> dict[str, object]:
    fields = AuditEntry._meta.concrete_fields[1:]
    last = AuditEntry.objects.latest("sequence")
    return {field.attname: getattr(last, field.attname) for field in fields}


def rehash(entry: AuditEntry, *, previous: str) -> AuditEntry:
    """The entry with digests as the database itself would have given them."""
    entry.payload_digest = canonical.digest(entry.payload)
    entry.previous_digest = previous
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT csis_entry_digest(%s::text, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                entry.sequence,
                canonical.instant(entry.recorded_at),
                entry.entry_class,
                str(entry.actor_id or ""),
                entry.actor_name,
                entry.action,
                entry.target,
                entry.reason,
                entry.request_id,
                entry.payload_digest,
                entry.previous_digest,
            ],
        )
        entry.digest = cursor.fetchone()[0]
    return entry


def rehash_everything() -> None:
    previous = canonical.GENESIS
    for entry in AuditEntry.objects.order_by("sequence"):
        rehash(entry, previous=previous).save(force_update=True)
        previous = entry.digest
    last = {
        kind: AuditEntry.objects.filter(entry_class=kind).order_by("-sequence").values("sequence").first()
        for kind in ("record", "process")
    }
    ChainHead.objects.update(
        sequence=entry.sequence,
        digest=entry.digest,
        recorded_at=entry.recorded_at,
        record_sequence=last["record"]["sequence"],
        process_sequence=(last["process"] or {"sequence": 0})["sequence"],
    )


def test_a_moved_head_is_named(tampering):
    ChainHead.objects.update(process_sequence=7, digest="f" * 64)
    sequence = end()[0]
    assert found() == [
        f"The head of the chain ({sequence}) is not its last entry ({sequence}).",
        "The head of the chain gives 7 as last entry of class process, not 0.",
    ]


def test_a_chain_without_its_head_is_named(tampering):
    last = end()[0]
    execute("DELETE FROM missions_chainhead")
    assert f"The head of the chain (None) is not its last entry ({last})." in found()


def test_an_end_cut_off_without_care_is_named(tampering):
    last = end()[0]
    execute(f"DELETE FROM {AUDIT} WHERE sequence = %s", last)
    assert found() == [f"The head of the chain ({last}) is not its last entry ({last - 1})."]


def test_an_end_cut_off_with_care_is_found_by_what_was_expected(tampering):
    printed = end()
    execute(f"DELETE FROM {AUDIT} WHERE sequence = %s", printed[0])
    rehash_everything()
    assert found() == []
    assert found(printed) == [f"Entry {printed[0]} was expected and does not exist: the end of the chain was cut off."]


def test_a_history_written_anew_is_found_only_by_what_was_expected(tampering):
    printed = end()
    execute("UPDATE missions_assessment SET risk = 'high' WHERE id = %s", tampering.pk)
    entry = AuditEntry.objects.get(sequence=tampering.entry_id)
    entry.payload = entry.payload.replace('"risk":"low"', '"risk":"high"')
    entry.save(force_update=True)
    rehash_everything()
    assert found() == []
    assert found(printed) == [
        f"Entry {printed[0]} has the digest {end()[1]}, where {printed[1]} was expected.",
    ]
