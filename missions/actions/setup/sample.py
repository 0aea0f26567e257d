"""Load the illustrative sample (accounts, functions, dated assessments), only in a demonstration database."""

from contextlib import nullcontext
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from missions.access import SYSTEM, Actor
from missions.actions import installation
from missions.actions.people import notices
from missions.actions.people.accounts import install_account
from missions.actions.record import evidence, facts
from missions.actions.reviews import effect
from missions.actions.reviews.reviews import open_due_reviews
from missions.actions.setup.sample_commercial import CommercialLoader
from missions.actions.setup.sample_reviews import ReviewLoader
from missions.domain.audit import TargetKind
from missions.domain.vocabulary import InstallationKind, Provenance, Role
from missions.models import Assessment, Function, FunctionRevision, MissionArea, User
from missions.queries.people.accounts import actor_of

ILLUSTRATIVE = Provenance.ILLUSTRATIVE


def install_accounts(accounts: list[dict[str, Any]], password: str) -> bool:
    """Create the demonstration accounts unless there are accounts. Returns whether any were created.

    With the sample, each account is created at its own time.
    """
    installed = installation.demand(InstallationKind.DEMONSTRATION)
    if User.objects.exists():
        return False
    # All accounts share one public password, so its slow hash is made once.
    hashed = make_password(password)
    for account in accounts:
        granted = datetime.fromisoformat(f"{account['granted_on']}T12:00:00Z")
        with installation.clock(granted) if installed.sample else nullcontext():
            install_account(
                by=SYSTEM,
                username=account["username"],
                name=account["name"],
                email=account["email"],
                organization=account["organization"],
                hashed=hashed,
                roles=[Role(role) for role in account["roles"]],
                # The sign-in page shows the password to everybody.
                is_first=False,
            )
    return True


def load_sample(sample: dict[str, Any], reviews: dict[str, Any], commercial: dict[str, Any]) -> bool:
    """Replay all three event files, each event at its own time, unless functions exist. Returns whether it did.

    Notices from the reviews count as read, except those of the last days; no mail is sent.
    """
    installation.demand(InstallationKind.DEMONSTRATION)
    if Function.objects.exists():
        return False
    record = _Loader(sample)
    loaders = [
        (sample["events"], record),
        (reviews["events"], ReviewLoader()),
        (commercial["events"], CommercialLoader(record.actors)),
    ]
    ordered = [(event["recorded_at"], event, loader) for events, loader in loaders for event in events]
    for at, event, loader in sorted(ordered, key=lambda one: one[0]):
        with installation.clock(datetime.fromisoformat(at)):
            loader.replay(event)
    # Do what is due by today at once, so that nothing is left over when the program starts.
    effect.notice_moved()
    effect.apply_due_decisions()
    open_due_reviews()
    notices.deliver(mail=False)
    notices.mark_old_read(before=datetime.fromisoformat(reviews["read_until"]))
    return True


def analyst() -> Actor:
    """The sample's account that imports catalogs."""
    return actor_of(User.objects.get(username="analyst"))


class _Loader:
    """Replays events through the same actions that people use."""

    def __init__(self, sample: dict[str, Any]):
        self.described = {function["code"]: function for function in sample["functions"]}
        self.areas = {area.code: area for area in MissionArea.objects.all()}
        self.functions: dict[str, Function] = {}
        self.keyed: dict[str, Assessment] = {}
        self.actors = {
            user.username: Actor(user.pk, user.username, user.name, user.organization.name, frozenset({Role.ANALYST}))
            for user in User.objects.select_related("organization")
        }

    def replay(self, event: dict[str, Any]) -> None:
        common = {"by": self.actors[event["by"]], "reason": event["reason"]}
        dated = {"effective_on": date.fromisoformat(event["effective_on"]), "provenance": ILLUSTRATIVE}
        match event["action"]:
            case "add_functions":
                self._add(event["area"], [self.described[code] for code in event["functions"]], common | dated)
            case "add_function":
                self._add(event["area"], [event | {"code": event["function"]}], common | dated)
            case "assess":
                self._assess(event, common | dated)
            case "revise_function" | "retire_function":
                self._revise(event, common | dated)
            case "add_evidence":
                self._add_evidence(event, common)
            case "void_assessment":
                facts.withdraw_assessment(assessment=self.keyed[event["voids"]], **common)

    def _add(self, area: str, described: list[dict[str, Any]], said: dict[str, Any]) -> None:
        new = [facts.NewFunction(one["code"], one["name"], one["description"]) for one in described]
        for function in facts.add_functions(area=self.areas[area], functions=new, **said):
            self.functions[function.code] = function

    def _assess(self, event: dict[str, Any], said: dict[str, Any]) -> None:
        names = {field.name for field in fields(facts.AssessmentAnswers)} - {"function", "voids"}
        answered = [
            facts.AssessmentAnswers(
                function=self.functions[given["function"]],
                **{name: given[name] for name in names},
            )
            for given in event["assessments"]
        ]
        rows = facts.assess(target=TargetKind.AREA.of(event["area"]), answered=answered, **said)
        for given, row in zip(event["assessments"], rows, strict=True):
            if "key" in given:
                self.keyed[given["key"]] = row

    def _add_evidence(self, event: dict[str, Any], said: dict[str, Any]) -> None:
        content = evidence.EvidenceContent(
            kind=event["kind"],
            title=event["title"],
            publisher=event["publisher"],
            dated_on=date.fromisoformat(event["dated_on"]),
            note=event["note"],
            provenance=Provenance(event.get("provenance", ILLUSTRATIVE)),
        )
        functions = [self.functions[code] for code in event["behind"]]
        behind = [Assessment.objects.filter(function=one).latest("entry_id", "effective_on") for one in functions]
        evidence.add_evidence(content=content, behind=behind, **said)

    def _revise(self, event: dict[str, Any], said: dict[str, Any]) -> None:
        function = self.functions[event["function"]]
        before = FunctionRevision.objects.filter(function=function).latest("entry_id")
        facts.revise_function(
            function=function,
            name=event.get("name", before.name),
            description=event.get("description", before.description),
            retired=event["action"] == "retire_function",
            **said,
        )
