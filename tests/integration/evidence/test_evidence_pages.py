"""The pages of evidence: the list, a piece with its file, and the forms that record and attach it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from missions.actions.record import evidence as actions
from missions.domain.vocabulary import EvidenceKind, Provenance, Role
from missions.models import Assessment, AssessmentEvidence, AuditEntry, Evidence
from missions.storage.folder import place
from tests import factories
from tests.integration.record.test_assessments import ASSESS, posted, signed_in

pytestmark = pytest.mark.django_db

ADD = "/evidence/add/"
ATTACH = "/areas/SATCOM/functions/T-1/evidence/"
FUNCTION = "/areas/SATCOM/functions/T-1/"
AREA = "/areas/SATCOM/"


@pytest.fixture
def analyst() -> Client:
    return signed_in("ortiz")


@pytest.fixture
def assessment() -> Assessment:
    return factories.assessment(factories.function())


def filled(**changed: object) -> dict:
    """The form's fields, all filled in."""
    usual = {
        "kind": "document",
        "title": "Field report",
        "publisher": "Test range",
        "dated_on": "2025-02-01",
        "url": "https://example.org/report",
        "note": "Pages 3 to 5.",
        "provenance": "public_source",
        "reason": "Shows it in use.",
    }
    return usual | changed


def sent(
    content: bytes = b"Seen at sea.\n", name: str = "report.txt", claimed: str = "text/plain"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claimed)


def content(response: HttpResponse) -> str:
    return response.content.decode()


def test_evidence_is_added_with_its_file_and_shown_with_author_date_and_reason(analyst):
    response = analyst.post(ADD, filled(file=sent()), follow=True)
    row = Evidence.objects.get()
    assert response.redirect_chain == [(f"/evidence/{row.pk}/", 302)]
    shown = content(response)
    for said in ("Field report", "Test range", "1 Feb 2025", "Pages 3 to 5.", "Public source", "Ortiz", "Shows it in"):
        assert said in shown
    assert f'href="/evidence/{row.pk}/file/"' in shown and row.sha256 in shown and "report.txt" in shown
    assert f"entry {row.entry_id}" in shown
    assert 'rel="external noopener noreferrer"' in shown
    assert "Nothing rests on it." in shown


def test_evidence_for_a_function_is_attached_to_its_assessment_at_once(analyst, assessment):
    entries = AuditEntry.objects.count()
    response = analyst.post(f"{ADD}?for=T-1", filled(behind="on"), follow=True)
    assert response.redirect_chain == [(FUNCTION, 302)]
    assert AuditEntry.objects.count() == entries + 1
    row = Evidence.objects.get()
    for page in (FUNCTION, AREA):
        assert f'href="/evidence/{row.pk}/"' in content(analyst.get(page))
    assert f'href="{FUNCTION}"' in content(analyst.get(f"/evidence/{row.pk}/"))


def test_evidence_for_a_function_can_be_recorded_without_attaching_it(analyst, assessment):
    assert analyst.post(f"{ADD}?for=T-1", filled()).status_code == 302
    assert Evidence.objects.exists() and not AssessmentEvidence.objects.exists()


def test_evidence_for_an_unassessed_function_has_nothing_to_attach_to(analyst):
    factories.function()
    assert "behind" not in analyst.get(f"{ADD}?for=T-1").context["form"].fields
    assert analyst.post(f"{ADD}?for=T-1", filled(behind="on")).status_code == 302
    assert not AssessmentEvidence.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("kind", "rumor", "Choose one of the kinds"),
        ("kind", "", "Choose a kind."),
        ("title", "", "Give it a title."),
        ("title", "x" * 301, "at most 300"),
        ("title", "nu\0l", "Null characters"),
        ("publisher", "x" * 201, "at most 200"),
        ("note", "x" * 2001, "at most 2000"),
        ("dated_on", "last spring", "Write a day as 2025-03-01."),
        ("dated_on", "9999-01-01", "up to today"),
        ("dated_on", "0001-01-01", "up to today"),
        ("url", "javascript:alert(1)", "begins with https://"),
        ("url", "ftp://example.org/", "begins with https://"),
        ("url", "https://example.org/" + "x" * 2000, "at most 2000"),
        ("url", "http://[::1", "begins with https://"),
        ("provenance", "official", "Choose one of those listed."),
        ("provenance", "illustrative", "Choose one of those listed."),
        ("reason", "", "Enter a reason."),
        ("reason", "x" * 2001, "at most 2000"),
    ],
)
def test_errors_are_shown_beside_their_fields_and_input_is_kept(analyst, field, value, said):
    response = analyst.post(ADD, filled(**{field: value}))
    assert response.status_code == 400
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert said in form.errors[field][0]
    assert form["note" if field != "note" else "title"].value() == filled()["note" if field != "note" else "title"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Https://example.org/A", "https://example.org/A"), ("HTTP://share_1/docs/1", "http://share_1/docs/1")],
)
def test_an_address_in_capitals_or_of_an_intranet_is_recorded_by_both_forms(analyst, typed, kept):
    added = analyst.post(ADD, filled(url=typed))
    assert added.status_code == 302
    superseded = analyst.post(f"{added['Location']}supersede/", filled(url=typed, title="Second report"))
    assert superseded.status_code == 302
    assert set(Evidence.objects.values_list("url", flat=True)) == {kept}


