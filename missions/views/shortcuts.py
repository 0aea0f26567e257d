"""What every view shares: the moment shown, permissions, and a page or only its fragment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial, wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from missions.access import Actor, Permission, Refused, check
from missions.actions.errors import Unfit
from missions.charts.chart import Chart
from missions.charts.registry import FigurePlace
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import Portfolio
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category
from missions.forms.moment import MomentAsked, read_moment
from missions.queries.moment import Resolved, resolve
from missions.queries.record.portfolio import portfolio
from missions.views.bodies import MadeFrom, kept_or, key_of
from missions.views.remembered import (
    AT_LARGE,
    figures_at,
    leadership_at,
    moments,
    of_area,
    of_record,
    one_area,
    records,
    reviews,
    standings,
)

T = TypeVar("T")

# No cache, not even the browser's, may keep an answer that can differ between readers.
never_shared = cache_control(private=True, no_store=True)
HTMX_HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


@dataclass(frozen=True)
class Page:
    """A read page: what it shows and its frame."""

    bar: dict[str, Any]
    resolved: Resolved

    @property
    def record(self) -> dict[str, Any]:
        """The line at the foot of the page."""
        policy = self.resolved.policy
        return {
            "version": self.resolved.version,
            "policy_number": policy and policy.number,
            "begins": self.resolved.begins,
            "sample": self.resolved.sample,
        }

    def portfolio(self, area: str | None = None, *, retired: bool = False) -> Portfolio:
        """The record at this page's moment, or the one area of that code."""
        if retired:
            return portfolio(self.resolved.moment, self.resolved.policy, area=area, retired=True)
        return one_area(self._held(area), area) if area else records.at(self.resolved.settled())

    def of_area(self, read: Callable[..., T], area: str, *, reviews: bool = False, **options: Any) -> T:
        """The result of `read` for an area at this page's moment, remembered until the area changes.

        With `reviews` it is also read again after any step of a review. One query, or none.
        """
        return of_area(read, self._held(area, reviews=reviews), area, **options)

    def of_record(self, read: Callable[..., T], *values: Any) -> T:
        """The result of `read` for the record at this page's moment, remembered until a new fact. At most one query."""
        return of_record(read, self.resolved.settled(), *values)

    def at_large(self, read: Callable[..., T], *values: Any) -> T:
        """The result of `read` for what no fact about an area changes, such as passages, catalogs or providers.

        Remembered until such a fact is added. One query, or none.
        """
        return of_record(read, self._held(AT_LARGE), *values)

    def _held(self, area: str, *, reviews: bool = False) -> Resolved:
        return standings.of(area, self.resolved).settled(reviews=reviews)

    def leadership(
        self, since: date | None = None, until: date | None = None, category: Category | None = None
    ) -> Leadership:
        """The record with its past and its reviews; narrowed to a category, and compared between two days."""
        return leadership_at(self.resolved.settled(reviews=True), since, until, category)

    def figures(
        self, place: FigurePlace, since: date | None = None, until: date | None = None, category: Category | None = None
    ) -> tuple[Chart, ...]:
        """The figures that stand there, of the same."""
        return figures_at(place, self.resolved.settled(reviews=True), since, until, category)

    @property
    def reviews(self) -> tuple[ReviewSpan, ...]:
        """Every review at the moment of this page, up to the last step of one."""
        return reviews.at(self.resolved.settled(reviews=True))


def permit(request: HttpRequest, permission: Permission) -> Actor:
    """The signed-in actor. Raises PermissionDenied, naming the roles that could, unless it has the permission."""
    actor = request.actor
    try:
        check(actor, permission)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    return actor


