"""The application's name."""

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = "Mission areas"
    default_auto_field = "django.db.models.BigAutoField"
