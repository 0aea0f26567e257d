"""Every address of the program, one noun after another."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from missions.views import (
    amendments,
    areas,
    assessing,
    attaching,
    audit,
    charts,
    compare,
    deciding,
    drafting,
    editing,
    evidence,
    evidencing,
    exports,
    functions,
    guide,
    imports,
    notices,
    overview,
    people,
    policy,
    proposals,
    queue,
    reviews,
    search,
    strategy,
    what_if,
)


class TextConverter(StringConverter):
    """A part of an address that the database can hold: no NUL."""

    regex = r"[^/\x00]+"


class KeyConverter(StringConverter):
    """The key of a row, no larger than the database can hold."""

    regex = r"[0-9]{1,18}"


register_converter(TextConverter, "text")
register_converter(KeyConverter, "key")

urlpatterns = [
    path("", overview.home, name="overview"),
    path("areas/", areas.index, name="areas"),
    path("areas/<text:code>/", areas.detail, name="area"),
    path("areas/<text:code>/what-if/", what_if.area, name="what_if"),
    path("areas/<text:code>/history/", areas.history, name="area_history"),
    path("areas/<text:code>/functions/<text:function>/", functions.detail, name="function"),
    path("areas/<text:code>/functions/<text:function>/assess/", assessing.assess, name="assess"),
    path("areas/<text:code>/functions/<text:function>/revise/", editing.revise, name="revise_function"),
    path("areas/<text:code>/functions/<text:function>/evidence/", attaching.attach, name="attach_evidence"),
    path("areas/<text:code>/add-function/", editing.add, name="add_function"),
    path("compare/", compare.index, name="compare"),
    path("compare/areas/", compare.areas, name="compare_areas"),
    path("compare/dates/", compare.dates, name="compare_dates"),
    path("search/", search.index, name="search"),
    path("imports/", imports.index, name="imports"),
    re_path(r"^imports/template\.(?P<kind>csv|xlsx)$", imports.blank, name="import_template"),
    re_path(r"^imports/(?P<pk>\d{1,18})/$", imports.detail, name="import"),
    re_path(r"^imports/(?P<pk>\d{1,18})/step/$", imports.step, name="import_step"),
    re_path(r"^imports/(?P<pk>\d{1,18})/again/$", imports.again, name="import_again"),
    re_path(r"^imports/(?P<pk>\d{1,18})/confirm/$", imports.confirm, name="import_confirm"),
    re_path(r"^imports/(?P<pk>\d{1,18})/discard/$", imports.discard, name="import_discard"),
    path("evidence/", evidence.index, name="evidence_list"),
    path("evidence/add/", evidencing.add, name="add_evidence"),
    path("evidence/<key:pk>/", evidence.detail, name="evidence"),
    path("evidence/<key:pk>/file/", evidence.file, name="evidence_file"),
    path("evidence/<key:pk>/supersede/", evidencing.supersede, name="supersede_evidence"),
    path("charts/<text:slug>.json", charts.as_json, name="chart_json"),
    path("charts/<text:slug>.csv", charts.as_csv, name="chart_csv"),
    path("reviews/", queue.index, name="reviews"),
    path("reviews/open/", queue.open_new, name="open_review"),
    path("reviews/triage/", queue.triage, name="triage"),
    path("reviews/<key:pk>/", reviews.detail, name="review"),
    path("reviews/<key:pk>/seats/", reviews.seats, name="seats"),
    path("reviews/<key:pk>/comments/", reviews.comments, name="comments"),
    path("reviews/<key:pk>/closing/", reviews.closing, name="closing"),
    path("reviews/<key:pk>/proposals/", reviews.proposals, name="proposals"),
    path("reviews/<key:pk>/opportunities/", reviews.found, name="opportunities"),
    path("opportunities/<key:pk>/progress/", reviews.progress, name="progress"),
    path("proposals/<key:pk>/", proposals.detail, name="proposal"),
    path("proposals/<key:pk>/version/", proposals.version, name="proposal_version"),
    path("proposals/<key:pk>/draft/", drafting.draft, name="draft"),
    path("proposals/<key:pk>/votes/", deciding.votes, name="votes"),
    path("proposals/<key:pk>/answers/", deciding.answers, name="answers"),
    path("proposals/<key:pk>/change-requests/", deciding.change_requests, name="change_requests"),
    path("proposals/<key:pk>/decision/", deciding.decide, name="decision"),
    path("proposals/<key:pk>/recall/", deciding.recall, name="recall"),
    path("proposals/<key:pk>/rebase/", deciding.rebase, name="rebase"),
    path("proposals/<key:pk>/submission/", deciding.submission, name="submission"),
    path("proposals/<key:pk>/withdrawal/", deciding.withdrawal, name="withdrawal"),
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
    path("changes/", amendments.index, name="changes"),
    path("changes/policy/", amendments.policy, name="change_policy"),
    path("changes/area/", amendments.area, name="change_area"),
    re_path(r"^changes/(?P<pk>\d{1,18})/$", amendments.detail, name="change"),
    path("exports/", exports.index, name="exports"),
    path("exports/briefing/", exports.build, name="build_briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/$", exports.show, name="briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/file/$", exports.download, name="briefing_file"),
    re_path(r"^exports/(?P<name>[^/.\x00]+)\.(?P<ending>[^/.\x00]+)$", exports.export, name="export"),
    path("audit/", audit.index, name="audit"),
    path("help/", guide.index, name="help"),
    path("help/roles/", guide.roles, name="roles"),
    path("notices/", notices.index, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/preferences/", notices.prefer, name="notice_preferences"),
    path("people/", people.index, name="people"),
    path("people/<text:username>/", people.detail, name="person"),
    path("people/<text:username>/grants/", people.grant, name="grant"),
    re_path(
        r"^people/(?P<username>[^/\x00]+)/grants/(?P<pk>\d{1,18})/(?P<action>confirm|end)/$",
        people.step,
        name="grant_step",
    ),
    path("people/<text:username>/active/", people.active, name="active"),
]
