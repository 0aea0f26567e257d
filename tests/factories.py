"""The least that a test needs, made through the actions that people use."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from missions.access import Actor
from missions.actions.exchange import exports
from missions.actions.people import accounts, organizations
from missions.actions.record import evidence as actions
from missions.actions.record import facts
from missions.actions.reviews import amendments
from missions.domain.record.figures import CitedFigure
from missions.domain.vocabulary import (
    Availability,
    Contribution,
    EvidenceKind,
    FigureKind,
    Fit,
    GrantStep,
    InstallationKind,
    Performer,
    Provenance,
    Risk,
    RiskOfNot,
    Role,
)
from missions.models import Amendment, Assessment, Briefing, Evidence, Function, Installation, MissionArea, User
from missions.models.guards import is_insert_only
from missions.queries.exchange.briefings import briefing_document
from missions.queries.moment import resolve
from missions.storage import pieces
from tests.database import Server

DAY = date(2025, 3, 1)
PASSWORD = "csis-demo"
# Has every role, which no person may, in order to set up tests.
SETUP = Actor(pk=None, username="set-up", name="Set-up", organization="", roles=frozenset(Role))


def user(username: str, *roles: Role, organization: str = "Space Systems Command") -> User:
    """An account with these roles in force; its organization is added to the list if missing."""
    if not organizations.find(organization):
        organizations.add_organization(by=SETUP, name=organization, reason="A test needs it.")
    made = accounts.create_account(
        by=SETUP,
        username=username,
        name=username.title(),
        email=f"{username}@example.mil",
        organization=organization,
        password=PASSWORD,
        reason="A test needs it.",
    )
    # Tests sign in as people who have already chosen their password.
    made.password_is_first = False
    made.save(update_fields=["password_is_first"])
    for role in roles:
        granted = accounts.grant_role(by=SETUP, user=made, role=role, reason="A test needs it.")
        if granted.step == GrantStep.PROPOSED:
            accounts.confirm_role(by=SETUP, user=made, role=role, reason="A test needs it.")
    return made


def actor(*roles: Role, username: str = "") -> Actor:
    """A person with these roles in force, as an actor; named after the first role."""
    made = user(username or roles[0].value, *roles)
    return Actor(made.pk, made.username, made.name, made.organization.name, frozenset(roles))


def area(code: str = "SATCOM") -> MissionArea:
    """One of the areas of the official load."""
    return MissionArea.objects.get(code=code)


def function(code: str = "T-1", *, area_code: str = "SATCOM", on: date = DAY) -> Function:
    """A function in force from a day."""
    new = [facts.NewFunction(code=code, name=f"Function {code}", description="")]
    return facts.add_functions(by=SETUP, area=area(area_code), functions=new, effective_on=on, reason="Found.")[0]


def answers(of: Function, **given: object) -> facts.AssessmentAnswers:
    """Answers that leave the function open, unless others are given."""
    usual = {
        "performer": Performer.EITHER,
        "availability": Availability.LIMITED,
        "fit": Fit.PARTIALLY,
        "contribution": Contribution.SOME,
        "risk": Risk.LOW,
        "risk_of_not": RiskOfNot.LOW,
        "rationale": "Seen in use.",
    }
    return facts.AssessmentAnswers(function=of, **usual | given)


def assessment(
    of: Function,
    *,
    on: date = DAY,
    by: Actor = SETUP,
    provenance: Provenance = Provenance.ASSESSMENT,
    **given: object,
) -> Assessment:
    """One assessment of a function, in an entry of its own."""
    rows = facts.assess(
        by=by,
        target=f"function:{of.code}",
        answered=[answers(of, **given)],
        effective_on=on,
        reason="Assessed.",
        provenance=provenance,
    )
    return rows[0]


def evidence(
    title: str = "Field report",
    *,
    by: Actor = SETUP,
    upload: actions.Upload | None = None,
    behind: Iterable[Assessment] = (),
    **content: object,
) -> Evidence:
    """One piece of evidence, in an entry of its own, attached to these assessments."""
    said = actions.EvidenceContent(**{"kind": EvidenceKind.DOCUMENT, "title": title} | content)
    return actions.add_evidence(by=by, content=said, reason="Found.", upload=upload, behind=behind)


def figure(**said: object) -> CitedFigure:
    """A figure of the posture, complete unless other values are given."""
    usual = {
        "kind": FigureKind.POSTURE,
        "title": "Posture of SATCOM on 1 Mar 2025: Access, not met, 0/3",
        "on": DAY,
        "address": "/posture/?cell=SATCOM.access&as_of=2025-03-01&known=2025-03-02T10:00:00Z#cell",
        "words": ("Satellite communications, Access: not met.", "Access in conflict: not met, 0 of 3."),
        "numbers": {"area": "SATCOM", "column": "access", "state": "not_met"},
    }
    return CitedFigure(**usual | said)


def cited(**said: object) -> Evidence:
    """A figure kept as evidence."""
    return actions.cite(by=SETUP, figure=figure(**said), computed_at=timezone.now(), reason="Found.")


def upload(content: bytes = b"Seen at sea.\n", name: str = "report.txt", claimed: str = "") -> actions.Upload:
    """A file as a browser sends it."""
    return actions.Upload(BytesIO(content), name, len(content), claimed)


def drafted_policy() -> Amendment:
    """An amendment of the policy that waits for a decision authority."""
    steward = user("drafting-steward", Role.STEWARD)
    by = Actor(steward.pk, steward.username, steward.name, steward.organization.name, frozenset({Role.STEWARD}))
    numbers = amendments.PolicyNumbers(60, 25, 50, 36, 24, 24, 3, 2, 1)
    return amendments.draft_policy(by=by, numbers=numbers, effective_on=timezone.now().date(), reason="Clearer.")


def briefing(*, areas: tuple[str, ...] = ()) -> Briefing:
    """A briefing of the record as of `DAY`, known now."""
    at = resolve(as_of=DAY, known=None, today=DAY, chosen=True)
    document = briefing_document(at.moment, at.policy, areas, by=SETUP)
    return exports.build_briefing(by=SETUP, document=document, ending="pdf")


def insert_only_tables() -> list[str]:
    """The tables whose rows can never change."""
    return sorted(model._meta.db_table for model in apps.get_models() if is_insert_only(model))


@contextmanager
def as_owner(server: Server, *, guarded: bool = False) -> Iterator[None]:
    """Django's connection as the owner, with the guards off unless `guarded`; everything is rolled back."""
    settings = connection.settings_dict
    kept = {name: settings[name] for name in ("USER", "PASSWORD")}
    address = conninfo_to_dict(server.owner())
    connection.close()
    settings.update(USER=address["user"], PASSWORD=address.get("password", ""))
    try:
        with transaction.atomic():
            if not guarded:
                unguard(connection.cursor())
            yield
            transaction.set_rollback(True)
    finally:
        connection.close()
        settings.update(kept)


def become(kind: InstallationKind, *, sample: bool = False) -> None:
    """As the owner, declare another purpose for the database, with or without the sample."""
    table = Installation._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        Installation.objects.update(kind=kind, sample=sample)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def unguard(session) -> None:
    """Switch the guards off, as only the owner can; foreign keys are checked at the end of the transaction."""
    # A table cannot be altered while its deferred checks wait.
    session.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in insert_only_tables():
        session.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    session.execute("SET CONSTRAINTS ALL DEFERRED")


def file_piece() -> None:
    """A file of evidence that is kept in the database."""
    pieces.store(BytesIO(b"A report."))
