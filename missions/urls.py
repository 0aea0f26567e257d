"""Every address of the program, one noun after another."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from missions.views import (
    areas,
    assessing,
    audit,
    charts,
    editing,
    functions,
    guide,
    overview,
    people,
    policy,
    strategy,
    what_if,
)


class TextConverter(StringConverter):
    """A part of an address that the database can hold: no NUL."""

    regex = r"[^/\x00]+"


register_converter(TextConverter, "text")

urlpatterns = [
    path("", overview.home, name="overview"),
    path("areas/", areas.index, name="areas"),
    path("areas/<text:code>/", areas.detail, name="area"),
    path("areas/<text:code>/what-if/", what_if.area, name="what_if"),
    path("areas/<text:code>/history/", areas.history, name="area_history"),
    path("areas/<text:code>/functions/<text:function>/", functions.detail, name="function"),
    path("areas/<text:code>/functions/<text:function>/assess/", assessing.assess, name="assess"),
    path("areas/<text:code>/functions/<text:function>/revise/", editing.revise, name="revise_function"),
    path("areas/<text:code>/add-function/", editing.add, name="add_function"),
    path("charts/<text:slug>.json", charts.as_json, name="chart_json"),
    path("charts/<text:slug>.csv", charts.as_csv, name="chart_csv"),
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
    path("audit/", audit.index, name="audit"),
    path("help/", guide.index, name="help"),
    path("help/roles/", guide.roles, name="roles"),
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
