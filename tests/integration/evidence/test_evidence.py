"""Recording, superseding and attaching evidence, and the folder its files are kept in."""

import hashlib
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from missions.access import Refused
from missions.actions import errors
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.record import evidence as actions
from missions.actions.record import facts
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import EvidenceKind, Role
from missions.models import Assessment, AssessmentEvidence, AuditEntry, ChainHead, Evidence
from missions.queries.people.verification import verify
from missions.queries.record import evidence as queries
from missions.queries.record import evidence_links
from missions.storage.files import UnreadableEvidence, checked
from missions.storage.folder import place
from tests import factories

pytestmark = pytest.mark.django_db

REPORT = b"Seen at sea.\n"
CONTENT = actions.EvidenceContent(kind=EvidenceKind.DOCUMENT, title="Field report")


def moment(known: int | None = None) -> Moment:
    sequence = ChainHead.objects.get().sequence if known is None else known
    return Moment(as_of=factories.DAY, sequence=sequence, known=None, today=factories.DAY)


def tamper(row: Evidence, content: bytes) -> Path:
    """Overwrite a stored file, as somebody with rights to the folder could."""
    file = place(row.sha256)
    file.chmod(0o600)
    file.write_bytes(content)
    return file


@pytest.fixture
def own_folder(settings, tmp_path) -> Path:
    """A folder of evidence that no other test uses."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR


def test_evidence_and_its_link_to_the_assessment_are_one_entry():
    assessment = factories.assessment(factories.function())
    entries = AuditEntry.objects.count()
    made = factories.evidence(behind=[assessment])
    assert AuditEntry.objects.count() == entries + 1
    link = AssessmentEvidence.objects.get()
    assert (link.assessment, link.evidence, link.entry_id, link.reason) == (assessment, made, made.entry_id, "Found.")
    assert made.entry.action == "add evidence"
    assert list(verify()) == []


def test_an_assessment_and_its_evidence_are_one_entry():
    function, report = factories.function(), factories.evidence()
    made = facts.reassess(
        by=factories.SETUP,
        answers=factories.answers(function),
        effective_on=factories.DAY,
        reason="The yearly look.",
        against=0,
        evidence=[report],
    )
    assert AssessmentEvidence.objects.get().entry_id == made.entry_id
    rows = facts.assess(
        by=factories.SETUP,
        target="area:SATCOM",
        answered=[factories.answers(factories.function("T-2")), factories.answers(factories.function("T-3"))],
        effective_on=factories.DAY,
        reason="Both at once.",
        evidence=[report],
    )
    assert {link.assessment for link in report.assessment_links.filter(entry=rows[0].entry_id)} == set(rows)
    assert list(verify()) == []


def test_different_evidence_alone_is_a_change_and_the_same_evidence_is_none():
    function, report = factories.function(), factories.evidence()
    first = factories.assessment(function)
    said = {
        "by": factories.SETUP,
        "answers": factories.answers(function),
        "effective_on": factories.DAY,
        "reason": "Again.",
    }
    with pytest.raises(errors.Unfit, match="Nothing would change"):
        facts.reassess(**said, against=first.entry_id)
    second = facts.reassess(**said, against=first.entry_id, evidence=[report])
    with pytest.raises(errors.Unfit, match="Nothing would change"):
        facts.reassess(**said, against=second.entry_id, evidence=[report])


def test_more_evidence_is_attached_later_once_in_its_own_entry():
    assessment = factories.assessment(factories.function())
    first, second = factories.evidence("First", behind=[assessment]), factories.evidence("Second")
    said = {"by": factories.SETUP, "fact": assessment, "reason": "Found in the archive."}
    assert actions.attach(**said, evidence=[first, second]) == [second]
    link = AssessmentEvidence.objects.get(evidence=second)
    assert (link.entry.action, link.entry.target) == ("attach evidence", "function:T-1")
    assert link.entry_id > assessment.entry_id
    with pytest.raises(errors.Unfit, match="already attached"):
        actions.attach(**said, evidence=[first, second])


def test_nothing_is_attached_to_a_withdrawn_assessment():
    assessment = factories.assessment(factories.function())
    facts.withdraw_assessment(by=factories.SETUP, assessment=assessment, reason="Mistaken.")
    with pytest.raises(errors.Unfit, match="withdrawn"):
        actions.attach(by=factories.SETUP, fact=assessment, evidence=[factories.evidence()], reason="Late.")


def test_newer_evidence_supersedes_once_and_keeps_the_file_on_request():
    report = factories.evidence(upload=factories.upload())
    newer = actions.supersede_evidence(
        by=factories.SETUP, evidence=report, content=CONTENT, reason="Second edition.", keep_file=True
    )
    assert (newer.supersedes, newer.sha256, newer.size) == (report, report.sha256, report.size)
    with pytest.raises(actions.Superseded) as refused:
        actions.supersede_evidence(by=factories.SETUP, evidence=report, content=CONTENT, reason="Mine.")
    assert refused.value.newer == newer
    last = actions.supersede_evidence(by=factories.SETUP, evidence=newer, content=CONTENT, reason="Third, no file.")
    assert last.sha256 == ""


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST}))
def test_only_an_analyst_records_evidence_and_a_refusal_stores_nothing(role, own_folder):
    assessment = factories.assessment(factories.function())
    report = factories.evidence()
    somebody = factories.actor(role)
    for act in (
        lambda: factories.evidence(by=somebody, upload=factories.upload()),
        lambda: actions.supersede_evidence(by=somebody, evidence=report, content=CONTENT, reason="Mine."),
        lambda: actions.attach(by=somebody, fact=assessment, evidence=[report], reason="Mine."),
    ):
        with pytest.raises(Refused):
            act()
    assert Evidence.objects.count() == 1
    assert not AssessmentEvidence.objects.exists()
    assert not own_folder.exists()


def test_a_file_is_stored_once_under_its_digest_and_read_only(own_folder):
    first = factories.evidence(upload=factories.upload(REPORT))
    second = factories.evidence(upload=factories.upload(REPORT, "copy.txt"))
    digest = hashlib.sha256(REPORT).hexdigest()
    assert {first.sha256, second.sha256} == {digest}
    assert (first.size, first.media_type, second.file_name) == (len(REPORT), "text/plain; charset=utf-8", "copy.txt")
    assert [path for path in own_folder.rglob("*") if path.is_file()] == [own_folder / digest[:2] / digest]
    assert place(digest).stat().st_mode & 0o777 == 0o400
    with checked(digest, len(REPORT)) as file:
        assert file.read() == REPORT


def test_a_stored_file_is_never_overwritten(own_folder):
    row = factories.evidence(upload=factories.upload(REPORT))
    file = tamper(row, b"Something else.")
    with pytest.raises(errors.Unfit, match="not the one that was recorded"):
        factories.evidence(upload=factories.upload(REPORT))
    assert file.read_bytes() == b"Something else."
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"Seen at sea!\n", REPORT + b"\n", REPORT[:-1]])
def test_an_altered_file_cannot_be_downloaded(own_folder, content):
    row = factories.evidence(upload=factories.upload(REPORT))
    tamper(row, content)
    with pytest.raises(UnreadableEvidence, match="not the one"):
        checked(row.sha256, row.size)


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (factories.upload(b"<html></html>", "report.pdf"), "markup"),
        (factories.upload(b"", "report.txt"), "empty"),
        (factories.upload(b"MZ", "report.exe"), "Attach PDF"),
        (factories.upload(b"a" * 1001), "larger than 1,000 bytes"),
    ],
)
def test_a_refused_file_leaves_nothing(settings, own_folder, upload, said):
    settings.EVIDENCE_MAX_BYTES = 1000
    entries = AuditEntry.objects.count()
    with pytest.raises(errors.Unfit, match=said) as refused:
        factories.evidence(upload=upload)
    assert refused.value.field == "file"
    assert AuditEntry.objects.count() == entries
    assert not own_folder.exists()


def test_a_folder_that_cannot_be_written_is_reported_beside_the_field(settings, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    settings.EVIDENCE_DIR = blocked / "evidence"
    with pytest.raises(errors.Unfit, match="could not be stored"):
        factories.evidence(upload=factories.upload())


def test_verification_names_missing_and_altered_files(own_folder, capsys):
    sound, lost, altered = (factories.evidence(upload=factories.upload(name)) for name in (b"one", b"two", b"three"))
    call_command("verify_audit")
    assert " 3 files, " in capsys.readouterr().out
    place(lost.sha256).unlink()
    tamper(altered, b"four")
    with pytest.raises(CommandError, match="2 findings"):
        call_command("verify_audit")
    said = capsys.readouterr().out
    assert f"Evidence {lost.pk} of entry {lost.entry_id}, report.txt: The file is missing" in said
    assert f"Evidence {altered.pk} of entry {altered.entry_id}, report.txt: The file in the folder" in said
    assert f"Evidence {sound.pk} " not in said
    call_command("verify_audit", no_files=True)
    assert capsys.readouterr().out.startswith("ok: ")


def test_a_page_shows_what_was_known_at_its_moment():
    function = factories.function()
    assessment = factories.assessment(function)
    before = ChainHead.objects.get().sequence
    first = factories.evidence("First", behind=[assessment])
    attached = ChainHead.objects.get().sequence
    newer = actions.supersede_evidence(by=factories.SETUP, evidence=first, content=CONTENT, reason="Newer.")
    assert evidence_links.behind(moment(before), "SATCOM") == ()
    assert [one.evidence.superseded_by for one in evidence_links.behind(moment(attached), "SATCOM")] == [None]
    (now,) = evidence_links.behind(moment(), "SATCOM", function.code)
    assert (now.evidence.title, now.evidence.superseded_by, now.functions) == ("First", newer.pk, ("T-1",))
    assert queries.by_key(moment(before), [first.pk], reader=factories.SETUP) == {}
    listed = queries.found(moment(attached), queries.EvidenceQuery(), reader=factories.SETUP).rows
    assert [one.pk for one in listed] == [first.pk]
    assert evidence_links.attached(moment(before), first.pk) == ()


def test_an_areas_evidence_is_that_of_its_assessments_in_force():
    function = factories.function()
    factories.evidence("Old", behind=[factories.assessment(function, rationale="Old.")])
    factories.evidence("New", behind=[factories.assessment(function, rationale="New.")])
    assert [one.evidence.title for one in evidence_links.behind(moment(), "SATCOM")] == ["New"]
    listed = queries.found(moment(), queries.EvidenceQuery(behind="SATCOM"), reader=factories.SETUP).rows
    assert [one.title for one in listed] == ["New", "Old"]
    assert [one.in_force for one in evidence_links.attached(moment(), listed[1].pk)] == [False]


def test_a_form_offers_chosen_then_related_then_newest_evidence():
    near = factories.evidence("Near", behind=[factories.assessment(factories.function("T-1"))])
    area = factories.evidence("Of the area", behind=[factories.assessment(factories.function("T-2"))])
    chosen = factories.evidence("Chosen")
    actions.supersede_evidence(by=factories.SETUP, evidence=chosen, content=CONTENT, reason="Newer.")
    newest = factories.evidence("Newest")
    offered = queries.offered(moment(), area="SATCOM", function="T-1", chosen=[chosen.pk])
    assert [(one.evidence.title, one.near) for one in offered] == [
        ("Chosen", ""),
        ("Near", "this function"),
        ("Of the area", "this area"),
        ("Newest", ""),
        ("Field report", ""),
    ]
    found = queries.offered(moment(), area="SATCOM", function="T-1", text="NEWEST", chosen=[near.pk])
    assert [one.evidence.pk for one in found] == [near.pk, newest.pk]
    assert area.pk not in {one.evidence.pk for one in found}


def insert(*rows: dict[str, object]) -> None:
    """Insert rows of evidence without the action, all in one entry; `supersedes` is an index into these rows."""
    made: list[Evidence] = []
    with transaction.atomic(), recording(by=factories.SETUP, action="forge", target="evidence") as entry:
        for columns in rows:
            usual = {"kind": "document", "title": "Forged", "provenance": "assessment", "reason": "Forged."}
            earlier = columns.pop("supersedes", None)
            supersedes = None if earlier is None else made[earlier]
            made.append(entry.add(Evidence(**usual | columns, supersedes=supersedes)))


@pytest.mark.parametrize(
    "columns",
    [
        {"title": ""},
        {"reason": ""},
        {"kind": "rumor"},
        {"provenance": "rumor"},
        {"kind": "link"},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://example.org/"},
        {"sha256": "a" * 64},
        {"sha256": "A" * 64, "size": 1, "media_type": "text/plain", "file_name": "x.txt"},
        {"sha256": "a" * 64, "size": 0, "media_type": "text/plain", "file_name": "x.txt"},
        {"sha256": "a" * 64, "size": 1, "media_type": "", "file_name": "x.txt"},
        {"sha256": "a" * 64, "size": 1, "media_type": "text/plain", "file_name": ""},
        {"size": 1},
    ],
)
def test_the_database_refuses_incomplete_evidence(columns):
    with pytest.raises((DatabaseError, Unfit)) as refused:
        insert(columns)
    why = refused.value.__cause__
    assert isinstance(why.__cause__ or why, psycopg.errors.CheckViolation)


def test_the_database_accepts_complete_evidence():
    file = {"sha256": "a" * 64, "size": 1, "media_type": "text/plain", "file_name": "x.txt"}
    insert({"kind": "link", "url": "https://example.org/a"}, file)
    assert Evidence.objects.count() == 2


def test_evidence_supersedes_only_earlier_evidence():
    with pytest.raises(DatabaseError, match="only what was recorded before"):
        insert({}, {"supersedes": 0})


def test_an_assessment_has_a_piece_of_evidence_once():
    assessment = factories.assessment(factories.function())
    report = factories.evidence(behind=[assessment])
    with (
        pytest.raises(Unfit, match="attached already"),
        transaction.atomic(),
        recording(by=factories.SETUP, action="forge", target="evidence") as entry,
    ):
        facts.attach_in(entry, [assessment], [report], "Twice.")
    assert Assessment.objects.get().evidence_links.count() == 1
