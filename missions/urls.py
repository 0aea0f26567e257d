"""Every address of the program, one noun after another."""

from django.urls import path, re_path

from missions.views import areas, audit, functions, guide, overview, people, policy, strategy, what_if

urlpatterns = [
    path("", overview.home, name="overview"),
    path("areas/", areas.index, name="areas"),
    path("areas/<str:code>/", areas.detail, name="area"),
    path("areas/<str:code>/what-if/", what_if.area, name="what_if"),
    path("areas/<str:code>/history/", areas.history, name="area_history"),
    path("areas/<str:code>/functions/<str:function>/", functions.detail, name="function"),
    path("strategy/", strategy.index, name="strategy"),
    path("policy/", policy.index, name="policy"),
    path("audit/", audit.index, name="audit"),
    path("help/", guide.index, name="help"),
    path("help/roles/", guide.roles, name="roles"),
    path("people/", people.index, name="people"),
    path("people/<str:username>/", people.detail, name="person"),
    path("people/<str:username>/grants/", people.grant, name="grant"),
    re_path(
        r"^people/(?P<username>[^/]+)/grants/(?P<pk>\d{1,18})/(?P<action>confirm|end)/$", people.step, name="grant_step"
    ),
    path("people/<str:username>/active/", people.active, name="active"),
]