def test_a_line_end_counts_as_one_character_like_in_the_browser(analyst):
    typed = "\r\n".join(["x"] * 1000)
    refused = analyst.post(ADD, filled(reason=f"{typed}xxxx", note=f"{typed}xxxx")).context["form"].errors
    assert set(refused) == {"reason", "note"}
    assert analyst.post(ADD, filled(reason=f"{typed}x", note=f"{typed}x")).status_code == 302
    assert {len(text) for text in Evidence.objects.values_list("reason", "note").get()} == {2000}


def test_a_link_needs_its_address(analyst):
    assert list(analyst.post(ADD, filled(kind="link", url="")).context["form"].errors) == ["url"]
    assert analyst.post(ADD, filled(kind="link")).status_code == 302


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (sent(b"<html><script>1</script>", "report.pdf", "application/pdf"), "markup or a program"),
        (sent(b"%PDF-1.7\n%%EOF", "report.txt"), "the content is PDF"),
        (sent(b"", "report.txt"), "The file is empty."),
        (sent(b"MZ\x90", "setup.exe", "application/octet-stream"), "Attach PDF"),
        (sent(b"caf\xe9", "report.txt"), "not in UTF-8"),
    ],
)
def test_a_file_of_another_type_than_claimed_is_refused_beside_its_field(analyst, file, said):
    response = analyst.post(ADD, filled(file=file))
    assert response.status_code == 400
    assert said in response.context["form"].errors["file"][0]
    assert response.context["form"]["title"].value() == "Field report"
    assert not Evidence.objects.exists()


def test_a_file_with_a_very_long_name_keeps_its_ending(analyst):
    assert analyst.post(ADD, filled(file=sent(name="x" * 300 + ".txt"))).status_code == 302
    row = Evidence.objects.get()
    assert len(row.file_name) == 255 and row.file_name.endswith("x.txt")


def test_a_file_sent_with_an_error_elsewhere_must_be_chosen_again(analyst):
    response = analyst.post(ADD, filled(title="", file=sent()))
    assert "Choose the file again" in response.context["form"].errors["file"][0]


@pytest.mark.parametrize("size", [1001, 200_000, 3_000_000])
def test_a_file_that_is_too_large_is_refused_whatever_its_size(analyst, settings, size):
    settings.EVIDENCE_MAX_BYTES = 1000
    response = analyst.post(ADD, filled(file=sent(b"a" * size)))
    assert response.status_code == 400
    assert "larger than 1,000 bytes" in response.context["form"].errors["file"][0]


def test_the_limit_of_imports_does_not_apply_to_evidence(analyst, settings):
    settings.EVIDENCE_MAX_BYTES, settings.IMPORT_MAX_BYTES = 1000, 10_000_000
    response = analyst.post(ADD, filled(file=sent(b"x" * 5000)))
    assert response.status_code == 400
    assert Evidence.objects.count() == 0


def test_a_file_is_delivered_unchanged_with_isolating_headers(analyst):
    row = factories.evidence(upload=factories.upload(b"a,b\n1,2\n", 'Zähl"ung\r\n.csv'))
    response = analyst.get(f"/evidence/{row.pk}/file/")
    assert (response.status_code, response.content) == (200, b"a,b\n1,2\n")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Length"] == "8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Z%C3%A4hl%22ung")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]
    head = analyst.head(f"/evidence/{row.pk}/file/")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", "8")


