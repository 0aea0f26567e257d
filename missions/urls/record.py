"""Addresses of the record: areas, functions, evidence, comparing, search, strategy and policy."""

from django.urls import path

from missions.views.record import (
    areas,
    assessments,
    compare,
    evidence,
    evidence_forms,
    evidence_links,
    function_forms,
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
    path("areas/<text:code>/functions/<text:function>/assess/", assessments.assess, name="assess"),
    path("areas/<text:code>/functions/<text:function>/revise/", function_forms.revise, name="revise_function"),
    path("areas/<text:code>/functions/<text:function>/evidence/", evidence_links.assessment, name="attach_evidence"),
    path(
        "areas/<text:code>/functions/<text:function>/name/evidence/",
        evidence_links.function,
        name="attach_function_evidence",
    ),
    path("areas/<text:code>/evidence/", evidence_links.area, name="attach_area_evidence"),
    path("areas/<text:code>/add-function/", function_forms.add, name="add_function"),
    path("compare/", compare.index, name="compare"),
    path("compare/areas/", compare.areas, name="compare_areas"),
    path("compare/dates/", compare.dates, name="compare_dates"),
    path("search/", search.index, name="search"),
    path("evidence/", evidence.index, name="evidence_list"),
    path("evidence/add/", evidence_forms.add, name="add_evidence"),
    path("evidence/<key:pk>/", evidence.detail, name="evidence"),
    path("evidence/<key:pk>/file/", evidence.file, name="evidence_file"),
    path("evidence/<key:pk>/supersede/", evidence_forms.supersede, name="supersede_evidence"),
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
    path("policy/evidence/", evidence_links.policy, name="attach_policy_evidence"),
]
