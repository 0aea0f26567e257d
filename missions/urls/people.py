"""Addresses of people, notices, the audit chain and help."""

from django.urls import path, re_path

from missions.views.people import accounts, audit, identity, notices, organizations, saved_filters, sessions
from missions.views.people.help import index as help_index
from missions.views.people.help import roles as help_roles

urlpatterns = [
    path("audit/", audit.index, name="audit"),
    re_path(r"^audit/(?P<sequence>\d{1,18})/$", audit.detail, name="audit_entry"),
    path("audit/verify/", audit.verify, name="verify"),
    re_path(r"^audit/verifications/(?P<pk>\d{1,18})/$", audit.verification, name="verification"),
    path("help/", help_index, name="help"),
    path("help/roles/", help_roles, name="roles"),
    path("notices/", notices.index, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/preferences/", notices.prefer, name="notice_preferences"),
    path("organizations/", organizations.index, name="organizations"),
    re_path(r"^organizations/(?P<pk>\d{1,18})/rename/$", organizations.rename, name="rename_organization"),
    path("people/", accounts.index, name="people"),
    path("saved-filters/", saved_filters.index, name="saved_filters"),
    path("saved-filters/add/", saved_filters.add, name="save_filter"),
    path("saved-filters/<key:pk>/rename/", saved_filters.rename, name="rename_filter"),
    path("saved-filters/<key:pk>/delete/", saved_filters.delete, name="delete_filter"),
    path("people/<text:username>/", accounts.detail, name="person"),
    path("people/<text:username>/grants/", accounts.grant, name="grant"),
    re_path(
        r"^people/(?P<username>[^/\x00]+)/grants/(?P<pk>\d{1,18})/(?P<action>confirm|end)/$",
        accounts.step,
        name="grant_step",
    ),
    path("people/<text:username>/address/", accounts.address, name="address"),
    path("people/<text:username>/link/", identity.link, name="make_link"),
    path("people/<text:username>/certificate/", identity.certificate, name="certificate"),
    path("people/<text:username>/second-factor/", identity.second_factor, name="reset_second_factor"),
    path("people/<text:username>/sessions/", sessions.index, name="sessions"),
    path("people/<text:username>/sessions/end/", sessions.end, name="end_sessions"),
    path("people/<text:username>/active/", accounts.active, name="active"),
]
