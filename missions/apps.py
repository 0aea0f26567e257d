"""The application's name, and what runs after its migrations."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from missions.storage.calendar import set_time_zone
from missions.storage.rights import grant_application_role


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = "Mission areas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The adapters of the library are not there before the applications are.
        import_module("missions.web.people.second_factor").listen()
        post_migrate.connect(set_time_zone, dispatch_uid="the time zone of dates")
        post_migrate.connect(grant_application_role, dispatch_uid="rights of the application's role")
