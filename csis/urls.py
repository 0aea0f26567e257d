"""Addresses: the missions' own, and the part of the account pages that is used."""

from allauth.account import views as account
from django.urls import include, path

from missions.views import health

handler400 = "missions.views.errors.bad_request"
handler403 = "missions.views.errors.forbidden"
handler500 = "missions.web.database.server_error"

# Sign-up and mail are not offered: an administrator makes accounts.
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("", include("missions.urls")),
]
