"""Files of functions and assessments for tests, and what an analyst does with them in the browser."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from missions.actions.exchange import workbooks
from missions.domain.vocabulary import Role
from missions.models import Assessment, AuditEntry, Function, FunctionRevision
from missions.sheets.functions import COLUMNS
from tests import factories

HEADER = ",".join(COLUMNS)
ANSWERS = "either,limited,partially,some,low,low,Seen in use."


def analyst(username: str = "ortiz") -> Client:
    """A browser in which a new analyst is signed in."""
    client = Client()
    client.force_login(factories.user(username, Role.ANALYST))
    return client


def row(
    code: str = "T-1", *, area: str = "SATCOM", name: str = "", answers: str = ANSWERS, on: str = "2025-03-01"
) -> str:
    return f"{area},{code},{name},,{answers},,{on}"


def function_row(code: str, name: str, **changed: str) -> str:
    return row(code, name=name, answers=",,,,,,", **changed)


def upload(client: Client, *rows: str, name: str = "file.csv", content: bytes | None = None, kind: str = ""):
    content = "\n".join([HEADER, *rows]).encode() if content is None else content
    answer = client.post("/imports/", {"file": SimpleUploadedFile(name, content), "kind": kind})
    # What the worker does.
    workbooks.read_waiting()
    return answer


def dry_run(client: Client, *rows: str, **file):
    """The page with the preview of these rows or this file, after one step of the comparison."""
    address = upload(client, *rows, **file)["Location"]
    client.post(f"{address}step/")
    return client.get(f"{address}?status=all")


def outcome(page) -> list[tuple[int, str]]:
    return [(one.line, one.status) for one in page.context["rows"]]


def problems(page) -> list[str]:
    return [problem for one in page.context["rows"] for problem in one.plan["problems"]]


def confirm(client: Client, page, reason: str = "The yearly look."):
    return client.post(f"{page.request['PATH_INFO']}confirm/", {"reason": reason})


def of_record() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Function, FunctionRevision, Assessment, AuditEntry))


def workbook(**sheets: list[list]) -> bytes:
    """A workbook of these sheets, with their rows."""
    made, file = Workbook(), BytesIO()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    made.save(file)
    return file.getvalue()
