"""Every address of the program, one subject after another."""

from django.urls import include, path, register_converter

from missions.urls.converters import KeyConverter, KindConverter, TextConverter

SUBJECTS = ("leadership", "record", "reviews", "exchange", "people", "operation", "commercial", "catalog", "kinds")

register_converter(TextConverter, "text")
register_converter(KeyConverter, "key")
register_converter(KindConverter, "kind")

urlpatterns = [path("", include(f"missions.urls.{subject}")) for subject in SUBJECTS]
