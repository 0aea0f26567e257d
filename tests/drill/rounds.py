"""What people do during a drill, round by round: each write goes through its form and uses the result of the last."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from django.utils.timezone import localdate

from tests.drill.browsers import File

# Functions are added here; in an area under review they would send its proposal back.
ELSEWHERE = ("C2", "CPP", "EW", "MW", "NUDET", "PNT", "SAML")


class Desk(Protocol):
    """Where people work: a write is sent until it is confirmed, and its result is checked."""

    number: int
    area: str
    report: int

    def key(self, who: str) -> int: ...

    def answers(self, proposal: str) -> dict[str, str]: ...

    def write(self, who: str, path: str, at: str = "", shows: str = "", file: File | None = None, **said: Any) -> str:
        """Sends the form for that path, found on the page `at`; returns where it leads."""
        ...


def evidence(desk: Desk) -> None:
    """Evidence without a file and with one, and one that supersedes another."""
    n = desk.number
    title = f"Report {n}"
    desk.write("analyst", "/evidence/add/", title=title, shows=title)
    content = f"{title}\n".encode() * 2000
    added = desk.write("analyst", "/evidence/add/", title=f"File {n}", shows=f"File {n}", file=("drill.txt", content))
    desk.write("analyst", f"{added}supersede/", title=f"Newer {n}", shows=f"Newer {n}")


def records(desk: Desk) -> None:
    """A record of each kind; the first is revised and based on evidence, the last withdrawn."""
    n = desk.number
    today = localdate().isoformat()
    firm, service = f"PRV-{n}", f"SOL-{n}"
    provider = desk.write("analyst", "/providers/add/", code=firm, name=f"Firm {n}", country="US", shows=f"Firm {n}")
    desk.write("analyst", f"{provider}revise/", name=f"Firm {n} Inc.", shows=f"Firm {n} Inc.")
    report = desk.write("analyst", "/evidence/add/", title=f"Paper {n}", shows=f"Paper {n}")
    desk.write("analyst", f"{provider}evidence/", evidence=report.strip("/").rsplit("/", 1)[-1])
    desk.write("analyst", "/solutions/add/", code=service, name=f"Service {n}", provider=firm, shows=f"Service {n}")
    area = ELSEWHERE[n % len(ELSEWHERE)]
    named = {"code": f"{area}-{n}", "name": f"Task {n}", "shows": f"Task {n}"}
    function = desk.write("analyst", f"/areas/{area}/add-function/", **named)
    desk.write("analyst", "/uses/add/", code=f"USE-{n}", solution=service, function=f"{area}-{n}", shows=f"USE-{n}")
    desk.write("analyst", "/agreements/add/", code=f"AGR-{n}", provider=firm, parties_withheld="no", shows=f"AGR-{n}")
    desk.write("analyst", "/exercises/add/", code=f"EXR-{n}", shows=f"EXR-{n}")
    desk.write("analyst", "/safeguards/add/", code=f"SFG-{n}", provider=firm, shows=f"SFG-{n}")
    judged = {"code": f"JDG-{n}", "area": area, "review_by": today, "shows": f"JDG-{n}"}
    judgment = desk.write("analyst", "/judgments/add/", **judged)
    desk.write("analyst", f"{judgment}revise/", rationale="Judged anew.", shows="Judged anew.")
    desk.write("analyst", f"{judgment}withdraw/")
    desk.write("analyst", f"{function}assess/")
    desk.write("analyst", f"{function}revise/", name=f"Duty {n}", shows=f"Duty {n}")


def review(desk: Desk) -> None:
    """A review from its opening to a decision: changes asked for and made, an objection answered, votes, approval."""
    soon = (localdate() + timedelta(days=30)).isoformat()
    later = (localdate() + timedelta(days=60)).isoformat()
    seats = {"reviewers": [desk.key("reviewer"), desk.key("reviewer2")], "analysts": [desk.key("analyst")]}
    opened = desk.write("steward", "/reviews/open/", areas=[desk.area], due_on=soon, **seats)
    desk.write("steward", f"{opened}due-date/", at=opened, due_on=later)
    desk.write("analyst", f"{opened}comments/", at=opened)
    desk.write("analyst", f"{opened}opportunities/", at=opened, due_on=soon, owner=desk.key("analyst"))
    drafted = desk.write("analyst", f"{opened}proposals/", at=opened)
    proposal = f"/proposals/{drafted.split('/')[2]}/"
    content = {
        "kind": "reaffirm",
        "target": "hybrid",
        "effective_on": localdate().isoformat(),
        "evidence": [desk.report],
    }
    desk.write("analyst", f"{proposal}draft/", **content)
    desk.write("analyst", f"{proposal}submission/", at=proposal)
    desk.write("reviewer", f"{proposal}change-requests/", at=proposal, **{"item-1": "The words."})
    desk.write("analyst", f"{proposal}draft/", rationale="Said in other words.", **desk.answers(proposal))
    desk.write("analyst", f"{proposal}submission/", at=proposal)
    desk.write("reviewer", f"{proposal}votes/", at=proposal, choice="object")
    desk.write("analyst", f"{proposal}answers/", at=proposal)
    desk.write("reviewer", f"{proposal}replies/", at=proposal, kind="accept")
    desk.write("reviewer2", f"{proposal}votes/", at=proposal, choice="support")
    desk.write("authority", f"{proposal}decision/", at=proposal, decision="approve")


def listed(desk: Desk) -> None:
    """A file of functions, staged and recorded in one entry."""
    area = ELSEWHERE[desk.number % len(ELSEWHERE)]
    day = localdate().isoformat()
    lines = [f"{area},{area}-{desk.number}-{place},Listed {place},{day}" for place in range(20)]
    content = "\n".join(["area,function,name,effective_on", *lines]).encode()
    staged = desk.write("analyst", "/imports/", file=("drill.csv", content))
    desk.write("analyst", f"{staged}confirm/", at=staged)


def amendment(desk: Desk) -> None:
    """An amendment of the policy, drafted and rejected, so that all reviews are judged by the same policy."""
    drafted = desk.write("steward", "/amendments/policy/", cadence_hybrid=desk.number % 12 + 1)
    desk.write("authority", drafted, decision="end")


def account(desk: Desk) -> None:
    """An account made, given a role, confirmed by somebody else, and deactivated."""
    name = f"person{desk.number}"
    person = desk.write("admin", "/people/", username=name, name=f"Person {desk.number}", shows=name)
    desk.write("admin", f"{person}grants/", at=person, role="reviewer")
    desk.write("admin", f"{person}active/", at=person)


ROUNDS: tuple[Callable[[Desk], None], ...] = (evidence, records, listed, review, amendment, account)
