"""Every address of the program, one noun after another."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from missions.views import (
    areas,
    assessing,
    audit,
    editing,
    exports,
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
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
    path("exports/", exports.index, name="exports"),
    path("exports/briefing/", exports.build, name="build_briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/$", exports.show, name="briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/file/$", exports.download, name="briefing_file"),
    re_path(r"^exports/(?P<name>[^/.\x00]+)\.(?P<ending>[^/.\x00]+)$", exports.export, name="export"),
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