def beside(form: Form, error: Unfit) -> None:
    """Show an error beside its field, or above the form if there is no field of this name."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def record_page(
    view: Callable[..., HttpResponse] | None = None,
    *,
    shared: MadeFrom | None = None,
    personal: bool = False,
    of_area: bool = False,
    exact: bool = False,
) -> Callable[..., HttpResponse]:
    """A view of the record: gets a `Page` for the moment in the address.

    Where that cannot be read, the page shows the record of today, as 400 and with what is wrong beside the field; with
    `exact`, for a file, there is nothing but what is wrong.
    `shared` is for a page that is the same for everybody with the same permissions: its body is kept until what it
    reads moves on (`bodies.py`). With `personal` it is kept for each person by themselves, as a page that tells people
    apart must be. With `of_area` it shows nothing of the record but the area named by `code`, and outlives facts about
    others. One that holds a form to be posted must do without.
    """
    if view is None:
        return partial(record_page, shared=shared, personal=personal, of_area=of_area, exact=exact)

    @require_safe
    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        permit(request, Permission.READ_RECORD)
        now = timezone.now()
        asked = read_moment(request.GET, now)
        at = {"as_of": asked.as_of, "known": asked.known, "today": timezone.localdate(now), "chosen": asked.chosen}
        if asked.errors:
            at |= {"as_of": at["today"], "known": None, "chosen": False}
        resolved = moments.at(request.user.heads, **at)
        request.page = Page(_bar(request, asked, resolved, now), resolved)
        if asked.errors:
            return _with_errors(request, view, exact, kwargs)
        if shared is None:
            return view(request, request.page, **kwargs)
        held = standings.of(kwargs["code"], resolved) if of_area else resolved
        key = key_of(request, held, is_fragment(request), shared, personal)
        return kept_or(request, key, lambda: view(request, request.page, **kwargs))

    return wrapper


def _with_errors(
    request: HttpRequest, view: Callable[..., HttpResponse], exact: bool, kwargs: dict[str, Any]
) -> HttpResponse:
    """The page of today under a date bar that shows the errors; for a file, a page with only the errors."""
    if exact:
        return render(request, "record/moment/invalid.html", status=400)
    response = view(request, request.page, **kwargs)
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.BAD_REQUEST
    return response


def resolved_now() -> Resolved:
    """Today's record as known now, from which a form that writes starts. One query."""
    today = timezone.localdate()
    return resolve(as_of=today, known=None, today=today, chosen=False)


def respond(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str | None = None, status: int = 200
) -> HttpResponse:
    """The page, or for an htmx swap only its fragment, at the same address."""
    if fragment and is_fragment(request):
        template = f"{template}#{fragment}"
    response = render(request, template, context, status=status)
    if fragment:
        patch_vary_headers(response, HTMX_HEADERS)
    return response


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx swaps a part of the page: not a boosted link, not a page brought back from history."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def number(query: QueryDict, name: str) -> int | None:
    """A whole number in the address, None if it is not there. Raises Http404 for anything else."""
    text = query.get(name, "")
    if not text:
        return None
    key = key_in(text)
    if key is None:
        raise Http404(f"{name} is a whole number")
    return key


def key_in(text: object) -> int | None:
    """The key of a row as it was sent; None for anything else, such as a superscript digit."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def pager(request: HttpRequest, *, older: int | None, newest: bool) -> dict[str, str | None]:
    """Addresses of the neighboring pages of a list that is read from newest to oldest."""
    return {
        "older_url": None if older is None else with_query(request, before=older),
        "newer_url": None if newest else with_query(request, before=None),
    }


def with_query(request: HttpRequest, **changed: Any) -> str:
    """This address with some parameters changed, or removed if None."""
    query = dict(request.GET.lists()) | {name: [value] for name, value in changed.items()}
    asked = urlencode({name: values for name, values in query.items() if values != [None]}, doseq=True)
    return f"{request.path}?{asked}" if asked else request.path


def _bar(request: HttpRequest, asked: MomentAsked, resolved: Resolved, now) -> dict[str, Any]:
    own = ("as_of", "known", "before", "page")
    return {
        "moment": resolved.moment,
        "today": timezone.localdate(now),
        "typed": asked,
        # Parameters that other forms of the page keep, without dates that cannot be used.
        "as_of_text": "" if asked.errors else asked.as_of_text,
        "known_text": "" if asked.errors else asked.known_text,
        "errors": asked.errors,
        "before_record": resolved.begins if resolved.before_record else None,
        "keep": [(name, value) for name, values in request.GET.lists() if name not in own for value in values],
        "today_url": with_query(request, as_of=None, known=None, before=None, page=None),
    }
