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