def test_each_download_is_recorded_and_a_request_for_headers_is_not(analyst):
    row = factories.evidence(upload=factories.upload())
    before = AuditEntry.objects.latest("sequence").sequence
    analyst.head(f"/evidence/{row.pk}/file/")
    assert not AuditEntry.objects.filter(sequence__gt=before).exists()
    analyst.get(f"/evidence/{row.pk}/file/")
    entry = AuditEntry.objects.get(sequence__gt=before)
    assert (entry.entry_class, entry.action, entry.target) == ("access", "download file", f"evidence:{row.pk}")
    assert (entry.actor.username, row.sha256 in entry.payload) == ("ortiz", True)


@pytest.mark.parametrize("altered", [True, False])
def test_an_altered_file_is_not_delivered(analyst, settings, tmp_path, altered):
    settings.EVIDENCE_DIR = tmp_path
    row = factories.evidence(upload=factories.upload())
    stored = place(row.sha256)
    stored.chmod(0o600)
    if altered:
        stored.write_bytes(b"Something else.")
    else:
        stored.unlink()
    response = analyst.get(f"/evidence/{row.pk}/file/")
    assert response.status_code == 409
    assert row.sha256 in content(response)
    assert "Something else." not in content(response)


def test_evidence_without_a_file_has_nothing_to_download(analyst):
    assert analyst.get(f"/evidence/{factories.evidence().pk}/file/").status_code == 404


def test_the_form_that_supersedes_starts_from_the_earlier_evidence(analyst, assessment):
    row = factories.evidence("First edition", upload=factories.upload(), behind=[assessment])
    form = analyst.get(f"/evidence/{row.pk}/supersede/").context["form"]
    assert form["title"].value() == "First edition"
    response = analyst.post(f"/evidence/{row.pk}/supersede/", filled(title="Second edition", keep_file="on"))
    newer = Evidence.objects.get(supersedes=row)
    assert response["Location"] == f"/evidence/{newer.pk}/"
    assert newer.sha256 == row.sha256
    assert "Superseded on" in content(analyst.get(f"/evidence/{row.pk}/"))
    assert f'href="/evidence/{row.pk}/"' in content(analyst.get(f"/evidence/{newer.pk}/"))
    assert f'href="/evidence/{newer.pk}/"' in content(analyst.get(FUNCTION))
    assert analyst.get(f"/evidence/{row.pk}/supersede/")["Location"] == f"/evidence/{newer.pk}/"


def test_the_second_of_two_people_who_supersede_keeps_their_input(analyst):
    row = factories.evidence()
    assert analyst.post(f"/evidence/{row.pk}/supersede/", filled(title="Mine")).status_code == 302
    response = signed_in("lindqvist").post(f"/evidence/{row.pk}/supersede/", filled(title="Theirs"))
    assert response.status_code == 409
    assert response.context["form"]["title"].value() == "Theirs"
    assert f'href="/evidence/{Evidence.objects.get(title="Mine").pk}/"' in content(response)
    assert Evidence.objects.count() == 2


def test_an_assessment_is_saved_with_the_ticked_evidence(analyst):
    factories.function()
    report = factories.evidence()
    assert analyst.post(ASSESS, posted(analyst, evidence=[report.pk])).status_code == 302
    link = AssessmentEvidence.objects.get()
    assert (link.evidence, link.entry_id) == (report, Assessment.objects.get().entry_id)
    form = analyst.get(ASSESS).context["form"]
    assert form["evidence"].value() == [report.pk]


@pytest.mark.parametrize("htmx", [True, False])
def test_searching_evidence_keeps_input_and_stores_nothing(analyst, htmx):
    factories.function()
    ticked, sought = factories.evidence("Ticked"), factories.evidence("Harbor trial")
    for number in range(15):
        factories.evidence(f"Newer {number}")
    entries = AuditEntry.objects.count()
    data = posted(analyst, rationale="Half a sen", reason="", evidence=[ticked.pk], find="harbor", look="yes")
    response = analyst.post(ASSESS, data, headers={"HX-Request": "true"} if htmx else {})
    assert response.status_code == 200
    form = response.context["form"]
    assert [key for key, _ in form.fields["evidence"].choices] == [str(ticked.pk), str(sought.pk)]
    assert form["rationale"].value() == "Half a sen"
    assert "usa-error-message" not in content(response)
    assert ("<html" in content(response)) is not htmx
    assert "checked" in content(response)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("key", ["x", "-1", "1\0", "9" * 19, "99999999", "١", ""])
