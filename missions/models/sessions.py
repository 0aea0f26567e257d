"""Signed-in browsers: a session row names its user, so that one query loads both."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from missions.models.people import RoleGrant, User


class Session(AbstractBaseSession):
    """A session and the person it belongs to; nobody while signed out."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's database sessions; `person` is the user loaded along with the session, or None."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict) -> Session:
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        rows = Session.objects.select_related("user__organization").annotate(
            role_codes=RoleGrant.objects.roles_of("user", on=now.date())
        )
        row = rows.filter(session_key=self.session_key, expire_date__gt=now).first()
        if row is None:
            self._session_key = None
            return None
        if row.user is not None:
            row.user.role_codes = row.role_codes
        self.person = row.user
        return row
