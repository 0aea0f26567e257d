"""`verify_audit` finds and names everything that the owner does to the record with the guards off."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from missions.domain import canonical
from missions.domain.vocabulary import EntryClass
from missions.models import Assessment, AuditEntry, ChainHead
from missions.queries.people.verification import ChainClaim, record_models, verify
from tests import factories

REHASH = """
UPDATE missions_auditentry SET previous_digest = %(previous)s,
  payload_digest = encode(sha256(convert_to(payload, 'UTF8')), 'hex'),
  digest = csis_entry_digest(
    sequence::text, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry_class,
    coalesce(actor_id::text, ''), actor_name, action, target, reason, request_id,
    encode(sha256(convert_to(payload, 'UTF8')), 'hex'), %(previous)s)
WHERE sequence = %(sequence)s RETURNING digest
"""
COPY_OF_ENTRY = """
INSERT INTO missions_auditentry
SELECT (jsonb_populate_record(entry, jsonb_build_object('sequence', %s))).*
FROM missions_auditentry entry WHERE sequence = %s
"""


@pytest.fixture(scope="module")
def honest(database_server, django_db_blocker) -> Iterator[Assessment]:
    """The middle one of three assessments in an honest record, for the owner with the guards off."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        function = factories.function()
        made = [factories.assessment(function, on=date(2025, month, 1)) for month in (4, 5, 6)]
        assert findings() == []
        factories.unguard(connection.cursor())
        yield made[1]


@pytest.fixture
def fact(honest: Assessment) -> Iterator[Assessment]:
    """Everything a test does to the record is rolled back."""
    with transaction.atomic():
        yield Assessment.objects.get(pk=honest.pk)
        transaction.set_rollback(True)


def findings(expect: tuple[int, str] | None = None) -> list[str]:
    return [finding.what for finding in verify([ChainClaim(*expect)] if expect else [])]


def execute(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def entries():
    return AuditEntry.objects.order_by("sequence")


def end() -> tuple[int, str]:
    last = entries().last()
    return last.sequence, last.digest


def rehash() -> None:
    """Recompute every digest and the head, as a patient owner would."""
    digest = canonical.GENESIS
    with connection.cursor() as cursor:
        for sequence in list(entries().values_list("sequence", flat=True)):
            cursor.execute(REHASH, {"sequence": sequence, "previous": digest})
            digest = cursor.fetchone()[0]
    last = entries().last()
    newest = {kind: entries().filter(entry_class=kind).last() for kind in EntryClass}
    ChainHead.objects.update(
        sequence=last.sequence,
        digest=digest,
        recorded_at=last.recorded_at,
        record_sequence=newest[EntryClass.RECORD].sequence,
        process_sequence=getattr(newest[EntryClass.PROCESS], "sequence", 0),
    )


def renumber(start: int, by: int) -> None:
    """Move all entries from `start` on, without using a number twice on the way."""
    execute("UPDATE missions_auditentry SET sequence = sequence + 100000 WHERE sequence >= %s", start)
    execute("UPDATE missions_auditentry SET sequence = sequence - 100000 + %s WHERE sequence >= 100000", by)


def test_an_untouched_record_is_ok_and_its_end_can_be_expected_later(db, capsys):
    factories.assessment(factories.function())
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert said.startswith("ok: ") and said.count("\n") == 1
    printed = said.split()[-1]
    assert printed == str(ChainHead.objects.get())
    factories.function("T-2")
    call_command("verify_audit", expect=printed)
    call_command("verify_audit", expect=f"0:{canonical.GENESIS}")


def test_the_verified_rows_are_counted(db):
    rows = sum(model.objects.count() for model in record_models())
    done = verify()
    assert list(done) == []
    assert (done.entries, done.rows, done.sequence) == (AuditEntry.objects.count(), rows, end()[0])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("rationale", "Better."),
        ("reason", "Another."),
        ("effective_on", date(2020, 1, 1)),
        ("performer", "government_only"),
        ("provenance", "official"),
        ("source", "IV"),
    ],
)
def test_an_altered_fact_is_found(fact, column, value):
    Assessment.objects.filter(pk=fact.pk).update(**{column: value})
    assert findings() == [
        f"Row {fact.pk} of missions_assessment was altered since entry {fact.entry_id} added it: {column}."
    ]


