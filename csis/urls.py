"""Addresses: the missions' own, and the part of the account pages that is used."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path, re_path

from missions.views import health
from missions.views.people import second_factor, sessions, sign_in

handler400 = "missions.views.errors.bad_request"
handler403 = "missions.views.errors.forbidden"
handler500 = "missions.web.database.server_error"

# Keys are named by what the database can hold.
SECOND_FACTOR = [
    path("", second_factor.IndexView.as_view(), name="mfa_index"),
    path("sign-in/", second_factor.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("key-alone/", second_factor.KeyAloneView.as_view(), name="mfa_login_webauthn"),
    path("confirm/", second_factor.ConfirmView.as_view(), name="mfa_reauthenticate"),
    path("confirm-by-key/", second_factor.ConfirmByKeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/remake/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("keys/", second_factor.to_index, name="mfa_list_webauthn"),
    path("keys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    re_path(r"^keys/(?P<pk>\d{1,18})/name/$", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    re_path(r"^keys/(?P<pk>\d{1,18})/remove/$", second_factor.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
]

# Signing up is not offered: an administrator makes accounts.
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/login/", sign_in.SignInView.as_view(), name="account_login"),
    path("accounts/link/", sign_in.ask_for_link, name="ask_for_link"),
    re_path(
        r"^accounts/link/(?P<uidb36>[0-9A-Za-z]{1,12})-(?P<key>[^/\x00]+)/$",
        sign_in.LinkView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/stay/", sessions.stay, name="stay"),
    path("accounts/certificate/", sign_in.by_certificate, name="certificate_sign_in"),
    path("accounts/sign-on/", sign_in.sign_on, name="openid_connect_login"),
    path("accounts/sign-on/<slug:provider_id>/", sign_in.back_from_sign_on, name="openid_connect_callback"),
    path("accounts/second-factor/", include(SECOND_FACTOR)),
    path("", include("missions.urls")),
]