@pytest.mark.parametrize("address", [ASSESS, ATTACH])
def test_evidence_that_does_not_exist_is_reported_beside_the_field(analyst, assessment, address, key):
    data = posted(analyst, risk="low", evidence=[key])
    response = analyst.post(address, data)
    assert response.status_code == 400
    assert "evidence" in response.context["form"].errors
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("find", ["nu\0l", "x" * 5000, "%", "_", "\\"])
def test_any_search_words_are_answered(analyst, assessment, find):
    for address in (ASSESS, ATTACH):
        assert analyst.post(address, posted(analyst, find=find, look="yes")).status_code == 200


def test_more_evidence_is_attached_and_shown_afterward(analyst, assessment):
    report = factories.evidence()
    entries = AuditEntry.objects.count()
    response = analyst.post(ATTACH, {"evidence": [report.pk], "reason": "Found later."}, follow=True)
    assert response.redirect_chain == [(FUNCTION, 302)]
    assert "Field report" in content(response)
    again = analyst.post(ATTACH, {"evidence": [report.pk], "reason": "Again."})
    assert again.status_code == 400
    assert "already attached" in again.context["form"].errors["evidence"][0]
    assert AuditEntry.objects.count() == entries + 1


def test_attaching_needs_an_assessment_and_a_choice(analyst):
    factories.function()
    assert analyst.get(ATTACH)["Location"] == FUNCTION
    factories.assessment(factories.area().functions.get(code="T-1"))
    assert set(analyst.post(ATTACH, {}).context["form"].errors) == {"evidence", "reason"}


def test_the_list_is_searched_filtered_and_paged(analyst, assessment):
    factories.evidence("Harbor trial", behind=[assessment], kind=EvidenceKind.EXERCISE)
    factories.evidence("Catalog counts", provenance=Provenance.CATALOG, publisher="100% Range_7")
    for number in range(25):
        factories.evidence(f"Report {number}")

    def titles(**query: str) -> list[str]:
        return [row.title for row in analyst.get("/evidence/", query).context["rows"]]

    assert titles(q="HARBOR") == titles(kind="exercise") == titles(behind="satcom") == titles(behind="T-1")
    assert titles(q="harbor") == ["Harbor trial"]
    assert titles(provenance="catalog") == titles(q="0% range_") == ["Catalog counts"]
    assert titles(q="0_ range") == []
    assert titles(q="harbor", kind="link") == []
    first = analyst.get("/evidence/").context
    assert (len(first["rows"]), first["newer_url"]) == (25, None)
    second = analyst.get(first["older_url"]).context
    assert [row.title for row in second["rows"]] == ["Catalog counts", "Harbor trial"]
    assert second["older_url"] is None


def test_a_page_of_the_past_shows_the_evidence_known_then_without_forms(analyst, assessment):
    known = assessment.entry.recorded_at.isoformat().replace("+00:00", "Z")
    row = factories.evidence(behind=[assessment])
    assert analyst.get(f"/evidence/{row.pk}/", {"known": known}).status_code == 404
    listed = analyst.get("/evidence/", {"known": known})
    assert listed.context["rows"] == () and not listed.context["may_add"]
    assert analyst.get(FUNCTION, {"known": known}).context["evidence"] == ()
    assert analyst.get(FUNCTION).context["evidence"][0][0].pk == row.pk


def test_illustrative_evidence_is_labeled_everywhere(analyst, assessment):
    row = factories.evidence(behind=[assessment], provenance=Provenance.ILLUSTRATIVE)
    for page in (FUNCTION, AREA, "/evidence/", f"/evidence/{row.pk}/"):
        assert "label--illustrative" in content(analyst.get(page))


def test_people_who_may_not_record_see_no_link_to_a_form(assessment):
    row = factories.evidence(behind=[assessment])
    viewer = signed_in("whitfield", Role.VIEWER)
    for page in (FUNCTION, "/evidence/", f"/evidence/{row.pk}/"):
        shown = content(viewer.get(page))
        assert "/add/" not in shown and "/supersede/" not in shown and ATTACH not in shown


def test_markup_in_input_is_shown_as_text(analyst, assessment):
    tag = "<img src=x>"
    said = actions.EvidenceContent(
        kind=EvidenceKind.LINK, title=tag, publisher=tag, note=tag, url="https://example.org/?<x>"
    )
    row = actions.add_evidence(by=factories.SETUP, content=said, reason=tag, behind=[assessment])
    for page in (
        FUNCTION,
        AREA,
        "/evidence/",
        f"/evidence/{row.pk}/",
        ASSESS,
        ATTACH,
        f"/evidence/{row.pk}/supersede/",
    ):
        assert tag not in content(analyst.get(page))