def test_a_removed_fact_is_found(fact):
    Assessment.objects.filter(pk=fact.pk).delete()
    assert findings() == [f"Row {fact.pk} of missions_assessment was removed: entry {fact.entry_id} added it."]


def test_a_fact_without_an_entry_is_found(fact):
    forged = Assessment.objects.get(pk=fact.pk)
    forged.pk, forged.effective_on = None, date(2024, 5, 1)
    forged.save(force_insert=True)
    assert findings() == [
        f"Row {forged.pk} of missions_assessment was inserted: entry {fact.entry_id}, which it names, did not add it."
    ]


def test_a_fact_of_a_nonexistent_entry_is_found(fact):
    forged = Assessment.objects.get(pk=fact.pk)
    forged.pk, forged.entry_id = None, 90000
    forged.save(force_insert=True)
    assert findings() == [f"Row {forged.pk} of missions_assessment belongs to entry 90000, which does not exist."]


def test_a_fact_moved_to_another_entry_is_found(fact):
    later = fact.entry_id + 1
    Assessment.objects.filter(pk=fact.pk).update(entry_id=later)
    assert findings() == [
        f"Row {fact.pk} of missions_assessment was altered since entry {fact.entry_id} added it: entry_id.",
        f"Row {fact.pk} of missions_assessment was inserted: entry {later}, which it names, did not add it.",
    ]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("actor_name", "Somebody else", "differs from its digest."),
        ("action", "reassess", "differs from its digest."),
        ("target", "function:OTHER", "differs from its digest."),
        ("reason", "Another.", "differs from its digest."),
        ("request_id", "forged", "differs from its digest."),
        ("entry_class", "process", "differs from its digest."),
        ("recorded_at", "2001-01-01T00:00:00Z", "differs from its digest."),
        ("previous_digest", "forged", "does not carry the digest of the entry before it"),
        ("digest", "forged", "differs from its digest."),
        ("payload_digest", "forged", "has a payload that differs from its digest."),
        ("payload", '{"rows":{}}', "has a payload that differs from its digest."),
        ("payload", "[", "has a payload that cannot be read."),
        ("payload", '{"rows":{"nothing":[{"id":1}]}}', "adds rows of 'nothing', which are not of record."),
    ],
)
def test_an_altered_entry_is_found(fact, column, value, told):
    AuditEntry.objects.filter(pk=fact.entry_id).update(**{column: value})
    assert any(what.startswith(f"Entry {fact.entry_id} {told}") for what in findings())


def test_a_changed_actor_of_an_entry_is_found(fact):
    AuditEntry.objects.filter(pk=fact.entry_id).update(actor_id=987654)
    assert f"Entry {fact.entry_id} differs from its digest." in findings()


def test_a_removed_middle_entry_is_found(fact):
    sequence = fact.entry_id
    AuditEntry.objects.filter(pk=sequence)._raw_delete("default")
    assert findings() == [
        f"Entry {sequence + 1} follows entry {sequence - 1}: missing {sequence}.",
        f"Entry {sequence + 1} does not carry the digest of the entry before it ({sequence - 1}).",
        f"Row {fact.pk} of missions_assessment belongs to entry {sequence}, which does not exist.",
    ]


def test_a_removed_middle_entry_is_found_even_if_the_rest_is_renumbered(fact):
    sequence = fact.entry_id
    AuditEntry.objects.filter(pk=sequence)._raw_delete("default")
    renumber(sequence, by=-1)
    told = findings()
    assert f"Entry {sequence} differs from its digest." in told
    assert f"Row {fact.pk + 1} of missions_assessment belongs to entry {sequence + 1}, which does not exist." in told
    assert any(what.startswith("The head of the chain") for what in told)


