"""Addresses: the missions' own, and the part of the account pages that is used."""

from allauth.account import views as account
from django.urls import include, path, re_path

from missions.views import health
from missions.views.people import sign_in

handler400 = "missions.views.errors.bad_request"
handler403 = "missions.views.errors.forbidden"
handler500 = "missions.web.database.server_error"

# Signing up is not offered: an administrator makes accounts.
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/login/", sign_in.SignInView.as_view(), name="account_login"),
    path("accounts/link/", sign_in.ask_for_link, name="ask_for_link"),
    re_path(
        r"^accounts/link/(?P<uidb36>[0-9A-Za-z]{1,12})-(?P<key>[^/\x00]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("", include("missions.urls")),
]
