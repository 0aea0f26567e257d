"""Signed-in browsers: a session row names its user, so that one query loads both."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from missions.domain.vocabulary import GrantStep, Role
from missions.models.chain import Heads
from missions.models.people.accounts import Organization, User
from missions.models.querysets import NEWEST_STEPS, PEOPLE_VERSION
from missions.storage.connections import patiently, prepared, replanned

PERSON = [field.attname for field in User._meta.concrete_fields]

SESSIONS_REMEMBERED = 512

# In a session: when its person signed in the time before, how many sign-ins with their name failed since then, and
# when it ends, whatever is done in it.
SIGNED_IN_BEFORE, FAILED_SINCE, ENDS_AT = "signed_in_before", "failed_since", "ends_at"

# Written out, as every page of every person runs it, and the ORM takes longer to write it than the database to answer.
LOAD = f"""
SELECT session.session_data, session.expire_date,
  ARRAY(SELECT held.role FROM {NEWEST_STEPS.format(on="%(today)s")}
    AND held.user_id = session.user_id AND held.step = '{GrantStep.ACTIVE}') AS roles,
  (SELECT count(*) FROM missions_notice notice
    WHERE notice.person_id = session.user_id AND notice.read_at IS NULL) AS unread,
  session.seen_at,
  EXISTS (SELECT FROM mfa_authenticator own
    WHERE own.user_id = session.user_id AND own.type <> 'recovery_codes') AS second_factor,
  head.sequence, head.digest, head.record_sequence, head.process_sequence, {PEOPLE_VERSION} AS people,
  organization.name, {", ".join(f"person.{name}" for name in PERSON)}
FROM missions_session session
LEFT JOIN missions_user person ON person.id = session.user_id
LEFT JOIN missions_chainhead head ON true
LEFT JOIN missions_organization organization ON organization.id = person.organization_id
WHERE session.session_key = %(key)s AND session.expire_date > %(now)s
"""


def idle_time(roles: Iterable[str]) -> timedelta:
    """How long a person with these roles may do nothing before they are signed out."""
    administers = Role.ADMINISTRATOR in roles
    return timedelta(minutes=settings.IDLE_MINUTES_ADMINISTRATORS if administers else settings.IDLE_MINUTES)


class Session(AbstractBaseSession):
    """A session and the person it belongs to; nobody while signed out."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    seen_at = models.DateTimeField(db_default=Now(), help_text="The last time its person did something.")

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's database sessions; `person` is the user loaded along with the session, or None."""

    person: User | None = None
    # When the person did something last, and how long they may do nothing, as of this request.
    seen_at: datetime | None = None
    idle_for: timedelta = timedelta()
    # When it ends, whatever is done.
    ends_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict) -> Session:
        """The row; one that is signed in ends so long after it began, however often it is written."""
        if SESSION_KEY in data:
            latest = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
            data.setdefault(ENDS_AT, latest.isoformat())
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        if row.user_id:
            row.expire_date = datetime.fromisoformat(data[ENDS_AT])
        row.seen_at = timezone.now()
        return row

    def decode(self, session_data: str) -> dict:
        """What the row holds, in a copy of its own; nothing if its signature is wrong."""
        return deepcopy(_decoded(session_data))

    def _load(self) -> tuple | None:
        now = timezone.now()
        with prepared() as cursor:
            cursor.execute(LOAD, {"key": self.session_key, "now": now, "today": timezone.localdate(now)})
            return cursor.fetchone()

    def _get_session_from_db(self) -> Session | None:
        found = patiently(lambda: replanned(self._load))
        if found is None:
            self._session_key = None
            return None
        data, expires, roles, unread, seen_at, second_factor, *rest = found
        heads, organization, person = Heads(*rest[:5]), rest[5], rest[6:]
        self.seen_at, self.idle_for, self.ends_at = seen_at, idle_time(roles), expires
        if person[0] is not None and seen_at + self.idle_for < timezone.now():
            self._session_key = None
            return None
        if person[0] is not None:
            self.person = User.from_db("default", PERSON, person)
            self.person.organization = Organization(pk=self.person.organization_id, name=organization)
            self.person.role_codes = roles
            self.person.unread = unread
            self.person.has_second_factor = second_factor
            self.person.heads = heads
        return Session(session_key=self.session_key, session_data=data, expire_date=expires, user_id=person[0])


@lru_cache(SESSIONS_REMEMBERED)
def _decoded(session_data: str) -> dict:
    """What a row holds, remembered with its text: the signature of the same text is checked once."""
    return DatabaseStore().decode(session_data)