def test_two_swapped_entries_are_found(fact):
    first, second = fact.entry_id, fact.entry_id + 1
    for old, new in ((first, 90000), (second, first), (90000, second)):
        AuditEntry.objects.filter(pk=old).update(sequence=new)
    told = findings()
    for sequence in (first, second):
        assert f"Entry {sequence} differs from its digest." in told
        assert f"Entry {sequence} does not carry the digest of the entry before it ({sequence - 1})." in told


def test_an_entry_inserted_in_the_middle_is_found(fact):
    sequence = fact.entry_id
    renumber(sequence, by=1)
    execute(COPY_OF_ENTRY, sequence, sequence + 1)
    AuditEntry.objects.filter(pk=sequence).update(action="forge")
    told = findings()
    assert f"Entry {sequence} differs from its digest." in told
    assert f"Entry {sequence + 1} differs from its digest." in told


def test_an_entry_added_at_the_end_is_found(fact):
    last, _ = end()
    execute(COPY_OF_ENTRY, last + 1, last)
    told = findings()
    assert f"Entry {last + 1} differs from its digest." in told
    assert f"The head of the chain ({last}) is not its last entry ({last + 1})." in told


def cut_off(after: int) -> None:
    """Remove everything after an entry, including rows."""
    for model in record_models():
        model.objects.filter(entry_id__gt=after)._raw_delete("default")
    entries().filter(sequence__gt=after)._raw_delete("default")


def test_a_truncated_end_is_found_by_the_head(fact):
    last, _ = end()
    cut_off(fact.entry_id)
    assert findings()[0] == f"The head of the chain ({last}) is not its last entry ({fact.entry_id})."


def test_a_missing_head_is_found(fact):
    ChainHead.objects.all().delete()
    assert findings()[0].startswith("The head of the chain (None) is not its last entry")


def test_a_truncated_end_with_an_adjusted_head_is_found_only_by_an_expected_end(fact):
    expected = end()
    cut_off(fact.entry_id)
    rehash()
    assert findings() == []
    assert findings(expected) == [
        f"Entry {expected[0]} was expected and does not exist: the end of the chain was cut off."
    ]


def test_a_record_rewritten_as_a_whole_is_found_only_by_an_expected_end(fact):
    expected = end()
    entry = AuditEntry.objects.get(pk=fact.entry_id)
    payload = json.loads(entry.payload)
    payload["rows"]["assessment"][0]["rationale"] = "Better."
    AuditEntry.objects.filter(pk=entry.pk).update(payload=canonical.text(payload))
    Assessment.objects.filter(pk=fact.pk).update(rationale="Better.")
    rehash()
    assert findings() == []
    assert findings(expected) == [f"Entry {expected[0]} has the digest {end()[1]}, where {expected[1]} was expected."]


def test_the_command_prints_a_line_for_each_finding_and_fails(fact, capsys):
    Assessment.objects.filter(pk__gte=fact.pk).update(rationale="Better.")
    with pytest.raises(CommandError, match=r"^The record has been altered: 2 findings\.$") as failed:
        call_command("verify_audit")
    assert failed.value.returncode != 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" was ")[0] for line in lines] == [
        f"Row {fact.pk} of missions_assessment",
        f"Row {fact.pk + 1} of missions_assessment",
    ]


@pytest.mark.parametrize("text", ["", "7", "7:", ":", "7:abc", f"-1:{'0' * 64}", f"7:{'0' * 64}\n", f"٧:{'0' * 64}"])
def test_an_invalid_expectation_is_reported_in_one_line(text):
    with pytest.raises(CommandError, match=r"^--expect takes SEQUENCE:DIGEST[^\n]*$"):
        call_command("verify_audit", expect=text)
