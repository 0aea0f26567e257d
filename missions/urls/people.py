"""Addresses of people, notices, the audit chain and help."""

from django.urls import path, re_path

from missions.views.people import audit, guide, notices, people

urlpatterns = [
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
