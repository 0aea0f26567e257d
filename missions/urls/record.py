"""Addresses of the record: areas, functions, evidence, comparing, search, strategy and policy."""

from django.urls import path

from missions.views.record import (
    areas,
    assessing,
    attaching,
    compare,
    editing,
    evidence,
    evidencing,
    functions,
    policy,
    search,
    strategy,
    what_if,
)

urlpatterns = [
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
    path("evidence/", evidence.index, name="evidence_list"),
    path("evidence/add/", evidencing.add, name="add_evidence"),
    path("evidence/<key:pk>/", evidence.detail, name="evidence"),
    path("evidence/<key:pk>/file/", evidence.file, name="evidence_file"),
    path("evidence/<key:pk>/supersede/", evidencing.supersede, name="supersede_evidence"),
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
]
